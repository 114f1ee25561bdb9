"""Catalogues: checking a file and installing it."""

from collections import Counter
from datetime import date
from pathlib import Path

from egovdesk.documents.catalogue import (
    MAX_BYTES,
    builtin_catalogue_bytes,
    read_catalogue,
    trusted_catalogue,
)
from egovdesk.domain.agencies import Agency
from egovdesk.domain.catalogue import AssignedTask, Catalogue
from egovdesk.domain.errors import ErrorCode, InputError, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.tasks import Task, TaskEvent, TaskEventKind, TaskKind
from egovdesk.files import read_file
from egovdesk.services.session import Session
from egovdesk.storage.settings import InstalledCatalogue, SettingName
from egovdesk.storage.unit import Unit

BUILTIN = "bgtvt-2021"


def builtin() -> Catalogue:
    """Return the catalogue that the program ships: directive 1478/BGTVT-TTCNTT."""
    return trusted_catalogue(builtin_catalogue_bytes(), source=BUILTIN)


def validate(path: Path) -> Catalogue:
    """Read and check a catalogue file.

    Raises:
        InputError: naming the place and the cause.
    """
    return read_catalogue(read_file(path, MAX_BYTES), source=path.name)


class Catalogues:
    """The catalogues of an open workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def install(self, path: Path) -> Change:
        """Work by another catalogue from now on; it takes effect when the workspace is reopened.

        Raises:
            InputError: it is wrong, or not newer than the installed one of the same name.
            UsageError: it does not know this unit.
        """
        session = self._session
        data = read_file(path, MAX_BYTES)
        catalogue = read_catalogue(data, source=path.name)
        agency_of(catalogue, session.agency.code)
        with session.workspace.changing(
            UseCase.INSTALL_CATALOGUE, at=session.clock(), subject=catalogue.id
        ) as unit:
            installed = unit.catalogues.newest_version(catalogue.id)
            if catalogue.version <= installed:
                raise InputError(
                    ErrorCode.CATALOGUE_OLDER,
                    file=path.name,
                    value=catalogue.version,
                    installed=installed,
                )
            install(unit, catalogue, data, session.agency.code)
        return unit.change


def agency_of(catalogue: Catalogue, code: str) -> Agency:
    """Return the unit with the code.

    Raises:
        UsageError: the catalogue does not know it.
    """
    found = catalogue.agencies.get(code)
    if found is None:
        known = ", ".join(sorted(catalogue.agencies))
        raise UsageError(ErrorCode.AGENCY_UNKNOWN, value=code, known=known)
    return found


def install(unit: Unit, catalogue: Catalogue, data: bytes, agency: str) -> None:
    """Keep a catalogue, work by it from now on, and add the tasks that are new in it.

    A task that is in the trash stays there.
    """
    unit.catalogues.add(
        InstalledCatalogue(
            catalogue_id=catalogue.id,
            version=catalogue.version,
            digest=catalogue.digest,
            document=data.decode(),
        )
    )
    unit.settings.put(SettingName.CATALOGUE, catalogue.digest)
    directive = _record_directive(unit, catalogue, agency)
    known = {record.task.code: record.task for record in unit.tasks.all()}
    thrown_away = {each.values["code"] for each in unit.history.deleted(RegisterKind.TASKS)}
    for assigned in catalogue.tasks_of(agency):
        there = known.get(assigned.id)
        if there is None and assigned.id not in thrown_away:
            task_id = unit.tasks.add(_task(assigned, agency, directive))
            unit.tasks.add_event(
                task_id,
                TaskEvent(
                    kind=TaskEventKind.ASSIGNED,
                    on=_assigned_on(catalogue),
                    due=assigned.due or _first_due(catalogue, assigned),
                ),
            )
        elif there and there.directive is None and there.clause == assigned.clause:
            unit.tasks.link(there.id, directive)
    for task in undated(unit, catalogue, agency):
        date_series(unit, catalogue, task)


def undated(unit: Unit, catalogue: Catalogue, agency: str) -> tuple[AssignedTask, ...]:
    """Return the catalogue's periodic tasks to which an earlier version gave no due date."""
    never_due = {
        (record.task.code, record.task.clause)
        for record in unit.tasks.all()
        if record.task.kind is TaskKind.PERIODIC and record.is_never_due
    }
    return tuple(
        task
        for task in catalogue.tasks_of(agency)
        if task.recurrence is not None and (task.id, task.clause) in never_due
    )


def date_series(unit: Unit, catalogue: Catalogue, assigned: AssignedTask) -> None:
    """Give a periodic task of the catalogue the due dates that it has in a new workspace."""
    due = _first_due(catalogue, assigned)
    assert assigned.recurrence is not None
    assert due is not None
    unit.tasks.date_series(assigned.id, recurrence=assigned.recurrence, due=due)


def _assigned_on(catalogue: Catalogue) -> date:
    return catalogue.documents[catalogue.directive].date or catalogue.effective_from


def _first_due(catalogue: Catalogue, assigned: AssignedTask) -> date | None:
    """Return when what comes back is due first: on the day of the month on which reports are."""
    if assigned.recurrence is None:
        return None
    return catalogue.reporting.next_due(_assigned_on(catalogue), assigned.recurrence)


def _task(assigned: AssignedTask, agency: str, directive: int) -> Task:
    lead = agency if agency in assigned.leads else min(assigned.leads)
    return Task(
        id=0,
        code=assigned.id,
        clause=assigned.clause,
        title=assigned.title["vi"],
        kind=assigned.kind,
        lead=lead,
        coordinating=tuple(sorted(assigned.coordinating - {lead})),
        deliverable=assigned.deliverable["vi"],
        directive=directive,
        recurrence=assigned.recurrence,
    )


def _record_directive(unit: Unit, catalogue: Catalogue, agency: str) -> int:
    """Record the catalogue's directive with its clauses; one that is there already is kept.

    A clause is a duty of the unit if it addresses it, unless only indicators answer it, as the
    annex of letter 1478: no task is asked for there.
    """
    from egovdesk.domain.directives import Directive, DirectiveClause, DocumentType

    document = catalogue.documents[catalogue.directive]
    number = document.number or document.id
    if (there := unit.directives.id_of(number)) is not None:
        return there
    directive_id = unit.directives.add(
        Directive(
            id=0,
            number=number,
            issued_on=document.date,
            issuer=document.issuer,
            subject=document.title["vi"],
            type=DocumentType.of_number(number),
        )
    )
    tasked = {task.clause for task in catalogue.tasks}
    measured = {indicator.clause for indicator in catalogue.indicators.values()} - tasked
    labels = clause_labels(catalogue)
    clauses = [clause for clause in catalogue.clauses.values() if clause.id in labels]
    unit.directives.replace_clauses(
        directive_id,
        [
            DirectiveClause(
                id=0,
                directive=directive_id,
                label=labels[clause.id],
                parent=None,
                place=place,
                text=clause.text["vi"],
                is_duty=agency in clause.addressees and clause.id not in measured,
            )
            for place, clause in enumerate(clauses)
        ],
    )
    return directive_id


def clause_labels(catalogue: Catalogue) -> dict[str, str]:
    """Return the labels of the clauses of the catalogue's directive, by their ids.

    Tasks of the catalogue name a clause by its id, people by its label; where two clauses have
    one label, both keep their ids.
    """
    own = [c for c in catalogue.clauses.values() if c.document == catalogue.directive]
    often = Counter(clause.label for clause in own)
    return {
        clause.id: clause.label if clause.label and often[clause.label] == 1 else clause.id
        for clause in own
    }
