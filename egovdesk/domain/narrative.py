"""The report's narrative: sections of text that know the figures they quote.

A section is drafted from the data and then belongs to the officer. When a figure changes later,
the section that quotes the old one is told apart (`outdated`); it is never rewritten silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from egovdesk.domain.values import value

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SENTENCE = re.compile(r"[^.;!?\n]*(?:[.;!?](?=\S)[^.;!?\n]*)*[.;!?]?")


class Topic(StrEnum):
    """What a section speaks of; the closed set of drafts that the program can make."""

    DIRECTION = "direction"
    SIGNATURES = "signatures"
    WORK_ONLINE = "work_online"
    SERVICES = "services"
    DATABASES = "databases"
    SECURITY = "security"
    TRAINING = "training"
    OBSTACLES = "obstacles"
    NEXT_TASKS = "next_tasks"
    PROPOSALS = "proposals"


@value
class OutlineSection:
    """A section of the outline; level 1 is numbered I, II, level 2 within it 1, 2.

    `clauses` are those of the directive whose tasks it tells of.
    """

    id: str
    level: int
    title: str
    topics: tuple[Topic, ...] = ()
    clauses: tuple[str, ...] = ()

    def speaks_of(self, clause: str) -> bool:
        """Say whether what was done on tasks of a clause belongs here."""
        return any(
            clause == each or clause.startswith((f"{each}-", f"{each}.")) for each in self.clauses
        )


STANDARD_OUTLINE = (
    OutlineSection(
        id="direction",
        level=1,
        title="Công tác chỉ đạo, điều hành",
        topics=(Topic.DIRECTION,),
        clauses=("1.a", "2.đ"),
    ),
    OutlineSection(id="results", level=1, title="Kết quả thực hiện"),
    OutlineSection(
        id="signatures",
        level=2,
        title="Sử dụng chữ ký số, xử lý hồ sơ công việc trên môi trường mạng",
        topics=(Topic.SIGNATURES, Topic.WORK_ONLINE),
        clauses=("2.a",),
    ),
    OutlineSection(
        id="services",
        level=2,
        title="Cung cấp dịch vụ công trực tuyến",
        topics=(Topic.SERVICES,),
        clauses=("2.c",),
    ),
    OutlineSection(
        id="databases",
        level=2,
        title="Xây dựng, khai thác cơ sở dữ liệu chuyên ngành",
        topics=(Topic.DATABASES,),
        clauses=("1.b", "2.d"),
    ),
    OutlineSection(
        id="security",
        level=2,
        title="Bảo đảm an toàn thông tin mạng",
        topics=(Topic.SECURITY,),
        clauses=("1.c",),
    ),
    OutlineSection(
        id="training",
        level=2,
        title="Tuyên truyền, tập huấn",
        topics=(Topic.TRAINING,),
        clauses=("2.b",),
    ),
    OutlineSection(
        id="obstacles",
        level=1,
        title="Tồn tại, khó khăn, vướng mắc và nguyên nhân",
        topics=(Topic.OBSTACLES,),
    ),
    OutlineSection(
        id="next", level=1, title="Nhiệm vụ trọng tâm quý tới", topics=(Topic.NEXT_TASKS,)
    ),
    OutlineSection(id="proposals", level=1, title="Kiến nghị, đề xuất", topics=(Topic.PROPOSALS,)),
)
"""The outline that reports to ministries follow in practice, where a catalogue brings none."""


@value
class Quote:
    """A figure as a text quotes it: which one, and how it is written there."""

    figure: str
    shown: str


@value
class Section:
    """A section of the narrative; its paragraphs are the lines of `text`."""

    id: str
    level: int
    title: str
    text: str = ""
    quotes: tuple[Quote, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs, without empty ones."""
        return tuple(line.strip() for line in self.text.splitlines() if line.strip())


@value
class Outdated:
    """A quoted figure that is another one now, or None where there is none any more."""

    quote: Quote
    now: str | None
    sentence: str


def outdated(section: Section, figures: Mapping[str, str]) -> tuple[Outdated, ...]:
    """Return the quotes whose figure has changed while the text still says the old one.

    Args:
        section: the officer's text with the figures that it was drafted from.
        figures: every figure as it would be written now.
    """
    found = []
    for shown, quotes in _by_shown(section.quotes).items():
        places = list(_written(shown).finditer(section.text))
        for number, quote in enumerate(quotes):
            if places and figures.get(quote.figure) != shown:
                # Quotes stand in the order of the text; once it was edited the first place serves.
                place = places[number] if len(places) == len(quotes) else places[0]
                sentence = _sentence_at(section.text, place.start())
                now = figures.get(quote.figure)
                found.append((place.start(), Outdated(quote=quote, now=now, sentence=sentence)))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0]))


def renewed(section: Section, figures: Mapping[str, str]) -> Section:
    """Return the section with its outdated figures written as they are now.

    A figure that is no more stays as it is, and so do those of which the text cannot tell any
    more which is which: only a person can say what is meant.
    """
    changes: list[tuple[int, int, str]] = []
    renamed: dict[int, Quote] = {}
    places_of = {id(quote): number for number, quote in enumerate(section.quotes)}
    for shown, quotes in _by_shown(section.quotes).items():
        places = list(_written(shown).finditer(section.text))
        now = [figures.get(quote.figure) for quote in quotes]
        is_aligned = len(places) == len(quotes)
        if not is_aligned and len(set(now)) > 1:
            continue
        written = now if is_aligned else now[:1] * len(places)
        for place, new in zip(places, written, strict=True):
            if new is not None:
                changes.append((place.start(), place.end(), new))
        for quote, new in zip(quotes, now, strict=True):
            if new is not None:
                renamed[places_of[id(quote)]] = Quote(figure=quote.figure, shown=new)
    text = section.text
    for start, end, new in sorted(changes, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return replace(
        section,
        text=text,
        quotes=tuple(renamed.get(number, quote) for number, quote in enumerate(section.quotes)),
    )


def kept(section: Section, text: str) -> Section:
    """Return the section with the officer's text; of the quotes, those it still contains."""
    left = tuple(quote for quote in section.quotes if _written(quote.shown).search(text))
    return replace(section, text=text, quotes=left)


def numbered(sections: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """Yield each section that has text, or has one with text below it, with its number.

    Level 1 is numbered in Roman, level 2 in Arabic numbers; what is left out leaves no gap.
    """
    listed = tuple(sections)
    first = second = 0
    for place, section in enumerate(listed):
        if section.level == 1:
            below = _below(listed[place + 1 :])
            if section.paragraphs or any(each.paragraphs for each in below):
                first, second = first + 1, 0
                yield f"{_ROMAN[first - 1]}.", section
        elif section.paragraphs:
            second += 1
            yield f"{second}.", section


def _below(following: tuple[Section, ...]) -> Iterator[Section]:
    for section in following:
        if section.level == 1:
            return
        yield section


def _by_shown(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.shown, []).append(quote)
    return found


def _written(shown: str) -> re.Pattern[str]:
    """Match a figure that stands for itself: not "5" in "15", in "5,2" or in "1.500"."""
    return re.compile(rf"(?<![\w%])(?<!\d[.,/]){re.escape(shown)}(?![\w%]|[.,/]\d)")


def _sentence_at(text: str, position: int) -> str:
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= position < sentence.end():
            return sentence.group().strip()
    return ""
