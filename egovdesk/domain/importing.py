"""Recognising a register in somebody's own sheet: where the head is, which column is which field.

Sheets of offices begin with merged titles, have heads of one or two rows, a row that numbers the
columns, totals at the bottom and empty lines in between; columns are named in many ways.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from egovdesk.domain.cells import Raw
from egovdesk.domain.errors import Check, unasked
from egovdesk.domain.plans import Draft
from egovdesk.domain.registers import Register
from egovdesk.domain.text import fold

Rows = Sequence[Sequence[Raw]]
Titles = Mapping[str, Sequence[str]]
"""For each field, the titles by which columns may name it."""

_HEAD_WITHIN = 30
_ALIKE = 0.86
_SHORTEST_ALIKE = 5
_TOTALS = frozenset({"tong", "tong cong", "tong so", "cong", "total", "totals", "luy ke"})
_LONGEST_TOTAL = 40
_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?|[a-z]|\([a-z]\)|[0-9]{1,2} ?= ?.*")
_MARKS = re.compile(r"[^a-z0-9%]+")

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "code": ("ma", "ma so", "ky hieu", "so hieu", "ma thu tuc", "ma tthc", "ma nhiem vu"),
    "number": ("so hieu van ban", "so van ban", "so ki hieu", "van ban"),
    "issued_on": ("ngay ban hanh", "ngay van ban", "ngay thang"),
    "issuer": ("co quan ban hanh", "noi ban hanh", "co quan cap"),
    "subject": ("trich yeu", "noi dung van ban"),
    "title": ("ten nhiem vu", "noi dung nhiem vu", "noi dung", "nhiem vu duoc giao"),
    "directive": ("van ban giao", "van ban chi dao", "nguon goc"),
    "clause": ("khoan", "diem", "dieu khoan", "khoan diem"),
    "kind": ("loai", "loai hinh", "loai nhiem vu", "hinh thuc"),
    "recurrence": ("chu ky", "tan suat", "dinh ky"),
    "priority": ("muc do uu tien", "uu tien", "do khan"),
    "lead": ("chu tri", "don vi chu tri", "co quan chu tri", "don vi thuc hien"),
    "coordinating": ("phoi hop", "don vi phoi hop", "co quan phoi hop"),
    "focal_point": ("dau moi", "can bo dau moi", "nguoi phu trach", "can bo phu trach"),
    "deliverable": ("san pham", "ket qua", "san pham dau ra"),
    "assigned_on": ("ngay giao", "ngay bat dau"),
    "due": ("han", "thoi han", "han hoan thanh", "thoi gian hoan thanh", "han xu ly"),
    "full_name": ("ho ten", "ho va ten", "ten can bo", "ho ten can bo"),
    "position": ("chuc vu", "chuc danh"),
    "department": ("phong", "phong ban", "don vi", "don vi cong tac", "bo phan"),
    "entitled_on": ("ngay duoc cap", "thuoc dien tu"),
    "serial": ("so serial", "serial", "so chung thu", "so hieu chung thu so"),
    "valid_from": ("hieu luc tu", "ngay cap", "ngay hieu luc", "tu ngay"),
    "valid_to": ("hieu luc den", "ngay het han", "het han", "den ngay"),
    "signing": ("ky so", "su dung chu ky so", "co ky so", "da su dung"),
    "month": ("thang", "ky", "ky bao cao", "thang bao cao"),
    "total": ("tong so", "tong so van ban", "tong so ho so", "tong"),
    "online": ("truc tuyen", "xu ly tren mang", "so xu ly tren mang", "tren moi truong mang"),
    "name": (
        "ten",
        "ten goi",
        "ten thu tuc",
        "ten thu tuc hanh chinh",
        "thu tuc hanh chinh",
        "ten co so du lieu",
        "ten csdl",
        "ten du an",
        "ten bao cao",
        "ten nhiem vu",
        "noi dung",
    ),
    "field": ("linh vuc", "nganh", "linh vuc thu tuc"),
    "level": ("muc do", "muc do dvc", "muc dvctt", "muc do dich vu cong", "muc"),
    "in_force": ("con hieu luc", "hieu luc", "dang ap dung"),
    "portal": ("cong dvcqg", "tich hop cong dvcqg", "tich hop cong quoc gia", "tren cong dvcqg"),
    "fee": ("phi", "le phi", "phi le phi", "co phi le phi", "co thu phi"),
    "payment": ("thanh toan", "thanh toan truc tuyen", "tttt"),
    "result_sync": ("dong bo ket qua", "dong bo kq"),
    "status_sync": ("dong bo trang thai", "dong bo tt"),
    "received": ("tiep nhan", "so tiep nhan", "ho so tiep nhan", "so ho so tiep nhan"),
    "received_online": ("tiep nhan truc tuyen", "truc tuyen", "ho so truc tuyen"),
    "payments": ("giao dich thanh toan", "so giao dich", "so giao dich thanh toan"),
    "payments_portal": ("giao dich tren cong dvcqg", "thanh toan tren cong dvcqg"),
    "results": ("ket qua giai quyet", "so ket qua", "da giai quyet"),
    "results_synced": ("ket qua dong bo", "so ket qua dong bo"),
    "one_stop": ("mot cua", "ho so mot cua", "ho so tai bo phan mot cua"),
    "one_stop_synced": ("mot cua dong bo", "ho so mot cua dong bo"),
    "procedure": ("ma thu tuc", "ma tthc", "thu tuc", "ma"),
    "owner": ("don vi quan ly", "quan ly", "chu quan"),
    "funding": ("nguon von", "nguon kinh phi"),
    "budget": ("kinh phi", "tong muc dau tu", "tong kinh phi", "du toan"),
    "spent": ("giai ngan", "da giai ngan"),
    "stage": ("trang thai", "giai doan", "tinh trang", "tien do"),
    "updated_on": ("ngay cap nhat", "cap nhat lan cuoi", "lan cap nhat gan nhat"),
    "records": ("so ban ghi", "so luong ban ghi"),
    "regulation": ("quy che", "quy dinh", "so quy che"),
    "frequency": ("tan suat", "dinh ky", "ky bao cao"),
    "recipient": ("noi nhan", "noi nhan bao cao", "don vi nhan"),
    "basis": ("can cu", "co so phap ly", "van ban quy dinh"),
    "held_on": ("ngay", "ngay to chuc", "thoi gian"),
    "participants": ("so nguoi", "so luong", "so nguoi tham du", "so hoc vien"),
    "due_on": ("han", "thoi han", "han hoan thanh"),
    "done_on": ("ngay hoan thanh", "hoan thanh ngay"),
    "note": ("ghi chu", "chu thich", "ghi chep"),
}
"""Other ways in which offices name the columns of their sheets, folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a sheet is read: its head's rows, the field of each column, and the rows with records.

    Rows and columns count from 1. `score` is the share of the register's fields that were found,
    1 for all.
    """

    head_first: int
    head_last: int
    columns: Mapping[int, str]
    score: float

    @property
    def first_row(self) -> int:
        """The first row below the head."""
        return self.head_last + 1


def titles_of(register: Register, shown: Titles) -> dict[str, tuple[str, ...]]:
    """Return every title by which a column may name each field, folded, the likeliest first."""
    return {
        field.key: tuple(
            dict.fromkeys(
                _tidy(title)
                for title in (*shown.get(field.key, ()), field.key, *SYNONYMS.get(field.key, ()))
            )
        )
        for field in register.typed
    }


def recognise(rows: Rows, titles: Mapping[str, Sequence[str]]) -> Layout:
    """Find the head among the first rows, and the field that each of its columns names.

    A head may have two rows: a column is then named by the lower cell, or by both together.
    Where nothing is found, the first row is taken for a head without known columns.
    """
    best = Layout(head_first=1, head_last=1, columns={}, score=0.0)
    likeness = _Likeness(titles)
    for place in range(min(_HEAD_WITHIN, len(rows))):
        above = [_text(cell) for cell in rows[place]]
        heads = [(place, above)]
        if place + 1 < len(rows):
            heads.append((place + 1, _joined(above, [_text(cell) for cell in rows[place + 1]])))
        for last, names in heads:
            columns = _match(names, likeness)
            score = len(columns) / max(1, len(titles))
            is_simpler = last == place and best.head_first != best.head_last
            if score > best.score or (score == best.score and columns and is_simpler):
                best = Layout(
                    head_first=place + 1, head_last=last + 1, columns=columns, score=score
                )
    return _without_numbering(best, rows)


def named_fields(head: Sequence[Raw], titles: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the field that each cell of a row names, "" for none; nothing if it is no head.

    A head names two fields or more, each by one of its titles and not by something like it: no
    record must ever be taken for one.
    """
    spelled = {title: key for key, given in reversed([*titles.items()]) for title in given}
    found = tuple(spelled.get(_text(cell), "") for cell in head)
    named = [key for key in found if key]
    is_head = len(named) > 1 and len(set(named)) == len(named)
    return found if is_head else ()


