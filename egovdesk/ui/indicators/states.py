"""How the states of indicators look: no two share an icon or a colour."""

from egovdesk.domain.indicators import IndicatorState
from egovdesk.ui.widgets.badge import Tone

_TONES = {
    IndicatorState.NOT_APPLICABLE: Tone.NEUTRAL,
    IndicatorState.NONE_AROSE: Tone.VOID,
    IndicatorState.MISSING: Tone.INFO,
    IndicatorState.TRACKED: Tone.WATCHED,
    IndicatorState.ON_TRACK: Tone.UNDER_WAY,
    IndicatorState.BEHIND: Tone.WARNING,
    IndicatorState.MET: Tone.GOOD,
    IndicatorState.NOT_MET: Tone.BAD,
}


def state_tone(state: IndicatorState) -> Tone:
    """Return how a state looks."""
    return _TONES[state]
