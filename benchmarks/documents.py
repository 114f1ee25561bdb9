"""The documents of a quarter against bare libraries that draw the same.

A letter of some 60 pages: the sample unit's report with its tasks and procedures repeated. The
reference is what a programmer writes with reportlab alone: the same texts, one paragraph a cell,
in long tables with the same columns and repeated heads; no letterhead, no charts, no outline.
For the whole export it is that, the same cells written with openpyxl, the same data through
`json`, the same members signed and zipped, and the figures computed once.
"""

import io
import json
import os
from dataclasses import replace
from html import escape
from itertools import count, cycle, islice
from pathlib import Path

import pypdfium2
from openpyxl import Workbook, load_workbook
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

from benchmarks.export import PERIOD, answered_sample, copied, unpacked
from benchmarks.measure import Result, alternately, process, timed
from benchmarks.plain_export import export as plain_export
from egovdesk.bootstrap import open_desk
from egovdesk.documents import fonts
from egovdesk.documents.annex_text import Annex, annexes
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.services.documents import Source, rendered
from egovdesk.services.packages import KeyChoice
from egovdesk.wording import Language, in_language

TIMES = 7
PROCEDURES, TASKS = 400, 110
LETTER_LIMIT, EXPORT_LIMIT = 1.5, 1.3


def run(folder: Path) -> list[Result]:
    home, fresh = folder / "home", folder / "fresh"
    os.environ["EGOVDESK_HOME"] = str(home)
    answered_sample(fresh)
    return [_letter(fresh), _export(folder, home, fresh)]


def _letter(workspace: Path) -> Result:
    desk = open_desk(workspace)
    try:
        source = desk.documents.source(Quarter.parse(PERIOD))
    finally:
        desk.close()
    report = source.report
    many = replace(
        report,
        procedures=tuple(islice(cycle(report.procedures), PROCEDURES)),
        tasks=tuple(islice(cycle(report.tasks), TASKS)),
    )
    repeated = replace(source, report=many, is_draft=False)
    with in_language(Language.VI):
        said = annexes(many)
    mine, theirs = alternately(
        lambda: timed(lambda: rendered(repeated, Rendering.PDF)),
        lambda: timed(lambda: bare_tables(said)),
        TIMES,
    )
    pages = len(pypdfium2.PdfDocument(rendered(repeated, Rendering.PDF)))
    bare = sum(len(pypdfium2.PdfDocument(data)) for data in bare_tables(said))
    return Result(
        name="letter: whole / bare reportlab, same tables",
        ours=mine,
        reference=theirs,
        limit=LETTER_LIMIT,
        notes=(f"{pages} pages / {bare} pages",),
    )


def bare_tables(said: tuple[Annex, ...]) -> list[bytes]:
    """Draw the annexes' tables with reportlab alone, each as a file on the same paper."""
    fonts.register()
    made = []
    for annex in said:
        target = io.BytesIO()
        size = landscape(A4) if annex.is_landscape else A4
        sides = {"leftMargin": 24 * mm, "rightMargin": 9 * mm}  # its frame adds 6 points
        ends = {"topMargin": 18 * mm, "bottomMargin": 18 * mm}
        SimpleDocTemplate(target, pagesize=size, **sides, **ends).build([_bare_table(annex)])
        made.append(target.getvalue())
    return made


def _bare_table(annex: Annex) -> LongTable:
    size = 10 if annex.is_landscape else 11
    looks = [
        ParagraphStyle(
            f"bare {column.align}",
            fontName=fonts.REGULAR,
            fontSize=size,
            leading=size * 1.22,
            alignment={"left": 0, "centred": 1, "right": 2}[column.align],
        )
        for column in annex.columns
    ]
    rows = [[Paragraph(escape(column.title), looks[0]) for column in annex.columns]]
    for row in annex.rows:
        cells = [
            [Paragraph(escape(line), look) for line in cell.lines]
            for cell, look in zip(row.cells, looks, strict=False)
        ]
        rows.append(cells + [""] * (len(annex.columns) - len(cells)))
    return LongTable(
        rows,
        colWidths=[column.width * mm for column in annex.columns],
        repeatRows=1,
        style=[
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ],
    )


def _export(folder: Path, home: Path, fresh: Path) -> Result:
    numbers = count()
    first = copied(fresh, folder / "first")
    arguments = ("--period", PERIOD, "--out", str(first / "out"))
    process(home, "-m", "egovdesk", "export", str(first), *arguments)  # makes the trial key
    members = unpacked(next((first / "out").glob("*.asice")), folder / "members")
    key = next((home / "trial").glob("*.p12"))
    period = Quarter.parse(PERIOD)

    def ours() -> float:
        desk = open_desk(copied(fresh, folder / f"whole{next(numbers)}"))
        try:
            return timed(lambda: desk.packages.export(period, folder / "out", KeyChoice()))
        finally:
            desk.close()

    def parts() -> float:
        desk = open_desk(copied(fresh, folder / f"parts{next(numbers)}"))
        try:
            return timed(lambda: _bare_parts(desk.documents.source(period), members, key, folder))
        finally:
            desk.close()

    mine, theirs = alternately(ours, parts, TIMES)
    return Result(
        name="export: whole / sum of its bare parts",
        ours=mine,
        reference=theirs,
        limit=EXPORT_LIMIT,
        notes=("bare: figures computed once, reportlab, openpyxl, json, sign and zip",),
    )


def _bare_parts(source: Source, members: Path, key: Path, folder: Path) -> None:
    with in_language(Language.VI):
        bare_tables(annexes(source.report))
    _bare_workbook(members / "report.xlsx")
    _bare_data(members / "report.json")
    plain_export(key, members, folder / "plain.asice")


_CELLS: dict[Path, list[list[list[object]]]] = {}


def _bare_workbook(made: Path) -> None:
    """Write the cells of the workbook with openpyxl alone; they are read once beforehand."""
    if made not in _CELLS:
        _CELLS[made] = [
            [list(row) for row in sheet.iter_rows(values_only=True)]
            for sheet in load_workbook(made)
        ]
    book = Workbook()
    for rows in _CELLS[made]:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())


def _bare_data(made: Path) -> None:
    document = json.loads(made.read_bytes())
    json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
