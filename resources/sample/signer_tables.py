"""Signers of the sample unit: invented people, all with the middle name Mẫu (sample)."""

import random
from datetime import date, timedelta
from typing import Any

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương")
GIVEN = (
    *("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Linh"),
    *("Minh", "Nga", "Phúc", "Quang", "Sơn", "Thảo", "Việt"),
)
LEADERS = "Lãnh đạo Cục"
DEPARTMENTS = (
    "Văn phòng Cục",
    "Phòng Khoa học - Công nghệ và Môi trường",
    "Phòng Kiểm định xe cơ giới",
    "Phòng Chất lượng xe cơ giới",
    "Phòng Tàu biển",
    "Phòng Tàu sông",
    "Phòng Đường sắt",
    "Phòng Công trình biển",
)
POSITIONS = (
    *["Cục trưởng"],
    *["Phó Cục trưởng"] * 3,
    *["Trưởng phòng"] * 8,
    *["Phó Trưởng phòng"] * 12,
    *["Chuyên viên"] * 36,
)
ISSUER = "CA mẫu (không phải chứng thư thật)"

ENTITLED_ON = "2019-11-01"
FIRST_ISSUED = date(2020, 1, 6)
DAYS_BETWEEN = 11

# Places in the list, of those whose story differs from the usual: issued, then signing.
WITHOUT_CERTIFICATE = range(48, 60)
NEVER_SIGNING = frozenset({8, 19, 27, 35, 44})
EXPIRED = frozenset({17, 18})
EXPIRING = frozenset({0, 1, 2, 3})
CHANGED = {
    14: {"kind": "not_signing", "on": "2021-07-05"},
    21: {"kind": "revoked", "on": "2021-06-10"},
    26: {"kind": "left", "on": "2021-06-30"},
    30: {"kind": "not_signing", "on": "2021-07-05"},
}


def signers(chance: random.Random) -> list[dict[str, Any]]:
    """Draw the names and tell each signer's story."""
    names = [f"{family} Mẫu {given}" for family in FAMILIES for given in GIVEN]
    drawn = chance.sample(names, len(POSITIONS))
    return [
        {
            "full_name": name,
            "position": position,
            "department": LEADERS
            if position.endswith("Cục trưởng")
            else DEPARTMENTS[place % len(DEPARTMENTS)],
            "events": _events(place, chance),
        }
        for place, (name, position) in enumerate(zip(drawn, POSITIONS, strict=True))
    ]


def _events(place: int, chance: random.Random) -> list[dict[str, str]]:
    events = [{"kind": "entitled", "on": ENTITLED_ON}]
    if place in WITHOUT_CERTIFICATE:
        return events
    issued = FIRST_ISSUED + timedelta(DAYS_BETWEEN * place + chance.randrange(DAYS_BETWEEN))
    events.append(
        {
            "kind": "issued",
            "on": issued.isoformat(),
            "serial": f"{chance.getrandbits(64):016X}",
            "issuer": ISSUER,
            "valid_from": issued.isoformat(),
            "valid_to": _valid_to(place, issued).isoformat(),
        }
    )
    if place not in NEVER_SIGNING:
        events.append({"kind": "signing", "on": (issued + timedelta(14)).isoformat()})
    if place in CHANGED:
        events.append(CHANGED[place])
    return events


def _valid_to(place: int, issued: date) -> date:
    years = 1 if place in EXPIRED else 2 if place in EXPIRING else 5
    return issued + timedelta(365 * years)
