"""The signatures of one document, honest or not."""

import asyncio
import os
import re
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.sign.fields import SigSeedSubFilter

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.signed_documents import PdfSignature
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.pdf_signatures import SignatureScan, read_signatures
from tests.signing.authority import YEAR, Authority
from tests.signing.pdf_documents import extended, letter, signed, stamped


@pytest.mark.parametrize("size", [1, 5, 9, 10, 1024, 1 << 20])
def test_a_scan_by_blocks_finds_what_a_look_at_the_whole_finds(signer: SigningKey, size: int):
    plain = letter()
    cases = ((plain, False), (signed(plain, signer), True), (b"/ByteRange", False))
    for document, expected in cases:
        scan = SignatureScan()
        for at in range(0, len(document), size):
            scan.feed(document[at : at + size])
        assert scan.found == expected


Reading = Callable[[bytes], tuple[PdfSignature, ...]]
HEADER = b"%PDF-1.7\n"


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    path = tmp_path_factory.mktemp("documents") / "văn bản.pdf"

    def reading(document: bytes) -> tuple[PdfSignature, ...]:
        path.write_bytes(document)
        return read_signatures(path)

    return reading


@pytest.fixture(scope="session")
def honest(signer: SigningKey) -> bytes:
    return signed(letter(), signer)


def code_of(read: Reading, document: bytes) -> ErrorCode:
    with pytest.raises(InputError) as caught:
        read(document)
    return caught.value.code


def test_an_unsigned_document_has_none(read: Reading):
    assert read(letter(pages=3)) == ()


@pytest.mark.parametrize(
    "subfilter", [SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED]
)
def test_who_signed_and_when(
    read: Reading, signer: SigningKey, authority: Authority, subfilter: SigSeedSubFilter
):
    (signature,) = read(signed(letter(), signer, subfilter=subfilter))

    assert signature.subject == "Nguyễn Văn A"
    assert int(signature.serial, 16) == int(signer.serial, 16)
    assert signature.issuer == authority.name
    assert signature.signed_on == date(2021, 8, 2)
    assert signature.is_intact
    assert signature.covers_whole_file


def test_the_day_is_that_of_vietnam(read: Reading, signer: SigningKey):
    late = datetime(2021, 8, 2, 17, 0, tzinfo=UTC)
    assert read(signed(letter(), signer, at=late))[0].signed_on == date(2021, 8, 3)


def test_signatures_come_in_their_order_and_the_last_covers_all(
    read: Reading, signer: SigningKey, authority: Authority
):
    second = authority.signer("Trần Thị B")
    document = signed(signed(letter(), signer, field="Z"), second, field="A")

    first, last = read(document)

    assert [one.subject for one in (first, last)] == ["Nguyễn Văn A", "Trần Thị B"]
    assert (first.is_intact, last.is_intact) == (True, True)
    assert (first.covers_whole_file, last.covers_whole_file) == (False, True)


def test_a_changed_byte_breaks_it(read: Reading, honest: bytes):
    changed = honest.replace(b"/Title (untitled)", b"/Title (UNTITLED)")
    assert changed != honest
    (signature,) = read(changed)

    assert not signature.is_intact
    assert signature.subject == "Nguyễn Văn A"


def test_what_is_added_is_not_covered(read: Reading, honest: bytes):
    for document in (extended(honest), honest + b"\n% more"):
        (signature,) = read(document)
        assert (signature.is_intact, signature.covers_whole_file) == (True, False)


def test_a_signature_that_the_key_did_not_make_is_none(read: Reading, honest: bytes):
    """The digests fit; the last bytes of the signature itself were changed."""
    contents = re.search(rb"/Contents <([0-9A-Fa-f]+?)(?:00)*>", honest)
    assert contents is not None
    place = contents.end(1) - 20
    digit = b"0" if honest[place : place + 1] != b"0" else b"1"

    (signature,) = read(honest[:place] + digit + honest[place + 1 :])

    assert not signature.is_intact
    assert signature.subject == "Nguyễn Văn A"


def signed_anew(document: bytes, key: SigningKey, covered: tuple[int, int, int, int]) -> bytes:
    """Sign other bytes than the document's signature covers, as a cunning signer may."""
    old = re.search(rb"/ByteRange \[[0-9 ]+\]", document)
    assert old is not None
    new = b"/ByteRange [%d %d %d %d" % covered
    document = document.replace(old[0], new.ljust(len(old[0]) - 1) + b"]")
    start, length, resumed, rest = covered
    digest = sha256(document[start : start + length] + document[resumed : resumed + rest]).digest()
    cms = asyncio.run(key.signer.async_sign(digest, "sha256", use_pades=True)).dump()
    contents = re.search(rb"/Contents <([0-9A-Fa-f]+)>", document)
    assert contents is not None
    held = cms.hex().encode().ljust(len(contents[1]), b"0")
    return document[: contents.start(1)] + held + document[contents.end(1) :]


