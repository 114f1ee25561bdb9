import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import ProblemCode, VerdictStatus
from egovdesk.signing.certificates import TRIAL_PREFIX, load_certificates
from egovdesk.signing.container import Member, write_container
from egovdesk.signing.keys import check_usable, load_pkcs12
from egovdesk.signing.trial import TrialKey, ensure_trial_key
from egovdesk.signing.verification import verify_package
from tests.signing.authority import Authority

UNIT = "Cục Hàng hải Việt Nam"
YEAR = timedelta(days=365)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile") / "keys"


@pytest.fixture(scope="module")
def trial(folder: Path, now: datetime) -> TrialKey:
    return ensure_trial_key(folder, organisation=UNIT, now=now)


def test_a_trial_key_says_that_it_is_one(trial: TrialKey, now: datetime):
    key = load_pkcs12(trial.key_file, None)

    check_usable(key, now)
    assert key.is_trial
    assert key.subject == f"{TRIAL_PREFIX} {UNIT}"
    assert key.issuer.startswith(TRIAL_PREFIX)
    assert key.not_after - now > YEAR


def test_nobody_else_reads_the_key(trial: TrialKey, folder: Path):
    assert stat.S_IMODE(trial.key_file.stat().st_mode) == 0o600
    assert {path.name for path in folder.iterdir()} == {"trial-key.p12", "trial-root.pem"}


def test_the_root_can_only_issue_keys(trial: TrialKey, now: datetime):
    root = x509.load_pem_x509_certificate(trial.root_file.read_bytes())

    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints)
    assert (constraints.critical, constraints.value.ca, constraints.value.path_length) == (
        True,
        True,
        0,
    )
    assert root.not_valid_after_utc - now > 9 * YEAR


def test_the_key_is_used_again(trial: TrialKey, folder: Path, now: datetime):
    before = trial.key_file.read_bytes(), trial.root_file.read_bytes()

    again = ensure_trial_key(folder, organisation=UNIT, now=now + YEAR)

    assert again == trial
    assert (trial.key_file.read_bytes(), trial.root_file.read_bytes()) == before


def test_what_it_signs_is_trusted_by_who_imports_the_root(
    trial: TrialKey, members: list[Member], now: datetime, tmp_path: Path
):
    package = tmp_path / "x.asice"
    write_container(package, members, load_pkcs12(trial.key_file, None), signed_at=now)

    stranger = verify_package(package, trust=[], now=now).verdict
    friend = verify_package(package, trust=load_certificates(trial.root_file), now=now).verdict

    assert (stranger.status, friend.status) == (VerdictStatus.INDETERMINATE, VerdictStatus.VALID)
    assert stranger.is_trial
    assert friend.is_trial
    assert ProblemCode.CERTIFICATE_UNTRUSTED in {problem.code for problem in stranger.problems}


@pytest.mark.parametrize("reason", ["expired", "root gone", "damaged", "strange root"])
def test_a_key_that_does_not_hold_is_made_anew(
    folder: Path, trial: TrialKey, authority: Authority, now: datetime, tmp_path: Path, reason: str
):
    key_file, root_file = tmp_path / "trial-key.p12", tmp_path / "trial-root.pem"
    key_file.write_bytes(trial.key_file.read_bytes())
    root_file.write_bytes(trial.root_file.read_bytes())
    moment = now
    match reason:
        case "expired":
            moment = now + 3 * YEAR
        case "root gone":
            root_file.unlink()
        case "damaged":
            key_file.write_bytes(b"damaged")
        case _:
            root_file.write_bytes(authority.root_pem)

    renewed = ensure_trial_key(tmp_path, organisation=UNIT, now=moment)

    check_usable(load_pkcs12(renewed.key_file, None), moment)
    assert renewed.key_file.read_bytes() != trial.key_file.read_bytes()
    assert stat.S_IMODE(renewed.key_file.stat().st_mode) == 0o600


def test_another_organisation_gets_its_own_key(trial: TrialKey, now: datetime, tmp_path: Path):
    name = "Trung tâm Công nghệ thông tin " + "rất dài " * 10
    (tmp_path / "trial-key.p12").write_bytes(trial.key_file.read_bytes())
    (tmp_path / "trial-root.pem").write_bytes(trial.root_file.read_bytes())

    own = ensure_trial_key(tmp_path, organisation=name, now=now)

    key = load_pkcs12(own.key_file, None)
    assert key.subject.startswith(f"{TRIAL_PREFIX} Trung tâm")
    before = own.key_file.read_bytes()
    ensure_trial_key(tmp_path, organisation=name, now=now)
    assert own.key_file.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path: Path, now: datetime):
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(InputError) as caught:
        ensure_trial_key(tmp_path / "file" / "keys", organisation=UNIT, now=now)

    assert caught.value.code is ErrorCode.FILE_UNWRITABLE
