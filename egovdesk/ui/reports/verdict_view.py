"""Verifying a file: one word, four plain statements, its files, every problem with its cure."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.packages import (
    FileKind,
    MemberStatus,
    MemberVerdict,
    Problem,
    ProblemCode,
    Verdict,
)
from egovdesk.services.signing import Countersigned
from egovdesk.services.verifying import as_document
from egovdesk.ui import theme
from egovdesk.ui.jobs import Job, JobRunner
from egovdesk.ui.notifier import Notifier
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.reports.columns import member_columns
from egovdesk.ui.reports.job_dialog import JobDialog
from egovdesk.ui.reports.statements import (
    VERDICT_TONES,
    Checked,
    cautions,
    problem_tone,
    statements,
    subject_of,
)
from egovdesk.ui.signing.letter_dialog import show_file
from egovdesk.ui.trust import verifying_lists
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone, soft
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.folding_row import scrolling
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.ui.widgets.message_bar import MessageBar
from egovdesk.wording import _
from egovdesk.wording.labels import label
from egovdesk.wording.messages import problem_message

_TOP = Qt.AlignmentFlag.AlignTop
_MOST_PROBLEMS = 30
"""Each takes widgets; a hostile package has a thousand."""
_GRAVITY = (Tone.BAD, Tone.WARNING, Tone.INFO)


class Surroundings(Protocol):
    """What verifying needs around it; there may be no workspace."""

    jobs: JobRunner
    preferences: Preferences


@dataclass(frozen=True, slots=True)
class _Found:
    """A verdict, when it was come to, and the SHA-256 (hex) of the file that it is about."""

    verdict: Verdict
    checked: Checked


class VerdictDialog(JobDialog):
    """Verifies one file and stays open with the verdict, which can be printed and saved."""

    def __init__(
        self, around: Surroundings, file: Path, parent: QWidget, *, offers_signing: bool = True
    ) -> None:
        """Begin to verify; a package that waits can be signed from here, unless it is our own."""
        super().__init__(around.jobs, parent)
        self._file, self._offers_signing = file, offers_signing
        self._around = around
        self._checked: Checked | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self.verdict: Verdict | None = None
        self.members: DataTable[MemberVerdict] | None = None
        self.resize(theme.px(760), theme.px(640))
        self.messages = MessageBar()
        self.contents = QVBoxLayout()
        self.area = _scrolling_area(self.contents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        action = QDialogButtonBox.ButtonRole.ActionRole
        self.print_button = buttons.addButton(_("Print…"), action)
        self.print_button.setShortcut(QKeySequence.StandardKey.Print)
        self.print_button.clicked.connect(self._on_print)
        self.save_button = buttons.addButton(_("Save as…"), action)
        self.save_button.setShortcut(QKeySequence.StandardKey.Save)
        self.save_button.clicked.connect(self._on_save)
        self.sign_button = buttons.addButton(_("Sign…"), action)
        self.sign_button.clicked.connect(self._on_sign)
        for button in (self.print_button, self.save_button, self.sign_button):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(14)
        column.addWidget(self.messages)
        column.addWidget(self.progress)
        column.addWidget(self.area, stretch=1)
        column.addWidget(buttons)
        self._verify()

    def done(self, result: int) -> None:
        """Remove the copies of files that were looked at."""
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None
        super().done(result)

    def _verify(self) -> None:
        """Judge the file; an earlier verdict gives way to the one that comes."""
        file, lists = self._file, verifying_lists(self._around.preferences)
        self.setWindowTitle(_("Verify {file}").format(file=file.name))
        self.verdict = self._checked = self.members = None
        self.print_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.sign_button.hide()
        self.contents = QVBoxLayout()
        self.area.setWidget(_sheet(self.contents))

        def work(_job: Job, report: Callable[[object], None]) -> _Found:
            from egovdesk import bootstrap
            from egovdesk.services.verifying import digest_of

            verdict = bootstrap.verifier().verify(
                file,
                trust=lists.trust,
                crls=lists.revocation,
                progress=lambda done, total: report((done, total)),
            )
            return _Found(verdict, Checked(at=bootstrap.clock(), digest=digest_of(file)))

        words = _("Verifying {file}").format(file=file.name)
        self.start_job(words, work, self._show_verdict, self._on_failed, self._on_progress)

    def _on_progress(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.progress.set_progress(100 * done // max(total, 1), 100)

    def _on_failed(self, error: EGovDeskError) -> None:
        if error.code is ErrorCode.CANCELLED:
            self.reject()
        else:
            Notifier(lambda: self.messages).show_error(error)

    def _show_verdict(self, found: _Found) -> None:
        if self.was_cancelled:  # it had ended before it was asked to
            self.reject()
            return
        verdict, self._checked = found.verdict, found.checked
        self.verdict = verdict
        self.print_button.setEnabled(True)
        self.save_button.setEnabled(True)
        may_sign = self._offers_signing and not verdict.is_broken
        self.sign_button.setVisible(verdict.is_awaiting_approval and may_sign)
        for caution in cautions(verdict):
            self.contents.addWidget(_Strip(caution.tone, caution.question, caution.answer))
        about = verdict.file
        if verdict.summary is not None:
            about = f"{subject_of(verdict.summary)} · {verdict.file}"
        word = label(verdict.status)
        self.contents.addWidget(_Strip(VERDICT_TONES[verdict.status], word, about))
        self.contents.addLayout(_statement_lines(verdict))
        if verdict.problems:
            self.contents.addLayout(_problem_lines(verdict.problems))
        self._add_members(verdict)
        self.setAccessibleDescription(f"{word}. {about}")
        self.area.setFocus()  # keys scroll at once

    def _add_members(self, verdict: Verdict) -> None:
        if verdict.kind is FileKind.PDF:  # it is one document and no box of files
            self.contents.addStretch()
            return
        self.members = DataTable(
            member_columns(), key=lambda member: member.name, name=_("Files in the package")
        )
        self.members.hide_search()
        self.members.set_empty(_("No files"), _("What is inside could not be read."))
        self.members.set_rows(verdict.members)
        self.members.setMinimumHeight(theme.px(170))
        self.members.row_activated.connect(self._on_member)
        self.contents.addWidget(self.members, stretch=1)
        self.setTabOrder(self.area, self.members.view)  # before the buttons, as it is read
        if verdict.members:
            hint = QLabel(
                _("Enter or a double click shows a file; a signed document is verified."),
                wordWrap=True,
            )
            hint.setProperty("role", "note")
            self.contents.addWidget(hint)

    def _on_member(self, member: MemberVerdict) -> None:
        """Take a file out of the package to look at it, or to verify it as a document."""
        from egovdesk import bootstrap

        if member.status is MemberStatus.MISSING or self.verdict is None:
            return
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(
                prefix="egovdesk-", ignore_cleanup_errors=True
            )
        named = {(problem.code, problem.member) for problem in self.verdict.problems}
        is_signed = (ProblemCode.DOCUMENT_NOT_JUDGED, member.name) in named
        folder = Path(tempfile.mkdtemp(dir=self._scratch.name))  # two files may have one name

        def show(file: Path) -> None:
            if is_signed:
                VerdictDialog(self._around, file, self, offers_signing=False).open()
            else:
                show_file(self._around.jobs, file, member.name, self)

        self._around.jobs.run(
            partial(bootstrap.signing().take_out, self._file, member.name, folder),
            show,
            Notifier(lambda: self.messages).show_error,
        )

    def _on_sign(self) -> None:
        from egovdesk.ui.signing.countersign_dialog import open_countersign

        around, notifier = self._around, Notifier(lambda: self.messages)
        dialog = open_countersign(self, around.jobs, notifier, self._file, around.preferences)
        dialog.signed.connect(self._on_signed)

    def _on_signed(self, signed: Countersigned) -> None:
        """Show the verdict on the file that was written; the one that was signed waits no more."""
        self._file = signed.file
        self._verify()

    def print_on(self, printer: QPrinter) -> None:
        """Print the verdict; a printer that writes a file gets it whole or not at all."""
        from egovdesk.ui.reports.verdict_report import verdict_document

        if file := printer.outputFileName():
            self.save_to(Path(file))  # Qt says nothing of a disk that is full
        elif self.verdict is not None and self._checked is not None:
            verdict_document(self.verdict, self._checked).print_(printer)

    def save_to(self, target: Path) -> None:
        """Save the verdict as PDF, or as JSON for programs, as the file's name says."""
        from egovdesk.ui.reports.verdict_report import verdict_pdf

        if self.verdict is None or self._checked is None:
            return
        if target.suffix.lower() == ".json":
            document = {
                **as_document(self.verdict),
                "checked_at": self._checked.at.isoformat(),
                "sha256": self._checked.digest,
            }
            data = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
        else:
            data = verdict_pdf(self.verdict, self._checked)
        notifier = Notifier(lambda: self.messages)

        def saved(file: Path) -> None:
            self._around.preferences.export_folder = file.parent
            notifier.show_written(_("Saved as {file}.").format(file=file), file)

        self._around.jobs.run(lambda: _written(target, data), saved, notifier.show_error)

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self.print_on(printer)
        dialog.deleteLater()

    def _on_save(self) -> None:
        if self.verdict is None:
            return
        word = _("verdict")
        name = f"{Path(self.verdict.file).stem}-{word}.pdf"
        proposed = str(self._around.preferences.export_folder / name)
        kinds = ";;".join(("PDF (*.pdf)", "JSON (*.json)"))
        chosen = QFileDialog.getSaveFileName(self, _("Save as"), proposed, kinds)[0]
        if chosen:
            target = Path(chosen)
            self.save_to(target if target.suffix else target.with_suffix(".pdf"))


