"""A copy of somebody's own workbook that says in each refused cell what is wrong with it.

Only what the notes need is changed: the sheet's cells get a fill, and a comment is added to each.
Every other part (formulas and their results, charts, pictures, other sheets) is copied as it is,
which no library that loads and saves a whole workbook can promise.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path

from lxml import etree

from egovdesk.documents.tables import coordinate
from egovdesk.documents.workbook_cells import COLUMNS, local_name
from egovdesk.documents.workbook_check import Package, open_package
from egovdesk.documents.workbook_zip import damaged, shown
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.text import clean_multiline
from egovdesk.files import replacing

Problems = Mapping[tuple[int, int], str]
"""Sentences by row and column, both counted from 1."""

_AUTHOR = "eGovDesk"
_FILL = "FFFFD9D9"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_PART = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_DRAWING = frozenset(
    {
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
        *("tableParts", "extLst"),
    }
)
_DRAWING = """<xml xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>
<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"
 path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
</xml>"""
_SHAPE = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202"
 style="position:absolute;width:220pt;height:{height}pt;z-index:1;visibility:hidden"
 fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData>
</v:shape>
"""
_BOX_ROW, _BOX_COLUMN = (
    re.compile(rb"<(?:\w+:)?%s>\s*([0-9]{1,7})\s*</" % name) for name in (b"Row", b"Column")
)
_BOX_END = re.compile(rb"</(?:\w+:)?shape>")
_FIRST_SHAPE = 50_001
"""Far above the numbers that programs give to their own."""
_NOTE_HEIGHT, _LINE_HEIGHT, _LETTERS_IN_LINE = 24, 14, 36


def annotate_copy(
    source: Path,
    target: Path,
    sheet: str,
    problems: Problems,
    *,
    check: Callable[[], None] = lambda: None,
) -> None:
    """Copy a workbook with a fill and a comment on each refused cell of one sheet.

    Raises:
        InputError: as `read_workbook`; WORKBOOK_TOO_LARGE where the sheet is beyond 64 MB of XML
            (`write_refused_rows` serves then), WORKBOOK_CHANGED where it is no longer there.
    """
    with open_package(source, check) as package:
        part = next((found.part for found in package.sheets if found.name == sheet), None)
        if part is None:
            raise InputError(ErrorCode.WORKBOOK_CHANGED, file=str(source))
        copy = _Copy(package, part)
        try:
            if problems:
                copy.annotate(problems)
        except ValueError as error:  # names and numbers that no spreadsheet program writes
            raise damaged(str(source), sheet, "xml") from error
        with replacing(target) as stream:
            copy.write(zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED), check)


