"""A provisional export for QCVN 125:2021/BTTTT, as far as public facts reach. It is no conformity.

What is publicly known of the regulation (issued with Circular 02/2021/TT-BTTTT, before it the
guidance of Decision 2337/QĐ-BTTTT of 31/12/2019): its scope, reporting systems of ministries,
provinces and the Government; its two groups of rules, on packages and on their signatures; and
the titles of its thirteen packages, five of which have something to carry here. That each is
written as JSON, every name of a field, every code and that all stand in one file are assumptions
of this program until the regulation's tables are at hand; the file lists them under `assumed`, so
that nobody takes it for more. Packages are not signed: how is not public either.
"""

import json
from typing import Any

from egovdesk import paths
from egovdesk.domain.narrative import numbered
from egovdesk.domain.reports import IndicatorLine, QuarterlyReport

REGULATION = "QCVN 125:2021/BTTTT"
ISSUED_WITH = "Thông tư 02/2021/TT-BTTTT"
SCHEMA = paths.RESOURCES / "schemas" / "qcvn125-provisional.schema.json"

PERIODS = "Gói tin danh mục kỳ báo cáo"
INDICATORS = "Gói tin danh mục chỉ tiêu báo cáo"
DATA = "Gói tin số liệu báo cáo"
OUTLINE = "Gói tin gửi đề cương báo cáo"
STATUS = "Gói tin trạng thái báo cáo"

KNOWN = ("tên quy chuẩn, văn bản ban hành", "phạm vi điều chỉnh", "tên các gói tin")
ASSUMED = (
    "định dạng JSON",
    "tên và kiểu của mọi trường dữ liệu",
    "mã kỳ báo cáo, mã chỉ tiêu, mã đơn vị",
    "các gói tin nằm trong một tệp",
    "gói tin chưa được ký số theo quy chuẩn",
)


def to_qcvn125(report: QuarterlyReport) -> bytes:
    """Render the report as provisional packages; equal reports give equal bytes."""
    document = {
        "regulation": REGULATION,
        "issued_with": ISSUED_WITH,
        "conformity": "provisional",
        "known": list(KNOWN),
        "assumed": list(ASSUMED),
        "packages": {
            PERIODS: [_period(report)],
            INDICATORS: [_indicator(line) for line in report.indicators],
            DATA: _data(report),
            OUTLINE: [
                {
                    "number": number,
                    "level": section.level,
                    "title": section.title,
                    "text": "\n".join(section.paragraphs),
                }
                for number, section in numbered(report.narrative)
            ],
            STATUS: _status(report),
        },
    }
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


def _period(report: QuarterlyReport) -> dict[str, Any]:
    return {
        "code": str(report.period),
        "kind": "quarter",
        "data_from": report.window.first.isoformat(),
        "data_to": report.window.last.isoformat(),
        "due_on": report.due_on.isoformat(),
    }


def _indicator(line: IndicatorLine) -> dict[str, Any]:
    indicator = line.indicator
    return {
        "code": indicator.id,
        "number": indicator.number,
        "name": indicator.title["vi"],
        "unit": indicator.unit.value,
    }


def _data(report: QuarterlyReport) -> dict[str, Any]:
    agency = report.agency
    return {
        "sender": {"code": agency.code, "name": agency.name},
        "receiver": {"name": report.recipient.addressee, "through": report.recipient.through},
        "period": str(report.period),
        "basis": report.catalogue.directive_number,
        "values": [_value(line) for line in report.indicators],
    }


def _value(line: IndicatorLine) -> dict[str, Any]:
    result = line.result
    return {
        "indicator": line.indicator.id,
        "numerator": result.numerator,
        "denominator": result.denominator,
        "value": None if result.value is None else str(result.value),
        "target": None if result.target is None else str(result.target),
        "state": result.state.value,
    }


def _status(report: QuarterlyReport) -> dict[str, Any]:
    return {
        "period": str(report.period),
        "revision": report.revision,
        "action": report.action.value,
        "reason": report.reason,
        "frozen_at": report.frozen_at.isoformat(timespec="seconds"),
        "sample": report.is_sample,
    }
