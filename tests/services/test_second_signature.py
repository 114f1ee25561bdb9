"""The second signature on a package of the unit: made here, or taken in when it came back."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError, RefusedError
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import KeyChoice, SignerRole, SigningOptions
from egovdesk.services.workspaces import Workspaces
from egovdesk.signing.container import countersign
from egovdesk.signing.keys import load_pkcs12
from egovdesk.storage.reports import ReportRepository, SentPackage
from tests.services.conftest import NOW, MakeDesk, a_key, answer_warnings, clock

PERIOD = Quarter(2021, 3)
PREPARER = SigningOptions(role=SignerRole.PREPARER)


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> Path:
    answer_warnings(desk, PERIOD)
    return desk.packages.export(PERIOD, tmp_path / "out", KeyChoice(), options=PREPARER).file


@pytest.fixture
def back(desk: Desk, sent: Path, key: KeyChoice, tmp_path: Path) -> Path:
    """The file as it comes back from the approver's computer."""
    file = tmp_path / "back" / sent.name
    file.parent.mkdir()
    desk.signing.countersign(sent, file, key)
    return file


def package(desk: Desk) -> SentPackage:
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.package is not None
    return live.package


def another_key(folder: Path) -> KeyChoice:
    (folder / "another").mkdir()
    return KeyChoice(file=a_key(folder / "another", b"x"), passphrase=b"x")


def is_as_recorded(desk: Desk) -> bool:
    """Say whether the kept file is the very one that the record speaks of."""
    now = package(desk)
    kept = desk.packages.kept_file(now).read_bytes()
    return hashlib.sha256(kept).hexdigest() == now.final_digest


def refused(desk: Desk, file: Path) -> ErrorCode:
    """Take a file in, which must be refused and change nothing."""
    before = package(desk) if desk.reports.live(PERIOD) else None
    with pytest.raises(EGovDeskError) as caught:
        desk.second_signatures.receive(file)
    if before is not None:
        assert package(desk) == before
        assert is_as_recorded(desk)
    return caught.value.code


def test_a_preparers_package_waits(desk: Desk, sent: Path):
    assert package(desk).is_waiting
    assert is_as_recorded(desk)
    assert package(desk).final_digest == hashlib.sha256(sent.read_bytes()).hexdigest()


def test_an_approvers_package_waits_for_nobody(desk: Desk, tmp_path: Path, key: KeyChoice):
    answer_warnings(desk, PERIOD)
    desk.packages.export(PERIOD, tmp_path, KeyChoice())
    assert not package(desk).is_waiting
    with pytest.raises(RefusedError) as caught:
        desk.second_signatures.sign(PERIOD, key)
    assert caught.value.code is ErrorCode.PACKAGE_NOT_WAITING


def test_it_is_signed_here(desk: Desk, sent: Path, key: KeyChoice, tmp_path: Path):
    first = desk.packages.kept_file(package(desk))
    desk.second_signatures.sign(PERIOD, key)
    assert not package(desk).is_waiting
    roles = [signature.role for signature in package(desk).signatures]
    assert roles == [SignerRole.PREPARER, SignerRole.APPROVER]
    assert is_as_recorded(desk)
    assert first.read_bytes() == sent.read_bytes(), "what is on record is never written over"
    again = desk.packages.copy(PERIOD, tmp_path / "again")
    assert again.name == sent.name
    assert hashlib.sha256(again.read_bytes()).hexdigest() == package(desk).final_digest


def test_it_comes_back(desk: Desk, back: Path, key: KeyChoice):
    taken = desk.second_signatures.receive(back)
    assert taken.signer == load_pkcs12(key.file or Path(), b"x").subject
    assert (taken.is_trial, taken.digest) == (False, package(desk).final_digest)
    assert taken.file == desk.packages.kept_file(package(desk))
    assert not package(desk).is_waiting
    assert desk.packages.kept_file(package(desk)).read_bytes() == back.read_bytes()


