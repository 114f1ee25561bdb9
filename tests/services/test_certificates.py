"""Certificates taken over into the register of signers, from files made here."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from egovdesk.bootstrap import Desk
from egovdesk.domain.certificates import CertificateFacts, Hindrance
from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.history import UseCase
from egovdesk.domain.holders import MatchedBy
from egovdesk.domain.plans import Draft, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signers import SignerStage, SignerStatus
from egovdesk.services.certificates import Taken
from egovdesk.signing import tokens
from egovdesk.signing.certificate_files import HANOI
from tests.services.conftest import NOW
from tests.signing.authority import NOW as ISSUED_AT
from tests.signing.authority import YEAR, Authority, key_usage
from tests.signing.conftest import authority  # noqa: F401 - a fixture
from tests.signing.test_tokens import hanging

TODAY = NOW.date()


def holder(name: str, unit: str = "Phòng Tàu sông", title: str = "Đăng kiểm viên") -> x509.Name:
    pairs = (
        (NameOID.COMMON_NAME, name),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.TITLE, title),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in pairs])


def read(desk: Desk, path: Path) -> CertificateFacts:
    return desk.certificates.read_file(path)[0]


def found(desk: Desk, name: str) -> SignerStatus:
    signers = desk.signers.adoption(TODAY).signers
    return next(status for status in signers if status.signer.full_name == name)


def somebody_without(desk: Desk) -> SignerStatus:
    statuses = desk.signers.adoption(TODAY).signers
    return next(s for s in statuses if s.stages == {SignerStage.ENTITLED})


def test_several_certificates_become_several_signers_in_one_use_case(
    desk: Desk,
    authority: Authority,  # noqa: F811
):
    known = somebody_without(desk).signer
    facts = [
        read(desk, authority.issue(holder("Đặng Thị Ánh"))),
        read(desk, authority.issue(known.full_name.upper())),
    ]
    new, old = desk.certificates.match(facts)
    assert (new.by, new.candidates) == (MatchedBy.NOTHING, ())
    assert (old.by, old.candidates) == (MatchedBy.NAME, (known,))
    taken = [Taken(facts=facts[0], signer_id=None), Taken(facts=facts[1], signer_id=known.id)]
    change = desk.certificates.enter(desk.certificates.plan(taken, TODAY), TODAY)
    assert (change.use_case, change.subject) == (UseCase.READ_CERTIFICATES, "signers:2")
    added = found(desk, "Đặng Thị Ánh")
    assert (added.signer.department, added.signer.position) == ("Phòng Tàu sông", "Đăng kiểm viên")
    assert (added.serial, added.issuer) == (facts[0].serial, authority.name)
    assert added.valid_from == (ISSUED_AT - YEAR).astimezone(HANOI).date()
    assert SignerStage.VALID in added.stages
    assert found(desk, known.full_name).serial == facts[1].serial
    desk.history.undo()
    assert found(desk, known.full_name).serial == ""
    with pytest.raises(StopIteration):
        found(desk, "Đặng Thị Ánh")


def test_a_certificate_is_known_by_its_serial_number_however_it_is_written(
    desk: Desk,
    authority: Authority,  # noqa: F811
):
    facts = read(desk, authority.issue(holder("Đặng Thị Ánh")))
    desk.certificates.enter(
        desk.certificates.plan([Taken(facts=facts, signer_id=None)], TODAY), TODAY
    )
    signer = found(desk, "Đặng Thị Ánh").signer

    spaced = " ".join(facts.serial[i : i + 2] for i in range(0, len(facts.serial), 2)).lower()
    drafts = [Draft(1, {"full_name": "Đặng Ánh", "serial": spaced}, signer.id)]
    planned = desk.registers.plan(RegisterKind.SIGNERS, drafts, TODAY)
    desk.registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=TODAY)
    (match,) = desk.certificates.match([facts])
    assert (match.by, match.candidates[0].id) == (MatchedBy.SERIAL, signer.id)
    again = desk.certificates.plan([Taken(facts=facts, signer_id=signer.id)], TODAY)
    assert again.rows[0].verdict is Verdict.SAME
    with pytest.raises(RefusedError):
        desk.certificates.enter(again, TODAY)


def test_a_renewed_certificate_follows_the_old_one_which_is_then_known_as_former(
    desk: Desk,
    authority: Authority,  # noqa: F811
):
    first = read(desk, authority.issue(holder("Đặng Thị Ánh"), period=(-YEAR, -YEAR / 2)))
    second = read(desk, authority.issue(holder("Đặng Thị Ánh"), period=(-YEAR / 3, YEAR)))
    desk.certificates.enter(
        desk.certificates.plan([Taken(facts=first, signer_id=None)], TODAY), TODAY
    )
    signer_id = found(desk, "Đặng Thị Ánh").signer.id
    desk.certificates.enter(
        desk.certificates.plan([Taken(facts=second, signer_id=signer_id)], TODAY), TODAY
    )
    held = desk.signers.dossier(signer_id, TODAY).certificates
    assert [one.serial for one in held] == [second.serial, first.serial]
    former, latest = desk.certificates.match([first, second])
    assert former.is_former
    assert not latest.is_former


def test_two_certificates_for_one_signer_are_refused(
    desk: Desk,
    authority: Authority,  # noqa: F811
):
    signer_id = somebody_without(desk).signer.id
    facts = [read(desk, authority.issue("Ai đó")) for _ in range(2)]
    taken = [Taken(facts=one, signer_id=signer_id) for one in facts]
    planned = desk.certificates.plan(taken, TODAY)
    assert {row.verdict for row in planned.rows} == {Verdict.REFUSED}


def test_a_passphrase_is_asked_for_and_used(desk: Desk, authority: Authority):  # noqa: F811
    path = authority.issue(holder("Đặng Thị Ánh"), passphrase="mật khẩu".encode())
    codes = []
    for passphrase in (None, "sai"):
        with pytest.raises(InputError) as caught:
            desk.certificates.read_file(path, passphrase)
        codes.append(caught.value.code)
    assert codes == [ErrorCode.KEY_PASSPHRASE_NEEDED, ErrorCode.KEY_PASSPHRASE]
    assert desk.certificates.read_file(path, "mật khẩu")[0].subject == "Đặng Thị Ánh"


def test_what_hinders_signing_is_named(desk: Desk, authority: Authority):  # noqa: F811
    day = timedelta(days=1)
    facts = {
        None: authority.issue(holder("A")),
        Hindrance.NOT_FOR_SIGNING: authority.issue(holder("A"), usage=key_usage(encrypt=True)),
        Hindrance.ENDED: authority.issue(holder("A"), period=(-YEAR, -10 * day)),
        Hindrance.NOT_YET_VALID: authority.issue(holder("A"), period=(10 * day, YEAR)),
        Hindrance.TRIAL: authority.issue(holder("THỬ NGHIỆM A")),
    }
    for hindrance, path in facts.items():
        assert read(desk, path).hindrance(TODAY) is hindrance
    root = desk.certificates.read_file(facts[None])[1]
    assert root.hindrance(TODAY) is Hindrance.AUTHORITY


def test_a_namesake_of_the_same_department_is_the_likeliest(
    desk: Desk,
    authority: Authority,  # noqa: F811
):
    name = "Đặng Thị Ánh"
    for unit in ("Văn phòng", "Phòng Tàu sông"):
        facts = read(desk, authority.issue(holder(name, unit)))
        desk.certificates.enter(
            desk.certificates.plan([Taken(facts=facts, signer_id=None)], TODAY), TODAY
        )
    (match,) = desk.certificates.match([read(desk, authority.issue(holder(name)))])
    assert [one.department for one in match.candidates] == ["Phòng Tàu sông", "Văn phòng"]


def test_a_driver_that_is_none_is_told(desk: Desk, tmp_path: Path):
    driver = tmp_path / "driver.so"
    driver.write_bytes(b"no library")
    with pytest.raises(InputError) as caught:
        desk.certificates.read_token(driver, lambda: None)
    assert caught.value.code is ErrorCode.TOKEN_DRIVER
    assert isinstance(desk.certificates.drivers(), tuple)


def test_reading_a_token_can_be_cancelled(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tokens, "_token_reader", hanging)
    driver = tmp_path / "driver.so"
    driver.write_bytes(b"no library")

    def cancel() -> None:
        raise RefusedError(ErrorCode.CANCELLED)

    with pytest.raises(RefusedError):
        desk.certificates.read_token(driver, cancel)


def test_days_are_those_of_vietnam(desk: Desk, authority: Authority):  # noqa: F811
    assert read(desk, authority.issue("A")).valid_to > date(2022, 1, 1)
