"""Evidence by paste: files that were copied, or a picture, wherever evidence can be dropped."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from egovdesk.services.evidence import EvidenceFiles
from egovdesk.ui.context import Context
from egovdesk.wording import _

Take = Callable[[list[Path]], None]


def holds_evidence() -> bool:
    """Say whether files or a picture were copied; cells and words may come with a picture too."""
    data = copied()
    return data is not None and (bool(_files(data)) or (data.hasImage() and not data.hasText()))


def paste_evidence(context: Context, take: Take) -> None:
    """Hand on the files on the clipboard; a picture becomes one, named by date and time."""
    data = copied()
    if data is not None and (files := _files(data)):
        take(files)
    elif holds_evidence():
        image = QGuiApplication.clipboard().image()
        moment = context.desk.session.clock()
        name = _("Picture {moment}.png").format(moment=f"{moment:%Y-%m-%d %H.%M.%S}")
        evidence = context.desk.evidence
        context.jobs.run(
            lambda: _as_file(evidence, image, name),
            lambda path: take([path]),
            context.notifier.show_error,
        )


class EvidencePaste(QObject):
    """Lets Ctrl+V take evidence anywhere within a widget, also in text fields that it has now."""

    def __init__(self, context: Context, scope: QWidget, take: Take) -> None:
        super().__init__(scope)
        keys = QShortcut(QKeySequence.StandardKey.Paste, scope)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: paste_evidence(context, take))
        for kind in (QLineEdit, QPlainTextEdit):
            for field in scope.findChildren(kind):
                field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep a text field from taking the key for itself while there is evidence to paste."""
        is_paste = (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        )
        if is_paste and holds_evidence():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def copied() -> QMimeData | None:
    """Return what is on the clipboard; None where nothing is, whatever Qt's types say."""
    return QGuiApplication.clipboard().mimeData()


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _as_file(evidence: EvidenceFiles, image: QImage, name: str) -> Path:
    written = QByteArray()
    buffer = QBuffer(written)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return evidence.hold(name, bytes(written.data()))
