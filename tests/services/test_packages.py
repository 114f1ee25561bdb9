"""From recorded facts to a verified package, and all that may go wrong on the way."""

import hashlib
import json
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError, RefusedError, UsageError
from egovdesk.domain.history import UseCase
from egovdesk.domain.packages import (
    ExportStep,
    MemberStatus,
    ProblemCode,
    SignerVerdict,
    VerdictStatus,
)
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signers import Signer, SignerEvent, SignerEventKind
from egovdesk.domain.signing import KeyChoice
from egovdesk.services.packages import Exported
from egovdesk.services.tasks import ProgressEntry
from egovdesk.services.verifying import Verifier
from egovdesk.services.workspaces import Workspaces
from egovdesk.storage.reports import SentPackage
from tests.services.conftest import NOW, MakeDesk, a_key, answer_warnings, clock

PERIOD = Quarter(2021, 3)


def export(desk: Desk, folder: Path, key: KeyChoice | None = None) -> Exported:
    answer_warnings(desk, PERIOD)
    return desk.packages.export(PERIOD, folder, key or KeyChoice())


def verify(desk: Desk, file: Path):
    root = desk.packages.trial_key().root_file
    return Verifier(clock).verify(file, trust=[root])


def kept_files(desk: Desk) -> list[Path]:
    folder = desk.session.workspace.folder / "packages"
    return [file for file in folder.rglob("*") if file.is_file()]


def packed(desk: Desk) -> SentPackage:
    live = desk.reports.live(PERIOD)
    assert live is not None
    assert live.package is not None
    return live.package


def test_an_export_verifies_and_says_what_it_is(desk: Desk, tmp_path: Path):
    exported = export(desk, tmp_path / "out")
    assert exported.file == tmp_path / "out" / "BC_DKVN_2021-Q3_v1.asice"
    assert exported.is_trial
    assert hashlib.sha256(exported.file.read_bytes()).hexdigest() == exported.digest
    verdict = verify(desk, exported.file)
    assert verdict.status is VerdictStatus.VALID
    assert verdict.summary is not None
    assert (verdict.summary.agency, verdict.summary.period) == ("DKVN", "2021-Q3")
    assert [signer.status for signer in verdict.signers] == [SignerVerdict.TRUSTED]
    assert {problem.code for problem in verdict.problems} == {
        ProblemCode.TRIAL_KEY,
        ProblemCode.REVOCATION_NOT_CHECKED,
    }


def test_the_package_says_how_it_was_computed(desk: Desk, tmp_path: Path):
    before = desk.history.changes()
    exported = export(desk, tmp_path / "out")
    with zipfile.ZipFile(exported.file) as archive:
        data = json.loads(archive.read("report.json"))
    assert data["sequence"] == 1
    assert data["previous_package"] is None
    assert data["catalogue"]["digest"] == desk.session.catalogue.digest
    assert data["journal"]["count"] > len(before)
    assert data["sample"] is True
    assert data["cut_off"] == "2021-09-14"


def test_nothing_changed_gives_the_same_package_again(desk: Desk, tmp_path: Path):
    first = export(desk, tmp_path / "one")
    again = export(desk, tmp_path / "two")
    assert again.is_copy
    assert again.revision == 1
    assert again.file.read_bytes() == first.file.read_bytes()


def test_a_correction_is_a_new_revision_that_names_the_one_before(
    desk: Desk, tmp_path: Path, key: KeyChoice
):
    first = export(desk, tmp_path, key)
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 10), percent=77))
    desk.reports.recall(PERIOD, "Bổ sung tiến độ nhiệm vụ 2.a.")
    second = export(desk, tmp_path, key)
    assert second.file.name == "BC_DKVN_2021-Q3_v2.asice"
    with zipfile.ZipFile(second.file) as archive:
        data = json.loads(archive.read("report.json"))
    assert (data["action"], data["sequence"]) == ("replace", 2)
    assert data["previous_package"] == first.digest
    assert data["reason"] == "Bổ sung tiến độ nhiệm vụ 2.a."
    state = desk.reports.state(PERIOD, ())
    assert [row.report.revision for row in state.history] == [1, 2]
    assert [row.recall is not None for row in state.history] == [True, False]
    kept = desk.session.workspace.folder / "packages" / first.file.name
    assert kept.read_bytes() == first.file.read_bytes()


def test_what_changes_after_the_signature_waits_for_a_recall(desk: Desk, tmp_path: Path):
    first = export(desk, tmp_path / "one")
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 10), percent=77))
    again = export(desk, tmp_path / "two")
    assert (again.is_copy, again.has_changed) == (True, True)
    assert again.file.read_bytes() == first.file.read_bytes()