def drafts(rows: Rows, layout: Layout, check: Check = unasked) -> list[Draft]:
    """Return the records below the head; empty rows and totals are left out."""
    found = []
    columns = tuple(layout.columns.items())
    for number, row in enumerate(rows[layout.head_last :], start=layout.first_row):
        check()
        raw = {key: row[column - 1] for column, key in columns if column <= len(row)}
        if all(_is_empty(value) for value in raw.values()) or _is_total(row):
            continue
        found.append(Draft(number, raw))
    return found


class _Likeness(dict[str, tuple[tuple[float, str], ...]]):
    """Which fields a title may name and how well, by title; each is compared once."""

    def __init__(self, titles: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self._titles = titles

    def __missing__(self, name: str) -> tuple[tuple[float, str], ...]:
        parts = (name, *name.split(" | "))
        offers = []
        for key, spellings in self._titles.items():
            worth = max(
                (
                    _likeness(part, spelling) - rank / 1000
                    for part in parts
                    for rank, spelling in enumerate(spellings)
                ),
                default=0.0,
            )
            if worth >= _ALIKE:
                offers.append((worth, key))
        self[name] = tuple(offers)
        return self[name]


def _match(names: Sequence[str], likeness: _Likeness) -> dict[int, str]:
    """Give each column the field that it names best; a field belongs to one column only."""
    offers = [
        (-worth, column, key)
        for column, name in enumerate(names, start=1)
        if name
        for worth, key in likeness[name]
    ]
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _worth, column, key in sorted(offers):
        if column not in found and key not in taken:
            found[column] = key
            taken.add(key)
    return dict(sorted(found.items()))


def _likeness(name: str, spelling: str) -> float:
    if name == spelling:
        return 1.0
    shorter, longer = sorted((len(name), len(spelling)))
    if shorter < _SHORTEST_ALIKE or 2 * shorter < _ALIKE * (shorter + longer):
        return 0.0
    matcher = SequenceMatcher(None, name, spelling)
    if matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio() * 0.99


def _joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Name each column by its lower cell and by both; an upper cell reaches over empty ones."""
    names = []
    reaching = ""
    for place, lower in enumerate(below):
        upper = above[place] if place < len(above) else ""
        reaching = upper or (reaching if lower else "")
        if upper and not lower:
            names.append(upper)
        elif lower:
            names.append(" | ".join(filter(None, (lower, f"{reaching} {lower}".strip()))))
        else:
            names.append("")
    return names


def _without_numbering(layout: Layout, rows: Rows) -> Layout:
    """Count a row below the head that only numbers the columns as a part of the head."""
    last = layout.head_last
    if last < len(rows):
        texts = ["" if cell is None else fold(str(cell)) for cell in rows[last]]
        written = [text for text in texts if text]
        if len(written) > 1 and all(_NUMBERING.fullmatch(text) for text in written):
            is_rising = written[0].strip("()") in ("1", "a") and len(set(written)) == len(written)
            if is_rising and len(written) >= len(layout.columns):
                last += 1
    return Layout(
        head_first=layout.head_first, head_last=last, columns=layout.columns, score=layout.score
    )


def _is_total(row: Sequence[Raw]) -> bool:
    first = next((cell for cell in row if isinstance(cell, str)), "")
    return len(first) <= _LONGEST_TOTAL and _text(first) in _TOTALS


def _is_empty(value: Raw) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(cell: Raw) -> str:
    if isinstance(cell, str):
        return _tidy(cell)
    return str(cell) if isinstance(cell, int) else ""


def _tidy(title: str) -> str:
    """Fold a title and drop what only decorates it: marks, stars, brackets."""
    return _MARKS.sub(" ", fold(title)).strip()
