"""Units exist between two dates."""

from datetime import date

import pytest

from egovdesk.domain.agencies import Agency, AgencyType


def unit(exists_from: date | None, exists_to: date | None) -> Agency:
    return Agency(
        code="TCDBVN",
        name="Tổng cục Đường bộ Việt Nam",
        name_en="Directorate for Roads of Vietnam",
        abbreviation="TCĐBVN",
        type=AgencyType.TONG_CUC,
        parent_name="Bộ Giao thông vận tải",
        place="Hà Nội",
        head_title="Tổng cục trưởng",
        must_report=True,
        has_seal=True,
        exists_from=exists_from,
        exists_to=exists_to,
    )


@pytest.mark.parametrize(
    ("exists_from", "exists_to", "exists"),
    [
        (None, None, True),
        (None, date(2022, 9, 30), True),
        (None, date(2022, 9, 29), False),
        (date(2022, 9, 30), None, True),
        (date(2022, 10, 1), None, False),
        (date(2022, 1, 1), date(2022, 12, 31), True),
    ],
)
def test_the_first_and_the_last_day_belong_to_the_unit(
    exists_from: date | None, exists_to: date | None, exists: bool
):
    assert unit(exists_from, exists_to).exists_on(date(2022, 9, 30)) is exists
