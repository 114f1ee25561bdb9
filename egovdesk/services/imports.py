"""Imports: somebody's own file becomes a plan, and what is refused goes back with its causes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from egovdesk.documents.csv_reader import read_csv
from egovdesk.documents.table_writer import write_refused_rows
from egovdesk.documents.tables import Percent, Sheet, Workbook
from egovdesk.documents.tables import Value as Cell
from egovdesk.documents.workbook_notes import annotate_copy
from egovdesk.documents.workbook_reader import read_workbook
from egovdesk.domain.cells import CellIssue, IssueCode, Raw
from egovdesk.domain.errors import Check, ErrorCode, InputError, unasked
from egovdesk.domain.importing import Layout, drafts, named_fields, recognise, titles_of
from egovdesk.domain.legacy_text import LegacyCells, LegacyText, legacy_cells
from egovdesk.domain.plans import OnMatch, OnTwice, Plan, Verdict, with_refused
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.services.registers import Registers
from egovdesk.wording import Language, in_language
from egovdesk.wording import registers as words

_TEXT_TABLES = (".csv", ".txt", ".tsv")
_SHOWN = 60


class OnLegacy(StrEnum):
    """What becomes of text in an encoding from before Unicode."""

    CONVERT = "convert"
    KEEP = "keep"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSheet:
    """A sheet as it can be imported; rows and columns count from 1."""

    name: str
    is_hidden: bool
    as_read: tuple[tuple[Raw, ...], ...]
    hidden_columns: frozenset[int]
    legacy: tuple[LegacyText, ...]
    unicode_cells: Mapping[tuple[int, int], str]

    def rows(self, *, converts_legacy: bool = True) -> Sequence[Sequence[Raw]]:
        """Return the cells, with text in old encodings converted or as it was read."""
        if not self.unicode_cells or not converts_legacy:
            return self.as_read
        rows = [list(row) for row in self.as_read]
        for (row, column), text in self.unicode_cells.items():
            rows[row - 1][column - 1] = text
        return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was read and checked, but not understood yet."""

    path: Path
    workbook: Workbook
    sheets: tuple[SourceSheet, ...]
    stamp: tuple[int, int] = (0, 0)

    @property
    def likeliest(self) -> int:
        """The place of the sheet that most probably holds the records."""
        seen = [(not s.is_hidden, len(s.as_read), -n) for n, s in enumerate(self.sheets)]
        return -max(seen)[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the officer decided: how matches and repeated rows are taken, and legacy text."""

    on_match: OnMatch = OnMatch.UPDATE
    on_twice: OnTwice = OnTwice.REFUSE
    on_legacy: OnLegacy = OnLegacy.CONVERT


class Imports:
    """Reads files and plans what they would do to a register."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    def open(self, path: Path, check: Check = unasked) -> Source:
        """Read a workbook or a text table; `check` may raise to cancel.

        Raises:
            InputError: it is none that can be read safely; the cause names the place.
        """
        is_text = path.suffix.lower() in _TEXT_TABLES
        stamp = _stamp(path)
        workbook = read_csv(path, check=check) if is_text else read_workbook(path, check=check)
        sheets = tuple(_source_sheet(sheet, check) for sheet in workbook.sheets)
        return Source(path=path, workbook=workbook, sheets=sheets, stamp=stamp)

    def recognise(self, sheet: SourceSheet, kind: RegisterKind) -> Layout:
        """Find the head of a sheet and the fields of its columns."""
        layout = recognise(sheet.rows(), titles_of(REGISTERS[kind], _titles(kind)))
        shown = {c: key for c, key in layout.columns.items() if c not in sheet.hidden_columns}
        return replace(layout, columns=shown or layout.columns)

    def named_fields(self, kind: RegisterKind, head: Sequence[Raw]) -> tuple[str, ...]:
        """Return the fields that the first row of a block names; nothing if it is no head."""
        return named_fields(head, titles_of(REGISTERS[kind], _titles(kind)))

    def likeliest_register(
        self,
        source: Source,
        *,
        kinds: Iterable[RegisterKind] = REGISTERS,
        places: Iterable[int] | None = None,
    ) -> tuple[RegisterKind, int, Layout] | None:
        """Return the register that a file seems to hold, with sheet and layout; None for none.

        Only these kinds and sheets come into question; a sheet that is not hidden goes first.
        """
        offers = []
        for place in range(len(source.sheets)) if places is None else places:
            sheet = source.sheets[place]
            for kind in kinds:
                layout = self.recognise(sheet, kind)
                if set(REGISTERS[kind].key) <= set(layout.columns.values()):
                    worth = (not sheet.is_hidden, layout.score, len(layout.columns), -place)
                    offers.append((worth, kind, place, layout))
        if not offers:
            return None
        _worth, kind, place, layout = max(offers, key=lambda offer: offer[0])
        return kind, place, layout

    def plan(
        self,
        kind: RegisterKind,
        sheet: SourceSheet,
        layout: Layout,
        as_of: date,
        choices: Choices,
        check: Check = unasked,
    ) -> Plan:
        """Say what importing the sheet would do, row by row; nothing is done yet.

        `check` may raise to cancel.
        """
        converts = choices.on_legacy is OnLegacy.CONVERT
        found = drafts(sheet.rows(converts_legacy=converts), layout, check)
        planned = self._registers.plan(
            kind,
            found,
            as_of,
            on_match=choices.on_match,
            on_twice=choices.on_twice,
            check=check,
        )
        if choices.on_legacy is OnLegacy.REFUSE:
            return with_refused(planned, _legacy_issues(sheet, layout))
        return planned

    def return_refused(
        self, source: Source, place: int, layout: Layout, planned: Plan, target: Path
    ) -> None:
        """Write a copy of the officer's own workbook with the cause on each refused cell.

        Of a text table only the refused rows are written, as a workbook.

        Raises:
            InputError: the file cannot be written, or the source has changed meanwhile.
        """
        problems = problems_of(planned, layout)
        sheet = source.workbook.sheets[place]
        if source.path.suffix.lower() in _TEXT_TABLES:
            title = words.name(planned.register.kind)
            write_refused_rows(target, title, sheet, problems)
        else:
            if _stamp(source.path) != source.stamp:
                raise InputError(ErrorCode.WORKBOOK_CHANGED, file=source.path.name)
            annotate_copy(source.path, target, sheet.name, problems)


def _stamp(path: Path) -> tuple[int, int]:
    """Return by what a file that was written again differs; zeros where there is none."""
    try:
        found = path.stat()
    except OSError:  # reading it says why
        return 0, 0
    return found.st_mtime_ns, found.st_size


def problems_of(planned: Plan, layout: Layout) -> dict[tuple[int, int], str]:
    """Return a sentence for each refused cell, by row and column of the source."""
    kind = planned.register.kind
    column_of = {key: column for column, key in layout.columns.items()}
    first = min(column_of.values(), default=1)
    found: dict[tuple[int, int], list[str]] = {}
    for row in planned.rows:
        if row.verdict is not Verdict.REFUSED:
            continue
        for key, issue in row.issues.items():
            if issue.blocks:
                said = words.issue(kind, issue)
                if key not in column_of:
                    said = f"{words.title(kind, key)}: {said}"
                found.setdefault((row.place, column_of.get(key, first)), []).append(said)
    return {cell: " ".join(sentences) for cell, sentences in found.items()}


def _legacy_issues(sheet: SourceSheet, layout: Layout) -> dict[int, dict[str, CellIssue]]:
    """Return what is to be said of text in old encodings, by row and field."""
    found: dict[int, dict[str, CellIssue]] = {}
    for (row, column), text in sheet.unicode_cells.items():
        if column in layout.columns:
            issue = CellIssue(IssueCode.LEGACY, text[:_SHOWN])
            found.setdefault(row, {})[layout.columns[column]] = issue
    return found


def _titles(kind: RegisterKind) -> Mapping[str, Sequence[str]]:
    """Return the program's own titles of the fields in both languages, as templates have them."""
    found: dict[str, list[str]] = {field.key: [] for field in REGISTERS[kind].typed}
    for language in Language:
        with in_language(language):
            for key, titles in found.items():
                titles.append(words.title(kind, key))
    return found


def _source_sheet(sheet: Sheet, check: Check) -> SourceSheet:
    rows = [list(row) for row in sheet.rows]
    for (row, column), flaw in sheet.flaws.items():
        rows[row - 1][column - 1] = flaw.shown or "#VALUE!"
    legacy = _legacy_of(sheet, check)
    return SourceSheet(
        name=sheet.name,
        is_hidden=sheet.is_hidden,
        as_read=tuple(_as_read(row, check) for row in rows),
        hidden_columns=sheet.hidden_columns,
        legacy=legacy.found,
        unicode_cells=legacy.unicode,
    )


def _as_read(row: Sequence[Cell], check: Check) -> tuple[Raw, ...]:
    check()
    return tuple([_raw(cell) for cell in row])


def _raw(cell: Cell) -> Raw:
    if cell is None or isinstance(cell, str | bool | int | date):
        return cell
    if isinstance(cell, Percent):
        return f"{cell.value}%"
    return float(cell) if isinstance(cell, Decimal) else str(cell)


def _legacy_of(sheet: Sheet, check: Check) -> LegacyCells:
    fonts = sheet.fonts

    def cells() -> Iterator[tuple[int, int, str, str]]:
        for number, row in enumerate(sheet.rows, start=1):
            check()
            for column, cell in enumerate(row, start=1):
                if isinstance(cell, str):
                    yield number, column, cell, fonts.get((number, column), "") if fonts else ""

    return legacy_cells(cells())