class _Copy:
    """The parts of the copy that differ from the source."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._part = part
        self._changed: dict[str, bytes] = {}

    def annotate(self, problems: Problems) -> None:
        """Change what the notes need."""
        tree = self._package.tree(self._part)
        cells = _cells(self._package, self._part, tree, problems)
        self._fill(cells)
        self._comment(problems, etree.QName(tree).namespace or "")
        self._draw(tree, problems)
        self._change(self._part, tree)

    def write(self, container: zipfile.ZipFile, check: Callable[[], None]) -> None:
        """Write every part, the changed ones in the places of the old."""
        left = dict(self._changed)
        with container:
            for name in self._package.names():
                check()
                key = name.replace("\\", "/").casefold()
                changed = left.pop(key, b"")
                container.writestr(name, changed or self._package.raw(name))
            for name, data in left.items():
                container.writestr(name, data)

    def _change(self, part: str, tree: etree._Element) -> None:
        data = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        key = part.casefold()
        self._changed[key if self._package.has(part) else part] = data

    def _fill(self, cells: list[etree._Element]) -> None:
        """Give the cells a twin of their own style with another fill."""
        styles = self._package.styles
        if styles is None:
            return
        tree = self._package.tree(styles)
        fills, looks = tree.find("{*}fills"), tree.find("{*}cellXfs")
        if fills is None or looks is None:
            return
        fill = _below(fills, "fill")
        pattern = _below(fill, "patternFill", patternType="solid")
        _below(pattern, "fgColor", rgb=_FILL)
        _below(pattern, "bgColor", indexed="64")
        twins: dict[str, str] = {}
        for cell in cells:
            own = cell.get("s", "0")
            if own not in twins:
                if not own.isdecimal() or int(own) >= len(looks):
                    raise damaged(self._package.file, cell.get("r", ""), "style")
                twin = deepcopy(looks[int(own)])
                twin.set("fillId", str(len(fills) - 1))
                twin.set("applyFill", "1")
                looks.append(twin)
                twins[own] = str(len(looks) - 1)
            cell.set("s", twins[own])
        for listed in (fills, looks):
            listed.set("count", str(len(listed)))
        self._change(styles, tree)

    def _comment(self, problems: Problems, space: str) -> None:
        """Add the sentences to the sheet's comments, behind what a cell's own comment says."""
        part = self._related("comments", "xl/comments{}.xml", _COMMENTS_TYPE)
        if self._package.has(part):
            tree = self._package.tree(part)
        else:
            tree = etree.fromstring(f'<comments xmlns="{space}"/>')
            _below(tree, "authors")
            _below(tree, "commentList")
        authors, listed = tree.find("{*}authors"), tree.find("{*}commentList")
        if authors is None or listed is None:
            raise damaged(self._package.file, part, "xml")
        _below(authors, "author").text = _AUTHOR
        known = {comment.get("ref", ""): comment for comment in listed}
        for (row, column), sentence in sorted(problems.items()):
            place = coordinate(row, column)
            comment = known.get(place)
            said = clean_multiline(sentence)
            if comment is None:
                author = str(len(authors) - 1)
                comment = _below(listed, "comment", ref=place, authorId=author)
                _below(comment, "text")
            else:
                said = f"\n{said}"
            text = comment.find("{*}text")
            if text is None:
                raise damaged(self._package.file, part, "xml")
            run = _below(_below(text, "r"), "t")
            run.text = said
            run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        self._change(part, tree)

    def _draw(self, tree: etree._Element, problems: Problems) -> None:
        """Draw the boxes of the comments, without which programs show none."""
        element = tree.find("{*}legacyDrawing")
        part = self._related("vmlDrawing", "xl/drawings/vmlDrawing{}.vml", _DRAWING_TYPE)
        if element is None:
            element = tree.makeelement(f"{{{etree.QName(tree).namespace}}}legacyDrawing")
            later = (place for place, one in enumerate(tree) if local_name(one) in _AFTER_DRAWING)
            tree.insert(next(later, len(tree)), element)
            element.set(f"{{{_relation_space(tree)}}}id", self._relation_to(part))
        # Excel's drawings are not always XML, so shapes are put in front of the last tag.
        drawing = b"".join(self._package.blocks(part)) if self._package.has(part) else b""
        before, end, after = (drawing or _DRAWING.encode()).rpartition(b"</xml>")
        there = _drawn(drawing)
        shapes = "".join(
            _shape(number, row, column, sentence)
            for number, ((row, column), sentence) in enumerate(sorted(problems.items()))
            if (row, column) not in there
        )
        key = part.casefold() if self._package.has(part) else part
        self._changed[key] = before + shapes.encode() + end + after

    def _related(self, kind: str, pattern: str, type_: str) -> str:
        """Return the part of a kind that the sheet points to; make a place for it otherwise."""
        for relation in self._relations().values():
            if relation[0] == kind:
                return relation[1]
        number = next(n for n in range(1, 10_000) if not self._package.has(pattern.format(n)))
        part = pattern.format(number)
        self._relate(kind, part)
        self._declare(part, type_)
        return part

    def _rels_part(self) -> str:
        folder, name = posixpath.split(self._part)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def _current(self, part: str, empty: str) -> etree._Element:
        """Return a part as it is by now, or an empty one."""
        key = part.casefold() if self._package.has(part) else part
        if key in self._changed:
            return etree.fromstring(self._changed[key])
        return self._package.tree(part) if self._package.has(part) else etree.fromstring(empty)

    def _relations(self) -> dict[str, tuple[str, str]]:
        """Return kind and part of what the sheet points to, new relations included."""
        folder = posixpath.dirname(self._part)
        empty = f'<Relationships xmlns="{_RELATIONS}"/>'
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip(
                    "/"
                ),
            )
            for element in self._current(self._rels_part(), empty)
        }

    def _relate(self, kind: str, part: str) -> None:
        tree = self._current(self._rels_part(), f'<Relationships xmlns="{_RELATIONS}"/>')
        ids = {element.get("Id") for element in tree}
        free = next(f"rId{number}" for number in range(1, 100_000) if f"rId{number}" not in ids)
        _below(tree, "Relationship", Id=free, Type=f"{_RELATED}/{kind}", Target=f"/{part}")
        self._change(self._rels_part(), tree)

    def _relation_to(self, part: str) -> str:
        found = (key for key, (_kind, target) in self._relations().items() if target == part)
        return next(found, "")

    def _declare(self, part: str, type_: str) -> None:
        """Name the part's type in the list of types."""
        tree = self._current(_TYPES_PART, f'<Types xmlns="{_TYPES}"/>')
        if part.endswith(".vml"):
            known = {element.get("Extension", "").casefold() for element in tree}
            if "vml" not in known:
                default = tree.makeelement(
                    f"{{{_TYPES}}}Default", {"Extension": "vml", "ContentType": type_}
                )
                tree.insert(0, default)
        else:
            _below(tree, "Override", PartName=f"/{part}", ContentType=type_)
        self._change(_TYPES_PART, tree)


