"""The forms in which one report can be had."""

from enum import StrEnum

from egovdesk.domain.values import value


class Rendering(StrEnum):
    """A form of a report; the value is what a command calls it."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    JSON = "json"
    QCVN = "qcvn"

    @property
    def suffix(self) -> str:
        """The ending of its files."""
        return ".qcvn125.json" if self is Rendering.QCVN else f".{self.value}"


@value
class Hit:
    """Where searched words stand: the page from 0, and a box in shares of its width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float
