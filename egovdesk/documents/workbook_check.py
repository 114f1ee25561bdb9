"""The suspicious look at a workbook from outside, before anything is read out of it.

An .xlsx is a zip of XML parts that point at one another. Every part must be UTF-8 without a DTD,
and a part is found only among the zip's own members: nothing outside the file is ever opened,
whatever a target says. `workbook_zip` has judged the zip before.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from egovdesk.documents.workbook_zip import (
    BROKEN,
    damaged,
    not_xlsx,
    open_zip,
    plausible,
    too_large,
)
from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.files import unreadable

MAX_TREE = 64 << 20
"""The most of a part that is held as a tree; sheets and texts are streamed instead."""
MAX_SHEETS = 255
BLOCK = 256 << 10
"""Bytes per step: short enough that other threads and a cancellation get their turn."""

Check = Callable[[], None]
"""Raises where the person cancelled; asked between steps."""

_SNIFFED = 4096
_MAX_PIECE = 32 << 20
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_READABLE = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_DTD = b"<!DOCTYPE"
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet")

_PARSER_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class NotPlainError(Exception):
    """The XML is not written in the usual way; it needs a whole parser."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a part points: the last word of the relation's type, and a part's name."""

    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet as the workbook lists it, and the part that holds it."""

    name: str
    part: str
    is_hidden: bool


class Package:
    """A workbook whose zip is plausible; its parts are found by name, without regard to case."""

    def __init__(self, file: str, container: zipfile.ZipFile, check: Check) -> None:
        self.file = file
        self._container = container
        self._check = check
        self._members = plausible(file, container.infolist())
        self.book = self._book_part()
        tree = self.tree(self.book)
        relations = self.relations(self.book)
        self.is_1904 = any(
            element.get("date1904") in {"1", "true"} for element in tree.iter("{*}workbookPr")
        )
        self.sheets = self._sheet_parts(tree, relations)
        self.styles = _first(relations.values(), "styles")
        self.strings = _first(relations.values(), "sharedStrings")

    def names(self) -> Sequence[str]:
        """Return the zip's members in their order, as they are named there."""
        return self._container.namelist()

    def has(self, part: str) -> bool:
        """Say whether the zip holds this part."""
        return part.casefold() in self._members

    def raw(self, member: str) -> bytes:
        """Return a member's bytes whatever they are, by its name in the zip."""
        with self._reading(member):
            return self._container.read(member)

    def blocks(self, part: str) -> Iterator[bytes]:
        """Give a part's bytes step by step, once they are UTF-8 and without a DTD.

        Raises:
            InputError: the part is missing, damaged, in another encoding or has a DTD.
        """
        member = self._members.get(part.casefold())
        if member is None:
            raise damaged(self.file, part, "part-missing")
        tail = b""
        with self._reading(part), self._container.open(member) as stream:
            while block := stream.read(BLOCK):
                self._check()
                if not tail:
                    _check_encoding(self.file, part, block)
                if _DTD in block or _DTD in tail + block[: len(_DTD)]:
                    raise damaged(self.file, part, "dtd")
                tail = block[-len(_DTD) :]
                yield block

    def tree(self, part: str) -> etree._Element:
        """Return a small part as a tree.

        Raises:
            InputError: as `blocks`, or it is not XML, or too large for a tree.
        """
        data = io.BytesIO()
        for block in self.blocks(part):
            data.write(block)
            if data.tell() > MAX_TREE:
                raise too_large(self.file, part, "part-size", MAX_TREE)
        return parse(data.getvalue(), self.file, part)

    def pieces(self, part: str, end: bytes) -> Iterator[bytes]:
        """Give a part in pieces that end with the tag `end`, then what is left.

        Raises:
            InputError: as `blocks`.
            NotPlainError: a piece would be too long.
        """
        pending: list[bytes] = []
        size = 0
        for block in self.blocks(part):
            # The tag may have begun in the block before.
            known = b"".join(pending[-1:]) + block
            place = known.rfind(end) + len(end)
            if place < len(end):
                pending.append(block)
                size += len(block)
                if size > _MAX_PIECE:
                    raise NotPlainError
                continue
            yield b"".join(pending[:-1]) + known[:place]
            pending, size = [known[place:]], len(known) - place
        yield b"".join(pending)

    def pull(self, part: str, tags: Sequence[str]) -> Iterator[etree._Element]:
        """Parse a part step by step; give the elements of these names when they end.

        Raises:
            InputError: as `blocks`, or it is not XML.
        """
        parser = etree.XMLPullParser(
            events=("end",), tag=[f"{{*}}{tag}" for tag in tags], **_PARSER_OPTIONS
        )
        try:
            for block in self.blocks(part):
                parser.feed(block)
                for _, element in parser.read_events():
                    assert isinstance(element, etree._Element)  # noqa: SLF001 - its only name
                    yield element
            parser.close()
        except etree.XMLSyntaxError as error:
            raise damaged(self.file, part, "xml") from error

    def relations(self, part: str) -> Mapping[str, Relation]:
        """Return where a part points, by the relation's id; "" stands for the package itself."""
        folder, name = posixpath.split(part)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listed):
            return {}
        found: dict[str, Relation] = {}
        for element in self.tree(listed).iter("{*}Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            found[element.get("Id", "")] = Relation(
                kind=element.get("Type", "").rpartition("/")[2],
                target=posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"),
                is_external=element.get("TargetMode", "") == "External",
            )
        return found

    @contextmanager
    def _reading(self, part: str) -> Iterator[None]:
        try:
            yield
        except InputError:
            raise
        except BROKEN as error:
            raise damaged(self.file, part, "truncated") from error
        except OSError as error:
            raise unreadable(Path(self.file), error) from error

    def _book_part(self) -> str:
        """Find the workbook among the parts and judge what kind of workbook it is."""
        types = "[Content_Types].xml"
        if not self.has(types):
            cause = "ods" if self.has("META-INF/manifest.xml") else "other"
            raise not_xlsx(self.file, cause)
        part = _first(self.relations("").values(), "officeDocument")
        if part is None:
            raise not_xlsx(self.file, "other")
        declared = {
            (element.get("PartName") or "." + element.get("Extension", "")).lstrip("/").casefold():
            element.get("ContentType", "").casefold()
            for element in self.tree(types)
        }  # fmt: skip
        own = declared.get(part.casefold(), declared.get("." + part.rpartition(".")[2], ""))
        if any(word in found for found in declared.values() for word in _MACRO_TYPES) or any(
            name.endswith("vbaproject.bin") for name in self._members
        ):
            raise InputError(ErrorCode.WORKBOOK_MACROS, file=self.file)
        if "spreadsheetml" not in own:
            raise not_xlsx(self.file, "xlsb" if "ms-excel" in own else "other")
        return part

    def _sheet_parts(
        self, tree: etree._Element, relations: Mapping[str, Relation]
    ) -> tuple[SheetPart, ...]:
        listed = list(tree.iterfind("{*}sheets/{*}sheet"))
        if len(listed) > MAX_SHEETS:
            raise too_large(self.file, "", "sheets", MAX_SHEETS)
        sheets: list[SheetPart] = []
        for element in listed:
            name = element.get("name", "")
            relation = relations.get(_relation_id(element))
            if relation is None or relation.is_external or not self.has(relation.target):
                raise damaged(self.file, name, "sheet-missing")
            if "macrosheet" in relation.kind.casefold():
                raise InputError(ErrorCode.WORKBOOK_MACROS, file=self.file)
            if relation.kind == "worksheet":
                hidden = element.get("state", "visible") != "visible"
                sheets.append(SheetPart(name, relation.target, hidden))
        for key in ("name", "part"):
            values = [str(getattr(sheet, key)).casefold() for sheet in sheets]
            if len(set(values)) != len(values):
                raise damaged(self.file, "", "sheet-twice")
        return tuple(sheets)