def test_a_signature_covers_everything_but_itself(read: Reading, signer: SigningKey, honest: bytes):
    """In a wider gap, the text of a contract could be put in later."""
    numbers = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", honest)
    assert numbers is not None
    length, resumed, rest = map(int, numbers.groups())

    def is_intact(*covered: int) -> bool:
        start, before, after, remaining = covered
        document = signed_anew(honest, signer, (start, before, after, remaining))
        return read(document)[0].is_intact

    assert is_intact(0, length, resumed, rest)
    assert is_intact(0, length, resumed, rest - 1)
    assert not is_intact(0, length - 1, resumed, rest)
    assert not is_intact(0, length, resumed + 1, rest - 1)
    assert not is_intact(1, length - 1, resumed, rest)
    assert not is_intact(0, length, length, 0)
    assert not is_intact(0, length, resumed, rest + 1)


def test_a_time_stamp_is_nobodys_signature(
    read: Reading, honest: bytes, authority: Authority, now: datetime
):
    document = stamped(honest, authority.time_stamper(now))

    assert document.count(b"/DocTimeStamp") == 1
    assert [one.subject for one in read(document)] == ["Nguyễn Văn A"]
    assert read(stamped(letter(), authority.time_stamper(now))) == ()


def test_numbers_of_citizens_are_not_kept(read: Reading, authority: Authority):
    number = x509.NameAttribute(NameOID.USER_ID, "CCCD:001099012345")
    unit = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Cục Đăng kiểm Việt Nam")
    found = read(signed(letter(), authority.signer(x509.Name([number, unit]))))

    assert found[0].subject == "Cục Đăng kiểm Việt Nam"
    assert "001099012345" not in repr(found)


def test_an_expired_certificate_did_sign(read: Reading, authority: Authority):
    """Whether it was valid is a question of trust; the register knows until when it was."""
    key = authority.signer(period=(-3 * YEAR, -2 * YEAR))
    assert read(signed(letter(), key))[0].is_intact


def test_passwords(read: Reading, signer: SigningKey):
    assert read(letter(password="")) == ()
    assert read(signed(letter(password=""), signer))[0].is_intact
    locked = letter(password="secret") + b"/ByteRange"
    assert code_of(read, locked) is ErrorCode.PDF_LOCKED


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"no PDF",
        b"PK\x03\x04 /ByteRange",
        HEADER,
        HEADER + b"/ByteRange",
        HEADER + b"/ByteRange\nstartxref\n0\n%%EOF",
        HEADER + b"/ByteRange\nstartxref\n99999999999999999999\n%%EOF",
        HEADER + b"/ByteRange\nstartxref\n-5\n%%EOF",
        HEADER + b"xref\n0 99999999\ntrailer\n<</ByteRange 1>>\nstartxref\n9\n%%EOF",
        HEADER + b"xref\n0 0\ntrailer\n<</ByteRange 1/Prev 9>>\nstartxref\n9\n%%EOF",
        HEADER + b"xref\n0 0\ntrailer\n" + b"[" * 90000 + b"/ByteRange\nstartxref\n9\n%%EOF",
        HEADER + b"xref\n0 0\ntrailer\n" + b"<</A " * 90000 + b"/ByteRange\nstartxref\n9\n%%EOF",
    ],
    ids=range(12),
)
def test_what_is_no_document(read: Reading, document: bytes):
    assert code_of(read, document) is ErrorCode.PDF_UNREADABLE


def test_streams_are_not_unpacked_without_end(read: Reading):
    """A cross-reference stream of 256 KB that unpacks to 256 MB."""
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 24)) for _ in range(16)) + packer.flush()
    document = (
        HEADER + b"1 0 obj <</Type/XRef/W[1 4 2]/Size 9/Filter/FlateDecode/Length %d>>" % len(bomb)
    )
    document += b" stream\n" + bomb + b"\nendstream endobj % /ByteRange\nstartxref\n9\n%%EOF"

    assert code_of(read, document) is ErrorCode.PDF_UNREADABLE


def test_a_document_is_not_endless(tmp_path: Path):
    path = tmp_path / "big.pdf"
    with path.open("wb") as stream:
        stream.truncate((100 << 20) + 1)
    with pytest.raises(InputError) as caught:
        read_signatures(path)
    assert caught.value.code is ErrorCode.FILE_TOO_LARGE


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_pipe_is_no_document(tmp_path: Path):
    os.mkfifo(tmp_path / "a.pdf")
    with pytest.raises(InputError) as caught:
        read_signatures(tmp_path / "a.pdf")
    assert caught.value.code is ErrorCode.FILE_NOT_ORDINARY


@settings(max_examples=150)
@given(data=st.data())
def test_no_damage_crashes_or_proves_anything(read: Reading, honest: bytes, data: st.DataObject):
    """A signature stays intact only where nothing but its own padding was changed."""
    document = bytearray(honest)
    for _ in range(data.draw(st.integers(1, 3))):
        document[data.draw(st.integers(0, len(document) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read(bytes(document))
    except EGovDeskError:
        return
    if any(signature.is_intact for signature in found):
        assert found == read(honest)
        assert outside_the_signature(bytes(document)) == outside_the_signature(honest)


def outside_the_signature(document: bytes) -> tuple[bytes, bytes]:
    numbers = re.search(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]", document)
    assert numbers is not None
    return document[: int(numbers[1])], document[int(numbers[2]) :]


@settings(max_examples=50)
@given(data=st.data())
def test_a_document_cut_short_proves_nothing(read: Reading, honest: bytes, data: st.DataObject):
    try:
        found = read(honest[: data.draw(st.integers(0, len(honest) - 1))])
    except EGovDeskError:
        return
    assert not any(signature.is_intact for signature in found)
