import errno
import hashlib
import resource
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import ProblemCode
from egovdesk.files import replacing
from egovdesk.signing.container import (
    Member,
    read_container,
    write_container,
)
from egovdesk.signing.container_check import MIMETYPE, RATIO_FREE_SIZE
from egovdesk.signing.keys import SigningKey


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "BC_CHHVN_2021-Q3_v1.asice"


def contents_of(path: Path) -> dict[str, bytes]:
    with read_container(path) as container:
        return {name: container.read(name, 1 << 24) for name in container.names}


def test_what_is_written_is_read_back(
    target: Path, members: list[Member], signer: SigningKey, now: datetime
):
    digest = write_container(target, members, signer, signed_at=now)

    contents = contents_of(target)
    assert list(contents) == [
        "mimetype",
        *(member.name for member in members),
        "META-INF/ASiCManifest001.xml",
        "META-INF/signature001.p7s",
    ]
    assert contents["mimetype"] == MIMETYPE
    assert all(contents[member.name] == member.content for member in members)
    assert digest == hashlib.sha256(target.read_bytes()).hexdigest()


def test_same_members_key_and_time_give_the_same_file(
    tmp_path: Path, members: list[Member], signer: SigningKey, now: datetime
):
    first, second = tmp_path / "first.asice", tmp_path / "second.asice"

    digest = write_container(first, members, signer, signed_at=now)

    assert write_container(second, members, signer, signed_at=now) == digest
    assert first.read_bytes() == second.read_bytes()


def test_headers_are_plain(target: Path, members: list[Member], signer: SigningKey, now: datetime):
    write_container(target, members, signer, signed_at=now)

    with zipfile.ZipFile(target) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(2021, 9, 22, 1, 30, 14)}  # even seconds only
    assert {stat.S_IFMT(info.external_attr >> 16) for info in infos} == {stat.S_IFREG}
    assert {info.extra for info in infos} == {b""}
    methods = {info.filename: info.compress_type for info in infos}
    assert methods["mimetype"] == methods["report.pdf"] == zipfile.ZIP_STORED
    assert methods["report.json"] == zipfile.ZIP_DEFLATED


def test_files_are_streamed_in(target: Path, signer: SigningKey, now: datetime, tmp_path: Path):
    source = tmp_path / "scan.pdf"
    source.write_bytes(bytes(3_000_000))
    steps: list[tuple[int, int]] = []

    write_container(
        target,
        [Member(name="evidence/0123abcd-scan.pdf", content=source)],
        signer,
        signed_at=now,
        progress=lambda done, total: steps.append((done, total)),
    )

    assert len(steps) > 3
    assert steps[-1] == (3_000_000, 3_000_000)
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert contents_of(target)["evidence/0123abcd-scan.pdf"] == bytes(3_000_000)


def test_a_text_that_shrinks_like_a_bomb_is_stored(target: Path, signer: SigningKey, now: datetime):
    text = b"0" * (RATIO_FREE_SIZE + 1)

    write_container(target, [Member(name="evidence/log.txt", content=text)], signer, signed_at=now)

    assert contents_of(target)["evidence/log.txt"] == text
    assert target.stat().st_size > len(text)


def test_a_large_text_is_deflated(target: Path, signer: SigningKey, now: datetime):
    text = "\n".join(f"Thủ tục {number}: {number * number}" for number in range(60_000)).encode()
    assert len(text) > RATIO_FREE_SIZE

    write_container(target, [Member(name="evidence/log.txt", content=text)], signer, signed_at=now)

    assert contents_of(target)["evidence/log.txt"] == text
    assert target.stat().st_size < len(text) / 2


@pytest.mark.parametrize(
    "name",
    [
        "mimetype",
        "META-INF/signature002.p7s",
        "../report.json",
        "CON",
        "a:b",
        "evidence/\u202e.pdf",
    ],
)
def test_names_that_no_reader_accepts_are_not_written(
    target: Path, signer: SigningKey, now: datetime, name: str
):
    with pytest.raises(InputError) as caught:
        write_container(target, [Member(name=name, content=b"")], signer, signed_at=now)

    assert caught.value.data["problem"] == ProblemCode.CONTAINER_NAME
    assert list(target.parent.iterdir()) == []


def test_a_cancelled_package_leaves_nothing(
    target: Path, members: list[Member], signer: SigningKey, now: datetime
):
    target.write_bytes(b"the package of last time")

    def cancel(done: int, total: int) -> None:
        if done > total // 2:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        write_container(target, members, signer, signed_at=now, progress=cancel)

    assert caught.value.code is ErrorCode.CANCELLED
    assert target.read_bytes() == b"the package of last time"
    assert list(target.parent.iterdir()) == [target]


def test_a_full_disk_leaves_nothing(target: Path, signer: SigningKey, now: datetime):
    members = [Member(name="report.pdf", content=bytes(2_000_000))]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(InputError) as caught:
            write_container(target, members, signer, signed_at=now)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert caught.value.code is ErrorCode.DISK_FULL
    assert list(target.parent.iterdir()) == []
    write_container(target, members, signer, signed_at=now)


def test_no_space_is_a_full_disk_too(target: Path):
    with pytest.raises(InputError) as caught, replacing(target):
        raise OSError(errno.ENOSPC, "No space left on device")

    assert caught.value.code is ErrorCode.DISK_FULL


def test_a_folder_that_is_not_there_cannot_be_written(
    tmp_path: Path, members: list[Member], signer: SigningKey, now: datetime
):
    with pytest.raises(InputError) as caught:
        write_container(tmp_path / "gone" / "x.asice", members, signer, signed_at=now)

    assert caught.value.code is ErrorCode.FILE_UNWRITABLE


def test_a_missing_member_is_named(target: Path, signer: SigningKey, now: datetime, tmp_path: Path):
    gone = tmp_path / "gone.pdf"

    with pytest.raises(InputError) as caught:
        write_container(target, [Member(name="gone.pdf", content=gone)], signer, signed_at=now)

    assert (caught.value.code, caught.value.data["file"]) == (ErrorCode.FILE_MISSING, str(gone))


def test_the_time_in_the_headers_is_utc(target: Path, members: list[Member], signer: SigningKey):
    hanoi = datetime.fromisoformat("2021-09-22T08:30:00+07:00")

    write_container(target, members, signer, signed_at=hanoi)

    with zipfile.ZipFile(target) as archive:
        written = datetime(*archive.infolist()[0].date_time, tzinfo=UTC)
    assert written == hanoi


def test_reading_has_a_limit(
    target: Path, members: list[Member], signer: SigningKey, now: datetime
):
    write_container(target, members, signer, signed_at=now)

    with read_container(target) as container, pytest.raises(InputError) as caught:
        container.read("report.pdf", 100)

    assert caught.value.data["problem"] == ProblemCode.CONTAINER_SIZE
