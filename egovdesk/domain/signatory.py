"""Who signs the letter, and with what competence (Decree 30/2020/NĐ-CP, annex I, element 7a)."""

from enum import StrEnum

from egovdesk.domain.text import clean
from egovdesk.domain.values import value


class Competence(StrEnum):
    """By what right somebody signs; the value is what stands before the title, with its full stop.

    HEAD signs in the head's own right; FOR_COLLECTIVE in the name of a collective leadership;
    FOR_HEAD is a deputy in the head's place; BY_ORDER the head of a part of the unit by the head's
    order; BY_AUTHORISATION by a written authorisation; ACTING is in charge of the unit.
    """

    HEAD = ""
    FOR_COLLECTIVE = "TM."
    FOR_HEAD = "KT."
    BY_ORDER = "TL."
    BY_AUTHORISATION = "TUQ."
    ACTING = "Q."


@value
class Signatory:
    """Who signs; empty fields are left to a pen.

    `on_behalf` is what the prefix stands before where it is not the head's title, as in
    "TM. ỦY BAN"; `title` is the signatory's own one, which HEAD and ACTING do not need.
    """

    competence: Competence = Competence.HEAD
    title: str = ""
    name: str = ""
    on_behalf: str = ""

    def lines(self, head_title: str) -> tuple[str, ...]:
        """Return the capital lines above the signature.

        Args:
            head_title: the title of the unit's head, such as "Cục trưởng".
        """
        own = clean(self.title).upper()
        head = clean(head_title).upper()
        represented = clean(self.on_behalf).upper() or head
        if self.competence is Competence.HEAD:
            return (own or head,)
        first = f"{self.competence.value} {represented}"
        if self.competence is Competence.ACTING:
            return (first,)
        return (first, own) if own else (first,)


UNNAMED = Signatory()
"""The head signs, whose name the records office adds."""
