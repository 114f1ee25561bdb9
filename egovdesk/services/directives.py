"""Directives: what was ordered clause by clause, what became tasks, and what a new one changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from egovdesk.domain.clauses import ClauseDraft, split_clauses
from egovdesk.domain.deadlines import find_deadlines, kind_of_work, recurrence_of_work
from egovdesk.domain.directives import Coverage, Directive, DirectiveClause, coverage
from egovdesk.domain.errors import ErrorCode, RefusedError, UsageError
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.mentions import (
    AddressedClause,
    AgencyNames,
    MentionRole,
    addressees,
    agency_names,
    find_agencies,
)
from egovdesk.domain.plans import Plan, Verdict
from egovdesk.domain.proposals import propose_codes, propose_title
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.succession import ClauseMatch, compare
from egovdesk.domain.tasks import Task, TaskKind, TaskState, TaskStatus
from egovdesk.domain.text import clean, clean_multiline, secrecy_marking
from egovdesk.services.catalogues import clause_labels
from egovdesk.services.session import Session
from egovdesk.storage.unit import Unit

MAX_TEXT = 1_000_000
MAX_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveTask:
    """A task of a directive as it stands today; cancelled ones are left out."""

    task: Task
    status: TaskStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveSheet:
    """Everything about one directive: clauses, what covers them, its tasks and files."""

    directive: Directive
    clauses: tuple[DirectiveClause, ...]
    coverage: Coverage
    tasks: Mapping[int, DirectiveTask]
    files: tuple[Evidence, ...]

    def tasks_of(self, clause: DirectiveClause) -> tuple[DirectiveTask, ...]:
        """Return the tasks that name a clause."""
        return tuple(t for t in self.tasks.values() if t.task.clause == clause.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProposal:
    """The task that a clause proposes; a person decides."""

    code: str
    title: str
    clause: str
    kind: TaskKind
    recurrence: Recurrence | None
    due: date | None
    lead: str
    coordinating: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseProposal:
    """A clause read from text, whether it seems to order something here, and its task."""

    label: str
    parent: str | None
    text: str
    is_duty: bool
    task: TaskProposal


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClause:
    """A clause as a person decided."""

    label: str
    text: str
    is_duty: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two directives clause by clause; `open_tasks` are those of the old one, by its clauses."""

    old: Directive
    new: Directive
    matches: tuple[ClauseMatch[DirectiveClause], ...]
    open_tasks: Mapping[str, tuple[DirectiveTask, ...]]
    tasked: frozenset[str]
    """The clauses of the new directive that tasks name already."""


