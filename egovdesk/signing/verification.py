"""The answer to "is this file genuine?": contents, signatures, signers, against your own list.

pyHanko judges a manifest and its signature. That the members are the ones the manifest lists, no
more and no fewer, is checked here; so is what a second signature must cover.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from egovdesk.domain.errors import Cause, ErrorCode, InputError
from egovdesk.domain.packages import (
    FileKind,
    MemberStatus,
    MemberVerdict,
    Problem,
    ProblemCode,
    SignerVerdictLine,
    Verdict,
    VerdictStatus,
    status_of,
)
from egovdesk.domain.signing import SignerRole
from egovdesk.domain.values import value
from egovdesk.files import read_file
from egovdesk.signing.container import (
    OpenedContainer,
    Progress,
    is_signature_part,
    no_progress,
    read_container,
)
from egovdesk.signing.container_check import MIMETYPE_NAME, refusal
from egovdesk.signing.judgement import TrustPolicy
from egovdesk.signing.judges import Judges, JudgesHere
from egovdesk.signing.manifest import Manifest, ManifestError, parse_manifest
from egovdesk.signing.pdf_signatures import MAX_FILE_SIZE, SignatureScan, holds_signature

_MAX_PARTS = 40  # twenty signatures; nobody's time is spent on a thousand
_MAX_PART_SIZE = 4 << 20
_MAX_DATA_SIZE = 64 << 20
_LETTER = "report.pdf"
"""The member that is signed once more as a document of its own."""

_MEMBER_PROBLEMS = {
    MemberStatus.CHANGED: ProblemCode.MEMBER_CHANGED,
    MemberStatus.MISSING: ProblemCode.MEMBER_MISSING,
    MemberStatus.UNSIGNED: ProblemCode.MEMBER_UNSIGNED,
}
_GRAVITY = (
    MemberStatus.INTACT,
    MemberStatus.UNSIGNED,
    MemberStatus.CHANGED,
    MemberStatus.MISSING,
)


@value
class Verification:
    """A verdict whose summary is still to be read from the package's data.

    `data` holds the bytes of the one JSON member at the root, named `data_name`. It is None unless
    a signature that is mathematically sound covers it, and there is exactly one. `letter` is what
    the signed letter says it is about.
    """

    verdict: Verdict
    data_name: str = ""
    data: bytes | None = None
    letter: str = ""


def verify_package(
    path: Path,
    *,
    trust: Sequence[bytes],
    crls: Sequence[bytes] = (),
    now: datetime,
    progress: Progress = no_progress,
) -> Verification:
    """Judge a package without a network.

    `trust` (PEM or DER) is all that is trusted; `crls` (PEM or DER) are the revocation lists at
    hand. What `progress` raises ends the work.

    Raises:
        InputError: the file is missing or cannot be read. A file that can be read but is no
            proper container is not an error but an INVALID verdict.
        ValueError: `trust` or `crls` hold something else.
    """
    return examine_package(path, JudgesHere(TrustPolicy.of(trust, crls, now)), progress)


def examine_package(path: Path, judges: Judges, progress: Progress = no_progress) -> Verification:
    """Judge a package by the judges' trust list; what `progress` raises ends the work.

    Raises:
        InputError: as `verify_package`.
    """
    try:
        with read_container(path) as container:
            return _Examination(container, path.name, judges, progress).run()
    except InputError as error:
        if error.code is not ErrorCode.CONTAINER_REFUSED:
            raise
        problem = Problem(
            code=ProblemCode(str(error.data["problem"])),
            member=str(error.data["member"]),
            detail=str(error.data["detail"]),
        )
        verdict = Verdict(file=path.name, status=VerdictStatus.INVALID, problems=(problem,))
        return Verification(verdict=verdict)


def examine_document(path: Path, judges: Judges) -> Verdict:
    """Judge a PDF document, whoever signed it.

    Raises:
        InputError: missing, unreadable or too large. One that is no proper PDF is INVALID.
    """
    found = judges.document(read_file(path, MAX_FILE_SIZE))
    problems = found.problems
    if not found.signers and not problems:
        problems = (Problem(code=ProblemCode.NO_SIGNATURE),)
    return Verdict(
        file=path.name,
        status=status_of(problems),
        kind=FileKind.PDF,
        signers=found.signers,
        problems=problems,
    )


class _Examination:
    """One container under examination; it gathers statuses, signers and problems."""

    def __init__(
        self, container: OpenedContainer, file: str, judges: Judges, progress: Progress
    ) -> None:
        self._container = container
        self._file = file
        self._judges = judges
        self._progress = progress
        self._contents = [
            name
            for name in container.names
            if name != MIMETYPE_NAME and not is_signature_part(name)
        ]
        roots = [name for name in self._contents if "/" not in name and name.endswith(".json")]
        self._data_name = roots[0] if len(roots) == 1 else ""
        self._kept: dict[str, bytes] = {}
        self._statuses = dict.fromkeys(self._contents, MemberStatus.INTACT)
        self._signers: list[SignerVerdictLine] = []
        self._letter_signers: tuple[SignerVerdictLine, ...] = ()
        self._letter_subject = ""
        self._problems: list[Problem] = []
        self._unjudged: list[str] = []

    def run(self) -> Verification:
        parts = self._parts()
        digests = self._digests()
        manifests = self._manifests(parts)
        signed = [name for name, manifest in manifests.items() if manifest.signature in parts]
        if not signed:
            self._object(ProblemCode.NO_SIGNATURE)
            self._statuses = dict.fromkeys(self._contents, MemberStatus.UNSIGNED)
        covered = set(self._contents)
        for name in signed:
            manifest = manifests[name]
            self._compare(manifest, covered, digests)
            self._judge(parts[name], manifest.signature, parts[manifest.signature])
            covered |= {name, manifest.signature}
        self._check_pairs(parts, manifests)
        for name, status in self._statuses.items():
            if signed and status in _MEMBER_PROBLEMS:
                self._object(_MEMBER_PROBLEMS[status], name)
        self._judge_letter()
        self._name_unjudged()
        self._see_who_is_missing()
        return self._verification()

    def _parts(self) -> dict[str, bytes]:
        """Return the manifests, first to last, and then the signatures."""
        names = sorted(filter(is_signature_part, self._container.names))
        if len(names) > _MAX_PARTS:
            raise refusal(self._file, ProblemCode.CONTAINER_SIZE, cause=Cause.TOO_MANY)
        return {name: self._container.read(name, _MAX_PART_SIZE) for name in names}

    def _object(self, code: ProblemCode, member: str = "", detail: str = "") -> None:
        self._problems.append(Problem(code=code, member=member, detail=detail))

    def _digests(self) -> dict[str, bytes | None]:
        """Return the SHA-256 of every member, None for one that cannot be unpacked."""
        sizes = {name: entry.size for name, entry in self._container.entries.items()}
        total, done = sum(sizes.values()), 0
        digests: dict[str, bytes | None] = {}
        for name, size in sizes.items():
            digests[name] = self._digest(name, done, total)
            done += size
        return digests

    def _digest(self, name: str, done: int, total: int) -> bytes | None:
        digest, scan = hashlib.sha256(), SignatureScan()
        kept: list[bytes] | None = [] if self._is_to_be_kept(name) else None
        try:
            for block in self._container.blocks(name):
                digest.update(block)
                scan.feed(block)
                if kept is not None:
                    kept.append(block)
                done += len(block)
                self._progress(done, total)
        except InputError as error:
            if error.data.get("problem") != ProblemCode.CONTAINER_STRUCTURE:
                raise
            return None
        if kept is not None:
            self._kept[name] = b"".join(kept)
        elif scan.found:
            self._unjudged.append(name)
        return digest.digest()

    def _is_to_be_kept(self, name: str) -> bool:
        """Say whether a member is read as well, and not too large for it."""
        return name in {self._data_name, _LETTER} and (
            self._container.entries[name].size <= _MAX_DATA_SIZE
        )

    def _manifests(self, parts: Mapping[str, bytes]) -> dict[str, Manifest]:
        """Return the manifests that can be read, first to last, by name."""
        manifests: dict[str, Manifest] = {}
        for name, data in parts.items():
            if name.endswith(".xml"):
                try:
                    manifests[name] = parse_manifest(data)
                except ManifestError as error:
                    self._object(ProblemCode.MANIFEST_INVALID, name, error.cause)
        return manifests

    def _check_pairs(self, parts: Mapping[str, bytes], manifests: Mapping[str, Manifest]) -> None:
        """See that every manifest has its own signature, and every signature its manifest."""
        named = Counter(manifest.signature for manifest in manifests.values())
        for name, manifest in manifests.items():
            if manifest.signature not in parts or named[manifest.signature] > 1:
                self._object(ProblemCode.MANIFEST_INVALID, name, Cause.NO_SIGNATURE)
        for name in parts:
            if name.endswith(".p7s") and name not in named:
                self._object(ProblemCode.SIGNATURE_INVALID, name)

    def _compare(
        self, manifest: Manifest, covered: set[str], digests: Mapping[str, bytes | None]
    ) -> None:
        """Compare the members with a manifest, which must list the contents and earlier parts."""
        listed = {reference.name: reference.digest for reference in manifest.references}
        for name in [*listed, *sorted(covered - listed.keys())]:
            if name not in digests:
                status = MemberStatus.MISSING
            elif name not in listed:
                status = MemberStatus.UNSIGNED
            elif digests[name] != listed[name]:
                status = MemberStatus.CHANGED
            else:
                status = MemberStatus.INTACT
            earlier = self._statuses.get(name, MemberStatus.INTACT)
            self._statuses[name] = max(status, earlier, key=_GRAVITY.index)

    def _judge(self, manifest: bytes, name: str, signature: bytes) -> None:
        judgement = self._judges.signature(manifest, signature)
        self._signers.append(judgement.line)
        self._problems.extend(replace(problem, member=name) for problem in judgement.problems)

    def _judge_letter(self) -> None:
        """Judge the letter as a document, if it is signed; what was said already is not repeated.

        Only a letter that is what the package's signature covers is worth the look.
        """
        letter = self._kept.get(_LETTER, b"")
        is_intact = self._statuses.get(_LETTER) is MemberStatus.INTACT
        if not (is_intact and self._signers and holds_signature(letter)):
            return
        found = self._judges.document(letter)
        said = {(problem.code, problem.certificate) for problem in self._problems}
        self._problems.extend(
            replace(problem, member=_LETTER)
            for problem in found.problems
            if (problem.code, problem.certificate) not in said
        )
        self._letter_signers = found.signers
        self._letter_subject = found.subject

    def _name_unjudged(self) -> None:
        """Say of every other signed document that the package's signature is all that was judged.

        Whose signatures evidence bears is a question of its own, and judging a thousand documents
        would take hours.
        """
        for name in self._unjudged:
            if self._signers and self._statuses.get(name) is MemberStatus.INTACT:
                self._object(ProblemCode.DOCUMENT_NOT_JUDGED, name)

    def _see_who_is_missing(self) -> None:
        """Say so where who prepared the package has signed, and nobody yet who approves it.

        Who does not say in what role is taken for the approver, as `cades.role_of` does.
        """
        if {line.role for line in self._signers} == {SignerRole.PREPARER}:
            self._object(ProblemCode.APPROVAL_AWAITED)

    def _verification(self) -> Verification:
        verdict = Verdict(
            file=self._file,
            status=status_of(self._problems),
            members=tuple(MemberVerdict(name=n, status=s) for n, s in self._statuses.items()),
            signers=tuple(self._signers),
            letter_signers=self._letter_signers,
            problems=tuple(self._problems),
        )
        data = self._kept.get(self._data_name)
        if verdict.is_broken or data is None:
            return Verification(verdict=verdict)
        return Verification(
            verdict=verdict,
            data_name=self._data_name,
            data=data,
            letter=self._letter_subject,
        )
