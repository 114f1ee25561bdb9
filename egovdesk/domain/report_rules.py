"""Rules on the report as a whole: is there anything in it, and is it this quarter's."""

from collections.abc import Iterator, Mapping

from egovdesk.domain.examined import Examined
from egovdesk.domain.findings import Finding, RuleSetting, Subject
from egovdesk.domain.measures import Facts
from egovdesk.domain.monthly_counts import Counts
from egovdesk.domain.tasks import TaskEventKind

_REPORT = "report"


def nothing_recorded(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """The report is empty: no indicator has a value, nothing was counted, no task moved."""
    if _is_empty(seen):
        yield setting.finding(Subject.REPORT, _REPORT)


def nothing_new(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """Only the report's date is new: there are figures, but none of the days that are reported."""
    is_closed = seen.today >= seen.window.last
    if is_closed and not (_is_empty(seen) or _has_news(seen)):
        yield setting.finding(Subject.REPORT, _REPORT)


def copied_report(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """What was counted month by month is that of the last quarter throughout.

    Figures that tell how things stand may well stay as they are, and 0 is often followed by 0:
    at least as many counts as the threshold says must be the same and not 0.
    """
    if len(seen.months) != len(seen.months_before) or not seen.months:
        return
    now, then = _counted(seen, seen.months), _counted(seen, seen.months_before)
    equal = sum(1 for counts in now.values() for count in counts if count)
    if now == then and equal >= max(setting.threshold, 1):
        yield setting.finding(Subject.REPORT, _REPORT, count=equal)


def catalogue_changed(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """The report before this one was computed by another catalogue, or another version."""
    now, before = seen.catalogue, seen.catalogue_before
    if before is not None and before != now:
        yield setting.finding(
            Subject.CATALOGUE,
            now.id,
            version=now.version,
            before=before.id,
            version_before=before.version,
        )


def records_after_cut_off(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """Some records are dated after the cut-off; they belong to a later report."""
    if seen.later:
        day = seen.window.last.isoformat()
        yield setting.finding(Subject.REPORT, _REPORT, count=seen.later, day=day)


def _is_empty(seen: Examined) -> bool:
    has_figures = any(result.value is not None for result in seen.results)
    return not (has_figures or seen.facts.counted_months or _has_task_news(seen))


def _has_news(seen: Examined) -> bool:
    """Say whether anything was recorded of the days that are reported."""
    counted = seen.facts.counted_months.intersection(seen.months)
    return bool(
        counted
        or not seen.workload.keys().isdisjoint(seen.months)
        or _has_task_news(seen)
        or _standing(seen.facts) != _standing(seen.before)
        or any(value.on in seen.window for value in seen.facts.entered.values())
    )


def _has_task_news(seen: Examined) -> bool:
    return any(
        event.on in seen.window and event.on <= seen.facts.as_of
        for record, _status in seen.tasks
        for event in record.events
        if event.kind is not TaskEventKind.ASSIGNED
    )


def _standing(facts: Facts) -> object:
    """Return the figures that tell how things stand, and not what happened."""
    attributes = {figures.procedure.code: figures.attributes for figures in facts.procedures}
    return attributes, facts.signers


def _counted(seen: Examined, months: tuple[str, ...]) -> Mapping[tuple[str, int], Counts]:
    """Return what was counted in the months, by procedure or work and the month's place."""
    found: dict[tuple[str, int], Counts] = {}
    for place, month in enumerate(months):
        for procedure in seen.counts:
            if (counts := procedure.counts.get(month)) is not None:
                found[procedure.code, place] = counts
        if (work := seen.workload.get(month)) is not None:
            found["", place] = (work.total, work.online)
    return found
