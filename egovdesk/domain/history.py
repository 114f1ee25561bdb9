"""The journal seen by people: use cases, and what can be undone and redone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from egovdesk.domain.values import value


class UseCase(StrEnum):
    """What a person did; each has words in `egovdesk.wording`."""

    CREATE_WORKSPACE = "create-workspace"
    LOAD_SAMPLE = "load-sample"
    INSTALL_CATALOGUE = "install-catalogue"
    RECORD_PROGRESS = "record-progress"
    COMPLETE_TASK = "complete-task"
    ANSWER_FINDING = "answer-finding"
    WRITE_NARRATIVE = "write-narrative"
    FREEZE_REPORT = "freeze-report"
    RECALL_REPORT = "recall-report"
    CHOOSE_SIGNATORY = "choose-signatory"
    RECORD_PACKAGE = "record-package"
    SIGN_PACKAGE = "sign-package"
    ATTACH_LETTER = "attach-letter"
    DETACH_LETTER = "detach-letter"
    CHOOSE_PERIOD = "choose-period"
    ADD_RECORD = "add-record"
    EDIT_RECORD = "edit-record"
    EDIT_RECORDS = "edit-records"
    PASTE_RECORDS = "paste-records"
    IMPORT_RECORDS = "import-records"
    DELETE_RECORDS = "delete-records"
    RESTORE_RECORDS = "restore-records"
    REQUEST_EXTENSION = "request-extension"
    ANSWER_EXTENSION = "answer-extension"
    CHANGE_TASK_STATE = "change-task-state"
    REMARK = "remark"
    ATTACH_EVIDENCE = "attach-evidence"
    DETACH_EVIDENCE = "detach-evidence"
    SPLIT_DIRECTIVE = "split-directive"
    SAVE_VIEW = "save-view"
    REVOKE_CERTIFICATE = "revoke-certificate"
    LEAVE_SERVICE = "leave-service"
    RETURN_TO_SERVICE = "return-to-service"
    READ_CERTIFICATES = "read-certificates"
    RECORD_SIGNING = "record-signing"
    UNDO = "undo"
    REDO = "redo"


UNDOABLE = frozenset(
    {
        UseCase.CHOOSE_SIGNATORY,
        UseCase.RECORD_PROGRESS,
        UseCase.COMPLETE_TASK,
        UseCase.ANSWER_FINDING,
        UseCase.WRITE_NARRATIVE,
        UseCase.ADD_RECORD,
        UseCase.EDIT_RECORD,
        UseCase.EDIT_RECORDS,
        UseCase.PASTE_RECORDS,
        UseCase.IMPORT_RECORDS,
        UseCase.DELETE_RECORDS,
        UseCase.RESTORE_RECORDS,
        UseCase.REQUEST_EXTENSION,
        UseCase.ANSWER_EXTENSION,
        UseCase.CHANGE_TASK_STATE,
        UseCase.REMARK,
        UseCase.ATTACH_EVIDENCE,
        UseCase.DETACH_EVIDENCE,
        UseCase.SPLIT_DIRECTIVE,
        UseCase.REVOKE_CERTIFICATE,
        UseCase.LEAVE_SERVICE,
        UseCase.RETURN_TO_SERVICE,
        UseCase.READ_CERTIFICATES,
        UseCase.RECORD_SIGNING,
    }
)
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
    DIRECTIVES = "directives"
    ASSETS = "assets"
    REMARKS = "remarks"
    VIEWS = "views"


@value
class Change:
    """One use case in the journal; `target` is the change that an undo or redo speaks of."""

    id: int
    at: datetime
    use_case: UseCase
    subject: str
    target: int | None = None
    nouns: frozenset[Noun] = frozenset()


@value
class JournalEntry:
    """What a change did to one row: its columns before and after; None for no row."""

    table: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def differences(self) -> dict[str, tuple[Any, Any]]:
        """The columns that changed, with what they held before and after."""
        before, after = self.before or {}, self.after or {}
        return {
            name: (before.get(name), after.get(name))
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        }


@value
class RecordChange:
    """One use case as far as it concerned a record."""

    change: Change
    entries: tuple[JournalEntry, ...]


@value
class DeletedRecord:
    """A record in the trash: the change that deleted it, and its columns then."""

    change_id: int
    row_id: int
    at: datetime
    values: Mapping[str, Any]


@value
class Stacks:
    """What undo would take back next and what redo would bring back next."""

    undo: Change | None
    redo: Change | None


def stacks(changes: Iterable[Change], without: Collection[int] = ()) -> Stacks:
    """Read the undo and redo stacks out of the journal's changes, given in their order.

    Changes `without` which one goes on, by their ids, stay where they are and are passed over.
    """
    done: list[Change] = []
    undone: list[Change] = []
    for change in changes:
        if change.use_case is UseCase.UNDO:
            _move(done, undone, change.target)
        elif change.use_case is UseCase.REDO:
            _move(undone, done, change.target)
        elif change.use_case in UNDOABLE:
            done.append(change)
            undone.clear()
    return Stacks(undo=_topmost(done, without), redo=_topmost(undone, without))


def _topmost(stack: Sequence[Change], without: Collection[int]) -> Change | None:
    return next((change for change in reversed(stack) if change.id not in without), None)


def _move(source: list[Change], target: list[Change], id_: int | None) -> None:
    """Move the change of which an undo speaks: the topmost, or one below such as were refused.

    Only a journal that was tampered with has none to move.
    """
    places = [place for place, change in enumerate(source) if change.id == id_]
    if places or (source and id_ is None):
        target.append(source.pop(places[-1] if places else -1))
