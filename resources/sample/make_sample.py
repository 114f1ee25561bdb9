"""Write `dkvn.json`: the sample unit's records, the same bytes on every run.

    python resources/sample/make_sample.py

Names of procedures are plausible and every figure is invented, except one: the 23,000 dossiers
that vehicle inspection received online in the first half of 2020, reported on 17 July 2020.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from asset_tables import ASSETS
from procedure_tables import PROCEDURES, Row
from signer_tables import signers
from task_tables import ASSIGNED, EVIDENCE, OWN

TARGET = Path(__file__).with_name("dkvn.json")
SEED = 1478
NOTICE = (
    "Dữ liệu mẫu để dùng thử, không phải số liệu thật của đơn vị. "
    "/ Sample data for trying the program, not the unit's real figures."
)

FIRST_MONTH = (2019, 10)
LAST_MONTH = (2021, 9)
MONTHS = [
    f"{year}-{month:02d}"
    for year in range(FIRST_MONTH[0], LAST_MONTH[0] + 1)
    for month in range(1, 13)
    if FIRST_MONTH <= (year, month) <= LAST_MONTH
]
HALF_2020 = {f"2020-{month:02d}" for month in range(1, 7)}
ONLINE_IN_HALF_2020 = 23_000

BASELINE_ON = "2020-12-31"
CLOSES_ON = 14
ONLINE_LEVELS = ("3", "4")


def main() -> None:
    """Write the sample beside this script."""
    TARGET.write_text(_rendered(_sample()), encoding="utf-8", newline="\n")


def _sample() -> dict[str, Any]:
    chance = random.Random(SEED)  # noqa: S311 - repeatable sample figures, no secret
    keys = list(EVIDENCE)
    return {
        "notice": NOTICE,
        "agency": "DKVN",
        "procedures": _procedures(chance),
        "workload": _workload(chance),
        "signers": signers(chance),
        "tasks": [
            {"task": task, "focal_point": focal_point, "events": _events(events, keys)}
            for task, focal_point, events in ASSIGNED
        ],
        "assets": ASSETS,
        "own_tasks": [
            {
                "code": code,
                "clause": clause,
                "title": title,
                "kind": kind,
                "deliverable": deliverable,
                "events": _events(events, keys),
            }
            for code, clause, title, kind, deliverable, events in OWN
        ],
        "evidence": [
            {
                "name": found.name,
                "document_number": found.number,
                "document_date": found.date,
                "subject": found.subject,
                "text": "TÀI LIỆU MẪU, không phải văn bản thật.\n"
                f"Số: {found.number}\nNgày: {found.date}\nVề việc: {found.subject}.\n",
            }
            for found in EVIDENCE.values()
        ],
        "entered": [
            {"measure": "one_stop_desk", "on": "2019-10-01", "value": 1, "note": ""},
            {"measure": "work_online_confirmed", "on": "2020-01-01", "value": 0, "note": ""},
            {
                "measure": "work_online_confirmed",
                "on": "2021-05-31",
                "value": 1,
                "note": "Mọi phòng đã xử lý văn bản trên phần mềm quản lý văn bản.",
            },
        ],
        "baselines": [_baseline()],
    }


def _events(events: list[dict[str, Any]], keys: list[str]) -> list[dict[str, Any]]:
    return [
        {**event, "evidence": [keys.index(key) for key in event["evidence"]]} for event in events
    ]


# Procedures and their counts


def _procedures(chance: random.Random) -> list[dict[str, Any]]:
    counts = [
        [_counts(row, month, chance) for month in MONTHS if _in_force(row, _closing(month))]
        for row in PROCEDURES
    ]
    _settle_half_2020([month for months in counts for month in months])
    return [
        {
            "code": f"DK.{position:03d}",
            "name": row.name,
            "field": row.field,
            "events": list(_attributes(row)),
            "counts": months,
        }
        for position, (row, months) in enumerate(zip(PROCEDURES, counts, strict=True), start=1)
    ]


def _attributes(row: Row) -> Iterator[dict[str, str]]:
    yield _attribute("in_force", row.announced, "1")
    yield _attribute("fee", row.announced, "1" if row.fee else "0")
    for step in row.levels.split():
        level, on = step.split("@")
        yield _attribute("level", max(on, row.announced), level)
    for attribute, on in (
        ("portal", row.portal),
        ("payment", row.payment),
        ("result_sync", row.results),
        ("status_sync", row.status),
    ):
        if on:
            yield _attribute(attribute, on, "1")
    if row.abolished:
        yield _attribute("in_force", row.abolished, "0")


def _attribute(attribute: str, on: str, value: str) -> dict[str, str]:
    return {"attribute": attribute, "on": on, "value": value}


def _counts(row: Row, month: str, chance: random.Random) -> dict[str, Any]:
    """Draw one month's counts; no part is ever larger than its whole."""
    closing = _closing(month)
    received = round(row.volume * chance.uniform(0.85, 1.15))
    online = round(received * _online_share(row, month) * chance.uniform(0.9, 1.1))
    results = round(received * chance.uniform(0.94, 1.0))
    payments = round(results * chance.uniform(0.95, 1.0)) if row.fee else 0
    one_stop = round(received * chance.uniform(0.25, 0.35))
    return {
        "month": month,
        "received": received,
        "received_online": min(online, received),
        "payments": payments,
        "payments_portal": round(payments * chance.uniform(0.2, 0.4))
        if _since(row.payment, closing)
        else 0,
        "results": results,
        "results_synced": round(results * chance.uniform(0.96, 1.0))
        if _since(row.results, closing)
        else 0,
        "one_stop": one_stop,
        "one_stop_synced": round(one_stop * chance.uniform(0.9, 0.99))
        if _since(row.status, closing)
        else 0,
    }


