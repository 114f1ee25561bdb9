"""Assets: the small registers of what the directives ask for beside the indicators."""

from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.context import Context
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.wording import _

KINDS = (
    RegisterKind.DATABASES,
    RegisterKind.PROJECTS,
    RegisterKind.REPORT_FORMS,
    RegisterKind.SECURITY_DUTIES,
    RegisterKind.ACTIVITIES,
    RegisterKind.ENTERED_VALUES,
    RegisterKind.BASELINES,
)


def make(context: Context) -> RegisterPage:
    """Make the page."""
    page = RegisterPage(context, KINDS)
    for kind, (title, hint) in _empty_words().items():
        page.tabs.panels[kind].set_empty(title, hint, _("Add a record"))
    return page


def _empty_words() -> dict[RegisterKind, tuple[str, str]]:
    return {
        RegisterKind.DATABASES: (
            _("No shared databases yet"),
            _("Clause 2.d asks for infrastructure, vehicles and operators to be in databases."),
        ),
        RegisterKind.PROJECTS: (
            _("No IT projects yet"),
            _("Record each project with its funding and stage; its regulation may follow."),
        ),
        RegisterKind.REPORT_FORMS: (
            _("No report forms yet"),
            _("Half of the periodic reports were to be made online in 2021: list them here."),
        ),
        RegisterKind.SECURITY_DUTIES: (
            _("No security duties yet"),
            _("Levels, plans, inspections and drills; never a weakness in detail."),
        ),
        RegisterKind.ACTIVITIES: (
            _("No meetings or trainings yet"),
            _("What was said and taught about e-government becomes a part of the report."),
        ),
        RegisterKind.ENTERED_VALUES: (
            _("No figures were entered yet"),
            _("Measures that no register holds are entered here, with the day they hold from."),
        ),
        RegisterKind.BASELINES: (
            _("No baselines yet"),
            _("Indicator 1 is a difference against 31/12/2020: enter the figure of that day once."),
        ),
    }
