"""Containers that Python's zipfile opens without a word, and that must be refused."""

import random
import stat
import struct
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from egovdesk.domain.errors import Cause, EGovDeskError, ErrorCode, InputError
from egovdesk.domain.packages import ProblemCode, VerdictStatus
from egovdesk.signing.container import read_container
from egovdesk.signing.container_check import MIMETYPE
from egovdesk.signing.verification import verify_package
from egovdesk.wording.labels import cause_label
from egovdesk.wording.messages import problem_message
from tests.signing.raw_zip import DATA, DESCRIPTOR, TYPE, UTF8, Part, container, deflated


def overlapping() -> bytes:
    """Two names for the same bytes: the seed of an overlap bomb."""
    first = container(TYPE, DATA)
    offset = len(container(TYPE)) - 22 - len(TYPE.header({}, 0))
    twin = Part("report2.json", b"{}").header({}, offset)
    end = bytearray(first[-22:])
    struct.pack_into("<2HL", end, 8, 3, 3, struct.unpack_from("<L", end, 12)[0] + len(twin))
    return first[:-22] + twin + bytes(end)


def named(*names: str | bytes, flags: int = UTF8) -> bytes:
    return container(TYPE, *(Part(name, flags=flags) for name in names))


STRUCTURE = ProblemCode.CONTAINER_STRUCTURE
NAME = ProblemCode.CONTAINER_NAME
SIZE = ProblemCode.CONTAINER_SIZE
TYPE_WRONG = ProblemCode.MIMETYPE
NOT_ONE = ProblemCode.NOT_A_CONTAINER

ZIP64_EXTRA = struct.pack("<2H2Q", 1, 16, 2, 2)
BIG = b"\0" * 2_000_000

