"""What is fuzzed: each reader says in a word what it made of the bytes; it raises for bugs only."""

import json
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from egovdesk.documents import payload, strict_json
from egovdesk.domain.errors import EGovDeskError
from egovdesk.signing.container import read_container
from egovdesk.signing.judgement import TrustPolicy, judge
from egovdesk.signing.judges import JudgesHere
from egovdesk.signing.manifest import ManifestError, parse_manifest
from egovdesk.signing.pdf_judgement import judge_document
from egovdesk.signing.verification import examine_package
from egovdesk.wording.messages import explain, problem_message
from tests.signing.authority import NOW

CONFORMANCE = Path(__file__).parents[1] / "conformance"

Reader = Callable[[bytes], str]


@cache
def _scratch() -> TemporaryDirectory[str]:
    return TemporaryDirectory()


def _written(data: bytes) -> Path:
    path = Path(_scratch().name) / "damaged"
    path.write_bytes(data)
    return path


@cache
def _policy() -> TrustPolicy:
    lists = CONFORMANCE / "lists"
    return TrustPolicy.of(
        [(lists / "root.pem").read_bytes()], [(lists / "current.crl").read_bytes()], NOW
    )


def container(data: bytes) -> str:
    """Read every member of a container."""
    try:
        with read_container(_written(data)) as opened:
            for name in opened.names:
                opened.read(name, 1 << 20)
    except EGovDeskError as error:
        return _refused(error)
    return "read"


def package(data: bytes) -> str:
    """Verify a package, words included."""
    verdict = examine_package(_written(data), JudgesHere(_policy())).verdict
    for problem in verdict.problems:
        assert str(problem_message(problem))
    return verdict.status.value


def manifest(data: bytes) -> str:
    """Read the signed list of contents."""
    try:
        found = parse_manifest(data)
    except ManifestError:
        return "refused"
    assert found.references
    return "read"


def strict(data: bytes) -> str:
    """Read JSON; what is taken must be what Python's own reader takes."""
    try:
        found = strict_json.loads(data, source="x.json")
    except EGovDeskError as error:
        return _refused(error)
    assert json.loads(data) is not None or found is None
    return "read"


def report(data: bytes) -> str:
    """Read the data of a report, and what it says it is."""
    try:
        assert payload.summary(payload.read_payload(data, source="report.json")).agency
    except EGovDeskError as error:
        return _refused(error)
    return "read"


def signature(data: bytes) -> str:
    """Judge a signature over a manifest that is not its own, or is."""
    found = judge(_members(".xml")[0], data, _policy())
    for problem in found.problems:
        assert str(problem_message(problem))
    return found.line.status.value


def document(data: bytes) -> str:
    """Judge a PDF document, words included."""
    found = judge_document(data, _policy())
    for problem in found.problems:
        assert str(problem_message(problem))
    return found.problems[0].code.value if found.problems else "sound"


def _refused(error: EGovDeskError) -> str:
    assert str(explain(error))
    return "refused"


READERS: dict[str, Reader] = {
    "container": container,
    "manifest": manifest,
    "json": strict,
    "report": report,
    "package": package,
    "signature": signature,
    "document": document,
}


@cache
def corpus(name: str) -> list[bytes]:
    """Return honest and hostile files to begin with."""
    if name == "document":
        return _files("*.pdf")
    packages = _files("*.asice")
    if name in {"container", "package"}:
        return packages
    return _members({"manifest": ".xml", "signature": ".p7s"}.get(name, "report.json"))


@cache
def _members(ending: str) -> list[bytes]:
    """Return the members of the good packages whose names end so."""
    found = []
    for path in sorted((CONFORMANCE / "good").glob("*.asice")):
        with zipfile.ZipFile(path) as archive:
            found += [archive.read(each) for each in archive.namelist() if each.endswith(ending)]
    return found


def _files(pattern: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(CONFORMANCE.rglob(pattern))]
