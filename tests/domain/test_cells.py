"""Reading cells: what is typed, pasted and imported, in both languages."""

from datetime import date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.cells import CellIssue, IssueCode, Raw, empty_value, reader
from egovdesk.domain.registers import Field, FieldKind, Value
from egovdesk.wording import Language, in_language
from egovdesk.wording import registers as shown
from tests.domain.a_register import CHOICES, as_workbook, fields, values, words_of

LINE = Field(key="line")
NOTE = Field(key="note", kind=FieldKind.LONG_TEXT, most=4000)
COUNT = Field(key="count", kind=FieldKind.WHOLE, most=999_999_999_999)
DAY = Field(key="day", kind=FieldKind.DAY)
MONTH = Field(key="month", kind=FieldKind.MONTH)
LEAD = Field(key="lead", kind=FieldKind.CHOICE)
UNITS = Field(key="units", kind=FieldKind.MANY, most=4000)
ANSWER = Field(key="answer", kind=FieldKind.YES_NO)


def read(field: Field, raw: Raw) -> tuple[Value, CellIssue | None]:
    return reader(field, words_of(field))(raw)


def code(field: Field, raw: Raw) -> IssueCode:
    value, issue = read(field, raw)
    assert issue is not None
    assert value is None or not issue.blocks
    return issue.code


@pytest.mark.parametrize("language", list(Language))
@given(data=st.data())
def test_what_is_shown_is_read_back(language: Language, data: st.DataObject):
    field = data.draw(st.sampled_from(fields()))
    value = data.draw(values(field))
    place = 0 if language is Language.VI else 1
    labels = {id_: spellings[place] for id_, spellings in words_of(field).items()}
    with in_language(language):
        text = shown.value(field, value, labels)
    again, issue = read(field, text)
    assert again == value
    assert issue is None or issue.code is IssueCode.READ_AS


@given(data=st.data())
def test_what_a_workbook_knows_is_read_as_it_is(data: st.DataObject):
    field = data.draw(st.sampled_from([f for f in fields() if f.kind is not FieldKind.MONTH]))
    value = data.draw(values(field))
    again, issue = read(field, as_workbook(value))
    assert (again, issue) == (value, None)


@given(st.sampled_from(fields()), st.one_of(st.text(), st.floats(), st.integers(), st.booleans()))
def test_anything_is_read_or_refused_with_a_cause(field: Field, raw: Raw):
    value, issue = read(field, raw)
    if issue is not None and issue.blocks:
        assert value is None
    elif isinstance(value, str) and field.is_text:
        assert read(field, value)[0] == value
        assert len(value) <= field.most


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.key)
@pytest.mark.parametrize("nothing", ["", None, "  \t ", "\n"])
def test_an_empty_cell(field: Field, nothing: Raw):
    value, issue = read(field, nothing)
    if field.is_required:
        assert issue == CellIssue(IssueCode.REQUIRED)
    else:
        assert issue is None
        assert value == (False if field.kind is FieldKind.YES_NO else empty_value(field))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1234", 1234),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        (" 12 ", 12),
        (5.0, 5),
        (Fraction(8), 8),
        ("80,0", 80),
        ("00012", 12),
    ],
)
def test_whole_numbers(raw: Raw, value: int):
    assert read(COUNT, raw) == (value, None)


def test_a_number_that_could_be_two_is_taken_and_said():
    assert read(COUNT, "1.234") == (1234, CellIssue(IssueCode.READ_AS, "1.234", "1234"))
    assert read(COUNT, "1,234")[0] == 1234


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("80,2%", IssueCode.NOT_WHOLE),
        ("80%", IssueCode.NOT_WHOLE),
        ("1,5", IssueCode.NOT_WHOLE),
        (1.5, IssueCode.NOT_WHOLE),
        (float("nan"), IssueCode.NOT_A_NUMBER),
        (float("inf"), IssueCode.NOT_A_NUMBER),
        ("nhiều", IssueCode.NOT_A_NUMBER),
        ("=1+1", IssueCode.NOT_A_NUMBER),
        (True, IssueCode.NOT_A_NUMBER),
        (date(2021, 1, 1), IssueCode.NOT_A_NUMBER),
        ("-1", IssueCode.OUT_OF_RANGE),
        (-1, IssueCode.OUT_OF_RANGE),
        ("1000000000000", IssueCode.OUT_OF_RANGE),
        ("9" * 40, IssueCode.NOT_A_NUMBER),
        ("#REF!", IssueCode.FORMULA_ERROR),
        ("#N/A", IssueCode.FORMULA_ERROR),
    ],
)
def test_what_is_no_count(raw: Raw, expected: IssueCode):
    assert code(COUNT, raw) is expected


