"""Builders: small, complete values with Vietnamese text that any test may vary."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from egovdesk.domain.agencies import Agency, AgencyType
from egovdesk.domain.catalogue import Recipient
from egovdesk.domain.evidence import Evidence
from egovdesk.domain.findings import Finding, Rule, Severity, Subject
from egovdesk.domain.indicators import (
    Applicability,
    Evaluator,
    Formula,
    FormulaType,
    Indicator,
    Milestone,
    Unit,
)
from egovdesk.domain.measures import (
    Baseline,
    EnteredValue,
    Facts,
    Measure,
    MeasureSource,
    WorkloadField,
)
from egovdesk.domain.narrative import Quote, Section
from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureAttribute,
    ProcedureFigures,
)
from egovdesk.domain.quarter import DateRange, Quarter
from egovdesk.domain.reports import (
    CatalogueStamp,
    IndicatorLine,
    JournalStamp,
    ProcedureLine,
    QuarterlyReport,
    ReportAction,
    TaskLine,
)
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import Task, TaskKind, TaskState, TaskStatus
from egovdesk.domain.workload import MonthlyWorkload

CUT_OFF = date(2021, 9, 14)
YEAR_END = date(2021, 12, 31)
BASELINE_ON = date(2020, 12, 31)
FOCAL_POINT = "Nguyễn Thị Minh Khuê"
"""A member of staff: no rendering of a report may name her."""

NARRATIVE = (
    Section(
        id="direction",
        level=1,
        title="Công tác chỉ đạo, điều hành",
        text="Lãnh đạo Cục đã đưa nội dung ứng dụng công nghệ thông tin vào các cuộc họp giao ban "
        "hằng tuần, phân công rõ đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành của từng "
        "nhiệm vụ.",
    ),
    Section(id="results", level=1, title="Kết quả thực hiện"),
    Section(
        id="signatures",
        level=2,
        title="Chữ ký số và xử lý hồ sơ trên môi trường mạng",
        text="Việc sử dụng chữ ký số cá nhân được duy trì; 91.932 hồ sơ, văn bản được xử lý trên "
        "môi trường mạng.",
        quotes=(Quote(figure="work.online", shown="91.932"),),
    ),
    Section(
        id="services",
        level=2,
        title="Dịch vụ công trực tuyến",
        text="Đến thời điểm chốt số liệu, 62/80 thủ tục hành chính được cung cấp trực tuyến mức độ "
        "3, 4 trên Cổng Dịch vụ công quốc gia, tăng 27,5 điểm phần trăm so với năm 2020.",
        quotes=(
            Quote(figure="indicator.dvc-1.share", shown="62/80"),
            Quote(figure="indicator.dvc-1.value", shown="27,5 điểm phần trăm"),
        ),
    ),
    Section(
        id="obstacles",
        level=1,
        title="Tồn tại, khó khăn và nguyên nhân",
        text="Một số thủ tục chưa kết nối được thanh toán trực tuyến do phải chờ nâng cấp hệ "
        "thống.",
    ),
    Section(
        id="next",
        level=1,
        title="Nhiệm vụ quý tới",
        text="Hoàn thành nâng cấp cơ sở dữ liệu phương tiện; mở rộng thanh toán trực tuyến.",
    ),
    Section(
        id="proposals",
        level=1,
        title="Kiến nghị, đề xuất",
        text="Đề nghị Trung tâm Công nghệ thông tin hỗ trợ kết nối nền tảng tích hợp, chia sẻ dữ "
        "liệu của Bộ.",
    ),
)


def an_agency() -> Agency:
    """Build a unit that must report."""
    return Agency(
        code="DKVN",
        name="Cục Đăng kiểm Việt Nam",
        name_en="Vietnam Register",
        abbreviation="ĐKVN",
        type=AgencyType.CUC,
        parent_name="Bộ Giao thông vận tải",
        place="Hà Nội",
        head_title="Cục trưởng",
        must_report=True,
        has_seal=True,
        exists_from=None,
        exists_to=None,
    )


_MEASURES = {
    measure.id: measure
    for measure in (
        Measure(
            id="ttdt_muc34",
            title={"vi": "TTHC mức độ 3, 4 trên Cổng DVCQG", "en": "Level 3 or 4 on the portal"},
            source=MeasureSource.PROCEDURES,
            where={
                ProcedureAttribute.LEVEL: frozenset({"muc3", "muc4"}),
                ProcedureAttribute.PORTAL: frozenset({"1"}),
            },
        ),
        Measure(
            id="tthc",
            title={"vi": "TTHC thuộc thẩm quyền", "en": "Procedures under authority"},
            source=MeasureSource.PROCEDURES,
        ),
        Measure(
            id="gd_cong",
            title={"vi": "Giao dịch qua Cổng DVCQG", "en": "Payments through the portal"},
            source=MeasureSource.COUNTS,
            count=CountField.PAYMENTS_PORTAL,
        ),
        Measure(
            id="gd",
            title={"vi": "Giao dịch thanh toán", "en": "Payments"},
            source=MeasureSource.COUNTS,
            count=CountField.PAYMENTS,
        ),
        Measure(
            id="phi_tt",
            title={"vi": "TTHC có phí thanh toán được trực tuyến", "en": "Fee-bearing, payable"},
            source=MeasureSource.PROCEDURES,
            where={
                ProcedureAttribute.FEE: frozenset({"1"}),
                ProcedureAttribute.PAYMENT: frozenset({"1"}),
            },
        ),
        Measure(
            id="phi",
            title={"vi": "TTHC có nghĩa vụ tài chính", "en": "Fee-bearing procedures"},
            source=MeasureSource.PROCEDURES,
            where={ProcedureAttribute.FEE: frozenset({"1"})},
        ),
        Measure(
            id="thue_tt",
            title={"vi": "Khoản thuế nộp được trực tuyến", "en": "Taxes payable online"},
            source=MeasureSource.ENTERED,
        ),
        Measure(
            id="thue",
            title={"vi": "Khoản thuế nội địa quản lý", "en": "Taxes managed"},
            source=MeasureSource.ENTERED,
        ),
        Measure(
            id="kq_db",
            title={"vi": "Kết quả được đồng bộ", "en": "Results synchronised"},
            source=MeasureSource.COUNTS,
            count=CountField.RESULTS_SYNCED,
        ),
        Measure(
            id="kq",
            title={"vi": "Kết quả đã trả", "en": "Results issued"},
            source=MeasureSource.COUNTS,
            count=CountField.RESULTS,
        ),
        Measure(
            id="mc_db",
            title={"vi": "Hồ sơ một cửa được đồng bộ", "en": "One-stop dossiers synchronised"},
            source=MeasureSource.COUNTS,
            count=CountField.ONE_STOP_SYNCED,
        ),
        Measure(
            id="mc",
            title={"vi": "Hồ sơ một cửa", "en": "One-stop dossiers"},
            source=MeasureSource.COUNTS,
            count=CountField.ONE_STOP,
        ),
        Measure(
            id="vb_mang",
            title={"vi": "Xử lý văn bản trên môi trường mạng", "en": "Work handled online"},
            source=MeasureSource.ENTERED,
            yes_no=True,
        ),
        Measure(
            id="hs_mang",
            title={"vi": "Hồ sơ xử lý trên môi trường mạng", "en": "Items handled online"},
            source=MeasureSource.WORKLOAD,
            workload=WorkloadField.ONLINE,
        ),
        Measure(
            id="hs",
            title={"vi": "Hồ sơ công việc (trừ hồ sơ mật)", "en": "Items, secret ones excepted"},
            source=MeasureSource.WORKLOAD,
            workload=WorkloadField.TOTAL,
        ),
        Measure(
            id="so_vb",
            title={"vi": "Mức độ số hóa tự đánh giá", "en": "Digitisation, self-assessed"},
            source=MeasureSource.ENTERED,
        ),
        Measure(
            id="cks",
            title={"vi": "Người đang ký số", "en": "People who sign digitally"},
            source=MeasureSource.SIGNERS,
            stage=SignerStage.SIGNING,
        ),
        Measure(
            id="cks_dt",
            title={"vi": "Người thuộc diện ký số", "en": "People entitled to sign"},
            source=MeasureSource.SIGNERS,
            stage=SignerStage.ENTITLED,
        ),
    )
}

_TITLES = (
    (
        "Tỷ lệ cung cấp dịch vụ công trực tuyến mức độ 3, 4 trên tổng số thủ tục hành chính "
        "thuộc thẩm quyền giải quyết của các Cục/Tổng cục lên cổng Dịch vụ công quốc gia tăng "
        "thêm so với năm 2020."
    ),
    (
        "Tỷ lệ thanh toán trực tuyến trên cổng Dịch vụ công quốc gia trên tổng số giao dịch "
        "thanh toán của dịch vụ công."
    ),
    (
        "Tỷ lệ thủ tục hành chính có yêu cầu nghĩa vụ tài chính được thanh toán trực tuyến "
        "trên cổng Dịch vụ công quốc gia."
    ),
    (
        "Tỷ lệ cung cấp thanh toán trực tuyến đối với các khoản thuế nội địa trên Cổng Dịch "
        "vụ công quốc gia."
    ),
    (
        "Tỷ lệ các Cục/Tổng cục thực hiện đồng bộ đầy đủ kết quả xử lý hồ sơ thủ tục hành "
        "chính trên cổng Dịch vụ công quốc gia."
    ),
    (
        "Tỷ lệ kết quả xử lý hồ sơ thủ tục hành chính thuộc quyền giải quyết của Cục/Tổng cục "
        "được đồng bộ đầy đủ trên cổng Dịch vụ công quốc gia."
    ),
    (
        "Tỷ lệ hồ sơ thuộc thẩm quyền giải quyết của các Cục/Tổng cục trên hệ thống Một cửa "
        "điện tử của bộ được đồng bộ trạng thái trên cổng Dịch vụ công quốc gia phục vụ việc "
        "theo dõi, giám sát, đánh giá"
    ),
    (
        "Tỷ lệ các vụ, cục và tương đương xử lý văn bản, hồ sơ công việc (trừ hồ sơ mật) trên "
        "môi trường mạng"
    ),
)
_TARGETS = (20, 25, 50, 100, 100, 100, 100, 100)
_FORMULAS = (
    Formula(
        type=FormulaType.CHANGE,
        numerator="ttdt_muc34",
        denominator="tthc",
        baseline_on=BASELINE_ON,
    ),
    Formula(type=FormulaType.RATIO, numerator="gd_cong", denominator="gd"),
    Formula(type=FormulaType.RATIO, numerator="phi_tt", denominator="phi"),
    Formula(type=FormulaType.RATIO, numerator="thue_tt", denominator="thue"),
    Formula(
        type=FormulaType.SHARE_OF_UNITS,
        of=Formula(type=FormulaType.YES_NO, full="i6"),
    ),
    Formula(type=FormulaType.RATIO, numerator="kq_db", denominator="kq"),
    Formula(type=FormulaType.RATIO, numerator="mc_db", denominator="mc"),
    Formula(
        type=FormulaType.SHARE_OF_UNITS,
        of=Formula(type=FormulaType.YES_NO, numerator="vb_mang"),
    ),
)


def some_indicators() -> tuple[Indicator, ...]:
    """Build the eight indicators of directive 1478, two tracked ones and one that is entered."""
    official = tuple(
        Indicator(
            id=f"i{number}",
            number=number,
            clause="phu-luc",
            title={"vi": title, "en": f"Indicator {number}"},
            short={"vi": f"Chỉ tiêu {number}", "en": f"Indicator {number}"},
            unit=Unit.POINTS if formula.type is FormulaType.CHANGE else Unit.PERCENT,
            formula=formula,
            applies=Applicability(groups=("thue" if number == 4 else "cuc",)),
            milestones=(Milestone(on=YEAR_END, target=Fraction(target)),),
            starts_on=BASELINE_ON,
        )
        for number, title, target, formula in zip(
            range(1, 9), _TITLES, _TARGETS, _FORMULAS, strict=True
        )
    )
    work = Indicator(
        id="ho-so-mang",
        number=None,
        clause="2.a",
        title={
            "vi": "Tỷ lệ hồ sơ, văn bản (trừ hồ sơ mật) xử lý trên môi trường mạng",
            "en": "Non-secret work handled online",
        },
        short={"vi": "Hồ sơ trên mạng", "en": "Work online"},
        unit=Unit.PERCENT,
        formula=Formula(type=FormulaType.RATIO, numerator="hs_mang", denominator="hs"),
        applies=Applicability(groups=("cuc",)),
        milestones=(
            Milestone(on=date(2021, 7, 31), target=Fraction(50)),
            Milestone(on=YEAR_END, target=Fraction(100)),
        ),
        starts_on=BASELINE_ON,
    )
    signing = replace(
        work,
        id="chu-ky-so",
        title={
            "vi": "Tỷ lệ người thuộc diện được cấp chữ ký số đang sử dụng chữ ký số",
            "en": "Entitled people who sign digitally",
        },
        formula=Formula(type=FormulaType.RATIO, numerator="cks", denominator="cks_dt"),
        milestones=(),
    )
    entered = replace(
        signing,
        id="so-hoa",
        title={"vi": "Mức độ số hóa tự đánh giá", "en": "Digitisation, self-assessed"},
        formula=Formula(type=FormulaType.ENTERED, numerator="so_vb"),
    )
    return (*official, work, signing, entered)


def some_procedures(count: int = 80, online: int = 62) -> tuple[ProcedureFigures, ...]:
    """Build procedures, the first `online` of them at level 4 on the national portal."""
    return tuple(
        ProcedureFigures(
            procedure=Procedure(
                id=number,
                code=f"1.{number:06d}",
                name=f"Cấp Giấy chứng nhận chất lượng an toàn kỹ thuật, mẫu số {number}",
                field="Đăng kiểm",
            ),
            attributes={
                ProcedureAttribute.IN_FORCE: "1",
                ProcedureAttribute.LEVEL: "muc4" if number <= online else "muc2",
                ProcedureAttribute.PORTAL: "1" if number <= online else "0",
                ProcedureAttribute.FEE: "1" if number % 2 else "0",
                ProcedureAttribute.PAYMENT: "1" if number % 3 == 0 else "0",
                ProcedureAttribute.RESULT_SYNC: "1",
                ProcedureAttribute.STATUS_SYNC: "0",
            },
            counts={
                CountField.RECEIVED: 1200 + number,
                CountField.RECEIVED_ONLINE: 900 + number,
                CountField.PAYMENTS: 40,
                CountField.PAYMENTS_PORTAL: 12 if number <= online else 0,
                CountField.RESULTS: 1000,
                CountField.RESULTS_SYNCED: 1000 if number > 1 else 996,
            },
        )
        for number in range(1, count + 1)
    )


def some_facts(procedures: tuple[ProcedureFigures, ...], as_of: date = CUT_OFF) -> Facts:
    """Build what a unit recorded: no tax item, no dossier at the one-stop unit."""
    return Facts(
        agency="DKVN",
        as_of=as_of,
        procedures=procedures,
        counted_months=frozenset(f"2021-{month:02d}" for month in range(1, as_of.month + 1)),
        workload=MonthlyWorkload(month="2021-09", total=114629, online=91932),
        signers={
            SignerStage.ENTITLED: 52,
            SignerStage.ISSUED: 50,
            SignerStage.VALID: 48,
            SignerStage.SIGNING: 45,
        },
        entered={
            "vb_mang": EnteredValue(measure="vb_mang", on=date(2021, 3, 1), value=1),
            "so_vb": EnteredValue(measure="so_vb", on=date(2021, 3, 1), value=64),
        },
        baselines={
            "i1": Baseline(indicator="i1", on=BASELINE_ON, numerator=40, denominator=80),
        },
    )


def some_indicator_lines(procedures: tuple[ProcedureFigures, ...]) -> tuple[IndicatorLine, ...]:
    """Compute the indicators of two quarters from the same register."""
    indicators = {indicator.id: indicator for indicator in some_indicators()}
    groups = frozenset({"cuc"})
    now = Evaluator(indicators, _MEASURES, groups, some_facts(procedures))
    before = Evaluator(
        indicators, _MEASURES, groups, some_facts(procedures[:-20], date(2021, 6, 14))
    )
    return tuple(
        IndicatorLine(
            indicator=indicator,
            result=now.result(indicator),
            previous=before.result(indicator),
            rows=now.rows_behind(indicator),
        )
        for indicator in indicators.values()
    )


def some_evidence(number: int = 1) -> Evidence:
    """Build a document that proves something."""
    return Evidence(
        id=number,
        digest=f"{number:064x}",
        name="quyet-dinh.pdf",
        size=48_213,
        document_number=f"{600 + number}/QĐ-ĐKVN",
        document_date=date(2021, 7, 20),
        subject="Quy chế vận hành, cập nhật cơ sở dữ liệu phương tiện",
    )


_TASKS = (
    ("Lãnh đạo đơn vị sử dụng chữ ký số cá nhân, xử lý hồ sơ công việc trên môi trường mạng", "a"),
    ("Tuyên truyền, huy động nguồn lực hợp pháp theo thứ tự ưu tiên", "b"),
    ("Tái cấu trúc quy trình thủ tục hành chính, kết nối dịch vụ công với cơ sở dữ liệu", "c"),
    ("Hoàn thiện cơ sở dữ liệu phương tiện cùng các cơ quan liên quan", "d"),
    ("Báo cáo định kỳ hằng quý về Bộ qua Trung tâm Công nghệ thông tin", "đ"),
)


def some_task_lines(count: int = 10) -> tuple[TaskLine, ...]:
    """Build tasks in every class of timeliness, in the directive's order of clauses."""
    due = date(2021, 7, 31)
    statuses = (
        TaskStatus(
            as_of=CUT_OFF,
            state=TaskState.DONE,
            percent=100,
            due=due,
            completed_on=date(2021, 7, 20),
            evidence=(1,),
        ),
        TaskStatus(as_of=CUT_OFF, state=TaskState.IN_PROGRESS, percent=40),
        TaskStatus(
            as_of=CUT_OFF,
            state=TaskState.AWAITING_CONFIRMATION,
            percent=100,
            due=due,
            former_dues=(date(2021, 6, 30),),
            completed_on=date(2021, 8, 5),
        ),
        TaskStatus(
            as_of=CUT_OFF,
            state=TaskState.IN_PROGRESS,
            percent=65,
            due=YEAR_END,
            last_note="Đã nghiệm thu phân hệ ô tô; đang chuyển đổi dữ liệu tàu sông.",
        ),
        TaskStatus(as_of=CUT_OFF, percent=0, due=due, extension_pending=True),
    )
    lines = []
    for number in range(count):
        title, letter = _TASKS[number % len(_TASKS)]
        status = statuses[number % len(statuses)]
        lines.append(
            TaskLine(
                task=Task(
                    id=number + 1,
                    code=f"2.{letter}-{number + 1}",
                    clause=f"2{letter}",
                    title=title,
                    kind=TaskKind.STANDING if status.due is None else TaskKind.DEADLINE,
                    lead="DKVN",
                    coordinating=("TTCNTT",),
                    focal_point=FOCAL_POINT,
                ),
                clause_label=f"Khoản 2 điểm {letter}",
                status=status,
                evidence=tuple(some_evidence(key) for key in status.evidence),
            )
        )
    return tuple(lines)


