"""Whole packages signed by tokens, judged by programs that have never heard of eGovDesk.

One token signs as who prepared the report, the other approves it; and each alone, as an approver
whose signature shows in the letter.
"""

import base64
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from pypdf import PdfReader

from egovdesk import bootstrap
from egovdesk.domain.packages import VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import KeyChoice, SignerRole, SigningOptions, TokenKey
from tests.outside.conftest import PIN
from tests.services.conftest import answer_warnings
from tests.signing.authority import Authority

pytestmark = pytest.mark.outside

PERIOD = Quarter(2021, 3)
NAMESPACES = {
    "asic": "http://uri.etsi.org/02918/v1.2.1#",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
KINDS = ("RSA", "EC", "both")


@dataclass(frozen=True, slots=True)
class Signed:
    """A package, its contents as files, the root that it hangs on, and who signed it."""

    file: Path
    folder: Path
    root: Path
    signers: tuple[str, ...]

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)

    @property
    def numbers(self) -> list[str]:
        return [f"{number:03}" for number in range(1, len(self.signers) + 1)]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bootstrap.Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EGOVDESK_HOME", str(folder / "home"))
        bootstrap.make_sample(folder / "workspace")
        desk = bootstrap.open_desk(folder / "workspace")
        answer_warnings(desk, PERIOD)
        yield desk
        desk.close()


@pytest.fixture(scope="module", params=KINDS)
def signed(
    request: pytest.FixtureRequest,
    desk: bootstrap.Desk,
    keys: dict[str, TokenKey],
    authority: Authority,
    tmp_path_factory: pytest.TempPathFactory,
) -> Signed:
    """The sample unit's report, signed anew in each way after a recall."""
    out = tmp_path_factory.mktemp("out")
    if desk.reports.live(PERIOD) is not None:
        desk.reports.recall(PERIOD, "Ký lại.")
    choices = {label: KeyChoice(token=key, pin=PIN) for label, key in keys.items()}
    if request.param == "both":
        options = SigningOptions(role=SignerRole.PREPARER)
        desk.packages.export(PERIOD, out, choices["RSA"], options=options)
        desk.second_signatures.sign(PERIOD, choices["EC"])
        signers = ("RSA", "EC")
    else:
        desk.packages.export(PERIOD, out, choices[request.param])
        signers = (request.param,)
    file = desk.packages.copy(PERIOD, out)
    root = out / "root.pem"
    root.write_bytes(authority.root_pem)
    subprocess.run(["unzip", "-q", file, "-d", out / "x"], check=True)
    return Signed(file=file, folder=out / "x", root=root, signers=signers)


def test_our_own_verdict(signed: Signed):
    verdict = bootstrap.verifier().verify(signed.file, trust=[signed.root])
    assert verdict.status is VerdictStatus.VALID
    assert tuple(line.subject for line in verdict.signers) == signed.signers


def test_openssl_accepts_every_signature(signed: Signed):
    for number in signed.numbers:
        done = signed.run(
            *("openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER"),
            *("-in", f"META-INF/signature{number}.p7s"),
            *("-content", f"META-INF/ASiCManifest{number}.xml"),
            *("-CAfile", signed.root, "-purpose", "any", "-out", "/dev/null"),
        )
        assert done.returncode == 0, done.stderr
        assert "CAdES Verification successful" in done.stderr


def test_gnutls_accepts_every_signature(signed: Signed):
    for number in signed.numbers:
        done = signed.run(
            *("certtool", "--p7-verify", "--inder", "--load-ca-certificate", signed.root),
            *("--load-data", f"META-INF/ASiCManifest{number}.xml"),
            *("--infile", f"META-INF/signature{number}.p7s"),
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Signature status: ok" in done.stdout + done.stderr


@pytest.fixture
def database(signed: Signed, tmp_path: Path) -> str:
    """Make a database of NSS that trusts the root for signatures on mail and on code."""
    name = f"sql:{tmp_path}"
    for command in (
        ("certutil", "-N", "-d", name, "--empty-password"),
        ("certutil", "-A", "-d", name, "-n", "root", "-t", "C,C,C", "-i", signed.root),
    ):
        subprocess.run(command, check=True, capture_output=True)
    return name


def nss(signed: Signed, database: str, number: str, manifest: Path) -> int:
    done = signed.run(
        *("cmsutil", "-D", "-n", "-d", database, "-u", "4"),
        *("-i", f"META-INF/signature{number}.p7s", "-c", manifest),
    )
    return done.returncode


def test_nss_accepts_every_signature_and_refuses_a_changed_manifest(
    signed: Signed, database: str, tmp_path: Path
):
    for number in signed.numbers:
        manifest = signed.folder / f"META-INF/ASiCManifest{number}.xml"
        assert nss(signed, database, number, manifest) == 0
        changed = tmp_path / "changed.xml"
        changed.write_bytes(manifest.read_bytes() + b" ")
        assert nss(signed, database, number, changed) != 0


def test_openssl_computes_the_digests_that_the_last_manifest_lists(signed: Signed):
    """It lists everything but itself and its signature: the first signature is covered, too."""
    last = signed.numbers[-1]
    manifest = etree.parse(signed.folder / f"META-INF/ASiCManifest{last}.xml")
    listed = {}
    for reference in manifest.findall("asic:DataObjectReference", NAMESPACES):
        name = unquote(reference.attrib["URI"])
        done = subprocess.run(
            ["openssl", "dgst", "-sha256", "-binary", name],
            cwd=signed.folder,
            capture_output=True,
            check=True,
        )
        listed[name] = base64.b64encode(done.stdout).decode()
        assert reference.findtext("ds:DigestValue", namespaces=NAMESPACES) == listed[name]
    files = {
        path.relative_to(signed.folder).as_posix()
        for path in signed.folder.rglob("*")
        if path.is_file()
    }
    own = {f"META-INF/ASiCManifest{last}.xml", f"META-INF/signature{last}.p7s"}
    assert files - own - {"mimetype"} == set(listed)


def test_pdfsig_accepts_the_letter(signed: Signed, database: str):
    done = signed.run("pdfsig", "-nssdir", database, "report.pdf")
    fields = dict(re.findall(r"- ([^:\n]+): (.*)", done.stdout))
    assert fields["Signer Certificate Common Name"] == signed.signers[0]
    assert fields["Signature Validation"] == "Signature is Valid."
    assert fields["Certificate Validation"] == "Certificate is Trusted."
    assert fields["Signature Type"] == "ETSI.CAdES.detached"
    assert "Total document signed" in done.stdout


def test_the_approver_signs_at_the_place_that_the_letter_names(signed: Signed):
    """Two signers: who prepared signs the letter without a mark."""
    reader = PdfReader(signed.folder / "report.pdf")
    marks = [
        [float(corner) for corner in mark.get_object()["/Rect"]]
        for page in reader.pages
        for mark in page.get("/Annots", ())
    ]
    if len(signed.signers) > 1:
        assert not any(map(any, marks))
        return
    _page, _kind, *place = reader.trailer["/Root"]["/Dests"]["/signature"]
    (mark,) = marks
    assert mark == [round(float(corner)) for corner in place]
