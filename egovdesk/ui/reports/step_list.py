"""The steps of closing a quarter as a list to the left: an icon and a word for each."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from egovdesk.ui import icons, theme
from egovdesk.ui.reports.steps import TITLES, Step, StepState
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.wording import _

_STEP_ROLE = Qt.ItemDataRole.UserRole
_OPEN_ICON = "next"


class StepList(QListWidget):
    """Shows where each step stands; arrow keys and clicks choose one."""

    step_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Steps of closing the quarter"))
        self.setFixedWidth(theme.px(226))
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "steps")
        for step in Step:
            item = QListWidgetItem(_(TITLES[step]))
            item.setData(_STEP_ROLE, step)
            item.setSizeHint(QSize(theme.px(200), theme.px(54)))
            self.addItem(item)
        self.currentItemChanged.connect(self._on_current)

    @property
    def step(self) -> Step:
        """The step that is chosen."""
        return list(Step)[max(0, self.currentRow())]

    def choose(self, step: Step) -> None:
        """Choose a step, as a click on it does."""
        self.setCurrentRow(list(Step).index(step))

    def show_states(self, states: Sequence[StepState]) -> None:
        """Show where the steps stand."""
        for row, state in enumerate(states):
            item = self.item(row)
            title = _(TITLES[state.step])
            item.setText(f"{row + 1}. {title}\n{state.note}")
            icon = _OPEN_ICON if state.tone is Tone.NEUTRAL else TONE_ICONS[state.tone]
            item.setIcon(icons.icon(icon, str(state.tone)))
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                _("Step {number}: {title}, {note}").format(
                    number=row + 1, title=title, note=state.note
                ),
            )

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.step_chosen.emit(Step(item.data(_STEP_ROLE)))
