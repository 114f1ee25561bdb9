"""The text of a directive, as pasted, read into its clauses.

Letters, directives, notices and decisions number their clauses as Decree 30/2020/NĐ-CP says. What
is pasted from PDF or Word has lost its layout: lines are broken, marks have lost their spaces, and
numbers at the start of a line may be dates or counts. So a mark counts only where it follows in
sequence; whatever else is said belongs to the clause before it, and no word is lost.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from egovdesk.domain.clause_marks import ROMAN, Mark, MarkStyle, candidate_marks
from egovdesk.domain.deadlines import Deadline, find_deadlines, kind_of_work
from egovdesk.domain.proposals import orders_work, propose_title
from egovdesk.domain.tasks import TaskKind
from egovdesk.domain.text import clean, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseDraft:
    """A clause as read, and the task that it proposes.

    `label` is the whole path ("2.đ", "2.d-1", "Điều 5.2.a"), `mark` only what stands in the text.
    Articles are numbered through a document, so their labels leave out chapter and section.
    """

    label: str
    parent: str | None
    depth: int
    mark: str
    text: str
    title: str
    is_duty: bool
    deadlines: tuple[Deadline, ...]
    kind: TaskKind

    @property
    def due(self) -> date | None:
        """The last of the days that the clause names."""
        return max((d.due for d in self.deadlines if d.due is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitText:
    """A document in its parts: what comes before the clauses, the clauses, and what comes after.

    The preamble ends where the first clause begins; the closing is the farewell, the signature,
    the recipients and the footnotes. Annexes are clauses labelled PL, PL2; what a decision issues
    is one labelled by its kind (Quy chế).
    """

    preamble: str
    clauses: tuple[ClauseDraft, ...]
    closing: str


def split_clauses(text: str, issued_on: date | None = None) -> SplitText:
    """Split a document into clauses; `issued_on` dates deadlines that name no year.

    A text that numbers nothing but has a list of dashes is split by these.
    """
    lines = _lines(text)
    reader = _Reader(source=lines)
    if not reader.read():
        reader = _Reader(source=lines, lists_alone=True)
        reader.read()
    width = reader.full_width
    parents = {clause.parent for clause in reader.clauses}
    return SplitText(
        preamble=_paragraphs(reader.preamble, width),
        clauses=tuple(
            clause.draft(width, issued_on, has_children=clause.label in parents)
            for clause in reader.clauses
        ),
        closing=_paragraphs(reader.closing, width),
    )


_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?(\d{1,3})(?:\s*[-–])?|Trang\s+(\d{1,3})(?:\s*/\s*\d{1,3})?")
_FIRST_NUMBERED_PAGE = 2  # Decree 30 leaves the first one without
_CELL = "|"  # what some pages leave between the cells of a table
_TERMINAL = re.compile(r"[.;:!?…,”\"»)\]]$|/\.?$")
_SENTENCE_END = re.compile(r"[.;]$")
_END_OF_TEXT = re.compile(r"\.\s*/\s*\.?$")
# A line that ends so speaks of the number with which the next line begins.
_REFERS = re.compile(
    r"(?:\b(?:và|hoặc|là|của|từ|đến|đạt|khoảng|mức độ|phiên bản|[Pp]hụ lục|Điều|(?:tại|các|[Tt]heo"
    r"|[Kk]hoản \d+,?) (?:điểm|điều|mục)|(?:bản|văn|định|quyết|báo|tư|thị|mẫu|lục|Mẫu) số)"
    r"|\b(?<!tài )(?<!điều )[Kk]hoản|\b(?<!hàng )(?<!hằng )(?<!mỗi )(?:ngày|tháng|năm|[Qq]uý)"
    r"|\b(?<!gian )tới|\b(?<!hiện )tại|\b(?<!kèm )theo|\d,|[-–])$"
)
_COMPOUNDS = (
    ("ke hoach", "dau tu"),
    ("khoa hoc", "cong nghe"),
    ("tai chinh", "ke toan"),
    ("tai chinh", "ngan sach"),
    ("kinh te", "xa hoi"),
    ("van hoa", "xa hoi"),
    ("chinh tri", "xa hoi"),
)
_CLOSES = re.compile(r"Nơi nhận(?:\s*:.*)?|Nguồn\s*:\s*(?:Bộ|Báo|Cổng|Trang)\b.{0,60}")
_SIGNATURE = re.compile(
    r"(?:KT|TM|TL|TUQ|Q)\.\s?\S.*|(?:PHÓ\s)?(?:(?:BỘ|THỨ|TỔNG CỤC|CỤC|CHI CỤC|VỤ|VIỆN)\sTRƯỞNG"
    r"|THỦ TƯỚNG|CHÁNH (?:VĂN PHÒNG|THANH TRA)(?:\sBỘ)?|(?:TỔNG\s)?GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG BAN)"
)
_FOOTNOTE = re.compile(r"\[1\]\s*(?P<first>[^\W\d_]).*")
_ANNEX = re.compile(
    r"(?:PHỤ LỤC(?:\s+SỐ)?(?:\s+(?P<upper>[IVXL]+|\d{1,2})\b)?"
    r"|Phụ lục(?:\s+số)?(?:\s+(?P<lower>[IVXL]+|\d{1,2}))?(?=\s*[:.]?\s*$))[\s:.–-]*(?P<rest>.*)"
)
_ATTACHED = re.compile(
    r"(?P<name>QUY CHẾ|QUY ĐỊNH|KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|DANH MỤC|HƯỚNG DẪN|NỘI QUY|CHIẾN LƯỢC"
    r"|PHƯƠNG ÁN)\b(?P<rest>.*)"
)
_FAREWELL = re.compile(
    r"(?:Bộ|Cục|Tổng cục|Văn phòng)\b[^.;]{0,80}?(?:yêu cầu|đề nghị|thông báo)"
    r"|(?:Yêu cầu|Đề nghị|Kính đề nghị)\s+(?:các|thủ trưởng|quý)\b|Trên đây là\b"
    r"|Trong quá trình\b[^.;]{0,80}(?:vướng mắc|khó khăn)"
    r"|Nhận được (?:văn bản|công văn|chỉ thị)\b|(?:Chỉ thị|Thông báo|Công văn|Văn bản) này\b"
)
_LONGEST_FAREWELL = 400
_WRAPPED_BELOW = 140  # where lines are longer, each of them is a paragraph
_FULL = 0.8


@dataclass(slots=True)
class _Clause:
    mark: Mark
    label: str
    parent: str | None
    depth: int
    lines: list[str]

    def draft(self, width: int, issued_on: date | None, *, has_children: bool) -> ClauseDraft:
        text = _END_OF_TEXT.sub(".", _paragraphs(self.lines, width))
        is_table = self.mark.style is MarkStyle.ANNEX
        deadlines = () if is_table else find_deadlines(text, issued_on)
        return ClauseDraft(
            label=self.label,
            parent=self.parent,
            depth=self.depth,
            mark=self.mark.written,
            text=text,
            title=propose_title(text),
            is_duty=not is_table and orders_work(text, has_children=has_children),
            deadlines=deadlines,
            kind=kind_of_work(deadlines),
        )


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Walks through the lines; `path` are the clauses that the next mark may go on from."""

    source: list[str]
    lists_alone: bool = False
    full_width: int = 0
    preamble: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    clauses: list[_Clause] = field(default_factory=list)
    path: list[_Clause] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    last: dict[MarkStyle, tuple[int, ...]] = field(default_factory=dict)
    annexes: int = 0

    def read(self) -> bool:
        """Sort every line into preamble, clauses and closing; say whether there are clauses."""
        self.full_width = _full_width(self.source)
        into, before = self.preamble, ""
        for place, line in enumerate(self.source):
            is_closed = into is self.closing
            if annex := self._annex(line, before, is_closed=is_closed):
                into = annex.lines
            elif self.clauses and not is_closed and (_closes(line) or self._is_last_note(place)):
                into = self._close()
                into.append(line)
            elif not is_closed and (clause := self._clause(line, before)):
                into = clause.lines
            else:
                into.append(line)
            if self.path and _END_OF_TEXT.search(line):
                into = self._close()
            before = line or before
        return bool(self.clauses)

    def _is_last_note(self, place: int) -> bool:
        """Tell the footnotes at the end from those of a page, which clauses follow."""
        note = _FOOTNOTE.fullmatch(self.source[place])
        marks = (mark for line in self.source[place:] for mark in candidate_marks(line))
        return bool(note and note["first"].isupper()) and all(m.style.is_bullet for m in marks)

    def _close(self) -> list[str]:
        """End the clauses; the farewell, which the last one seemed to go on with, comes after."""
        lines = self.clauses[-1].lines if self.path else []
        for place in range(1, len(lines)):
            rest = " ".join(lines[place:])
            ends = _SENTENCE_END.search(_last_written(lines[:place]))
            if ends and len(rest) <= _LONGEST_FAREWELL and _FAREWELL.match(rest):
                self.closing += lines[place:]
                del lines[place:]
                break
        self.path.clear()
        return self.closing

    def _annex(self, line: str, before: str, *, is_closed: bool) -> _Clause | None:
        if (found := _ANNEX.fullmatch(line)) and not _REFERS.search(before):
            number = found["upper"] or found["lower"]
            value = self.annexes + 1
            if number and (int(number) if number.isdigit() else ROMAN.get(number)) != value:
                return None
            self.annexes = value
            label = f"PL{value}" if number or value > 1 else "PL"
        elif is_closed and line.isupper() and (found := _ATTACHED.fullmatch(line)):
            label = found["name"].capitalize()
        else:
            return None
        if label in self.labels:
            return None
        self.path.clear()
        self.last.clear()
        mark = Mark(
            style=MarkStyle.ANNEX,
            path=(1,),
            name=label,
            written=line[: found.start("rest")].strip(),
            rest=found["rest"].strip(),
        )
        return self._begin(mark, label)

    def _clause(self, line: str, before: str) -> _Clause | None:
        marks = sorted(candidate_marks(line), key=lambda m: not self._goes_on(m))
        for mark in marks:
            if not _starts_a_clause(mark, before, self.full_width):
                continue
            place = self._place(mark)
            if place is None:
                continue
            label = self._label(mark, place)
            if label not in self.labels:
                del self.path[place:]
                return self._begin(mark, label)
        return None

    def _begin(self, mark: Mark, label: str) -> _Clause:
        clause = _Clause(
            mark=mark,
            label=label,
            parent=self.path[-1].label if self.path else None,
            depth=len(self.path),
            lines=[mark.rest] if mark.rest else [],
        )
        self.path.append(clause)
        self.clauses.append(clause)
        self.labels.add(label)
        self.last[mark.style] = mark.path
        return clause

    def _goes_on(self, mark: Mark) -> bool:
        return any(_same_list(clause.mark, mark) for clause in self.path)

    def _place(self, mark: Mark) -> int | None:
        """Return how many clauses of the path the mark comes under; None if out of sequence."""
        for place, clause in enumerate(self.path):
            if _same_list(clause.mark, mark):
                return place if mark.follows(clause.mark.path) else None
        if mark.style.is_bullet:
            return len(self.path) if self.path or self.lists_alone else None
        rank = mark.style.rank
        place = sum(
            clause.mark.style.rank < rank
            or (clause.mark.style.rank == rank and not mark.style.is_heading)
            for clause in self.path
        )
        if mark.style is MarkStyle.DECIMAL and not self._leads_to(mark, place):
            return None
        before = self.last.get(mark.style) if mark.style.runs_on else None
        is_next = mark.follows(before) if before else mark.is_first
        return place if is_next else None

    def _leads_to(self, decimal: Mark, place: int) -> bool:
        """Say whether 1.1 comes under 1, 1.1.1 under 1.1, or 2.1 under II or Điều 2."""
        above = self.path[place - 1].mark if place else None
        if above is None or above.style is MarkStyle.LETTER:
            return False
        path = above.path if above.style is MarkStyle.DECIMAL else above.path[-1:]
        return path == decimal.path[:-1]

    def _label(self, mark: Mark, place: int) -> str:
        above = self.path[place - 1] if place else None
        if mark.style.is_bullet:
            last = self.path[place].label if place < len(self.path) else "-0"
            number = int(last.rpartition("-")[2]) + 1
            return f"{above.label if above else ''}-{number}"
        if mark.style is MarkStyle.ARTICLE:
            outermost = self.path[0] if self.path else None
            is_attached = outermost and outermost.mark.style is MarkStyle.ANNEX
            above = outermost if is_attached else None
        return f"{above.label}.{mark.name}" if above else mark.name