HOSTILE = {
    "empty file": (b"", NOT_ONE),
    "text": (b"not a container at all, but long enough", NOT_ONE),
    "html": (b"<html>" + b" " * 100, NOT_ONE),
    "no members": (container(), TYPE_WRONG),
    "truncated": (container(TYPE, DATA)[:-30], STRUCTURE),
    "trailing byte": (container(TYPE, DATA) + b"\0", STRUCTURE),
    "comment": (container(TYPE, DATA, comment=b"hello"), STRUCTURE),
    "second end record in a comment": (
        container(TYPE, DATA, comment=container(TYPE)[-22:]),
        STRUCTURE,
    ),
    "prefix": (container(TYPE, DATA, prefix=b"MZ polyglot"), STRUCTURE),
    "hidden bytes before the directory": (container(TYPE, DATA, gap=b"hidden"), STRUCTURE),
    "hidden local entry": (
        container(TYPE, DATA, gap=Part("hidden.txt").header({}, None) + b"content"),
        STRUCTURE,
    ),
    "hidden directory entry": (container(TYPE, DATA, Part("x"), here=2, count=2), STRUCTURE),
    "more members announced": (container(TYPE, DATA, here=3, count=3), STRUCTURE),
    "several disks": (container(TYPE, DATA, disk=1), STRUCTURE),
    "counts differ": (container(TYPE, DATA, here=1), STRUCTURE),
    "directory elsewhere": (container(TYPE, DATA, start=0), STRUCTURE),
    "zip64 count": (container(TYPE, DATA, here=0xFFFF, count=0xFFFF), SIZE),
    "zip64 start": (container(TYPE, DATA, start=0xFFFFFFFF), STRUCTURE),
    "zip64 sizes": (
        container(
            TYPE,
            replace(
                DATA,
                central={"size": 0xFFFFFFFF, "packed": 0xFFFFFFFF, "extra": ZIP64_EXTRA},
            ),
        ),
        STRUCTURE,
    ),
    "zip64 locator": (container(TYPE, DATA, gap=b"PK\x06\x07" + bytes(16)), STRUCTURE),
    "overlap": (overlapping(), STRUCTURE),
    "no mimetype": (container(DATA), TYPE_WRONG),
    "mimetype not first": (container(DATA, TYPE), TYPE_WRONG),
    "mimetype compressed": (container(replace(TYPE, method=8), DATA), TYPE_WRONG),
    "mimetype of another kind": (
        container(Part("mimetype", b"application/zip", flags=0), DATA),
        TYPE_WRONG,
    ),
    "mimetype with a newline": (
        container(Part("mimetype", MIMETYPE + b"\n", flags=0), DATA),
        TYPE_WRONG,
    ),
    "mimetype with an extra field": (
        container(replace(TYPE, local={"extra": b"\xfe\xca\0\0"}), DATA),
        STRUCTURE,
    ),
    "mimetype named otherwise": (container(Part("Mimetype", MIMETYPE), DATA), TYPE_WRONG),
    "same name twice": (named("report.json", "report.json"), NAME),
    "names that differ in case": (named("report.json", "Report.JSON"), NAME),
    "names that differ in case, Vietnamese": (named("Đề án.pdf", "đề án.pdf"), NAME),
    "name not NFC": (named(unicodedata.normalize("NFD", "Kế hoạch.pdf")), NAME),
    "NFC and NFD twins": (
        named("Kế hoạch.pdf", unicodedata.normalize("NFD", "Kế hoạch.pdf")),
        NAME,
    ),
    "file that is a folder too": (named("evidence", "evidence/a.pdf"), NAME),
    "file under a file": (named("evidence/a.pdf", "Evidence"), NAME),
    "parent folder": (named("../report.json"), NAME),
    "parent folder inside": (named("evidence/../../report.json"), NAME),
    "this folder": (named("./report.json"), NAME),
    "absolute": (named("/etc/passwd"), NAME),
    "double slash": (named("evidence//a.pdf"), NAME),
    "backslash": (named("..\\report.json"), NAME),
    "drive": (named("C:/report.json"), NAME),
    "drive with backslash": (named("C:\\report.json"), NAME),
    "stream": (named("report.json:ads"), NAME),
    "device": (named("CON"), NAME),
    "device with an ending": (named("evidence/nul.txt"), NAME),
    "device with a superscript": (named("com¹.pdf"), NAME),
    "device with a space": (named("aux .txt"), NAME),
    "trailing dot": (named("report.json."), NAME),
    "trailing space": (named("report.json "), NAME),
    "leading space": (named("evidence/ a.pdf"), NAME),
    "only dots": (named("evidence/..."), NAME),
    "right-to-left override": (named("report\u202efdp.exe"), NAME),
    "zero width": (named("report\u200b.json"), NAME),
    "control character": (named("report\x07.json"), NAME),
    "newline": (named("report\n.json"), NAME),
    "NUL": (named("report.json\0.exe"), NAME),
    "wildcard": (named("report?.json"), NAME),
    "empty name": (named(""), NAME),
    "long name": (named("a" * 300), NAME),
    "very long path": (named("/".join(["a" * 200] * 6)), NAME),
    "not UTF-8": (named(b"report\xff.json"), NAME),
    "UTF-8 not announced": (named("Kế hoạch.pdf", flags=0), NAME),
    "folder": (named("evidence/"), NAME),
    "unknown in META-INF": (named("META-INF/manifest.xml"), NAME),
    "META-INF in another case": (named("meta-inf/signature001.p7s"), NAME),
    "folder below META-INF": (named("META-INF/x/signature001.p7s"), NAME),
    "symbolic link": (
        container(TYPE, replace(DATA, attributes=(stat.S_IFLNK | 0o777) << 16)),
        STRUCTURE,
    ),
    "device file": (container(TYPE, replace(DATA, attributes=stat.S_IFCHR << 16)), STRUCTURE),
    "folder by attribute": (container(TYPE, replace(DATA, attributes=0x10)), STRUCTURE),
    "encrypted": (container(TYPE, replace(DATA, flags=UTF8 | 1)), STRUCTURE),
    "patched data": (container(TYPE, replace(DATA, flags=UTF8 | 0x20)), STRUCTURE),
    "bzip2": (container(TYPE, replace(DATA, method=12)), STRUCTURE),
    "LZMA": (container(TYPE, replace(DATA, method=14)), STRUCTURE),
    "local name differs": (
        container(TYPE, replace(DATA, local={"name": b"Report.json"})),
        NAME,
    ),
    "local name longer": (
        container(TYPE, replace(DATA, local={"name": b"report.json.exe"})),
        STRUCTURE,
    ),
    "local size differs": (container(TYPE, replace(DATA, local={"size": 3})), STRUCTURE),
    "local checksum differs": (container(TYPE, replace(DATA, local={"crc": 3})), STRUCTURE),
    "local method differs": (container(TYPE, replace(DATA, local={"method": 8})), STRUCTURE),
    "local flags differ": (container(TYPE, replace(DATA, local={"flags": 0})), STRUCTURE),
    "local version differs": (container(TYPE, replace(DATA, local={"version": 45})), STRUCTURE),
    "local signature missing": (
        container(TYPE, DATA)
        .replace(b"PK\x03\x04", b"PK\x03\x05")
        .replace(b"PK\x03\x05", b"PK\x03\x04", 1),
        STRUCTURE,
    ),
    "Unicode path in an extra field": (
        container(TYPE, replace(DATA, central={"extra": b"up\x05\0\x01\0\0\0\0"})),
        STRUCTURE,
    ),
    "comment on a member": (container(TYPE, replace(DATA, central={"comment": b"x"})), STRUCTURE),
    "sizes of a stored member differ": (
        container(TYPE, replace(DATA, local={"size": 5}, central={"size": 5})),
        STRUCTURE,
    ),
    "descriptor that disagrees": (
        container(
            TYPE,
            replace(
                DATA,
                flags=UTF8 | DESCRIPTOR,
                local={"crc": 0, "packed": 0, "size": 0},
                descriptor=struct.pack("<4s3L", b"PK\x07\x08", zlib.crc32(b"{}"), 2, 3),
            ),
        ),
        STRUCTURE,
    ),
    "descriptor announced, not there": (
        container(TYPE, replace(DATA, flags=UTF8 | DESCRIPTOR)),
        STRUCTURE,
    ),
    "ratio": (container(TYPE, Part("zeros", BIG, method=8)), SIZE),
    "huge by its own account": (
        container(TYPE, replace(DATA, local={"size": 2**32 - 2}, central={"size": 2**32 - 2})),
        SIZE,
    ),
    "too many members": (named(*(f"{number}.txt" for number in range(1000))), SIZE),
}

