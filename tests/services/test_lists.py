"""Lists and templates written for every register, and read back by the import."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.plans import Draft, Verdict
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.imports import Choices
from egovdesk.wording import Language, in_language
from tests.services.conftest import MakeDesk
from tests.services.test_registers import a_database

TODAY = date(2021, 9, 20)
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", list(RegisterKind))
@pytest.mark.parametrize("language", list(Language))
def test_a_list_that_comes_back_changes_nothing(
    desk: Desk, tmp_path: Path, kind: RegisterKind, language: Language
):
    a_database(desk)
    file = tmp_path / "danh sách.xlsx"
    fields = [field.key for field in REGISTERS[kind].typed]
    with in_language(language):
        count = desk.lists.write(ListQuery(kind=kind), fields, TODAY, file)
    assert count == desk.registers.count(kind)
    source = desk.imports.open(file)
    layout = desk.imports.recognise(source.sheets[0], kind)
    assert set(layout.columns.values()) == set(fields)
    made = desk.imports.plan(kind, source.sheets[0], layout, TODAY, Choices())
    assert len(made.rows) == count
    assert {row.verdict for row in made.rows} <= {Verdict.SAME}


def test_a_list_shows_what_the_screen_shows_in_its_order(desk: Desk, tmp_path: Path):
    for code in ("02", "01"):
        a_database(desk, code)
    file = tmp_path / "x.xlsx"
    query = ListQuery(kind=RegisterKind.DATABASES, sort_by="code")
    desk.lists.write(query, ["name", "code"], TODAY, file)
    sheet = load_workbook(file).worksheets[0]
    rows = [[cell.value for cell in row if cell.value] for row in sheet.iter_rows()]
    of_test = [row for row in rows if row and row[0].startswith("Kho")]
    assert of_test == [["Kho 01", "01"], ["Kho 02", "02"]]


def test_formulas_in_texts_stay_texts(desk: Desk, tmp_path: Path):
    a_database(desk, "=1+1")
    file = tmp_path / "x.xlsx"
    desk.lists.write(ListQuery(kind=RegisterKind.DATABASES), ["code"], TODAY, file)
    cells = [cell for row in load_workbook(file).worksheets[0].iter_rows() for cell in row]
    (found,) = [cell for cell in cells if cell.value == "=1+1"]
    assert found.data_type == "s"


def test_writing_can_be_cancelled(desk: Desk, tmp_path: Path):
    a_database(desk)

    def cancel(_done: int, _total: int) -> None:
        raise EGovDeskError(ErrorCode.CANCELLED)

    file = tmp_path / "x.xlsx"
    with pytest.raises(EGovDeskError) as caught:
        desk.lists.write(ListQuery(kind=RegisterKind.DATABASES), ["code"], TODAY, file, cancel)
    assert caught.value.code is ErrorCode.CANCELLED
    assert list(tmp_path.glob("x*")) == []


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_a_template_is_empty_and_recognised(desk: Desk, tmp_path: Path, kind: RegisterKind):
    file = tmp_path / "mẫu.xlsx"
    desk.lists.write_template(kind, file)
    source = desk.imports.open(file)
    found = desk.imports.likeliest_register(source, kinds=(kind,))
    assert found is not None
    layout = found[2]
    assert set(layout.columns.values()) == {field.key for field in REGISTERS[kind].typed}


def test_a_catalogue_without_measures_offers_none(make_desk: MakeDesk, tmp_path: Path):
    raw = json.loads((ROOT / "resources/catalogues/bgtvt-2021.json").read_text("utf-8"))
    catalogue = tmp_path / "c.json"
    catalogue.write_text(json.dumps({**raw, "measures": [], "indicators": []}), "utf-8")
    desk = make_desk("DKVN", catalogue)
    for kind in (RegisterKind.ENTERED_VALUES, RegisterKind.BASELINES):
        assert list(desk.registers.labels(kind).values()) == [{}]
        desk.lists.write_template(kind, tmp_path / f"{kind}.xlsx")
        (row,) = desk.registers.plan(kind, [Draft(1, {REGISTERS[kind].key[0]: "i1"})], TODAY).rows
        assert row.verdict is Verdict.REFUSED