@contextmanager
def open_package(path: Path, check: Check = lambda: None) -> Iterator[Package]:
    """Open a workbook for reading, once its zip is plausible.

    Raises:
        InputError: the file cannot be read, is no .xlsx, is locked by a password, holds macros,
            is damaged or too large.
    """
    file = str(path)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error
    with stream, open_zip(stream, file) as container:
        yield Package(file, container, check)


def parse(data: bytes, file: str, part: str) -> etree._Element:
    """Parse checked bytes into a tree.

    Raises:
        InputError: they are not XML.
    """
    try:
        return etree.fromstring(data, etree.XMLParser(**_PARSER_OPTIONS))
    except etree.XMLSyntaxError as error:
        raise damaged(file, part, "xml") from error


def _first(relations: Iterable[Relation], kind: str) -> str | None:
    """Return the first part of a kind; what lies outside the file does not count."""
    found = (one for one in relations if one.kind == kind and not one.is_external)
    return next((one.target for one in found), None)


def _relation_id(element: etree._Element) -> str:
    """Return the value of `r:id`, whichever of its namespaces is used."""
    ids = [str(value) for key, value in element.attrib.items() if str(key).endswith("}id")]
    return ids[0] if ids else ""


def _check_encoding(file: str, part: str, start: bytes) -> None:
    bare = start.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(bare)
    if not bare.lstrip()[:1] == b"<" or b"\0" in start[:_SNIFFED]:
        raise damaged(file, part, "encoding")
    if declared and declared[1].lower() not in _READABLE:
        raise damaged(file, part, "encoding")
