import asyncio
import hashlib
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7

from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.packages import (
    MemberStatus,
    Problem,
    ProblemCode,
    SignerVerdict,
    Verdict,
    VerdictStatus,
)
from egovdesk.signing.cades import sign
from egovdesk.signing.container import Member, countersign, write_container
from egovdesk.signing.container_check import MIMETYPE
from egovdesk.signing.judgement import TrustPolicy, judge
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.manifest import Reference, build_manifest
from egovdesk.signing.verification import verify_package
from egovdesk.wording.messages import problem_message
from tests.signing.authority import YEAR, Authority, key_usage
from tests.signing.pdf_documents import letter, signed

MANIFEST = "META-INF/ASiCManifest001.xml"
SIGNATURE = "META-INF/signature001.p7s"
EVIDENCE = "evidence/0123abcd-Kế hoạch 12%.txt"


MANIFEST_2 = "META-INF/ASiCManifest002.xml"
SIGNATURE_2 = "META-INF/signature002.p7s"


@pytest.fixture
def package(tmp_path: Path, members: list[Member], signer: SigningKey, now: datetime) -> Path:
    path = tmp_path / "BC_CHHVN_2021-Q3_v1.asice"
    write_container(path, members, signer, signed_at=now)
    return path


@pytest.fixture
def verify(authority: Authority, now: datetime) -> Callable[[Path], Verdict]:
    """Judge with the test's own root and an up-to-date revocation list."""

    def judged(path: Path) -> Verdict:
        return verify_package(
            path, trust=[authority.root_pem], crls=[authority.revocation_list()], now=now
        ).verdict

    return judged


