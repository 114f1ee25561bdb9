"""One verifier for every signed file: packages, the letter inside them, and any PDF."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from egovdesk.documents.payload import to_payload
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import (
    FileKind,
    ProblemCode,
    SignerVerdict,
    Verdict,
    VerdictStatus,
)
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.services.verifying import Verifier
from egovdesk.signing.container import Member, countersign, write_container
from egovdesk.signing.judges import JudgesApart
from egovdesk.signing.keys import SigningKey
from egovdesk.wording.messages import problem_message
from tests import builders
from tests.signing.authority import NOW, Authority
from tests.signing.conftest import authority, signer  # noqa: F401 - fixtures
from tests.signing.pdf_documents import letter, signed, without_contents

Verify = Callable[[Path], Verdict]
STEM = builders.a_report().file_stem


def clock() -> datetime:
    return NOW


@pytest.fixture
def trust(authority: Authority, tmp_path: Path) -> Path:  # noqa: F811
    root = tmp_path / "root.pem"
    root.write_bytes(authority.root_pem)
    return root


@pytest.fixture
def crl(authority: Authority, tmp_path: Path) -> Path:  # noqa: F811
    path = tmp_path / "list.crl"
    path.write_bytes(authority.revocation_list())
    return path


@pytest.fixture
def verify(trust: Path, crl: Path) -> Verify:
    return lambda path: Verifier(clock).verify(path, trust=[trust], crls=[crl])


def package(
    path: Path, document: bytes, key: SigningKey, role: SignerRole = SignerRole.APPROVER
) -> Path:
    members = [
        Member(name="report.pdf", content=document),
        Member(name="report.json", content=to_payload(builders.a_report())),
    ]
    write_container(path, members, key, signed_at=NOW, options=SigningOptions(role=role))
    return path


def codes(verdict: Verdict) -> list[ProblemCode]:
    return [problem.code for problem in verdict.problems]


def test_a_package_with_its_signed_letter(verify: Verify, tmp_path: Path, signer: SigningKey):  # noqa: F811
    document = signed(letter(subject=f"{STEM} 12/CT-BGTVT"), signer)

    verdict = verify(package(tmp_path / f"{STEM}.asice", document, signer))

    assert (verdict.status, verdict.kind, verdict.problems) == (
        VerdictStatus.VALID,
        FileKind.PACKAGE,
        (),
    )
    assert [line.subject for line in verdict.letter_signers] == [signer.subject]
    assert verdict.signers[0].role is SignerRole.APPROVER
    assert verdict.summary is not None


def test_a_letter_whose_own_signature_is_forged(
    verify: Verify,
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
):
    """The package's signer vouches for the file, but not for whose name stands on it."""
    forged = signed(letter(subject=STEM), signer).replace(b"(untitled)", b"(UNTITLED)")

    verdict = verify(package(tmp_path / "x.asice", forged, signer))

    assert verdict.status is VerdictStatus.INVALID
    assert codes(verdict) == [ProblemCode.PDF_CHANGED]
    assert verdict.problems[0].member == "report.pdf"
    assert [line.status for line in verdict.signers] == [SignerVerdict.TRUSTED]
    assert [line.status for line in verdict.letter_signers] == [SignerVerdict.INVALID]
    empty = without_contents(signed(letter(subject=STEM), signer))
    assert codes(verify(package(tmp_path / "y.asice", empty, signer))) == [
        ProblemCode.PDF_SIGNATURE_UNREADABLE
    ]


def test_the_signed_letter_of_another_report(
    verify: Verify,
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
):
    other = signed(letter(subject="BC_DKVN_2020-Q1_v7 12/CT-BGTVT"), signer)

    verdict = verify(package(tmp_path / "x.asice", other, signer))

    assert verdict.status is VerdictStatus.INVALID
    assert codes(verdict) == [ProblemCode.PDF_OTHER_REPORT]
    assert "BC_DKVN_2020-Q1_v7" in str(problem_message(verdict.problems[0]))


def test_a_letter_signed_by_somebody_unknown_is_a_doubt(
    verify: Verify,
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
    authority: Authority,  # noqa: F811
):
    stranger = Authority(authority.folder, authority.leaf_key, authority.leaf_key, name="CA lạ")
    document = signed(letter(subject=STEM), stranger.signer("Người lạ"))

    verdict = verify(package(tmp_path / "x.asice", document, signer))

    assert verdict.status is VerdictStatus.INDETERMINATE
    (problem,) = verdict.problems
    assert (problem.code, problem.member, problem.certificate) == (
        ProblemCode.CERTIFICATE_UNTRUSTED,
        "report.pdf",
        "Người lạ",
    )


