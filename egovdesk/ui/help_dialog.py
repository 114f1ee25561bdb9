"""Help for a page, and the sheet of keys (F1)."""

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from egovdesk.ui import theme
from egovdesk.ui.palette import Command
from egovdesk.wording import _
from egovdesk.wording import help as help_words


class HelpDialog(QDialog):
    """Says what a page is for, how grids are used, and which keys do what."""

    def __init__(
        self, page: str, title: str, commands: Sequence[Command], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help: {page}").format(page=title))
        self.resize(theme.px(640), theme.px(560))
        self.text = QTextBrowser()
        self.text.setAccessibleName(_("Help"))
        self.text.setHtml(_html(page, title, commands))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.addWidget(self.text)
        column.addWidget(buttons)
        self.text.setFocus()


def _html(page: str, title: str, commands: Sequence[Command]) -> str:
    keys = [("Ctrl+K", _("Search everything")), ("F1", _("Help for this page"))]
    keys += [(command.keys, command.words) for command in commands if command.keys]
    rows = "".join(
        f"<tr><td><b>{escape(key)}&nbsp;&nbsp;</b></td><td>{escape(words)}</td></tr>"
        for key, words in keys
    )
    parts = (
        _head(title),
        _list(help_words.page_help(page)),
        _head(_("Grids")),
        _list(help_words.grid_help()),
        _head(_("Keyboard")),
        f"<table>{rows}</table>",
    )
    return "".join(parts)


def _head(title: str) -> str:
    return f"<h3>{escape(title)}</h3>"


def _list(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in sentences) + "</ul>"
