"""Formulas of indicators, said in words."""

from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.indicators import ChangeMode, Formula, FormulaType, Indicator
from egovdesk.wording import _, formats


def formula_words(indicator: Indicator, catalogue: Catalogue) -> str:
    """Return how the indicator is computed, in the words of the catalogue's measures."""
    formula = indicator.formula
    if formula.of is None:
        return _computed(formula, catalogue)
    unit = _computed(formula.of, catalogue)
    centre = _("The IT Centre then computes the share of units that answer yes.")
    return f"{unit} {centre}"


def part_words(measure_id: str, catalogue: Catalogue) -> str:
    """Return what a numerator or denominator counts; empty where there is none."""
    measure = catalogue.measures.get(measure_id)
    return formats.words(measure.title) if measure else ""


def counted_formula(indicator: Indicator, catalogue: Catalogue) -> Formula:
    """Return the formula whose rows stand behind the indicator."""
    formula = indicator.formula.of_unit
    return catalogue.indicators[formula.full].formula if formula.full else formula


def _computed(formula: Formula, catalogue: Catalogue) -> str:
    parts = {
        "numerator": part_words(formula.numerator, catalogue),
        "denominator": part_words(formula.denominator, catalogue),
    }
    match formula.type:
        case FormulaType.RATIO:
            return _("“{numerator}” ÷ “{denominator}” × 100%.").format(**parts)
        case FormulaType.CHANGE if formula.mode is ChangeMode.POINTS:
            words = _(
                "“{numerator}” ÷ “{denominator}” × 100%, less the same share on {day}, "
                "in percentage points."
            )
            return words.format(**parts, day=formats.day(formula.baseline_on))
        case FormulaType.CHANGE:
            words = _(
                "“{numerator}” ÷ “{denominator}” × 100%, compared with the same share on {day}, "
                "in percent of it."
            )
            return words.format(**parts, day=formats.day(formula.baseline_on))
        case FormulaType.YES_NO if formula.full:
            other = catalogue.indicators[formula.full]
            words = _("The unit answers yes when “{title}” is complete, that is 100%.")
            return words.format(title=formats.words(other.short))
        case FormulaType.YES_NO:
            return _("The unit answers yes or no: “{numerator}”.").format(**parts)
        case _:
            return _("The officer enters the figure: “{numerator}”.").format(**parts)
