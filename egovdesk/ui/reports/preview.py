"""A report as it will be on paper: looked at page by page, searched, printed, saved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.evidence import PagePicture
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Hit, Rendering
from egovdesk.services.documents import Saved, Source, rendered, save
from egovdesk.services.previews import find_in_report, report_page
from egovdesk.ui import icons, theme
from egovdesk.ui.context import Context
from egovdesk.ui.jobs import Job
from egovdesk.ui.reports.printing import image_of, pages_of, print_pages
from egovdesk.ui.widgets.file_choice import ask_target
from egovdesk.ui.widgets.page_view import PageView
from egovdesk.ui.widgets.progress_panel import ProgressPanel
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_WINDOW_KEYS = frozenset({"Ctrl+F", "F3", "Ctrl+P"})


class ReportPreview(QWidget):
    """Shows one report; nothing is read, drawn, printed or written on the GUI thread.

    Page Up and Page Down turn, Ctrl+Home and Ctrl+End go to the ends, Ctrl++ and Ctrl+- zoom,
    Ctrl+0 fits the width, Ctrl+F searches, Enter and F3 go to the next place, Ctrl+P prints,
    Ctrl+S saves.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source: Source | None = None
        self._data = b""
        self._number = self._count = 0
        self._asked = 0
        self._hits: tuple[Hit, ...] = ()
        self._hit = -1
        self._searched = ""
        self._job: Job | None = None
        self._is_print_focused = False
        self.view = PageView()
        self.view.page.setAccessibleName(_("Page of the report"))
        self.view.wanted.connect(lambda: self._show_page(self._number))
        self.said = QLabel()
        self.previous = _tool("previous", _("Previous page"), lambda: self._turn(-1))
        self.next = _tool("next", _("Next page"), lambda: self._turn(1))
        self.smaller = _tool("minus", _("Zoom out"), lambda: self.view.zoom(-1))
        self.larger = _tool("plus", _("Zoom in"), lambda: self.view.zoom(1))
        self.fit = QPushButton(_("Fit width"))
        self.fit.clicked.connect(self.view.fit)
        self.words = QLineEdit(placeholderText=_("Find in the report"))
        self.words.setAccessibleName(_("Find in the report"))
        self.words.setClearButtonEnabled(True)
        self.words.returnPressed.connect(self._find_next)
        self.found = QLabel()
        self.print_button = QPushButton(_("Print…"))
        self.print_button.clicked.connect(self._on_print)
        self.save_button = QPushButton(_("Save as"))
        self.forms = QMenu(self.save_button)
        for form in Rendering:
            self.forms.addAction(label(form), partial(self._on_save, form))
        self.save_button.setMenu(self.forms)
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(self._on_cancelled)
        self._lay_out()
        self._add_keys()
        self._enable()

    @property
    def is_ready(self) -> bool:
        """Say whether a page is shown."""
        return bool(self._data)

    def show_period(self, period: Quarter) -> None:
        """Show a period's frozen revision, or its draft where none stands."""
        documents = self._context.desk.documents
        self.show_report(lambda: documents.source(period))

    def show_report(self, load: Callable[[], Source]) -> None:
        """Show what `load` returns; it is called off the GUI thread.

        Another state of the period that is shown opens on the same page.
        """
        self._asked += 1
        self._data, self._hits, self._searched, self._hit = b"", (), "", -1
        self.said.setText(_("Drawing the report…"))
        self.found.clear()
        self._enable()

        def work(_job: Job, _report: Callable[[object], None]) -> tuple[Source, bytes]:
            source = load()
            return source, rendered(source, Rendering.PDF)

        self._context.jobs.run_long(
            work, partial(self._on_rendered, self._asked), self._on_load_failed, _ignore
        )

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages that the printer's settings name; the panel shows how far it is."""
        data, pages = self._data, pages_of(printer, self._count)
        if self._job is not None or not data:
            return

        def work(job: Job, report: Callable[[object], None]) -> int:
            return print_pages(data, pages, printer, job, report)

        file = printer.outputFileName()
        self._is_print_focused = self.window().focusWidget() is self.print_button
        self.progress.start(_("Printing…"))
        self._job = self._context.jobs.run_long(
            work, partial(self._on_printed, file), self._on_job_failed, self._on_progress
        )
        self._enable()

    def save_as(self) -> None:
        """Ask in which form to save the report."""
        if self.save_button.isEnabled():
            self.save_button.showMenu()

    def save_to(self, form: Rendering, target: Path) -> None:
        """Write the report into a file."""
        source = self._source
        if source is None:
            return
        self._context.jobs.run_long(
            lambda _job, _report: save(source, form, target),
            self._on_saved,
            self._context.notifier.show_error,
            _ignore,
        )

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        for widget in (self.previous, self.said, self.next, self.smaller, self.larger, self.fit):
            line.addWidget(widget)
        line.addStretch()
        self.words.setMaximumWidth(theme.px(240))
        line.addWidget(self.words)
        line.addWidget(self.found)
        line.addWidget(self.print_button)
        line.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(line)
        column.addWidget(self.view, stretch=1)
        column.addWidget(self.progress)
        self.setMinimumHeight(theme.px(360))

    def _add_keys(self) -> None:
        for keys, act in (
            ("PgDown", lambda: self._turn(1)),
            ("PgUp", lambda: self._turn(-1)),
            ("Ctrl+Home", lambda: self._turn(-self._number)),
            ("Ctrl+End", lambda: self._turn(self._count - 1 - self._number)),
            ("Ctrl++", lambda: self.view.zoom(1)),
            ("Ctrl+=", lambda: self.view.zoom(1)),
            ("Ctrl+-", lambda: self.view.zoom(-1)),
            ("Ctrl+0", self.view.fit),
            ("Ctrl+F", self.words.setFocus),
            ("F3", self._find_next),
            ("Ctrl+P", self._on_print),
        ):
            self._add_key(keys, act)
        self.save_key = self._add_key("Ctrl+S", self.save_as)

    def _add_key(self, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self, act)
        # Keys that are no other widget's reach the letter from anywhere in the window.
        if keys not in _WINDOW_KEYS:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return shortcut

    def _enable(self) -> None:
        ready = bool(self._data)
        for widget in (self.smaller, self.larger, self.fit, self.words, self.save_button):
            widget.setEnabled(ready)
        self.print_button.setEnabled(ready and self._job is None)
        self.previous.setEnabled(ready and self._number > 0)
        self.next.setEnabled(ready and self._number + 1 < self._count)

    def _on_rendered(self, asked: int, made: tuple[Source, bytes]) -> None:
        if asked != self._asked:
            return
        before = self._source
        self._source, self._data = made
        is_same = before is not None and before.report.period == made[0].report.period
        self._show_page(self._number if is_same else 0)

    def _on_load_failed(self, error: EGovDeskError) -> None:
        self._source, self._number, self._count = None, 0, 0
        self.view.clear()
        self._on_failed(error)

    def _turn(self, step: int) -> None:
        if step and self._data and 0 <= self._number + step < self._count:
            self._show_page(self._number + step)

    def _show_page(self, number: int) -> None:
        """Ask for the picture of a page; of several asked for, the last is shown."""
        data, dpi = self._data, self.view.dpi
        if not data:
            return
        self._asked += 1
        self._context.jobs.run_long(
            lambda _job, _report: (number, dpi, report_page(data, number, dpi)),
            partial(self._on_page, self._asked),
            self._on_failed,
            _ignore,
        )

    def _on_page(self, asked: int, painted: tuple[int, float, PagePicture]) -> None:
        if asked != self._asked:
            return
        asked_for, dpi, picture = painted
        self._count = picture.pages
        self._number = min(asked_for, self._count - 1)
        here = [place for place, hit in enumerate(self._hits) if hit.page == self._number]
        marks = [
            QRectF(h.left, h.top, h.width, h.height) for h in map(self._hits.__getitem__, here)
        ]
        looked_at = here.index(self._hit) if self._hit in here else -1
        self.view.show_page(image_of(picture), dpi, marks, looked_at)
        said = _("Page {number} of {count}").format(
            number=formats.number(self._number + 1), count=formats.number(self._count)
        )
        self.said.setText(said)
        self._enable()

    def _find_next(self) -> None:
        words, data = self.words.text().strip(), self._data
        if not words or not data:
            return
        if words == self._searched:
            self._go_to(self._hit + 1)
            return
        self._context.jobs.run_long(
            lambda _job, _report: (words, find_in_report(data, words)),
            self._on_found,
            self._on_failed,
            _ignore,
        )

    def _on_found(self, answer: tuple[str, tuple[Hit, ...]]) -> None:
        self._searched, self._hits = answer
        after = [n for n, hit in enumerate(self._hits) if hit.page >= self._number]
        self._go_to(after[0] if after else 0)

    def _go_to(self, place: int) -> None:
        if not self._hits:
            self._hit = -1
            self.found.setText(_("Not found"))
            return
        self._hit = place % len(self._hits)
        self.found.setText(
            _("{number} of {count}").format(
                number=formats.number(self._hit + 1), count=formats.number(len(self._hits))
            )
        )
        self._show_page(self._hits[self._hit].page)

    def _on_print(self) -> None:
        if not self.print_button.isEnabled():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._source.file_name(Rendering.PDF) if self._source else "")
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, self._count)
        dialog.setFromTo(1, self._count)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(self.activateWindow)  # some desktops leave the keyboard with nobody
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_progress(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.progress.set_progress(done, total)

    def _on_cancelled(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_printed(self, file: str, pages: int) -> None:
        self._end_job()
        if file:
            said = _("{count} pages were printed into {file}.")
            said = said.format(count=formats.number(pages), file=file)
            self._context.notifier.show_written(said, Path(file))
            return
        self._context.notifier.show_success(
            _("{count} pages were sent to the printer.").format(count=formats.number(pages))
        )

    def _on_job_failed(self, error: EGovDeskError) -> None:
        self._end_job()
        self._context.notifier.show_error(error)

    def _end_job(self) -> None:
        self._job = None
        self.progress.finish()
        self._enable()
        if self._is_print_focused:
            self.print_button.setFocus()  # which it lost when it could not be pressed

    def _on_save(self, form: Rendering) -> None:
        if self._source is None:
            return
        proposed = self._context.preferences.export_folder / self._source.file_name(form)
        if target := ask_target(self, _("Save as"), proposed, label(form), form.suffix):
            self.save_to(form, target)

    def _on_saved(self, saved: Saved) -> None:
        self._context.preferences.export_folder = saved.file.parent
        said = _("Saved as {file}.").format(file=saved.file)
        self._context.notifier.show_written(said, saved.file)

    def _on_failed(self, error: EGovDeskError) -> None:
        self.said.clear()
        self._context.notifier.show_error(error)


def _tool(icon: str, words: str, act: Callable[[], None]) -> QToolButton:
    """Make a button that shows an icon and is called by its words."""
    button = QToolButton()
    button.setIcon(icons.icon(icon))
    button.setAccessibleName(words)
    button.setToolTip(words)
    button.clicked.connect(act)
    return button


def _ignore(_outcome: object) -> None:
    """Nobody waits for this."""
