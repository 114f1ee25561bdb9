"""The path from recorded facts to a signed file: its steps, and where each stands.

Nothing is remembered of how far somebody came: every step is read from what is recorded, so the
path can be left and taken up again at any place.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum

from egovdesk.domain.findings import Severity
from egovdesk.domain.indicators import IndicatorState
from egovdesk.domain.values import value
from egovdesk.services.reports import Closing
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import N_, _, formats


class Step(StrEnum):
    """The steps, in their order."""

    PERIOD = "period"
    FIGURES = "figures"
    FINDINGS = "findings"
    NARRATIVE = "narrative"
    DOCUMENTS = "documents"
    SIGNATURE = "signature"
    FILE = "file"


TITLES: Mapping[Step, str] = {
    Step.PERIOD: N_("Period and data window"),
    Step.FIGURES: N_("Figures"),
    Step.FINDINGS: N_("Findings"),
    Step.NARRATIVE: N_("Narrative"),
    Step.DOCUMENTS: N_("Letter and annexes"),
    Step.SIGNATURE: N_("Signature"),
    Step.FILE: N_("Package"),
}


@value
class StepState:
    """Where a step stands, in a word or two; one that is done leads on to the next."""

    step: Step
    note: str
    tone: Tone
    is_done: bool


def states_of(closing: Closing) -> tuple[StepState, ...]:
    """Return where each step of a period's closing stands."""
    return tuple(_STATES[step](closing) for step in Step)


def next_step(states: tuple[StepState, ...]) -> Step:
    """Return the first step that is not done, or the last one."""
    return next((state.step for state in states if not state.is_done), Step.FILE)


def _done(step: Step, note: str) -> StepState:
    return StepState(step=step, note=note, tone=Tone.GOOD, is_done=True)


def _open(step: Step, note: str, tone: Tone = Tone.NEUTRAL) -> StepState:
    return StepState(step=step, note=note, tone=tone, is_done=False)


def _period(closing: Closing) -> StepState:
    day = formats.day(closing.state.cut_off)
    if closing.state.is_closed:
        return _done(Step.PERIOD, _("closed on {day}").format(day=day))
    return _open(Step.PERIOD, _("closes on {day}").format(day=day), Tone.INFO)


def _figures(closing: Closing) -> StepState:
    if closing.has_changed:
        note = _("changed since the freeze")
        return StepState(step=Step.FIGURES, note=note, tone=Tone.WARNING, is_done=True)
    lines = closing.draft.official_indicators
    missing = sum(line.result.state is IndicatorState.MISSING for line in lines)
    if missing and closing.state.live is None:
        note = _("{count} without figures").format(count=formats.number(missing))
        return StepState(step=Step.FIGURES, note=note, tone=Tone.WARNING, is_done=True)
    return _done(Step.FIGURES, _("{count} indicators").format(count=formats.number(len(lines))))


def _findings(closing: Closing) -> StepState:
    if closing.state.live is not None:
        return _done(Step.FINDINGS, _("settled at the freeze"))
    findings = closing.state.findings
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if errors:
        note = _("errors: {count}").format(count=formats.number(errors))
        return _open(Step.FINDINGS, note, Tone.BAD)
    unanswered = sum(finding.needs_reason for finding in findings)
    if unanswered:
        note = _("{count} without a reason").format(count=formats.number(unanswered))
        return _open(Step.FINDINGS, note, Tone.WARNING)
    return _done(Step.FINDINGS, _("nothing in the way"))


def _narrative(closing: Closing) -> StepState:
    if closing.state.live is not None:
        return _done(Step.NARRATIVE, _("frozen"))
    old = sum(len(state.outdated) for state in closing.narrative)
    if old:
        note = _("old figures: {count}").format(count=formats.number(old))
        return _open(Step.NARRATIVE, note, Tone.WARNING)
    if not any(state.is_written for state in closing.narrative):
        return _open(Step.NARRATIVE, _("a draft to read"), Tone.INFO)
    drafts = sum(bool(s.section.paragraphs) and not s.is_written for s in closing.narrative)
    if drafts:
        note = _("drafts left to read: {count}").format(count=formats.number(drafts))
        return StepState(step=Step.NARRATIVE, note=note, tone=Tone.INFO, is_done=True)
    return _done(Step.NARRATIVE, _("written"))


def _documents(closing: Closing) -> StepState:
    live = closing.state.live
    if live is None:
        return _open(Step.DOCUMENTS, _("not frozen yet"))
    revision = live.report.revision
    return _done(Step.DOCUMENTS, _("revision {revision} frozen").format(revision=revision))


def _signature(closing: Closing) -> StepState:
    live = closing.state.live
    if live is None or live.package is None:
        return _open(Step.SIGNATURE, _("not signed yet"))
    if live.package.is_waiting:
        return _open(Step.SIGNATURE, _("waits for the second"), Tone.WARNING)
    if not live.is_signed:
        return _open(Step.SIGNATURE, _("for trying out"), Tone.WARNING)
    return _done(Step.SIGNATURE, formats.day(live.package.signed_at.date()))


def _file(closing: Closing) -> StepState:
    live = closing.state.live
    if live is None or live.package is None:
        return _open(Step.FILE, _("none yet"))
    if live.package.is_waiting:
        return _open(Step.FILE, _("signed by half"), Tone.WARNING)
    if not live.is_signed:
        return _open(Step.FILE, _("for trying out"), Tone.WARNING)
    return _done(Step.FILE, _("ready to send"))


_STATES: Mapping[Step, Callable[[Closing], StepState]] = {
    Step.PERIOD: _period,
    Step.FIGURES: _figures,
    Step.FINDINGS: _findings,
    Step.NARRATIVE: _narrative,
    Step.DOCUMENTS: _documents,
    Step.SIGNATURE: _signature,
    Step.FILE: _file,
}
