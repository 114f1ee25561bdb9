"""Evidence: the documents and files that a claim rests on."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file kept in the workspace by its SHA-256 digest (hex), with the document it holds."""

    id: int
    digest: str
    name: str
    size: int
    document_number: str
    document_date: date | None
    subject: str

    @property
    def member_name(self) -> str:
        """The file's name inside a package: eight digits of the digest and its own name."""
        return f"evidence/{self.digest[:8]}-{self.name}"