class Directives:
    """The directives of the unit."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Directive, ...]:
        """Return every directive, in the order of recording."""
        with self._session.workspace.reading() as unit:
            return unit.directives.all()

    def sheet(self, directive_id: int) -> DirectiveSheet:
        """Return a directive with its clauses and what covers them.

        Raises:
            UsageError: it is not there any more.
        """
        with self._session.workspace.reading() as unit:
            directive = unit.directives.get(directive_id)
            clauses = unit.directives.clauses(directive_id)
            tasks = self._tasks(unit, directive_id, clauses)
            files = unit.attachments.of(RegisterKind.DIRECTIVES, directive_id)
            evidence = unit.evidence.by_ids(files)
        return DirectiveSheet(
            directive=directive,
            clauses=clauses,
            coverage=coverage(clauses, [found.task for found in tasks]),
            tasks={found.task.id: found for found in tasks},
            files=tuple(evidence[i] for i in files if i in evidence),
        )

    def read(self, directive_id: int, text: str) -> tuple[ClauseProposal, ...]:
        """Split a text into clauses and say what task each of them proposes.

        Raises:
            UsageError: the text is too long, or marked as a state secret.
        """
        _check_text(text)
        with self._session.workspace.reading() as unit:
            directive = unit.directives.get(directive_id)
            taken = [record.task.code for record in unit.tasks.all()]
        drafts = split_clauses(text, directive.issued_on).clauses
        return self._proposals(directive, drafts, taken)

    def proposal(self, clause: DirectiveClause) -> TaskProposal:
        """Return the task that a recorded clause proposes."""
        with self._session.workspace.reading() as unit:
            directive = unit.directives.get(clause.directive)
            clauses = unit.directives.clauses(clause.directive)
            taken = [record.task.code for record in unit.tasks.all()]
        deadlines = find_deadlines(clause.text, directive.issued_on)
        given = addressees(clauses, self._names).get(clause.label, frozenset())
        return TaskProposal(
            code=propose_codes([clause.label], directive.number, taken)[0],
            title=propose_title(clause.text),
            clause=clause.label,
            kind=kind_of_work(deadlines),
            recurrence=recurrence_of_work(deadlines),
            due=max((d.due for d in deadlines if d.due is not None), default=None),
            lead=self._lead(given),
            coordinating=self._partners(clause, self._lead(given)),
        )

    def split(
        self, directive_id: int, clauses: Sequence[KeptClause], tasks: Plan | None, on: date
    ) -> Change:
        """Record what a directive says, in the place of what it said, and its new tasks.

        Raises:
            UsageError: a clause has no label, or one that is too long or stands twice; or a text
                is marked as a state secret.
            RefusedError: not every planned task is new and without fault; nothing was saved.
        """
        kept = _checked(directive_id, clauses)
        if tasks is not None and any(row.verdict is not Verdict.NEW for row in tasks.rows):
            raise RefusedError(ErrorCode.PLAN_REFUSED)
        session = self._session
        with session.workspace.reading() as unit:
            number = unit.directives.get(directive_id).number
        with session.workspace.changing(
            UseCase.SPLIT_DIRECTIVE, at=session.clock(), subject=_subject(number)
        ) as unit:
            unit.directives.replace_clauses(directive_id, kept)
            if tasks is not None and tasks.rows:
                unit.registers.insert(RegisterKind.TASKS, [row.values for row in tasks.rows], on)
        return unit.change

    def set_duty(self, clause: DirectiveClause, *, is_duty: bool) -> Change:
        """Decide whether the unit has to do something for a clause."""
        session = self._session
        with session.workspace.reading() as unit:
            number = unit.directives.get(clause.directive).number
        with session.workspace.changing(
            UseCase.EDIT_RECORD, at=session.clock(), subject=_subject(number)
        ) as unit:
            unit.directives.set_duty(clause.id, is_duty=is_duty)
        return unit.change

    def compare(self, old_id: int, new_id: int) -> Comparison:
        """Say what a new directive takes over from an old one, changes, adds and drops."""
        with self._session.workspace.reading() as unit:
            old, new = unit.directives.get(old_id), unit.directives.get(new_id)
            before, after = unit.directives.clauses(old_id), unit.directives.clauses(new_id)
            old_tasks = self._tasks(unit, old_id, before)
            new_tasks = self._tasks(unit, new_id, after)
        still_open = [found for found in old_tasks if not found.status.is_done]
        return Comparison(
            old=old,
            new=new,
            matches=compare(before, after),
            open_tasks={
                clause.label: tuple(t for t in still_open if t.task.clause == clause.label)
                for clause in before
            },
            tasked=frozenset(found.task.clause for found in new_tasks),
        )

    def _tasks(
        self, unit: Unit, directive_id: int, clauses: Sequence[DirectiveClause]
    ) -> list[DirectiveTask]:
        """Return a directive's tasks; those of the catalogue get the clause's own label."""
        own = {clause.label for clause in clauses}
        labels = clause_labels(self._session.catalogue)
        found = []
        for record in unit.tasks.all():
            status = record.as_of(self._session.today)
            if record.task.directive != directive_id or status.state is TaskState.CANCELLED:
                continue
            named = record.task.clause
            label = named if named in own else labels.get(named, named)
            found.append(DirectiveTask(task=replace(record.task, clause=label), status=status))
        return found

    @cached_property
    def _names(self) -> AgencyNames:
        return agency_names(self._session.catalogue.agencies.values())

    def _proposals(
        self, directive: Directive, drafts: Sequence[ClauseDraft], taken: Sequence[str]
    ) -> tuple[ClauseProposal, ...]:
        given = addressees(drafts, self._names)
        codes = propose_codes([draft.label for draft in drafts], directive.number, taken)
        ours = self._session.agency.code
        proposals = []
        for draft, code in zip(drafts, codes, strict=True):
            lead = self._lead(given[draft.label])
            partners = self._partners(draft, lead)
            concerns_us = not given[draft.label] or ours in (lead, *partners)
            proposals.append(
                ClauseProposal(
                    label=draft.label,
                    parent=draft.parent,
                    text=draft.text,
                    is_duty=draft.is_duty and concerns_us,
                    task=TaskProposal(
                        code=code,
                        title=draft.title,
                        clause=draft.label,
                        kind=draft.kind,
                        recurrence=recurrence_of_work(draft.deadlines),
                        due=draft.due,
                        lead=lead,
                        coordinating=partners,
                    ),
                )
            )
        return tuple(proposals)

    def _lead(self, given: frozenset[str]) -> str:
        """Return who leads: the unit itself where a clause is for it, or for nobody by name."""
        ours = self._session.agency.code
        return ours if not given or ours in given else min(given)

    def _partners(self, clause: AddressedClause, lead: str) -> tuple[str, ...]:
        mentions = find_agencies(clause.text, self._names)
        named = {c for m in mentions if m.role is MentionRole.PARTNER for c in m.agencies}
        return tuple(sorted(named - {lead}))


def _subject(number: str) -> str:
    return f"{RegisterKind.DIRECTIVES.value}={number}"


def _check_text(text: str) -> None:
    if len(text) > MAX_TEXT:
        raise UsageError(ErrorCode.FIELD_INVALID, field="length", value=str(len(text)))
    if marking := secrecy_marking(text):
        raise UsageError(ErrorCode.TEXT_SECRET, field="text", value=marking)


def _checked(directive_id: int, clauses: Sequence[KeptClause]) -> list[DirectiveClause]:
    """Refuse labels that cannot be kept, before anything is."""
    kept: list[DirectiveClause] = []
    labels: set[str] = set()
    for place, clause in enumerate(clauses):
        label, text = clean(clause.label), clean_multiline(clause.text)
        if not label or len(label) > MAX_LABEL or label in labels:
            raise UsageError(ErrorCode.FIELD_INVALID, field="label", value=label[:MAX_LABEL])
        for words in (label, text):
            _check_text(words)
        labels.add(label)
        kept.append(
            DirectiveClause(
                id=0,
                directive=directive_id,
                label=label,
                parent=None,
                place=place,
                text=text,
                is_duty=clause.is_duty,
            )
        )
    return kept