def _same_list(one: Mark, other: Mark) -> bool:
    if one.style is MarkStyle.BULLET:  # "•" and "o" are two levels of Word's lists
        return one.style is other.style and one.written == other.written
    return one.style is other.style and len(one.path) == len(other.path)


def _closes(line: str) -> bool:
    """Tell the recipients and the signature, which come after the clauses."""
    return bool(_CLOSES.fullmatch(line) or (line.isupper() and _SIGNATURE.fullmatch(line)))


def _starts_a_clause(mark: Mark, before: str, full_width: int) -> bool:
    """Tell a mark from words and numbers that only happen to begin a line."""
    if not mark.style.is_bullet:
        return not _REFERS.search(before)
    if mark.style is not MarkStyle.DASH or not mark.rest or _TERMINAL.search(before):
        return True
    if not mark.rest[0].isalpha() or mark.rest[0].islower():
        return not before
    line, rest = fold(before), fold(mark.rest)
    if any(line.endswith(first) and rest.startswith(second) for first, second in _COMPOUNDS):
        return False
    return full_width > _WRAPPED_BELOW or len(before) < _FULL * full_width


def _lines(text: str) -> list[str]:
    """Clean every line and leave out page numbers; empty lines stay, as signs of paragraphs."""
    cleaned = [clean(line) for line in text.splitlines()]
    kept: list[str] = []
    page, before = 0, ""
    for place, line in enumerate(cleaned):
        if _ANNEX.fullmatch(line):  # tables of numbers come there
            return kept + cleaned[place:]
        found = _PAGE_NUMBER.fullmatch(line)
        number = int(found[1] or found[2]) if found else 0
        follows = number == page + 1 or (page == 0 and number == _FIRST_NUMBERED_PAGE)
        if found and follows and before != _CELL and not _REFERS.search(before):
            page = number
            continue
        kept.append(line)
        before = line or before
    return kept


def _full_width(lines: list[str]) -> int:
    """Return how long lines get before they are broken."""
    widths = sorted(len(line) for line in lines if line)
    return widths[len(widths) * 9 // 10] if widths else 0


def _last_written(lines: list[str]) -> str:
    return next((line for line in reversed(lines) if line), "")


def _paragraphs(lines: Iterable[str], full_width: int) -> str:
    """Join broken lines; a paragraph ends at an empty line or with a sentence on a short line.

    What goes on with a small letter was only broken, by a page perhaps.
    """
    text, before, is_apart = "", "", False
    for line in lines:
        if not line:
            is_apart = bool(text)
            continue
        ends = _TERMINAL.search(before) and len(before) < _FULL * full_width
        joint = "\n" if text and (is_apart or ends) and not line[0].islower() else " "
        text += joint + line if text else line
        before, is_apart = line, False
    return text
