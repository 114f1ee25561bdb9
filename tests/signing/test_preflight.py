"""What is wrong with a key before it signs: each cause, and only that one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from egovdesk.domain.signing import (
    Check,
    CheckCause,
    CheckKind,
    CheckOutcome,
    SigningOptions,
    can_sign,
)
from egovdesk.signing.certificates import is_listed, parse_crls
from egovdesk.signing.keys import SigningKey, load_pkcs12
from egovdesk.signing.preflight import examine
from egovdesk.signing.trial import ensure_trial_key
from tests.signing.authority import NOW, YEAR, Authority, key_usage

DUE = date(2021, 12, 24)
GOOD, WARNING, FAILED = CheckOutcome.GOOD, CheckOutcome.WARNING, CheckOutcome.FAILED


@dataclass
class Desk:
    """What a person chose: roots and lists, and the moment at which the key would sign."""

    options: SigningOptions

    def look(self, key: SigningKey, *, at: timedelta = timedelta()) -> dict[CheckKind, Check]:
        checks = examine(key.certificate, key.others, self.options, now=NOW + at, due_on=DUE)
        found = {check.kind: check for check in checks}
        assert len(found) == len(checks), "each thing is looked at once"
        return found


@pytest.fixture
def desk(authority: Authority) -> Desk:
    lists = (authority.revocation_list(days=60),)
    return Desk(SigningOptions(roots=(authority.root_pem,), crls=lists))


def outcome(checks: dict[CheckKind, Check], kind: CheckKind) -> tuple[CheckOutcome, CheckCause]:
    others = {name: check for name, check in checks.items() if name is not kind}
    assert all(check.outcome is GOOD for check in others.values()), "nothing else is amiss"
    return checks[kind].outcome, checks[kind].cause


def test_a_sound_key_has_nothing_against_it(desk: Desk, authority: Authority):
    checks = desk.look(authority.signer())
    assert {check.cause for check in checks.values()} == {CheckCause.FINE}
    assert can_sign(tuple(checks.values()))
    assert checks[CheckKind.PERIOD].day == date(2022, 9, 22)
    assert checks[CheckKind.CHAIN].name == authority.name
    assert next(iter(checks)) is CheckKind.HOLDER
    assert checks[CheckKind.HOLDER].name == authority.signer().subject


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ((timedelta(days=1), YEAR), (FAILED, CheckCause.NOT_YET_VALID)),
        ((-YEAR, -timedelta(seconds=1)), (FAILED, CheckCause.EXPIRED)),
        ((-YEAR, timedelta(days=60)), (WARNING, CheckCause.ENDS_BEFORE_DUE)),
        ((-YEAR, timedelta(days=93)), (GOOD, CheckCause.FINE)),  # ends on the due date
    ],
)
def test_the_period_against_now_and_the_next_due_date(
    desk: Desk,
    authority: Authority,
    period: tuple[timedelta, timedelta],
    expected: tuple[CheckOutcome, CheckCause],
):
    checks = desk.look(authority.signer(period=period))
    assert (checks[CheckKind.PERIOD].outcome, checks[CheckKind.PERIOD].cause) == expected
    assert can_sign(tuple(checks.values())) == (expected[0] is not FAILED)


@pytest.mark.parametrize("usage", [None, key_usage(encrypt=True), key_usage(authority=True)])
def test_a_key_that_is_not_for_signing(desk: Desk, authority: Authority, usage: object):
    checks = desk.look(authority.signer(usage=usage))  # type: ignore[arg-type]
    assert outcome(checks, CheckKind.USAGE) == (FAILED, CheckCause.NOT_FOR_SIGNING)


def test_a_key_that_is_too_short(desk: Desk, authority: Authority):
    short = rsa.generate_private_key(65537, 1024)
    weak = replace(authority, leaf_key=short)
    weak.key, weak.root = authority.key, authority.root
    checks = desk.look(weak.signer())
    assert outcome(checks, CheckKind.STRENGTH) == (FAILED, CheckCause.TOO_SHORT)


def test_a_trial_key_is_said_to_be_one_and_nothing_is_said_of_revocation(
    desk: Desk, tmp_path: Path
):
    trial = ensure_trial_key(tmp_path, organisation="Cục", now=NOW)
    desk.options = SigningOptions(roots=(trial.root_file.read_bytes(),))
    checks = desk.look(load_pkcs12(trial.key_file, None))
    assert outcome(checks, CheckKind.USAGE) == (WARNING, CheckCause.TRIAL)
    assert CheckKind.REVOCATION not in checks


def test_nobody_is_trusted_yet(desk: Desk, authority: Authority):
    desk.options = SigningOptions(crls=desk.options.crls)
    checks = desk.look(authority.signer())
    assert outcome(checks, CheckKind.CHAIN) == (WARNING, CheckCause.NO_ROOTS)
    assert checks[CheckKind.CHAIN].name == authority.name


def test_an_impostor_of_the_same_name_is_not_trusted(
    desk: Desk, authority: Authority, other_authority: Authority
):
    checks = desk.look(other_authority.signer())
    assert checks[CheckKind.CHAIN].cause is CheckCause.NOT_TRUSTED
    assert checks[CheckKind.CHAIN].name == authority.name


def test_there_is_no_list(desk: Desk, authority: Authority):
    desk.options = SigningOptions(roots=desk.options.roots)
    checks = desk.look(authority.signer())
    assert outcome(checks, CheckKind.REVOCATION) == (WARNING, CheckCause.NO_LIST)


def test_the_list_is_old(desk: Desk, authority: Authority):
    old = authority.revocation_list(days=7)
    desk.options = SigningOptions(roots=desk.options.roots, crls=(old,))
    checks = desk.look(authority.signer(), at=timedelta(days=8))
    assert outcome(checks, CheckKind.REVOCATION) == (WARNING, CheckCause.LIST_IS_OLD)
    assert checks[CheckKind.REVOCATION].day == date(2021, 9, 29)


def test_a_revoked_certificate_is_found_in_the_newest_list(desk: Desk, authority: Authority):
    key = authority.signer()
    newest = authority.revocation_list(key, issued=NOW + timedelta(days=1))
    desk.options = SigningOptions(roots=desk.options.roots, crls=(*desk.options.crls, newest))
    checks = desk.look(key, at=timedelta(days=2))
    assert outcome(checks, CheckKind.REVOCATION) == (FAILED, CheckCause.REVOKED)


def test_a_long_list_is_not_read_entry_by_entry(authority: Authority):
    signer = authority.signer()
    many = [replace(signer, serial=format(10**30 + number, "x")) for number in range(200)]
    (listed,) = parse_crls(authority.revocation_list(*many))
    assert is_listed(listed, int(many[-1].serial, 16))
    assert not is_listed(listed, int(signer.serial, 16))
    entries = listed["tbs_cert_list"]["revoked_certificates"]
    assert entries.children is None
    assert len(entries) == len(many)
    assert entries.children is not None  # as reading them would have left it


def test_a_list_that_cannot_be_read_does_not_count_as_checked(desk: Desk, authority: Authority):
    (broken,) = parse_crls(authority.revocation_list(authority.signer()))
    (entry,) = broken["tbs_cert_list"]["revoked_certificates"]
    bad = broken.dump().replace(entry.dump(), entry.dump()[:2] + b"\xff" * (len(entry.dump()) - 2))
    desk.options = SigningOptions(roots=desk.options.roots, crls=(bad,))
    checks = desk.look(authority.signer())
    assert outcome(checks, CheckKind.REVOCATION) == (WARNING, CheckCause.NO_LIST)