CAUSES = {
    Cause.CUT_OFF: ["empty file"],
    Cause.DIRECTORY: [
        "text",
        "html",
        "truncated",
        "trailing byte",
        "comment",
        "second end record in a comment",
        "hidden directory entry",
        "more members announced",
        "directory elsewhere",
        "zip64 start",
    ],
    None: [
        "no members",
        "no mimetype",
        "mimetype not first",
        "mimetype compressed",
        "mimetype of another kind",
        "mimetype with a newline",
        "mimetype named otherwise",
    ],
    Cause.GAP: [
        "prefix",
        "hidden bytes before the directory",
        "hidden local entry",
        "zip64 locator",
        "overlap",
    ],
    Cause.EXTRA: [
        "several disks",
        "counts differ",
        "zip64 sizes",
        "Unicode path in an extra field",
        "comment on a member",
    ],
    Cause.TOO_MANY: ["zip64 count", "too many members"],
    Cause.HEADERS: [
        "mimetype with an extra field",
        "local name differs",
        "local name longer",
        "local size differs",
        "local checksum differs",
        "local method differs",
        "local flags differ",
        "local version differs",
        "local signature missing",
        "sizes of a stored member differ",
        "descriptor that disagrees",
        "descriptor announced, not there",
    ],
    Cause.NAME_TWICE: [
        "same name twice",
        "names that differ in case",
        "names that differ in case, Vietnamese",
        "file that is a folder too",
        "file under a file",
    ],
    Cause.NAME_COMPOSITION: ["name not NFC", "NFC and NFD twins"],
    Cause.NAME_PATH: [
        "parent folder",
        "parent folder inside",
        "this folder",
        "absolute",
        "double slash",
        "device",
        "device with an ending",
        "device with a superscript",
        "device with a space",
        "trailing dot",
        "trailing space",
        "leading space",
        "only dots",
        "long name",
        "folder",
    ],
    Cause.NAME_CHARACTER: [
        "backslash",
        "drive",
        "drive with backslash",
        "stream",
        "right-to-left override",
        "zero width",
        "control character",
        "newline",
        "NUL",
        "wildcard",
    ],
    Cause.NAME_LENGTH: ["empty name", "very long path"],
    Cause.ENCODING: ["not UTF-8", "UTF-8 not announced"],
    Cause.NAME_RESERVED: [
        "unknown in META-INF",
        "META-INF in another case",
        "folder below META-INF",
    ],
    Cause.NOT_A_FILE: ["symbolic link", "device file", "folder by attribute"],
    Cause.ENCRYPTED: ["encrypted", "patched data"],
    Cause.COMPRESSION: ["bzip2", "LZMA"],
    Cause.RATIO: ["ratio"],
    Cause.TOO_LARGE: ["huge by its own account"],
}
"""Why each is refused; the reason stands in its sentence."""
CAUSE_OF = {name: cause for cause, names in CAUSES.items() for name in names}


@pytest.fixture
def written(tmp_path: Path):
    def write(data: bytes) -> Path:
        path = tmp_path / "sent.asice"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_containers_are_refused(written: Callable[[bytes], Path], now: datetime, name: str):
    data, problem = HOSTILE[name]
    path = written(data)

    with pytest.raises(InputError) as caught:
        read_container(path)
    assert caught.value.code is ErrorCode.CONTAINER_REFUSED
    assert caught.value.data["problem"] == problem
    assert str(caught.value.data["member"]).isprintable()
    assert caught.value.data["detail"] in {"", *Cause}

    verdict = verify_package(path, trust=[], now=now).verdict
    assert verdict.status is VerdictStatus.INVALID
    (found,) = verdict.problems
    cause = CAUSE_OF[name]
    assert (found.code, found.detail) == (problem, cause or "")
    said = str(problem_message(found))
    assert said.startswith(found.member)
    assert "{" not in said
    if cause is not None and problem is not NOT_ONE:
        assert f"({cause_label(cause)})" in said


