"""What the lists of an indicator's card show."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from PySide6.QtCore import Qt

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.indicators import Indicator, IndicatorResult
from egovdesk.domain.measures import MeasureRow
from egovdesk.domain.targets import Basis, Candidate, Plan
from egovdesk.domain.values import value
from egovdesk.services.indicators import Proof, ProofKind, QuarterPoint
from egovdesk.ui.indicators.formulas import part_words
from egovdesk.ui.indicators.states import state_tone
from egovdesk.ui.tasks.states import timeliness_tone, timeliness_words
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.rows_model import Column
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_RIGHT = Qt.AlignmentFlag.AlignRight


@value
class PlanRow:
    """A candidate of a plan; `gained` is what it and all that come before it bring."""

    candidate: Candidate
    is_enough: bool
    gained: int


@value
class HistoryRow:
    """A quarter of an indicator's history; `before` is the result of the quarter before it."""

    point: QuarterPoint
    before: IndicatorResult | None
    indicator: Indicator

    @property
    def is_asked(self) -> bool:
        """Say whether the directive asked for the indicator by then."""
        return self.point.result.as_of >= self.indicator.starts_on

    @property
    def change(self) -> Fraction | None:
        """By how much the value moved since the quarter before."""
        now = self.point.result.value
        if now is None or self.before is None or self.before.value is None:
            return None
        return now - self.before.value


def measure_columns(catalogue: Catalogue) -> list[Column[MeasureRow]]:
    """Return the columns of the rows behind a count."""
    return [
        Column(
            key="code",
            title=_("Code"),
            text=lambda row: "" if row.code in catalogue.measures else row.code,
            width=110,
        ),
        Column(
            key="label",
            title=_("What is counted"),
            text=lambda row: part_words(row.code, catalogue) or row.label,
            stretch=True,
        ),
        Column(
            key="value",
            title=_("Count"),
            text=lambda row: formats.number(row.value),
            sort_key=lambda row: row.value,
            align=_RIGHT,
            width=96,
        ),
    ]


def plan_rows(plan: Plan) -> list[PlanRow]:
    """Return a plan's candidates with how far each one leads."""
    gains = accumulate(candidate.gain for candidate in plan.candidates)
    enough = len(plan.enough)
    return [
        PlanRow(candidate=candidate, is_enough=place < enough, gained=gained)
        for place, (candidate, gained) in enumerate(zip(plan.candidates, gains, strict=True))
    ]


def plan_columns(plan: Plan, indicator: Indicator) -> list[Column[PlanRow]]:
    """Return the columns of the rows that would do it: what they lack, or how much."""
    detail = _share_columns() if plan.basis is Basis.FLOW else [_lack_column()]
    return [
        Column(key="code", title=_("Code"), text=lambda row: row.candidate.code, width=110),
        Column(
            key="label",
            title=_("Procedure"),
            text=lambda row: row.candidate.label,
            stretch=True,
        ),
        *detail,
        Column(
            key="gain",
            title=_("Gain"),
            text=lambda row: f"+{formats.number(row.candidate.gain)}",
            sort_key=lambda row: row.candidate.gain,
            align=_RIGHT,
            width=104,
            hint=_("What the numerator gains once the row counts in full"),
        ),
        Column(
            key="reached",
            title=_("Value then"),
            text=lambda row: formats.amount(plan.value_with(row.gained), indicator.unit),
            sort_key=lambda row: plan.value_with(row.gained),
            align=_RIGHT,
            width=110,
            hint=_("The value with this row and all rows above it, in the order given"),
        ),
        Column(
            key="enough",
            title=_("For the target"),
            text=lambda row: _("Needed") if row.is_enough else _("Not needed"),
            tone=lambda row: Tone.GOOD if row.is_enough else Tone.NEUTRAL,
            width=130,
        ),
    ]


def _lack_column() -> Column[PlanRow]:
    return Column(
        key="missing",
        title=_("What it lacks"),
        text=lambda row: ", ".join(map(label, row.candidate.missing)),
        width=210,
    )


