"""Time stamps from an authority on loopback, and what they prove years later."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import ProblemCode, SignerVerdict
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.signing import cades, timestamps
from egovdesk.signing.judgement import SignatureJudgement, TrustPolicy, judge
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.pades import sign_pdf
from egovdesk.signing.pdf_judgement import judge_document
from egovdesk.signing.timestamps import time_stamper
from tests.signing.authority import YEAR, Authority, key_usage
from tests.signing.pdf_documents import letter
from tests.signing.stamping import LIES, stamping

DATA = b"manifest"
DAY = timedelta(days=1)

Sign = Callable[[SigningKey, datetime, SigningOptions], bytes]
Judge = Callable[[bytes, TrustPolicy], SignatureJudgement]


def sign_container(key: SigningKey, at: datetime, options: SigningOptions) -> bytes:
    return cades.sign(DATA, key, signed_at=at, options=options)


def judge_container(signature: bytes, policy: TrustPolicy) -> SignatureJudgement:
    return judge(DATA, signature, policy)


def sign_document(key: SigningKey, at: datetime, options: SigningOptions) -> bytes:
    return sign_pdf(letter(), key, signed_at=at, appearance=lambda _box: b"", options=options)


def judge_one_document(document: bytes, policy: TrustPolicy) -> SignatureJudgement:
    found = judge_document(document, policy)
    (line,) = found.signers
    return SignatureJudgement(line=line, problems=found.problems)


KINDS = {
    "container": (sign_container, judge_container),
    "document": (sign_document, judge_one_document),
}
both_kinds = pytest.mark.parametrize(("sign", "judged"), KINDS.values(), ids=KINDS.keys())


def codes(judgement: SignatureJudgement) -> list[ProblemCode]:
    return [problem.code for problem in judgement.problems]


@pytest.fixture(scope="session")
def stamper(authority: Authority, now: datetime) -> DummyTimeStamper:
    return authority.time_stamper(now)


def options(url: str, authority: Authority, *crls: bytes) -> SigningOptions:
    return SigningOptions(
        role=SignerRole.PREPARER, time_stamp_url=url, crls=crls, roots=(authority.root_pem,)
    )


@both_kinds
def test_a_stamp_proves_the_time(
    sign: Sign,
    judged: Judge,
    authority: Authority,
    signer: SigningKey,
    stamper: DummyTimeStamper,
    now: datetime,
):
    with stamping(stamper) as server:
        signature = sign(signer, now - DAY, options(server.url, authority))
        assert server.asked
    policy = TrustPolicy.of([authority.root_pem], [authority.revocation_list()], now)

    found = judged(signature, policy)

    assert (found.line.status, found.line.trusted_time) == (SignerVerdict.TRUSTED, now)
    assert found.line.claimed_time == now - DAY
    assert codes(found) == []


@both_kinds
def test_what_is_needed_later_is_inside(
    sign: Sign,
    judged: Judge,
    authority: Authority,
    signer: SigningKey,
    stamper: DummyTimeStamper,
    now: datetime,
):
    """Level LT: years later, with no list of one's own, the signer's revocation is still known."""
    crl = authority.revocation_list()
    with stamping(stamper) as server:
        signature = sign(signer, now, options(server.url, authority, crl))
        without = sign(signer, now, options(server.url, authority))
    later = now + 3 * YEAR

    current = TrustPolicy.of([authority.root_pem], [authority.revocation_list(issued=later)], later)
    assert codes(judged(signature, current)) == []
    none = TrustPolicy.of([authority.root_pem], [], later)
    found = judged(signature, none)
    assert (found.line.status, found.line.trusted_time) == (SignerVerdict.TRUSTED, now)
    # the signer's revocation is proven by the list inside; that of the stamp's authority is not
    assert [p.certificate for p in found.problems] == ["TSA"]
    assert [p.certificate for p in judged(without, none).problems] == [signer.subject, "TSA"]


# Eight cases of time --------------------------------------------------------------------------

CASES = {
    # stamped (days from now), expires, revoked on, judged: all in days; expected
    "no stamp, valid": (None, 365, None, 0, SignerVerdict.TRUSTED),
    "no stamp, expired since": (None, 30, None, 60, SignerVerdict.EXPIRED),
    "no stamp, revoked since": (None, 365, 30, 60, SignerVerdict.REVOKED),
    "stamped, expired since": (0, 30, None, 60, SignerVerdict.TRUSTED),
    "stamped, revoked since": (0, 365, 30, 60, SignerVerdict.TRUSTED),
    "stamped after it expired": (40, 30, None, 60, SignerVerdict.EXPIRED),
    "stamped after it was revoked": (40, 365, 30, 60, SignerVerdict.REVOKED),
    "stamped, revoked and expired since": (0, 30, 20, 60, SignerVerdict.TRUSTED),
}
REASONS = {
    SignerVerdict.EXPIRED: ProblemCode.CERTIFICATE_EXPIRED,
    SignerVerdict.REVOKED: ProblemCode.CERTIFICATE_REVOKED,
}


@both_kinds
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_eight_cases_of_time(
    sign: Sign,
    judged: Judge,
    authority: Authority,
    now: datetime,
    case: tuple[int | None, int, int | None, int, SignerVerdict],
):
    stamped, expires, revoked, read, expected = case
    key = authority.signer(period=(-YEAR, expires * DAY))
    later = now + read * DAY
    lists = authority.revocation_list(
        *([key] if revoked is not None else []),
        issued=later,
        revoked_on=now + (revoked or 0) * DAY,
    )
    if stamped is None:
        signature = sign(key, now, SigningOptions(role=SignerRole.PREPARER))
    else:
        with stamping(authority.time_stamper(now + stamped * DAY)) as server:
            signature = sign(key, now, options(server.url, authority))

    found = judged(signature, TrustPolicy.of([authority.root_pem], [lists], later))

    assert found.line.status is expected
    assert found.line.trusted_time == (None if stamped is None else now + stamped * DAY)
    assert codes(found) == ([REASONS[expected]] if expected in REASONS else [])


# An authority that cannot be trusted ----------------------------------------------------------


@both_kinds
def test_a_stamp_of_nobody_we_trust_proves_nothing(
    sign: Sign,
    judged: Judge,
    authority: Authority,
    other_authority: Authority,
    signer: SigningKey,
    now: datetime,
):
    with stamping(other_authority.time_stamper(now)) as server:
        signature = sign(signer, now, options(server.url, authority))
    policy = TrustPolicy.of([authority.root_pem], [authority.revocation_list()], now)

    found = judged(signature, policy)

    assert (found.line.status, found.line.trusted_time) == (SignerVerdict.TRUSTED, None)
    assert codes(found) == [ProblemCode.TIME_STAMP_UNTRUSTED]
    later = TrustPolicy.of([authority.root_pem], [], now + 2 * YEAR)
    assert ProblemCode.CERTIFICATE_EXPIRED in codes(judged(signature, later))


def test_only_a_certificate_for_stamping_stamps(
    authority: Authority, signer: SigningKey, now: datetime
):
    from asn1crypto import x509

    stamper = authority.time_stamper(now)
    stamper.tsa_cert = x509.Certificate.load(
        authority.signer("Không phải TSA", usage=key_usage(sign=True)).certificate
    )
    with stamping(stamper) as server:
        signature = sign_container(signer, now, options(server.url, authority))
    policy = TrustPolicy.of([authority.root_pem], [authority.revocation_list()], now)

    found = judge_container(signature, policy)

    assert found.line.trusted_time is None
    assert codes(found) == [ProblemCode.TIME_STAMP_UNTRUSTED]


def test_a_revoked_authority_proves_nothing(
    authority: Authority, signer: SigningKey, stamper: DummyTimeStamper, now: datetime
):
    with stamping(stamper) as server:
        signature = sign_container(signer, now, options(server.url, authority))
    serial = format(stamper.tsa_cert.serial_number, "x")

    class Revoked:
        pass

    revoked = Revoked()
    revoked.serial = serial  # type: ignore[attr-defined]
    crl = authority.revocation_list(revoked, revoked_on=now - DAY)  # type: ignore[arg-type]
    found = judge_container(signature, TrustPolicy.of([authority.root_pem], [crl], now))

    assert found.line.trusted_time is None
    assert codes(found) == [ProblemCode.TIME_STAMP_UNTRUSTED]


def test_the_stamp_of_another_signature_proves_nothing(
    authority: Authority, signer: SigningKey, stamper: DummyTimeStamper, now: datetime
):
    """What is not signed can be exchanged; the signature itself stays what it was."""
    from asn1crypto import cms

    with stamping(stamper) as server:
        mine, other = (
            cms.ContentInfo.load(
                cades.sign(data, signer, signed_at=now, options=options(server.url, authority))
            )
            for data in (DATA, b"other")
        )
    signer_info = mine["content"]["signer_infos"][0]
    signer_info["unsigned_attrs"] = other["content"]["signer_infos"][0]["unsigned_attrs"]
    policy = TrustPolicy.of([authority.root_pem], [authority.revocation_list()], now)

    found = judge_container(mine.dump(), policy)

    assert (found.line.status, found.line.trusted_time) == (SignerVerdict.TRUSTED, None)
    assert codes(found) == [ProblemCode.TIME_STAMP_INVALID]


# The authority on the wire --------------------------------------------------------------------

UNREACHABLE = {"error", "elsewhere", "drop by drop"}


@pytest.fixture(params=[sign_container, sign_document])
def signing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Sign:
    monkeypatch.setattr(timestamps, "_SECONDS", 1.0)
    return request.param


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_found_out_before_anything_is_signed(
    signing: Sign,
    authority: Authority,
    signer: SigningKey,
    stamper: DummyTimeStamper,
    now: datetime,
    lie: str,
):
    with stamping(stamper, lie) as server, pytest.raises(InputError) as caught:
        signing(signer, now, options(server.url, authority))

    expected = (
        ErrorCode.TIME_STAMP_UNREACHABLE if lie in UNREACHABLE else ErrorCode.TIME_STAMP_WRONG
    )
    assert caught.value.code is expected


def test_an_authority_that_is_down(authority: Authority, signer: SigningKey, now: datetime):
    with stamping(authority.time_stamper(now)) as server:
        url = server.url
    with pytest.raises(InputError) as caught:
        sign_container(signer, now, options(url, authority))
    assert caught.value.code is ErrorCode.TIME_STAMP_UNREACHABLE


def test_an_authority_that_is_slow(
    monkeypatch: pytest.MonkeyPatch,
    authority: Authority,
    signer: SigningKey,
    stamper: DummyTimeStamper,
    now: datetime,
):
    monkeypatch.setattr(timestamps, "_SECONDS", 0.5)
    with stamping(stamper, delay=2.0) as server:
        with pytest.raises(InputError) as caught:
            sign_container(signer, now, options(server.url, authority))
    assert caught.value.code is ErrorCode.TIME_STAMP_UNREACHABLE


@pytest.mark.parametrize("url", ["", "ftp://a/b", "file:///etc/passwd", "tsa.example.vn"])
def test_what_is_no_address(url: str):
    with pytest.raises(InputError) as caught:
        time_stamper(url)
    assert caught.value.code is ErrorCode.TIME_STAMP_ADDRESS


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:x/"])
def test_what_leads_nowhere(url: str):
    with pytest.raises(InputError) as caught:
        asyncio.run(time_stamper(url).async_timestamp(bytes(32), "sha256"))
    assert caught.value.code in {
        ErrorCode.TIME_STAMP_UNREACHABLE,
        ErrorCode.TIME_STAMP_ADDRESS,
    }
