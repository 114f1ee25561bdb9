"""Directives: what a unit was told to do, clause by clause, and what of it has become a task."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from egovdesk.domain.clause_marks import ROMAN
from egovdesk.domain.tasks import Task
from egovdesk.domain.text import collation_key


class DocumentType(StrEnum):
    """The kinds of document that order work, told by the symbol in their number (Decree 30)."""

    LETTER = "cong_van"
    DIRECTIVE = "chi_thi"
    NOTICE = "thong_bao"
    DECISION = "quyet_dinh"
    RESOLUTION = "nghi_quyet"
    DECREE = "nghi_dinh"
    CIRCULAR = "thong_tu"
    PLAN = "ke_hoach"
    PROGRAMME = "chuong_trinh"
    GUIDANCE = "huong_dan"
    TELEGRAM = "cong_dien"
    OTHER = "other"

    @classmethod
    def of_number(cls, number: str) -> "DocumentType":
        """Tell the kind from a number: 91/TB-BGTVT is a notice; a letter's symbol has no kind."""
        symbol = _SYMBOL.fullmatch(number.strip())
        if symbol is None:
            return cls.OTHER
        return _TYPES.get(symbol[1], cls.LETTER)


_SYMBOL = re.compile(r"\d+(?:/\d{4})?/([^\W\d_]+)(?:-.+)?")
_TYPES = {
    "CT": DocumentType.DIRECTIVE,
    "TB": DocumentType.NOTICE,
    "QĐ": DocumentType.DECISION,
    "NQ": DocumentType.RESOLUTION,
    "NĐ": DocumentType.DECREE,
    "TT": DocumentType.CIRCULAR,
    "KH": DocumentType.PLAN,
    "CTr": DocumentType.PROGRAMME,
    "HD": DocumentType.GUIDANCE,
    "CĐ": DocumentType.TELEGRAM,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A document that orders work; `evidence` is its file, `replaces` the directive it succeeds."""

    id: int
    number: str
    issued_on: date | None
    issuer: str
    subject: str
    type: DocumentType
    replaces: int | None = None
    evidence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectiveClause:
    """A clause of a directive: `place` is its order in the text, `parent` the label above it.

    `is_duty` says that the unit has to do something for it, as a person decided.
    """

    id: int
    directive: int
    label: str
    parent: str | None
    place: int
    text: str
    is_duty: bool


class CoverageState(StrEnum):
    """How a clause that orders work is taken care of."""

    TASK = "task"
    POINTS = "points"
    ABOVE = "above"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseCoverage:
    """A duty with the ids of the tasks that name its clause."""

    clause: DirectiveClause
    state: CoverageState
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every duty of a directive, in its order, and the tasks whose clause it does not have."""

    duties: tuple[ClauseCoverage, ...]
    orphans: tuple[Task, ...]

    @property
    def uncovered(self) -> tuple[DirectiveClause, ...]:
        """The duties that nothing takes care of."""
        return tuple(d.clause for d in self.duties if d.state is CoverageState.NONE)

    @property
    def is_complete(self) -> bool:
        """Say whether nothing that was ordered has been forgotten."""
        return not self.uncovered


def coverage(clauses: Iterable[DirectiveClause], tasks: Iterable[Task]) -> Coverage:
    """Say which duties of one directive have become tasks; a task names its clause by the label.

    A duty is covered by a task of its own (TASK); else by its points, if there are duties under
    it and each of them has a task or is covered by its points (POINTS); else by a task on a
    clause above it (ABOVE), which covers everything under that clause but says less. Tasks that
    are cancelled, or of other directives, are the caller's to leave out.
    """
    ordered = sorted(clauses, key=lambda clause: clause.place)
    named: dict[str, list[int]] = {clause.label: [] for clause in ordered}
    orphans = []
    for task in tasks:
        if task.clause in named:
            named[task.clause].append(task.id)
        else:
            orphans.append(task)
    by_points = _covered_by_points(ordered, named)
    covered: set[str] = set()  # by a task on the clause or on one above it
    duties = []
    for clause in ordered:
        state = CoverageState.NONE
        if named[clause.label]:
            state = CoverageState.TASK
        elif clause.label in by_points:
            state = CoverageState.POINTS
        elif clause.parent in covered:
            state = CoverageState.ABOVE
        if named[clause.label] or clause.parent in covered:
            covered.add(clause.label)
        if clause.is_duty:
            ids = tuple(named[clause.label])
            duties.append(ClauseCoverage(clause=clause, state=state, tasks=ids))
    return Coverage(duties=tuple(duties), orphans=tuple(orphans))


def _covered_by_points(
    ordered: Sequence[DirectiveClause], named: Mapping[str, Sequence[int]]
) -> frozenset[str]:
    """Return the clauses under which there are duties, each with a task or covered so itself."""
    found = set()
    below: defaultdict[str | None, list[bool]] = defaultdict(list)
    for clause in reversed(ordered):
        points = below[clause.label]
        if points and all(points):
            found.add(clause.label)
        if clause.is_duty:
            points = [bool(named[clause.label]) or clause.label in found]
        below[clause.parent] += points
    return frozenset(found)


_ARTICLE = re.compile(r"(?P<outer>(?:[^\W\d_ ]+ )*[^\W\d_]+\.|)Điều \d+")
_WIDER = re.compile(r"(?:.+\.)?(?:Phần|Chương|Mục) [^.]+")


def parents(labels: Iterable[str]) -> dict[str, str | None]:
    """Return the label above each label; labels come in the order of the text.

    A label begins with the one above it, but that of an article leaves out chapter and section:
    it stands under the last of these.
    """
    found: dict[str, str | None] = {}
    wider: str | None = None
    for label in labels:
        article = _ARTICLE.fullmatch(label)
        if article and wider and wider.startswith(article["outer"]):
            found[label] = wider
            continue
        ends = (place for place in range(len(label) - 1, 0, -1) if label[place] in ".-")
        found[label] = next((label[:end] for end in ends if label[:end] in found), None)
        if article is None and _WIDER.fullmatch(label):
            wider = label
    return found


_PIECE = re.compile(r"-|\d+|[^\W\d_]+")
_HEADINGS = ("phần", "chương", "mục", "điều")


def clause_key(label: str) -> tuple[tuple[int, int, str], ...]:
    """Return the natural order of clause labels: 1.2 before 1.10, 2.d before 2.d-1 before 2.đ.

    Dashes come first, then numbers, Roman numbers, headings, letters in the order of the
    Vietnamese alphabet, and annexes.
    """
    return tuple(_piece_key(piece) for piece in _PIECE.findall(label))


def _piece_key(piece: str) -> tuple[int, int, str]:
    if piece == "-":
        return (0, 0, "")
    if piece.isdecimal():
        return (1, int(piece), "")
    if piece in ROMAN:
        return (2, ROMAN[piece], "")
    if piece.lower() in _HEADINGS:
        return (3, _HEADINGS.index(piece.lower()), "")
    return (5 if piece.startswith("PL") else 4, 0, collation_key(piece))
