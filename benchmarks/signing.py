"""Building and signing a package of evidence against hashing the same bytes and signing once.

Ours: `write_container`, which reads the files, hashes and stores them, signs the manifest, hashes
the finished package for the record, and returns once it is on the disk. Reference: SHA-256 of the
same files, block by block, and one bare CMS signature by pyHanko over the digest.

The memory is that of a fresh process that has done it with 50 MB, against one with 5 MB.
"""

import asyncio
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Result, alternately, process_output, timed
from egovdesk.signing.container import Member, write_container
from egovdesk.signing.keys import SigningKey, load_pkcs12
from egovdesk.signing.trial import ensure_trial_key

TIMES = 7
LIMIT = 3.0
MEMORY_LIMIT = 1.1
SIZE, SMALL = 50, 5
FILES = 5
_BLOCK = 1 << 20


def run(folder: Path) -> list[Result]:
    now = datetime.now(UTC)
    trial = ensure_trial_key(folder, organisation="Cục", now=now)
    key = load_pkcs12(trial.key_file, None)
    members = evidence(folder / "evidence", SIZE)
    target = folder / "package.asice"

    def ours() -> float:
        return timed(lambda: write_container(target, members, key, signed_at=now))

    def reference() -> float:
        return timed(lambda: _bare_signature(key, _digest(members)))

    mine, theirs = alternately(ours, reference, TIMES)
    bare = timed(lambda: _digest(members))
    return [
        Result(
            name=f"signing: {SIZE} MB of evidence / hash and one signature",
            ours=mine,
            reference=theirs,
            limit=LIMIT,
            notes=(f"the hash alone: {1e3 * bare:.0f} ms",),
        ),
        Result(
            name=f"signing: memory with {SIZE} MB / with {SMALL} MB",
            ours=_peak(folder, SIZE),
            reference=_peak(folder, SMALL),
            limit=MEMORY_LIMIT,
            unit="MB",
        ),
    ]


def evidence(folder: Path, megabytes: int) -> list[Member]:
    """Return files of so many megabytes together that do not shrink, as scans do not."""
    folder.mkdir(exist_ok=True)
    members = []
    for number in range(FILES):
        file = folder / f"{megabytes}-{number}.pdf"
        if not file.exists():
            file.write_bytes(os.urandom(megabytes * _BLOCK // FILES))
        members.append(Member(name=f"evidence/{file.name}", content=file))
    return members


def _digest(members: list[Member]) -> bytes:
    digest = hashlib.sha256()
    for member in members:
        assert isinstance(member.content, Path)
        with member.content.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    return digest.digest()


def _bare_signature(key: SigningKey, data: bytes) -> None:
    asyncio.run(key.signer.async_sign_general_data(data, "sha256", detached=True))


def _peak(folder: Path, megabytes: int) -> float:
    """Return the peak memory of a fresh process in megabytes; making the files is not in it."""
    evidence(folder / "evidence", megabytes)
    said = process_output(folder, "-m", "benchmarks.sign_memory", str(folder), str(megabytes))
    return int(said) / _BLOCK
