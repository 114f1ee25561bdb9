"""The answer to "is this package genuine?": contents, signatures, signers, against your own list.

pyHanko judges a manifest and its signature. That the members are the ones the manifest lists, no
more and no fewer, is checked here; so is what a second signature must cover.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from egovdesk.domain.errors import Cause, ErrorCode, InputError
from egovdesk.domain.packages import (
    NOTICES,
    MemberStatus,
    MemberVerdict,
    Problem,
    ProblemCode,
    SignerVerdictLine,
    Verdict,
    VerdictStatus,
)
from egovdesk.domain.values import value
from egovdesk.signing.cades import TrustPolicy, judge
from egovdesk.signing.container import (
    OpenedContainer,
    Progress,
    is_signature_part,
    no_progress,
    read_container,
)
from egovdesk.signing.container_check import MIMETYPE_NAME, refusal
from egovdesk.signing.manifest import Manifest, ManifestError, parse_manifest

_MAX_PARTS = 40  # twenty signatures; nobody's time is spent on a thousand
_MAX_PART_SIZE = 4 << 20
_MAX_DATA_SIZE = 64 << 20

_DOUBTS = frozenset(
    {
        ProblemCode.CERTIFICATE_UNTRUSTED,
        ProblemCode.CERTIFICATE_EXPIRED,
        ProblemCode.CERTIFICATE_NOT_YET_VALID,
        ProblemCode.CERTIFICATE_REVOKED,
        ProblemCode.CERTIFICATE_USAGE,
        ProblemCode.CERTIFICATE_WEAK,
    }
)
"""Problems that leave the contents intact: without a proven time nobody can say more."""

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
    a signature that is mathematically sound covers it, and there is exactly one.
    """

    verdict: Verdict
    data_name: str = ""
    data: bytes | None = None


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
    policy = TrustPolicy.of(trust, crls, now)
    try:
        with read_container(path) as container:
            return _Examination(container, path.name, policy, progress).run()
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


class _Examination:
    """One container under examination; it gathers statuses, signers and problems."""

    def __init__(
        self, container: OpenedContainer, file: str, policy: TrustPolicy, progress: Progress
    ) -> None:
        self._container = container
        self._file = file
        self._policy = policy
        self._progress = progress
        self._contents = [
            name
            for name in container.names
            if name != MIMETYPE_NAME and not is_signature_part(name)
        ]
        roots = [name for name in self._contents if "/" not in name and name.endswith(".json")]
        self._data_name = roots[0] if len(roots) == 1 else ""
        self._data = b""
        self._statuses = dict.fromkeys(self._contents, MemberStatus.INTACT)
        self._signers: list[SignerVerdictLine] = []
        self._problems: list[Problem] = []

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
        digest = hashlib.sha256()
        kept: list[bytes] = []
        if name == self._data_name and self._container.entries[name].size > _MAX_DATA_SIZE:
            self._data_name = ""
        try:
            for block in self._container.blocks(name):
                digest.update(block)
                if name == self._data_name:
                    kept.append(block)
                done += len(block)
                self._progress(done, total)
        except InputError as error:
            if error.data.get("problem") != ProblemCode.CONTAINER_STRUCTURE:
                raise
            return None
        self._data = b"".join(kept) if name == self._data_name else self._data
        return digest.digest()

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
        judgement = judge(manifest, signature, self._policy)
        self._signers.append(judgement.line)
        if judgement.line.reason is not None:
            self._object(judgement.line.reason, name)
        for notice in judgement.notices:
            self._object(notice, name)

    def _verification(self) -> Verification:
        codes = {problem.code for problem in self._problems} - NOTICES
        if codes - _DOUBTS:
            status = VerdictStatus.INVALID
        else:
            status = VerdictStatus.INDETERMINATE if codes else VerdictStatus.VALID
        verdict = Verdict(
            file=self._file,
            status=status,
            members=tuple(MemberVerdict(name=n, status=s) for n, s in self._statuses.items()),
            signers=tuple(self._signers),
            problems=tuple(self._problems),
        )
        if status is VerdictStatus.INVALID or not self._data_name:
            return Verification(verdict=verdict)
        return Verification(verdict=verdict, data_name=self._data_name, data=self._data)
