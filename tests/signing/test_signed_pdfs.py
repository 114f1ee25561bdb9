"""A folder of documents, counted by who signed them."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.signed_documents import PdfSignature, UnreadableDocument
from egovdesk.signing import signed_pdfs
from egovdesk.signing.container import no_progress
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.signed_pdfs import count_folder, signatures_of_pdf
from tests.signing.authority import Authority
from tests.signing.pdf_documents import SIGNED_AT, letter, signed

HEADER = b"%PDF-1.7\n"


def misbehaving() -> Callable[[Path], tuple[PdfSignature, ...]]:
    """Read by name: documents that no reader has met yet."""

    def read(path: Path) -> tuple[PdfSignature, ...]:
        if path.name == "hang.pdf":
            time.sleep(60)
        if path.name == "crash.pdf":
            os.abort()
        return ()

    return read


@pytest.fixture(scope="session")
def second(authority: Authority) -> SigningKey:
    return authority.signer("Trần Thị B")


@pytest.fixture(scope="session")
def folder(
    tmp_path_factory: pytest.TempPathFactory, signer: SigningKey, second: SigningKey
) -> Path:
    folder = tmp_path_factory.mktemp("Văn bản đi")
    (folder / "tháng 8").mkdir()
    one = signed(letter("1"), signer)
    later = SIGNED_AT + timedelta(days=31)
    documents = {
        "1.pdf": one,
        "2.PDF": signed(letter("2"), signer, at=later),
        "tháng 8/3.pdf": signed(signed(letter("3"), signer), second, field="B", at=later),
        "tháng 8/4.pdf": letter("4"),
        "5.pdf": one.replace(b"/Title (untitled)", b"/Title (UNTITLED)"),
        "6.pdf": b"not a document",
        "7.pdf": letter("7", password="secret") + b"/ByteRange",
        "8.docx": one,
    }
    for name, document in documents.items():
        (folder / name).write_bytes(document)
    (folder / "link.pdf").symlink_to(folder / "1.pdf")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    return folder


def test_every_document_is_counted_once_by_what_it_shows(folder: Path, signer: SigningKey):
    calls: list[tuple[int, int]] = []
    count = count_folder(folder, report=lambda done, total: calls.append((done, total)))

    assert (count.read, count.signed, count.unsigned, count.broken) == (5, 3, 1, ("5.pdf",))
    assert count.unreadable == (
        UnreadableDocument(name="6.pdf", cause=ErrorCode.PDF_UNREADABLE),
        UnreadableDocument(name="7.pdf", cause=ErrorCode.PDF_LOCKED),
    )
    an, binh = count.by_certificate
    assert (an.subject, an.documents) == ("Nguyễn Văn A", 3)
    assert an.days == (date(2021, 8, 2), date(2021, 9, 2))
    assert (binh.subject, binh.documents, binh.days) == ("Trần Thị B", 1, (date(2021, 9, 2),))
    assert count.use_of(signer.serial) == an
    assert calls[0] == (0, 7)
    assert calls[-1] == (7, 7)
    assert sorted(calls) == calls


def test_a_period_bounds_what_counts(folder: Path):
    count = count_folder(
        folder, report=no_progress, since=date(2021, 9, 1), until=date(2021, 9, 30)
    )
    assert (count.signed, count.signed_on_other_days, count.read) == (2, 1, 5)
    assert [use.days for use in count.by_certificate] == [(date(2021, 9, 2),)] * 2


def test_a_report_that_raises_ends_the_work(folder: Path):
    def stop(done: int, total: int) -> None:
        if done == 2:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        count_folder(folder, report=stop)
    assert caught.value.code is ErrorCode.CANCELLED


def test_what_hangs_or_crashes_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("a.pdf", "crash.pdf", "hang.pdf", "z.pdf"):
        (tmp_path / name).write_bytes(HEADER)
    monkeypatch.setattr(signed_pdfs, "_reader", misbehaving)
    monkeypatch.setattr(signed_pdfs, "_SECONDS", 0.5)

    count = count_folder(tmp_path, report=no_progress)

    assert count.unsigned == 2
    assert count.unreadable == (
        UnreadableDocument(name="crash.pdf", cause=ErrorCode.PDF_UNREADABLE),
        UnreadableDocument(name="hang.pdf", cause=ErrorCode.PDF_TIMEOUT),
    )


def test_a_hanging_document_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "hang.pdf").write_bytes(HEADER)
    monkeypatch.setattr(signed_pdfs, "_reader", misbehaving)
    monkeypatch.setattr(signed_pdfs, "_SECONDS", 60.0)
    calls = []

    def stop(done: int, total: int) -> None:
        calls.append(done)
        if len(calls) > 10:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError):
        count_folder(tmp_path, report=stop)
    assert set(calls) == {0}


def tree(width: int, depth: int) -> bytes:
    """Return a document whose form has a tree of fields with `width` to the power of `depth`."""
    kids = [b"%d 0 R " % (number + 3) * width for number in range(1, depth + 1)]
    objects = [b"<</Type/Catalog/AcroForm 2 0 R>>", b"<</Fields[3 0 R]>>"]
    objects += [b"<</T(f)/Kids[%s]>>" % each for each in kids]
    objects += [b"<</T(f)>>"]
    document, places = HEADER + b"% /ByteRange\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(document))
        document += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size, start = len(objects) + 1, len(document)
    document += b"xref\n0 %d\n0000000000 65535 f \n" % size
    document += b"".join(b"%010d 00000 n \n" % place for place in places)
    return document + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, start)


def test_a_form_that_branches_without_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(signed_pdfs, "_SECONDS", 1.0)
    path = tmp_path / "tree.pdf"
    path.write_bytes(tree(2, 3))
    assert signatures_of_pdf(path) == ()
    path.write_bytes(tree(4, 40))
    with pytest.raises(InputError) as caught:
        signatures_of_pdf(path)
    assert caught.value.code is ErrorCode.PDF_TIMEOUT


def test_one_document_by_itself(folder: Path, tmp_path: Path):
    (signature,) = signatures_of_pdf(folder / "1.pdf")

    assert signature.signed_on == datetime(2021, 8, 2, tzinfo=UTC).date()
    for name, code in (("6.pdf", ErrorCode.PDF_UNREADABLE), ("gone.pdf", ErrorCode.FILE_MISSING)):
        with pytest.raises(InputError) as caught:
            signatures_of_pdf(folder / name)
        assert (caught.value.code, caught.value.data["file"]) == (code, str(folder / name))


def test_a_folder_must_be_there(folder: Path, tmp_path: Path):
    for place in (tmp_path / "gone", folder / "1.pdf"):
        with pytest.raises(InputError):
            count_folder(place, report=no_progress)
    assert count_folder(tmp_path, report=no_progress).read == 0


def test_a_folder_that_is_withheld_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    withheld = tmp_path / "kín"
    withheld.mkdir()
    listing = os.scandir

    def scandir(place: str | Path) -> object:
        if Path(place) == withheld:
            raise PermissionError(13, "Permission denied", str(place))
        return listing(place)

    monkeypatch.setattr(os, "scandir", scandir)
    count = count_folder(tmp_path, report=no_progress)

    assert count.unreadable == (UnreadableDocument(name="kín", cause=ErrorCode.FILE_UNREADABLE),)
