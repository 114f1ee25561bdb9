"""Programs that have never heard of eGovDesk judge its packages."""

import base64
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree

from egovdesk.signing.container import Member, countersign, write_container
from egovdesk.signing.keys import load_pkcs12
from egovdesk.signing.trial import TrialKey, ensure_trial_key

pytestmark = pytest.mark.outside

EVIDENCE = "evidence/0123abcd-Kế hoạch 12% (bản 2).txt"
NAMESPACES = {
    "asic": "http://uri.etsi.org/02918/v1.2.1#",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}


@pytest.fixture(scope="module")
def now() -> datetime:
    return datetime.now(UTC)  # the other programs look at the clock


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory, now: datetime) -> TrialKey:
    folder = tmp_path_factory.mktemp("keys")
    return ensure_trial_key(folder, organisation="Cục Hàng hải Việt Nam", now=now)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory, trial: TrialKey, now: datetime) -> Path:
    path = tmp_path_factory.mktemp("packages") / "BC_CHHVN_2021-Q3_v1.asice"
    members = [
        Member(name="report.pdf", content=b"%PDF-1.7 " + bytes(range(256))),
        Member(name="report.json", content=b'{"kind": "report"}'),
        Member(name=EVIDENCE, content="Nội dung\n".encode() * 100),
    ]
    key = load_pkcs12(trial.key_file, None)
    write_container(path, members, key, signed_at=now)
    countersign(path, path, key, signed_at=now)
    return path


@pytest.fixture(scope="module")
def unpacked(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["unzip", "-q", package, "-d", folder], check=True)
    return folder


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def test_unzip_finds_nothing_amiss(package: Path):
    result = run("unzip", "-t", package, cwd=package.parent)

    assert result.returncode == 0, result.stderr
    assert "No errors detected" in result.stdout


def test_file_type_is_told_by_the_first_bytes(package: Path):
    """ETSI EN 319 162-1, annex A.1: the type stands at byte 38."""
    assert package.read_bytes()[30:69] == b"mimetypeapplication/vnd.etsi.asic-e+zip"


def openssl(number: str, unpacked: Path, root: Path) -> subprocess.CompletedProcess[str]:
    return run(
        *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"),
        *("-in", f"META-INF/signature{number}.p7s"),
        *("-content", f"META-INF/ASiCManifest{number}.xml"),
        *("-CAfile", root, "-purpose", "any", "-out", "/dev/null"),
        cwd=unpacked,
    )


@pytest.mark.parametrize("number", ["001", "002"])
def test_openssl_accepts_the_signatures(unpacked: Path, trial: TrialKey, number: str):
    result = openssl(number, unpacked, trial.root_file)

    assert result.returncode == 0, result.stderr
    assert "CAdES Verification successful" in result.stderr


def test_openssl_refuses_a_changed_manifest(unpacked: Path, trial: TrialKey):
    manifest = unpacked / "META-INF/ASiCManifest001.xml"
    honest = manifest.read_bytes()
    manifest.write_bytes(honest + b" ")
    try:
        assert openssl("001", unpacked, trial.root_file).returncode != 0
    finally:
        manifest.write_bytes(honest)


@pytest.mark.parametrize("number", ["001", "002"])
def test_openssl_computes_the_digests_of_the_manifest(unpacked: Path, number: str):
    manifest = etree.parse(unpacked / f"META-INF/ASiCManifest{number}.xml")
    references = manifest.findall("asic:DataObjectReference", NAMESPACES)

    assert unquote(references[2].attrib["URI"]) == EVIDENCE
    for reference in references:
        member = unquote(reference.attrib["URI"])
        digest = subprocess.run(
            ["openssl", "dgst", "-sha256", "-binary", member],
            cwd=unpacked,
            capture_output=True,
            check=True,
        ).stdout
        listed = reference.findtext("ds:DigestValue", namespaces=NAMESPACES)
        assert listed == base64.b64encode(digest).decode()


@pytest.mark.parametrize("number", ["001", "002"])
def test_gnutls_accepts_the_signatures(unpacked: Path, trial: TrialKey, number: str):
    result = run(
        *("certtool", "--p7-verify", "--inder", "--load-ca-certificate", trial.root_file),
        *("--load-data", f"META-INF/ASiCManifest{number}.xml"),
        *("--infile", f"META-INF/signature{number}.p7s"),
        cwd=unpacked,
    )

    assert result.returncode == 0, result.stdout + result.stderr
    assert "Signature status: ok" in result.stdout + result.stderr


def test_openssl_reads_the_trial_key(trial: TrialKey):
    result = run(
        *("openssl", "pkcs12", "-in", trial.key_file, "-passin", "pass:", "-nodes", "-info"),
        cwd=trial.key_file.parent,
    )

    assert result.returncode == 0, result.stderr
    assert result.stdout.count("BEGIN CERTIFICATE") == 2
