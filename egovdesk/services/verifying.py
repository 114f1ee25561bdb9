"""Verifying: the verdict on any signed file, by the own trust list and without a network."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovdesk import paths
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import (
    CertificateInfo,
    FileKind,
    Problem,
    ProblemCode,
    RevocationListInfo,
    SignerVerdictLine,
    Verdict,
    status_of,
)
from egovdesk.files import blocks, open_file, read_file, replacing
from egovdesk.services.session import Clock
from egovdesk.wording.messages import problem_message
from egovdesk.worker import no_waiting

if TYPE_CHECKING:
    from egovdesk.signing.judges import JudgesApart
    from egovdesk.signing.verification import Verification

Progress = Callable[[int, int], None]
"""Called with the bytes read and in all, and while a process apart is at work; raising cancels."""

_HEADER_WITHIN = 1024


def unobserved(_done: int, _total: int) -> None:
    """Let the work go on without telling anyone."""


class Verifier:
    """Judges packages and PDF documents; needs no workspace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def verify(
        self,
        file: Path,
        *,
        trust: Sequence[Path],
        crls: Sequence[Path] = (),
        progress: Progress = unobserved,
    ) -> Verdict:
        """Return the verdict on a file; only certificates in the `trust` files are trusted.

        What the file is its first bytes say, not its name.

        Raises:
            InputError: the file, a trust file or a revocation list is missing or cannot be read.
        """
        with self._judges(trust, crls) as judges:
            return _verified(file, judges, progress)

    def verify_all(
        self, files: Iterable[Path], *, trust: Sequence[Path], crls: Sequence[Path] = ()
    ) -> Iterator[Verdict | InputError]:
        """Yield the verdict on every file, or why it cannot be read, in their order.

        Raises:
            InputError: a trust file or a revocation list is missing or cannot be read.
        """
        with self._judges(trust, crls) as judges:
            for file in files:
                try:
                    yield _verified(file, judges, unobserved)
                except InputError as error:
                    yield error

    def _judges(self, trust: Sequence[Path], crls: Sequence[Path]) -> "JudgesApart":
        from egovdesk.signing.certificates import load_certificates, load_crls
        from egovdesk.signing.judges import JudgesApart

        roots = [root for path in trust for root in load_certificates(path)]
        lists = [one for path in crls for one in load_crls(path)]
        return JudgesApart(roots, lists, self._clock())


def _verified(file: Path, judges: "JudgesApart", progress: Progress) -> Verdict:
    from egovdesk.signing.verification import examine_document, examine_package

    is_pdf, size = _look_at(file)
    if is_pdf:
        judges.waiting = partial(progress, 0, size)
        return examine_document(file, judges)
    judges.waiting = partial(progress, size, size)
    return with_summary(examine_package(file, judges, progress), file)


def examined(file: Path, now: datetime, waiting: Callable[[], None] = no_waiting) -> "Verification":
    """Judge a package whose signers nobody needs to trust; its letter is judged apart.

    What `waiting` raises ends the work.

    Raises:
        InputError: the file is missing or cannot be read.
    """
    from egovdesk.signing.judges import JudgesApart
    from egovdesk.signing.verification import examine_package

    with JudgesApart((), (), now, waiting) as judges:
        return examine_package(file, judges)


def digest_of(file: Path) -> str:
    """Return the SHA-256 (hex) of a file, so that a verdict says which file it is about.

    Raises:
        InputError: it is missing or cannot be read.
    """
    digest = sha256()
    for block in blocks(file):
        digest.update(block)
    return digest.hexdigest()


def _look_at(file: Path) -> tuple[bool, int]:
    """Say by its bytes whether a file is a PDF, and how long it is.

    A zip is never taken for a PDF that stands in it.
    """
    with open_file(file) as stream:
        head = stream.read(_HEADER_WITHIN)
        return b"%PDF-" in head and not head.startswith(b"PK"), stream.seek(0, SEEK_END)


