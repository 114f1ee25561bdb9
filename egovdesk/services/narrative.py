"""The narrative of a quarter's report: drafted from the data, then the officer's."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.narrative import Outdated, Section, kept, outdated, renewed
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.text import clean_multiline, secrecy_marking
from egovdesk.domain.values import value
from egovdesk.services.quarter import gather
from egovdesk.services.session import Session
from egovdesk.storage.narrative import WrittenSection
from egovdesk.storage.unit import Unit
from egovdesk.storage.workspace import Changing
from egovdesk.wording.narrative import draft
from egovdesk.wording.narrative_figures import Figures, Material, figures_of

LONGEST = 20_000
"""Letters that a section may have; a page of a letter holds about 3,000."""


@value
class SectionState:
    """A section as it stands: the officer's text or, until there is one, the draft."""

    section: Section
    is_written: bool
    outdated: tuple[Outdated, ...]


class Narratives:
    """Reads and writes the narrative; what a report says is frozen with it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, period: Quarter) -> tuple[SectionState, ...]:
        """Return every section of a period's narrative."""
        with self._session.workspace.reading() as unit:
            return compose(
                unit, self._session, period, gather(unit, self._session, period).material
            )

    def adopt(self, period: Quarter) -> Change:
        """Keep the drafts of all sections that the officer has not written, as they are now."""
        with self._changing(period) as unit:
            for state in self._states(unit, period):
                if not state.is_written and state.section.paragraphs:
                    _put(unit, period, state.section)
        return unit.change

    def write(self, period: Quarter, section: str, text: str) -> Change:
        """Keep the officer's text of a section.

        Raises:
            UsageError: it is too long, or marked as a state secret.
        """
        words = clean_multiline(text)
        if marking := secrecy_marking(words):
            raise UsageError(ErrorCode.TEXT_SECRET, field="text", value=marking)
        if len(words) > LONGEST:
            raise UsageError(ErrorCode.SECTION_TOO_LONG, length=len(words), limit=LONGEST)
        return self._changed(period, section, lambda now, _figures: kept(now, words))

    def renew(self, period: Quarter, section: str) -> Change:
        """Write the figures of a section as they are now, and leave its words alone."""
        return self._changed(period, section, renewed)

    def confirm(self, period: Quarter, section: str) -> Change:
        """Keep a section's figures as they stand there: the officer means them so."""

        def confirmed(now: Section, figures: Figures) -> Section:
            stale = {item.quote for item in outdated(now, figures)}
            return replace(now, quotes=tuple(q for q in now.quotes if q not in stale))

        return self._changed(period, section, confirmed)

    def redraft(self, period: Quarter, section: str) -> Change:
        """Forget the officer's text of a section, so that its draft stands there again."""
        with self._changing(period) as unit:
            unit.narrative.remove(str(period), section)
        return unit.change

    def _changed(
        self, period: Quarter, section: str, change: Callable[[Section, Figures], Section]
    ) -> Change:
        with self._changing(period) as unit:
            material = gather(unit, self._session, period).material
            states = compose(unit, self._session, period, material)
            now = next(s.section for s in states if s.section.id == section)
            _put(unit, period, change(now, figures_of(material)))
        return unit.change

    def _states(self, unit: Unit, period: Quarter) -> Iterable[SectionState]:
        return compose(unit, self._session, period, gather(unit, self._session, period).material)

    def _changing(self, period: Quarter) -> AbstractContextManager[Changing]:
        return self._session.workspace.changing(
            UseCase.WRITE_NARRATIVE, at=self._session.clock(), subject=str(period)
        )


def compose(
    unit: Unit, session: Session, period: Quarter, material: Material
) -> tuple[SectionState, ...]:
    """Put the officer's texts in place of the drafts, and say which of their figures are old."""
    figures = figures_of(material)
    written = unit.narrative.of(str(period))
    return tuple(
        _state(section, written.get(section.id), figures)
        for section in draft(session.catalogue.outline, material)
    )


def _state(drafted: Section, written: WrittenSection | None, figures: Figures) -> SectionState:
    if written is None:
        return SectionState(section=drafted, is_written=False, outdated=())
    section = replace(drafted, text=written.text, quotes=written.quotes)
    return SectionState(section=section, is_written=True, outdated=outdated(section, figures))


def _put(unit: Unit, period: Quarter, section: Section) -> None:
    written = WrittenSection(text=section.text, quotes=section.quotes)
    unit.narrative.put(str(period), section.id, written)
