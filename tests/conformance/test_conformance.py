"""Our verifier over the published packages: each gets the verdict that the table expects."""

import json
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from egovdesk.domain.packages import MemberStatus, Verdict
from egovdesk.services.verifying import Verifier
from tests.conformance import generate

FOLDER = Path(__file__).parent
CASES: dict[str, dict[str, Any]] = {
    case["file"]: case for case in json.loads((FOLDER / "expected.json").read_bytes())["cases"]
}


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Verdict]:
    """Verify everything, once for each set of lists: as a person with a full folder does."""
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for name, case in CASES.items():
        groups[tuple(case["trust"]), tuple(case["crls"]), case["now"]].append(name)
    found: dict[str, Verdict] = {}
    for (trust, crls, now), names in groups.items():
        moment = datetime.fromisoformat(now)
        answers = Verifier(lambda moment=moment: moment).verify_all(
            [FOLDER / name for name in names],
            trust=[FOLDER / file for file in trust],
            crls=[FOLDER / file for file in crls],
        )
        for name, answer in zip(names, answers, strict=True):
            assert isinstance(answer, Verdict)
            found[name] = answer
    return found


@pytest.mark.parametrize("name", CASES)
def test_the_verdict_is_the_expected_one(verdicts: dict[str, Verdict], name: str):
    expected, verdict = CASES[name], verdicts[name]

    assert verdict.status == expected["verdict"]
    assert sorted(problem.code.value for problem in verdict.problems) == expected["problems"]
    if expected["members"]:
        members = {
            member.name: member.status.value
            for member in verdict.members
            if member.status is not MemberStatus.INTACT
        }
        assert members == expected["members"]


def test_every_file_is_in_the_table():
    kinds = ("*.asice", "*.pdf")
    files = {p.relative_to(FOLDER).as_posix() for kind in kinds for p in FOLDER.rglob(kind)}
    assert files == CASES.keys()


def test_the_folder_is_small():
    size = sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file())
    assert size < 1 << 20


def test_the_packages_are_always_made_the_same(tmp_path: Path):
    """The published ones stay as they are; what is made anew is the same each time."""
    for name in ("one", "two"):
        generate.write(tmp_path / name)
    for path in (tmp_path / "one").rglob("*.*"):
        other = tmp_path / "two" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == other.read_bytes(), path.name
