"""How the states of indicators look."""

from egovdesk.domain.indicators import IndicatorState
from egovdesk.ui.widgets.badge import Tone

_TONES = {
    IndicatorState.MET: Tone.GOOD,
    IndicatorState.ON_TRACK: Tone.GOOD,
    IndicatorState.BEHIND: Tone.WARNING,
    IndicatorState.NOT_MET: Tone.BAD,
    IndicatorState.MISSING: Tone.INFO,
}


def state_tone(state: IndicatorState) -> Tone:
    """Return how a state looks; what is neither good nor bad news stays neutral."""
    return _TONES.get(state, Tone.NEUTRAL)
