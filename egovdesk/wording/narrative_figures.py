"""The figures that the narrative quotes, by their keys, as official prose writes them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from egovdesk.domain.assets import (
    ActivityKind,
    DatabaseStage,
    ProjectStage,
    SecurityDutyKind,
    UpdateState,
)
from egovdesk.domain.indicators import FormulaType, IndicatorState, Unit
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.registers import RegisterKind, Value
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskRecord, TaskState, TaskStatus, Timeliness
from egovdesk.domain.text import (
    format_fixed,
    format_percent,
    format_prose_date,
    prose_count,
)
from egovdesk.domain.values import value
from egovdesk.domain.workload import MonthlyWorkload
from egovdesk.wording import Language, in_language
from egovdesk.wording.labels import label

NONE = prose_count(0)
_VI = Language.VI
_MOST_NAMES = 5

Figures = dict[str, str]
Record = Mapping[str, Value]


@value
class Material:
    """What the narrative of a quarter is drafted from, as of its cut-off.

    `workload` is the last closed month that was recorded; `registers` the records of the small
    registers; `next_window` the days that the report after this one covers.
    """

    period: Quarter
    window: DateRange
    next_window: DateRange
    indicators: tuple[IndicatorLine, ...]
    tasks: tuple[tuple[TaskRecord, TaskStatus], ...]
    signers: Mapping[SignerStage, int]
    workload: MonthlyWorkload | None
    registers: Mapping[RegisterKind, Sequence[Record]]


def figures_of(material: Material) -> Figures:
    """Return every figure that a draft can quote, by its key, as it is written."""
    with in_language(_VI):
        return {
            **_indicator_figures(material.indicators),
            **_task_figures(material),
            **_signer_figures(material),
            **_register_figures(material),
        }


def _indicator_figures(lines: Iterable[IndicatorLine]) -> Figures:
    figures: Figures = {}
    behind = []
    for line in lines:
        indicator, result = line.indicator, line.result
        key = f"indicator.{indicator.id}"
        figures[f"{key}.state"] = lowered(label(result.state))
        if result.numerator is not None and result.denominator is not None:
            figures[f"{key}.pair"] = _pair(result.numerator, result.denominator)
        if result.value is not None:
            figures[f"{key}.value"] = _value(line, result.value)
        if result.target is not None:
            figures[f"{key}.target"] = _aim(indicator.unit, result.target)
        if result.state in (IndicatorState.BEHIND, IndicatorState.NOT_MET):
            number = "" if indicator.number is None else f"chỉ tiêu {indicator.number}, "
            behind.append(f"{number}{lowered(indicator.short[_VI])}")
    return figures | _counted("indicators.behind", behind)


def _value(line: IndicatorLine, result: Fraction) -> str:
    if line.indicator.formula.of_unit.type is FormulaType.YES_NO:
        return "đạt" if result else "chưa đạt"
    if line.indicator.unit is Unit.POINTS:
        direction = "giảm" if result < 0 else "tăng"
        return f"{direction} {format_fixed(abs(result), 1, _VI)} điểm phần trăm"
    return format_percent(result, _VI)


def _aim(unit: Unit, target: Fraction) -> str:
    number = format_fixed(target, 0 if target.denominator == 1 else 1, _VI)
    return f"{number} điểm phần trăm" if unit is Unit.POINTS else f"{number}%"


def _task_figures(material: Material) -> Figures:
    figures: Figures = {}
    counted = [(r, s) for r, s in material.tasks if s.timeliness is not None]
    figures["tasks.total"] = prose_count(len(counted))
    for kind in Timeliness:
        names = [record.task.title for record, status in counted if status.timeliness is kind]
        figures |= _counted(f"tasks.{kind.value}", names)
    figures |= _counted(
        "tasks.next",
        [
            f"{record.task.title.rstrip('. ')} (hạn {format_prose_date(status.due)})"
            for record, status in counted
            if status.due and status.due in material.next_window and not status.is_done
        ],
    )
    figures |= _counted(
        "tasks.extension", [r.task.title for r, status in counted if status.extension_pending]
    )
    withdrawn = [r.task.title for r, s in counted if s.state is TaskState.WITHDRAWAL_PROPOSED]
    figures |= _counted("tasks.withdrawal", withdrawn)
    for record, status in material.tasks:
        key = f"task.{record.task.code}"
        figures[f"{key}.percent"] = f"{status.percent}%"
        if status.completed_on is not None:
            figures[f"{key}.completed_on"] = format_prose_date(status.completed_on)
    return figures


def _signer_figures(material: Material) -> Figures:
    figures = {
        f"signers.{stage.value}": prose_count(count) for stage, count in material.signers.items()
    }
    if entitled := material.signers.get(SignerStage.ENTITLED):
        share = Fraction(100 * material.signers[SignerStage.SIGNING], entitled)
        figures["signers.share"] = format_percent(share, _VI)
    if (work := material.workload) is not None:
        year, month = work.month.split("-")
        figures["work.month"] = f"{int(month)}/{year}"
        figures["work.pair"] = _pair(work.online, work.total)
        share = Fraction(100 * work.online, work.total) if work.total else Fraction(0)
        figures["work.share"] = format_percent(share, _VI)
    return figures


def _register_figures(material: Material) -> Figures:
    kept = material.registers
    return {
        **_database_figures(kept.get(RegisterKind.DATABASES, ())),
        **_counted(
            "projects.running",
            [
                str(project["name"])
                for project in kept.get(RegisterKind.PROJECTS, ())
                if project["stage"] in (ProjectStage.CONTRACTING, ProjectStage.IMPLEMENTING)
            ],
        ),
        **_report_form_figures(kept.get(RegisterKind.REPORT_FORMS, ()), material.window.last),
        **_security_figures(kept.get(RegisterKind.SECURITY_DUTIES, ()), material),
        **_activity_figures(kept.get(RegisterKind.ACTIVITIES, ()), material.window),
    }


def _database_figures(records: Sequence[Record]) -> Figures:
    figures = {"databases.total": prose_count(len(records))}
    stages = Counter(record["stage"] for record in records)
    for stage in DatabaseStage:
        figures[f"databases.{stage.value}"] = prose_count(stages[stage.value])
    figures["databases.regulated"] = prose_count(sum(bool(r["regulation"]) for r in records))
    figures["databases.lgsp"] = prose_count(sum(r["lgsp_on"] is not None for r in records))
    late = [str(r["name"]) for r in records if r["updating"] == UpdateState.LATE]
    return figures | _counted("databases.late", late)


def _report_form_figures(records: Sequence[Record], as_of: date) -> Figures:
    online = [r for r in records if r["online"] and not _is_after(r["online_on"], as_of)]
    return {
        "report_forms.total": prose_count(len(records)),
        "report_forms.pair": _pair(len(online), len(records)),
    }


def _security_figures(records: Sequence[Record], material: Material) -> Figures:
    duties = [r for r in records if r["kind"] != SecurityDutyKind.INCIDENT]
    incidents = [r for r in records if r["kind"] == SecurityDutyKind.INCIDENT]
    window, last = material.window, material.window.last
    due = [r for r in duties if r["done_on"] is None or _is_after(r["done_on"], last)]
    return {
        **_counted("security.done", _names(duties, "done_on", window)),
        **_counted("security.incidents", _names(incidents, "done_on", window)),
        **_counted(
            "security.overdue",
            [
                str(r["name"])
                for r in due
                if r["due_on"] is not None and not _is_after(r["due_on"], last)
            ],
        ),
        **_counted("security.next", _names(due, "due_on", material.next_window)),
    }


def _activity_figures(records: Sequence[Record], window: DateRange) -> Figures:
    figures: Figures = {}
    for kind in ActivityKind:
        held = [r for r in records if r["kind"] == kind.value]
        figures |= _counted(f"activities.{kind.value}", _names(held, "held_on", window))
        people = sum(
            r["participants"]
            for r in held
            if isinstance(r["participants"], int) and is_within(r["held_on"], window)
        )
        figures[f"activities.{kind.value}.people"] = prose_count(people)
    return figures


def _pair(part: int, whole: int) -> str:
    return f"{prose_count(part)}/{prose_count(whole)}"


def _counted(key: str, names: Sequence[str]) -> Figures:
    """Return a count and the names that it counts, as a sentence lists them."""
    shown = [name.rstrip(".;: ") for name in names[:_MOST_NAMES]]
    more = len(names) - len(shown)
    listed = "; ".join(shown) + (f" và {prose_count(more)} nội dung khác" if more else "")
    return {key: prose_count(len(names)), f"{key}.names": listed}


def _names(records: Iterable[Record], day: str, window: DateRange) -> list[str]:
    return [str(record["name"]) for record in records if is_within(record[day], window)]


def is_within(day: Value, window: DateRange) -> bool:
    """Say whether a record's day lies in a window; no day does not."""
    return isinstance(day, date) and day in window


def _is_after(day: Value, last: date) -> bool:
    return isinstance(day, date) and day > last


def lowered(words: str) -> str:
    """Begin words with a small letter, to stand inside a sentence."""
    return words[:1].lower() + words[1:]
