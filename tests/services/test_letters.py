"""A letter signed with another program takes the place of ours, once it is shown to be the same."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from reportlab.pdfgen.canvas import Canvas

from egovdesk.bootstrap import Desk
from egovdesk.documents import same_letter
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.signatory import Signatory
from egovdesk.domain.signing import KeyChoice
from egovdesk.services.tasks import ProgressEntry
from egovdesk.services.verifying import Verifier
from egovdesk.services.workspaces import Workspaces
from egovdesk.signing.keys import load_pkcs12
from tests.services.conftest import a_key, answer_warnings, clock
from tests.signing.pdf_documents import extended, signed

PERIOD = Quarter(2021, 3)


@pytest.fixture
def saved(desk: Desk, tmp_path: Path) -> bytes:
    """The frozen letter as the officer saves it."""
    answer_warnings(desk, PERIOD)
    desk.reports.freeze(PERIOD)
    return desk.documents.save(PERIOD, Rendering.PDF, tmp_path / "saved.pdf").file.read_bytes()


def by_another_program(data: bytes, folder: Path, name: str = "đã ký.pdf") -> Path:
    """Sign a letter as another program does: with a mark where its officer put it."""
    key = load_pkcs12(a_key(folder, b"x"), b"x")
    file = folder / name
    file.write_bytes(signed(data, key))
    return file


def rewritten(data: bytes) -> bytes:
    """Write a PDF anew, as programs do that do not append."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def refused(desk: Desk, file: Path) -> EGovDeskError:
    with pytest.raises(EGovDeskError) as caught:
        desk.letters.attach(PERIOD, file)
    live = desk.reports.live(PERIOD)
    assert live is None or live.letter is None
    return caught.value


def test_it_goes_into_the_package_as_it_is(desk: Desk, saved: bytes, tmp_path: Path):
    file = by_another_program(saved, tmp_path)
    assert file.read_bytes().startswith(saved)
    desk.letters.attach(PERIOD, file)
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.letter is not None
    assert (live.letter.name, live.letter.signer) == ("đã ký.pdf", "Cục Đăng kiểm Việt Nam")
    parts = {part.name: part.size for part in desk.packages.contents(PERIOD)}
    assert parts["report.pdf"] == file.stat().st_size
    done = desk.packages.export(PERIOD, tmp_path / "out", KeyChoice())
    with zipfile.ZipFile(done.file) as archive:
        assert archive.read("report.pdf") == file.read_bytes()
    root, officer = desk.packages.trial_key().root_file, tmp_path / "officer.der"
    doubtful = Verifier(clock).verify(done.file, trust=[root])
    assert doubtful.status is VerdictStatus.INDETERMINATE, "the letter's signer is unknown"
    officer.write_bytes(load_pkcs12(tmp_path / "khóa.p12", b"x").certificate)
    verdict = Verifier(clock).verify(done.file, trust=[root, officer])
    assert verdict.status is VerdictStatus.VALID


def test_a_program_that_writes_the_whole_file_anew(desk: Desk, saved: bytes, tmp_path: Path):
    file = by_another_program(rewritten(saved), tmp_path)
    assert not file.read_bytes().startswith(saved)
    desk.letters.attach(PERIOD, file)


def test_it_survives_a_restart_and_is_left_behind_by_a_recall(
    desk: Desk, saved: bytes, tmp_path: Path
):
    file = by_another_program(saved, tmp_path)
    desk.letters.attach(PERIOD, file)
    content = file.read_bytes()
    file.unlink()
    folder = desk.session.workspace.folder
    desk.close()
    again = Desk(Workspaces(clock).open(folder))
    try:
        live = again.reports.live(PERIOD)
        assert live is not None
        assert live.letter is not None
        assert live.letter.digest == hashlib.sha256(content).hexdigest()
        again.reports.recall(PERIOD, "Sửa số liệu.")
        again.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 10), percent=77))
        done = again.packages.export(PERIOD, tmp_path / "out", KeyChoice())
        with zipfile.ZipFile(done.file) as archive:
            assert archive.read("report.pdf") != content
    finally:
        again.close()


def test_another_takes_its_place_and_it_is_taken_away(desk: Desk, saved: bytes, tmp_path: Path):
    desk.letters.attach(PERIOD, by_another_program(saved, tmp_path, "1.pdf"))
    desk.letters.attach(PERIOD, by_another_program(saved, tmp_path, "2.pdf"))
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.letter is not None
    assert live.letter.name == "2.pdf"
    desk.letters.detach(PERIOD)
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.letter is None
    with pytest.raises(EGovDeskError) as caught:
        desk.letters.detach(PERIOD)
    assert caught.value.code is ErrorCode.LETTER_MISSING


def test_a_letter_without_a_signature(desk: Desk, saved: bytes, tmp_path: Path):
    assert saved
    assert refused(desk, tmp_path / "saved.pdf").code is ErrorCode.LETTER_UNSIGNED