def _share_columns() -> list[Column[PlanRow]]:
    return [
        Column(
            key="held",
            title=_("Counts now"),
            text=lambda row: formats.number(row.candidate.counted - row.candidate.gain),
            sort_key=lambda row: row.candidate.counted - row.candidate.gain,
            align=_RIGHT,
            width=104,
        ),
        Column(
            key="counted",
            title=_("Of"),
            text=lambda row: formats.number(row.candidate.counted),
            sort_key=lambda row: row.candidate.counted,
            align=_RIGHT,
            width=90,
        ),
    ]


def history_rows(points: Sequence[QuarterPoint], indicator: Indicator) -> list[HistoryRow]:
    """Return the quarters, newest first."""
    results = [None, *(point.result for point in points)]
    return [
        HistoryRow(point=point, before=before, indicator=indicator)
        for point, before in reversed(list(zip(points, results, strict=False)))
    ]


def history_columns() -> list[Column[HistoryRow]]:
    """Return the columns of a quarter's figures."""
    return [
        Column(
            key="quarter",
            title=_("Quarter"),
            text=lambda row: formats.quarter(row.point.quarter),
            sort_key=lambda row: row.point.quarter,
            stretch=True,
        ),
        Column(
            key="day",
            title=_("As of"),
            text=lambda row: formats.day(row.point.result.as_of),
            sort_key=lambda row: row.point.result.as_of,
            width=110,
        ),
        Column(
            key="numerator",
            title=_("Numerator"),
            text=lambda row: formats.number(row.point.result.numerator),
            sort_key=lambda row: row.point.result.numerator,
            align=_RIGHT,
            width=104,
        ),
        Column(
            key="denominator",
            title=_("Denominator"),
            text=lambda row: formats.number(row.point.result.denominator),
            sort_key=lambda row: row.point.result.denominator,
            align=_RIGHT,
            width=110,
        ),
        Column(
            key="value",
            title=_("Value"),
            text=lambda row: formats.result(row.indicator, row.point.result),
            sort_key=lambda row: row.point.result.value,
            align=_RIGHT,
            width=110,
        ),
        Column(
            key="change",
            title=_("Change"),
            text=lambda row: formats.difference(row.change),
            sort_key=lambda row: row.change,
            align=_RIGHT,
            width=96,
            hint=_("Against the quarter before, in percentage points"),
        ),
        Column(
            key="state",
            title=_("State"),
            text=state_words,
            tone=lambda row: state_tone(row.point.result.state) if row.is_asked else None,
            width=190,
        ),
    ]


def state_words(row: HistoryRow) -> str:
    """Return how the indicator stood; nobody judged it before the directive asked for it."""
    return label(row.point.result.state) if row.is_asked else _("Not asked for yet")


def proof_columns(catalogue: Catalogue) -> list[Column[Proof]]:
    """Return the columns of what speaks for the figures."""
    return [
        Column(key="what", title=_("What"), text=lambda row: _proof_kind(row.kind), width=100),
        Column(
            key="title",
            title=_("Task or figure"),
            text=lambda row: _proof_title(row, catalogue),
            stretch=True,
        ),
        Column(
            key="document",
            title=_("Document or source"),
            text=lambda row: row.document or _("none yet"),
            width=270,
        ),
        Column(
            key="day",
            title=_("Date"),
            text=lambda row: formats.day(row.on),
            sort_key=lambda row: row.on,
            width=108,
        ),
        Column(
            key="state",
            title=_("State"),
            text=lambda row: timeliness_words(row.status) if row.status else "",
            tone=lambda row: timeliness_tone(row.status) if row.status else None,
            width=216,
        ),
    ]


def _proof_kind(kind: ProofKind) -> str:
    match kind:
        case ProofKind.TASK:
            return _("Task")
        case ProofKind.BASELINE:
            return _("Baseline")
        case ProofKind.ENTERED:
            return _("Typed figure")


def _proof_title(proof: Proof, catalogue: Catalogue) -> str:
    match proof.kind:
        case ProofKind.TASK:
            return f"{proof.key} · {proof.title}"
        case ProofKind.BASELINE:
            return proof.title
        case ProofKind.ENTERED:
            measure = catalogue.measures[proof.key]
            said = (_("Yes") if proof.title != "0" else _("No")) if measure.yes_no else proof.title
            return f"{part_words(proof.key, catalogue)}: {said}"
