"""Deadlines in the prose of a directive: what is said, and until when work is on time.

"Trước ngày 25" ends with the 24th; "đến tháng 7/2021" and "trong năm 2021" end with their last day.
What is found is a proposal for a person to accept, so that a doubtful reading may be left undated.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta

from egovdesk.domain.quarter import DateRange, Quarter, month_end
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.tasks import TaskKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as written, at `start` to `end` of the text.

    `due` is the last day on which work is on time; None where the words give no year and the
    directive no date. `every` and `due_day` are those of a periodic duty: its last day in time,
    in the last month of each period.
    """

    words: str
    start: int
    end: int
    kind: TaskKind
    due: date | None = None
    every: Recurrence | None = None
    due_day: int | None = None


_EVERY = r"(?:hàng|hằng|mỗi)"
_UNIT = r"(?P<unit>tuần|tháng|qu[ýí]|năm|0?6\s+tháng|sáu\s+tháng)\b"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?:\s*[/.-]\s*|,?\s+năm\s+)(?P<{name}>\d{{4}})\b"
_PERIOD = re.compile(
    rf"(?:(?P<said>ngày\s+)?(?P<d>\d{{1,2}})(?:\s*[/.-]\s*|\s+tháng\s+)(?P<dm>\d{{1,2}})(?![\d%])"
    rf"(?:{_YEAR.format(name='dy')})?"
    r"|(?P<bm>\d{1,2})/(?P<by>\d{4})\b"
    rf"|tháng\s+(?P<m>\d{{1,2}})(?!\d)(?:{_YEAR.format(name='my')})?"
    rf"|qu[ýí]\s+(?:(?:IV|I{{1,3}}|[1-4])\s*(?:,|-|–|và)\s*)*"
    rf"(?P<q>IV|I{{1,3}}|[1-4])\b(?:{_YEAR.format(name='qy')})?"
    r"|(?:0?(?P<months>\d{1,2})\s+tháng\s+(?P<half>đầu|cuối)\s+)?năm\s+(?P<y>\d{4})\b(?![-–]\d)"
    r"|năm(?=[\s.,;:)]*(?:$|[.,;:)])))",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?P<told>(?:tính|định\s+hướng)\s+)?"
    r"(?P<lead>(?:(?:trước(?:\s+thời\s+điểm)?|đến|tới|trong|hết|cuối|vào|chậm\s+nhất|muộn\s+nhất"
    r"|không\s+muộn\s+hơn|hoàn\s+thành|xong|(?:thời\s+)?hạn|bảo\s+đảm|đảm\s+bảo|phấn\s+đấu)"
    r"(?:\s+là\b|\s*:)?\s+)+)",
    re.IGNORECASE,
)
# "Hoàn thành 05/06 chỉ tiêu" is a count, "trước 30/6" a day.
_LEADS_TO_A_DAY = re.compile(r"(?:trước|nhất|hơn|hết|hạn|đến|là)\s*:?\s*$", re.IGNORECASE)
_DAY_OF_PERIOD = re.compile(
    rf"(?P<before>trước\s+)?ngày\s+{_DAY}(?P<month>[/.-]\d{{1,2}})?\s+(?:của\s+|vào\s+)?"
    rf"(?:(?P<next>tháng\s+(?:đầu|sau|tiếp\s+theo|kế\s+tiếp)(?:\s+của)?"
    rf"(?:\s+qu[ýí](?:\s+(?:sau|tiếp\s+theo|kế\s+tiếp))?)?)"
    rf"|(?:tháng\s+cuối\s+(?:cùng\s+)?(?:của\s+)?(?:{_EVERY}\s+)?|{_EVERY}\s+)"
    r"(?P<unit>qu[ýí]|tháng|năm)\b)(?!\s*\d|\s+[IV])",
    re.IGNORECASE,
)
_RECURRENCE = re.compile(
    rf"\b(?:(?:định\s+kỳ\s+)?{_EVERY}\s+{_UNIT}"
    rf"|định\s+kỳ\s+{_UNIT.replace('unit', 'bare')}"
    r"|(?P<rate>0?6\s+tháng|qu[ýí]|năm|tháng|tuần)\s*(?:/|\s(?:một|1)\s)\s*(?:0?1\s+)?lần)",
    re.IGNORECASE,
)
# "Hàng năm" is also said of plans and appraisals; a duty recurs where something is then done.
_RECURRING_WORK = re.compile(
    r"báo\s+cáo|gửi|tổng\s+hợp|cập\s+nhật|rà\s+soát|định\s+kỳ|kiểm\s+tra|giao\s+ban|họp|diễn\s+tập",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?P<count>\d{1,3})\s+ngày(?P<working>\s+làm\s+việc)?,?\s+(?:kể\s+)?từ\s+(?:ngày|khi)\s+"
    r"(?:ký|ban\s+hành|nhận\s+được\s+(?:văn\s+bản|công\s+văn|chỉ\s+thị|thông\s+báo))",
    re.IGNORECASE,
)
# Money of the regular budget is "chi thường xuyên".
_STANDING = re.compile(
    r"(?<!chi )(?<!phí )(?<!vốn )(?<!sách )(?<!nguồn )\bthường\s+xuyên\b", re.IGNORECASE
)
_LEAP_YEAR = 2000
_LONGEST_MONTH = 31
_UNITS = {"tuần": "week", "tháng": "month", "quý": "quarter", "quí": "quarter", "năm": "year"}