def test_what_was_said_of_the_package_is_not_said_again_of_its_letter(
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
):
    document = signed(letter(subject=STEM), signer)
    file = package(tmp_path / "x.asice", document, signer)

    assert codes(Verifier(clock).verify(file, trust=())) == [ProblemCode.CERTIFICATE_UNTRUSTED]


def test_the_second_signature_is_awaited(
    verify: Verify,
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
    authority: Authority,  # noqa: F811
):
    prepared = package(tmp_path / "x.asice", letter(), signer, SignerRole.PREPARER)

    waiting = verify(prepared)

    assert waiting.status is VerdictStatus.VALID
    assert waiting.is_awaiting_approval
    assert codes(waiting) == [ProblemCode.APPROVAL_AWAITED]
    assert waiting.signers[0].role is SignerRole.PREPARER
    approved = tmp_path / "y.asice"
    countersign(prepared, approved, authority.signer("Cục trưởng"), signed_at=NOW)
    done = verify(approved)
    assert (done.status, done.problems) == (VerdictStatus.VALID, ())
    assert [line.role for line in done.signers] == [SignerRole.PREPARER, SignerRole.APPROVER]


def test_a_document_is_known_by_its_bytes_and_not_by_its_name(
    verify: Verify,
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
):
    document = tmp_path / "văn bản.asice"
    document.write_bytes(signed(letter(), signer))
    contained = package(tmp_path / "x.pdf", letter(), signer)

    verdict = verify(document)

    assert (verdict.kind, verdict.status, verdict.members) == (
        FileKind.PDF,
        VerdictStatus.VALID,
        (),
    )
    assert [line.subject for line in verdict.signers] == [signer.subject]
    assert verify(contained).kind is FileKind.PACKAGE


def test_a_document_that_nobody_signed(verify: Verify, tmp_path: Path):
    path = tmp_path / "a.pdf"
    path.write_bytes(letter())

    verdict = verify(path)

    assert (verdict.status, codes(verdict)) == (VerdictStatus.INVALID, [ProblemCode.NO_SIGNATURE])


def test_many_files_in_one_call(
    trust: Path,
    tmp_path: Path,
    signer: SigningKey,  # noqa: F811
):
    good = package(tmp_path / "good.asice", letter(), signer)
    document = tmp_path / "good.pdf"
    document.write_bytes(signed(letter(), signer))
    files = [good, tmp_path / "gone.asice", document, trust]

    answers = list(Verifier(clock).verify_all(files, trust=[trust]))

    found = [a.status if isinstance(a, Verdict) else a.code for a in answers]
    assert found == [
        VerdictStatus.VALID,
        ErrorCode.FILE_MISSING,
        VerdictStatus.VALID,
        VerdictStatus.INVALID,
    ]


def test_judging_can_be_cancelled(trust: Path, tmp_path: Path, signer: SigningKey):  # noqa: F811
    document = tmp_path / "a.pdf"
    document.write_bytes(signed(letter(), signer))

    def cancel(_done: int, _total: int) -> None:
        raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        Verifier(clock).verify(document, trust=[trust], progress=cancel)
    assert caught.value.code is ErrorCode.CANCELLED


def never_ending() -> object:
    import time

    return lambda _question: time.sleep(60)


def crashing() -> object:
    return lambda _question: os.abort()


@pytest.mark.parametrize(
    ("prepare", "code", "status"),
    [
        (never_ending, ProblemCode.PDF_TOO_SLOW, VerdictStatus.INDETERMINATE),
        (crashing, ProblemCode.PDF_NOT_CHECKED, VerdictStatus.INDETERMINATE),
    ],
)
def test_a_document_may_neither_hang_nor_crash_the_program(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    prepare: Callable[[], object],
    code: ProblemCode,
    status: VerdictStatus,
):
    from egovdesk.signing import judges
    from egovdesk.signing.verification import examine_document
    from egovdesk.worker import Worker

    monkeypatch.setattr(judges, "_SECONDS", 1.0)
    path = tmp_path / "a.pdf"
    path.write_bytes(letter())
    with JudgesApart((), (), NOW) as apart:
        apart._worker = Worker(prepare)  # type: ignore[arg-type]
        verdict = examine_document(path, apart)

    assert (verdict.status, codes(verdict)) == (status, [code])


def test_a_list_that_is_none(trust: Path, tmp_path: Path):
    with pytest.raises(InputError) as caught:
        Verifier(clock).verify(trust, trust=[trust], crls=[trust])
    assert caught.value.code is ErrorCode.CERTIFICATE_UNREADABLE