@pytest.mark.parametrize(
    "raw",
    [
        "24/02/2021",
        "24-2-2021",
        "24.2.2021",
        "2021-02-24",
        "ngày 24 tháng 02 năm 2021",
        date(2021, 2, 24),
        datetime(2021, 2, 24, 15, 30),  # noqa: DTZ001 - as workbooks have it
    ],
)
def test_days(raw: Raw):
    assert read(DAY, raw) == (date(2021, 2, 24), None)


@pytest.mark.parametrize(
    "raw", ["31/02/2021", "24/02/21", "02/24/2021", "44251", 44251, "1/1/1899", "1/1/2101", "#####"]
)
def test_what_is_no_day(raw: Raw):
    assert code(DAY, raw) is IssueCode.NOT_A_DAY


@pytest.mark.parametrize("raw", ["09/2021", "9/2021", "T9/2021", "Tháng 9 năm 2021", "2021-09"])
def test_months(raw: str):
    assert read(MONTH, raw) == ("2021-09", None)
    assert read(MONTH, date(2021, 9, 1)) == ("2021-09", None)


@pytest.mark.parametrize("raw", ["13/2021", "9", "Quý III/2021"])
def test_what_is_no_month(raw: str):
    assert code(MONTH, raw) is IssueCode.NOT_A_MONTH


@pytest.mark.parametrize(
    "raw",
    ["ĐKVN", "dkvn", "Cục Đăng kiểm Việt Nam", "cuc dang kiem viet nam", "a"],
)
def test_choices_are_known_by_every_name(raw: str):
    assert read(LEAD, raw) == ("a", None)


def test_a_choice_in_decomposed_letters():
    assert read(LEAD, "Cu\u0323c Đa\u0306ng kie\u0302\u0309m Vie\u0323\u0302t Nam") == ("a", None)


def test_several_choices_are_each_taken_once():
    assert read(UNITS, "ĐKVN; hhvn\nĐKVN,") == ("a, b", None)
    assert read(UNITS, "ĐKVN; Bộ Y tế")[1] == CellIssue(IssueCode.NOT_A_CHOICE, "Bộ Y tế")
    assert code(LEAD, "Bộ Y tế") is IssueCode.NOT_A_CHOICE


def test_a_choice_whose_name_has_a_comma_is_read_among_several():
    words = {**CHOICES, "d": ("Vụ Kế hoạch, Đầu tư", "Planning, Investment", "KHĐT")}
    read_many = reader(UNITS, words)
    assert read_many("ĐKVN; Vụ Kế hoạch, Đầu tư") == ("a, d", None)
    assert read_many("Vụ Kế hoạch, Đầu tư, HHVN") == ("d, b", None)
    assert read_many("a, d, b") == ("a, d, b", None)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Có", True),
        ("x", True),
        (True, True),
        ("Không", False),
        ("-", False),
        (0, False),
        (1, True),
    ],
)
def test_answers(raw: Raw, value: bool):
    assert read(ANSWER, raw) == (value, None)
    assert code(ANSWER, "có thể") is IssueCode.NOT_YES_OR_NO


def test_texts_are_composed_and_tidied():
    assert read(LINE, " Đa\u0306ng\u00a0 kie\u0302\u0309m\u200b ") == ("Đăng kiểm", None)
    assert read(LINE, "một\nhai") == ("một hai", None)
    assert read(NOTE, "\nmột \n hai\n") == ("một\nhai", None)


def test_formulas_stay_text():
    assert read(LINE, "=1+1") == ("=1+1", None)
    assert read(LINE, "@SUM(A1)") == ("@SUM(A1)", None)


def test_a_text_may_not_be_longer_than_its_field():
    assert read(LINE, "x" * 300)[1] is None
    assert read(LINE, "x" * 301)[1] == CellIssue(IssueCode.TOO_LONG, "301", "300")


@pytest.mark.parametrize("marking", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("field", [LINE, NOTE], ids=["line", "note"])
def test_secrets_are_refused(field: Field, marking: str):
    assert read(field, f"{marking}: sơ đồ mạng")[1] == CellIssue(IssueCode.SECRET, marking)


def test_numbers_in_texts_are_written_as_people_write_them():
    assert read(LINE, 1478.0) == ("1478", None)
    assert read(LINE, date(2021, 2, 24)) == ("24/02/2021", None)
