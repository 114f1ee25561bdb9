"""One report in every form: frozen or drafted, whole or not at all."""

import errno
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from egovdesk import files
from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, InputError, UsageError
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.signatory import UNNAMED, Competence, Signatory
from egovdesk.services.documents import rendered
from egovdesk.services.packages import KeyChoice
from tests.services.conftest import answer_warnings

PERIOD = Quarter(2021, 3)
DEPUTY = Signatory(competence=Competence.FOR_HEAD, title="Phó Cục trưởng", name="Nguyễn Văn An")


def text_of(data: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def freeze(desk: Desk) -> None:
    answer_warnings(desk, PERIOD)
    desk.reports.freeze(PERIOD)


@pytest.mark.parametrize("form", list(Rendering))
def test_what_is_not_frozen_is_written_as_a_draft(desk: Desk, tmp_path: Path, form: Rendering):
    target = tmp_path / f"báo cáo{form.suffix}"
    saved = desk.documents.save(PERIOD, form, target)
    assert saved.is_draft
    assert saved.revision == 1
    assert target.stat().st_size > 1000
    assert [file.name for file in tmp_path.glob("*.part")] == []


def test_only_a_draft_is_marked_as_one(desk: Desk):
    draft = desk.documents.source(PERIOD)
    assert "DỰ THẢO" in text_of(rendered(draft, Rendering.PDF))
    assert draft.file_name(Rendering.PDF) == "BC_DKVN_2021-Q3_v1_du-thao.pdf"
    freeze(desk)
    frozen = desk.documents.source(PERIOD)
    assert not frozen.is_draft
    assert "DỰ THẢO" not in text_of(rendered(frozen, Rendering.PDF))
    assert frozen.file_name(Rendering.PDF) == "BC_DKVN_2021-Q3_v1.pdf"


@pytest.mark.parametrize("form", list(Rendering))
def test_a_frozen_report_gives_the_same_bytes_again(desk: Desk, form: Rendering):
    freeze(desk)
    assert rendered(desk.documents.source(PERIOD), form) == rendered(
        desk.documents.source(PERIOD), form
    )


def test_the_four_forms_say_the_same(desk: Desk):
    freeze(desk)
    source = desk.documents.source(PERIOD)
    data = json.loads(rendered(source, Rendering.JSON))
    book = load_workbook(io.BytesIO(rendered(source, Rendering.XLSX)))
    letter = text_of(rendered(source, Rendering.PDF))
    shown = {row[1]: row[3:5] for row in book["PL I Chỉ tiêu"].iter_rows(values_only=True)}
    for indicator in data["indicators"]:
        result = indicator["result"]
        pair = result["numerator"], result["denominator"]
        assert shown[indicator["title"]["vi"]] == pair
        if None not in pair:
            assert f"{pair[0]:,}".replace(",", ".") in letter


def test_who_signs_is_kept_and_stands_in_letter_and_package(desk: Desk, tmp_path: Path):
    assert desk.documents.signatory() == UNNAMED
    desk.documents.choose_signatory(DEPUTY)
    assert desk.documents.signatory() == DEPUTY
    freeze(desk)
    package = desk.packages.export(PERIOD, tmp_path / "out", KeyChoice()).file
    with zipfile.ZipFile(package) as archive:
        letters = (
            archive.read("report.pdf"),
            rendered(desk.documents.source(PERIOD), Rendering.PDF),
        )
    for letter in map(text_of, letters):
        assert "KT. CỤC TRƯỞNG" in letter
        assert "Nguyễn Văn An" in letter


def test_whoever_signed_a_revision_stands_in_it_for_ever(
    desk: Desk, tmp_path: Path, key: KeyChoice
):
    desk.documents.choose_signatory(Signatory(name="Lê Thị Bình"))
    freeze(desk)
    desk.documents.choose_signatory(DEPUTY)
    assert desk.documents.source(PERIOD).signatory == DEPUTY
    desk.packages.export(PERIOD, tmp_path / "trial", KeyChoice())
    desk.documents.choose_signatory(Signatory(name="Lê Thị Bình"))
    desk.documents.choose_signatory(DEPUTY)  # what was only tried out holds nobody to it
    desk.packages.export(PERIOD, tmp_path, key)
    desk.documents.choose_signatory(Signatory(name="Trần Văn Khác"))
    desk.history.undo()
    desk.documents.choose_signatory(Signatory(name="Phạm Thị Sau"))
    assert desk.documents.source(PERIOD).signatory == DEPUTY
    desk.reports.recall(PERIOD, "Nhầm số hồ sơ.")
    (signed,) = desk.reports.state(PERIOD, ()).history
    assert desk.documents.revision(signed).signatory == DEPUTY
    assert desk.documents.source(PERIOD).signatory.name == "Phạm Thị Sau"


def test_a_revision_that_was_signed_before_anybody_was_named_names_nobody(
    desk: Desk, tmp_path: Path, key: KeyChoice
):
    freeze(desk)
    desk.packages.export(PERIOD, tmp_path, key)
    desk.documents.choose_signatory(DEPUTY)
    assert desk.documents.source(PERIOD).signatory == UNNAMED


def test_choosing_who_signs_is_taken_back(desk: Desk):
    desk.documents.choose_signatory(Signatory(name="Lê Thị Bình"))
    desk.documents.choose_signatory(DEPUTY)
    desk.history.undo()
    assert desk.documents.signatory().name == "Lê Thị Bình"
    desk.history.undo()
    assert desk.documents.signatory() == UNNAMED
    desk.history.redo()
    assert desk.documents.signatory().name == "Lê Thị Bình"


@pytest.mark.parametrize("field", ["title", "name", "on_behalf"])
def test_who_signs_cannot_be_a_novel_or_a_secret(desk: Desk, field: str):
    with pytest.raises(UsageError) as caught:
        desk.documents.choose_signatory(Signatory(**{field: "Nguyễn " * 50}))
    assert caught.value.code is ErrorCode.FIELD_INVALID
    with pytest.raises(UsageError) as caught:
        desk.documents.choose_signatory(Signatory(**{field: "TỐI MẬT"}))
    assert caught.value.code is ErrorCode.TEXT_SECRET
    assert desk.documents.signatory() == UNNAMED


def test_a_period_whose_days_have_not_begun_has_no_draft(desk: Desk, tmp_path: Path):
    with pytest.raises(UsageError) as caught:
        desk.documents.save(Quarter(2022, 1), Rendering.PDF, tmp_path / "a.pdf")
    assert caught.value.code is ErrorCode.PERIOD_FUTURE
    assert list(tmp_path.glob("a*")) == []
    assert desk.documents.source(Quarter(2021, 4)).is_draft  # its days have begun


@pytest.mark.parametrize("lock", [".~lock.báo cáo.xlsx#", "~$báo cáo.xlsx", "~$o cáo.xlsx"])
def test_a_file_that_is_open_elsewhere_stays_as_it_is(desk: Desk, tmp_path: Path, lock: str):
    target = tmp_path / "báo cáo.xlsx"
    target.write_bytes(b"open")
    (tmp_path / lock).write_bytes(b"")
    with pytest.raises(InputError) as caught:
        desk.documents.save(PERIOD, Rendering.XLSX, target)
    assert caught.value.code is ErrorCode.FILE_IN_USE
    assert target.read_bytes() == b"open"
    (tmp_path / lock).unlink()
    desk.documents.save(PERIOD, Rendering.XLSX, target)
    assert target.read_bytes() != b"open"


def test_a_file_that_windows_holds_stays_as_it_is(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"open")

    def refuse(_part: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(files.Path, "replace", refuse)
    with pytest.raises(InputError) as caught:
        desk.documents.save(PERIOD, Rendering.PDF, target)
    assert caught.value.code is ErrorCode.FILE_IN_USE
    assert target.read_bytes() == b"open"
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_full_disk_leaves_nothing_half_written(desk: Desk, tmp_path: Path):
    import resource
    import signal

    target = tmp_path / "a.pdf"
    target.write_bytes(b"before")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(InputError) as caught:
            desk.documents.save(PERIOD, Rendering.PDF, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert caught.value.code is ErrorCode.DISK_FULL
    assert target.read_bytes() == b"before"
    assert [file.name for file in tmp_path.iterdir() if "part" in file.name] == []


@pytest.mark.parametrize("name", ["fehlt/a.pdf", "a" * 300 + ".pdf"])
def test_a_place_where_nothing_can_be_written(desk: Desk, tmp_path: Path, name: str):
    with pytest.raises(InputError) as caught:
        desk.documents.save(PERIOD, Rendering.JSON, tmp_path / name)
    assert caught.value.code is ErrorCode.FILE_UNWRITABLE


def test_a_recalled_revision_is_rendered_as_it_was(desk: Desk):
    freeze(desk)
    before = rendered(desk.documents.source(PERIOD), Rendering.JSON)
    desk.reports.recall(PERIOD, "Nhầm số hồ sơ.")
    history = desk.reports.state(PERIOD, ()).history
    recalled = desk.documents.revision(history[0])
    assert rendered(recalled, Rendering.JSON) == before
    assert not recalled.is_draft
    draft = desk.documents.source(PERIOD)
    assert draft.is_draft
    assert draft.report.reason == "Nhầm số hồ sơ."
