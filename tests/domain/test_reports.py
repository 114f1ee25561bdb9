"""What the report, its evidence and a verdict say of themselves."""

from dataclasses import replace

from egovdesk.domain.packages import Problem, ProblemCode, Verdict, VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.tasks import TaskState
from tests.builders import a_report, some_evidence


def test_the_official_indicators_are_those_with_a_number():
    report = a_report()
    first, *others = report.indicators
    tracked = replace(first, indicator=replace(first.indicator, number=None))
    assert replace(report, indicators=(tracked, *others)).official_indicators == tuple(
        line for line in others if line.indicator.number is not None
    )


def test_timeliness_counts_the_tasks_that_are_not_cancelled():
    report = a_report(tasks=10)
    counted = sum(report.timeliness.values())
    cancelled = tuple(
        replace(line, status=replace(line.status, state=TaskState.CANCELLED))
        for line in report.tasks
    )
    assert 0 < counted <= len(report.tasks)
    assert sum(replace(report, tasks=cancelled).timeliness.values()) == 0


def test_the_file_is_named_by_unit_period_and_revision():
    report = replace(a_report(), period=Quarter(2021, 3), revision=2)
    agency = replace(report.agency, code="DKVN")
    assert replace(report, agency=agency).file_stem == "BC_DKVN_2021-Q3_v2"


def test_evidence_is_named_by_its_digest_so_that_equal_names_do_not_collide():
    evidence = replace(some_evidence(), digest="0123456789abcdef" * 4, name="bien-ban.pdf")
    assert evidence.member_name == "evidence/01234567-bien-ban.pdf"


def test_a_trial_key_shows_in_the_verdict():
    trial = Verdict(
        file="BC_DKVN_2021-Q3_v1.asice",
        status=VerdictStatus.VALID,
        problems=(Problem(code=ProblemCode.TRIAL_KEY),),
    )
    assert trial.is_trial
    assert not replace(trial, problems=()).is_trial
