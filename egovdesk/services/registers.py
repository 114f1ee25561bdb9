"""Registers: reading lists, and the one way by which anything gets into them."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.cells import Words, reader
from egovdesk.domain.errors import Check, ErrorCode, RefusedError, unasked
from egovdesk.domain.history import Change, DeletedRecord, RecordChange, UseCase
from egovdesk.domain.measures import MeasureSource
from egovdesk.domain.plans import (
    Basis,
    Draft,
    Existing,
    OnMatch,
    OnTwice,
    Plan,
    PlannedRow,
    Verdict,
    matched,
    only_new,
    plan,
)
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import (
    Field,
    RegisterKind,
    RegisterRow,
    Value,
    Vocabulary,
    record_key,
)
from egovdesk.services.session import Session
from egovdesk.storage.register_views import ViewParameters
from egovdesk.storage.unit import Unit
from egovdesk.wording import Language, current_language, in_language
from egovdesk.wording.labels import label

FIRST_ROWS = 200


class Registers:
    """Every register of the unit's desk."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ids(
        self,
        query: ListQuery,
        as_of: date,
        *,
        limit: int | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> "array[int]":
        """Return the ids of the records that a list shows, in its order; the first `limit`.

        `check` may raise to cancel.
        """
        with self._session.workspace.reading() as unit:
            return unit.registers.ids(query, self._view(as_of), limit=limit, check=check)

    def rows(self, kind: RegisterKind, ids: Sequence[int], as_of: date) -> list[RegisterRow]:
        """Return the records with these ids, in their order, as of a day."""
        with self._session.workspace.reading() as unit:
            return unit.registers.rows(kind, ids, self._view(as_of))

    def count(self, kind: RegisterKind) -> int:
        """Return how many records the register has."""
        with self._session.workspace.reading() as unit:
            return unit.registers.count(kind)

    def facet(self, kind: RegisterKind, field: str, as_of: date) -> dict[Value, int]:
        """Return how often each value of a field occurs."""
        with self._session.workspace.reading() as unit:
            return unit.registers.facet(kind, field, self._view(as_of))

    def words(self, kind: RegisterKind) -> dict[str, Words]:
        """Return, for each field with choices, the ways of writing each choice.

        The first is Vietnamese, the second English; the others are abbreviations.
        """
        with self._session.workspace.reading() as unit:
            return words_of(kind, self._session.catalogue, unit)

    def labels(self, kind: RegisterKind) -> dict[str, dict[str, str]]:
        """Return, for each field with choices, each choice's label in the current language."""
        return labels_of(self.words(kind))

    def plan(
        self,
        kind: RegisterKind,
        drafts: Sequence[Draft],
        as_of: date,
        *,
        on_match: OnMatch = OnMatch.UPDATE,
        on_twice: OnTwice = OnTwice.REFUSE,
        check: Check = unasked,
    ) -> Plan:
        """Say what entering the drafts would do, without doing it; `check` may raise to cancel."""
        register = REGISTERS[kind]
        view = self._view(as_of)
        with self._session.workspace.reading(check) as unit:
            words = words_of(kind, self._session.catalogue, unit)
            readers = {field.key: reader(field, words.get(field.key)) for field in register.typed}
            touches_key = any(
                draft.record_id is None or not draft.raw.keys().isdisjoint(register.key)
                for draft in drafts
            )
            ids = unit.registers.keys(kind, view) if touches_key else {}
            found = matched(register, drafts, readers, ids, check=check)
            known = sorted({i for i in found if i is not None})
            rows = unit.registers.rows(kind, known, view)
            basis = Basis(as_of, unit.registers.state())
        records = {row.id: register.record(row) for row in rows}
        existing = Existing(ids=ids, records=records, matched=found)
        made = plan(
            register,
            drafts,
            readers,
            existing,
            on_match=on_match,
            on_twice=on_twice,
            check=check,
        )
        if kind is RegisterKind.TASKS:
            made = replace(made, rows=tuple(self._dated(row, as_of) for row in made.rows))
        return replace(made, basis=basis)

    def apply(
        self, planned: Plan, *, use_case: UseCase, on: date, check: Check | None = None
    ) -> Change:
        """Do what a plan says, in one use case; refused rows are left out.

        Dated fields hold from `on`. `check` may raise to cancel; then nothing was saved.

        Raises:
            RefusedError: nothing in the plan can be saved, or records changed meanwhile.
        """
        kind = planned.register.kind
        new = [row.values for row in planned.rows if row.verdict is Verdict.NEW]
        changed = [
            (row.record_id, row.changes)
            for row in planned.rows
            if row.verdict is Verdict.CHANGED and row.record_id is not None
        ]
        if not new and not changed:
            raise RefusedError(ErrorCode.PLAN_REFUSED)
        with self._session.workspace.changing(
            use_case, at=self._session.clock(), subject=_subject(planned), check=check
        ) as unit:
            self._check_current(unit, planned)
            if changed:
                unit.registers.update(kind, changed, on)
            if new:
                unit.registers.insert(kind, new, on)
        return unit.change

    def enter(
        self, kind: RegisterKind, draft: Draft, as_of: date, *, use_case: UseCase, on: date
    ) -> tuple[Plan, Change | None]:
        """Plan a row and save it at once; None where it is refused or says nothing new."""
        planned = self.plan(kind, [draft], as_of)
        if not planned.effective:
            return planned, None
        return planned, self.apply(planned, use_case=use_case, on=on)

    def enter_new(
        self, kind: RegisterKind, draft: Draft, as_of: date, *, on: date
    ) -> tuple[Plan, Change | None, int | None]:
        """Make a record of a row and save it at once; return its id, or None where it is refused.

        A row whose key another record has is refused: it was meant to be a new one.
        """
        planned = only_new(self.plan(kind, [draft], as_of))
        if not planned.effective:
            return planned, None, None
        change = self.apply(planned, use_case=UseCase.ADD_RECORD, on=on)
        with self._session.workspace.reading() as unit:
            return planned, change, unit.registers.newest(kind)

    def delete(self, kind: RegisterKind, ids: Sequence[int]) -> Change:
        """Put records into the trash.

        Raises:
            RefusedError: another record refers to one of them.
        """
        with self._session.workspace.changing(
            UseCase.DELETE_RECORDS, at=self._session.clock(), subject=f"{kind.value}:{len(ids)}"
        ) as unit:
            unit.registers.delete(kind, ids)
        return unit.change

    def trash(self, kind: RegisterKind) -> tuple[DeletedRecord, ...]:
        """Return what was deleted and can be brought back, latest first."""
        with self._session.workspace.reading() as unit:
            return unit.history.deleted(kind)

    def restore(self, kind: RegisterKind, records: Sequence[DeletedRecord]) -> Change:
        """Bring deleted records back with their histories.

        Raises:
            RefusedError: another record has taken the code of one.
        """
        subject = f"{kind.value}:{len(records)}"
        with self._session.workspace.changing(
            UseCase.RESTORE_RECORDS, at=self._session.clock(), subject=subject
        ) as unit:
            for record in records:
                unit.history.restore(kind, record)
        return unit.change

    def history(self, kind: RegisterKind, row_id: int) -> tuple[RecordChange, ...]:
        """Return what was done to a record, oldest first."""
        with self._session.workspace.reading() as unit:
            return unit.history.of_record(kind, row_id)

    def prepare_search(self, kind: RegisterKind, as_of: date, limit: int | None = None) -> int:
        """Make what searching needs of up to `limit` records that lack it; return how many were."""
        with self._session.workspace.reading() as unit:
            return unit.registers.fill_listing(kind, self._view(as_of), limit)

    def _dated(self, row: PlannedRow, as_of: date) -> PlannedRow:
        """Give a new periodic task without a due date the one that the catalogue's day gives it."""
        every = row.values.get("recurrence")
        if row.verdict is not Verdict.NEW or not every or row.values.get("due") is not None:
            return row
        assigned = row.values.get("assigned_on")
        first = assigned if isinstance(assigned, date) else as_of
        due = self._session.catalogue.reporting.next_due(first, Recurrence(str(every)))
        return replace(row, values={**row.values, "due": due})

    def _check_current(self, unit: Unit, planned: Plan) -> None:
        """Refuse a plan whose records are no longer what it was made from."""
        basis, register = planned.basis, planned.register
        if basis is None or unit.registers.state() == basis.state:
            return
        view = self._view(basis.as_of)
        changed = {
            row.record_id: row.before
            for row in planned.rows
            if row.verdict is Verdict.CHANGED and row.record_id is not None
        }
        rows = unit.registers.rows(register.kind, list(changed), view)
        now = {row.id: register.record(row) for row in rows}
        new = [row.values for row in planned.rows if row.verdict is Verdict.NEW]
        keys = unit.registers.keys(register.kind, view) if new else {}
        if now != changed or any(record_key(register, values) in keys for values in new):
            raise RefusedError(ErrorCode.RECORDS_CHANGED)

    def _view(self, as_of: date) -> ViewParameters:
        months = self._session.catalogue.reporting.closed_months(as_of)
        return ViewParameters(
            as_of=as_of,
            first_month=months[0] if months else "",
            last_month=months[-1] if months else "",
        )


