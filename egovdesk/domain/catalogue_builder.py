"""A catalogue's document turned into values, and refused where it contradicts itself.

The document's form is checked before, against `resources/schemas/catalogue-1.schema.json`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import Any

from egovdesk.domain.agencies import Agency, AgencyType, LineageEvent, LineageKind
from egovdesk.domain.calendar import WorkingCalendar
from egovdesk.domain.catalogue import (
    AssignedTask,
    Catalogue,
    Clause,
    LegalDocument,
    Recipient,
    ScoreGroup,
    Scoring,
    ServiceLevel,
)
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.findings import DEFAULTS, Rule, RuleSetting, Severity
from egovdesk.domain.indicators import (
    Applicability,
    ChangeMode,
    Formula,
    FormulaType,
    Indicator,
    Milestone,
    Unit,
)
from egovdesk.domain.measures import Measure, MeasureSource, WorkloadField
from egovdesk.domain.narrative import STANDARD_OUTLINE, OutlineSection, Topic
from egovdesk.domain.procedures import CountField, ProcedureAttribute
from egovdesk.domain.quarter import ReportingRules
from egovdesk.domain.recurrence import Recurrence
from egovdesk.domain.signers import SignerStage
from egovdesk.domain.tasks import TaskKind

_ALL_WEIGHTS = 100
_OFF = "off"


def build(document: Mapping[str, Any], *, digest: str, source: str) -> Catalogue:
    """Build a catalogue from a document whose form is known to be right.

    Args:
        document: the parsed JSON, valid by the schema.
        digest: SHA-256 of the bytes it was parsed from, in hex.
        source: the file's name, for error messages.

    Raises:
        InputError: a double id, an unknown reference, a cycle or a missing denominator; the
            error's `place` is the path of the value inside the document.
    """
    return _Builder(document, source).build(digest)


class _Builder:
    def __init__(self, document: Mapping[str, Any], source: str) -> None:
        self._document = document
        self._source = source

    def build(self, digest: str) -> Catalogue:
        document = self._document
        documents = self._index("documents")
        agencies = {code: _agency(raw) for code, raw in self._index("agencies", "code").items()}
        groups = self._groups(agencies)
        clauses = self._clauses(documents, agencies, groups)
        measures = {id_: _measure(raw) for id_, raw in self._index("measures").items()}
        indicators = {id_: _indicator(raw) for id_, raw in self._index("indicators").items()}
        self._check_measures(measures)
        self._check_indicators(indicators, measures, groups, clauses)
        levels = {id_: _level(raw) for id_, raw in self._index("levels").items()}
        self._check_levels(levels, measures)
        self._known(document["directive"], documents, "directive")
        reporting = document["reporting"]
        return Catalogue(
            id=document["id"],
            version=document["version"],
            title=document["title"],
            effective_from=_day(document["effective"]["from"]),
            effective_to=_maybe_day(document["effective"]["to"]),
            digest=digest,
            directive=document["directive"],
            documents={id_: _legal_document(raw) for id_, raw in documents.items()},
            agencies=agencies,
            groups=groups,
            lineage=self._lineage(agencies, documents),
            clauses=clauses,
            tasks=self._tasks(agencies, groups, clauses),
            levels=levels,
            measures=measures,
            indicators=indicators,
            reporting=ReportingRules(
                month_closes_on=reporting["month_closes_on"], due_day=reporting["due_day"]
            ),
            recipient=Recipient(addressee=reporting["addressee"], through=reporting["through"]),
            calendar=_calendar(document["calendar"]),
            rules=_rules(self._index("findings", "rule").values()),
            scoring=self._scoring(),
            outline=self._outline(),
        )

    def _outline(self) -> tuple[OutlineSection, ...]:
        """Return the outline of the report; a catalogue that brings none means the standard one."""
        if "outline" not in self._document:
            return STANDARD_OUTLINE
        return tuple(
            OutlineSection(
                id=raw["id"],
                level=raw["level"],
                title=raw["title"],
                topics=tuple(map(Topic, raw["topics"])),
                clauses=tuple(raw["clauses"]),
            )
            for raw in self._index("outline").values()
        )

    def _index(self, section: str, key: str = "id") -> dict[str, Mapping[str, Any]]:
        found: dict[str, Mapping[str, Any]] = {}
        for position, raw in enumerate(self._document[section]):
            if raw[key] in found:
                self._refuse(ErrorCode.CATALOGUE_DUPLICATE, f"{section}/{position}", value=raw[key])
            found[raw[key]] = raw
        return found

    def _refuse(self, code: ErrorCode, place: str, **data: str | int) -> None:
        raise InputError(code, file=self._source, place=place, **data)

    def _known(self, value: str, among: Iterable[str], place: str) -> None:
        if value not in among:
            self._refuse(ErrorCode.CATALOGUE_UNKNOWN, place, value=value)

    def _groups(self, agencies: Mapping[str, Agency]) -> dict[str, frozenset[str]]:
        groups = {}
        for id_, raw in self._index("groups").items():
            for member in raw["members"]:
                self._known(member, agencies, f"groups/{id_}/members")
            groups[id_] = frozenset(raw["members"])
        return groups

    def _units(
        self,
        raw: Mapping[str, Any],
        agencies: Mapping[str, Agency],
        groups: Mapping[str, frozenset[str]],
        place: str,
    ) -> frozenset[str]:
        for code in raw["agencies"]:
            self._known(code, agencies, f"{place}/agencies")
        for group in raw["groups"]:
            self._known(group, groups, f"{place}/groups")
        return frozenset(raw["agencies"]).union(*(groups[group] for group in raw["groups"]))

    def _lineage(
        self, agencies: Mapping[str, Agency], documents: Iterable[str]
    ) -> tuple[LineageEvent, ...]:
        events = []
        for position, raw in enumerate(self._document["lineage"]):
            place = f"lineage/{position}"
            for code in (*raw["predecessors"], *raw["successors"]):
                self._known(code, agencies, place)
            self._known(raw["basis"], documents, f"{place}/basis")
            events.append(
                LineageEvent(
                    on=_day(raw["on"]),
                    kind=LineageKind(raw["kind"]),
                    predecessors=tuple(raw["predecessors"]),
                    successors=tuple(raw["successors"]),
                    basis=raw["basis"],
                )
            )
        return tuple(events)

    def _tasks(
        self,
        agencies: Mapping[str, Agency],
        groups: Mapping[str, frozenset[str]],
        clauses: Iterable[str],
    ) -> tuple[AssignedTask, ...]:
        tasks = []
        for id_, raw in self._index("tasks").items():
            place = f"tasks/{id_}"
            kind, every = TaskKind(raw["kind"]), None
            if kind is TaskKind.PERIODIC:
                every = Recurrence(raw.get("recurrence", Recurrence.QUARTER))
            self._known(raw["clause"], clauses, f"{place}/clause")
            tasks.append(
                AssignedTask(
                    id=id_,
                    clause=raw["clause"],
                    title=raw["title"],
                    deliverable=raw["deliverable"],
                    kind=kind,
                    recurrence=every,
                    due=_maybe_day(raw["due"]),
                    leads=self._units(raw["leads"], agencies, groups, f"{place}/leads"),
                    coordinating=self._units(
                        raw["coordinating"], agencies, groups, f"{place}/coordinating"
                    ),
                )
            )
        return tuple(tasks)

    def _scoring(self) -> Scoring:
        scoring = _scoring(self._document["scoring"])
        together = sum(scoring.weights.values())
        if together != _ALL_WEIGHTS:
            self._refuse(ErrorCode.CATALOGUE_WEIGHTS, "scoring/weights", value=together)
        return scoring

    def _check_levels(
        self, levels: Mapping[str, ServiceLevel], measures: Mapping[str, Measure]
    ) -> None:
        for id_, level in levels.items():
            if level.proposed_successor:
                self._known(level.proposed_successor, levels, f"levels/{id_}/proposed_successor")
        for id_, measure in measures.items():
            for accepted in sorted(measure.where.get(ProcedureAttribute.LEVEL, ())):
                self._known(accepted, levels, f"measures/{id_}/where/level")

    def _clauses(
        self,
        documents: Iterable[str],
        agencies: Mapping[str, Agency],
        groups: Mapping[str, frozenset[str]],
    ) -> dict[str, Clause]:
        clauses = {}
        for id_, raw in self._index("clauses").items():
            place = f"clauses/{id_}"
            self._known(raw["document"], documents, f"{place}/document")
            clauses[id_] = Clause(
                id=id_,
                document=raw["document"],
                label=raw["label"],
                text=raw["text"],
                addressees=self._units(raw["addressees"], agencies, groups, place),
            )
        return clauses

    def _check_measures(self, measures: Mapping[str, Measure]) -> None:
        terms = {}
        for id_, measure in measures.items():
            for term in measure.terms:
                self._known(term, measures, f"measures/{id_}/terms")
            terms[id_] = measure.terms
        self._check_cycles(terms, "measures")

    def _check_indicators(
        self,
        indicators: Mapping[str, Indicator],
        measures: Mapping[str, Measure],
        groups: Iterable[str],
        clauses: Iterable[str],
    ) -> None:
        references: dict[str, tuple[str, ...]] = {}
        for id_, indicator in indicators.items():
            place = f"indicators/{id_}"
            formula = indicator.formula.of_unit
            self._known(indicator.clause, clauses, f"{place}/clause")
            for group in indicator.applies.groups:
                self._known(group, groups, f"{place}/applies/groups")
            if indicator.applies.measure:
                self._known(indicator.applies.measure, measures, f"{place}/applies/measure")
            self._check_formula(formula, indicators, measures, f"{place}/formula")
            self._check_milestones(indicator, place)
            references[id_] = (formula.full,) if formula.full else ()
        self._check_cycles(references, "indicators")

    def _check_formula(
        self,
        formula: Formula,
        indicators: Iterable[str],
        measures: Mapping[str, Measure],
        place: str,
    ) -> None:
        if formula.full:
            self._known(formula.full, indicators, f"{place}/full")
            return
        self._known(formula.numerator, measures, f"{place}/numerator")
        if formula.type in (FormulaType.RATIO, FormulaType.CHANGE):
            divisor = measures.get(formula.denominator)
            empty = divisor and divisor.source is MeasureSource.SUM and not divisor.terms
            if not formula.denominator or empty:
                self._refuse(ErrorCode.CATALOGUE_NO_DENOMINATOR, f"{place}/denominator")
            self._known(formula.denominator, measures, f"{place}/denominator")

    def _check_milestones(self, indicator: Indicator, place: str) -> None:
        days = [milestone.on for milestone in indicator.milestones]
        if days != sorted(set(days)):
            self._refuse(
                ErrorCode.CATALOGUE_VALUE, f"{place}/milestones", value=", ".join(map(str, days))
            )

    def _check_cycles(self, references: Mapping[str, tuple[str, ...]], section: str) -> None:
        """Refuse a chain of references that returns to where it began."""
        try:
            TopologicalSorter(references).prepare()
        except CycleError as error:
            circle = error.args[1][::-1]  # each refers to the next
            self._refuse(
                ErrorCode.CATALOGUE_CYCLE, f"{section}/{circle[0]}", value=" → ".join(circle)
            )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _legal_document(raw: Mapping[str, Any]) -> LegalDocument:
    return LegalDocument(
        id=raw["id"],
        number=raw["number"],
        date=_maybe_day(raw["date"]),
        issuer=raw["issuer"],
        title=raw["title"],
    )


def _agency(raw: Mapping[str, Any]) -> Agency:
    return Agency(
        code=raw["code"],
        name=raw["name"],
        name_en=raw["name_en"],
        abbreviation=raw["abbreviation"],
        type=AgencyType(raw["type"]),
        parent_name=raw["parent_name"],
        place=raw["place"],
        head_title=raw["head_title"],
        must_report=raw["must_report"],
        has_seal=raw["has_seal"],
        exists_from=_maybe_day(raw["from"]),
        exists_to=_maybe_day(raw["to"]),
    )


def _level(raw: Mapping[str, Any]) -> ServiceLevel:
    return ServiceLevel(
        id=raw["id"],
        vocabulary=raw["vocabulary"],
        label=raw["label"],
        rank=raw["rank"],
        valid_from=_maybe_day(raw["from"]),
        valid_to=_maybe_day(raw["to"]),
        proposed_successor=raw.get("proposed_successor", ""),
    )


def _measure(raw: Mapping[str, Any]) -> Measure:
    return Measure(
        id=raw["id"],
        title=raw["title"],
        source=MeasureSource(raw["source"]),
        where={
            ProcedureAttribute(name): frozenset(accepted)
            for name, accepted in raw.get("where", {}).items()
        },
        count=CountField(raw["count"]) if "count" in raw else None,
        workload=WorkloadField(raw["workload"]) if "workload" in raw else None,
        stage=SignerStage(raw["stage"]) if "stage" in raw else None,
        yes_no=raw.get("yes_no", False),
        terms=tuple(raw.get("terms", ())),
    )


def _formula(raw: Mapping[str, Any]) -> Formula:
    return Formula(
        type=FormulaType(raw["type"]),
        numerator=raw.get("numerator", ""),
        denominator=raw.get("denominator", ""),
        baseline_on=_maybe_day(raw.get("baseline_on")),
        mode=ChangeMode(raw.get("mode", ChangeMode.POINTS)),
        full=raw.get("full", ""),
        of=_formula(raw["of"]) if "of" in raw else None,
    )


def _indicator(raw: Mapping[str, Any]) -> Indicator:
    applies = raw["applies"]
    return Indicator(
        id=raw["id"],
        number=raw["number"],
        clause=raw["clause"],
        title=raw["title"],
        short=raw["short"],
        unit=Unit(raw["unit"]),
        formula=_formula(raw["formula"]),
        applies=Applicability(
            groups=tuple(applies["groups"]),
            measure=applies.get("measure", ""),
            default=applies.get("default", True),
        ),
        milestones=tuple(
            Milestone(on=_day(milestone["on"]), target=Fraction(milestone["target"]))
            for milestone in raw["milestones"]
        ),
        starts_on=_day(raw["starts"]["on"]),
        starts_at=Fraction(raw["starts"]["at"]),
    )


def _calendar(raw: Mapping[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(
        days_off=frozenset(_day(day["date"]) for day in raw["off"]),
        make_up_days=frozenset(_day(day["date"]) for day in raw["make_up"]),
        names={_day(day["date"]): day["name"] for day in raw["off"]},
    )


def _rules(raws: Iterable[Mapping[str, Any]]) -> dict[Rule, RuleSetting]:
    """Return the rules that are on: also those unnamed, which may be newer than the catalogue."""
    rules = dict(DEFAULTS)
    for raw in raws:
        rule = Rule(raw["rule"])
        if raw["severity"] == _OFF:
            del rules[rule]
        else:
            rules[rule] = RuleSetting(
                rule=rule,
                severity=Severity(raw["severity"]),
                threshold=raw.get("threshold", DEFAULTS[rule].threshold),
            )
    return rules


def _scoring(raw: Mapping[str, Any]) -> Scoring:
    return Scoring(
        weights=raw["weights"],
        task_points={name: Fraction(points) for name, points in raw["task_points"].items()},
        groups=tuple(
            ScoreGroup(id=group["id"], title=group["title"], from_points=group["from"])
            for group in raw["groups"]
        ),
    )