def some_findings() -> tuple[Finding, ...]:
    """Build a warning and a notice."""
    return (
        Finding(
            rule=Rule.TASK_OVERDUE,
            severity=Severity.WARNING,
            subject=Subject.TASK,
            key="2.đ-5",
            data={"days": 45},
        ),
        Finding(
            rule=Rule.NO_CHANGE_SINCE,
            severity=Severity.NOTICE,
            subject=Subject.TASK,
            key="2.b-2",
        ),
    )


def a_narrative(text: str) -> tuple[Section, ...]:
    """Build a narrative of one section."""
    return (Section(id="direction", level=1, title="Chỉ đạo", text=text),)


def a_report(*, tasks: int = 10) -> QuarterlyReport:
    """Build the report of a unit for the third quarter of 2021."""
    procedures = some_procedures()
    facts = some_facts(procedures)
    return QuarterlyReport(
        agency=an_agency(),
        recipient=Recipient(
            addressee="Bộ Giao thông vận tải", through="Trung tâm Công nghệ thông tin"
        ),
        period=Quarter(2021, 3),
        window=DateRange(first=date(2021, 6, 15), last=CUT_OFF),
        cut_off=CUT_OFF,
        due_on=date(2021, 9, 24),
        revision=1,
        action=ReportAction.NEW,
        sequence=3,
        previous_package="ab" * 32,
        journal=JournalStamp(head="cd" * 32, count=412),
        catalogue=CatalogueStamp(
            id="bgtvt-2021",
            version=1,
            digest="ef" * 32,
            directive_number="1478/BGTVT-TTCNTT",
            directive_date=date(2021, 2, 24),
        ),
        rules_fingerprint="12" * 32,
        program_version="0.1.0",
        frozen_at=datetime(2021, 9, 15, 2, 30, tzinfo=UTC),
        is_sample=False,
        indicators=some_indicator_lines(procedures),
        tasks=some_task_lines(tasks),
        procedures=tuple(
            ProcedureLine(
                figures=figures,
                level_label="Mức độ 4" if figures.level == "muc4" else "Mức độ 2",
            )
            for figures in procedures
        ),
        counted_months=tuple(sorted(facts.counted_months)),
        signers=dict(facts.signers or {}),
        workload=(
            MonthlyWorkload(month="2021-08", total=12040, online=11877),
            MonthlyWorkload(month="2021-09", total=114629, online=91932),
        ),
        findings=some_findings(),
        narrative=NARRATIVE,
    )