def find_deadlines(text: str, issued_on: date | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines that the text speaks of, in its order.

    A day, month or quarter without a year is the first one to end on or after `issued_on`.
    """
    found: list[Deadline] = []
    for candidates in (_terms(text, issued_on), _periodic(text), _dated(text, issued_on)):
        for deadline in candidates:
            if all(deadline.end <= other.start or other.end <= deadline.start for other in found):
                found.append(deadline)
    found += [
        Deadline(words=m[0], start=m.start(), end=m.end(), kind=TaskKind.STANDING)
        for m in _STANDING.finditer(text)
    ]
    return tuple(sorted(found, key=lambda deadline: deadline.start))


def kind_of_work(deadlines: Iterable[Deadline]) -> TaskKind:
    """Return what kind of task the deadlines make: a date weighs most, then a period."""
    kinds = {deadline.kind for deadline in deadlines}
    for kind in (TaskKind.DEADLINE, TaskKind.PERIODIC, TaskKind.STANDING):
        if kind in kinds:
            return kind
    return TaskKind.OPEN


def recurrence_of_work(deadlines: Iterable[Deadline]) -> Recurrence | None:
    """Return how often the task comes back that the deadlines make; None where nothing says so."""
    known = tuple(deadlines)
    if kind_of_work(known) is not TaskKind.PERIODIC:
        return None
    return next((deadline.every for deadline in known if deadline.every is not None), None)


def _terms(text: str, issued_on: date | None) -> Iterable[Deadline]:
    for match in _TERM.finditer(text):
        counted = issued_on is not None and not match["working"]
        due = issued_on + timedelta(days=int(match["count"])) if issued_on and counted else None
        yield _deadline(match, TaskKind.DEADLINE, due=due)


def _periodic(text: str) -> Iterable[Deadline]:
    for match in _DAY_OF_PERIOD.finditer(text):
        day = int(match["day"]) - bool(match["before"])
        is_told = not match["month"] and not match["next"] and 0 < day <= _LONGEST_MONTH
        every = Recurrence(_UNITS[match["unit"].lower()]) if match["unit"] else None
        yield _deadline(match, TaskKind.PERIODIC, every=every, due_day=day if is_told else None)
    for match in _RECURRENCE.finditer(text):
        if _RECURRING_WORK.search(_sentence_around(text, match)):
            unit = (match["unit"] or match["bare"] or match["rate"]).lower()
            every = Recurrence(_UNITS.get(unit, Recurrence.HALF_YEAR))
            yield _deadline(match, TaskKind.PERIODIC, every=every)


def _dated(text: str, issued_on: date | None) -> Iterable[Deadline]:
    for lead in _LEAD.finditer(text):
        period = _PERIOD.match(text, lead.end())
        if period and not lead["told"] and _orders_something(text, lead, period):
            yield Deadline(
                words=text[lead.start() : period.end()],
                start=lead.start(),
                end=period.end(),
                kind=TaskKind.DEADLINE,
                due=_due(lead, period, issued_on),
            )


def _orders_something(text: str, lead: re.Match[str], period: re.Match[str]) -> bool:
    """Rule out days that do not exist, counts, and titles.

    "Chương trình ... đến năm 2025, định hướng đến năm 2030" is the name of a programme.
    """
    if text[period.end() :].lstrip(" ,").lower().startswith("định hướng"):
        return False
    if period["d"] and not period["said"] and not period["dy"]:
        return bool(_LEADS_TO_A_DAY.search(lead["lead"])) and _exists(period)
    return _exists(period)


def _exists(period: re.Match[str]) -> bool:
    return _range_of(period, _year_of(period) or _LEAP_YEAR) is not None


def _year_of(period: re.Match[str]) -> int | None:
    written = period["dy"] or period["by"] or period["my"] or period["qy"] or period["y"]
    return int(written) if written else None


def _due(lead: re.Match[str], period: re.Match[str], issued_on: date | None) -> date | None:
    year = _year_of(period)
    years = (year,) if year else (issued_on.year, issued_on.year + 1) if issued_on else ()
    for candidate in years:
        days = _range_of(period, candidate)
        if days is None:
            continue
        is_before = "trước" in lead["lead"].lower()
        due = days.first - timedelta(days=1) if is_before else days.last
        if year or (issued_on and due >= issued_on):
            return due
    return None


def _range_of(period: re.Match[str], year: int) -> DateRange | None:
    if not MINYEAR < year < MAXYEAR:
        return None
    try:
        if period["d"]:
            day = date(year, int(period["dm"]), int(period["d"]))
            return DateRange(first=day, last=day)
        if period["m"] or period["bm"]:
            month = int(period["m"] or period["bm"])
            return DateRange(first=date(year, month, 1), last=month_end(year, month))
        if period["q"]:
            return Quarter.parse(f"quý {period['q']} {year}").days
        if period["months"] and period["half"].lower() == "đầu":
            return DateRange(first=date(year, 1, 1), last=month_end(year, int(period["months"])))
    except ValueError:
        return None
    return DateRange(first=date(year, 1, 1), last=date(year, 12, 31))


def _sentence_around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in ".;\n") + 1
    ends = [place for mark in ".;\n" if (place := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]


def _deadline(
    match: re.Match[str],
    kind: TaskKind,
    *,
    due: date | None = None,
    every: Recurrence | None = None,
    due_day: int | None = None,
) -> Deadline:
    return Deadline(
        words=match[0],
        start=match.start(),
        end=match.end(),
        kind=kind,
        due=due,
        every=every,
        due_day=due_day,
    )
