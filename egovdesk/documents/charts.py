"""The letter's two charts, in black and grey: every figure in them is written beside its bar."""

from fractions import Fraction
from math import ceil, floor

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from egovdesk.documents import fonts
from egovdesk.documents.annex_text import shown_target, shown_value
from egovdesk.documents.stationery import WIDTH
from egovdesk.domain.indicators import FormulaType
from egovdesk.domain.reports import IndicatorLine, QuarterlyReport
from egovdesk.domain.tasks import Timeliness
from egovdesk.domain.text import clean
from egovdesk.wording import Language
from egovdesk.wording.labels import label

_SIZE, _SMALL = 10.0, 9.0
_NAMES, _FIGURES = 60 * mm, 33 * mm
_ROW, _BAR = 7 * mm, 3.4 * mm
_STEP = 25
_BAR_GRAY, _GUIDE_GRAY = 0.62, 0.85
_SHADES = {
    Timeliness.DONE_ON_TIME: 0.75,
    Timeliness.DONE_LATE: 0.5,
    Timeliness.OPEN_IN_TIME: 0.88,
    Timeliness.OPEN_OVERDUE: 0.15,
    Timeliness.NO_DEADLINE: 1.0,
}


def has_course(line: IndicatorLine) -> bool:
    """Say whether an indicator has a value that a bar can show; a yes or no has none."""
    return (
        line.result.value is not None
        and line.indicator.formula.of_unit.type is not FormulaType.YES_NO
    )


class Bars(Flowable):
    """Horizontal bars: a name, a bar and its figure on each line."""

    def __init__(self, rows: int, foot: float) -> None:
        super().__init__()
        self._rows = rows
        self._foot = foot
        self.width, self.height = WIDTH, rows * _ROW + foot

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size, which nothing changes."""
        return self.width, self.height

    def _line(self, place: int, name: str, figure: str) -> float:
        """Write what stands on both sides of a bar; return the bar's lower edge."""
        canvas: Canvas = self.canv
        middle = self.height - (place + 0.5) * _ROW
        canvas.setFont(fonts.REGULAR, _SIZE)
        canvas.drawString(0, middle - _SIZE / 3, _shortened(name, _NAMES - 2 * mm))
        canvas.drawRightString(WIDTH, middle - _SIZE / 3, figure)
        return middle - _BAR / 2


