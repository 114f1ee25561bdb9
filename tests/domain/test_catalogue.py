import json
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from egovdesk import paths
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.catalogue_builder import build
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.findings import DEFAULTS, Rule, Severity, fingerprint
from egovdesk.domain.indicators import FormulaType
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.tasks import TaskKind, Timeliness

BUILT_IN = paths.RESOURCES / "catalogues" / "bgtvt-2021.json"

SPECIALISED = {"TCDBVN", "CDTNDVN", "CDSVN", "HKVN", "CHHVN", "DKVN"}
DEPARTMENTS = {
    "VKCHTGT", "VATGT", "VVT", "VKHDT", "VTC", "VTCCB", "VPC", "VKHCN", "VMT", "VHTQT",
}  # fmt: skip
ALL_UNITS = SPECIALISED | DEPARTMENTS | {"CQLXD", "VPB", "TTRB", "TTCNTT", "VCLPT"}

# Clause, lead units, co-ordinating units named by the text, kind, deadline.
CLAUSES = [
    ("1.a", ALL_UNITS, set(), TaskKind.STANDING, None),
    ("1.b", ALL_UNITS, set(), TaskKind.OPEN, None),
    ("1.c", ALL_UNITS, set(), TaskKind.STANDING, None),
    ("2.a", SPECIALISED, set(), TaskKind.DEADLINE, date(2021, 12, 31)),
    ("2.b", SPECIALISED, set(), TaskKind.OPEN, None),
    ("2.c", SPECIALISED, set(), TaskKind.DEADLINE, date(2021, 12, 31)),
    ("2.d", SPECIALISED, set(), TaskKind.OPEN, None),
    ("2.d-1", {"TCDBVN"}, set(), TaskKind.OPEN, None),
    ("2.d-2", {"CDTNDVN"}, {"DKVN"}, TaskKind.OPEN, None),
    ("2.d-3", {"CDSVN"}, {"DKVN", "TCTDSVN"}, TaskKind.OPEN, None),
    ("2.d-4", {"HKVN"}, {"TCTCHKVN"}, TaskKind.OPEN, None),
    ("2.d-5", {"CHHVN"}, set(), TaskKind.OPEN, None),
    ("2.d-6", {"DKVN"}, set(), TaskKind.OPEN, None),
    ("2.đ", SPECIALISED, set(), TaskKind.PERIODIC, None),
    ("3.a", {"VKCHTGT", "VATGT", "VVT"}, set(), TaskKind.OPEN, None),
    ("3.b", {"VKHDT", "VTC"}, set(), TaskKind.OPEN, None),
    ("3.c", {"VTCCB"}, set(), TaskKind.OPEN, None),
    ("4.a", {"VPB"}, set(), TaskKind.DEADLINE, date(2021, 12, 31)),
    ("4.b", {"VPB"}, {"VKHDT"}, TaskKind.OPEN, None),
    ("5.a", {"TTCNTT"}, set(), TaskKind.STANDING, None),
    ("5.b", {"TTCNTT"}, set(), TaskKind.OPEN, None),
    ("5.c", {"TTCNTT"}, set(), TaskKind.OPEN, None),
    ("5.d", {"TTCNTT"}, ALL_UNITS - {"TTCNTT"}, TaskKind.OPEN, None),
]

# The appendix of directive 1478/BGTVT-TTCNTT, word for word.
OFFICIAL = {
    1: (
        "Tỷ lệ cung cấp dịch vụ công trực tuyến mức độ 3, 4 trên tổng số thủ tục hành chính "
        "thuộc thẩm quyền giải quyết của các Cục/Tổng cục lên cổng Dịch vụ công quốc gia tăng "
        "thêm so với năm 2020."
    ),
    2: (
        "Tỷ lệ thanh toán trực tuyến trên cổng Dịch vụ công quốc gia trên tổng số giao dịch "
        "thanh toán của dịch vụ công."
    ),
    3: (
        "Tỷ lệ thủ tục hành chính có yêu cầu nghĩa vụ tài chính được thanh toán trực tuyến "
        "trên cổng Dịch vụ công quốc gia."
    ),
    4: (
        "Tỷ lệ cung cấp thanh toán trực tuyến đối với các khoản thuế nội địa trên Cổng Dịch "
        "vụ công quốc gia."
    ),
    5: (
        "Tỷ lệ các Cục/Tổng cục thực hiện đồng bộ đầy đủ kết quả xử lý hồ sơ thủ tục hành "
        "chính trên cổng Dịch vụ công quốc gia."
    ),
    6: (
        "Tỷ lệ kết quả xử lý hồ sơ thủ tục hành chính thuộc quyền giải quyết của Cục/Tổng cục "
        "được đồng bộ đầy đủ trên cổng Dịch vụ công quốc gia."
    ),
    7: (
        "Tỷ lệ hồ sơ thuộc thẩm quyền giải quyết của các Cục/Tổng cục trên hệ thống Một cửa "
        "điện tử của bộ được đồng bộ trạng thái trên cổng Dịch vụ công quốc gia phục vụ việc "
        "theo dõi, giám sát, đánh giá"
    ),
    8: (
        "Tỷ lệ các vụ, cục và tương đương xử lý văn bản, hồ sơ công việc (trừ hồ sơ mật) trên "
        "môi trường mạng"
    ),
}
TARGETS = {1: 20, 2: 25, 3: 50, 4: 100, 5: 100, 6: 100, 7: 100, 8: 100}


