"""Signatures on the letter: at its place or without a mark, one after the other, with a time."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas

from egovdesk.documents.signature_look import signature_look
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.signed_documents import PdfSignature
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.signing import pades
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.pades import Box, sign_pdf
from egovdesk.signing.pdf_signatures import read_signatures
from tests.signing.authority import NOW, Authority

PLACE = (300, 100, 480, 160)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


def a_letter(*, place: bool = True) -> bytes:
    """Write two pages; the second keeps a place for a signature, as the letter does."""
    target = io.BytesIO()
    canvas = Canvas(target, invariant=True)
    canvas.drawString(100, 700, "Bao cao")
    canvas.showPage()
    canvas.drawString(100, 700, "Noi nhan")
    if place:
        left, bottom, right, top = PLACE
        canvas.bookmarkPage("signature", "FitR", left=left, bottom=bottom, right=right, top=top)
        canvas._doc.Catalog.Dests = PDFDictionary()
        canvas._doc.Catalog.Dests["signature"] = canvas._bookmarkReference("signature")
    canvas.save()
    return target.getvalue()


def looks(box: Box) -> bytes:
    return signature_look(
        box.width,
        box.height,
        signer="Nguyễn Văn A",
        agency="Cục Đăng kiểm Việt Nam",
        signed_at=NOW,
        is_trial=False,
    )


def signed(data: bytes, key: SigningKey, role: SignerRole = SignerRole.APPROVER) -> bytes:
    return sign_pdf(data, key, signed_at=NOW, appearance=looks, options=SigningOptions(role=role))


def test_an_approver_signs_at_the_place_of_the_letter(authority: Authority, tmp_path: Path):
    data = signed(a_letter(), authority.signer("Nguyễn Văn A"))
    (signature,) = read_written(data, tmp_path)
    assert (signature.subject, signature.is_intact, signature.covers_whole_file) == (
        "Nguyễn Văn A",
        True,
        True,
    )
    pages = PdfReader(io.BytesIO(data)).pages
    assert "/Annots" not in pages[0]
    (mark,) = pages[1]["/Annots"]
    assert [round(float(each)) for each in mark.get_object()["/Rect"]] == list(PLACE)


def test_the_moment_is_the_one_that_was_said(authority: Authority):
    data = signed(a_letter(), authority.signer())
    reader = PdfReader(io.BytesIO(data))
    value = reader.get_fields()["Signature1"]["/V"]
    assert value["/M"].startswith("D:20210922013015")
    assert value["/SubFilter"] == "/ETSI.CAdES.detached"


def test_a_preparer_leaves_no_mark_and_an_approver_follows(authority: Authority, tmp_path: Path):
    once = signed(a_letter(), authority.signer("Người lập"), SignerRole.PREPARER)
    assert "/Annots" not in PdfReader(io.BytesIO(once)).pages[1] or not any(
        any(map(float, mark.get_object()["/Rect"]))
        for mark in PdfReader(io.BytesIO(once)).pages[1]["/Annots"]
    )
    twice = signed(once, authority.signer("Cục trưởng"))
    assert twice.startswith(once), "what was signed is not touched"
    found = read_written(twice, tmp_path)
    assert [(s.subject, s.is_intact, s.covers_whole_file) for s in found] == [
        ("Người lập", True, False),
        ("Cục trưởng", True, True),
    ]


def test_a_letter_without_a_place_is_refused_for_an_approver_only(authority: Authority):
    with pytest.raises(InputError) as caught:
        signed(a_letter(place=False), authority.signer())
    assert caught.value.code is ErrorCode.SIGNATURE_PLACE
    assert signed(a_letter(place=False), authority.signer(), SignerRole.PREPARER)


def test_the_look_says_who_for_whom_and_when_in_full_vietnamese():
    page = PdfReader(io.BytesIO(looks(Box(page=0, left=0, bottom=0, right=180, top=60)))).pages[0]
    text = page.extract_text()
    assert "Ký bởi: Nguyễn Văn A" in text
    assert "Cơ quan: Cục Đăng kiểm Việt Nam" in text
    assert "Thời gian ký: 2021-09-22T08:30:15+07:00" in text


def test_a_name_of_any_length_stays_in_its_box():
    drawn = signature_look(
        180,
        60,
        signer="Nguyễn " * 40,
        agency="Cục Đăng kiểm Việt Nam " * 10,
        signed_at=datetime(2021, 9, 22, tzinfo=UTC),
        is_trial=True,
    )
    page = PdfReader(io.BytesIO(drawn)).pages[0]
    assert page.mediabox.height == 60
    assert page.extract_text().count("Nguyễn") == 40


def read_written(data: bytes, folder: Path) -> tuple[PdfSignature, ...]:
    file = folder / "letter.pdf"
    file.write_bytes(data)
    return read_signatures(file)


@pytest.mark.parametrize("missing", ["nothing", "root", "list", "root of the time stamp"])
def test_what_cannot_be_proven_now_is_signed_with_its_time_alone(
    authority: Authority, missing: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    other = Authority(
        tmp_path, rsa.generate_private_key(65537, 2048), authority.leaf_key, "CA khác"
    )
    stamper = other if missing == "root of the time stamp" else authority
    monkeypatch.setattr(pades, "time_stamper", lambda _url: stamper.time_stamper(NOW))
    options = SigningOptions(
        time_stamp_url="http://tsa.example",
        roots=(other.root_pem if missing == "root" else authority.root_pem,),
        crls=((other if missing == "list" else authority).revocation_list(),),
    )
    data = sign_pdf(
        a_letter(), authority.signer(), signed_at=NOW, appearance=looks, options=options
    )
    reader = PdfReader(io.BytesIO(data))
    assert ("/DSS" in reader.trailer["/Root"]) == (missing == "nothing")
    (signature,) = PdfFileReader(io.BytesIO(data)).embedded_signatures
    (stamp,) = signature.signer_info["unsigned_attrs"]
    assert stamp["type"].native == "signature_time_stamp_token"
