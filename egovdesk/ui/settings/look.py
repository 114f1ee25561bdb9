"""Language, look, zoom and reminders; every choice is applied at once."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout

from egovdesk.ui import theme
from egovdesk.ui.context import Context
from egovdesk.ui.theme import Theme
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.wording import Language, _

_ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)


class LookCard(Card):
    """How the program looks to this person; the object names let the focus survive a change."""

    def __init__(self, context: Context) -> None:
        super().__init__(_("Language and look"))
        self._context = context
        kept = context.preferences
        self.language, self.theme, self.zoom = QComboBox(), QComboBox(), QComboBox()
        # Each language names itself, so that whoever chose the wrong one finds back.
        self.language.addItem("Tiếng Việt", Language.VI)
        self.language.addItem("English", Language.EN)
        self.theme.addItem(_("Light"), Theme.LIGHT)
        self.theme.addItem(_("Dark"), Theme.DARK)
        self.theme.addItem(_("High contrast"), Theme.CONTRAST)
        for percent in sorted({*_ZOOMS, kept.zoom}):
            self.zoom.addItem(f"{percent} %", percent)
        rows = QVBoxLayout()
        rows.setSpacing(12)
        for name, words, choice, chosen in (
            ("language", _("&Language"), self.language, kept.language),
            ("theme", _("&Colours"), self.theme, kept.theme),
            ("zoom", _("&Size"), self.zoom, kept.zoom),
        ):
            choice.setObjectName(f"settings-{name}")
            choice.setCurrentIndex(choice.findData(chosen))
            choice.setMaximumWidth(theme.px(320))
            rows.addWidget(FieldRow(words, choice))
        self.reminders = QCheckBox(_("&Remind me of what is due"))
        self.reminders.setObjectName("settings-reminders")
        self.reminders.setChecked(kept.reminders)
        self.reminders.setToolTip(
            _("Tasks and the report a week before, certificates a month; once a day.")
        )
        rows.addWidget(self.reminders)
        self.body.addLayout(rows)
        self.body.addStretch()
        self.language.activated.connect(self._apply)
        self.theme.activated.connect(self._apply)
        self.zoom.activated.connect(self._apply)
        self.reminders.toggled.connect(self._remind)

    def _apply(self) -> None:
        kept = self._context.preferences
        chosen = (
            Language(self.language.currentData()),
            Theme(self.theme.currentData()),
            int(self.zoom.currentData()),
        )
        if chosen != (kept.language, kept.theme, kept.zoom):
            kept.language, kept.theme, kept.zoom = chosen
            self._context.preferences_changed.emit()

    def _remind(self, wanted: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._context.preferences.reminders = wanted
        self._context.preferences_changed.emit()
