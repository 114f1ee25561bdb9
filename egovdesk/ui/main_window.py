"""The window: navigation, the bar with period and undo, and the stack of pages.

What needs the domain is imported when there is a desk to show: the empty window is painted first.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.ui import icons, theme
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.sidebar import Sidebar, page_titles
from egovdesk.wording import _

if TYPE_CHECKING:
    from egovdesk.domain.register_queries import ListQuery
    from egovdesk.ui.context import Context
    from egovdesk.ui.notifier import Notifier
    from egovdesk.ui.page import Page
    from egovdesk.ui.palette import Command
    from egovdesk.ui.period_picker import PeriodPicker
    from egovdesk.ui.undo import UndoActions
    from egovdesk.ui.widgets.message_bar import MessageBar
    from egovdesk.ui.widgets.message_place import MessagePlace


_TOP_HEIGHT = 48


SIGNED_FILES = (".asice", ".pdf")
"""How the names of files that can be verified end."""


class MainWindow(QMainWindow):
    """Navigation and pages, nothing else; the pages are made when they are first opened."""

    closing = Signal()
    file_offered = Signal(object)
    """A file was dropped or chosen, to be verified."""
    painted = Signal()
    """The window is on the screen for the first time, still empty: now the rest can be loaded."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._context: Context | None = None
        self._undoing: UndoActions | None = None
        self._pages: dict[str, Page[object]] = {}
        self._page_name = ""
        self._is_painted = False
        self._is_warned = False
        self.setWindowTitle("eGovDesk")
        self.resize(1366, 768)
        self.setMinimumSize(QSize(960, 600))
        self._messages: MessageBar | None = None
        self._sidebar = Sidebar()
        self._title = QLabel()
        self._title.setProperty("role", "title")
        self._undo = self._action("undo", QKeySequence.StandardKey.Undo)
        self._redo = self._action("redo", QKeySequence.StandardKey.Redo)
        # Only on Windows Qt counts Ctrl+Y, which the tooltip promises.
        self._redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self._find = self._action("search", QKeySequence("Ctrl+K"), self.open_palette)
        self._help = self._action("help", QKeySequence("F1"), self.open_help)
        self._save = self._action("file", QKeySequence.StandardKey.Save, self._on_save)
        self._verify = self._action("verify", QKeySequence("Ctrl+O"), self.choose_file)
        self._verify.setText(_("Verify a file…"))
        self._verify.setToolTip(_("Verify a package or a signed PDF (Ctrl+O)"))
        self._verify.setEnabled(True)
        self.setAcceptDrops(True)
        for action, words in (
            (self._find, _("Search everything (Ctrl+K)")),
            (self._help, _("Help for this page (F1)")),
        ):
            action.setToolTip(words)
            action.setIconText(words)
        self._top = QHBoxLayout()
        self._stack = QStackedWidget()
        self._lay_out()
        self._sidebar.page_chosen.connect(self.open_page)
        if not preferences.geometry.isEmpty():
            self.restoreGeometry(preferences.geometry)
        elif self._is_large_for_screen():
            self.setWindowState(Qt.WindowState.WindowMaximized)

    @property
    def messages(self) -> "MessageBar":
        """The bar that takes the place of the title, made for the first message."""
        if self._messages is None:
            from egovdesk.ui.widgets.message_bar import MessageBar
            from egovdesk.ui.widgets.message_place import MessagePlace

            bar = self._messages = MessageBar()
            place = MessagePlace(bar, self._whole)
            self._top.insertWidget(0, place, stretch=1)
            place.hide()
            bar.opened.connect(partial(self._make_room, bar, place))
            place.squeezed.connect(partial(self._put_above, bar, place))
            bar.closed.connect(place.hide)
            bar.closed.connect(self._title.show)
        return self._messages

    @property
    def page_name(self) -> str:
        """The page that is open, or nothing before a desk is."""
        return self._page_name

    def _make_room(self, bar: "MessageBar", place: "MessagePlace") -> None:
        """Show a message where the title is: what is below may not move under the pointer.

        Where the window is too narrow for that the message goes above everything.
        """
        self._right.removeWidget(bar)
        self._title.hide()
        place.take()

    def _put_above(self, bar: "MessageBar", place: "MessagePlace") -> None:
        place.hide()
        self._title.show()
        self._right.insertWidget(0, bar)

    def show_welcome(self, welcome: QWidget) -> None:
        """Show what there is to do while no workspace is open."""
        self._title.setText(_("Welcome"))
        self._stack.addWidget(welcome)
        self._stack.setCurrentWidget(welcome)

    def show_desk(self, context: "Context", page: str = "overview") -> None:
        """Show an open desk."""
        from egovdesk.ui.undo import UndoActions

        self._context = context
        session = context.desk.session
        self._sidebar.set_unit(session.agency.name)
        self._sidebar.set_enabled(enabled=True)
        self._top.addWidget(_make_picker(context))
        context.page_filled.connect(self._on_first_page)
        context.page_requested.connect(self.open_page)
        context.list_requested.connect(self.open_list)
        self._undoing = UndoActions(context, self._undo, self._redo, self)
        self._find.setEnabled(True)
        self._help.setEnabled(True)
        self._save.setEnabled(True)
        self.open_page(page)

    def _on_first_page(self) -> None:
        """Read what can be undone and what is due once there is what the person asked for."""
        assert self._context is not None
        assert self._undoing is not None
        self._context.page_filled.disconnect(self._on_first_page)
        self._undoing.refresh()
        if self._context.preferences.reminders:
            self._add_bell(self._context)

    def _add_bell(self, context: "Context") -> None:
        from egovdesk.ui.reminders import Bell

        bell = Bell(context)
        self._top.insertWidget(self._top.count() - 1, bell)
        QWidget.setTabOrder(self._last_button, bell)
        bell.check()

    def open_page(self, name: str, key: str = "") -> None:
        """Open a page, on a record if a key is given."""
        if self._context is None:
            return
        if name not in self._pages:
            self._pages[name] = _make_page(name, self._context)
            self._stack.addWidget(self._pages[name])
        page = self._pages[name]
        # The first page is for looking at; and who walks along the sidebar by keys goes on there.
        goes_there = bool(self._page_name) and not self._sidebar.is_walked_along
        self._page_name = name
        self._title.setText(page_titles()[name])
        self._sidebar.mark(name)
        self._stack.setCurrentWidget(page)
        if goes_there:
            from egovdesk.ui.widgets.focus import focus_list

            focus_list(page)
        if key:
            page.open_record(key)

    def open_list(self, name: str, query: "ListQuery") -> None:
        """Open a page with one of its registers narrowed to what a figure counts."""
        self.open_page(name)
        if name in self._pages:
            self._pages[name].open_list(query)

    def open_palette(self) -> None:
        """Search records, pages and commands."""
        if self._context is None:
            return
        from egovdesk.ui.palette import Palette

        palette = Palette(self._context, self._commands(), self)
        palette.exec()
        palette.deleteLater()
        palette.run_chosen()

    def open_help(self) -> None:
        """Say what the page is for and which keys do what."""
        from egovdesk.ui.help_dialog import HelpDialog

        title = page_titles().get(self._page_name, "")
        dialog = HelpDialog(self._page_name, title, self._commands(), self)
        dialog.exec()
        dialog.deleteLater()

    def choose_file(self) -> None:
        """Ask for a package or a document to verify."""
        from egovdesk.ui.widgets.file_choice import ask_file

        patterns = " ".join(f"*{suffix}" for suffix in SIGNED_FILES)
        kinds = _("Files ({patterns})").format(patterns=patterns)
        folder = str(self._preferences.export_folder)
        if file := ask_file(self, _("Verify a file"), kinds, folder):
            self.file_offered.emit(file)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome one signed file wherever no page takes files itself."""
        if _signed_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer the file to be verified."""
        if (file := _signed_file(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.file_offered.emit(file)

    def _commands(self) -> "list[Command]":
        """Return what can be done now: on the page that is open, everywhere, and going to pages."""
        from egovdesk.ui.palette import Command, commands_of

        shown = self._stack.currentWidget()
        actions = [a for a in shown.findChildren(QAction) if _is_seen(a)] if shown else []
        pages = [
            Command(title, f"Ctrl+{number}", partial(self.open_page, name))
            for number, (name, title) in enumerate(page_titles().items(), start=1)
        ]
        return [*commands_of(actions), *commands_of([self._undo, self._redo, self._verify]), *pages]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first painting; it is done when the event loop comes by again."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the focused button with Enter too, as people expect from dialogs."""
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and isinstance(focused, QAbstractButton):
            focused.animateClick()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, and keep where the window was; all else is saved already."""
        if self._context is not None and self._would_lose(self._context):
            event.ignore()
            return
        self._preferences.geometry = self.saveGeometry()
        self.closing.emit()
        super().closeEvent(event)

    def _would_lose(self, context: "Context") -> bool:
        """End typing, and warn once of what was refused: it is nowhere but on the screen."""
        self._end_typing()
        context.jobs.settle()
        name = self._page_with_refused()
        if not name or self._is_warned:
            return False
        self._is_warned = True
        self.open_page(name)
        said = _(
            "Some of what you typed is refused and not saved: see what is red in “{page}”. "
            "Correct it, or close once more to give it up."
        )
        context.notifier.show_refusal(said.format(page=page_titles()[name]))
        return True

    def _end_typing(self) -> None:
        """Let an open cell, or a text, pass on what was typed into it."""
        from egovdesk.ui.registers.grid_view import GridView

        if (page := self._writing_page(self._page_name)) is not None:
            page.end_typing()
        widget: QWidget | None = self.focusWidget()
        while widget is not None and not isinstance(widget, GridView):
            widget = widget.parentWidget()
        if widget is not None:
            widget.setFocus()

    def _on_save(self) -> None:
        """Answer those who press Ctrl+S to be sure, as they learned in other programs."""
        page = self._writing_page(self._page_name)
        if self._context is not None and not (page is not None and page.save_as()):
            jobs, notifier = self._context.jobs, self._context.notifier
            self._end_typing()
            jobs.run(lambda: None, lambda _none: self._say_saved(notifier), notifier.show_error)

    def _say_saved(self, notifier: "Notifier") -> None:
        if self._page_with_refused():
            notifier.show_refusal(
                _("What is marked red is refused and not saved. Correct it first.")
            )
        else:
            notifier.show_success(_("Everything is saved already: each entry is, at once."))

    def _page_with_refused(self) -> str:
        """Return a page on which something was typed that cannot be saved, or nothing."""
        from egovdesk.ui.registers.grid_view import GridView

        for name, page in self._pages.items():
            grids = (view.grid for view in page.findChildren(GridView))
            writing = self._writing_page(name)
            if (writing and writing.has_refused) or any(grid.has_refused for grid in grids):
                return name
        return ""

    def _writing_page(self, name: str) -> "Page[object] | None":
        """Return a page that may hold a text; one made of registers alone has its grids."""
        from egovdesk.ui.page import Page

        page: QWidget | None = self._pages.get(name)
        return page if isinstance(page, Page) else None

    def _is_large_for_screen(self) -> bool:
        """Say whether the window with its frame would reach beyond the screen."""
        room = self.screen().availableSize() - QSize(theme.px(16), theme.px(40))
        return self.width() > room.width() or self.height() > room.height()

    def _lay_out(self) -> None:
        top = self._top
        top.setContentsMargins(24, 6, 24, 0)
        top.addStrut(theme.px(_TOP_HEIGHT))
        top.setSpacing(6)
        top.addWidget(self._title)
        top.addStretch()
        for action in (self._find, self._undo, self._redo, self._verify, self._help):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(theme.px(18), theme.px(18)))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            top.addWidget(button)
            if action is self._find:
                self._find_button = button
        self._last_button = button
        top.addSpacing(8)
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(0)
        self._right.addLayout(top)
        self._right.addWidget(self._stack, stretch=1)
        whole = self._whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        row.addLayout(self._right, stretch=1)
        self.setCentralWidget(whole)
        whole.setFocus()  # else Qt looks for the first button that can be pressed yet

    def _action(
        self,
        icon: str,
        keys: QKeySequence.StandardKey | QKeySequence,
        slot: Callable[[], None] | None = None,
    ) -> QAction:
        action = QAction(icons.icon(icon), "", self)
        action.setShortcuts([keys] if isinstance(keys, QKeySequence) else keys)
        action.setEnabled(False)
        if slot is not None:
            action.triggered.connect(slot)
        self.addAction(action)
        return action


def _signed_file(data: QMimeData) -> Path | None:
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    fitting = [file for file in files if file.suffix.lower() in SIGNED_FILES]
    return fitting[0] if len(files) == len(fitting) == 1 else None


def _is_seen(action: QAction) -> bool:
    """Say whether the widget that an action belongs to is on the screen."""
    owner = action.parent()
    return isinstance(owner, QWidget) and owner.isVisible()


def _make_picker(context: "Context") -> "PeriodPicker":
    from egovdesk.ui.period_picker import PeriodPicker

    picker = PeriodPicker()
    picker.set_period(context.period, context.desk.session.today)
    picker.period_chosen.connect(context.choose_period)
    return picker


def _make_page(name: str, context: "Context") -> "Page[object]":
    """Import and make a page when it is first opened: start-up pays for the first one only."""
    from importlib import import_module

    module = import_module(f"egovdesk.ui.{name}.page")
    page: Page[object] = module.make(context)
    return page
