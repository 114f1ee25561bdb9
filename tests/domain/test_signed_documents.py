"""Counting who signs from the documents themselves."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.certificates import serial_key
from egovdesk.domain.errors import ErrorCode
from egovdesk.domain.signed_documents import (
    PdfSignature,
    UnreadableDocument,
    count_signatures,
)

AN = PdfSignature(
    subject="Nguyễn Văn An",
    serial="0A1B",
    issuer="CA thử",
    signed_on=date(2021, 8, 2),
    is_intact=True,
    covers_whole_file=True,
)
BINH = replace(AN, subject="Trần Thị Bình", serial="0C", signed_on=date(2021, 9, 1))
BROKEN = replace(AN, is_intact=False)
UNDATED = replace(AN, signed_on=None)


def test_documents_are_counted_by_certificate():
    locked = UnreadableDocument(name="khóa.pdf", cause=ErrorCode.PDF_LOCKED)
    count = count_signatures(
        {"1.pdf": [AN], "2.pdf": [AN, BINH], "3.pdf": [], "4.pdf": [BROKEN]}, [locked]
    )

    assert (count.read, count.signed, count.unsigned) == (4, 2, 1)
    assert (count.broken, count.unreadable) == (("4.pdf",), (locked,))
    an, binh = count.by_certificate
    assert (an.subject, an.documents, an.days) == ("Nguyễn Văn An", 2, (date(2021, 8, 2),))
    assert (binh.subject, binh.documents, binh.days) == ("Trần Thị Bình", 1, (date(2021, 9, 1),))


def test_who_signs_a_document_twice_signed_one_document():
    later = replace(AN, signed_on=date(2021, 8, 9))
    (use,) = count_signatures({"1.pdf": [AN, later]}).by_certificate

    assert (use.documents, use.days) == (1, (date(2021, 8, 2), date(2021, 8, 9)))


def test_only_the_days_of_the_period_count():
    documents = {"1.pdf": [AN], "2.pdf": [BINH], "3.pdf": [UNDATED]}
    august = count_signatures(documents, since=AN.signed_on, until=AN.signed_on)

    assert (august.signed, august.signed_on_other_days, august.read) == (1, 2, 3)
    assert [use.serial for use in august.by_certificate] == ["0A1B"]
    assert count_signatures(documents, since=date(2021, 8, 3)).signed == 1
    assert count_signatures(documents, until=date(2021, 8, 31)).signed == 1


def test_without_a_period_a_signature_needs_no_day():
    count = count_signatures({"1.pdf": [UNDATED]})

    assert count.signed == 1
    assert count.by_certificate[0].days == ()


def test_one_serial_number_of_two_issuers_is_two_certificates():
    other = replace(AN, issuer="CA khác")
    assert len(count_signatures({"1.pdf": [AN, other]}).by_certificate) == 2


def test_a_certificate_is_found_however_its_number_is_written():
    count = count_signatures({"1.pdf": [AN]})

    for written in ("0A1B", "a1b", "0a:1b", "00 0A 1B", "0x0a1b"):
        assert count.use_of(written) == count.by_certificate[0]
    assert count.use_of("") is None
    assert count.use_of("0C") is None


@given(st.integers(min_value=0, max_value=2**160))
def test_serial_numbers_agree_however_they_are_written(number: int):
    pairs = f"{number:X}".zfill(len(f"{number:X}") + len(f"{number:X}") % 2)
    written = ":".join(pairs[i : i + 2] for i in range(0, len(pairs), 2))

    assert serial_key(written.lower()) == serial_key(f"{number:x}") == f"{number:X}"


@given(
    st.dictionaries(
        st.text(max_size=3),
        st.lists(st.sampled_from([AN, BINH, BROKEN, UNDATED]), max_size=4),
        max_size=8,
    ),
    st.none() | st.dates(date(2021, 7, 1), date(2021, 10, 1)),
    st.none() | st.dates(date(2021, 7, 1), date(2021, 10, 1)),
)
def test_every_document_is_counted_once(documents, since, until):  # noqa: ANN001
    count = count_signatures(documents, since=since, until=until)

    assert count.read == len(documents)
    assert all(1 <= use.documents <= count.signed for use in count.by_certificate)