def document() -> dict[str, Any]:
    return json.loads(BUILT_IN.read_bytes())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return build(document(), digest="", source="bgtvt-2021.json")


# What the directive says


def test_every_clause_has_its_task_in_the_directives_order(catalogue: Catalogue) -> None:
    assert [task.clause for task in catalogue.tasks] == [clause for clause, *_ in CLAUSES]


@pytest.mark.parametrize(("clause", "leads", "coordinating", "kind", "due"), CLAUSES)
def test_task_reaches_the_right_units(
    catalogue: Catalogue,
    clause: str,
    leads: set[str],
    coordinating: set[str],
    kind: TaskKind,
    due: date | None,
) -> None:
    task = next(task for task in catalogue.tasks if task.clause == clause)
    assert task.leads == leads
    assert task.coordinating == coordinating
    assert (task.kind, task.due) == (kind, due)
    assert catalogue.clauses[clause].addressees == leads
    assert catalogue.clauses[clause].document == catalogue.directive


def test_reporting_duty_binds_the_addressees_of_the_second_item_only(catalogue: Catalogue) -> None:
    assert {code for code, unit in catalogue.agencies.items() if unit.must_report} == SPECIALISED


def test_vietnam_register_gets_its_tasks(catalogue: Catalogue) -> None:
    assert [task.id for task in catalogue.tasks_of("DKVN")] == [
        "1.a", "1.b", "1.c", "2.a", "2.b", "2.c", "2.d", "2.d-2", "2.d-3", "2.d-6", "2.đ", "5.d",
    ]  # fmt: skip


@pytest.mark.parametrize("number", OFFICIAL)
def test_official_wording_and_target_of_2021(catalogue: Catalogue, number: int) -> None:
    indicator = catalogue.indicators[str(number)]
    assert indicator.number == number
    assert indicator.title["vi"] == OFFICIAL[number]
    assert [(m.on, m.target) for m in indicator.milestones] == [
        (date(2021, 12, 31), TARGETS[number])
    ]


def test_two_more_indicators_are_tracked_without_a_number(catalogue: Catalogue) -> None:
    extra = {id_: i for id_, i in catalogue.indicators.items() if i.number is None}
    assert set(extra) == {"work_online", "digital_signatures"}
    assert [(m.on, m.target) for m in extra["work_online"].milestones] == [
        (date(2021, 7, 31), 50),
        (date(2021, 12, 31), 100),
    ]
    assert not extra["digital_signatures"].milestones


def test_scope_of_indicators(catalogue: Catalogue) -> None:
    for number in range(1, 8):
        groups = catalogue.indicators[str(number)].applies.groups
        assert set().union(*(catalogue.groups[group] for group in groups)) == SPECIALISED
    (everyone,) = catalogue.indicators["8"].applies.groups
    assert catalogue.groups[everyone] == ALL_UNITS - {"VCLPT"}
    assert catalogue.indicators["4"].applies.default is False


def test_share_of_units_asks_each_unit_a_question(catalogue: Catalogue) -> None:
    for number in ("5", "8"):
        formula = catalogue.indicators[number].formula
        assert formula.type is FormulaType.SHARE_OF_UNITS
        assert formula.of is not None
        assert formula.of.type is FormulaType.YES_NO


def test_window_and_due_date_of_the_third_quarter(catalogue: Catalogue) -> None:
    quarter = Quarter(2021, 3)
    window = catalogue.reporting.window(quarter)
    assert (window.first, window.last) == (date(2021, 6, 15), date(2021, 9, 14))
    assert catalogue.reporting.due_on(quarter) == date(2021, 9, 24)


