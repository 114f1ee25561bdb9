"""Drafts of the report's narrative, in the Vietnamese of administrative documents.

Every number and list of names in a draft is a figure with a key; the draft notes which it quotes
and how it wrote them, so that a sentence can be found again whose figure has changed since.
The narrative is part of an official letter and so is Vietnamese whatever the screen's language.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from egovdesk.domain.assets import DatabaseStage
from egovdesk.domain.indicators import FormulaType, IndicatorState
from egovdesk.domain.narrative import OutlineSection, Quote, Section, Topic
from egovdesk.domain.reports import IndicatorLine
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskRecord, TaskState, TaskStatus, Timeliness
from egovdesk.wording import Language, in_language
from egovdesk.wording.labels import label
from egovdesk.wording.narrative_figures import (
    NONE,
    Figures,
    Material,
    figures_of,
    is_within,
    lowered,
)

_VI = Language.VI
_FIGURE = re.compile(r"\{([^}]+)\}")


def draft(outline: Iterable[OutlineSection], material: Material) -> tuple[Section, ...]:
    """Draft every section of the outline; one that nothing is known of stays empty."""
    listed = tuple(outline)
    figures = figures_of(material)
    told = _Told(figures)
    with in_language(_VI):
        return tuple(_section(section, listed, material, told) for section in listed)


class _Told:
    """Puts figures into sentences and notes which."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._quotes: list[Quote] = []

    def __call__(self, template: str) -> str:
        """Return the sentence with its figures written."""

        def written(match: re.Match[str]) -> str:
            key = match[1]
            self._quotes.append(Quote(figure=key, shown=self.figures[key]))
            return self.figures[key]

        return _FIGURE.sub(written, template)

    def has(self, key: str) -> bool:
        """Say whether a figure is there and not none."""
        return self.figures.get(key, "") not in (NONE, "")

    def taken(self) -> tuple[Quote, ...]:
        """Return what was quoted since the last call, in the order of the text."""
        quotes, self._quotes = tuple(self._quotes), []
        return quotes


def _section(
    section: OutlineSection, outline: Sequence[OutlineSection], material: Material, told: _Told
) -> Section:
    lines = [line for topic in section.topics for line in _DRAFTS[topic](material, told)]
    lines += _progress_lines(section, outline, material, told)
    return Section(
        id=section.id,
        level=section.level,
        title=section.title,
        text="\n".join(lines),
        quotes=told.taken(),
    )


# What was done on tasks -------------------------------------------------------------------------


def _progress_lines(
    section: OutlineSection, outline: Sequence[OutlineSection], material: Material, told: _Told
) -> Iterator[str]:
    """Tell, task by task, what the progress log of the window says."""
    is_first = section is next((each for each in outline if each.topics), None)
    for record, status in material.tasks:
        clause = record.task.clause
        is_here = section.speaks_of(clause)
        is_nowhere = is_first and not any(each.speaks_of(clause) for each in outline)
        if (is_here or is_nowhere) and (line := _progress_line(record, status, material, told)):
            yield line


def _progress_line(
    record: TaskRecord, status: TaskStatus, material: Material, told: _Told
) -> str | None:
    if not any(
        is_within(day, material.window) for day in (status.last_change, status.completed_on)
    ):
        return None
    name = f"Nhiệm vụ “{record.task.title.rstrip('.;: ')}”"
    note = _sentence(status.last_note)
    key = f"task.{record.task.code}"
    if status.is_done:
        return told(f"{name}: đã hoàn thành ngày {{{key}.completed_on}}. {note}").rstrip()
    if status.state in (TaskState.SUSPENDED, TaskState.CANCELLED, TaskState.WITHDRAWAL_PROPOSED):
        return f"{name}: {lowered(label(status.state))}. {note}".rstrip()
    if not status.percent and not note:
        return None
    share = f"đạt {{{key}.percent}} khối lượng. " if status.percent else ""
    return told(f"{name}: {share}{note}").rstrip(" :")


# One function for each topic --------------------------------------------------------------------


def _direction(material: Material, told: _Told) -> Iterator[str]:
    if material.tasks:
        classes = "; ".join(
            f"{{tasks.{kind.value}}} nhiệm vụ {lowered(label(kind))}"
            for kind in Timeliness
            if told.has(f"tasks.{kind.value}")
        )
        yield told(f"Đơn vị được giao {{tasks.total}} nhiệm vụ, trong đó: {classes}.")
    if told.has("activities.meeting"):
        yield told(
            "Trong kỳ đã tổ chức {activities.meeting} cuộc họp giao ban, họp chuyên đề có nội dung "
            "về công nghệ thông tin: {activities.meeting.names}."
        )


def _signatures(material: Material, told: _Told) -> Iterator[str]:
    if material.signers.get(SignerStage.ENTITLED):
        yield told(
            "Về sử dụng chữ ký số cá nhân: {signers.entitled} người thuộc diện được cấp; "
            "{signers.issued} người đã được cấp chứng thư số, {signers.valid} chứng thư số còn "
            "hiệu lực; {signers.signing} người thường xuyên ký số, đạt {signers.share}."
        )


def _work_online(material: Material, told: _Told) -> Iterator[str]:
    if material.workload is not None:
        yield told(
            "Về xử lý hồ sơ công việc (trừ hồ sơ mật) trên môi trường mạng: tháng {work.month} xử "
            "lý trên môi trường mạng {work.pair} hồ sơ, văn bản, đạt {work.share}."
        )
    if told.has("report_forms.total"):
        yield told(
            "Về chế độ báo cáo: {report_forms.pair} loại báo cáo định kỳ được thực hiện trực tuyến."
        )