@pytest.mark.parametrize(
    "data",
    [
        container(TYPE, DATA),
        container(TYPE, replace(DATA, method=8)),
        container(TYPE, replace(DATA, attributes=0)),
        container(TYPE, Part("Kế hoạch.pdf", method=8, flags=UTF8 | 0x2)),
        container(TYPE, Part("nested.asice", container(TYPE, DATA))),
        container(
            TYPE,
            replace(
                DATA,
                flags=UTF8 | DESCRIPTOR,
                local={"crc": 0, "packed": 0, "size": 0},
                descriptor=struct.pack("<4s3L", b"PK\x07\x08", zlib.crc32(b"{}"), 2, 2),
            ),
        ),
        named(*(f"{number}.txt" for number in range(999))),
    ],
    ids=["stored", "deflated", "DOS", "Vietnamese", "nested", "descriptor", "999 members"],
)
def test_honest_containers_are_read(written: Callable[[bytes], Path], data: bytes):
    with read_container(written(data)) as opened:
        assert opened.names[0] == "mimetype"
        assert all(opened.read(name, 1 << 20) is not None for name in opened.names)


DAMAGED = {
    "checksum": Part("a", local={"crc": 1}, central={"crc": 1}),
    "not deflate": Part("a", method=8, packed=b"\xff\xff\xff\xff"),
    "deflate that never ends": Part(
        "a", b"content" * 50, method=8, packed=deflated(b"content")[:-2]
    ),
    "shorter than announced": Part("a", method=8, local={"size": 99}, central={"size": 99}),
    "bytes hidden behind deflate": Part("a", method=8, packed=deflated(b"content") + b"hidden"),
}


@pytest.mark.parametrize("part", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_members_are_not_read(written: Callable[[bytes], Path], part: Part):
    with (
        read_container(written(container(TYPE, part))) as opened,
        pytest.raises(InputError) as caught,
    ):
        opened.read("a", 1 << 20)

    assert caught.value.data["problem"] == STRUCTURE


def test_a_member_longer_than_announced_stops_early(
    written: Callable[[bytes], Path], now: datetime
):
    lying = Part("a", BIG, method=8, local={"size": 10}, central={"size": 10})
    path = written(container(TYPE, lying))

    with read_container(path) as opened, pytest.raises(InputError) as caught:
        opened.read("a", 1 << 20)
    assert caught.value.data["problem"] == SIZE

    (problem,) = verify_package(path, trust=[], now=now).verdict.problems
    assert problem.code is SIZE


def test_big_deflated_members_come_in_blocks(written: Callable[[bytes], Path]):
    source = random.Random(1)
    content = b"".join(source.randbytes(100) * 50 for _ in range(600))
    path = written(container(TYPE, Part("big.bin", content, method=8)))

    with read_container(path) as opened:
        blocks = list(opened.blocks("big.bin"))

    assert b"".join(blocks) == content
    assert max(map(len, blocks)) <= 1 << 20


def test_random_damage_never_crashes(written: Callable[[bytes], Path]):
    source = random.Random(20210922)
    honest = container(TYPE, replace(DATA, method=8), Part("Kế hoạch.pdf", b"%PDF" * 30))
    outcomes: Counter[str] = Counter()
    for _ in range(1500):
        data = bytearray(honest)
        for _ in range(source.randint(1, 3)):
            data[source.randrange(len(data))] = source.randrange(256)
        outcomes[outcome_of(written(bytes(data)))] += 1

    assert outcomes.keys() == {"read", ErrorCode.CONTAINER_REFUSED}
    assert outcomes["read"] < 200  # only fields that say nothing may change unnoticed


def outcome_of(path: Path) -> str:
    try:
        with read_container(path) as opened:
            for name in opened.names:
                opened.read(name, 1 << 20)
    except EGovDeskError as error:
        return error.code
    return "read"


def test_a_missing_file_is_an_error_and_no_verdict(tmp_path: Path, now: datetime):
    with pytest.raises(InputError) as caught:
        verify_package(tmp_path / "gone.asice", trust=[], now=now)

    assert caught.value.code is ErrorCode.FILE_MISSING


def test_a_folder_is_no_package(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        read_container(tmp_path)

    assert caught.value.code is ErrorCode.FILE_NOT_ORDINARY