def test_what_is_recorded_after_the_cut_off_does_not_move_the_figures(desk: Desk, tmp_path: Path):
    export(desk, tmp_path)
    desk.tasks.record_progress("2.a", ProgressEntry(on=date(2021, 9, 15), percent=99))
    assert not export(desk, tmp_path / "again").has_changed


def test_no_name_of_staff_leaves_the_unit(desk: Desk, tmp_path: Path):
    name = "Người Mẫu Canh Gác"
    with desk.session.workspace.changing(UseCase.LOAD_SAMPLE, at=NOW) as unit:
        unit.signers.add(
            Signer(id=0, full_name=name, position="", department=""),
            [SignerEvent(kind=SignerEventKind.ENTITLED, on=date(2021, 1, 1))],
        )
    exported = export(desk, tmp_path)
    known = {status.signer.full_name for status in desk.signers.adoption(NOW.date()).signers}
    assert name in known
    with zipfile.ZipFile(exported.file) as archive:
        texts = [archive.read("report.json").decode(), _pdf_text(archive), _sheet_text(archive)]
    for text in texts:
        assert not [each for each in known if each in text]


def _pdf_text(archive: zipfile.ZipFile) -> str:
    import io

    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(archive.read("report.pdf"))).pages
    return "\n".join(page.extract_text() for page in pages)


def _sheet_text(archive: zipfile.ZipFile) -> str:
    import io

    with zipfile.ZipFile(io.BytesIO(archive.read("report.xlsx"))) as workbook:
        return "\n".join(workbook.read(name).decode() for name in workbook.namelist())


@pytest.mark.parametrize("step", list(ExportStep))
def test_cancelling_at_any_step_leaves_no_file_and_no_package(
    desk: Desk, tmp_path: Path, step: ExportStep
):
    answer_warnings(desk, PERIOD)

    def cancel(now: ExportStep, _percent: int) -> None:
        if now is step:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        desk.packages.export(PERIOD, tmp_path / "out", KeyChoice(), cancel)
    assert caught.value.code is ErrorCode.CANCELLED
    assert not (tmp_path / "out").exists()
    assert kept_files(desk) == []
    assert [row.package for row in desk.reports.state(PERIOD, ()).history] in ([], [None])
    assert export(desk, tmp_path / "out").revision == 1


def test_a_period_that_has_not_closed(desk: Desk, tmp_path: Path):
    with pytest.raises(UsageError) as caught:
        desk.packages.export(Quarter(2021, 4), tmp_path, KeyChoice())
    assert caught.value.code is ErrorCode.PERIOD_FUTURE