def _services(material: Material, told: _Told) -> Iterator[str]:
    for line in material.indicators:
        if line.indicator.number is not None:
            yield from _indicator_line(line, told)


def _indicator_line(line: IndicatorLine, told: _Told) -> Iterator[str]:
    indicator, result = line.indicator, line.result
    key = f"indicator.{indicator.id}"
    name = f"Chỉ tiêu {indicator.number} ({indicator.short[_VI]})"
    kind = indicator.formula.of_unit.type
    match result.state:
        case IndicatorState.NOT_APPLICABLE:
            return
        case IndicatorState.NONE_AROSE:
            yield told(f"{name}: {{{key}.state}} trong kỳ.")
        case IndicatorState.MISSING:
            yield told(f"{name}: {{{key}.state}}.")
        case _:
            aim = f"; mục tiêu {{{key}.target}}, {{{key}.state}}" if result.target else ""
            is_pair = kind in (FormulaType.RATIO, FormulaType.CHANGE)
            reached = "" if kind is FormulaType.CHANGE else "đạt "
            pair = f"{{{key}.pair}}, {reached}" if is_pair else ""
            yield told(f"{name}: {pair}{{{key}.value}}{aim}.")


def _databases(_material: Material, told: _Told) -> Iterator[str]:
    if told.has("databases.total"):
        stages = "; ".join(
            f"{{databases.{stage.value}}} {lowered(label(stage))}"
            for stage in DatabaseStage
            if told.has(f"databases.{stage.value}")
        )
        yield told(
            f"Đơn vị quản lý {{databases.total}} cơ sở dữ liệu dùng chung, chuyên ngành: {stages}; "
            "{databases.regulated} cơ sở dữ liệu có quy chế quản lý, vận hành; {databases.lgsp} cơ "
            "sở dữ liệu đã kết nối nền tảng tích hợp, chia sẻ dữ liệu."
        )
    if told.has("databases.late"):
        yield told("Cơ sở dữ liệu cập nhật chưa kịp thời: {databases.late.names}.")
    if told.has("projects.running"):
        yield told("Đang triển khai {projects.running} dự án, nhiệm vụ: {projects.running.names}.")


def _security(_material: Material, told: _Told) -> Iterator[str]:
    if told.has("security.done"):
        yield told(
            "Trong kỳ đã thực hiện {security.done} nhiệm vụ bảo đảm an toàn thông tin: "
            "{security.done.names}."
        )
    if told.has("security.incidents"):
        yield told("Trong kỳ ghi nhận {security.incidents} sự cố an toàn thông tin.")


def _training(_material: Material, told: _Told) -> Iterator[str]:
    if told.has("activities.communication"):
        yield told(
            "Đã thực hiện {activities.communication} hoạt động tuyên truyền: "
            "{activities.communication.names}."
        )
    if told.has("activities.training"):
        people = (
            " với {activities.training.people} lượt người tham dự"
            if told.has("activities.training.people")
            else ""
        )
        yield told(
            f"Đã tổ chức {{activities.training}} lớp tập huấn{people}: "
            "{activities.training.names}."
        )


def _obstacles(_material: Material, told: _Told) -> Iterator[str]:
    if told.has("tasks.open_overdue"):
        yield told(
            "Còn {tasks.open_overdue} nhiệm vụ quá hạn chưa hoàn thành: {tasks.open_overdue.names}."
        )
    if told.has("indicators.behind"):
        yield told(
            "Còn {indicators.behind} chỉ tiêu chậm so với tiến độ hoặc không đạt: "
            "{indicators.behind.names}."
        )
    if told.has("security.overdue"):
        yield told(
            "Còn {security.overdue} nhiệm vụ an toàn thông tin quá hạn: {security.overdue.names}."
        )


def _next_tasks(_material: Material, told: _Told) -> Iterator[str]:
    if told.has("tasks.next"):
        yield told("Hoàn thành {tasks.next} nhiệm vụ đến hạn trong quý tới: {tasks.next.names}.")
    if told.has("tasks.open_overdue"):
        yield told("Tập trung hoàn thành {tasks.open_overdue} nhiệm vụ đang quá hạn.")
    if told.has("indicators.behind"):
        yield told("Đẩy nhanh tiến độ thực hiện {indicators.behind} chỉ tiêu đang chậm.")
    if told.has("security.next"):
        yield told(
            "Thực hiện {security.next} nhiệm vụ an toàn thông tin đến hạn trong quý tới: "
            "{security.next.names}."
        )


def _proposals(_material: Material, told: _Told) -> Iterator[str]:
    if told.has("tasks.extension"):
        yield told(
            "Đề nghị xem xét, cho ý kiến về việc gia hạn {tasks.extension} nhiệm vụ: "
            "{tasks.extension.names}."
        )
    if told.has("tasks.withdrawal"):
        yield told("Đề nghị cho rút {tasks.withdrawal} nhiệm vụ: {tasks.withdrawal.names}.")


_DRAFTS: Mapping[Topic, Callable[[Material, _Told], Iterable[str]]] = {
    Topic.DIRECTION: _direction,
    Topic.SIGNATURES: _signatures,
    Topic.WORK_ONLINE: _work_online,
    Topic.SERVICES: _services,
    Topic.DATABASES: _databases,
    Topic.SECURITY: _security,
    Topic.TRAINING: _training,
    Topic.OBSTACLES: _obstacles,
    Topic.NEXT_TASKS: _next_tasks,
    Topic.PROPOSALS: _proposals,
}


def _sentence(note: str) -> str:
    """Write a note from the log as a sentence of its own."""
    words = " ".join(note.split()).rstrip(".;:, ")
    return f"{words[:1].upper()}{words[1:]}." if words else ""