def words_of(kind: RegisterKind, catalogue: Catalogue, unit: Unit | None) -> dict[str, Words]:
    """Return the ways of writing each choice; without a unit there are no records to choose."""
    return {
        field.key: _words_of(field, catalogue, unit)
        for field in REGISTERS[kind].fields
        if field.choices is not None or field.vocabulary is not None
    }


def labels_of(words: Mapping[str, Words]) -> dict[str, dict[str, str]]:
    """Return each choice's label in the current language."""
    place = 0 if current_language() is Language.VI else 1
    return {
        field: {id_: spellings[min(place, len(spellings) - 1)] for id_, spellings in each.items()}
        for field, each in words.items()
    }


def _words_of(field: Field, catalogue: Catalogue, unit: Unit | None) -> Words:
    match field.vocabulary:
        case Vocabulary.AGENCIES:
            return {
                agency.code: (agency.name, agency.name_en, agency.abbreviation)
                for agency in catalogue.agencies.values()
            }
        case Vocabulary.LEVELS:
            return {
                level.id: (*_both(level.label), f"Mức {level.id}")
                for level in catalogue.levels.values()
            }
        case Vocabulary.MEASURES:
            return {
                measure.id: _both(measure.title)
                for measure in catalogue.measures.values()
                if measure.source is MeasureSource.ENTERED
            }
        case Vocabulary.INDICATORS:
            return {each.id: _both(each.short) for each in catalogue.indicators.values()}
        case Vocabulary.DIRECTIVES:
            numbers = unit.registers.texts("directive", "number") if unit is not None else ()
            return {number: (number,) for number in numbers}
        case Vocabulary.PROCEDURES:
            codes = unit.registers.texts("procedure", "code") if unit is not None else ()
            return {code: (code,) for code in codes}
        case None:
            return _labels_of(field)


def _labels_of(field: Field) -> Words:
    found: dict[str, list[str]] = {member.value: [] for member in field.choices or ()}
    for language in (Language.VI, Language.EN):
        with in_language(language):
            for member in field.choices or ():
                found[member.value].append(label(member))
    return found


def _both(words: Mapping[str, str]) -> tuple[str, str]:
    return words["vi"], words["en"]


def _subject(planned: Plan) -> str:
    """Name what is saved: the one record, or how many of which register."""
    kind = planned.register.kind.value
    effective = [r for r in planned.rows if r.verdict in (Verdict.NEW, Verdict.CHANGED)]
    if len(effective) > 1:
        return f"{kind}:{len(effective)}"
    row = effective[0]
    whole = {**row.before, **row.values}
    return f"{kind}={whole.get(planned.register.title) or ''}"
