"""The units that a clause speaks of: who is to do the work, and with whom.

Directives name units in full, without "Việt Nam", by abbreviation ("Vụ KH-ĐT", "Tổng cục ĐBVN"),
and together ("các Cục", "Các Vụ: Vận tải, Tài chính"). Names are sought without marks and case.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from egovdesk.domain.agencies import Agency, AgencyType
from egovdesk.domain.text import fold

AgencyNames = Mapping[str, frozenset[str]]
"""Names as written, each with the codes of the units that it stands for."""


class MentionRole(StrEnum):
    """What the words around a name say about the unit."""

    LEAD = "lead"
    PARTNER = "partner"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name found at `start` to `end` of the text, with the units that it stands for."""

    agencies: frozenset[str]
    start: int
    end: int
    role: MentionRole


class AddressedClause(Protocol):
    """What finding the addressees needs of a clause, or of the draft of one."""

    @property
    def label(self) -> str:
        """The clause's own label."""

    @property
    def parent(self) -> str | None:
        """The label of the clause above it."""

    @property
    def text(self) -> str:
        """The clause's words."""


# The word for the kind of unit, its initials in abbreviations, and a shorter way to write it.
_KINDS = (
    ("Tổng công ty", "TCT", "TCT"),
    ("Tổng cục", "TC", "TC"),
    ("Cục", "C", "Cục"),
    ("Vụ", "V", "Vụ"),
    ("Trung tâm", "TT", "TT"),
    ("Viện", "V", "Viện"),
)
_COLLECTIVE = {AgencyType.TONG_CUC: "Tổng cục", AgencyType.CUC: "Cục", AgencyType.VU: "Vụ"}
_OUTSIDE = frozenset({AgencyType.DOANH_NGHIEP, AgencyType.SO})
_EVERYBODY = ("các cơ quan, đơn vị", "các đơn vị thuộc Bộ", "các cơ quan thuộc Bộ")
_SHORTENED = (
    ("Giao thông vận tải", "GTVT"),
    ("Công nghệ thông tin", "CNTT"),
    ("hàng không Việt Nam", "HKVN"),
    (" Việt Nam", ""),
)
_COUNTRY = "VN"
_SHORTEST_ALONE = 4

_Words = tuple[str, ...]
_WORD = re.compile(r"\w+(?:(?<=[A-ZĐ])[-&](?=[A-ZĐ])\w+)*")  # KH-ĐT is one word
_WITH = re.compile(
    r"(?:phối hợp(?: chặt chẽ)?(?: với)?|cùng(?: với)?|làm việc với|trao đổi với"
    r"|ý kiến(?: của)?)(?: lãnh đạo)?\s*$",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"(?:(?:^|[.;:]\s|\n)\W*(?:đối với\s+)?|\b(?:giao|yêu cầu|đề nghị)\s+)"
    r"(?:(?:lãnh đạo|thủ trưởng)\s+)?$",
    re.IGNORECASE,
)
_MUST = re.compile(r"\s+(?:phải|cần|chủ trì|(?:có|chịu) trách nhiệm)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,|/|và|,\s*và)\s*", re.IGNORECASE)


def agency_names(agencies: Iterable[Agency]) -> dict[str, frozenset[str]]:
    """Return the names by which directives speak of these units, alone and together.

    Short abbreviations ("TC", "PC") count only after the word for their kind. "Các cơ quan, đơn
    vị" are all units inside the ministry.
    """
    units = tuple(agencies)
    names: defaultdict[str, set[str]] = defaultdict(set)
    for agency in units:
        for name in _names_of(agency):
            names[name].add(agency.code)
    members = {kind: {unit.code for unit in units if unit.type is kind} for kind in _COLLECTIVE}
    for kind, word in _COLLECTIVE.items():
        names[f"các {word}"] |= members[kind]
    if len(members[AgencyType.TONG_CUC]) == 1:
        names["Tổng cục"] |= members[AgencyType.TONG_CUC]
    names["các Tổng cục, Cục"] |= members[AgencyType.TONG_CUC] | members[AgencyType.CUC]
    for name in _EVERYBODY:
        names[name] |= {unit.code for unit in units if unit.type not in _OUTSIDE}
    return {name: frozenset(codes) for name, codes in names.items() if codes}


def find_agencies(text: str, names: AgencyNames) -> tuple[Mention, ...]:
    """Return the units that the text names, in its order; of overlapping names the longest.

    Units in one list have one role: partners after "phối hợp với", leads where a sentence begins
    with them, after "giao" or before "phải".
    """
    return _mentions(text, _index(names))


