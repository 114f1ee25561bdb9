"""Services on real workspaces, with a clock that the tests set."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from egovdesk.bootstrap import Desk
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import KeyChoice
from egovdesk.services import sample
from egovdesk.services.workspaces import Workspaces
from egovdesk.signing.trial import ensure_trial_key

NOW = datetime(2021, 9, 20, 9, 0, tzinfo=UTC)
"""Between the cut-off of Quý III/2021 (14/9) and its due date (24/9)."""


MakeDesk = Callable[..., Desk]


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "workspace"
    session = Workspaces(clock).create(folder, sample.AGENCY, sample=True)
    with session.workspace:
        sample.load(session)
    return folder


@pytest.fixture(scope="session")
def trial_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample unit's trial key once: two RSA keys take a quarter of a second."""
    folder = tmp_path_factory.mktemp("trial")
    ensure_trial_key(folder, organisation="Cục Đăng kiểm Việt Nam", now=NOW)
    return folder


@pytest.fixture
def desk(
    tmp_path: Path, sample_folder: Path, trial_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """Open a copy of the sample unit's workspace, with a profile of its own."""
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    shutil.copytree(trial_folder, tmp_path / "home" / "trial")
    folder = tmp_path / "workspace"
    shutil.copytree(sample_folder, folder)
    desk = Desk(Workspaces(clock).open(folder))
    yield desk
    desk.close()


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    """Return what makes empty workspaces."""
    opened: list[Desk] = []

    def make(agency: str, catalogue: Path | None = None, now: datetime = NOW) -> Desk:
        folder = tmp_path / f"workspace-{len(opened)}"
        workspaces = Workspaces(lambda: now)
        desk = Desk(workspaces.create(folder, agency, catalogue_file=catalogue))
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.close()


def answer_warnings(desk: Desk, period: Quarter) -> None:
    """Give a reason to every warning, as an officer does before the figures are frozen."""
    if warnings := [f for f in desk.findings.check(period) if f.needs_reason]:
        desk.findings.answer(period, warnings, "Đã rà soát, số liệu đúng.")


@pytest.fixture
def key(tmp_path: Path) -> KeyChoice:
    """Return a key that is not for trying out."""
    return KeyChoice(file=a_key(tmp_path, b"x"), passphrase=b"x")


def a_key(folder: Path, passphrase: bytes) -> Path:
    """Make a key file as a certification authority hands it out."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Cục Đăng kiểm Việt Nam")])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(usage, critical=True)
        .sign(secret, hashes.SHA256())
    )
    file = folder / "khóa.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"k", secret, certificate, None, BestAvailableEncryption(passphrase)
        )
    )
    return file
