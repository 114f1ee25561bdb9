"""What every register offers beside editing: history, comments, trash, views and columns."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from egovdesk.domain.history import Change, DeletedRecord, RecordChange
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.views import SavedView
from egovdesk.ui import icons
from egovdesk.ui.registers.bulk_edit_dialog import BulkEditDialog
from egovdesk.ui.registers.history_dialog import HistoryDialog
from egovdesk.ui.registers.remarks_dialog import RemarksDialog
from egovdesk.ui.registers.trash_dialog import TrashDialog
from egovdesk.ui.widgets.file_choice import ask_target
from egovdesk.wording import _
from egovdesk.wording import registers as words
from egovdesk.wording.labels import label

if TYPE_CHECKING:
    from egovdesk.ui.registers.panel import RegisterPanel


class Tools:
    """Adds its actions to a panel's toolbar."""

    def __init__(self, panel: "RegisterPanel") -> None:
        self._panel = panel
        self._context = panel.context
        for icon, text, keys, slot in (
            ("undo", _("History of the record…"), "Ctrl+H", self.show_history),
            ("info", _("Comments and flag…"), "Ctrl+M", self.show_remarks),
            ("tasks", _("Change together…"), "Ctrl+Shift+E", self.change_together),
        ):
            self._offer(icon, text, keys, slot, is_row_action=True)
        self._offer("trash", _("Trash…"), "", self.show_trash, is_row_action=False)
        panel.toolbar.menu.addSeparator()
        for icon, text, keys, slot in (
            ("import", _("Import from a file…"), "Ctrl+I", self.import_file),
            ("export", _("Save the list as a workbook…"), "Ctrl+E", self.export_list),
            ("file", _("Save a template to fill in…"), "", self.save_template),
        ):
            self._offer(icon, text, keys, slot, is_row_action=False)
        self._views = QMenu(panel)
        self._views.aboutToShow.connect(self._read_views)
        button = QToolButton()
        button.setText(_("Views"))
        button.setToolTip(_("Lists kept under a name"))
        button.setMenu(self._views)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        panel.toolbar.add_near_filters(button)
        header = panel.view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        self._columns = QMenu(_("Columns"), panel)
        self._columns.aboutToShow.connect(self._fill_columns)
        panel.toolbar.menu.addMenu(self._columns)

    def show_history(self) -> None:
        """Show what was done to the current record."""
        panel = self._panel
        row = panel.current_row()
        if row is None:
            return
        registers, kind = self._context.desk.registers, panel.kind

        def show(changes: tuple[RecordChange, ...]) -> None:
            title = str(panel.register.record(row)[panel.register.title] or "")
            dialog = HistoryDialog(self._context, kind, title, panel)
            dialog.show_changes(changes)
            dialog.exec()
            dialog.deleteLater()

        self._context.jobs.run(
            lambda: registers.history(kind, row.id), show, self._context.notifier.show_error
        )

    def show_remarks(self) -> None:
        """Show the comments on the current record, and take one on the current cell."""
        panel = self._panel
        row = panel.current_row()
        if row is None:
            return
        title = str(panel.register.record(row)[panel.register.title] or "")
        dialog = RemarksDialog(
            self._context, panel.kind, row.id, panel.current_field(), panel, record=title
        )
        dialog.exec()
        dialog.deleteLater()

    def change_together(self) -> None:
        """Enter one value in all selected records."""
        panel = self._panel
        if not panel.entry.is_selection_small(panel.view.selected_count()):
            return
        ids = {line: panel.model.ids[line] for line in panel.view.selected_lines()}
        dialog = BulkEditDialog(
            panel.kind, len(ids), panel.model.labels, panel, begin_with=panel.current_field()
        )
        if dialog.exec() and dialog.answer is not None:
            field, text = dialog.answer
            panel.entry.change_together(ids, {field: text})
        dialog.deleteLater()

    def import_file(self) -> None:
        """Import records from a workbook or a text table."""
        from egovdesk.ui.importing.wizard import import_file

        panel = self._panel
        change = import_file(self._context, panel.kind, panel)
        if change is not None:
            panel.entry.tell(change)

    def export_list(self) -> None:
        """Write what the list shows, as it stands, as a workbook."""
        panel = self._panel
        shown = [panel.model.columns[column].field.key for column in panel.view.shown_columns()]
        query, as_of, lists = panel.query, self._context.as_of, self._context.desk.lists
        self._save_file(
            _("Save the list as a workbook"),
            lambda target: lists.write(query, shown, as_of, target),
        )

    def save_template(self) -> None:
        """Write a workbook to fill in."""
        kind, lists = self._panel.kind, self._context.desk.lists
        self._save_file(_("Save a template"), lambda target: lists.write_template(kind, target))

    def _save_file(self, title: str, write: Callable[[Path], object]) -> None:
        preferences, notifier = self._context.preferences, self._context.notifier
        proposed = preferences.export_folder / f"{words.name(self._panel.kind)}.xlsx"
        target = ask_target(self._panel, title, proposed, label(Rendering.XLSX))
        if target is None:
            return

        def saved(_written: object) -> None:
            preferences.export_folder = target.parent
            notifier.show_written(_("Saved as {file}.").format(file=target), target)

        self._context.jobs.run_long(
            lambda _job, _report: write(target), saved, notifier.show_error, lambda _progress: None
        )

    def show_trash(self) -> None:
        """Show what was deleted."""
        panel = self._panel
        registers, kind = self._context.desk.registers, panel.kind

        def show(deleted: tuple[DeletedRecord, ...]) -> None:
            dialog = TrashDialog(kind, deleted, panel)
            if dialog.exec() and dialog.chosen:
                chosen = list(dialog.chosen)
                panel.entry.run(lambda: registers.restore(kind, chosen))
            dialog.deleteLater()

        self._context.jobs.run(
            lambda: registers.trash(kind), show, self._context.notifier.show_error
        )

    def save_view(self) -> None:
        """Keep what the list shows now under a name."""
        panel = self._panel
        name, is_given = QInputDialog.getText(panel, _("Save the view"), _("Name of the view"))
        if not is_given:
            return
        shown = panel.view.shown_columns()
        keys = tuple(panel.model.columns[column].field.key for column in shown)
        view = SavedView(id=0, name=name, query=panel.query, columns=keys)
        self._change_views(lambda: self._context.desk.views.save(view))

    def show_view(self, view: SavedView) -> None:
        """Show the list as a view says."""
        panel = self._panel
        if view.columns:
            header = panel.view.horizontalHeader()
            for place, column in enumerate(panel.model.columns):
                panel.view.setColumnHidden(place, column.field.key not in view.columns)
            for place, key in enumerate(view.columns):
                header.moveSection(header.visualIndex(panel.model.column_of(key)), place)
        panel.show_sorting(view.query)
        panel.apply_query(replace(view.query, kind=panel.kind))

    def _read_views(self) -> None:
        """Fill the menu: first with what needs no reading, then with what is kept."""
        views, kind = self._context.desk.views, self._panel.kind
        self._views.clear()
        self._views.addAction(_("Save this view…"), self.save_view)
        self._views.addAction(_("Show everything"), self._panel.show_everything)
        self._context.jobs.run(
            lambda: views.of(kind), self._list_views, self._context.notifier.show_error
        )

    def _list_views(self, found: tuple[SavedView, ...]) -> None:
        if not found:
            return
        self._views.addSeparator()
        for view in found:
            self._views.addAction(view.name, partial(self.show_view, view))
        removing = self._views.addMenu(_("Remove a view"))
        for view in found:
            work = partial(self._context.desk.views.remove, view)
            removing.addAction(view.name, partial(self._change_views, work))

    def _change_views(self, work: Callable[[], Change]) -> None:
        def told(change: Change) -> None:
            said = _("Saved: {what}.").format(what=words.change_words(change))
            self._context.notifier.show_success(said)

        self._context.jobs.run(work, told, self._context.notifier.show_error)

    def _on_header_menu(self, where: QPoint) -> None:
        self._fill_columns()
        self._columns.popup(self._panel.view.horizontalHeader().mapToGlobal(where))

    def _fill_columns(self) -> None:
        view, model = self._panel.view, self._panel.model
        self._columns.clear()
        for place, column in enumerate(model.columns):
            action = self._columns.addAction(words.title(model.kind, column.field.key))
            action.setCheckable(True)
            action.setChecked(not view.isColumnHidden(place))
            action.toggled.connect(partial(self._show_column, place))

    def _show_column(self, place: int, shown: bool) -> None:  # noqa: FBT001 - a signal's
        view = self._panel.view
        if shown or len(view.shown_columns()) > 1:
            view.setColumnHidden(place, not shown)

    def _offer(
        self, icon: str, text: str, keys: str, slot: Callable[[], None], *, is_row_action: bool
    ) -> None:
        action = QAction(icons.icon(icon), text, self._panel)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._panel.addAction(action)
        action.triggered.connect(slot)
        self._panel.toolbar.add_to_menu(action, is_row_action=is_row_action)