def test_an_empty_unit_is_blocked(
    make_desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    desk = make_desk("CHHVN")
    with pytest.raises(RefusedError) as caught:
        export(desk, tmp_path / "out")
    assert caught.value.code is ErrorCode.REPORT_BLOCKED
    assert not (tmp_path / "out").exists()


def test_a_key_with_a_password(desk: Desk, tmp_path: Path):
    key = a_key(tmp_path, b"m\xe1\xba\xadt kh\xe1\xba\xa9u")
    for passphrase, code in (
        (None, ErrorCode.KEY_PASSPHRASE_NEEDED),
        (b"sai", ErrorCode.KEY_PASSPHRASE),
    ):
        with pytest.raises(InputError) as caught:
            export(desk, tmp_path / "out", KeyChoice(file=key, passphrase=passphrase))
        assert caught.value.code is code
        assert not (tmp_path / "out").exists()
    chosen = KeyChoice(file=key, passphrase="mật khẩu".encode())
    exported = export(desk, tmp_path / "out", chosen)
    assert not exported.is_trial
    assert verify(desk, exported.file).status is VerdictStatus.INDETERMINATE


def test_another_key_needs_a_recall(desk: Desk, tmp_path: Path, key: KeyChoice):
    export(desk, tmp_path, key)
    with pytest.raises(RefusedError) as caught:
        export(desk, tmp_path)
    assert caught.value.code is ErrorCode.REPORT_SIGNED
    desk.reports.recall(PERIOD, "Ký lại bằng chứng thư số của đơn vị.")
    assert export(desk, tmp_path).revision == 2


def test_a_trial_gives_way_to_a_real_signature(desk: Desk, tmp_path: Path, key: KeyChoice):
    tried = export(desk, tmp_path / "trial")
    desk.reports.recall(PERIOD, "Ký thử lần nữa.")
    again = export(desk, tmp_path / "trial")
    with zipfile.ZipFile(again.file) as archive:
        data = json.loads(archive.read("report.json"))
    assert (data["sequence"], data["previous_package"]) == (2, tried.digest)
    assert not packed(desk).is_complete
    exported = export(desk, tmp_path, key)
    assert (exported.revision, exported.is_copy, exported.is_trial) == (2, False, False)
    with zipfile.ZipFile(exported.file) as archive:
        data = json.loads(archive.read("report.json"))
    assert (data["action"], data["sequence"], data["previous_package"]) == ("new", 1, None)
    (first, row) = desk.reports.state(PERIOD, ()).history
    assert first.package is None
    assert row.is_signed
    (signature,) = packed(desk).signatures
    assert (signature.signer, signature.is_trial) == ("Cục Đăng kiểm Việt Nam", False)
    assert kept_files(desk) == [desk.session.workspace.folder / "packages" / exported.file.name]


def test_a_trial_gives_way_to_another_trial_key(desk: Desk, tmp_path: Path):
    export(desk, tmp_path)
    first = desk.packages.kept_file(packed(desk))
    shutil.rmtree(desk.packages.trial_key().key_file.parent)  # as on another computer
    again = export(desk, tmp_path)
    assert (again.revision, again.is_copy) == (1, False)
    assert packed(desk).sequence == 1
    assert kept_files(desk) == [desk.packages.kept_file(packed(desk))]
    assert not first.exists()


def test_a_trial_that_others_followed_gives_way_as_well(desk: Desk, tmp_path: Path):
    for period in (PERIOD.previous, PERIOD):
        answer_warnings(desk, period)
        desk.packages.export(period, tmp_path, KeyChoice())
    shutil.rmtree(desk.packages.trial_key().key_file.parent)
    again = desk.packages.export(PERIOD.previous, tmp_path, KeyChoice())
    assert (again.revision, again.is_copy) == (1, False)
    with zipfile.ZipFile(again.file) as archive:
        assert json.loads(archive.read("report.json"))["sequence"] == 3


def test_a_real_signature_that_fails_leaves_the_trial(desk: Desk, tmp_path: Path, key: KeyChoice):
    export(desk, tmp_path / "trial")
    before = packed(desk)

    def cancel(now: ExportStep, _percent: int) -> None:
        if now is ExportStep.KEEP:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError):
        desk.packages.export(PERIOD, tmp_path, key, cancel)
    assert packed(desk) == before
    assert desk.packages.kept_file(before).is_file()


def test_a_changed_member_is_named(desk: Desk, tmp_path: Path):
    exported = export(desk, tmp_path)
    forged = tmp_path / "forged.asice"
    with zipfile.ZipFile(exported.file) as source, zipfile.ZipFile(forged, "w") as target:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "report.json":
                data = data.replace(b'"revision":1', b'"revision":2')
            target.writestr(info, data)
    verdict = verify(desk, forged)
    assert verdict.status is VerdictStatus.INVALID
    statuses = {member.name: member.status for member in verdict.members}
    assert statuses["report.json"] is MemberStatus.CHANGED
    assert verdict.summary is None


def test_a_renamed_package_is_noticed(desk: Desk, tmp_path: Path):
    exported = export(desk, tmp_path)
    renamed = exported.file.rename(tmp_path / "BC_DKVN_2021-Q2_v1.asice")
    codes = {problem.code for problem in verify(desk, renamed).problems}
    assert ProblemCode.NAME_MISMATCH in codes


def test_a_report_is_recomputed_to_the_digit_years_later(desk: Desk):
    then = desk.reports.draft(PERIOD)
    folder = desk.session.workspace.folder
    desk.close()
    later = Workspaces(lambda: datetime(2026, 11, 22, tzinfo=UTC)).open(folder)
    try:
        now = Desk(later).reports.draft(PERIOD)
    finally:
        later.workspace.close()
    assert now.indicators == then.indicators
    assert now.tasks == then.tasks
    assert now.findings == then.findings
    assert now.narrative == then.narrative


def test_evidence_that_was_replaced_is_not_signed(desk: Desk, tmp_path: Path):
    for file in (desk.session.workspace.folder / "evidence").iterdir():
        file.write_bytes(b"forged")
    with pytest.raises(InputError) as caught:
        export(desk, tmp_path / "out")
    assert caught.value.code is ErrorCode.EVIDENCE_CHANGED
    assert not (tmp_path / "out").exists()
    assert kept_files(desk) == []
