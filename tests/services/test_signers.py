"""What happens to signers, as use cases on the sample unit's workspace."""

from collections.abc import Callable
from datetime import date

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, Noun, UseCase
from egovdesk.domain.plans import Draft
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.signers import SignerStage, SignerStatus
from tests.services.conftest import NOW, MakeDesk

TODAY = NOW.date()
YESTERDAY = date(2021, 9, 19)


def signing(desk: Desk) -> SignerStatus:
    """Return somebody who signs."""
    return next(s for s in desk.signers.adoption(TODAY).signers if SignerStage.SIGNING in s.stages)


def stages(desk: Desk, signer_id: int, day: date = TODAY) -> frozenset[SignerStage]:
    return desk.signers.dossier(signer_id, day).status.stages


def test_a_revoked_certificate_is_valid_until_the_day_before_and_undo_makes_it_valid_again(
    desk: Desk,
):
    status = signing(desk)
    change = desk.signers.revoke(status.signer.id, status.serial, YESTERDAY)
    assert change.nouns == {Noun.SIGNERS}
    assert SignerStage.VALID not in stages(desk, status.signer.id)
    assert SignerStage.VALID in stages(desk, status.signer.id, date(2021, 9, 18))
    held = desk.signers.dossier(status.signer.id, TODAY).certificates[0]
    assert (held.serial, held.revoked_on) == (status.serial, YESTERDAY)
    desk.history.undo()
    assert stages(desk, status.signer.id) == status.stages


def test_the_old_certificate_revoked_after_a_new_one_was_issued_leaves_the_new_one_valid(
    desk: Desk,
):
    status = signing(desk)
    kind = RegisterKind.SIGNERS
    raw = {"serial": "77AB", "valid_from": date(2021, 9, 1), "valid_to": date(2024, 9, 1)}

    planned = desk.registers.plan(kind, [Draft(1, raw, status.signer.id)], TODAY)
    desk.registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=TODAY)
    desk.signers.revoke(status.signer.id, status.serial, YESTERDAY)
    dossier = desk.signers.dossier(status.signer.id, TODAY)
    assert SignerStage.SIGNING in dossier.status.stages
    assert [one.revoked_on for one in dossier.certificates] == [None, YESTERDAY]


def test_who_left_is_not_entitled_and_who_came_back_needs_a_new_certificate(desk: Desk):
    signer_id = signing(desk).signer.id
    desk.signers.leave(signer_id, date(2021, 9, 10))
    assert stages(desk, signer_id) == frozenset()
    desk.signers.come_back(signer_id, YESTERDAY)
    assert stages(desk, signer_id) == {SignerStage.ENTITLED}
    assert stages(desk, signer_id, date(2021, 9, 18)) == frozenset()
    desk.history.undo()
    desk.history.undo()
    assert SignerStage.SIGNING in stages(desk, signer_id)


def test_the_day_of_entitlement_that_is_corrected_is_the_one_since_coming_back(desk: Desk):

    status = signing(desk)
    desk.signers.leave(status.signer.id, date(2021, 9, 10))
    desk.signers.come_back(status.signer.id, YESTERDAY)
    drafts = [Draft(1, {"entitled_on": date(2021, 9, 15)}, status.signer.id)]
    planned = desk.registers.plan(RegisterKind.SIGNERS, drafts, TODAY)
    desk.registers.apply(planned, use_case=UseCase.EDIT_RECORD, on=TODAY)
    assert desk.signers.dossier(status.signer.id, TODAY).status.entitled_on == date(2021, 9, 15)
    assert SignerStage.SIGNING in stages(desk, status.signer.id, date(2021, 9, 9))


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, who: desk.signers.revoke(who.signer.id, who.serial, date(2021, 9, 21)),
        lambda desk, who: desk.signers.revoke(who.signer.id, who.serial, date(2001, 1, 1)),
        lambda desk, who: desk.signers.revoke(who.signer.id, "FF", YESTERDAY),
        lambda desk, who: desk.signers.leave(who.signer.id, date(2021, 9, 21)),
        lambda desk, who: desk.signers.leave(who.signer.id, date(2001, 1, 1)),
        lambda desk, who: desk.signers.come_back(who.signer.id, YESTERDAY),
    ],
    ids=["ahead", "before-issue", "unknown", "leave-ahead", "leave-before", "back-unless-left"],
)
def test_what_cannot_be_is_refused_and_names_nobody(
    desk: Desk, act: Callable[[Desk, SignerStatus], Change]
):
    status = signing(desk)
    with pytest.raises(UsageError) as caught:
        act(desk, status)
    assert caught.value.code is ErrorCode.FIELD_INVALID
    assert status.signer.full_name not in str(caught.value)
    assert stages(desk, status.signer.id) == status.stages


def test_an_unknown_signer_is_refused(desk: Desk):
    with pytest.raises(UsageError) as caught:
        desk.signers.dossier(999_999, TODAY)
    assert caught.value.code is ErrorCode.RECORD_MISSING


def test_months_that_have_closed_and_were_not_recorded_are_named(make_desk: MakeDesk, desk: Desk):
    empty = make_desk("DKVN").signers.adoption(TODAY)
    assert empty.missing_months == tuple(f"2021-{month:02d}" for month in range(1, 10))
    assert desk.signers.adoption(TODAY).missing_months == ()
