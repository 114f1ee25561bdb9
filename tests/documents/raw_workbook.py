"""Workbooks written by hand, part by part, so that every part can be wrong."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK_TYPE = f"{_TYPE}.sheet.main+xml"

BOOK, SHEET, STRINGS, STYLES = (
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)
TYPES, ROOT, RELATIONS = "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"
FORMATS = ("General", "0.0%", "dd/mm/yyyy", "hh:mm", "@")
"""The formats behind the style numbers 0 to 4; 5 and 6 are .VnTime and VNI-Times."""


def sheet(rows: str, *, before: str = "", after: str = "") -> bytes:
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATED}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    ).encode()


def row(cells: str, number: int = 1) -> str:
    return f'<row r="{number}">{cells}</row>'


def strings(*entries: str) -> bytes:
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{entry}</si>" for entry in entries)}</sst>'.encode()


def styles() -> bytes:
    formats = "".join(
        f'<numFmt numFmtId="{164 + place}" formatCode="{code}"/>'
        for place, code in enumerate(FORMATS)
    )
    fonts = "".join(
        f'<font><sz val="11"/><name val="{name}"/></font>'
        for name in ("Times New Roman", ".VnTime", "VNI-Times")
    )
    cells = "".join(
        f'<xf numFmtId="{164 + place}" fontId="0"/>' for place in range(len(FORMATS))
    ) + "".join(f'<xf numFmtId="0" fontId="{font}"/>' for font in (1, 2))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts>{fonts}</fonts>'
        '<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
        f'<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>'
        f"<cellXfs>{cells}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ).encode()


def book(names: Iterable[str] = ("Sheet1",), *, extra: str = "") -> bytes:
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}">{extra}<sheets>{listed}</sheets></workbook>'
    ).encode()


def relations(entries: Mapping[str, tuple[str, str]], *, extra: str = "") -> bytes:
    """Relations by id: kind and target."""
    listed = "".join(
        f'<Relationship Id="{key}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for key, (kind, target) in entries.items()
    )
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}{extra}</Relationships>'.encode()
    )


def types(book_type: str = BOOK_TYPE, *, extra: str = "") -> bytes:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book_type}"/>'
        f'<Override PartName="/{SHEET}" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/{STYLES}" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{_TYPE}.sharedStrings+xml"/>'
        f"{extra}</Types>"
    ).encode()


def parts(rows: str = "") -> dict[str, bytes]:
    """The parts of an honest workbook with one sheet of these rows."""
    return {
        TYPES: types(),
        ROOT: relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        BOOK: book(),
        RELATIONS: relations(
            {
                "rId1": ("worksheet", "worksheets/sheet1.xml"),
                "rId8": ("styles", "styles.xml"),
                "rId9": ("sharedStrings", "sharedStrings.xml"),
            }
        ),
        STYLES: styles(),
        STRINGS: strings("<t>một</t>", "<t>hai</t>"),
        SHEET: sheet(rows),
    }


def packed(content: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in content.items():
            container.writestr(name, data)
    return target.getvalue()


def saved(folder: Path, content: Mapping[str, bytes], name: str = "danh-sach.xlsx") -> Path:
    path = folder / name
    path.write_bytes(packed(content))
    return path
