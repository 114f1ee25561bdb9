"""The verdict on a signed PDF: whose it is, and everything that may have been done to it since."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.generic import TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from egovdesk.domain.packages import Problem, ProblemCode, SignerVerdict, VerdictStatus, status_of
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.signing.judgement import TrustPolicy
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.pades import sign_pdf
from egovdesk.signing.pdf_judgement import DocumentJudgement, judge_document
from egovdesk.wording.messages import problem_message
from tests.signing.authority import YEAR, Authority, key_usage
from tests.signing.pdf_documents import (
    a_note,
    a_page,
    another_page,
    another_title,
    extended,
    letter,
    signed,
    signed_plainly,
    stamped,
    updated,
    without_contents,
)

Judging = Callable[[bytes], DocumentJudgement]
HEADER = b"%PDF-1.7\n"


@pytest.fixture(scope="session")
def policy(authority: Authority, now: datetime) -> TrustPolicy:
    return TrustPolicy.of([authority.root_pem], [authority.revocation_list()], now)


@pytest.fixture(scope="session")
def judging(policy: TrustPolicy) -> Judging:
    return lambda document: judge_document(document, policy)


@pytest.fixture(scope="session")
def honest(signer: SigningKey) -> bytes:
    return signed(letter(), signer)


@pytest.fixture(scope="session")
def twice(honest: bytes, authority: Authority) -> bytes:
    return signed(honest, authority.signer("Trần Thị B"), field="ChuKy2")


def codes(found: DocumentJudgement) -> list[ProblemCode]:
    return [problem.code for problem in found.problems]


def sentences(problem: Problem) -> str:
    return str(problem_message(problem))


def test_an_honest_document(judging: Judging, honest: bytes, signer: SigningKey):
    found = judging(honest)

    (line,) = found.signers
    assert (line.subject, line.serial) == (signer.subject, signer.serial)
    assert (line.status, line.role, line.trusted_time) == (SignerVerdict.TRUSTED, None, None)
    assert found.problems == ()
    assert found.subject == "unspecified"


def test_the_role_stands_in_the_signature(judging: Judging, signer: SigningKey, now: datetime):
    options = SigningOptions(role=SignerRole.PREPARER)
    document = sign_pdf(
        letter(), signer, signed_at=now, appearance=lambda _box: b"", options=options
    )

    (line,) = judging(document).signers

    assert (line.role, line.claimed_time) == (SignerRole.PREPARER, now)


def test_two_signatures_follow_one_another(judging: Judging, twice: bytes):
    found = judging(twice)

    assert [line.subject for line in found.signers] == ["Nguyễn Văn A", "Trần Thị B"]
    assert found.problems == ()


def test_a_time_stamp_of_the_document_may_follow(
    judging: Judging, twice: bytes, authority: Authority, now: datetime
):
    found = judging(stamped(twice, authority.time_stamper(now)))

    assert len(found.signers) == 2
    assert found.problems == ()


def test_without_a_signature_there_is_nothing_to_say(
    judging: Judging, authority: Authority, now: datetime
):
    assert judging(letter()) == DocumentJudgement()
    only_stamped = judging(stamped(letter(), authority.time_stamper(now)))
    assert (only_stamped.signers, only_stamped.problems) == ((), ())


def a_field(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("Empty"))


def another_language(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/Lang"] = TextStringObject("vi")
    writer.update_root()


BEHIND = {
    "page added": (a_page, ProblemCode.PDF_ALTERED),
    "page replaced": (another_page, ProblemCode.PDF_ALTERED),
    "note added": (a_note, ProblemCode.PDF_ALTERED),
    "language changed": (another_language, ProblemCode.PDF_ALTERED),
    "title changed": (another_title, ProblemCode.PDF_INFORMATION),
    "empty field added": (a_field, ProblemCode.PDF_APPENDED),
}
WORDS = {
    ProblemCode.PDF_ALTERED: "các trang, ghi chú hoặc ô biểu mẫu",
    ProblemCode.PDF_INFORMATION: "tiêu đề hoặc thuộc tính khác",
    ProblemCode.PDF_APPENDED: "Sau chữ ký cuối cùng",
    ProblemCode.PDF_CHANGED: "không phải là văn bản đã được ký",
    ProblemCode.PDF_NOT_COVERED: "bỏ ngỏ",
    ProblemCode.PDF_SIGNATURE_UNREADABLE: "trống hoặc bị hỏng",
    ProblemCode.PDF_UNREADABLE: "không đọc được như tệp PDF",
    ProblemCode.PDF_LOCKED: "mật khẩu",
}


@pytest.mark.parametrize(("change", "code"), BEHIND.values(), ids=BEHIND.keys())
@pytest.mark.parametrize("signatures", [1, 2])
def test_what_is_written_behind_the_last_signature(
    judging: Judging,
    honest: bytes,
    twice: bytes,
    change: Callable[[IncrementalPdfFileWriter], None],
    code: ProblemCode,
    signatures: int,
):
    found = judging(updated(honest if signatures == 1 else twice, change))

    assert set(codes(found)) == {code}
    assert status_of(found.problems) is VerdictStatus.INVALID
    assert [line.status for line in found.signers] == [SignerVerdict.TRUSTED] * signatures
    assert WORDS[code] in sentences(found.problems[0])
    assert found.problems[0].certificate


@pytest.mark.parametrize("change", [a_page, another_page, a_note, another_title])
def test_what_is_written_between_two_signatures(
    judging: Judging,
    honest: bytes,
    authority: Authority,
    change: Callable[[IncrementalPdfFileWriter], None],
):
    """The second signer vouches for it; the first never saw it."""
    document = signed(updated(honest, change), authority.signer("Trần Thị B"), field="ChuKy2")

    found = judging(document)

    (problem,) = found.problems
    assert problem.code in {ProblemCode.PDF_ALTERED, ProblemCode.PDF_INFORMATION}
    assert problem.certificate == "Nguyễn Văn A"
    assert status_of(found.problems) is VerdictStatus.INVALID


def flipped(document: bytes) -> bytes:
    return document.replace(b"/Title (untitled)", b"/Title (UNTITLED)")


DAMAGED = {
    "byte flipped": (flipped, ProblemCode.PDF_CHANGED),
    "junk behind the end": (lambda d: d + b"\n% more", ProblemCode.PDF_APPENDED),
    "a zip behind the end": (lambda d: d + b"PK\x05\x06" + bytes(18), ProblemCode.PDF_APPENDED),
    "many line ends": (lambda d: d + b"\n" * 30, ProblemCode.PDF_APPENDED),
    "signature zeroed": (without_contents, ProblemCode.PDF_SIGNATURE_UNREADABLE),
    "cut off": (lambda d: d[:-200], ProblemCode.PDF_UNREADABLE),
    "range changed": (
        lambda d: d.replace(b"/ByteRange [0 ", b"/ByteRange [1 "),
        ProblemCode.PDF_NOT_COVERED,
    ),
    "only a header": (lambda _d: HEADER + b"/ByteRange", ProblemCode.PDF_UNREADABLE),
    "a number that is none": (
        lambda d: d.replace(b"/SigFlags 3", b"/SigFlags +-."),
        ProblemCode.PDF_UNREADABLE,
    ),
    "locked": (lambda _d: letter(password="x") + b"/ByteRange", ProblemCode.PDF_LOCKED),
}


@pytest.mark.parametrize(("harm", "code"), DAMAGED.values(), ids=DAMAGED.keys())
def test_each_harm_has_its_own_sentence(
    judging: Judging, honest: bytes, harm: Callable[[bytes], bytes], code: ProblemCode
):
    document = harm(honest)
    assert document != honest

    found = judging(document)

    assert code in codes(found)
    locked = code is ProblemCode.PDF_LOCKED
    expected = VerdictStatus.INDETERMINATE if locked else VerdictStatus.INVALID
    assert status_of(found.problems) is expected
    assert WORDS[code] in sentences(found.problems[codes(found).index(code)])


def test_a_harm_to_the_first_signature_does_not_hide_the_second(
    judging: Judging, twice: bytes, authority: Authority
):
    found = judging(without_contents(twice))

    assert {line.subject for line in found.signers} == {"", "Trần Thị B"}
    assert ProblemCode.PDF_SIGNATURE_UNREADABLE in codes(found)


def test_proofs_may_follow_the_last_signature_but_nothing_else(
    judging: Judging, honest: bytes, authority: Authority, policy: TrustPolicy
):
    """Revocation lists are added behind a signature by every program that archives it."""
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    def add_lists(writer: IncrementalPdfFileWriter) -> None:
        DocumentSecurityStore.supply_dss_in_writer(
            writer, sig_contents=None, crls=list(policy.crls)
        )

    document = updated(honest, add_lists)

    assert judging(document).problems == ()
    assert codes(judging(document + b"junk")) == [ProblemCode.PDF_APPENDED]
    assert codes(judging(updated(document, a_note))) == [ProblemCode.PDF_ALTERED]


def test_the_lists_that_a_document_brings_are_used(
    honest: bytes, authority: Authority, policy: TrustPolicy, signer: SigningKey, now: datetime
):
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    revoked = authority.revocation_list(signer, revoked_on=now - timedelta(days=1))
    crls = TrustPolicy.of([], [revoked], now).crls
    document = updated(
        honest,
        lambda writer: DocumentSecurityStore.supply_dss_in_writer(
            writer, sig_contents=None, crls=list(crls)
        ),
    )
    without = TrustPolicy.of([authority.root_pem], [], now)

    assert codes(judge_document(honest, without)) == [ProblemCode.REVOCATION_NOT_CHECKED]
    assert codes(judge_document(document, without)) == [ProblemCode.CERTIFICATE_REVOKED]


def test_a_plain_signature_is_judged_and_called_plain(
    judging: Judging, signer: SigningKey, authority: Authority
):
    document = signed_plainly(letter(), signer, authority.leaf_key)

    found = judging(document)

    assert codes(found) == [ProblemCode.PLAIN_SIGNATURE]
    assert found.signers[0].status is SignerVerdict.TRUSTED
    assert status_of(found.problems) is VerdictStatus.VALID
    assert codes(judging(flipped(document))) == [ProblemCode.PDF_CHANGED]


def test_doubts_about_the_signer(
    authority: Authority, other_authority: Authority, now: datetime, policy: TrustPolicy
):
    cases = {
        ProblemCode.CERTIFICATE_UNTRUSTED: other_authority.signer(),
        ProblemCode.CERTIFICATE_EXPIRED: authority.signer(period=(-2 * YEAR, -YEAR)),
        ProblemCode.CERTIFICATE_USAGE: authority.signer(usage=key_usage(encrypt=True)),
    }
    for code, key in cases.items():
        found = judge_document(signed(letter(), key), policy)
        assert codes(found) == [code]
        assert status_of(found.problems) is VerdictStatus.INDETERMINATE


def test_a_document_that_everybody_may_read(judging: Judging, signer: SigningKey):
    assert judging(signed(letter(password=""), signer)).problems == ()


def test_too_many_signatures(judging: Judging, signer: SigningKey):
    document = letter()
    for number in range(51):
        document = signed(document, signer, field=f"F{number}")

    assert codes(judging(document)) == [ProblemCode.PDF_UNREADABLE]


def test_what_was_extended_is_altered(judging: Judging, honest: bytes):
    assert codes(judging(extended(honest))) == [ProblemCode.PDF_ALTERED]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_damage_crashes_or_is_taken_for_valid(
    judging: Judging, honest: bytes, data: st.DataObject
):
    document = bytearray(honest)
    for _ in range(data.draw(st.integers(1, 3))):
        document[data.draw(st.integers(0, len(document) - 1))] = data.draw(st.integers(0, 255))
    found = judging(bytes(document))
    if found.signers and status_of(found.problems) is VerdictStatus.VALID:
        held = honest.index(b"/Contents <")
        end = honest.index(b">", held)
        assert bytes(document[:held] + document[end:]) == honest[:held] + honest[end:]
