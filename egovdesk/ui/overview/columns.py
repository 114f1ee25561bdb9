"""What the overview's list of indicators shows."""

from PySide6.QtCore import Qt

from egovdesk.domain.reports import IndicatorLine
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_RIGHT = Qt.AlignmentFlag.AlignRight

OPTIONAL = ("denominator", "numerator", "target")
"""What a narrow window leaves out; the indicator's card shows it all the same."""


def _track(line: IndicatorLine) -> str:
    """Return where the straight line stands; a unit that answers yes or no has none of its own."""
    if line.indicator.formula.of is not None or line.result.value is None:
        return formats.EMPTY
    return formats.amount(line.result.expected, line.indicator.unit)


def columns() -> list[Column[IndicatorLine]]:
    """Return the columns in the order of reading."""
    return [
        Column(
            key="number",
            title=_("No."),
            text=lambda line: formats.number(line.indicator.number),
            align=_RIGHT,
        ),
        Column(
            key="title",
            title=_("Indicator"),
            text=lambda line: formats.words(line.indicator.short),
            tooltip=lambda line: formats.words(line.indicator.title),
            width=240,
            stretch=True,
        ),
        Column(
            key="numerator",
            title=_("Numerator"),
            text=lambda line: formats.number(line.result.numerator),
            align=_RIGHT,
        ),
        Column(
            key="denominator",
            title=_("Denominator"),
            text=lambda line: formats.number(line.result.denominator),
            align=_RIGHT,
        ),
        Column(
            key="value",
            title=_("Value"),
            text=lambda line: formats.result(line.indicator, line.result),
            align=_RIGHT,
        ),
        Column(
            key="track",
            title=_("Track"),
            text=_track,
            align=_RIGHT,
            hint=_("Where the straight line to the next milestone stands on the day shown"),
        ),
        Column(
            key="target",
            title=_("Target"),
            text=lambda line: formats.target(line.indicator, line.result),
            align=_RIGHT,
        ),
        Column(
            key="state",
            title=_("State"),
            text=lambda line: label(line.result.state),
            tone=lambda line: state_tone(line.result.state),
        ),
    ]
