"""Deadlines in the prose of directives."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.deadlines import Deadline, Recurrence, find_deadlines, kind_of_work
from egovdesk.domain.quarter import Quarter, month_end
from egovdesk.domain.tasks import TaskKind

ISSUED = date(2021, 2, 24)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 31))


def only(text: str, issued_on: date | None = None) -> Deadline:
    (deadline,) = find_deadlines(text, issued_on)
    return deadline


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Báo cáo trước ngày 25/7/2021.", date(2021, 7, 24)),
        ("chậm nhất trước ngày 25.7.2021", date(2021, 7, 24)),
        ("xong trước 30/6/2021", date(2021, 6, 29)),
        ("chậm nhất là ngày 30 tháng 9 năm 2021", date(2021, 9, 30)),
        ("đến hết ngày 31-12-2021", date(2021, 12, 31)),
        ("Bảo đảm đến tháng 7/2021, ít nhất 50%", date(2021, 7, 31)),
        ("đến tháng 2 năm 2024 đạt 100%", date(2024, 2, 29)),
        ("xong trong 6/2021", date(2021, 6, 30)),
        ("trước tháng 8/2021", date(2021, 7, 31)),
        ("Bảo đảm trong năm 2021, hoàn thành", date(2021, 12, 31)),
        ("bảo đảm năm 2021 đạt ít nhất 50%", date(2021, 12, 31)),
        ("cuối năm 2021", date(2021, 12, 31)),
        ("trước năm 2022", date(2021, 12, 31)),
        ("trong Quý III/2021", date(2021, 9, 30)),
        ("hoàn thành trong quí 2 năm 2021", date(2021, 6, 30)),
        ("trong quý II, III năm 2021", date(2021, 9, 30)),
        ("trước quý IV/2021", date(2021, 9, 30)),
        ("trong 6 tháng đầu năm 2021", date(2021, 6, 30)),
        ("trong 8 tháng cuối năm 2022", date(2022, 12, 31)),
    ],
)
def test_a_date_is_the_last_day_in_time(text: str, due: date) -> None:
    deadline = only(text)
    assert (deadline.kind, deadline.due) == (TaskKind.DEADLINE, due)
    assert text[deadline.start : deadline.end] == deadline.words


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("trước ngày 25/3", date(2021, 3, 24)),
        ("trước ngày 24.02", date(2022, 2, 23)),  # this year's had passed
        ("đến tháng 7", date(2021, 7, 31)),
        ("đến hết tháng 1", date(2022, 1, 31)),
        ("trong quý I", date(2021, 3, 31)),
        ("hoàn thành trong năm.", date(2021, 12, 31)),
        ("trong thời hạn 15 ngày kể từ ngày ký", date(2021, 3, 11)),
    ],
)
def test_without_a_year_the_day_of_issue_decides(text: str, due: date) -> None:
    assert only(text, ISSUED).due == due
    undated = only(text)
    assert (undated.kind, undated.due) == (TaskKind.DEADLINE, None)


def test_working_days_need_a_calendar() -> None:
    assert only("trong 10 ngày làm việc kể từ ngày nhận được công văn", ISSUED).due is None


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết số 17/NQ-CP ngày 07/3/2019",
        "Chương trình đến năm 2025, định hướng đến năm 2030",
        "giai đoạn 2021-2025",
        "Tính đến hết tháng 7/2021, Bộ đã hoàn thành",
        "đã hoàn thành 05/06 chỉ tiêu, 14/25 nhiệm vụ",
        "trước ngày 31/02/2021",
        "đến tháng 13/2021",
        "đánh giá, xếp loại cán bộ hàng năm; bổ nhiệm",
        "nguồn chi thường xuyên",
        "các cuộc họp giao ban định kỳ",
        "đạt 50% trong đó 20% trước",
    ],
)
def test_what_only_looks_like_a_deadline(text: str) -> None:
    assert find_deadlines(text, ISSUED) == ()


@pytest.mark.parametrize(
    ("text", "every", "day"),
    [
        ("báo cáo trước ngày 25 của tháng cuối quý", Recurrence.QUARTER, 24),
        ("báo cáo trước ngày 25 tháng cuối của Quý", Recurrence.QUARTER, 24),
        ("gửi báo cáo trước ngày 20 hàng tháng", Recurrence.MONTH, 19),
        ("gửi báo cáo vào ngày 20 hằng tháng", Recurrence.MONTH, 20),
        ("báo cáo trước ngày 15/12 hàng năm", Recurrence.YEAR, None),
        ("báo cáo trước ngày 05 của tháng tiếp theo", None, None),
        ("trước ngày 01 hàng tháng", Recurrence.MONTH, None),
        ("Hàng tháng báo cáo tại giao ban", Recurrence.MONTH, None),
        ("Báo cáo 06 tháng/lần", Recurrence.HALF_YEAR, None),
        ("kiểm tra 6 tháng một lần", Recurrence.HALF_YEAR, None),
        ("họp giao ban hằng tuần", Recurrence.WEEK, None),
        ("định kỳ quý", Recurrence.QUARTER, None),
    ],
)
def test_a_period(text: str, every: Recurrence | None, day: int | None) -> None:
    deadline = only(text, ISSUED)
    assert (deadline.kind, deadline.every, deadline.due_day) == (TaskKind.PERIODIC, every, day)
    assert deadline.due is None


def test_several_deadlines_come_in_the_order_of_the_text() -> None:
    text = "Báo cáo hàng Quý (trước ngày 25 tháng cuối Quý); xong trong năm 2021; thường xuyên"
    found = find_deadlines(text)
    assert [d.words for d in found] == [
        "hàng Quý",
        "trước ngày 25 tháng cuối Quý",
        "xong trong năm 2021",
        "thường xuyên",
    ]
    assert kind_of_work(found) is TaskKind.DEADLINE
    assert kind_of_work(found[:2]) is TaskKind.PERIODIC
    assert kind_of_work(found[3:]) is TaskKind.STANDING
    assert kind_of_work(()) is TaskKind.OPEN


@given(DAYS)
def test_every_day_month_quarter_and_year_is_read(day: date) -> None:
    written = f"{day.day}/{day.month}/{day.year}"
    quarter = Quarter.containing(day)
    assert only(f"trước ngày {written}").due == day - timedelta(days=1)
    assert only(f"đến ngày {day:%d.%m.%Y}").due == day
    assert only(f"đến tháng {day.month}/{day.year}").due == month_end(day.year, day.month)
    assert only(f"trong quý {quarter.roman}/{day.year}").due == quarter.days.last
    assert only(f"trong năm {day.year}").due == date(day.year, 12, 31)


@given(DAYS, DAYS)
def test_without_a_year_it_is_the_next_such_day(day: date, issued_on: date) -> None:
    deadlines = find_deadlines(f"đến ngày {day.day}/{day.month}", issued_on)
    due = deadlines[0].due
    if due is None:  # 29 February is not in every year
        assert (day.month, day.day) == (2, 29)
    else:
        assert issued_on <= due <= issued_on.replace(day=1) + timedelta(days=397)
        assert (due.month, due.day) == (day.month, day.day)


PIECES = "trước đến hết trong ngày tháng năm quý 25 7/2021 2021 III hàng cuối thường xuyên . , ( )"


@given(st.lists(st.sampled_from(PIECES.split()), max_size=25).map(" ".join), DAYS)
def test_deadlines_are_pieces_of_the_text_that_do_not_overlap(text: str, issued_on: date) -> None:
    found = find_deadlines(text, issued_on)
    assert all(text[d.start : d.end] == d.words for d in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
