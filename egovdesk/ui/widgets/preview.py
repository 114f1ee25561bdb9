"""Looking at an evidence file without its own program."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QImageReader, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.evidence import PagePicture, PreviewKind
from egovdesk.services.previews import Previews
from egovdesk.ui import theme
from egovdesk.ui.jobs import Job, JobRunner
from egovdesk.ui.widgets.badge import Badge, Tone
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain

_LARGEST = QSize(2400, 2400)
_MEGABYTES = 256

_RUNS = frozenset(
    {".bat", ".cmd", ".com", ".exe", ".hta", ".js", ".jse", ".lnk", ".msi", ".pif", ".ps1", ".reg"}
    | {".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf", ".desktop", ".jar"}
)
"""Endings of files that a computer would run instead of show."""


class PreviewDialog(QDialog):
    """Shows a picture, the pages of a PDF, or a text; anything else opens in its own program."""

    def __init__(
        self, jobs: JobRunner, path: Path, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._path = path
        self._previews = Previews()
        self._job: Job | None = None
        self._number = self._pages = 0
        self._image = QImage()
        self.setWindowTitle(name)
        self.resize(theme.px(860), theme.px(720))
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(name)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(self.picture)
        self.text = QPlainTextEdit(readOnly=True)
        self.said = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        for widget in (self.said, self.area, self.text):
            self._stack.addWidget(widget)
        self.lie = Badge()
        self.lie.hide()
        self.count = QLabel()
        self.previous = QPushButton(_("Previous page"))
        self.next = QPushButton(_("Next page"))
        self._lay_out()
        self._begin(name)

    def done(self, result: int) -> None:
        """Let go of the file and of the process that paints it."""
        if self._job is not None:
            self._job.cancel()
        self._jobs.run_long(lambda _job, _report: self._previews.close(), _ignore, _ignore, _ignore)
        super().done(result)

    def _lay_out(self) -> None:
        self.previous.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        for keys, step in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):
            QShortcut(QKeySequence(keys), self, lambda step=step: self._turn(step))
        outside = QPushButton(_("Open in its own program"))
        outside.clicked.connect(self._open_outside)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        for widget in (self.previous, self.count, self.next, self.lie):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(outside)
        line.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self._stack, stretch=1)
        column.addLayout(line)
        for pages in (self.previous, self.next, self.count):
            pages.hide()

    def _open_outside(self) -> None:
        """Open the file in its own program; what would be run is shown in its folder instead."""
        runs = self._path.suffix.lower() in _RUNS
        shown = self._path.parent if runs else self._path
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))

    def _begin(self, name: str) -> None:
        self._say(_("Opening {file}…").format(file=name))
        path, previews = self._path, self._previews

        def look() -> tuple[PreviewKind, bool, object]:
            kind, lies = previews.kind_of(path, name)
            if kind is PreviewKind.TEXT:
                return kind, lies, previews.text(path)
            return kind, lies, _read_picture(path) if kind is PreviewKind.PICTURE else None

        self._jobs.run_long(lambda _job, _report: look(), self._on_known, self._fail, _ignore)

    def _on_known(self, found: tuple[PreviewKind, bool, object]) -> None:
        kind, lies, content = found
        if lies:
            self.lie.set_badge(_("The name does not say what this file is"), Tone.WARNING)
            self.lie.show()
        if kind is PreviewKind.PDF:
            self._show_page(0)
        elif kind is PreviewKind.PICTURE and isinstance(content, QImage):
            self._show_image(content)
        elif kind is PreviewKind.TEXT:
            self.text.setPlainText(str(content))
            self._stack.setCurrentWidget(self.text)
        else:
            self._say(_("This kind of file is not shown here; open it in its own program."))

    def _show_page(self, number: int) -> None:
        path, previews = self._path, self._previews
        self._job = self._jobs.run_long(
            lambda job, _report: (number, previews.page(path, number, job.check)),
            self._on_page,
            self._fail,
            _ignore,
        )

    def _on_page(self, painted: tuple[int, PagePicture]) -> None:
        self._number, page = painted
        self._pages = page.pages
        image = QImage(
            page.pixels, page.width, page.height, 4 * page.width, QImage.Format.Format_RGB32
        )
        self._show_image(image.copy())
        said = _("Page {number} of {count}").format(
            number=formats.number(self._number + 1), count=formats.number(self._pages)
        )
        self.count.setText(said)
        for widget in (self.previous, self.next, self.count):
            widget.setVisible(self._pages > 1)
        self.previous.setEnabled(self._number > 0)
        self.next.setEnabled(self._number + 1 < self._pages)

    def _turn(self, step: int) -> None:
        if 0 <= self._number + step < self._pages:
            self._show_page(self._number + step)

    def _show_image(self, image: QImage) -> None:
        room = self.area.viewport().width() - 8
        shown = QPixmap.fromImage(image)
        if shown.width() > room > 0:
            shown = shown.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        self.picture.setPixmap(shown)
        self._stack.setCurrentWidget(self.area)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self._stack.setCurrentWidget(self.said)

    def _fail(self, error: EGovDeskError) -> None:
        if error.code is not ErrorCode.CANCELLED:
            self._say(str(explain(error)))


def _read_picture(path: Path) -> QImage:
    """Read a picture no larger than a screen needs; a bomb is refused before it is unpacked."""
    QImageReader.setAllocationLimit(_MEGABYTES)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() > _LARGEST.width() or size.height() > _LARGEST.height():
        reader.setScaledSize(size.scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise InputError(ErrorCode.PICTURE_UNREADABLE, file=path.name)
    return image


def _ignore(_outcome: object) -> None:
    """Nobody waits for this."""
