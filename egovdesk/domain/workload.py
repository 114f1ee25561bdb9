"""Work handled online: monthly counts of non-secret files and documents (clause 2.a)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyWorkload:
    """How many non-secret items a reporting month (`2021-09`) had, and how many went online.

    Secret items are recorded nowhere, not even as a count.
    """

    month: str
    total: int
    online: int
