"""What was done last, and what waits to be looked at again."""

from collections.abc import Iterable

from egovdesk.domain.history import UNDOABLE, Change, UseCase
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.remarks import Remark
from egovdesk.domain.values import value


@value
class LatestChange:
    """One use case, and the first record that it wrote to; `kind` is None for a report."""

    change: Change
    kind: RegisterKind | None
    row_id: int


@value
class Latest:
    """The changes that still hold, the latest first; and open flags, the oldest first."""

    changes: tuple[LatestChange, ...]
    flags: tuple[Remark, ...]


def standing(changes: Iterable[LatestChange], most: int) -> tuple[LatestChange, ...]:
    """Return so many changes that still hold and that a person would open again.

    Given the latest first; what was taken back is left out with the taking back. Of several
    changes of one record, the latest stands for all.
    """
    settled: set[int] = set()
    undone: set[int] = set()
    seen: set[tuple[RegisterKind | None, int]] = set()
    found: list[LatestChange] = []
    for each in changes:
        change, record = each.change, (each.kind, each.row_id)
        if change.target is not None and change.use_case in (UseCase.UNDO, UseCase.REDO):
            if change.target not in settled and change.use_case is UseCase.UNDO:
                undone.add(change.target)
            settled.add(change.target)
            continue
        is_work = change.use_case in UNDOABLE or change.use_case is UseCase.RECORD_PACKAGE
        if is_work and change.id not in undone and record not in seen:
            seen.add(record)
            found.append(each)
    return tuple(found[:most])
