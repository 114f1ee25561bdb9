"""Who signs, counted from documents signed here and recorded in the register."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.history import UseCase
from egovdesk.domain.quarter import DateRange
from egovdesk.domain.signers import SignerStage
from egovdesk.services.certificates import Taken
from egovdesk.services.signed_documents import Counted
from egovdesk.signing.keys import load_pkcs12
from tests.services.conftest import NOW
from tests.signing.authority import Authority
from tests.signing.conftest import authority  # noqa: F401 - a fixture
from tests.signing.pdf_documents import letter, signed

TODAY = NOW.date()
PERIOD = DateRange(first=date(2021, 6, 15), last=date(2021, 9, 14))


@pytest.fixture
def folder(tmp_path: Path, desk: Desk, authority: Authority) -> Path:  # noqa: F811
    """Return documents of a signer who is recorded as not signing, and of a stranger."""

    path = authority.issue("Đặng Thị Ánh")
    facts = desk.certificates.read_file(path)[0]
    taken = [Taken(facts=facts, signer_id=None)]
    desk.certificates.enter(desk.certificates.plan(taken, TODAY), date(2021, 6, 1))
    key, stranger = load_pkcs12(path, None), authority.signer("Người lạ")
    folder = tmp_path / "văn bản"
    folder.mkdir()
    later = datetime(2021, 9, 1, tzinfo=UTC)
    past = datetime(2021, 1, 4, tzinfo=UTC)
    documents = {
        "1.pdf": signed(letter("1"), key),
        "2.pdf": signed(letter("2"), key, at=later),
        "3.pdf": signed(letter("3"), stranger),
        "4.pdf": signed(letter("4"), key, at=past),
        "5.pdf": letter("5"),
        "6.pdf": b"none",
    }
    for name, data in documents.items():
        (folder / name).write_bytes(data)
    return folder


def counted(desk: Desk, folder: Path) -> Counted:
    return desk.signed_documents.count(folder, PERIOD, lambda _done, _total: None)


def test_documents_are_counted_by_signer_and_the_rest_by_cause(desk: Desk, folder: Path):
    found = counted(desk, folder)
    first = found.signers[0]
    assert first.status.signer.full_name == "Đặng Thị Ánh"
    assert (first.documents, first.days) == (2, (date(2021, 8, 2), date(2021, 9, 1)))
    valid = desk.signers.adoption(PERIOD.last).counts[SignerStage.VALID]
    assert len(found.signers) == valid
    assert not any(one.signs for one in found.signers[1:])
    assert [use.subject for use in found.unknown] == ["Người lạ"]
    assert (found.count.signed_on_other_days, found.count.unsigned) == (1, 1)
    assert [one.cause for one in found.count.unreadable] == [ErrorCode.PDF_UNREADABLE]


def test_who_signs_is_recorded_from_the_day_in_one_use_case(desk: Desk, folder: Path):
    before = desk.signers.adoption(PERIOD.last).counts[SignerStage.SIGNING]
    found = counted(desk, folder)
    decisions = {one.status.signer.id: one.signs for one in found.signers}
    change = desk.signed_documents.record(decisions, PERIOD.last)
    assert change.use_case is UseCase.RECORD_SIGNING
    assert desk.signers.adoption(PERIOD.last).counts[SignerStage.SIGNING] == 1
    earlier = desk.signers.adoption(date(2021, 9, 13)).counts[SignerStage.SIGNING]
    assert earlier == before
    with pytest.raises(RefusedError):
        desk.signed_documents.record(decisions, PERIOD.last)
    desk.history.undo()
    assert desk.signers.adoption(PERIOD.last).counts[SignerStage.SIGNING] == before


def test_cancelling_ends_the_count(desk: Desk, folder: Path):
    def cancel(done: int, _total: int) -> None:
        if done:
            raise RefusedError(ErrorCode.CANCELLED)

    with pytest.raises(RefusedError):
        desk.signed_documents.count(folder, PERIOD, cancel)


def test_a_missing_folder_is_told(desk: Desk, tmp_path: Path):
    with pytest.raises(InputError):
        counted(desk, tmp_path / "none")