def _written(target: Path, data: bytes) -> Path:
    from egovdesk.files import replacing

    with replacing(target) as stream:
        stream.write(data)
    return target


def _scrolling_area(contents: QVBoxLayout) -> QScrollArea:
    """The verdict of many signers is longer than a small screen; the buttons stay in sight."""
    sheet = _sheet(contents)
    area = scrolling(sheet)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setAccessibleName(_("What was found"))
    return area


def _sheet(contents: QVBoxLayout) -> QWidget:
    contents.setContentsMargins(0, 0, 0, 0)
    contents.setSpacing(14)
    sheet = QWidget()
    sheet.setLayout(contents)
    return sheet


class _Strip(QWidget):
    """A word that nobody overlooks, with what it is said of, on the soft ground of its tone."""

    def __init__(self, tone: Tone, word: str, words: str) -> None:
        super().__init__()
        self._tone = tone
        title = QLabel(word)
        title.setProperty("role", "title")
        below = QLabel(words, wordWrap=True)
        below.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 10, 16, 10)
        line.setSpacing(12)
        line.addWidget(Glyph(TONE_ICONS[tone], tone, 26))
        line.addWidget(title)
        line.addWidget(below, stretch=1)
        self.setAccessibleName(f"{word}. {words}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, with an edge in the full colour of the tone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color(self._tone))
        painter.setBrush(theme.color(soft(self._tone)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def _statement_lines(verdict: Verdict) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(2, 1)
    for row, statement in enumerate(statements(verdict)):
        question = QLabel(statement.question)
        question.setProperty("role", "label")
        answer = QLabel(statement.answer, wordWrap=True)
        answer.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(Glyph(TONE_ICONS[statement.tone], statement.tone), row, 0, _TOP)
        grid.addWidget(question, row, 1, _TOP)
        grid.addWidget(answer, row, 2, _TOP)
    return grid


def _problem_lines(problems: tuple[Problem, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setColumnStretch(1, 1)
    gravest_first = sorted(problems, key=lambda problem: _GRAVITY.index(problem_tone(problem.code)))
    for row, problem in enumerate(gravest_first[:_MOST_PROBLEMS]):
        tone = problem_tone(problem.code)
        message = problem_message(problem)
        cause = QLabel(message.cause, wordWrap=True)
        cure = QLabel(message.cure, wordWrap=True)
        cure.setProperty("role", "muted")
        said = QVBoxLayout()
        said.setSpacing(0)
        for words in (cause, cure):
            words.setTextFormat(Qt.TextFormat.PlainText)
            said.addWidget(words)
        grid.addWidget(Glyph(TONE_ICONS[tone], tone), row, 0, _TOP)
        grid.addLayout(said, row, 1)
    if left := len(gravest_first[_MOST_PROBLEMS:]):
        more = QLabel(_("{count} more stand in the saved verdict.").format(count=left))
        grid.addWidget(more, _MOST_PROBLEMS, 1)
    return grid
