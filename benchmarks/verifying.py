"""Verifying packages against hashing the same bytes and validating the same signatures alone.

Ours, for 50 MB: `egovdesk verify` of a package with 50 MB of evidence in a fresh process, imports
included. Reference: a fresh process that hashes the members with SHA-256 and has pyHanko validate
the signature over the manifest. The note gives both in one process that has done it before.

Ours, for many: 1,000 small packages in one call of the verifier, each with its zip structure, its
manifest, its data and every member's digest checked. Reference: pyHanko validates the 1,000 bare
signatures, with the same roots and revocation list, and nothing else.
"""

import os
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks.measure import Result, alternately, process, timed
from egovdesk.bootstrap import verifier
from egovdesk.domain.packages import Verdict, VerdictStatus
from egovdesk.signing.container import Member, write_container
from egovdesk.signing.keys import SigningKey, load_pkcs12
from egovdesk.signing.trial import ensure_trial_key

MANY = 1000
LARGE = 50 << 20
PIECES = 10
TIMES = 5
MANY_TIMES = 3
LARGE_LIMIT, MANY_LIMIT = 2.0, 1.5


def run(folder: Path) -> list[Result]:
    now = datetime.now(UTC)
    trial = ensure_trial_key(folder / "trial", organisation="Cục Đăng kiểm", now=now)
    key = load_pkcs12(trial.key_file, None)
    return [_large(folder, key, trial.root_file, now), _many(folder, key, trial.root_file, now)]


def _large(folder: Path, key: SigningKey, root: Path, now: datetime) -> Result:
    package = folder / "large.asice"
    pieces = [
        Member(name=f"evidence/{n:08x}.bin", content=os.urandom(LARGE // PIECES))
        for n in range(PIECES)
    ]
    write_container(package, pieces, key, signed_at=now)
    ours = ("-m", "egovdesk", "verify", str(package), "--trust", str(root))
    bare = ("-m", "benchmarks.plain_verifying", str(root), str(package))
    mine, theirs = alternately(
        lambda: process(folder, *ours), lambda: process(folder, *bare), TIMES
    )
    warm = alternately(
        lambda: timed(lambda: verifier().verify(package, trust=[root])),
        lambda: _plain_in_here(root, [package]),
        TIMES,
    )
    return Result(
        name="verify: 50 MB in a fresh process / hash and validate alone",
        ours=mine,
        reference=theirs,
        limit=LARGE_LIMIT,
        notes=(f"in a warm process: {1e3 * warm[0]:.0f} ms / {1e3 * warm[1]:.0f} ms",),
    )


def _many(folder: Path, key: SigningKey, root: Path, now: datetime) -> Result:
    packages = [folder / "many" / f"{n:04}.asice" for n in range(MANY)]
    packages[0].parent.mkdir()
    numbers = count()
    for package in packages:
        members = [
            Member(name="report.xlsx", content=os.urandom(2000)),
            Member(name="evidence/note.txt", content=f"Tài liệu {next(numbers)}".encode()),
        ]
        write_container(package, members, key, signed_at=now)

    def ours() -> float:
        answers: list[object] = []
        took = timed(lambda: answers.extend(verifier().verify_all(packages, trust=[root])))
        assert all(isinstance(a, Verdict) and a.status is VerdictStatus.VALID for a in answers)
        return took

    mine, theirs = alternately(ours, lambda: _plain_in_here(root, packages), MANY_TIMES)
    return Result(
        name="verify: 1,000 small packages in one call / bare signatures",
        ours=mine,
        reference=theirs,
        limit=MANY_LIMIT,
        notes=(f"per package: {mine:.2f} ms, {theirs:.2f} ms",),
    )


def _plain_in_here(root: Path, packages: list[Path]) -> float:
    from benchmarks.plain_verifying import validate

    return timed(lambda: validate(root, packages))
