"""Only ordinary files are read: nothing that has a name can make the program wait for ever."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.files import BLOCK, blocks, open_file, read_file
from egovdesk.signing.container import Member, read_container
from egovdesk.storage.evidence import keep_file
from tests.unordinary import KINDS, make

READERS: dict[str, Callable[[Path], object]] = {
    "open": open_file,
    "read": lambda path: read_file(path, 100),
    "blocks": lambda path: list(blocks(path)),
    "container": read_container,
    "member": lambda path: list(Member(name="a.txt", content=path).blocks()),
    "evidence": lambda path: keep_file(path.parent / "kept", path),
}


@pytest.mark.timeout(10)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path, kind: str, reader: str):
    (tmp_path / "kept").mkdir()
    path = make(kind, tmp_path)
    with pytest.raises(InputError) as caught:
        READERS[reader](path)
    assert caught.value.code is ErrorCode.FILE_NOT_ORDINARY
    assert caught.value.data["file"] == str(path)
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_link_to_an_ordinary_file_is_read(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert read_file(tmp_path / "b", 1) == b"x"


def test_blocks_are_the_whole_file(tmp_path: Path):
    data = os.urandom(BLOCK + 7)
    (tmp_path / "a").write_bytes(data)
    assert [len(block) for block in blocks(tmp_path / "a")] == [BLOCK, 7]
    assert b"".join(blocks(tmp_path / "a")) == data


def test_a_missing_file_and_a_long_one(tmp_path: Path):
    with pytest.raises(InputError) as caught:
        open_file(tmp_path / "a")
    assert caught.value.code is ErrorCode.FILE_MISSING
    (tmp_path / "a").write_bytes(b"xy")
    with pytest.raises(InputError) as caught:
        read_file(tmp_path / "a", 1)
    assert caught.value.code is ErrorCode.FILE_TOO_LARGE