def _online_share(row: Row, month: str) -> float:
    level = _level(row, _closing(month))
    if level not in ONLINE_LEVELS:
        return 0.0
    grown = 0.015 * MONTHS.index(month)
    return (0.65 if level == "4" else 0.45) + grown


def _settle_half_2020(counts: list[dict[str, Any]]) -> None:
    """Scale the half-year so that the dossiers received online add up to the reported number."""
    months = [month for month in counts if month["month"] in HALF_2020]
    drawn = sum(month["received_online"] for month in months)
    for month in months:
        scaled = month["received_online"] * ONLINE_IN_HALF_2020 // drawn
        month["received_online"] = min(scaled, month["received"])
    rest = ONLINE_IN_HALF_2020 - sum(month["received_online"] for month in months)
    for month in sorted(months, key=lambda m: m["received_online"] - m["received"])[:rest]:
        month["received_online"] += 1


def _baseline() -> dict[str, Any]:
    in_force = [row for row in PROCEDURES if _in_force(row, BASELINE_ON)]
    online = [
        row
        for row in in_force
        if _level(row, BASELINE_ON) in ONLINE_LEVELS and _since(row.portal, BASELINE_ON)
    ]
    return {
        "indicator": "1",
        "on": BASELINE_ON,
        "numerator": len(online),
        "denominator": len(in_force),
        "source": "Số liệu mẫu chốt ngày 31/12/2020",
    }


def _closing(month: str) -> str:
    return f"{month}-{CLOSES_ON:02d}"


def _since(start: str, day: str) -> bool:
    return bool(start) and start <= day


def _in_force(row: Row, day: str) -> bool:
    return row.announced <= day and not _since(row.abolished, day)


def _level(row: Row, day: str) -> str:
    held = [step.split("@") for step in row.levels.split()]
    return next((level for level, on in reversed(held) if on <= day), "")


# Work online


def _workload(chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for position, month in enumerate(MONTHS):
        total = round(chance.uniform(1800, 2300))
        share = 0.18 + 0.024 * position + chance.uniform(-0.01, 0.01)
        rows.append({"month": month, "total": total, "online": round(total * share)})
    return rows


# One record on each line, so that a change is readable


def _rendered(sample: dict[str, Any]) -> str:
    sections = [f'"{name}": {_section(value)}' for name, value in sample.items()]
    return "{\n" + ",\n".join(sections) + "\n}\n"


def _section(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if not isinstance(value, list):
        return _line(value)
    return "[\n" + ",\n".join(_record(item) for item in value) + "\n]"


def _record(record: dict[str, Any]) -> str:
    lists = {key: value for key, value in record.items() if isinstance(value, list)}
    if not lists:
        return _line(record)
    head = _line({key: value for key, value in record.items() if key not in lists})
    parts = [
        f'"{key}": [\n' + ",\n".join(f"  {_line(item)}" for item in items) + "\n ]"
        for key, items in lists.items()
    ]
    return head[:-1] + ",\n " + ",\n ".join(parts) + "}"


def _line(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
