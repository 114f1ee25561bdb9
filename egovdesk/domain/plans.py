"""A plan: what a paste, an import, a bulk edit or a single edit would do, before it is done.

Every path into a register makes a plan first and is carried out from it, so the same rules run
on each of them and nothing is saved that was not shown.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from egovdesk.domain.cells import CellIssue, IssueCode, Raw, Reading, empty_value
from egovdesk.domain.errors import Check, unasked
from egovdesk.domain.registers import (
    Key,
    NotAbove,
    NotBefore,
    OnlyWhere,
    Record,
    Register,
    Rule,
    Value,
    record_key,
)

Readers = Mapping[str, Callable[[Raw], Reading]]


class Verdict(StrEnum):
    """What a plan does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


class OnMatch(StrEnum):
    """What becomes of a row whose record exists already."""

    UPDATE = "update"
    LEAVE = "leave"


class OnTwice(StrEnum):
    """What becomes of rows of one source that speak of the same record."""

    REFUSE = "refuse"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Draft:
    """A row as it was entered.

    `place` is the line in the source; without a `record_id` the register's key finds the record.
    Fields that `raw` does not name stay as they are.
    """

    place: int
    raw: Mapping[str, Raw]
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What becomes of a row: `values` were read, `before` is what they replace."""

    place: int
    verdict: Verdict
    record_id: int | None
    values: Record
    before: Record = field(default_factory=dict)
    issues: Mapping[str, CellIssue] = field(default_factory=dict)

    @property
    def changes(self) -> dict[str, Value]:
        """The values that differ from what is recorded."""
        return {key: value for key, value in self.values.items() if self.before.get(key) != value}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a plan was made from: the records as of a day, in a state of the journal."""

    as_of: date
    state: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done to a register, row by row."""

    register: Register
    rows: tuple[PlannedRow, ...]
    basis: Basis | None = None

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows have each verdict, every verdict present."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def effective(self) -> int:
        """How many records it would make or change."""
        counts = self.counts
        return counts[Verdict.NEW] + counts[Verdict.CHANGED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """What is recorded already: ids by key, and the records that the drafts speak of.

    `matched` is the record of each draft, None where it speaks of a new one; see `matched`.
    """

    ids: Mapping[Key, int]
    matched: Sequence[int | None]
    records: Mapping[int, Record]


def matched(
    register: Register,
    drafts: Sequence[Draft],
    readers: Readers,
    ids: Mapping[Key, int],
    *,
    check: Check = unasked,
) -> list[int | None]:
    """Return, for each draft, the id of the record it speaks of, or None for a new one."""
    key = [(name, readers[name]) for name in register.key]
    found: list[int | None] = []
    for draft in drafts:
        check()
        if draft.record_id is not None:
            found.append(draft.record_id)
            continue
        values = {name: read(draft.raw.get(name))[0] for name, read in key}
        found.append(ids.get(record_key(register, values)))
    return found


def plan(  # noqa: PLR0913 - half of them may be left out
    register: Register,
    drafts: Sequence[Draft],
    readers: Readers,
    existing: Existing,
    *,
    on_match: OnMatch = OnMatch.UPDATE,
    on_twice: OnTwice = OnTwice.REFUSE,
    check: Check = unasked,
) -> Plan:
    """Read every cell and say what each row would do."""
    planned = []
    for draft, record_id in zip(drafts, existing.matched, strict=True):
        check()
        planned.append(_row(register, draft, record_id, readers, existing))
    if on_match is OnMatch.LEAVE:
        planned = [
            _left_out(row) if row.verdict is Verdict.CHANGED and draft.record_id is None else row
            for row, draft in zip(planned, drafts, strict=True)
        ]
    return Plan(register, tuple(_told_apart(register, planned, existing, on_twice)))


def with_refused(planned: Plan, issues: Mapping[int, Mapping[str, CellIssue]]) -> Plan:
    """Return the plan with more rows refused: what is wrong with them, by place and field."""
    return replace(planned, rows=tuple(_with_issues(row, issues) for row in planned.rows))


def only_new(planned: Plan) -> Plan:
    """Return the plan with rows refused that speak of a record although they should make one."""
    rows = [
        _refused(planned.register, row, IssueCode.TAKEN)
        if row.record_id is not None and row.verdict is not Verdict.REFUSED
        else row
        for row in planned.rows
    ]
    return replace(planned, rows=tuple(rows))


def _with_issues(row: PlannedRow, issues: Mapping[int, Mapping[str, CellIssue]]) -> PlannedRow:
    if row.place not in issues or row.verdict is Verdict.LEFT_OUT:
        return row
    return replace(row, verdict=Verdict.REFUSED, issues={**row.issues, **issues[row.place]})


def _row(
    register: Register, draft: Draft, record_id: int | None, readers: Readers, existing: Existing
) -> PlannedRow:
    if record_id is not None and record_id not in existing.records:
        issue = CellIssue(IssueCode.GONE)
        return PlannedRow(
            draft.place, Verdict.REFUSED, record_id, {}, issues={register.key[0]: issue}
        )
    before = existing.records[record_id] if record_id is not None else {}
    values, issues = _read(register, draft, readers, is_new=record_id is None)
    if record_id is not None:
        issues |= _fixed(register, values, before)
    for rule in register.rules:
        if isinstance(rule, OnlyWhere):
            values |= rule.follows(values, before)
    issues |= _broken_rules(register, {**before, **values}, issues)
    if any(issue.blocks for issue in issues.values()):
        verdict = Verdict.REFUSED
    elif record_id is None:
        verdict = Verdict.NEW
    else:
        same = all(before.get(name) == value for name, value in values.items())
        verdict = Verdict.SAME if same else Verdict.CHANGED
    return PlannedRow(draft.place, verdict, record_id, values, before, issues)


def _read(
    register: Register, draft: Draft, readers: Readers, *, is_new: bool
) -> tuple[dict[str, Value], dict[str, CellIssue]]:
    """Read the cells that the draft has; a new record gets the other fields empty."""
    values: dict[str, Value] = {}
    issues: dict[str, CellIssue] = {}
    for one in register.typed:
        name = one.key
        if name in draft.raw:
            value, issue = readers[name](draft.raw[name])
        elif is_new:
            value = empty_value(one)
            lacks = one.is_required and value in (None, "")
            issue = CellIssue(IssueCode.REQUIRED) if lacks else None
        else:
            continue
        if issue is not None:
            issues[name] = issue
        if issue is None or not issue.blocks:
            values[name] = value
    return values, issues


def _fixed(register: Register, values: Record, before: Record) -> dict[str, CellIssue]:
    """Refuse to change what is set only when a record is made."""
    return {
        name: CellIssue(IssueCode.FIXED, str(values[name] or ""))
        for name in register.set_once
        if name in values and before.get(name) != values[name]
    }


def _broken_rules(
    register: Register, whole: Record, issues: Mapping[str, CellIssue]
) -> dict[str, CellIssue]:
    return {
        rule.field: _broken(rule, whole)
        for rule in register.rules
        if not _blocks(issues.get(rule.field)) and rule.offends(whole)
    }


def _blocks(issue: CellIssue | None) -> bool:
    return issue is not None and issue.blocks


def _broken(rule: Rule, record: Record) -> CellIssue:
    match rule:
        case NotAbove():
            return CellIssue(IssueCode.NOT_ABOVE, str(record[rule.lower]), rule.upper)
        case NotBefore():
            return CellIssue(IssueCode.NOT_BEFORE, f"{record[rule.later]:%d/%m/%Y}", rule.earlier)
        case OnlyWhere():
            return CellIssue(IssueCode.NOT_OF_KIND, str(record[rule.field]), rule.other)


def _told_apart(
    register: Register, rows: list[PlannedRow], existing: Existing, on_twice: OnTwice
) -> list[PlannedRow]:
    """Settle rows that speak of the same record, and refuse a key that another record has."""
    keys = [record_key(register, {**row.before, **row.values}) for row in rows]
    speaks: dict[Key, list[int]] = {}
    for place, (row, key) in enumerate(zip(rows, keys, strict=True)):
        if row.verdict is not Verdict.REFUSED and any(part not in (None, "") for part in key):
            speaks.setdefault(key, []).append(place)
    settled = list(rows)
    for key, places in speaks.items():
        if len(places) > 1:
            kept = {OnTwice.FIRST: places[0], OnTwice.LAST: places[-1]}.get(on_twice)
            for place in places:
                if kept is None:
                    settled[place] = _refused(register, rows[place], IssueCode.TWICE)
                elif place != kept:
                    settled[place] = _left_out(rows[place])
        owner = existing.ids.get(key)
        for place in places:
            row = settled[place]
            is_rename = row.record_id is not None and owner not in (None, row.record_id)
            if is_rename and row.verdict is Verdict.CHANGED:
                settled[place] = _refused(register, row, IssueCode.TAKEN)
    return settled


def _refused(register: Register, row: PlannedRow, code: IssueCode) -> PlannedRow:
    name = register.key[0]
    issue = CellIssue(code, str(row.values.get(name, row.before.get(name, ""))))
    return replace(row, verdict=Verdict.REFUSED, issues={**row.issues, name: issue})


def _left_out(row: PlannedRow) -> PlannedRow:
    return replace(row, verdict=Verdict.LEFT_OUT)
