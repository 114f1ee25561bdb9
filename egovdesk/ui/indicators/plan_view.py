"""What is missing to the target: sentences, and the rows that would do it soonest."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.targets import Basis, Outlook
from egovdesk.services.indicators import IndicatorDetail
from egovdesk.ui.indicators.columns import PlanRow, plan_columns, plan_rows
from egovdesk.ui.indicators.sheet import quiet
from egovdesk.ui.widgets.badge import TONE_ICONS, Tone
from egovdesk.ui.widgets.data_table import DataTable
from egovdesk.ui.widgets.glyph import Glyph
from egovdesk.wording import _, formats
from egovdesk.wording.plans import plan_sentences

_TONES = {
    Outlook.NO_TARGET: Tone.WATCHED,
    Outlook.NO_FIGURES: Tone.INFO,
    Outlook.REACHED: Tone.GOOD,
    Outlook.SHORT: Tone.WARNING,
    Outlook.UNREACHABLE: Tone.BAD,
    Outlook.PAST: Tone.BAD,
}


class PlanView(QWidget):
    """The plan of an indicator; a row opens its procedure."""

    procedure_requested = Signal(str)

    def __init__(self, detail: IndicatorDetail, catalogue: Catalogue) -> None:
        super().__init__()
        plan, line = detail.plan, detail.line
        self.sentences = plan_sentences(plan, line.indicator, line.result, catalogue)
        self.table: DataTable[PlanRow] | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(_verdict(self.sentences[0], _TONES[plan.outlook]))
        column.addWidget(_explanation(self.sentences[1:]))
        rows = plan_rows(plan)
        if rows:
            column.addSpacing(4)
            column.addWidget(quiet(_rows_words(rows, plan.basis)))
            self.table = self._table(detail, rows)
            column.addWidget(self.table, stretch=1)
        else:
            column.addStretch()

    def _table(self, detail: IndicatorDetail, rows: Sequence[PlanRow]) -> DataTable[PlanRow]:
        table: DataTable[PlanRow] = DataTable(
            plan_columns(detail.plan, detail.line.indicator),
            key=lambda row: row.candidate.code,
            name=_("Procedures that would do it"),
        )
        enough = sum(row.is_enough for row in rows)
        if 0 < enough < len(rows):
            words = _("Needed for the target: {count}").format(count=formats.number(enough))
            table.add_filter(words, lambda row: row.is_enough)
        table.set_rows(rows)
        table.row_activated.connect(lambda row: self.procedure_requested.emit(row.candidate.code))
        return table


def _rows_words(rows: Sequence[PlanRow], basis: Basis) -> str:
    enough = sum(row.is_enough for row in rows)
    if not enough:
        return _("Procedures that do not count yet, or not in full:")
    if enough == len(rows):
        return _("All of these procedures are needed:")
    count = formats.number(enough)
    if basis is Basis.FLOW:
        words = (
            _("Largest gaps first; 1 procedure counting in full would be enough:")
            if enough == 1
            else _("Largest gaps first; {count} procedures counting in full would be enough:")
        )
        return words.format(count=count)
    words = (
        _("1 procedure is enough; those that lack least come first:")
        if enough == 1
        else _("{count} procedures are enough, no fewer; those that lack least come first:")
    )
    return words.format(count=count)


def _verdict(words: str, tone: Tone) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    said = QLabel(words, wordWrap=True)
    said.setProperty("role", "heading")
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(Glyph(TONE_ICONS[tone], tone, 20), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(said, stretch=1)
    return line


def _explanation(sentences: Sequence[str]) -> QLabel:
    words = quiet(" ".join(sentences))
    words.setVisible(bool(sentences))
    return words
