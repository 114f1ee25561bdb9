"""One directive succeeds another: what stayed, what was changed, what is new, what was dropped."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from math import log1p
from typing import Generic, Protocol, TypeVar

from egovdesk.domain.text import fold


class NumberedText(Protocol):
    """What comparing needs of a clause, or of the draft of one."""

    @property
    def label(self) -> str:
        """The clause's label."""

    @property
    def text(self) -> str:
        """The clause's words."""


class MatchKind(StrEnum):
    """What became of a clause."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"


Span = tuple[int, int]
"""Start and end of a piece of text."""

ClauseT = TypeVar("ClauseT", bound=NumberedText)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseMatch(Generic[ClauseT]):
    """An old clause and the new one that takes its place; one of them is None if it has no other.

    The spans are the pieces of a changed clause's texts that only the one or the other has.
    """

    kind: MatchKind
    old: ClauseT | None
    new: ClauseT | None
    old_spans: tuple[Span, ...] = ()
    new_spans: tuple[Span, ...] = ()


_WORD = re.compile(r"\w+(?:[.,/-]\w+)*%?")
# Of 1. Clauses of letter 1478 told in quite other words keep 0.33 to 0.66 of themselves; what two
# of its clauses have in common is mostly below 0.27.
_ALIKE = 0.35


def compare(old: Sequence[ClauseT], new: Sequence[ClauseT]) -> tuple[ClauseMatch[ClauseT], ...]:
    """Pair the clauses of two directives by what they say, wherever they stand.

    Clauses are the same if their words are, apart from marks and case. Of the others the most
    alike are paired first; a pair less alike than 0.35 is one dropped and one new. The matches
    come in the order of `new`, then what was dropped in the order of `old`.
    """
    old_words = [_words(clause.text) for clause in old]
    new_words = [_words(clause.text) for clause in new]
    same = _pair_same(old, new, old_words, new_words)
    alike = _pair_alike(old, new, old_words, new_words, same)
    matches: list[ClauseMatch[ClauseT]] = []
    for place, clause in enumerate(new):
        if place in same:
            matches.append(ClauseMatch(kind=MatchKind.SAME, old=old[same[place]], new=clause))
        elif place in alike:
            i = alike[place]
            matches.append(_changed(old[i], clause, old_words[i], new_words[place]))
        else:
            matches.append(ClauseMatch(kind=MatchKind.NEW, old=None, new=clause))
    kept = {*same.values(), *alike.values()}
    return (
        *matches,
        *(
            ClauseMatch(kind=MatchKind.DROPPED, old=clause, new=None)
            for place, clause in enumerate(old)
            if place not in kept
        ),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))


def _pair_same(
    old: Sequence[NumberedText],
    new: Sequence[NumberedText],
    old_words: Sequence[tuple[str, ...]],
    new_words: Sequence[tuple[str, ...]],
) -> dict[int, int]:
    """Pair equal texts, under equal labels first; return old places by new ones."""
    waiting: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, words in enumerate(old_words):
        waiting[words].append(place)
    pairs: dict[int, int] = {}
    for must_keep_label in (True, False):
        for place, words in enumerate(new_words):
            if place in pairs:
                continue
            for candidate in waiting[words]:
                if not must_keep_label or old[candidate].label == new[place].label:
                    waiting[words].remove(candidate)
                    pairs[place] = candidate
                    break
    return pairs


def _pair_alike(
    old: Sequence[NumberedText],
    new: Sequence[NumberedText],
    old_words: Sequence[tuple[str, ...]],
    new_words: Sequence[tuple[str, ...]],
    same: dict[int, int],
) -> dict[int, int]:
    """Pair what is left, the most alike first; equal labels and then the order settle a tie."""
    taken = set(same.values())
    old_left = {i: _shingles(words) for i, words in enumerate(old_words) if i not in taken}
    new_left = {i: _shingles(words) for i, words in enumerate(new_words) if i not in same}
    ranking = sorted(
        (-score, old[i].label != new[j].label, i, j)
        for (i, j), score in _likenesses(old_left, new_left).items()
        if score >= _ALIKE
    )
    pairs: dict[int, int] = {}
    paired: set[int] = set()
    for _, _, i, j in ranking:
        if i not in paired and j not in pairs:
            paired.add(i)
            pairs[j] = i
    return pairs


_Shingles = Counter[tuple[str, ...]]


def _shingles(words: tuple[str, ...]) -> _Shingles:
    """Return the words and the pairs of neighbours: a Vietnamese word is often two syllables."""
    return Counter([(word,) for word in words] + list(pairwise(words)))


def _likenesses(
    old: dict[int, _Shingles], new: dict[int, _Shingles]
) -> dict[tuple[int, int], float]:
    """Return the shared part (Dice) of every pair that shares something; rare words weigh more."""
    frequency = Counter(shingle for counts in (*old.values(), *new.values()) for shingle in counts)
    total = len(old) + len(new)
    weight = {shingle: log1p(total / count) for shingle, count in frequency.items()}
    holders: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for i, counts in old.items():
        for shingle, count in counts.items():
            holders[shingle].append((i, count))
    sizes = {i: _size(counts, weight) for i, counts in old.items()}
    found: dict[tuple[int, int], float] = {}
    for j, counts in new.items():
        shared: defaultdict[int, float] = defaultdict(float)
        for shingle, count in counts.items():
            heft = weight[shingle]
            for i, other in holders.get(shingle, ()):
                shared[i] += heft * min(other, count)
        size = _size(counts, weight)
        for i, common in shared.items():
            found[i, j] = round(2 * common / (sizes[i] + size), 9)
    return found


def _size(counts: _Shingles, weight: dict[tuple[str, ...], float]) -> float:
    return sum(weight[shingle] * count for shingle, count in counts.items())


def _changed(
    old: ClauseT, new: ClauseT, old_words: tuple[str, ...], new_words: tuple[str, ...]
) -> ClauseMatch[ClauseT]:
    """Mark the words that only one of the texts has; neighbouring words make one span."""
    old_places = [found.span() for found in _WORD.finditer(old.text)]
    new_places = [found.span() for found in _WORD.finditer(new.text)]
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return ClauseMatch(
        kind=MatchKind.CHANGED,
        old=old,
        new=new,
        old_spans=tuple(_span(old_places, i, j) for _, i, j, _, _ in changes if i < j),
        new_spans=tuple(_span(new_places, i, j) for _, _, _, i, j in changes if i < j),
    )


def _span(places: Sequence[Span], first: int, beyond: int) -> Span:
    return places[first][0], places[beyond - 1][1]
