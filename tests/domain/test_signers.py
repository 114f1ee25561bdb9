"""Stages in the adoption of digital signatures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.signers import (
    Signer,
    SignerEvent,
    SignerEventKind,
    SignerStage,
    SignerStatus,
    adoption_by_department,
    count_by_stage,
    status_as_of,
)

SIGNER = Signer(id=1, full_name="Nguyễn Văn An", position="Chuyên viên", department="Văn phòng")
FROM, TO = date(2021, 1, 15), date(2023, 1, 14)
CUT_OFF = date(2021, 9, 14)


def event(kind: SignerEventKind, day: date) -> SignerEvent:
    return SignerEvent(kind=kind, on=day)


ENTITLED = event(SignerEventKind.ENTITLED, date(2021, 1, 1))
ISSUED = SignerEvent(
    kind=SignerEventKind.ISSUED,
    on=date(2021, 1, 10),
    serial="5402",
    issuer="Ban Cơ yếu Chính phủ",
    valid_from=FROM,
    valid_to=TO,
)
SIGNING = event(SignerEventKind.SIGNING, date(2021, 2, 1))
ADOPTED = [ENTITLED, ISSUED, SIGNING]
DAYS = st.dates(min_value=date(2021, 1, 1), max_value=date(2023, 12, 31))


def stages(events: list[SignerEvent], day: date = CUT_OFF) -> set[SignerStage]:
    return set(status_as_of(SIGNER, events, day).stages)


@pytest.mark.parametrize(
    ("day", "reached"),
    [
        (date(2020, 12, 31), 0),
        (date(2021, 1, 9), 1),
        (date(2021, 1, 14), 2),
        (FROM, 3),
        (date(2021, 2, 1), 4),
        (TO, 4),
        (TO + timedelta(days=1), 2),
    ],
)
def test_each_stage_begins_and_ends_on_its_day(day: date, reached: int):
    assert stages(ADOPTED, day) == set(list(SignerStage)[:reached])


def test_a_revoked_certificate_is_issued_but_not_valid():
    revoked = [*ADOPTED, event(SignerEventKind.REVOKED, date(2021, 6, 1))]
    assert stages(revoked) == {SignerStage.ENTITLED, SignerStage.ISSUED}
    renewed = SignerEvent(kind=SignerEventKind.ISSUED, on=date(2021, 7, 1), serial="5403")
    status = status_as_of(SIGNER, [*revoked, renewed], CUT_OFF)
    assert status.stages == frozenset(SignerStage)
    assert status.serial == "5403"


def test_who_stops_signing_keeps_a_valid_certificate():
    stopped = [*ADOPTED, event(SignerEventKind.NOT_SIGNING, date(2021, 9, 14))]
    assert stages(stopped) == set(SignerStage) - {SignerStage.SIGNING}


def test_who_left_is_counted_nowhere():
    left = [*ADOPTED, event(SignerEventKind.LEFT, CUT_OFF)]
    status = status_as_of(SIGNER, left, CUT_OFF)
    assert status.stages == frozenset()
    assert (status.serial, status.issuer, status.valid_to) == ("", "", None)
    assert stages(left, CUT_OFF - timedelta(days=1)) == set(SignerStage)


def test_a_certificate_without_entitlement_does_not_count():
    assert stages([ISSUED, SIGNING]) == set()


@pytest.mark.parametrize(("days", "soon"), [(0, True), (-1, False)])
def test_a_certificate_expires_within_days(days: int, soon: bool):
    status = status_as_of(SIGNER, ADOPTED, TO - timedelta(days=30))
    assert status.expires_within(TO - timedelta(days=30), 30 + days) is soon


def test_only_a_valid_certificate_with_an_end_can_expire():
    expired = status_as_of(SIGNER, ADOPTED, TO + timedelta(days=1))
    assert not expired.expires_within(TO + timedelta(days=1), 30)
    endless = SignerEvent(kind=SignerEventKind.ISSUED, on=date(2021, 1, 10), serial="1")
    status = status_as_of(SIGNER, [ENTITLED, endless], CUT_OFF)
    assert SignerStage.VALID in status.stages
    assert not status.expires_within(CUT_OFF, 3650)


@given(
    st.lists(st.builds(event, st.sampled_from(SignerEventKind), DAYS), max_size=10),
    DAYS,
)
def test_each_stage_includes_the_ones_after_it(events: list[SignerEvent], day: date):
    reached = stages(events, day)
    assert reached == set(list(SignerStage)[: len(reached)])


def test_counting_has_every_stage():
    statuses = [
        status_as_of(SIGNER, ADOPTED, CUT_OFF),
        status_as_of(SIGNER, [ENTITLED, ISSUED], CUT_OFF),
        status_as_of(SIGNER, [], CUT_OFF),
    ]
    assert count_by_stage(statuses) == {
        SignerStage.ENTITLED: 2,
        SignerStage.ISSUED: 2,
        SignerStage.VALID: 2,
        SignerStage.SIGNING: 1,
    }
    assert count_by_stage([]) == dict.fromkeys(SignerStage, 0)


def test_departments_come_in_vietnamese_order_and_nobody_twice():
    def member(department: str, *events: SignerEvent) -> SignerStatus:
        return status_as_of(replace(SIGNER, department=department), events, CUT_OFF)

    left = event(SignerEventKind.LEFT, CUT_OFF)
    statuses = [
        member("Văn phòng", ENTITLED),
        member("", ENTITLED),
        member("Đăng kiểm", *ADOPTED),
        member("Dự án", ENTITLED, ISSUED),
        member("Văn phòng", *ADOPTED),
        member("Giải thể", *ADOPTED, left),
    ]
    found = adoption_by_department(statuses)

    assert list(found) == ["Dự án", "Đăng kiểm", "Văn phòng", ""]
    assert list(found["Văn phòng"].values()) == [2, 1, 1, 1]
    assert list(found["Dự án"].values()) == [1, 1, 1, 0]
    assert adoption_by_department([]) == {}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Văn phòng", "Đăng kiểm", ""]),
            st.lists(st.sampled_from([*ADOPTED, event(SignerEventKind.LEFT, FROM)]), max_size=4),
        ),
        max_size=10,
    )
)
def test_departments_add_up_to_the_whole(staff: list[tuple[str, list[SignerEvent]]]):
    statuses = [
        status_as_of(replace(SIGNER, department=name), events, CUT_OFF) for name, events in staff
    ]
    found = adoption_by_department(statuses)

    for stage, total in count_by_stage(statuses).items():
        assert sum(counts[stage] for counts in found.values()) == total
    assert all(counts[SignerStage.ENTITLED] for counts in found.values())
