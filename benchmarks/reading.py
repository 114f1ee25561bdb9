"""A workbook from outside: ours against calamine alone.

Ours judges the file, refuses what no spreadsheet program writes and finds error cells, formulas
without a result, legacy fonts and hidden rows; numbers are exact and percentages known as such.
Reference: python-calamine, which is native code and does none of that.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.measure import Result, alternately, timed
from egovdesk.documents.tables import letters
from egovdesk.documents.workbook_reader import read_workbook

TIMES = 5
LIMIT = 2.0
SIZES = ((15_000, 20), (100_000, 14))

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATED}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>'
    '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATED}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATED}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts><font><name val="Arial"/></font></fonts>'
    "<fills><fill/></fills><borders><border/></borders>"
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/></cellXfs></styleSheet>',
}


def run(folder: Path) -> list[Result]:
    results = []
    for rows, columns in SIZES:
        path = folder / f"{rows}x{columns}.xlsx"
        _write(path, rows, columns)

        def ours(path: Path = path) -> float:
            return timed(lambda: read_workbook(path))

        def reference(path: Path = path) -> float:
            return timed(lambda: _bare(path))

        mine, theirs = alternately(ours, reference, TIMES)
        results.append(
            Result(
                name=f"reading {rows:,} x {columns} / bare calamine",
                ours=mine,
                reference=theirs,
                limit=LIMIT,
                notes=(f"{path.stat().st_size / 1e6:.1f} MB, texts, numbers, dates, percentages",),
            )
        )
    return results


def _bare(path: Path) -> object:
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False)


def _write(path: Path, rows: int, columns: int) -> None:
    """Write a register as Excel would, its texts shared."""
    texts: dict[str, int] = {}
    sheet = "".join(_rows(rows, columns, texts))
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in _PARTS.items():
            target.writestr(name, content)
        target.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
        target.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        )


def _rows(rows: int, columns: int, texts: dict[str, int]) -> Iterator[str]:
    names = [letters(column) for column in range(1, columns + 1)]
    for row in range(1, rows + 1):
        cells = "".join(
            _cell(f"{name}{row}", row, place, texts) for place, name in enumerate(names)
        )
        yield f'<row r="{row}" spans="1:{columns}">{cells}</row>'


def _cell(place: str, row: int, column: int, texts: dict[str, int]) -> str:
    match column % 7:
        case 0:
            return _text(place, f"1.{row:06}", texts)
        case 1:
            return _text(place, f"Cấp giấy chứng nhận, mẫu số {row % 5000}", texts)
        case 2:
            return f'<c r="{place}" s="0"><v>{row * column}</v></c>'
        case 3:
            return f'<c r="{place}" s="1"><v>{44197 + row % 500}</v></c>'
        case 4:
            return _text(place, "Có", texts) if row % 3 else f'<c r="{place}" s="0"/>'
        case 5:
            return f'<c r="{place}" s="2"><v>{row % 1000 / 1000}</v></c>'
        case _:
            return f'<c r="{place}"><f>A{row}/8</f><v>{row / 8}</v></c>'


def _text(place: str, text: str, texts: dict[str, int]) -> str:
    return f'<c r="{place}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'
