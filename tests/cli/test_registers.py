"""Templates and imports on the command line, as an officer and a script use them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from egovdesk.bootstrap import open_desk
from egovdesk.cli.main import main
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.wording import Language, set_language

Run = Callable[..., tuple[int, str, str]]

HEAD = ("Mã", "Tên cơ sở dữ liệu", "Số bản ghi", "Cập nhật lần cuối")


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
    folder = tmp_path / "không gian"
    assert run("init", folder, "--unit", "DKVN")[0] == 0
    return folder


def a_book(path: Path, *rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Danh sách"
    for row in (head, *rows):
        sheet.append(row)
    book.save(path)
    return path


def codes(workspace: Path, kind: RegisterKind = RegisterKind.DATABASES) -> list[str]:
    desk = open_desk(workspace)
    try:
        ids = desk.registers.ids(_all(kind), desk.session.today)
        rows = desk.registers.rows(kind, ids, desk.session.today)
    finally:
        desk.close()
    return [str(row.values[0]) for row in rows]


def _all(kind: RegisterKind) -> ListQuery:
    return ListQuery(kind=kind)


@pytest.mark.parametrize("kind", list(RegisterKind))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_template_of_every_list_is_recognised_when_it_comes_back(
    run: Run, workspace: Path, tmp_path: Path, kind: RegisterKind, language: str
):
    file = tmp_path / "mẫu.xlsx"
    assert run("template", kind.value, file, "--language", language)[0] == 0
    code, out, _ = run("import", workspace, file, "--kind", kind.value, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["kind"] == kind.value
    assert answer["rows"] == dict.fromkeys(answer["rows"], 0)


def test_a_template_offers_what_the_workspace_knows(run: Run, workspace: Path, tmp_path: Path):
    a_book(tmp_path / "x.xlsx", ("1.001", "Đăng kiểm xe"), head=("Mã thủ tục", "Tên thủ tục"))
    assert run("import", workspace, tmp_path / "x.xlsx", "--kind", "procedures")[0] == 0
    file = tmp_path / "mẫu.xlsx"
    assert run("template", "procedure_counts", file, "--workspace", workspace)[0] == 0
    cells = {
        cell.value for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row
    }
    assert "1.001" in cells


def test_import_saves_what_is_right_and_names_what_is_not(
    run: Run, workspace: Path, tmp_path: Path
):
    file = a_book(
        tmp_path / "csdl.xlsx",
        ("01", "Phương tiện", "1.234", "24/02/2021"),
        ("02", "Đăng kiểm viên", "nhiều", "31/02/2021"),
        ("03", "", 5, None),
    )
    code, out, err = run("import", workspace, file)
    assert (code, err) == (1, "")
    assert "Dòng 3, cột C" in out
    assert "Dòng 3, cột D" in out
    assert "Dòng 4, cột B" in out
    assert codes(workspace) == ["01"]
    code, out, _ = run("import", workspace, file, "--json")
    answer = json.loads(out)
    assert code == 1
    assert answer["rows"] == {"new": 0, "changed": 0, "same": 1, "refused": 2, "left_out": 0}
    assert answer["saved"] == 0
    assert [(each["row"], each["column"]) for each in answer["refused"]] == [
        (3, "C"),
        (3, "D"),
        (4, "B"),
    ]


def test_a_dry_run_saves_nothing(run: Run, workspace: Path, tmp_path: Path):
    file = a_book(tmp_path / "csdl.xlsx", ("01", "Phương tiện", 5, None))
    code, out, _ = run("import", workspace, file, "--dry-run", "--json")
    answer = json.loads(out)
    assert (code, answer["rows"]["new"], answer["saved"]) == (0, 1, 0)
    assert codes(workspace) == []


def test_the_refused_rows_come_back_with_their_causes(run: Run, workspace: Path, tmp_path: Path):
    file = a_book(tmp_path / "csdl.xlsx", ("01", "A", "x", None), ("02", "B", 3, None))
    before = file.read_bytes()
    back = tmp_path / "trả lại.xlsx"
    assert run("import", workspace, file, "--refused", back)[0] == 1
    sheet = load_workbook(back)["Danh sách"]
    assert "x" in sheet["C2"].comment.text
    assert sheet["C3"].comment is None
    assert file.read_bytes() == before


def test_no_refused_file_is_written_where_nothing_was_refused(
    run: Run, workspace: Path, tmp_path: Path
):
    file = a_book(tmp_path / "csdl.xlsx", ("01", "A", 1, None))
    back = tmp_path / "back.xlsx"
    assert run("import", workspace, file, "--refused", back)[0] == 0
    assert not back.exists()


def test_many_refused_cells_are_cut_for_people_but_not_for_programs(
    run: Run, workspace: Path, tmp_path: Path
):
    rows = [(f"{n:02d}", "A", "x", None) for n in range(1, 31)]
    file = a_book(tmp_path / "csdl.xlsx", *rows)
    _, out, _ = run("import", workspace, file, "--language", "en")
    assert out.count("✘ Row") == 20
    assert "… and 10 more" in out
    _, out, _ = run("import", workspace, file, "--json")
    assert len(json.loads(out)["refused"]) == 30


def test_text_of_old_fonts_is_converted_only_when_asked(run: Run, workspace: Path, tmp_path: Path):
    file = a_book(tmp_path / "csdl.xlsx", ("01", "Ph­¬ng tiÖn ®­êng bé", 1, None))
    book = load_workbook(file)
    book["Danh sách"]["B2"].font = Font(name=".VnTime")
    book.save(file)
    code, out, _ = run("import", workspace, file)
    assert code == 1
    assert "Phương tiện đường bộ" in out
    assert codes(workspace) == []
    assert run("import", workspace, file, "--convert-legacy")[0] == 0
    assert codes(workspace) == ["01"]


def test_state_secrets_are_refused(run: Run, workspace: Path, tmp_path: Path):
    file = a_book(tmp_path / "csdl.xlsx", ("01", "TUYỆT MẬT: sơ đồ mạng", 1, None))
    assert run("import", workspace, file)[0] == 1
    assert codes(workspace) == []


def test_a_sheet_can_be_named(run: Run, workspace: Path, tmp_path: Path):
    file = a_book(tmp_path / "csdl.xlsx", ("01", "A", 1, None))
    book = load_workbook(file)
    other = book.create_sheet("Cũ")
    for row in (HEAD, ("99", "Z", 1, None)):
        other.append(row)
    book.save(file)
    assert run("import", workspace, file, "--sheet", "Cũ")[0] == 0
    assert codes(workspace) == ["99"]
    code, _, err = run("import", workspace, file, "--sheet", "Mới")
    assert code == 2
    for name in ("Mới", "Danh sách", "Cũ"):
        assert name in err


def test_a_hidden_sheet_does_not_go_before_one_that_is_seen(
    run: Run, workspace: Path, tmp_path: Path
):
    file = a_book(tmp_path / "x.xlsx", ("01", "A"), head=("Mã", "Tên cơ sở dữ liệu"))
    book = load_workbook(file)
    hidden = book.create_sheet("cũ")
    for row in (HEAD, ("99", "Z", 1, None)):
        hidden.append(row)
    hidden.sheet_state = "hidden"
    book.save(file)
    code, out, _ = run("import", workspace, file, "--kind", "databases", "--json")
    assert (code, json.loads(out)["sheet"]) == (0, "Danh sách")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_cannot_be_read(run: Run, workspace: Path, tmp_path: Path, language: str):
    nothing = a_book(tmp_path / "x.xlsx", ("a", "b"), head=("Món", "Giá"))
    code, out, err = run("import", workspace, nothing, "--language", language)
    assert (code, out) == (3, "")
    assert "x.xlsx" in err
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04 hong")
    assert run("import", workspace, broken)[0] == 3
    assert run("import", workspace, tmp_path / "không có.xlsx")[0] == 3
    assert run("import", tmp_path / "chưa có", nothing)[0] == 3


def test_usage(run: Run, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    for words in (
        ("import", workspace, tmp_path / "x.xlsx", "--kind", "food"),
        ("template", "food", tmp_path / "x.xlsx"),
        ("import", workspace),
    ):
        with pytest.raises(SystemExit) as stopped:
            run(*words)
        assert stopped.value.code == 2


def test_a_template_that_cannot_be_written(run: Run, tmp_path: Path):
    assert run("template", "tasks", tmp_path / "không có" / "x.xlsx")[0] == 3
