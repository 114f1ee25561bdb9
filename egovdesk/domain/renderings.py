"""The forms in which one report can be had."""

from enum import StrEnum


class Rendering(StrEnum):
    """A form of a report; the value is what a command calls it."""

    PDF = "pdf"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return f".{self.value}"
