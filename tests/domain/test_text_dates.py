"""Dates, months and answers as people write them."""

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.text import (
    format_date,
    format_prose_date,
    parse_date,
    parse_month,
    parse_yes_no,
)

# Dates


@pytest.mark.parametrize(
    ("day", "shown", "prose"),
    [
        (date(2021, 2, 24), "24/02/2021", "24/02/2021"),
        (date(2019, 3, 7), "07/03/2019", "07/3/2019"),
        (date(2021, 1, 1), "01/01/2021", "01/01/2021"),
        (date(2021, 12, 31), "31/12/2021", "31/12/2021"),
    ],
)
def test_dates_on_screen_and_in_documents(day: date, shown: str, prose: str):
    assert format_date(day) == shown
    assert format_prose_date(day) == prose


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_every_written_date_reads_back(day: date):
    for written in (format_date(day), format_prose_date(day), day.isoformat()):
        assert parse_date(f" {written}\u00a0") == day


@pytest.mark.parametrize(
    "written",
    [
        *("24/02/2021", "24/2/2021", "24-2-2021", "24.2.2021", "2021-02-24"),
        *("ngày 24/02/2021", "Ngày 24/2/2021", "ngày 24.02.2021"),
        *("ngày 24 tháng 02 năm 2021", "Ngày 24 tháng 2 năm 2021", "24 tháng 2 năm 2021"),
        "  NGÀY\u00a024  THÁNG 02\nNĂM 2021 ",
        normalize("NFD", "ngày 24 tháng 02 năm 2021"),
    ],
)
def test_dates_are_read_as_people_and_documents_write_them(written: str):
    assert parse_date(written) == date(2021, 2, 24)


@pytest.mark.parametrize(
    "written",
    [
        *("", "31/02/2021", "2021-13-01", "24/02/21", "24/2/21", "24/02", "hôm nay", "00/00/0000"),
        *("ngày", "ngày 24", "ngày 24 tháng 02", "ngày 31 tháng 02 năm 2021", "24 tháng 2"),
        "24022021",
    ],
)
def test_what_is_no_date_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_date(written)
    assert caught.value.code is ErrorCode.DATE_INVALID


# Months


@pytest.mark.parametrize(
    "written",
    [
        *("09/2021", "9/2021", "2021-09", "9-2021", "09.2021", "T9/2021", "T09/2021", "t 9/2021"),
        *("tháng 9/2021", "Tháng 9 năm 2021", "THÁNG 09 NĂM 2021", " tháng\u00a09 / 2021 "),
        normalize("NFD", "tháng 9 năm 2021"),
    ],
)
def test_months_are_read(written: str):
    assert parse_month(written) == "2021-09"


@given(st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)))
def test_every_written_month_reads_back(day: date):
    stored = f"{day.year:04d}-{day.month:02d}"
    for written in (stored, f"{day:%m}/{day.year:04d}", f"tháng {day.month} năm {day.year:04d}"):
        assert parse_month(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "9",
            "2021",
            "13/2021",
            "0/2021",
            "2021-13",
            "9/21",
            "24/02/2021",
            "Q3/2021",
            "09/0000",
        ),
        *("tháng 9", "năm 2021", "092021", "9/2021 và 10/2021", "٩/2021"),
    ],
)
def test_what_is_no_month_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_month(written)
    assert caught.value.code is ErrorCode.MONTH_INVALID
    assert caught.value.data["value"] == written


# Yes and no


@pytest.mark.parametrize(
    "written", ["có", "Có", " CÓ ", "x", "X", "yes", "1", "TRUE", "Đúng", "✓", "☑"]
)
def test_yes(written: str):
    assert parse_yes_no(written) is True
    assert parse_yes_no(normalize("NFD", written)) is True


@pytest.mark.parametrize(
    "written", ["không", "Không", "", " \u00a0", "-", "–", "no", "0", "False", "sai"]
)
def test_no(written: str):
    assert parse_yes_no(written) is False
    assert parse_yes_no(normalize("NFD", written)) is False


@pytest.mark.parametrize("written", ["có lẽ", "2", "cỏ", "có/không", "?", "✗", "xx", "N/A"])
def test_what_is_neither_yes_nor_no_is_refused(written: str):
    with pytest.raises(UsageError) as caught:
        parse_yes_no(written)
    assert caught.value.code is ErrorCode.YES_NO_INVALID
    assert caught.value.data["value"] == written
