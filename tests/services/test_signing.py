"""Keys before they sign, and the second signature on a package without any workspace."""

import hashlib
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError, RefusedError
from egovdesk.domain.packages import VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import (
    PLAIN,
    CheckCause,
    CheckKind,
    CheckOutcome,
    KeyChoice,
    PinState,
    SignerRole,
    SigningOptions,
    can_sign,
)
from egovdesk.services.signing import Signing
from egovdesk.services.verifying import Verifier
from egovdesk.signing import token_keys, tokens
from egovdesk.signing.keys import load_pkcs12
from egovdesk.wording import formats
from egovdesk.wording.signing import check_message
from tests.services.conftest import NOW, a_key, answer_warnings, clock
from tests.signing import fake_tokens

PERIOD = Quarter(2021, 3)
DUE = date(2021, 12, 24)


@pytest.fixture
def signing(desk: Desk) -> Signing:
    return desk.signing


@pytest.fixture
def package(desk: Desk, tmp_path: Path) -> Path:
    """A package that only who prepared it has signed."""
    answer_warnings(desk, PERIOD)
    options = SigningOptions(role=SignerRole.PREPARER)
    return desk.packages.export(PERIOD, tmp_path / "out", KeyChoice(), options=options).file


@pytest.fixture
def key(tmp_path: Path) -> KeyChoice:
    return KeyChoice(file=a_key(tmp_path, b"x"), passphrase=b"x")


@pytest.mark.parametrize(
    ("state", "outcome", "cause"),
    [
        (PinState.GOOD, CheckOutcome.GOOD, CheckCause.FINE),
        (PinState.FEW_TRIES, CheckOutcome.WARNING, CheckCause.FEW_TRIES),
        (PinState.LAST_TRY, CheckOutcome.WARNING, CheckCause.LAST_TRY),
        (PinState.LOCKED, CheckOutcome.FAILED, CheckCause.PIN_LOCKED),
        (PinState.TO_BE_CHANGED, CheckOutcome.WARNING, CheckCause.PIN_TO_BE_CHANGED),
    ],
)
def test_a_token_is_looked_at_without_its_pin(
    signing: Signing,
    key: KeyChoice,
    monkeypatch: pytest.MonkeyPatch,
    state: PinState,
    outcome: CheckOutcome,
    cause: CheckCause,
):
    assert key.file is not None
    chain = (load_pkcs12(key.file, b"x").certificate, ())
    monkeypatch.setattr(token_keys, "pin_state", lambda *_: state)
    monkeypatch.setattr(tokens, "token_chain", lambda *_: chain)
    token = KeyChoice(token=fake_tokens.token(key.file))
    checks = {check.kind: check for check in signing.look_at(token, PLAIN, DUE)}
    assert (checks[CheckKind.PIN].outcome, checks[CheckKind.PIN].cause) == (outcome, cause)
    assert checks[CheckKind.DRIVER].cause is CheckCause.FINE
    assert checks[CheckKind.CHAIN].cause is CheckCause.NO_ROOTS
    assert can_sign(tuple(checks.values())) == (outcome is not CheckOutcome.FAILED)


def test_a_file_is_looked_at_with_its_password(signing: Signing, key: KeyChoice):
    checks = signing.look_at(key, PLAIN, DUE)
    assert {check.kind for check in checks} >= {CheckKind.PERIOD, CheckKind.USAGE}
    with pytest.raises(InputError) as caught:
        signing.look_at(KeyChoice(file=key.file, passphrase=b"sai"), PLAIN, DUE)
    assert caught.value.code is ErrorCode.KEY_PASSPHRASE


def test_a_clock_that_runs_behind_what_was_recorded_keeps_from_signing(signing: Signing):
    assert signing.clock_check(None).outcome is CheckOutcome.GOOD
    assert signing.clock_check(NOW - timedelta(seconds=1)).outcome is CheckOutcome.GOOD
    behind = signing.clock_check(NOW + timedelta(days=2))
    assert (behind.outcome, behind.at) == (CheckOutcome.FAILED, NOW + timedelta(days=2))
    said = check_message(signing.clock_check(NOW + timedelta(minutes=1)))
    assert formats.moment(NOW + timedelta(minutes=1)) in said.cause


def test_files_that_are_gone_are_skipped_where_asked_and_refused_elsewhere(
    desk: Desk, signing: Signing, tmp_path: Path
):
    root = desk.packages.trial_key().root_file
    wanted = (root, tmp_path / "gone.pem")
    options = signing.options(SignerRole.APPROVER, "", wanted, (), skip_unreadable=True)
    assert len(options.roots) == 1
    with pytest.raises(InputError) as caught:
        signing.options(SignerRole.APPROVER, "", wanted, ())
    assert caught.value.code is ErrorCode.FILE_MISSING


def test_a_package_is_signed_by_another_and_both_signatures_hold(
    desk: Desk, signing: Signing, package: Path, key: KeyChoice, tmp_path: Path
):
    before = package.read_bytes()
    target = tmp_path / "đã ký.asice"
    done = signing.countersign(package, target, key)
    assert (done.file, done.is_trial) == (target, False)
    assert done.digest == hashlib.sha256(target.read_bytes()).hexdigest()
    assert package.read_bytes() == before
    assert key.file is not None
    roots = [desk.packages.trial_key().root_file, _root_of(key.file, tmp_path)]
    verdict = Verifier(clock).verify(target, trust=roots)
    assert verdict.status is VerdictStatus.VALID
    assert [line.subject.split(" ")[0] for line in verdict.signers] == ["THỬ", "Cục"]


