"""The closed vocabularies of the small registers: what directives ask for beside the indicators."""

from enum import StrEnum


class DatabaseKind(StrEnum):
    """The shared databases of clause 2.d, and others."""

    INFRASTRUCTURE = "infrastructure"
    VEHICLES = "vehicles"
    OPERATORS = "operators"
    OTHER = "other"


class DatabaseStage(StrEnum):
    """Where a shared database stands."""

    PLANNED = "planned"
    BUILDING = "building"
    OPERATING = "operating"
    STOPPED = "stopped"


class UpdateState(StrEnum):
    """How a shared database is kept up to date."""

    CONTINUOUS = "continuous"
    PERIODIC = "periodic"
    LATE = "late"
    NONE = "none"


class ProjectStage(StrEnum):
    """Where an IT project stands (clause 2.b; notice 91/TB-BGTVT, items 3 and 6)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    CONTRACTING = "contracting"
    IMPLEMENTING = "implementing"
    ACCEPTED = "accepted"
    OPERATING = "operating"
    STOPPED = "stopped"


class FundingSource(StrEnum):
    """Where a project's money comes from; all lawful sources may be mobilised (clause 2.b)."""

    STATE_BUDGET = "state_budget"
    PUBLIC_INVESTMENT = "public_investment"
    ODA = "oda"
    OWN_REVENUE = "own_revenue"
    HIRED_SERVICE = "hired_service"
    OTHER = "other"


class ReportFrequency(StrEnum):
    """How often a periodic report is due."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    ON_DEMAND = "on_demand"


class SecurityDutyKind(StrEnum):
    """What information security asks of a unit (clause 1.c); never a weakness in detail."""

    LEVEL_APPROVAL = "level_approval"
    PROTECTION_PLAN = "protection_plan"
    INSPECTION = "inspection"
    DRILL = "drill"
    MONITORING = "monitoring"
    INCIDENT = "incident"
    REGULATION = "regulation"


class ActivityKind(StrEnum):
    """Meetings, communication and training (clauses 1.a, 2.b and 5.d)."""

    MEETING = "meeting"
    COMMUNICATION = "communication"
    TRAINING = "training"
    INSPECTION_VISIT = "inspection_visit"