def addressees(clauses: Iterable[AddressedClause], names: AgencyNames) -> dict[str, frozenset[str]]:
    """Return the units to which each clause gives its work, by the clause's label.

    A clause that names none is for whom the clause above it is for, and a clause can only narrow
    that: the "các đơn vị" of a point are those of its clause. Clauses come in the text's order.
    """
    index = _index(names)
    found: dict[str, frozenset[str]] = {}
    for clause in clauses:
        above = found.get(clause.parent, frozenset()) if clause.parent else frozenset()
        leads = frozenset(
            code
            for mention in _mentions(clause.text, index)
            if mention.role is MentionRole.LEAD
            for code in mention.agencies
        )
        found[clause.label] = (leads & above) or leads or above
    return found


def _mentions(text: str, index: "_Index") -> tuple[Mention, ...]:
    runs: list[list[_Found]] = []
    for found in _find(text, index):
        if runs and _LISTED.fullmatch(text[runs[-1][-1].end : found.start]):
            runs[-1].append(found)
        else:
            runs.append([found])
    return tuple(
        Mention(
            agencies=found.agencies,
            start=found.start,
            end=found.end,
            role=_role(text[: run[0].start], text[run[-1].end :]),
        )
        for run in runs
        for found in run
    )


def _names_of(agency: Agency) -> set[str]:
    """Return the full name, its shorter forms, and the forms with the abbreviation."""
    names = {agency.name}
    for long, short in _SHORTENED:
        names |= {re.sub(re.escape(long), short, name, flags=re.IGNORECASE) for name in names}
    abbreviation = agency.abbreviation
    kind = next((kind for kind in _KINDS if agency.name.startswith(f"{kind[0]} ")), None)
    if kind is not None:
        word, initials, shorter = kind
        tails = {abbreviation.removeprefix(initials), abbreviation}
        tails |= {tail.removesuffix(_COUNTRY) for tail in tails}
        names |= {f"{word} {tail}" for tail in tails if tail}
        names |= {name.replace(word, shorter, 1) for name in names}
    # "KCHTGT" alone is what the department of that name cares for.
    if len(abbreviation) >= _SHORTEST_ALONE and agency.type is not AgencyType.VU:
        names.add(abbreviation)
    return names


@dataclass(frozen=True, slots=True)
class _Found:
    agencies: frozenset[str]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by their words; `proper` are those with capitals, sought only with some capital.

    So "các vụ tai nạn" are no departments.
    """

    known: dict[_Words, frozenset[str]]
    proper: frozenset[_Words]


def _index(names: AgencyNames) -> _Index:
    known: dict[_Words, frozenset[str]] = {}
    proper = set()
    for name, codes in names.items():
        words = tuple(map(_folded, _WORD.findall(name)))
        if words:
            known[words] = known.get(words, frozenset()) | codes
        if not name.islower():
            proper.add(words)
    return _Index(known, frozenset(proper))


def _find(text: str, index: _Index) -> Iterator[_Found]:
    spans = [found.span() for found in _WORD.finditer(text)]
    words = tuple(_folded(text[start:end]) for start, end in spans)
    place = 0
    while place < len(words):
        size = _longest(words, place, index.known)
        name = words[place : place + size]
        written = text[spans[place][0] : spans[place + size - 1][1]] if size else ""
        if not size or (name in index.proper and written.islower()):
            place += 1
            continue
        members = list(_members(words, place + size, name, index.known))
        for codes, first, beyond in members or [(index.known[name], place, place + size)]:
            yield _Found(codes, spans[first][0], spans[beyond - 1][1])
            place = beyond


def _members(
    words: _Words, place: int, name: _Words, known: Mapping[_Words, frozenset[str]]
) -> Iterator[tuple[frozenset[str], int, int]]:
    """Read the names listed after "các Vụ", which leave out their first word."""
    if name[0] != "cac":
        return
    kind = name[1:]
    bare = {n[len(kind) :]: known[n] for n in known if n[: len(kind)] == kind and n != kind}
    while size := _longest(words, place, bare):
        yield bare[words[place : place + size]], place, place + size
        place += size
        place += words[place : place + 1] == ("va",)


def _longest(words: _Words, place: int, known: Mapping[_Words, frozenset[str]]) -> int:
    """Return how many words at the place make the longest known name; 0 if none."""
    longest = min(max(map(len, known), default=0), len(words) - place)
    return next((n for n in range(longest, 0, -1) if words[place : place + n] in known), 0)


def _folded(word: str) -> str:
    return fold(word.replace("-", "").replace("&", ""))


def _role(before: str, after: str) -> MentionRole:
    if _WITH.search(before):
        return MentionRole.PARTNER
    if _GIVEN.search(before) or _MUST.match(after):
        return MentionRole.LEAD
    return MentionRole.OTHER