def _root_of(key: Path, folder: Path) -> Path:
    root = folder / "root.pem"
    root.write_bytes(load_pkcs12(key, b"x").certificate)
    return root


def test_what_will_be_signed_is_all_that_lies_in_the_package(signing: Signing, package: Path):
    names = [part.name for part in signing.parts(package)]
    with zipfile.ZipFile(package) as archive:
        assert ["mimetype", *names] == archive.namelist()
        sizes = {info.filename: info.file_size for info in archive.infolist()}
    assert all(part.size == sizes[part.name] for part in signing.parts(package))


def test_the_letter_is_taken_out_as_it_lies_in_it(signing: Signing, package: Path, tmp_path: Path):
    taken = signing.take_out(package, "report.pdf", tmp_path)
    with zipfile.ZipFile(package) as archive:
        assert taken.read_bytes() == archive.read("report.pdf")
    with pytest.raises(InputError) as caught:
        signing.take_out(package, "../secret", tmp_path)
    assert caught.value.code is ErrorCode.FILE_MISSING


def test_the_same_key_does_not_sign_twice(signing: Signing, package: Path, tmp_path: Path):
    with pytest.raises(RefusedError) as caught:
        signing.countersign(package, tmp_path / "x.asice", KeyChoice())
    assert caught.value.code is ErrorCode.ALREADY_SIGNED
    assert not (tmp_path / "x.asice").exists()


def test_what_was_changed_is_not_signed(
    signing: Signing, package: Path, key: KeyChoice, tmp_path: Path
):
    forged = changed(package, tmp_path / "forged.asice")
    with pytest.raises(RefusedError) as caught:
        signing.countersign(forged, tmp_path / "x.asice", key)
    assert caught.value.code is ErrorCode.PACKAGE_BROKEN


def changed(package: Path, target: Path) -> Path:
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(target, "w") as copy:
        for info in source.infolist():
            data = source.read(info)
            copy.writestr(info, data + b" " if info.filename == "report.json" else data)
    return target


# A token in the middle of an export

Behaving = Callable[[str], KeyChoice]


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rsa_key: Path) -> Behaving:
    """Return what gives a key on a token that behaves in some way."""
    monkeypatch.setattr(token_keys, "_token_signer", fake_tokens.signer)
    monkeypatch.setattr(token_keys, "_SECONDS", 3.0)
    return lambda behaviour: KeyChoice(
        token=fake_tokens.token(rsa_key, behaviour), pin=fake_tokens.PIN
    )


@pytest.fixture(scope="module")
def rsa_key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from cryptography.hazmat.primitives.asymmetric import rsa

    from tests.signing.authority import Authority

    key = rsa.generate_private_key(65537, 2048)
    return Authority(tmp_path_factory.mktemp("authority"), key, key).issue("Cục trưởng")


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("removed", ErrorCode.TOKEN_REMOVED),
        ("crashes", ErrorCode.TOKEN_DRIVER),
        ("hangs", ErrorCode.TOKEN_TIMEOUT),
    ],
)
def test_a_token_that_fails_in_the_middle_leaves_nothing_signed(
    desk: Desk, token: Behaving, tmp_path: Path, behaviour: str, code: ErrorCode
):
    answer_warnings(desk, PERIOD)
    with pytest.raises(InputError) as caught:
        desk.packages.export(PERIOD, tmp_path / "out", token(behaviour))
    assert caught.value.code is code
    assert not (tmp_path / "out").exists()
    assert list((desk.session.workspace.folder / "packages").iterdir()) == []
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.package is None, "frozen, and not signed"
    done = desk.packages.export(PERIOD, tmp_path / "out", token("slow"))
    assert (done.revision, done.is_trial) == (1, False)


def test_a_wrong_pin_signs_nothing_and_is_tried_once(desk: Desk, token: Behaving, tmp_path: Path):
    answer_warnings(desk, PERIOD)
    wrong = KeyChoice(token=token("works").token, pin="000000")
    with pytest.raises(InputError) as caught:
        desk.packages.export(PERIOD, tmp_path / "out", wrong)
    assert caught.value.code is ErrorCode.TOKEN_PIN
    assert desk.reports.live(PERIOD) is None, "nothing was even frozen"


def test_a_token_that_hangs_can_be_cancelled_in_the_middle(
    desk: Desk, token: Behaving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(token_keys, "_SECONDS", 60.0)
    answer_warnings(desk, PERIOD)
    told: list[int] = []

    def cancel(_step: object, percent: int) -> None:
        told.append(percent)
        if told.count(60) > 10:  # the driver has been waited for
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        desk.packages.export(PERIOD, tmp_path / "out", token("hangs"), cancel)
    assert caught.value.code is ErrorCode.CANCELLED
    assert list((desk.session.workspace.folder / "packages").iterdir()) == []
