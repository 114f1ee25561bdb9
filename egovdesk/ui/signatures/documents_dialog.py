"""Counting signed documents, and recording who signs from what they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.history import Change
from egovdesk.domain.quarter import DateRange
from egovdesk.domain.signed_documents import CertificateUse, FolderCount
from egovdesk.services.signed_documents import Counted, SigningEvidence
from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import Job
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.reports.path_row import PathRow
from egovdesk.ui.signatures.ticks import TickTable
from egovdesk.ui.widgets.compact_table import CompactTable
from egovdesk.ui.widgets.date_edit import DateEdit
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_folder
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.ui.widgets.save_key import press_with_ctrl_return
from egovdesk.wording import N_, _, formats
from egovdesk.wording.messages import explain

_CAUSES = {
    ErrorCode.PDF_UNREADABLE: N_("Not readable as PDF"),
    ErrorCode.PDF_LOCKED: N_("Locked by a password"),
    ErrorCode.PDF_TIMEOUT: N_("Takes too long to read"),
    ErrorCode.FILE_UNREADABLE: N_("Cannot be opened"),
    ErrorCode.FILE_MISSING: N_("Gone while counting"),
    ErrorCode.FILE_TOO_LARGE: N_("Too large"),
}


@dataclass(frozen=True, slots=True)
class _NotCounted:
    cause: str
    name: str


class DocumentsDialog(JobDialog):
    """Counts a folder, proposes who signs, and saves what the officer ticks; then `change`."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context.jobs, parent)
        self._context = context
        self._evidence: tuple[SigningEvidence, ...] = ()
        self.change: Change | None = None
        self.setWindowTitle(_("Count from signed documents"))
        self.resize(theme.px(960), theme.px(620))
        window = context.desk.session.catalogue.reporting.window(context.period)
        self.folder = PathRow(
            _("&Folder with signed PDF documents"),
            lambda start: ask_folder(self, _("Choose a folder"), start),
        )
        self.first, self.last, self.on = DateEdit(), DateEdit(), DateEdit()
        self.first.set_day(window.first)
        self.last.set_day(window.last)
        self.on.set_day(min(context.as_of, context.desk.session.today))
        self.count = QPushButton(_("Count the documents"))
        self.count.setProperty("kind", "primary")
        self.count.clicked.connect(self._on_count)
        self.summary = QLabel(wordWrap=True)
        self.signers = TickTable(
            (
                _("Signs"),
                _("Full name"),
                _("Department"),
                _("Documents"),
                _("Days"),
                _("Recorded now"),
            ),
            1,
            _("Who signs, by the documents"),
        )
        self.unknown: CompactTable[CertificateUse] = CompactTable(
            _use_columns(), name=_("Certificates unknown to the register")
        )
        self.not_counted: CompactTable[_NotCounted] = CompactTable(
            _file_columns(), name=_("Files that do not count")
        )
        self.note = FieldRow("", QWidget())
        self._lay_out()

    def _lay_out(self) -> None:
        self._first_row = FieldRow(_("Signed f&rom"), self.first)
        self._last_row = FieldRow(_("&To"), self.last)
        asked = QHBoxLayout()
        asked.setSpacing(10)
        asked.addWidget(self.folder, stretch=1)
        asked.addWidget(self._first_row)
        asked.addWidget(self._last_row)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for table, title in (
            (self.signers, _("Signers")),
            (self.unknown, _("Certificates unknown to the register")),
            (self.not_counted, _("Files that do not count")),
        ):
            self.tabs.addTab(table, title)
        self._result = QWidget()
        result = QVBoxLayout(self._result)
        result.setContentsMargins(0, 0, 0, 0)
        result.setSpacing(10)
        result.addWidget(self.summary)
        result.addWidget(self.tabs, stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(asked)
        line = QHBoxLayout()
        line.addWidget(_muted(_("Documents are only read; nothing else of them is kept.")))
        line.addStretch()
        line.addWidget(self.count)
        column.addLayout(line)
        column.addWidget(self.progress)
        column.addWidget(self.note)
        column.addWidget(self._result, stretch=1)
        column.addLayout(self._below())
        self.note.hide()
        self._show_result(None)

    def _below(self) -> QHBoxLayout:
        holds = QLabel(_("Changes &hold from"))
        holds.setBuddy(self.on)
        self.on.setAccessibleName(_("Changes hold from"))
        self.on.setFixedWidth(theme.px(140))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = buttons.addButton(_("Record who signs"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save.setProperty("kind", "primary")
        buttons.accepted.connect(self._on_save)
        press_with_ctrl_return(self, self.save)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(holds)
        below.addWidget(self.on)
        below.addWidget(buttons, stretch=1)
        return below

    def _on_count(self) -> None:
        folder, first, last = self.folder.path(), self.first.day(), self.last.day()
        self._first_row.set_error("" if first else _("Write the day as 24/02/2021."))
        self._last_row.set_error("" if last else _("Write the day as 24/02/2021."))
        if first and last and last < first:
            self._last_row.set_error(_("The last day lies before the first."))
        self.folder.set_error("" if folder else _("Choose the folder to count."))
        if self.folder.error or self._first_row.error or self._last_row.error:
            return
        assert folder is not None
        assert first is not None
        assert last is not None
        self._refuse("")
        self._show_result(None)
        documents, period = self._context.desk.signed_documents, DateRange(first=first, last=last)

        def work(_job: Job, report: Callable[[object], None]) -> Counted:
            return documents.count(folder, period, lambda done, total: report((done, total)))

        self.count.setEnabled(False)
        self.start_job(
            _("Counting the documents"), work, self._show_result, self._on_failed, self._on_progress
        )

    def _on_progress(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.progress.set_progress(done, total)
        words = _("Counting the documents: {done} of {total}")
        self.progress.set_label(
            words.format(done=formats.number(done), total=formats.number(total))
        )

    def _on_failed(self, error: EGovDeskError) -> None:
        self.count.setEnabled(True)
        if error.code is not ErrorCode.CANCELLED:
            self._refuse(str(explain(error)))

    def _show_result(self, counted: Counted | None) -> None:
        self.count.setEnabled(True)
        self._result.setVisible(counted is not None)
        self.save.setEnabled(counted is not None and bool(counted.signers))
        if counted is None:
            return
        self._evidence = counted.signers
        self.summary.setText(_summary(counted))
        self.signers.setRowCount(0)
        for one in counted.signers:
            signer = one.status.signer
            texts = (
                "",
                signer.full_name,
                signer.department,
                formats.number(one.documents),
                _days(one.days),
                _("Yes") if one.status.signing else _("No"),
            )
            self.signers.add_row(texts, is_ticked=one.signs)
        self.unknown.set_rows(counted.unknown)
        self.not_counted.set_rows(_not_counted(counted.count))

    def _on_save(self) -> None:
        on = self.on.day()
        if on is None or on > self._context.desk.session.today:
            self._refuse(_("Write a day that is not ahead, as 24/02/2021."))
            self.on.setFocus()
            return
        documents = self._context.desk.signed_documents
        decisions = {
            one.status.signer.id: self.signers.is_ticked(line)
            for line, one in enumerate(self._evidence)
        }
        self.save.setEnabled(False)
        self._context.jobs.run(
            lambda: documents.record(decisions, on), self._on_saved, self._on_not_saved
        )

    def _on_saved(self, change: Change) -> None:
        self.change = change
        self.accept()

    def _on_not_saved(self, error: EGovDeskError) -> None:
        self.save.setEnabled(True)
        same = _("Nothing to record: the register says so already.")
        self._refuse(same if error.code is ErrorCode.PLAN_REFUSED else str(explain(error)))

    def _refuse(self, words: str) -> None:
        self.note.set_error(words)
        self.note.setVisible(bool(words))


def _summary(counted: Counted) -> str:
    count = counted.count
    idle = sum(not one.signs for one in counted.signers)
    words = _(
        "{read} documents read: {signed} signed in the period, {other} signed on other days, "
        "{unsigned} unsigned, {broken} changed after signing; {unreadable} unreadable. "
        "Valid certificates without a document: {idle}."
    )
    return words.format(
        read=formats.number(count.read),
        signed=formats.number(count.signed),
        other=formats.number(count.signed_on_other_days),
        unsigned=formats.number(count.unsigned),
        broken=formats.number(len(count.broken)),
        unreadable=formats.number(len(count.unreadable)),
        idle=formats.number(idle),
    )


def _days(days: Sequence[date]) -> str:
    if not days:
        return ""
    first, last = formats.day(days[0]), formats.day(days[-1])
    return first if first == last else f"{formats.number(len(days))}: {first} – {last}"


def _not_counted(count: FolderCount) -> list[_NotCounted]:
    broken = [_NotCounted(_("Changed after signing"), name) for name in count.broken]
    unreadable = [
        _NotCounted(_(_CAUSES.get(one.cause, N_("Cannot be opened"))), one.name)
        for one in count.unreadable
    ]
    return sorted([*broken, *unreadable], key=lambda one: (one.cause, one.name))


def _use_columns() -> list[Column[CertificateUse]]:
    return [
        Column(
            key="subject", title=_("Holder"), text=lambda use: use.subject, width=160, stretch=True
        ),
        Column(key="serial", title=_("Certificate serial"), text=lambda use: use.serial),
        Column(key="issuer", title=_("Certificate issuer"), text=lambda use: use.issuer),
        Column(
            key="documents", title=_("Documents"), text=lambda use: formats.number(use.documents)
        ),
        Column(key="days", title=_("Days"), text=lambda use: _days(use.days)),
    ]


def _file_columns() -> list[Column[_NotCounted]]:
    return [
        Column(key="cause", title=_("Cause"), text=lambda one: one.cause),
        Column(key="name", title=_("File"), text=lambda one: one.name, width=240, stretch=True),
    ]


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
