"""The units of the ministry, and what became of them."""

from datetime import date
from enum import StrEnum

from egovdesk.domain.values import value


class AgencyType(StrEnum):
    """The kinds of unit that the directive and later documents distinguish."""

    TONG_CUC = "tong_cuc"
    CUC = "cuc"
    VU = "vu"
    VAN_PHONG = "van_phong"
    THANH_TRA = "thanh_tra"
    TRUNG_TAM = "trung_tam"
    DON_VI_SU_NGHIEP = "don_vi_su_nghiep"
    BAN_QLDA = "ban_qlda"
    DOANH_NGHIEP = "doanh_nghiep"
    SO = "so"


@value
class Agency:
    """A unit as the catalogue knows it.

    `abbreviation` is set by each head of unit (Decree 30/2020) and so never derived;
    `must_report` says whether clause 2.đ of the directive binds it.
    """

    code: str
    name: str
    name_en: str
    abbreviation: str
    type: AgencyType
    parent_name: str
    place: str
    head_title: str
    must_report: bool
    has_seal: bool
    exists_from: date | None
    exists_to: date | None

    def exists_on(self, day: date) -> bool:
        """Say whether the unit existed on the day."""
        started = self.exists_from is None or self.exists_from <= day
        return started and (self.exists_to is None or day <= self.exists_to)


class LineageKind(StrEnum):
    """How units become other units."""

    RENAME = "rename"
    SPLIT = "split"
    MERGE = "merge"
    DISSOLVE = "dissolve"


@value
class LineageEvent:
    """On one day some units ended and others took their place and their history."""

    on: date
    kind: LineageKind
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    basis: str