def test_every_rule_is_set_and_what_must_not_pass_blocks(catalogue: Catalogue) -> None:
    assert set(catalogue.rules) == set(Rule)
    blocking = {r for r, s in catalogue.rules.items() if s.severity is Severity.ERROR}
    assert blocking == {
        Rule.NUMERATOR_ABOVE_DENOMINATOR,
        Rule.PART_ABOVE_WHOLE,
        Rule.BASELINE_MISSING,
        Rule.NOTHING_RECORDED,
    }
    assert catalogue.rules[Rule.JUMP].threshold == 25


def test_the_built_in_catalogue_says_of_every_rule_what_the_program_would(
    catalogue: Catalogue,
) -> None:
    named = {raw["rule"] for raw in document()["findings"]}
    assert named == {rule.value for rule in Rule}
    assert catalogue.rules == DEFAULTS


def test_a_catalogue_that_is_older_than_a_rule_gets_it_as_the_program_ships_it() -> None:
    old = [raw for raw in document()["findings"] if raw["rule"] != "copied-report"]
    older = build({**document(), "findings": old}, digest="", source="cũ.json")
    assert older.rules[Rule.COPIED_REPORT] == DEFAULTS[Rule.COPIED_REPORT]
    assert fingerprint(older.rules) == fingerprint(DEFAULTS)


def test_a_catalogue_switches_a_rule_off_by_saying_so() -> None:
    others = [raw for raw in document()["findings"] if raw["rule"] != "copied-report"]
    off = {"rule": "copied-report", "severity": "off"}
    catalogue = build({**document(), "findings": [*others, off]}, digest="", source="mới.json")
    assert set(catalogue.rules) == set(Rule) - {Rule.COPIED_REPORT}
    assert fingerprint(catalogue.rules) != fingerprint(DEFAULTS)


def test_a_threshold_that_a_catalogue_leaves_out_is_the_usual_one() -> None:
    bare = [{"rule": "jump", "severity": "notice"}]
    catalogue = build({**document(), "findings": bare}, digest="", source="mới.json")
    assert catalogue.rules[Rule.JUMP].severity is Severity.NOTICE
    assert catalogue.rules[Rule.JUMP].threshold == DEFAULTS[Rule.JUMP].threshold


def test_scoring_defaults(catalogue: Catalogue) -> None:
    scoring = catalogue.scoring
    assert scoring.weights == {"indicators": 40, "tasks": 40, "punctuality": 10, "substance": 10}
    assert scoring.task_points[Timeliness.DONE_LATE] == Fraction(1, 2)
    assert [group.from_points for group in scoring.groups] == [90, 75, 50, 0]


def test_units_end_where_their_successors_begin(catalogue: Catalogue) -> None:
    for event in catalogue.lineage:
        for code in event.predecessors:
            ended = catalogue.agencies[code].exists_to
            assert ended is None or ended == event.on - timedelta(days=1)
            assert catalogue.agencies[code].exists_on(event.on - timedelta(days=1))
        for code in event.successors:
            assert catalogue.agencies[code].exists_on(event.on)
    split = next(event for event in catalogue.lineage if "TCDBVN" in event.predecessors)
    assert (split.on, split.successors) == (date(2022, 10, 1), ("CDBVN", "CDCTVN"))


def test_old_levels_end_where_the_new_ones_begin(catalogue: Catalogue) -> None:
    levels = catalogue.levels
    assert levels["4"].proposed_successor == "full"
    assert levels["3"].proposed_successor == "partial"
    ended, began = levels["4"].valid_to, levels["full"].valid_from
    assert ended is not None
    assert began == ended + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2021, 2, 16), False),
        (date(2021, 2, 17), True),
        (date(2022, 5, 3), False),
        (date(2023, 9, 4), False),
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
        (date(2025, 4, 26), True),
        (date(2026, 8, 31), False),
        (date(2026, 8, 22), True),
        (date(2021, 9, 24), True),
    ],
)
def test_working_days(catalogue: Catalogue, day: date, working: bool) -> None:
    assert catalogue.calendar.is_working_day(day) is working


def test_each_make_up_day_replaces_a_day_off() -> None:
    calendar = document()["calendar"]
    days_off = {day["date"] for day in calendar["off"]}
    assert len(days_off) == len(calendar["off"])
    for day in calendar["make_up"]:
        assert day["for"] in days_off
        assert date.fromisoformat(day["date"]).weekday() == 5
        assert date.fromisoformat(day["for"]).weekday() < 5


# What a catalogue may not say


def _cycle_in_sums(document: dict[str, Any]) -> None:
    title = {"vi": "a", "en": "a"}
    document["measures"] += [
        {"id": "s1", "title": title, "source": "sum", "terms": ["payments", "s2"]},
        {"id": "s2", "title": title, "source": "sum", "terms": ["s1"]},
    ]