def as_document(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict for programs, in the form that docs/design.md promises."""
    summary = verdict.summary
    kind = FileKind.PDF.value if verdict.kind is FileKind.PDF else None
    return {
        "verdict": verdict.status.value,
        "file": verdict.file,
        "kind": summary.kind if summary else kind,
        "unit": summary.agency if summary else None,
        "period": summary.period if summary else None,
        "revision": summary.revision if summary else None,
        "awaits_approval": verdict.is_awaiting_approval,
        "members": [{"name": m.name, "status": m.status.value} for m in verdict.members],
        "signers": [_signer(line) for line in verdict.signers],
        "letter_signers": [_signer(line) for line in verdict.letter_signers],
        "problems": [
            {
                "code": problem.code.value,
                "member": problem.member or None,
                "certificate": problem.certificate or None,
                "message": str(problem_message(problem)),
            }
            for problem in verdict.problems
        ],
    }


def _signer(line: SignerVerdictLine) -> dict[str, str | None]:
    return {
        "subject": line.subject,
        "serial": line.serial,
        "issuer": line.issuer,
        "role": line.role and line.role.value,
        "claimed_time": _iso(line.claimed_time),
        "trusted_time": _iso(line.trusted_time),
        "status": line.status.value,
        "reason": line.reason and line.reason.value,
    }


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def keep_list(file: Path) -> Path:
    """Copy a file of certificates or revocation lists into the profile; return the copy.

    What was looked at stays what counts, whatever becomes of the stick or folder it came from.

    Raises:
        InputError: it cannot be read, or the profile cannot be written.
    """
    from egovdesk.signing.certificates import MAX_FILE_SIZE

    data = read_file(file, MAX_FILE_SIZE)
    folder = paths.profile() / "lists"
    kept = folder / f"{sha256(data).hexdigest()[:12]}-{file.name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(folder)) from error
    with replacing(kept) as stream:
        stream.write(data)
    return kept


def prune_lists(wanted: Iterable[Path]) -> None:
    """Delete the copies in the profile that nothing refers to any more."""
    with suppress(OSError):  # they do no harm
        for copy in set((paths.profile() / "lists").iterdir()) - set(wanted):
            copy.unlink()


def describe_certificates(path: Path) -> tuple[CertificateInfo, ...]:
    """Return what the certificates of a file say, before somebody trusts them.

    Raises:
        InputError: missing, unreadable, or not certificates.
    """
    from egovdesk.signing import certificates

    return certificates.describe_certificates(path)


def describe_revocation_lists(path: Path) -> tuple[RevocationListInfo, ...]:
    """Return what the revocation lists of a file say.

    Raises:
        InputError: missing, unreadable, or not revocation lists.
    """
    from egovdesk.signing import certificates

    return certificates.describe_revocation_lists(path)


def with_summary(found: "Verification", file: Path) -> Verdict:
    """Add what the package says of itself; data that cannot be read makes it invalid."""
    verdict = found.verdict
    if found.data is None:
        return verdict
    from egovdesk.documents import payload

    try:
        summary = payload.summary(payload.read_payload(found.data, source=found.data_name))
    except EGovDeskError as error:
        newer = error.code is ErrorCode.PAYLOAD_NEWER
        detail = str(error.data.get("place") or error.data.get("cause", ""))
        code = ProblemCode.DATA_NEWER if newer else ProblemCode.DATA_INVALID
        return _objected(verdict, Problem(code=code, member=found.data_name, detail=detail))
    named = replace(verdict, summary=summary)
    stem = f"BC_{summary.agency}_{summary.period}_v{summary.revision}"
    letter = found.letter.split(" ")[0]
    if letter.startswith("BC_") and letter != stem:
        problem = Problem(code=ProblemCode.PDF_OTHER_REPORT, member="report.pdf", detail=letter)
        return _objected(named, problem)
    if file.name.startswith("BC_") and file.name != f"{stem}.asice":
        problem = Problem(code=ProblemCode.NAME_MISMATCH, detail=file.name)
        return replace(named, problems=(*named.problems, problem))
    return named


def _objected(verdict: Verdict, problem: Problem) -> Verdict:
    problems = (*verdict.problems, problem)
    return replace(verdict, status=status_of(problems), problems=problems)
