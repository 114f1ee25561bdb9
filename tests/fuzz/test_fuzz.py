"""Every reader for a moment; `make fuzz` goes on for a minute."""

import random
from pathlib import Path

import pytest

from tests.fuzz.__main__ import fuzz
from tests.fuzz.mutation import damaged
from tests.fuzz.readers import READERS, corpus


@pytest.mark.parametrize("name", READERS)
def test_damaged_files_are_read_or_refused(name: str):
    tried, bugs = fuzz(name, READERS[name], seed=20210922, seconds=1.0)
    assert bugs == 0
    assert tried.total() > 10


def test_a_bug_is_noticed_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tests.fuzz.__main__.FOUND", tmp_path)

    def buggy(_data: bytes) -> str:
        raise ZeroDivisionError

    _, bugs = fuzz("json", buggy, seed=1, seconds=0.05)
    assert bugs == len(list(tmp_path.iterdir())) > 0


def test_the_same_seed_damages_in_the_same_way():
    one, two = (random.Random(7) for _ in range(2))
    honest = corpus("manifest")
    assert [damaged(one, honest) for _ in range(50)] == [damaged(two, honest) for _ in range(50)]
