"""The journal seen by people: use cases, and what can be undone and redone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UseCase(StrEnum):
    """What a person did; each has words in `egovdesk.wording`."""

    CREATE_WORKSPACE = "create-workspace"
    LOAD_SAMPLE = "load-sample"
    INSTALL_CATALOGUE = "install-catalogue"
    RECORD_PROGRESS = "record-progress"
    COMPLETE_TASK = "complete-task"
    RECORD_PACKAGE = "record-package"
    CHOOSE_PERIOD = "choose-period"
    UNDO = "undo"
    REDO = "redo"


UNDOABLE = frozenset({UseCase.RECORD_PROGRESS, UseCase.COMPLETE_TASK})
"""What may be taken back; a frozen report is corrected by a new revision instead."""


class Noun(StrEnum):
    """What a change touched, so that views know whether to refresh."""

    SETTINGS = "settings"
    CATALOGUE = "catalogue"
    TASKS = "tasks"
    EVIDENCE = "evidence"
    PROCEDURES = "procedures"
    SIGNERS = "signers"
    WORKLOAD = "workload"
    MEASURES = "measures"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One use case in the journal; `target` is the change that an undo or redo speaks of."""

    id: int
    at: datetime
    use_case: UseCase
    subject: str
    target: int | None = None
    nouns: frozenset[Noun] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacks:
    """What undo would take back next and what redo would bring back next."""

    undo: Change | None
    redo: Change | None


def stacks(changes: Iterable[Change]) -> Stacks:
    """Read the undo and redo stacks out of the journal's changes, given in their order."""
    done: list[Change] = []
    undone: list[Change] = []
    for change in changes:
        if change.use_case is UseCase.UNDO:
            _move(done, undone)
        elif change.use_case is UseCase.REDO:
            _move(undone, done)
        elif change.use_case in UNDOABLE:
            done.append(change)
            undone.clear()
    return Stacks(undo=done[-1] if done else None, redo=undone[-1] if undone else None)


def _move(source: list[Change], target: list[Change]) -> None:
    """Move the topmost change; only a journal that was tampered with has none to move."""
    if source:
        target.append(source.pop())
