"""Making a task of a clause: the form of the register, filled with what the clause proposes."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from egovdesk.domain.directives import Directive, DirectiveClause
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.directives import TaskProposal
from egovdesk.ui.context import Context
from egovdesk.ui.registers.record_dialog import RecordDialog
from egovdesk.ui.registers.telling import tell
from egovdesk.wording import formats

Labels = Mapping[str, Mapping[str, str]]


def make_task(
    context: Context,
    directive: Directive,
    clause: DirectiveClause,
    parent: QWidget,
    on_made: Callable[[], None] | None = None,
) -> None:
    """Ask for the task of a clause in the form of the register."""
    desk = context.desk

    def read() -> tuple[TaskProposal, Labels]:
        return desk.directives.proposal(clause), desk.registers.labels(RegisterKind.TASKS)

    def ask(found: tuple[TaskProposal, Labels]) -> None:
        proposal, labels = found
        dialog = RecordDialog(context, RegisterKind.TASKS, None, labels, parent)
        dialog.preset(task_texts(directive, proposal, labels))
        if dialog.exec() and dialog.change is not None:
            tell(context, dialog.change)
            if on_made is not None:
                on_made()
        dialog.deleteLater()

    context.jobs.run(read, ask, context.notifier.show_error)


def task_texts(directive: Directive, proposal: TaskProposal, labels: Labels) -> dict[str, str]:
    """Return a proposed task as a person would type it into the fields of the register."""
    assigned = directive.issued_on
    return {
        "code": proposal.code,
        "title": proposal.title,
        "directive": directive.number,
        "clause": proposal.clause,
        "kind": labels["kind"][proposal.kind.value],
        "recurrence": labels["recurrence"].get(proposal.recurrence or "", ""),
        "lead": labels["lead"].get(proposal.lead, proposal.lead),
        "coordinating": "; ".join(
            labels["coordinating"].get(code, code) for code in proposal.coordinating
        ),
        "assigned_on": "" if assigned is None else formats.day(assigned),
        "due": "" if proposal.due is None else formats.day(proposal.due),
    }
