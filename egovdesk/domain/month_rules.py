"""Rules on the months: which are missing, in whole or in part, and which figures jump."""

from collections.abc import Iterator

from egovdesk.domain.examined import Examined
from egovdesk.domain.findings import Finding, RuleSetting, Subject, count_key
from egovdesk.domain.procedures import CountField


def month_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """No procedure has counts for a month that has closed."""
    if not seen.facts.procedures:
        return
    for month in seen.due_months:
        if month not in seen.facts.counted_months:
            yield setting.finding(Subject.MONTH, month)


def month_partly_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """Some procedures in force in a month have no counts for it, while others have.

    One finding a month, at the first of them: whoever forgot a sheet's end forgot many at once.
    """
    for month, days in seen.due_months.items():
        if month not in seen.facts.counted_months:
            continue
        lacking = [
            procedure.code
            for procedure in seen.counts
            if month not in procedure.counts and procedure.is_in_force(days)
        ]
        if lacking:
            key = count_key(month, CountField.RECEIVED, lacking[0])
            yield setting.finding(Subject.COUNT, key, count=len(lacking))


def workload_missing(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """A month that has closed has no counts of the unit's work (clause 2.a)."""
    for month in seen.work_due:
        if month not in seen.workload:
            yield setting.finding(Subject.WORKLOAD, month)


def count_jump(seen: Examined, setting: RuleSetting) -> Iterator[Finding]:
    """Counts of a month are far from what is usual for their procedures, as its sheet marks them.

    One finding a month, at the first of them: from there the sheet leads on to the next.
    """
    moving = [procedure for procedure in seen.counts if not procedure.is_steady]
    for month in seen.months:
        found = [(procedure, procedure.jumps(month)) for procedure in moving]
        marked = [(procedure, counts) for procedure, counts in found if counts]
        if not marked:
            continue
        procedure, counts = marked[0]
        first = next(count for count in CountField if count in counts)
        yield setting.finding(
            Subject.COUNT,
            count_key(month, first, procedure.code),
            count=sum(len(counts) for _procedure, counts in marked),
            value=procedure.value(month, first),
            usual=str(procedure.usual(month, first)),
        )
