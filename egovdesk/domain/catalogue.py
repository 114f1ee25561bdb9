"""The catalogue: one versioned document that says what the year's directive asks for.

Units, clauses, tasks, measures, indicators, targets, deadlines, holidays, rules and scoring are
data; a new year needs a new catalogue, never new code. `catalogue_builder` makes one of a document.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from egovdesk.domain.agencies import Agency, LineageEvent
from egovdesk.domain.calendar import WorkingCalendar
from egovdesk.domain.findings import Rule, RuleSetting
from egovdesk.domain.indicators import Indicator
from egovdesk.domain.measures import Measure
from egovdesk.domain.narrative import OutlineSection
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.tasks import TaskKind
from egovdesk.domain.values import value

_ONLINE_RANK = 3


@value
class LegalDocument:
    """A document that the catalogue cites; the number is empty where none is known."""

    id: str
    number: str
    date: date | None
    issuer: str
    title: Mapping[str, str]


@value
class Clause:
    """A clause of a document and the units that it addresses."""

    id: str
    document: str
    label: str
    text: Mapping[str, str]
    addressees: frozenset[str]


@value
class AssignedTask:
    """A task that the directive gives to units; each lead unit gets a row of its own.

    Every periodic one has a `recurrence`, and no other.
    """

    id: str
    clause: str
    title: Mapping[str, str]
    deliverable: Mapping[str, str]
    kind: TaskKind
    recurrence: Recurrence | None
    due: date | None
    leads: frozenset[str]
    coordinating: frozenset[str]


@value
class ServiceLevel:
    """A level of online public service in one of the two vocabularies."""

    id: str
    vocabulary: str
    label: Mapping[str, str]
    rank: int
    valid_from: date | None
    valid_to: date | None
    proposed_successor: str

    @property
    def is_online(self) -> bool:
        """Say whether it counts as online: levels 3 and 4, partial and full."""
        return self.rank >= _ONLINE_RANK


@value
class ScoreGroup:
    """A group of the ranking and the points from which it begins."""

    id: str
    title: Mapping[str, str]
    from_points: int


@value
class Scoring:
    """The Centre's weights (together 100), task points and groups."""

    weights: Mapping[str, int]
    task_points: Mapping[str, Fraction]
    groups: tuple[ScoreGroup, ...]


@value
class Recipient:
    """Where the report goes: the addressee and the unit through which it is sent."""

    addressee: str
    through: str


@value
class Catalogue:
    """A catalogue that was checked; `digest` is the SHA-256 (hex) of its document's bytes."""

    id: str
    version: int
    title: Mapping[str, str]
    effective_from: date
    effective_to: date | None
    digest: str
    directive: str
    documents: Mapping[str, LegalDocument]
    agencies: Mapping[str, Agency]
    groups: Mapping[str, frozenset[str]]
    lineage: tuple[LineageEvent, ...]
    clauses: Mapping[str, Clause]
    tasks: tuple[AssignedTask, ...]
    levels: Mapping[str, ServiceLevel]
    measures: Mapping[str, Measure]
    indicators: Mapping[str, Indicator]
    reporting: ReportingRules
    recipient: Recipient
    calendar: WorkingCalendar
    rules: Mapping[Rule, RuleSetting]
    scoring: Scoring
    outline: tuple[OutlineSection, ...]

    @property
    def old_levels(self) -> Mapping[str, str]:
        """The levels of the vocabulary that was replaced, each with the one proposed for it."""
        return {
            level.id: level.proposed_successor
            for level in self.levels.values()
            if level.proposed_successor
        }

    @property
    def new_levels(self) -> tuple[ServiceLevel, ...]:
        """The levels of the vocabulary that replaced the old ones, the highest first."""
        chosen = {self.levels[id_].vocabulary for id_ in self.old_levels.values()}
        found = [level for level in self.levels.values() if level.vocabulary in chosen]
        return tuple(sorted(found, key=lambda level: -level.rank))

    @property
    def new_levels_from(self) -> date | None:
        """The day from which the new vocabulary is in force; None where there is none."""
        days = [level.valid_from for level in self.new_levels if level.valid_from is not None]
        return min(days, default=None)

    def groups_of(self, agency: str) -> frozenset[str]:
        """Return the ids of the groups that the unit belongs to."""
        return frozenset(group for group, members in self.groups.items() if agency in members)

    def tasks_of(self, agency: str) -> tuple[AssignedTask, ...]:
        """Return the tasks that the unit leads or co-ordinates, in the directive's order."""
        return tuple(t for t in self.tasks if agency in t.leads or agency in t.coordinating)

    def clause_label(self, clause: str) -> str:
        """Return how the directive names a clause; one that it does not know, as it is."""
        found = self.clauses.get(clause)
        return found.label if found else clause
