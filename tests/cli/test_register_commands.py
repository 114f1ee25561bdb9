"""Templates and imports from the command line, with real workbooks."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from egovdesk.bootstrap import open_desk
from egovdesk.cli.main import main
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import REGISTERS, RegisterKind
from egovdesk.wording import Language, set_language

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture(autouse=True)
def _own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("EGOVDESK_LANGUAGE", raising=False)
    yield
    set_language(Language.VI)


@pytest.fixture
def workspace(run: Run, tmp_path: Path) -> Path:
    assert run("init", tmp_path / "w", "--unit", "DKVN")[0] == 0
    return tmp_path / "w"


def officers_list(path: Path) -> Path:
    """Write a list as offices keep them: a merged title, numbered columns, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH THỦ TỤC HÀNH CHÍNH"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["STT", "Mã TTHC", "Tên thủ tục hành chính", "Mức độ DVC", "Phí, lệ phí"])
    sheet.append([1, 2, 3, 4, 5])
    sheet.append([1, "9.001", "Cấp giấy chứng nhận", "Mức độ 4", "Có"])
    sheet.append([2, "9.002", "Cấp lại giấy chứng nhận", "Mức 9", "Không"])
    sheet.append(["Tổng cộng", None, None, None, 1])
    book.save(path)
    return path


def procedures(workspace: Path) -> list[str]:
    desk = open_desk(workspace)
    try:
        kind, today = RegisterKind.PROCEDURES, desk.session.today
        rows = desk.registers.rows(kind, desk.registers.ids(ListQuery(kind=kind), today), today)
        return [str(REGISTERS[kind].record(row)["code"]) for row in rows]
    finally:
        desk.close()


def test_what_is_right_is_saved_and_what_is_not_comes_back(
    run: Run, workspace: Path, tmp_path: Path
):
    file, refused = officers_list(tmp_path / "ds.xlsx"), tmp_path / "refused.xlsx"
    code, out, _ = run("import", workspace, file, "--refused", refused, "--json")
    answer = json.loads(out)
    assert code == 1
    assert answer["kind"] == "procedures"
    assert answer["counts"] | {"new": 1, "refused": 1} == answer["counts"]
    assert answer["refused"][0]["row"] == 6
    assert "Mức 9" in answer["refused"][0]["cause"]
    assert procedures(workspace) == ["9.001"]
    comment = openpyxl.load_workbook(refused).active["D6"].comment
    assert comment is not None
    assert "Mức 9" in comment.text


def test_a_dry_run_saves_nothing_and_importing_twice_changes_nothing(
    run: Run, workspace: Path, tmp_path: Path
):
    file = officers_list(tmp_path / "ds.xlsx")
    assert run("import", workspace, file, "--dry-run")[0] == 1
    assert procedures(workspace) == []
    run("import", workspace, file)
    _, out, _ = run("import", workspace, file, "--json")
    assert json.loads(out)["counts"]["same"] == 1


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_a_template_that_is_empty_is_recognised_as_its_register(
    run: Run, workspace: Path, tmp_path: Path, kind: RegisterKind
):
    file = tmp_path / "t.xlsx"
    assert run("template", kind.value, file)[0] == 0
    desk = open_desk(workspace)
    try:
        source = desk.imports.open(file)
        layout = desk.imports.recognise(source.sheets[0], kind)
        assert list(layout.columns.values()) == [f.key for f in REGISTERS[kind].typed]
    finally:
        desk.close()


def test_a_file_of_nothing_known_is_said(run: Run, workspace: Path, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "x.xlsx")
    code, _, err = run("import", workspace, tmp_path / "x.xlsx")
    assert code == 2
    assert "x.xlsx" in err
    shutil.rmtree(workspace)