def _cycle_in_full(document: dict[str, Any]) -> None:
    document["indicators"][5]["formula"] = {"type": "yes_no", "full": "5"}


def _sum_of_nothing(document: dict[str, Any]) -> None:
    document["measures"].append(
        {"id": "s1", "title": {"vi": "a", "en": "a"}, "source": "sum", "terms": []}
    )
    document["indicators"][1]["formula"]["denominator"] = "s1"


def _no_denominator(document: dict[str, Any]) -> None:
    del document["indicators"][1]["formula"]["denominator"]


def _milestones_backwards(document: dict[str, Any]) -> None:
    document["indicators"][8]["milestones"].reverse()


REFUSED: list[tuple[Callable[[dict[str, Any]], object], ErrorCode, str]] = [
    (_cycle_in_sums, ErrorCode.CATALOGUE_CYCLE, "measures/s1"),
    (_cycle_in_full, ErrorCode.CATALOGUE_CYCLE, "indicators/5"),
    (
        _no_denominator,
        ErrorCode.CATALOGUE_NO_DENOMINATOR,
        "indicators/2/formula/denominator",
    ),
    (
        _sum_of_nothing,
        ErrorCode.CATALOGUE_NO_DENOMINATOR,
        "indicators/2/formula/denominator",
    ),
    (_milestones_backwards, ErrorCode.CATALOGUE_VALUE, "indicators/work_online/milestones"),
    (
        lambda d: d["scoring"]["weights"].update(tasks=41),
        ErrorCode.CATALOGUE_WEIGHTS,
        "scoring/weights",
    ),
    (
        lambda d: d["agencies"].append(d["agencies"][0]),
        ErrorCode.CATALOGUE_DUPLICATE,
        "agencies/29",
    ),
    (lambda d: d["tasks"].append(d["tasks"][0]), ErrorCode.CATALOGUE_DUPLICATE, "tasks/23"),
    (
        lambda d: d["findings"].append(d["findings"][0]),
        ErrorCode.CATALOGUE_DUPLICATE,
        "findings/25",
    ),
    (
        lambda d: d["tasks"][7]["leads"]["agencies"].append("NOBODY"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "tasks/2.d-1/leads/agencies",
    ),
    (
        lambda d: d["clauses"][0]["addressees"]["groups"].append("nobody"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "clauses/1.a/groups",
    ),
    (
        lambda d: d["groups"][0]["members"].append("NOBODY"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "groups/all/members",
    ),
    (
        lambda d: d["lineage"][0].update(successors=["NOBODY"]),
        ErrorCode.CATALOGUE_UNKNOWN,
        "lineage/0",
    ),
    (
        lambda d: d["lineage"][0].update(basis="nothing"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "lineage/0/basis",
    ),
    (lambda d: d.update(directive="nothing"), ErrorCode.CATALOGUE_UNKNOWN, "directive"),
    (
        lambda d: d["clauses"][0].update(document="nothing"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "clauses/1.a/document",
    ),
    (
        lambda d: d["tasks"][0].update(clause="9.z"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "tasks/1.a/clause",
    ),
    (
        lambda d: d["indicators"][1]["formula"].update(numerator="nothing"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "indicators/2/formula/numerator",
    ),
    (
        lambda d: d["indicators"][1]["formula"].update(denominator="nothing"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "indicators/2/formula/denominator",
    ),
    (
        lambda d: d["indicators"][3]["applies"].update(measure="nothing"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "indicators/4/applies/measure",
    ),
    (
        lambda d: d["measures"][1]["where"]["level"].append("5"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "measures/procedures_online/where/level",
    ),
    (
        lambda d: d["levels"][0].update(proposed_successor="nothing"),
        ErrorCode.CATALOGUE_UNKNOWN,
        "levels/1/proposed_successor",
    ),
]


@pytest.mark.parametrize(("spoil", "code", "place"), REFUSED)
def test_contradiction_is_refused_with_its_place(
    spoil: Callable[[dict[str, Any]], object], code: ErrorCode, place: str
) -> None:
    spoiled = document()
    spoil(spoiled)
    with pytest.raises(InputError) as caught:
        build(spoiled, digest="", source="next.json")
    assert caught.value.code is code
    assert caught.value.data["place"] == place
    assert caught.value.data["file"] == "next.json"


def test_cycle_shows_the_way_round() -> None:
    spoiled = document()
    _cycle_in_sums(spoiled)
    with pytest.raises(InputError) as caught:
        build(spoiled, digest="", source="next.json")
    assert caught.value.data["value"] == "s1 → s2 → s1"