def contents_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def rewrite(path: Path, contents: Mapping[str, bytes]) -> Path:
    """Write a container whose structure is beyond reproach, whatever is in it."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return path


def codes(verdict: Verdict) -> list[ProblemCode]:
    return [problem.code for problem in verdict.problems]


def statuses(verdict: Verdict) -> dict[str, MemberStatus]:
    return {member.name: member.status for member in verdict.members}


def test_a_genuine_package_is_valid(
    package: Path, members: list[Member], authority: Authority, signer: SigningKey, now: datetime
):
    steps: list[tuple[int, int]] = []
    verification = verify_package(
        package,
        trust=[authority.root_pem],
        crls=[authority.revocation_list()],
        now=now,
        progress=lambda done, total: steps.append((done, total)),
    )

    verdict = verification.verdict
    assert (verdict.status, verdict.problems) == (VerdictStatus.VALID, ())
    assert statuses(verdict) == {member.name: MemberStatus.INTACT for member in members}
    (line,) = verdict.signers
    assert (line.subject, line.issuer, line.serial) == (
        signer.subject,
        authority.name,
        signer.serial,
    )
    assert (line.status, line.reason) == (SignerVerdict.TRUSTED, None)
    assert (line.claimed_time, line.trusted_time) == (now, None)
    assert (verification.data_name, verification.data) == ("report.json", b'{"kind": "report"}')
    assert steps[-1][0] == steps[-1][1]


def test_a_fresh_process_comes_to_the_same_verdict(
    package: Path, authority: Authority, now: datetime, tmp_path: Path
):
    """asn1crypto knows the attributes of CAdES only once pyHanko has been imported."""
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root_pem)
    script = (
        "import sys; from datetime import datetime; from pathlib import Path;"
        "from egovdesk.signing.verification import verify_package;"
        "verdict = verify_package(Path(sys.argv[1]), trust=[Path(sys.argv[2]).read_bytes()],"
        " now=datetime.fromisoformat(sys.argv[3])).verdict; print(verdict.status)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, package, root, now.isoformat()],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (result.stdout.strip(), result.stderr) == ("valid", "")


# What can be done to the contents -------------------------------------------------------------


def change(contents: dict[str, bytes]) -> None:
    contents["report.pdf"] += b" "


def swap(contents: dict[str, bytes]) -> None:
    contents["report.pdf"], contents["report.xlsx"] = (
        contents["report.xlsx"],
        contents["report.pdf"],
    )


def add(contents: dict[str, bytes]) -> None:
    contents["evidence/extra.pdf"] = b"%PDF"


def remove(contents: dict[str, bytes]) -> None:
    del contents[EVIDENCE]


def rename(contents: dict[str, bytes]) -> None:
    contents["report2.pdf"] = contents.pop("report.pdf")


CONTENT_CASES = {
    "changed": (change, {"report.pdf": MemberStatus.CHANGED}),
    "swapped": (swap, {"report.pdf": MemberStatus.CHANGED, "report.xlsx": MemberStatus.CHANGED}),
    "added": (add, {"evidence/extra.pdf": MemberStatus.UNSIGNED}),
    "removed": (remove, {EVIDENCE: MemberStatus.MISSING}),
    "renamed": (
        rename,
        {"report.pdf": MemberStatus.MISSING, "report2.pdf": MemberStatus.UNSIGNED},
    ),
}
PROBLEM_OF = {
    MemberStatus.CHANGED: ProblemCode.MEMBER_CHANGED,
    MemberStatus.MISSING: ProblemCode.MEMBER_MISSING,
    MemberStatus.UNSIGNED: ProblemCode.MEMBER_UNSIGNED,
}


@pytest.mark.parametrize(("tamper", "expected"), CONTENT_CASES.values(), ids=CONTENT_CASES.keys())
def test_contents_that_are_not_what_was_signed(
    package: Path,
    verify: Callable[[Path], Verdict],
    tamper: Callable[[dict[str, bytes]], None],
    expected: dict[str, MemberStatus],
):
    contents = contents_of(package)
    tamper(contents)

    verdict = verify(rewrite(package, contents))

    assert verdict.status is VerdictStatus.INVALID
    found = {n: s for n, s in statuses(verdict).items() if s is not MemberStatus.INTACT}
    assert found == expected
    assert {(p.member, p.code) for p in verdict.problems} == {
        (name, PROBLEM_OF[status]) for name, status in expected.items()
    }
    assert verdict.signers[0].status is SignerVerdict.TRUSTED


def test_a_flipped_bit_in_a_member_is_a_change_and_no_broken_container(
    package: Path, members: list[Member], verify: Callable[[Path], Verdict]
):
    data = bytearray(package.read_bytes())
    data[data.index(b"%PDF-1.7") + 100] ^= 1
    package.write_bytes(data)

    verdict = verify(package)

    assert codes(verdict) == [ProblemCode.MEMBER_CHANGED]
    assert len(verdict.members) == len(members)


def test_data_of_an_invalid_package_is_not_handed_on(
    package: Path, authority: Authority, now: datetime
):
    contents = contents_of(package)
    change(contents)

    verification = verify_package(rewrite(package, contents), trust=[authority.root_pem], now=now)

    assert (verification.data_name, verification.data) == ("", None)


# What can be done to the signature ------------------------------------------------------------


def unsign(contents: dict[str, bytes]) -> None:
    del contents[MANIFEST], contents[SIGNATURE]


def take_signature(contents: dict[str, bytes]) -> None:
    del contents[SIGNATURE]


def take_manifest(contents: dict[str, bytes]) -> None:
    del contents[MANIFEST]


def edit_manifest(contents: dict[str, bytes]) -> None:
    contents[MANIFEST] = contents[MANIFEST].replace(b"text/plain", b"text/html")


def break_manifest(contents: dict[str, bytes]) -> None:
    contents[MANIFEST] = b"<!DOCTYPE x>" + contents[MANIFEST][38:]


def flip_signature(contents: dict[str, bytes]) -> None:
    contents[SIGNATURE] = contents[SIGNATURE][:-1] + bytes([contents[SIGNATURE][-1] ^ 1])


def replace_signature(contents: dict[str, bytes]) -> None:
    contents[SIGNATURE] = b"not a signature"


def empty_signature(contents: dict[str, bytes]) -> None:
    contents[SIGNATURE] = b""


def lengthen_signature(contents: dict[str, bytes]) -> None:
    contents[SIGNATURE] += b"\0"


def orphan_signature(contents: dict[str, bytes]) -> None:
    contents[SIGNATURE_2] = contents[SIGNATURE]


def share_signature(contents: dict[str, bytes]) -> None:
    contents[MANIFEST_2] = contents[MANIFEST]


SIGNATURE_CASES = {
    "unsigned": (unsign, ProblemCode.NO_SIGNATURE),
    "no signature": (take_signature, ProblemCode.NO_SIGNATURE),
    "no manifest": (take_manifest, ProblemCode.NO_SIGNATURE),
    "manifest edited": (edit_manifest, ProblemCode.SIGNATURE_INVALID),
    "manifest with a document type": (break_manifest, ProblemCode.MANIFEST_INVALID),
    "bit flipped": (flip_signature, ProblemCode.SIGNATURE_INVALID),
    "no signature at all": (replace_signature, ProblemCode.SIGNATURE_INVALID),
    "empty signature": (empty_signature, ProblemCode.SIGNATURE_INVALID),
    "bytes after the signature": (lengthen_signature, ProblemCode.SIGNATURE_INVALID),
    "signature without a manifest": (orphan_signature, ProblemCode.SIGNATURE_INVALID),
    "one signature for two manifests": (share_signature, ProblemCode.MANIFEST_INVALID),
}


@pytest.mark.parametrize(("tamper", "code"), SIGNATURE_CASES.values(), ids=SIGNATURE_CASES.keys())
def test_signatures_that_are_not_whole(
    package: Path,
    verify: Callable[[Path], Verdict],
    tamper: Callable[[dict[str, bytes]], None],
    code: ProblemCode,
):
    contents = contents_of(package)
    tamper(contents)

    verdict = verify(rewrite(package, contents))

    assert verdict.status is VerdictStatus.INVALID
    assert code in codes(verdict)


def test_without_a_signature_every_member_is_unsigned(
    package: Path, verify: Callable[[Path], Verdict]
):
    contents = contents_of(package)
    unsign(contents)

    verdict = verify(rewrite(package, contents))

    assert set(statuses(verdict).values()) == {MemberStatus.UNSIGNED}
    assert verdict.problems == (Problem(code=ProblemCode.NO_SIGNATURE),)


def test_the_signature_of_another_package_does_not_fit(
    package: Path, signer: SigningKey, now: datetime, verify: Callable[[Path], Verdict]
):
    other = package.with_name("other.asice")
    write_container(other, [Member(name="report.pdf", content=b"x")], signer, signed_at=now)
    contents = contents_of(package) | {SIGNATURE: contents_of(other)[SIGNATURE]}

    verdict = verify(rewrite(package, contents))

    assert codes(verdict) == [ProblemCode.SIGNATURE_INVALID]


def test_a_signature_without_the_attributes_of_cades_is_refused(
    package: Path, authority: Authority, signer: SigningKey, verify: Callable[[Path], Verdict]
):
    """Without the signing-certificate attribute another certificate could be slipped in."""
    contents = contents_of(package)
    certificate = x509.load_der_x509_certificate(signer.signer.signing_cert.dump())
    builder = pkcs7.PKCS7SignatureBuilder().set_data(contents[MANIFEST])
    builder = builder.add_signer(certificate, authority.leaf_key, hashes.SHA256())
    contents[SIGNATURE] = builder.sign(
        Encoding.DER, [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.DetachedSignature]
    )

    assert codes(verify(rewrite(package, contents))) == [ProblemCode.SIGNATURE_INVALID]


def test_a_signature_with_a_weak_digest_is_refused(
    authority: Authority, package: Path, signer: SigningKey, verify: Callable[[Path], Verdict]
):
    contents = contents_of(package)
    contents[SIGNATURE] = authority.weak_signature(signer, contents[MANIFEST])

    assert codes(verify(rewrite(package, contents))) == [ProblemCode.SIGNATURE_INVALID]


def test_a_signature_that_carries_its_own_content_is_refused(
    package: Path, signer: SigningKey, verify: Callable[[Path], Verdict]
):
    contents = contents_of(package)
    enveloping = signer.signer.async_sign_general_data(
        contents[MANIFEST], "sha256", detached=False, use_cades=True
    )
    contents[SIGNATURE] = asyncio.run(enveloping).dump()

    assert codes(verify(rewrite(package, contents))) == [ProblemCode.SIGNATURE_INVALID]


def test_random_damage_to_a_signature_never_crashes(
    package: Path, authority: Authority, now: datetime
):
    source = random.Random(20210922)
    contents = contents_of(package)
    manifest, honest = contents[MANIFEST], contents[SIGNATURE]
    policy = TrustPolicy.of([authority.root_pem], [], now)
    sound = judge(manifest, honest, policy).line.subject
    for _ in range(300):
        damaged = bytearray(honest)
        damaged[source.randrange(len(damaged))] ^= 1 << source.randrange(8)
        line = judge(manifest, bytes(damaged), policy).line
        # a bit that is not signed may change; then all that is said must still be true
        assert line.status is SignerVerdict.INVALID or line.subject == sound


# Who signed -----------------------------------------------------------------------------------


def signed_by(key: SigningKey, path: Path, now: datetime) -> Path:
    write_container(path, [Member(name="report.json", content=b"{}")], key, signed_at=now)
    return path


def doubt(verdict: Verdict, status: SignerVerdict, code: ProblemCode) -> bool:
    """Say whether exactly this doubt about the signer, and no other problem, was found."""
    (line,) = verdict.signers
    return (
        verdict.status is VerdictStatus.INDETERMINATE
        and (line.status, line.reason) == (status, code)
        and codes(verdict) == [code]
        and set(statuses(verdict).values()) == {MemberStatus.INTACT}
    )


def test_a_certificate_that_has_expired(
    authority: Authority, tmp_path: Path, now: datetime, verify: Callable[[Path], Verdict]
):
    key = authority.signer(period=(-2 * YEAR, -timedelta(days=1)))

    verdict = verify(signed_by(key, tmp_path / "x.asice", now))

    assert doubt(verdict, SignerVerdict.EXPIRED, ProblemCode.CERTIFICATE_EXPIRED)


def test_a_certificate_that_is_not_yet_valid(
    authority: Authority, tmp_path: Path, now: datetime, verify: Callable[[Path], Verdict]
):
    key = authority.signer(period=(timedelta(days=1), YEAR))

    verdict = verify(signed_by(key, tmp_path / "x.asice", now))

    assert doubt(verdict, SignerVerdict.NOT_YET_VALID, ProblemCode.CERTIFICATE_NOT_YET_VALID)


@pytest.mark.parametrize("short", ["signer", "root", "both"])
def test_a_key_that_is_too_short(tmp_path: Path, now: datetime, authority: Authority, short: str):
    weak = rsa.generate_private_key(65537, 1024)
    issuer = Authority(
        tmp_path,
        authority.key if short == "signer" else weak,
        authority.leaf_key if short == "root" else weak,
    )
    file = signed_by(issuer.signer(), tmp_path / "x.asice", now)

    for crls in ([], [issuer.revocation_list()]):
        verdict = verify_package(file, trust=[issuer.root_pem], crls=crls, now=now).verdict
        assert doubt(verdict, SignerVerdict.WEAK_KEY, ProblemCode.CERTIFICATE_WEAK)


@pytest.mark.parametrize("usage", [key_usage(encrypt=True), None], ids=["encryption", "none"])
def test_a_certificate_that_may_not_sign(
    authority: Authority,
    tmp_path: Path,
    now: datetime,
    verify: Callable[[Path], Verdict],
    usage: object,
):
    key = authority.signer(usage=usage)

    verdict = verify(signed_by(key, tmp_path / "x.asice", now))

    assert doubt(verdict, SignerVerdict.WRONG_USAGE, ProblemCode.CERTIFICATE_USAGE)


def test_an_authority_of_the_same_name_is_not_the_same(
    other_authority: Authority, tmp_path: Path, now: datetime, verify: Callable[[Path], Verdict]
):
    path = signed_by(other_authority.signer(), tmp_path / "x.asice", now)

    assert doubt(verify(path), SignerVerdict.UNTRUSTED, ProblemCode.CERTIFICATE_UNTRUSTED)


def test_nobody_is_trusted_without_a_list(package: Path, now: datetime):
    verification = verify_package(package, trust=[], now=now)

    assert doubt(verification.verdict, SignerVerdict.UNTRUSTED, ProblemCode.CERTIFICATE_UNTRUSTED)
    assert verification.data == b'{"kind": "report"}'


def test_who_is_on_the_list_himself_is_trusted(
    authority: Authority, signer: SigningKey, package: Path, now: datetime
):
    own = signer.signer.signing_cert.dump()

    verdict = verify_package(package, trust=[own], now=now).verdict

    assert verdict.status is VerdictStatus.VALID


def test_a_revoked_certificate(
    authority: Authority, signer: SigningKey, package: Path, now: datetime
):
    crl = authority.revocation_list(signer, revoked_on=now - timedelta(days=1))

    verdict = verify_package(package, trust=[authority.root_pem], crls=[crl], now=now).verdict

    assert doubt(verdict, SignerVerdict.REVOKED, ProblemCode.CERTIFICATE_REVOKED)


def test_a_stale_list_still_tells_who_is_revoked(
    authority: Authority, signer: SigningKey, package: Path, now: datetime
):
    long_ago = now - timedelta(days=60)
    crl = authority.revocation_list(signer, issued=long_ago, revoked_on=long_ago)

    verdict = verify_package(package, trust=[authority.root_pem], crls=[crl], now=now).verdict

    assert doubt(verdict, SignerVerdict.REVOKED, ProblemCode.CERTIFICATE_REVOKED)


def test_without_a_list_that_holds_revocation_is_not_checked(
    authority: Authority, other_authority: Authority, package: Path, now: datetime
):
    stale = authority.revocation_list(issued=now - timedelta(days=60))
    forged = other_authority.revocation_list()
    for crls in ([], [stale], [forged]):
        verdict = verify_package(package, trust=[authority.root_pem], crls=crls, now=now).verdict

        assert verdict.status is VerdictStatus.VALID
        assert codes(verdict) == [ProblemCode.REVOCATION_NOT_CHECKED]


def test_a_forged_list_revokes_nobody(
    authority: Authority,
    other_authority: Authority,
    signer: SigningKey,
    package: Path,
    now: datetime,
):
    forged = other_authority.revocation_list(signer, revoked_on=now - timedelta(days=1))

    verdict = verify_package(package, trust=[authority.root_pem], crls=[forged], now=now).verdict

    assert verdict.status is VerdictStatus.VALID


# When it was signed ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ((timedelta(0), None), SignerVerdict.TRUSTED),
        ((timedelta(0), timedelta(days=30)), SignerVerdict.TRUSTED),
        ((timedelta(0), -timedelta(days=30)), SignerVerdict.REVOKED),
        ((2 * YEAR, None), SignerVerdict.EXPIRED),
    ],
    ids=["before expiry", "before revocation", "after revocation", "after expiry"],
)
def test_a_time_stamp_proves_when_it_was_signed(
    authority: Authority,
    package: Path,
    signer: SigningKey,
    now: datetime,
    times: tuple[timedelta, timedelta | None],
    expected: SignerVerdict,
):
    stamped, revoked = times
    contents = contents_of(package)
    stamping = signer.signer.async_sign_general_data(
        contents[MANIFEST],
        "sha256",
        detached=True,
        use_cades=True,
        timestamper=authority.time_stamper(now + stamped),
    )
    contents[SIGNATURE] = asyncio.run(stamping).dump()
    rewrite(package, contents)
    later = now + 3 * YEAR  # the signer's certificate has expired, the stamp's has not
    crl = authority.revocation_list(issued=later)
    if revoked is not None:
        crl = authority.revocation_list(signer, issued=later, revoked_on=now + revoked)

    verdict = verify_package(package, trust=[authority.root_pem], crls=[crl], now=later).verdict

    (line,) = verdict.signers
    assert (line.status, line.trusted_time) == (expected, now + stamped)


def test_the_claimed_time_proves_nothing(authority: Authority, package: Path, now: datetime):
    verdict = verify_package(package, trust=[authority.root_pem], now=now + 2 * YEAR).verdict

    assert doubt(verdict, SignerVerdict.EXPIRED, ProblemCode.CERTIFICATE_EXPIRED)


# Two signers ----------------------------------------------------------------------------------


@pytest.fixture
def countersigned(package: Path, authority: Authority, now: datetime) -> Path:
    countersign(package, package, authority.signer("Trần Thị B"), signed_at=now)
    return package


def test_two_signers(countersigned: Path, signer: SigningKey, verify: Callable[[Path], Verdict]):
    verdict = verify(countersigned)

    assert verdict.status is VerdictStatus.VALID
    assert [line.subject for line in verdict.signers] == [signer.subject, "Trần Thị B"]
    assert statuses(verdict)[SIGNATURE] is MemberStatus.INTACT


def test_the_first_of_two_signatures_cannot_be_taken_away(
    countersigned: Path, verify: Callable[[Path], Verdict]
):
    contents = contents_of(countersigned)
    unsign(contents)

    verdict = verify(rewrite(countersigned, contents))

    assert verdict.status is VerdictStatus.INVALID
    assert statuses(verdict)[SIGNATURE] is MemberStatus.MISSING


def test_a_second_signature_must_cover_the_first(
    package: Path, signer: SigningKey, now: datetime, verify: Callable[[Path], Verdict]
):
    contents = contents_of(package)
    references = [
        Reference(name=name, digest=hashlib.sha256(content).digest())
        for name, content in contents.items()
        if name not in {"mimetype", MANIFEST, SIGNATURE}
    ]
    contents[MANIFEST_2] = build_manifest(SIGNATURE_2, references)
    contents[SIGNATURE_2] = sign(contents[MANIFEST_2], signer, signed_at=now)

    verdict = verify(rewrite(package, contents))

    assert {problem.member for problem in verdict.problems} == {MANIFEST, SIGNATURE}
    assert set(codes(verdict)) == {ProblemCode.MEMBER_UNSIGNED}


def test_one_bad_signature_of_two_is_enough(countersigned: Path, verify: Callable[[Path], Verdict]):
    contents = contents_of(countersigned)
    contents[SIGNATURE_2] = contents[SIGNATURE]

    verdict = verify(rewrite(countersigned, contents))

    assert verdict.status is VerdictStatus.INVALID
    assert [line.status for line in verdict.signers] == [
        SignerVerdict.TRUSTED,
        SignerVerdict.INVALID,
    ]


# What a person reads --------------------------------------------------------------------------

SENTENCES = {
    ProblemCode.NOT_A_CONTAINER: "không phải gói báo cáo, cũng không phải văn bản PDF",
    ProblemCode.MIMETYPE: "khai báo sai loại tệp",
    ProblemCode.NO_SIGNATURE: "chưa được ký",
    ProblemCode.MANIFEST_INVALID: "danh mục đã ký",
    ProblemCode.MEMBER_CHANGED: "đã bị sửa sau khi ký",
    ProblemCode.MEMBER_MISSING: "đã được ký nhưng không có trong gói",
    ProblemCode.MEMBER_UNSIGNED: "được thêm vào và chưa được ký",
    ProblemCode.SIGNATURE_INVALID: "Chữ ký không khớp với nội dung",
    ProblemCode.CERTIFICATE_UNTRUSTED: "không thuộc danh sách tin cậy",
    ProblemCode.CERTIFICATE_EXPIRED: "Chứng thư số đã hết hạn",
    ProblemCode.CERTIFICATE_NOT_YET_VALID: "chưa có hiệu lực",
    ProblemCode.CERTIFICATE_REVOKED: "đã bị thu hồi",
    ProblemCode.CERTIFICATE_USAGE: "không dùng để ký",
    ProblemCode.CERTIFICATE_WEAK: "quá ngắn",
    ProblemCode.REVOCATION_NOT_CHECKED: "Chưa kiểm tra tình trạng thu hồi",
    ProblemCode.TIME_STAMP_UNTRUSTED: "tổ chức cấp dấu không thuộc danh sách",
    ProblemCode.TIME_STAMP_INVALID: "không thuộc chữ ký này",
    ProblemCode.APPROVAL_AWAITED: "Đang chờ chữ ký thứ hai",
}


@pytest.mark.parametrize(("code", "words"), SENTENCES.items())
def test_each_case_of_the_table_has_its_own_sentence(code: ProblemCode, words: str):
    message = problem_message(Problem(code=code, member="report.pdf", certificate="Trần Thị B"))

    assert words in message.cause
    assert "report.pdf" in message.cause
    assert "Trần Thị B" in message.cause
    assert message.cure


def test_no_two_problems_are_told_in_the_same_words():
    causes = [problem_message(Problem(code=code)).cause for code in ProblemCode]
    assert len(set(causes)) == len(causes)


# Odds and ends --------------------------------------------------------------------------------


def test_verification_can_be_cancelled(package: Path, now: datetime):
    def cancel(done: int, total: int) -> None:
        raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        verify_package(package, trust=[], now=now, progress=cancel)

    assert caught.value.code is ErrorCode.CANCELLED


def test_two_data_files_are_none(tmp_path: Path, signer: SigningKey, now: datetime):
    path = tmp_path / "x.asice"
    two = [Member(name=name, content=b"{}") for name in ("report.json", "receipt.json")]
    write_container(path, two, signer, signed_at=now)

    verification = verify_package(path, trust=[], now=now)

    assert (verification.data_name, verification.data) == ("", None)


def test_logs_name_nobody(
    package: Path, now: datetime, caplog: pytest.LogCaptureFixture, signer: SigningKey
):
    verify_package(package, trust=[], now=now)

    assert signer.subject not in caplog.text


def test_a_mimetype_is_no_content(package: Path, verify: Callable[[Path], Verdict]):
    assert contents_of(package)["mimetype"] == MIMETYPE
    assert "mimetype" not in statuses(verify(package))


def test_a_thousand_signatures_are_too_many(package: Path, verify: Callable[[Path], Verdict]):
    contents = contents_of(package)
    for number in range(2, 500):
        contents[f"META-INF/signature{number:03}.p7s"] = contents[SIGNATURE]

    assert codes(verify(rewrite(package, contents))) == [ProblemCode.CONTAINER_SIZE]


def test_signed_documents_among_the_evidence_are_said_not_to_be_judged(
    tmp_path: Path,
    members: list[Member],
    signer: SigningKey,
    now: datetime,
    verify: Callable[[Path], Verdict],
):
    document, name = letter(), "evidence/0123abcd-công văn.pdf"
    path = tmp_path / "x.asice"
    for content, expected in ((document, []), (signed(document, signer), [name])):
        evidence = Member(name=name, content=content)
        write_container(path, [*members, evidence], signer, signed_at=now)
        verdict = verify(path)
        assert verdict.status is VerdictStatus.VALID
        found = [(problem.code, problem.member) for problem in verdict.problems]
        assert found == [(ProblemCode.DOCUMENT_NOT_JUDGED, member) for member in expected]

    contents = contents_of(path)
    changed = rewrite(path, {**contents, name: contents[name] + b"\n"})
    assert codes(verify(changed)) == [ProblemCode.MEMBER_CHANGED], "that it is signed is beside it"
