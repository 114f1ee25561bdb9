"""Work handled online: monthly counts of non-secret files and documents (clause 2.a)."""

from egovdesk.domain.values import value


@value
class MonthlyWorkload:
    """How many non-secret items a reporting month (`2021-09`) had, and how many went online.

    Secret items are recorded nowhere, not even as a count.
    """

    month: str
    total: int
    online: int
