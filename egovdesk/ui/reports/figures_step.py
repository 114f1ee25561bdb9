"""Step 2: the indicators as the report states them, beside those of the quarter before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from egovdesk.domain.reports import IndicatorLine
from egovdesk.services.reports import Closing, thawed
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.widgets.card import Card
from egovdesk.ui.widgets.data_table import Column, DataTable
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_RIGHT = Qt.AlignmentFlag.AlignRight


def _columns() -> tuple[Column[IndicatorLine], ...]:
    return (
        Column(
            key="number",
            title=_("No."),
            text=lambda line: formats.number(line.indicator.number),
            sort_key=lambda line: line.indicator.number,
            align=_RIGHT,
            width=56,
        ),
        Column(
            key="title",
            title=_("Indicator"),
            text=lambda line: formats.words(line.indicator.short),
            tooltip=lambda line: formats.words(line.indicator.title),
            width=220,
            stretch=True,
        ),
        Column(
            key="ratio",
            title=_("Numerator /\ndenominator"),
            text=_ratio,
            sort_key=lambda line: line.result.numerator,
            align=_RIGHT,
            width=130,
        ),
        Column(
            key="value",
            title=_("Value"),
            text=lambda line: formats.result(line.indicator, line.result),
            sort_key=lambda line: line.result.value,
            align=_RIGHT,
            width=92,
        ),
        Column(
            key="previous",
            title=_("Last quarter"),
            text=lambda line: (
                formats.EMPTY
                if line.previous is None
                else formats.result(line.indicator, line.previous)
            ),
            sort_key=lambda line: None if line.previous is None else line.previous.value,
            align=_RIGHT,
            width=96,
        ),
        Column(
            key="target",
            title=_("Target"),
            text=lambda line: formats.target(line.indicator, line.result),
            align=_RIGHT,
            width=92,
        ),
        Column(
            key="state",
            title=_("State"),
            text=lambda line: label(line.result.state),
            tone=lambda line: state_tone(line.result.state),
            width=168,
        ),
    )


def _ratio(line: IndicatorLine) -> str:
    result = line.result
    if result.numerator is None and result.denominator is None:
        return formats.EMPTY
    return f"{formats.number(result.numerator)} / {formats.number(result.denominator)}"


class FiguresStep(QWidget):
    """The frozen figures where the report is frozen, else those of now."""

    line_activated = Signal(object)
    quarters_asked = Signal()
    """This quarter is to be set beside the one before."""
    changes_asked = Signal()
    """What is frozen is to be set beside what the records say now."""

    def __init__(self) -> None:
        super().__init__()
        self.note = QLabel(wordWrap=True)
        self.table: DataTable[IndicatorLine] = DataTable(
            _columns(), key=lambda line: line.indicator.id, name=_("Indicators"), lines=2
        )
        # Qt takes a heading of two lines for one long line, and would cut it.
        self.table.view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.table.set_empty(_("No indicators"), _("The catalogue asks for none."))
        self.table.row_activated.connect(self.line_activated)
        self.quarters = QPushButton(_("Beside last quarter"))
        self.quarters.clicked.connect(self.quarters_asked)
        self.changes = QPushButton(_("What has changed since"))
        self.changes.clicked.connect(self.changes_asked)
        self.card = Card(_("Figures"))
        self.card.header.addWidget(self.table.take_search(), stretch=1)
        for button in (self.changes, self.quarters):
            self.card.header.addWidget(button)
        self.card.body.addWidget(self.note)
        self.card.body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)

    def show_closing(self, closing: Closing) -> None:
        """Show a period's figures."""
        live = closing.state.live
        report = closing.draft if live is None else thawed(live.report)
        self.table.set_rows(report.indicators)
        if live is None:
            said = _("Figures as they are now; they stop moving when the report is frozen.")
        elif closing.has_changed:
            said = _(
                "Frozen on {moment}. The records have changed since; recall the report to send "
                "what they say now."
            ).format(moment=formats.moment(live.report.frozen_at))
        else:
            said = _("Frozen on {moment}.").format(moment=formats.moment(live.report.frozen_at))
        self.note.setText(said)
        self.changes.setVisible(closing.has_changed)
        self.note.setProperty("role", "warning" if closing.has_changed else "muted")
        self.note.style().polish(self.note)