def test_a_letter_that_was_changed_after_it_was_signed(desk: Desk, saved: bytes, tmp_path: Path):
    file = by_another_program(saved, tmp_path)
    file.write_bytes(extended(file.read_bytes()))
    assert refused(desk, file).code is ErrorCode.LETTER_BROKEN


def test_the_draft_is_not_the_letter(desk: Desk, tmp_path: Path):
    draft = desk.documents.save(PERIOD, Rendering.PDF, tmp_path / "draft.pdf").file.read_bytes()
    answer_warnings(desk, PERIOD)
    desk.reports.freeze(PERIOD)
    error = refused(desk, by_another_program(draft, tmp_path))
    assert (error.code, error.data["page"]) == (ErrorCode.LETTER_OTHER, 1)


def test_a_letter_of_other_figures_names_the_page(desk: Desk, saved: bytes, tmp_path: Path):
    """The signatory's name stands on the page of the signature, and nowhere before."""
    file = by_another_program(saved, tmp_path)
    desk.documents.choose_signatory(Signatory(name="Trần Văn Khác"))
    error = refused(desk, file)
    assert error.code is ErrorCode.LETTER_OTHER
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(saved)).pages]
    now = desk.documents.save(PERIOD, Rendering.PDF, tmp_path / "now.pdf").file
    others = [page.extract_text() for page in PdfReader(now).pages]
    pairs = zip(texts, others, strict=True)
    first = next(number for number, (was, new) in enumerate(pairs, 1) if was != new)
    assert error.data["page"] == first


def test_a_picture_over_the_words_is_another_letter(desk: Desk, saved: bytes, tmp_path: Path):
    """The words are the same, but a white box hides some of them."""
    box = io.BytesIO()
    canvas = Canvas(box)
    canvas.setFillGray(1)
    canvas.rect(100, 400, 200, 60, stroke=0, fill=1)
    canvas.save()
    writer = PdfWriter(clone_from=io.BytesIO(saved))
    writer.pages[0].merge_page(PdfReader(box).pages[0])
    target = io.BytesIO()
    writer.write(target)
    error = refused(desk, by_another_program(target.getvalue(), tmp_path))
    assert (error.code, error.data["page"]) == (ErrorCode.LETTER_OTHER, 1)


def test_a_note_upon_a_page_is_another_letter(desk: Desk, saved: bytes, tmp_path: Path):
    writer = PdfWriter(clone_from=io.BytesIO(saved))
    writer.add_annotation(0, FreeText(text="99,9%", rect=(100, 400, 200, 430)))
    target = io.BytesIO()
    writer.write(target)
    error = refused(desk, by_another_program(target.getvalue(), tmp_path))
    assert (error.code, error.data["page"]) == (ErrorCode.LETTER_OTHER, 1)


@pytest.mark.parametrize("pages", [-1, 1])
def test_a_page_more_or_less(desk: Desk, saved: bytes, tmp_path: Path, pages: int):
    writer = PdfWriter(clone_from=io.BytesIO(saved))
    count = len(writer.pages)
    if pages > 0:
        writer.add_blank_page()
    else:
        writer.remove_page(count - 1)
    target = io.BytesIO()
    writer.write(target)
    error = refused(desk, by_another_program(target.getvalue(), tmp_path))
    assert (error.code, error.data["page"]) == (ErrorCode.LETTER_OTHER, count + max(0, pages))


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf(desk: Desk, saved: bytes, tmp_path: Path, content: bytes):
    assert saved
    file = tmp_path / "x.pdf"
    file.write_bytes(content)
    assert refused(desk, file).code in (ErrorCode.PDF_UNREADABLE, ErrorCode.LETTER_UNSIGNED)
    with pytest.raises(InputError):
        same_letter.first_difference(saved, file)


def test_nothing_is_attached_before_the_freeze_or_after_packing(
    desk: Desk, tmp_path: Path, key: KeyChoice
):
    file = tmp_path / "x.pdf"
    file.touch()
    assert refused(desk, file).code is ErrorCode.REPORT_NOT_FROZEN
    answer_warnings(desk, PERIOD)
    desk.packages.export(PERIOD, tmp_path / "out", key)
    assert refused(desk, file).code is ErrorCode.LETTER_TOO_LATE


def test_a_letter_that_somebody_replaced_is_not_packed(desk: Desk, saved: bytes, tmp_path: Path):
    desk.letters.attach(PERIOD, by_another_program(saved, tmp_path))
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.letter is not None
    kept = desk.session.workspace.folder / "evidence" / live.letter.digest
    kept.write_bytes(b"%PDF forged")
    with pytest.raises(InputError) as caught:
        desk.packages.export(PERIOD, tmp_path / "out", KeyChoice())
    assert caught.value.code is ErrorCode.EVIDENCE_CHANGED
    assert not (tmp_path / "out").exists()