class IndicatorBars(Bars):
    """The indicators with a value against their target and where the track stands."""

    def __init__(self, lines: tuple[IndicatorLine, ...]) -> None:
        super().__init__(len(lines), 12 * mm)
        self._lines = lines
        known = [
            number
            for line in lines
            for number in (line.result.value, line.result.target, line.result.expected)
            if number is not None
        ]
        self._low = _STEP * floor(min(known, default=0) / _STEP) if min(known, default=0) < 0 else 0
        self._high = max(100, _STEP * ceil(max(known, default=100) / _STEP))

    def draw(self) -> None:
        """Draw guides, bars, marks and the key."""
        canvas: Canvas = self.canv
        self._guides(canvas)
        for place, line in enumerate(self._lines):
            indicator, result = line.indicator, line.result
            number = "" if indicator.number is None else f"{indicator.number}. "
            target = shown_target(indicator, result.target)
            figure = f"{shown_value(indicator, result)} / {target}"
            bottom = self._line(place, number + indicator.short[Language.VI], figure)
            assert result.value is not None
            self._bar(canvas, result.value, bottom)
            if result.target is not None:
                self._tick(canvas, self._x(result.target), bottom)
            if result.expected is not None:
                _diamond(canvas, self._x(result.expected), bottom + _BAR / 2)
        self._key(canvas)

    def _x(self, number: Fraction | int) -> float:
        room = WIDTH - _NAMES - _FIGURES
        return _NAMES + room * float((number - self._low) / Fraction(self._high - self._low))

    def _guides(self, canvas: Canvas) -> None:
        canvas.setFont(fonts.REGULAR, _SMALL)
        for number in range(self._low, self._high + 1, _STEP):
            x = self._x(number)
            canvas.setStrokeGray(0 if number == 0 else _GUIDE_GRAY)
            canvas.line(x, self._foot, x, self.height)
            canvas.setFillGray(0)
            canvas.drawCentredString(x, self._foot - _SMALL - 1, str(number))

    def _bar(self, canvas: Canvas, number: Fraction, bottom: float) -> None:
        start, end = sorted((self._x(0), self._x(number)))
        canvas.setFillGray(_BAR_GRAY)
        canvas.rect(start, bottom, end - start, _BAR, stroke=0, fill=1)
        canvas.setFillGray(0)

    @staticmethod
    def _tick(canvas: Canvas, x: float, bottom: float) -> None:
        canvas.setFillGray(0)
        canvas.rect(x - 0.8, bottom - 2, 1.6, _BAR + 4, stroke=0, fill=1)

    def _key(self, canvas: Canvas) -> None:
        """Explain the marks by themselves, so that no colour needs to be told apart."""
        left, y = 40 * mm, 1 * mm
        canvas.setFillGray(_BAR_GRAY)
        canvas.rect(left, y, 6 * mm, _BAR, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(fonts.REGULAR, _SMALL)
        canvas.drawString(left + 8 * mm, y + 1, "Kết quả")
        self._tick(canvas, left + 28 * mm, y)
        canvas.drawString(left + 31 * mm, y + 1, "Mục tiêu")
        _diamond(canvas, left + 53 * mm, y + _BAR / 2)
        canvas.drawString(left + 56 * mm, y + 1, "Mức cần đạt tại thời điểm chốt số liệu")


class TimelinessBars(Bars):
    """How many tasks are in each class of timeliness."""

    def __init__(self, report: QuarterlyReport) -> None:
        self._counts = report.timeliness
        super().__init__(len(self._counts), 0)

    def draw(self) -> None:
        """Draw a bar for each class, empty ones too: that none is overdue is worth seeing."""
        canvas: Canvas = self.canv
        total, largest = sum(self._counts.values()), max(self._counts.values())
        room = WIDTH - _NAMES - _FIGURES
        for place, (kind, count) in enumerate(self._counts.items()):
            bottom = self._line(place, label(kind), f"{count}/{total} nhiệm vụ")
            canvas.setFillGray(_SHADES[kind])
            canvas.setStrokeGray(0)
            canvas.setLineWidth(0.5)
            canvas.rect(_NAMES, bottom, room * count / largest, _BAR, stroke=1, fill=1)
            canvas.setFillGray(0)


def charts_of(report: QuarterlyReport) -> tuple[tuple[str, Bars] | None, ...]:
    """Return a caption and a chart for each annex in turn, None for one that has none."""
    shown = tuple(line for line in report.indicators if has_course(line))
    of_indicators = "Kết quả so với mục tiêu và mức cần đạt (%, điểm phần trăm)"
    of_tasks = "Nhiệm vụ theo tiến độ và thời hạn"
    return (
        (of_indicators, IndicatorBars(shown)) if shown else None,
        (of_tasks, TimelinessBars(report)) if sum(report.timeliness.values()) else None,
        None,
    )


def _diamond(canvas: Canvas, x: float, y: float) -> None:
    half = 2.6
    path = canvas.beginPath()
    path.moveTo(x, y - half)
    for dx, dy in ((half, 0), (0, half), (-half, 0)):
        path.lineTo(x + dx, y + dy)
    path.close()
    canvas.setStrokeGray(0)
    canvas.setFillGray(1)
    canvas.setLineWidth(0.8)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.setFillGray(0)


def _shortened(text: str, room: float) -> str:
    """Cut a name to its room; the table above has it in full."""
    shown = clean(text)
    if fonts.text_width(shown, fonts.REGULAR, _SIZE) <= room:
        return shown
    while shown and fonts.text_width(f"{shown}…", fonts.REGULAR, _SIZE) > room:
        shown = shown[:-1].rstrip()
    return f"{shown}…"