def test_letters_from_elsewhere_are_read_in_a_process_apart(
    desk: Desk, sent: Path, key: KeyChoice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def here(*_given: object) -> None:
        raise AssertionError("a stranger's PDF was read in this process")

    monkeypatch.setattr("egovdesk.signing.judges.judge_document", here)
    back = tmp_path / "back.asice"
    desk.signing.countersign(sent, back, key)
    desk.second_signatures.receive(back)
    assert not package(desk).is_waiting


def test_it_is_taken_in_under_any_name(desk: Desk, back: Path):
    desk.second_signatures.receive(back.rename(back.with_name("gửi lại.asice")))
    assert is_as_recorded(desk)


def test_the_next_package_names_the_file_with_both_signatures(
    desk: Desk, back: Path, tmp_path: Path
):
    desk.second_signatures.receive(back)
    desk.reports.recall(PERIOD, "Sửa số liệu.")
    desk.packages.export(PERIOD, tmp_path / "next", KeyChoice())
    assert package(desk).previous_digest == hashlib.sha256(back.read_bytes()).hexdigest()


def test_who_prepared_it_may_sign_after_the_approver(desk: Desk, tmp_path: Path, key: KeyChoice):
    answer_warnings(desk, PERIOD)
    desk.packages.export(PERIOD, tmp_path, key)
    assert package(desk).missing_role is SignerRole.PREPARER
    desk.second_signatures.sign(PERIOD, another_key(tmp_path), options=PREPARER)
    roles = [signature.role for signature in package(desk).signatures]
    assert roles == [SignerRole.APPROVER, SignerRole.PREPARER]
    assert (package(desk).missing_role, package(desk).is_waiting) == (None, False)
    assert is_as_recorded(desk)
    with pytest.raises(RefusedError) as caught:
        desk.second_signatures.sign(PERIOD, KeyChoice(), options=PREPARER)
    assert caught.value.code is ErrorCode.PACKAGE_NOT_WAITING


def test_a_trial_key_adds_nothing_to_a_real_signature(desk: Desk, tmp_path: Path, key: KeyChoice):
    answer_warnings(desk, PERIOD)
    sent = desk.packages.export(PERIOD, tmp_path / "out", key, options=PREPARER).file
    with pytest.raises(RefusedError) as caught:
        desk.second_signatures.sign(PERIOD, KeyChoice())
    assert caught.value.code is ErrorCode.TRIAL_ON_REAL
    back = tmp_path / "back.asice"
    desk.signing.countersign(sent, back, KeyChoice())
    assert refused(desk, back) is ErrorCode.TRIAL_ON_REAL
    assert package(desk).is_waiting
    desk.second_signatures.sign(PERIOD, another_key(tmp_path))
    assert package(desk).is_complete
    assert is_as_recorded(desk)


def test_a_preparers_signature_comes_back_and_another_approvers_is_none_that_is_missing(
    desk: Desk, tmp_path: Path, key: KeyChoice
):
    answer_warnings(desk, PERIOD)
    approved = desk.packages.export(PERIOD, tmp_path / "out", key).file
    other, back = another_key(tmp_path), tmp_path / "back.asice"
    desk.signing.countersign(approved, back, other)
    assert refused(desk, back) is ErrorCode.PACKAGE_NOT_WAITING
    back.unlink()
    desk.signing.countersign(approved, back, other, options=PREPARER)
    taken = desk.second_signatures.receive(back)
    assert package(desk).missing_role is None
    made = package(desk).signatures[-1]
    assert (made.role, made.signer, made.is_trial) == (SignerRole.PREPARER, taken.signer, False)
    assert is_as_recorded(desk)


def test_a_second_preparer_leaves_it_waiting_and_a_third_may_approve(
    desk: Desk, sent: Path, key: KeyChoice, tmp_path: Path
):
    desk.second_signatures.sign(PERIOD, key, options=PREPARER)
    assert package(desk).is_waiting
    desk.second_signatures.sign(PERIOD, another_key(tmp_path))
    assert not package(desk).is_waiting
    assert len(package(desk).signatures) == 3
    assert is_as_recorded(desk)
    assert sent.is_file()


def test_the_file_that_was_sent_is_no_second_signature(desk: Desk, sent: Path):
    assert refused(desk, sent) is ErrorCode.PACKAGE_FOREIGN


def test_two_signatures_at_once_are_not_one(desk: Desk, back: Path, tmp_path: Path):
    both = tmp_path / "both.asice"
    desk.signing.countersign(back, both, another_key(tmp_path))
    assert refused(desk, both) is ErrorCode.PACKAGE_FOREIGN


def test_nothing_waits(desk: Desk, back: Path):
    desk.second_signatures.receive(back)
    assert refused(desk, back) is ErrorCode.PACKAGE_NOT_WAITING
    desk.reports.recall(PERIOD, "Sửa số liệu.")
    assert refused(desk, back) is ErrorCode.PACKAGE_NOT_WAITING


def test_an_earlier_revision_is_not_the_one_that_waits(desk: Desk, back: Path, tmp_path: Path):
    desk.reports.recall(PERIOD, "Sửa số liệu.")
    desk.packages.export(PERIOD, tmp_path / "next", KeyChoice(), options=PREPARER)
    assert refused(desk, back) is ErrorCode.PACKAGE_FOREIGN


def test_another_units_package(desk: Desk, back: Path, make_desk: MakeDesk):
    other = make_desk("CHHVN")
    assert refused(other, back) is ErrorCode.PACKAGE_FOREIGN


@pytest.mark.parametrize("member", ["report.pdf", "report.json", "META-INF/signature001.p7s"])
def test_a_changed_member(desk: Desk, back: Path, tmp_path: Path, member: str):
    forged = tmp_path / "forged.asice"
    with zipfile.ZipFile(back) as source, zipfile.ZipFile(forged, "w") as copy:
        for info in source.infolist():
            data = source.read(info)
            copy.writestr(info, data[:-1] + b"\0" if info.filename == member else data)
    assert refused(desk, forged) is ErrorCode.PACKAGE_BROKEN


def test_the_same_key_again(desk: Desk, sent: Path, tmp_path: Path):
    """`countersign` of the service refuses it; somebody else's program may not."""
    trial = load_pkcs12(desk.packages.trial_key().key_file, None)
    twice = tmp_path / "twice.asice"
    countersign(sent, twice, trial, signed_at=NOW)
    assert refused(desk, twice) is ErrorCode.SIGNED_TWICE
    with pytest.raises(RefusedError) as caught:
        desk.second_signatures.sign(PERIOD, KeyChoice())
    assert caught.value.code is ErrorCode.ALREADY_SIGNED


@pytest.mark.parametrize("content", [b"", b"no package", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_none_of_ours(desk: Desk, sent: Path, tmp_path: Path, content: bytes):
    assert sent.is_file()
    file = tmp_path / "x.asice"
    file.write_bytes(content)
    assert refused(desk, file) is ErrorCode.PACKAGE_BROKEN
    with pytest.raises(InputError) as caught:
        desk.second_signatures.receive(tmp_path / "gone.asice")
    assert caught.value.code is ErrorCode.FILE_MISSING


def test_a_failure_between_file_and_record_leaves_both_as_they_were(
    desk: Desk, back: Path, monkeypatch: pytest.MonkeyPatch
):
    """As if the power went: the new file is written, and its record never is."""

    def fail(*_given: object) -> None:
        raise RuntimeError("no power")

    with monkeypatch.context() as patch:
        patch.setattr(ReportRepository, "sign_package", fail)
        with pytest.raises(RuntimeError):
            desk.second_signatures.receive(back)
    assert package(desk).is_waiting
    assert is_as_recorded(desk)
    folder = desk.session.workspace.folder
    desk.close()
    again = Desk(Workspaces(clock).open(folder))
    try:
        assert package(again).is_waiting
        assert is_as_recorded(again)
        again.second_signatures.receive(back)
        assert not package(again).is_waiting
        assert is_as_recorded(again)
    finally:
        again.close()


def test_cancelling_the_second_signature_leaves_the_first(desk: Desk, sent: Path, key: KeyChoice):
    def cancel(_step: object, _percent: int) -> None:
        raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError):
        desk.second_signatures.sign(PERIOD, key, cancel)
    assert package(desk).is_waiting
    assert is_as_recorded(desk)
    assert [file.name for file in desk.packages.kept_file(package(desk)).parent.iterdir()] == [
        sent.name
    ]


def test_signatures_of_before_they_were_recorded_one_by_one():
    old = SentPackage(
        id=1,
        report_id=1,
        sequence=1,
        file_name="BC.asice",
        digest="aa",
        previous_digest="",
        signer_serial="1",
        created_at=NOW,
    )
    assert (old.final_digest, old.is_waiting, old.signed_at) == ("aa", False, NOW)