def _below(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    """Add an element of the parent's own namespace."""
    space = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{space}}}{name}" if space else name, attributes)


def _relation_space(tree: etree._Element) -> str:
    """Return the namespace of `r:id`, which the strict kind of workbook names otherwise."""
    spaces = (space for space in tree.nsmap.values() if space.endswith("/relationships"))
    return next(spaces, _RELATED)


def _cells(
    package: Package, part: str, tree: etree._Element, problems: Problems
) -> list[etree._Element]:
    """Find the refused cells in the sheet; those that are not there are made."""
    data = tree.find("{*}sheetData")
    if data is None:
        raise damaged(package.file, part, "xml")
    space = etree.QName(data).namespace
    rows = _numbered(data, lambda row, number: int(row.get("r", str(number))))
    cells: dict[int, etree._Element] = {}
    found: list[etree._Element] = []
    last = 0
    for number, column in sorted(problems):
        if number not in rows:
            _insert(data, rows, number, data.makeelement(f"{{{space}}}row", {"r": str(number)}))
        row = rows[number]
        if number != last:
            cells = _numbered(row, _column)
            last = number
        if column not in cells:
            named = {"r": coordinate(number, column)}
            _insert(row, cells, column, row.makeelement(f"{{{space}}}c", named))
            row.attrib.pop("spans", "")
        found.append(cells[column])
    return found


def _insert(
    parent: etree._Element,
    known: dict[int, etree._Element],
    number: int,
    element: etree._Element,
) -> None:
    """Put a row or cell in its place among the others."""
    after = min((other for other in known if other > number), default=None)
    if after is None:
        parent.append(element)
    else:
        known[after].addprevious(element)
    known[number] = element


def _numbered(
    parent: etree._Element, place: Callable[[etree._Element, int], int]
) -> dict[int, etree._Element]:
    """Return rows or cells by their numbers; one without a number follows the one before."""
    found: dict[int, etree._Element] = {}
    last = 0
    for element in parent:
        if local_name(element) in {"row", "c"}:
            last = place(element, last + 1)
            found[last] = element
    return found


def _column(cell: etree._Element, place: int) -> int:
    letters = cell.get("r", "").rstrip("0123456789")
    return COLUMNS[letters.encode()] if letters else place


def _shape(number: int, row: int, column: int, sentence: str) -> str:
    lines = sum(1 + len(line) // _LETTERS_IN_LINE for line in shown(sentence).split("\n"))
    height = _NOTE_HEIGHT + _LINE_HEIGHT * lines
    return _SHAPE.format(
        number=_FIRST_SHAPE + number, row=row - 1, column=column - 1, height=height
    )


def _drawn(drawing: bytes) -> set[tuple[int, int]]:
    """Return the cells whose own comments have their boxes already."""
    return {
        (int(row[1]) + 1, int(column[1]) + 1)
        for shape in _BOX_END.split(drawing)
        if (row := _BOX_ROW.search(shape)) and (column := _BOX_COLUMN.search(shape))
    }
