"""Workbooks that no honest program writes: each is refused with its cause, or does no harm."""

import random
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from egovdesk.documents import workbook_check, workbook_zip
from egovdesk.documents.tables import MAX_CELLS, Sheet
from egovdesk.documents.workbook_reader import read_workbook
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError
from egovdesk.wording import Language, in_language
from egovdesk.wording.messages import explain
from tests.documents import raw_workbook as raw
from tests.documents.raw_workbook import BOOK, RELATIONS, ROOT, SHEET, STRINGS, STYLES, TYPES
from tests.signing.raw_zip import UTF8, Part, container

Parts = dict[str, bytes]
SENTINEL = "SENTINEL-5b0c"


def refusal(path: Path) -> InputError:
    """Return why a file is refused, once both languages can say it of this file."""
    with pytest.raises(InputError) as caught:
        read_workbook(path)
    error = caught.value
    assert error.data["file"] == str(path)
    for language in Language:
        with in_language(language):
            said = str(explain(error))
        assert str(path) in said
        assert "{" not in said
        assert SENTINEL not in said
    return error


def told(error: InputError) -> tuple[ErrorCode, object, object]:
    return error.code, error.data.get("cause"), error.data.get("place")


def of_parts(folder: Path, content: Parts) -> InputError:
    return refusal(raw.saved(folder, content))


def of_rows(folder: Path, rows: str) -> tuple[ErrorCode, object, object]:
    return told(of_parts(folder, raw.parts(rows)))


def sheet_of(folder: Path, content: Parts) -> Sheet:
    return read_workbook(raw.saved(folder, content)).sheets[0]


NOT_XLSX, DAMAGED, LARGE = (
    ErrorCode.WORKBOOK_NOT_XLSX,
    ErrorCode.WORKBOOK_DAMAGED,
    ErrorCode.WORKBOOK_TOO_LARGE,
)
NAME = "danh-sach.xlsx"


# What is no workbook at all


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b'\xef\xbb\xbf\r\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "old"),
        (b"TT;Ten\r\n1;A\r\n", "other"),
        (b"%PDF-1.7", "other"),
    ],
)
def test_other_files_are_called_by_their_name(tmp_path: Path, data: bytes, cause: str) -> None:
    path = tmp_path / NAME
    path.write_bytes(data)

    assert told(refusal(path))[:2] == (NOT_XLSX, cause)


def test_an_encrypted_workbook_is_to_be_unprotected(tmp_path: Path) -> None:
    path = tmp_path / NAME
    stream = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000) + stream)

    error = refusal(path)

    assert error.code is ErrorCode.WORKBOOK_PROTECTED
    with in_language(Language.EN):
        assert "unprotected .xlsx" in explain(error).cure


def test_an_encrypted_member_is_a_password(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(container(Part(TYPES, raw.types(), flags=UTF8 | 1)))

    assert refusal(path).code is ErrorCode.WORKBOOK_PROTECTED


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ({"mimetype": b"x", "META-INF/manifest.xml": b"<manifest/>"}, "ods"),
        ({"holiday.jpg": b"x"}, "other"),
        (
            raw.parts() | {TYPES: raw.types("application/vnd.ms-excel.sheet.binary.main")},
            "xlsb",
        ),
        (
            raw.parts()
            | {TYPES: raw.types("application/vnd.openxmlformats-officedocument.wordprocessingml")},
            "other",
        ),
        (raw.parts() | {ROOT: raw.relations({})}, "other"),
    ],
)
def test_zips_of_other_kinds_are_no_workbooks(tmp_path: Path, content: Parts, cause: str) -> None:
    assert told(of_parts(tmp_path, content))[:2] == (NOT_XLSX, cause)


@pytest.mark.parametrize(
    "content",
    [
        raw.parts() | {TYPES: raw.types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")},
        raw.parts() | {"xl/vbaProject.bin": b"\xd0\xcf"},
        raw.parts()
        | {RELATIONS: raw.relations({"rId1": ("xlMacrosheet", "worksheets/sheet1.xml")})},
    ],
)
def test_macros_are_refused(tmp_path: Path, content: Parts) -> None:
    assert of_parts(tmp_path, content).code is ErrorCode.WORKBOOK_MACROS


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / NAME).code is ErrorCode.FILE_MISSING


def test_a_workbook_with_nothing_in_it_is_empty(tmp_path: Path) -> None:
    nothing = raw.parts('<row r="1"><c r="A1" s="1"/></row><row r="9"/>')
    no_rows = raw.parts() | {
        SHEET: f'<worksheet xmlns="{raw.MAIN}"><sheetData/></worksheet>'.encode()
    }

    assert of_parts(tmp_path, nothing).code is ErrorCode.WORKBOOK_EMPTY
    assert of_parts(tmp_path, no_rows).code is ErrorCode.WORKBOOK_EMPTY


def test_a_workbook_without_sheets_is_empty(tmp_path: Path) -> None:
    assert of_parts(tmp_path, raw.parts() | {BOOK: raw.book(())}).code is ErrorCode.WORKBOOK_EMPTY


# The zip


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_truncated_workbook_is_damaged(tmp_path: Path, share: float) -> None:
    data = raw.packed(raw.parts(raw.row('<c r="A1"><v>1</v></c>')))
    path = tmp_path / NAME
    path.write_bytes(data[: max(4, int(len(data) * share))])

    assert told(refusal(path))[:2] == (DAMAGED, "truncated")


def test_any_flipped_bit_gives_the_same_rows_or_a_refusal(tmp_path: Path) -> None:
    data = raw.packed(raw.parts(raw.row('<c r="A1"><v>1</v></c><c r="B1" t="s"><v>1</v></c>')))
    path = tmp_path / NAME
    chance = random.Random(5)
    refused = 0
    for _ in range(400):
        changed = bytearray(data)
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        try:
            assert read_workbook(path).sheets[0].rows == ((1, "hai"),)
        except InputError:
            refused += 1

    assert refused > 200


@pytest.mark.parametrize("twin", [SHEET, SHEET.upper(), SHEET.replace("/", "\\")])
def test_a_part_that_is_there_twice_is_refused(tmp_path: Path, twin: str) -> None:
    path = raw.saved(tmp_path, raw.parts())
    with zipfile.ZipFile(path, "a") as open_container:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            open_container.writestr(twin, raw.sheet(""))

    assert told(refusal(path))[:2] == (DAMAGED, "twice")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(tmp_path: Path, method: int) -> None:
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w", method) as target:
        for name, data in raw.parts().items():
            target.writestr(name, data)

    assert told(refusal(path))[:2] == (DAMAGED, "compression")


def test_a_bomb_is_refused_by_what_it_claims(tmp_path: Path) -> None:
    zeros = b"<c/>" * 3_000_000
    content = raw.parts() | {SHEET: raw.sheet(zeros.decode())}

    assert told(of_parts(tmp_path, content)) == (LARGE, "part-size", SHEET)


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    content = raw.sheet(raw.row('<c r="A1"><v>1</v></c>' * 90_000))
    members = [Part(name, data) for name, data in raw.parts().items() if name != SHEET]
    path = tmp_path / NAME
    lie = {"size": 100}
    path.write_bytes(container(*members, Part(SHEET, content, method=8, local=lie, central=lie)))

    assert told(refusal(path)) == (DAMAGED, "truncated", SHEET)


def test_members_that_unpack_to_too_much_together_are_refused(tmp_path: Path) -> None:
    size = {"size": workbook_zip.MAX_TOTAL // 2, "packed": 10}
    members = [Part(f"xl/media/{name}.emf", b"x" * 10, central=size) for name in "abc"]
    path = tmp_path / NAME
    path.write_bytes(container(Part(TYPES, raw.types()), *members))

    assert told(refusal(path))[:2] == (LARGE, "unpacked")


def test_a_long_list_of_members_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with zipfile.ZipFile(path, "w") as target:
        for number in range(40_000):
            target.writestr(f"xl/worksheets/sheet{number}.xml", b"")

    assert told(refusal(path))[:2] == (LARGE, "members")


def test_ten_thousand_sheets_are_too_many(tmp_path: Path) -> None:
    many = range(1, 10_001)
    content = raw.parts() | {
        BOOK: raw.book(map(str, many)),
        RELATIONS: raw.relations({f"rId{n}": ("worksheet", "worksheets/sheet1.xml") for n in many}),
    }

    assert told(of_parts(tmp_path, content))[:2] == (LARGE, "sheets")


# The parts and where they point


@pytest.mark.parametrize(
    "target", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "worksheets/sheet7.xml", ""]
)
def test_a_sheet_is_sought_inside_the_file_only(tmp_path: Path, target: str) -> None:
    content = raw.parts() | {RELATIONS: raw.relations({"rId1": ("worksheet", target)})}

    assert told(of_parts(tmp_path, content)) == (DAMAGED, "sheet-missing", "Sheet1")


def test_a_sheet_outside_the_file_is_never_opened(tmp_path: Path) -> None:
    outside = (
        f'<Relationship Id="rId1" Type="{raw.RELATED}/worksheet"'
        f' Target="worksheets/sheet1.xml" TargetMode="External"/>'
    )
    content = raw.parts() | {RELATIONS: raw.relations({}, extra=outside)}

    assert told(of_parts(tmp_path, content))[:2] == (DAMAGED, "sheet-missing")


def test_external_links_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "other.xlsx"
    secret.write_bytes(SENTINEL.encode())
    rows = raw.row('<c r="A1"><f>[1]Sheet1!A1</f><v>7</v></c>')
    link = (
        f'<Relationship Id="rId1" Type="{raw.RELATED}/externalLinkPath"'
        f' Target="{secret.as_uri()}" TargetMode="External"/>'
    )
    content = raw.parts(rows) | {
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": raw.relations({}, extra=link),
    }

    assert sheet_of(tmp_path, content).rows == ((7,),)


@pytest.mark.parametrize(
    ("names", "targets"),
    [(("A", "a"), ("sheet1.xml", "sheet2.xml")), (("A", "B"), ("sheet1.xml", "Sheet1.xml"))],
)
def test_two_sheets_are_not_one(
    tmp_path: Path, names: tuple[str, str], targets: tuple[str, str]
) -> None:
    content = raw.parts() | {
        "xl/worksheets/sheet2.xml": raw.sheet(""),
        BOOK: raw.book(names),
        RELATIONS: raw.relations(
            {f"rId{n}": ("worksheet", f"worksheets/{t}") for n, t in enumerate(targets, start=1)}
        ),
    }

    assert told(of_parts(tmp_path, content))[:2] == (DAMAGED, "sheet-twice")


@pytest.mark.parametrize("part", [BOOK, RELATIONS, SHEET, STRINGS, STYLES, TYPES])
@pytest.mark.parametrize(
    ("spoil", "cause"),
    [
        (lambda data: data.decode().encode("utf-16"), "encoding"),
        (lambda data: data.decode().encode("utf-16-le"), "encoding"),
        (lambda data: b'<?xml version="1.0" encoding="UTF-7"?>' + data, "encoding"),
        (lambda data: b"<?xml version=\"1.0\" encoding='windows-1258'?>" + data, "encoding"),
        (lambda _: b"\x01\x02\x03", "encoding"),
        (lambda data: data[: len(data) // 2], "xml"),
        (lambda data: data + b"<more/>", "xml"),
        (lambda data: data.replace(b"xmlns=", b"xmlns:x=", 1).replace(b"<", b"<x:", 1), "xml"),
        (lambda data: b'<!DOCTYPE w [<!ENTITY a "aa">]>' + data, "dtd"),
        (
            lambda data: (
                b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
                + data.replace(b"m\xe1\xbb\x99t", b"&a;")
            ),
            "dtd",
        ),
        (
            lambda data: b"<!--" + b" " * 300_000 + b'--><!DOCTYPE w [<!ENTITY a "b">]>' + data,
            "dtd",
        ),
    ],
)
def test_every_part_is_plain_xml(
    tmp_path: Path, part: str, spoil: Callable[[bytes], bytes], cause: str
) -> None:
    content = raw.parts(raw.row('<c r="A1"><v>1</v></c>'))
    content[part] = spoil(content[part])

    assert told(of_parts(tmp_path, content)) == (DAMAGED, cause, part)


def test_a_billion_laughs_are_not_heard(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    laughs = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{layers}]>'
    for part, element in ((STRINGS, "<t>một</t>"), (SHEET, "<v>1</v>"), (BOOK, "<sheets>")):
        content = raw.parts(raw.row('<c r="A1"><v>1</v></c>'))
        content[part] = laughs.encode() + content[part].replace(
            element.encode(), element.encode() + b"&l9;"
        )

        assert told(of_parts(tmp_path, content)) == (DAMAGED, "dtd", part)


def test_an_outside_entity_never_appears(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SENTINEL)
    content = raw.parts(raw.row('<c r="A1" t="inlineStr"><is><t>&a;</t></is></c>'))
    entity = f'<!DOCTYPE w [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    content[SHEET] = entity.encode() + content[SHEET]

    assert told(of_parts(tmp_path, content))[:2] == (DAMAGED, "dtd")


def test_an_entity_that_nobody_declared_is_wrong(tmp_path: Path) -> None:
    rows = raw.row('<c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c>')

    assert of_rows(tmp_path, rows)[:2] == (DAMAGED, "xml")


def test_control_characters_are_no_xml(tmp_path: Path) -> None:
    rows = raw.row('<c r="A1" t="inlineStr"><is><t>a\x01b</t></is></c>')
    content = raw.parts() | {STRINGS: raw.strings("<t>a\x0bb</t>")}

    assert of_rows(tmp_path, rows)[:2] == (DAMAGED, "xml")
    assert told(of_parts(tmp_path, content)) == (DAMAGED, "xml", STRINGS)


def test_bytes_that_are_not_utf_8_are_no_xml(tmp_path: Path) -> None:
    content = raw.parts(raw.row('<c r="A1" t="inlineStr"><is><t>QQ</t></is></c>'))
    content[SHEET] = content[SHEET].replace(b"QQ", b"\xff\xfe")

    assert told(of_parts(tmp_path, content))[:2] == (DAMAGED, "xml")


# Cells


@pytest.mark.parametrize(
    ("cells", "cause", "place"),
    [
        ('<c r="A1" t="s"><v>2</v></c>', "text-index", "A1"),
        ('<c r="B1" t="s"><v>-1</v></c>', "text-index", "B1"),
        ('<c r="A1" t="s"><v>1_0</v></c>', "text-index", "A1"),
        ('<c r="A1" t="s"><v>9999999999999999999999</v></c>', "text-index", "A1"),
        ('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', "twice", "A1"),
        ('<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>', "twice", "A1"),
        ('<c r="A2"><v>1</v></c>', "reference", "A1"),
        ('<c r="A1"><v>abc</v></c>', "number", "A1"),
        ('<c r="A1"><v>NaN</v></c>', "number", "A1"),
        ('<c r="A1"><v>inf</v></c>', "number", "A1"),
        ('<c r="A1"><v>1e999</v></c>', "number", "A1"),
        ('<c r="A1"><v>1_000</v></c>', "number", "A1"),
        ('<c r="A1"><v>1.234,5</v></c>', "number", "A1"),
        (f'<c r="A1"><v>{"9" * 5000}</v></c>', "number", "A1"),
        ('<c r="C1" s="1"><v>x</v></c>', "number", "C1"),
        ('<c r="A1" t="b"><v>2</v></c>', "yes-no", "A1"),
        ('<c r="A1" t="b"><v>yes</v></c>', "yes-no", "A1"),
        ('<c r="A1" t="d"><v>2021-02-30</v></c>', "date", "A1"),
        ('<c r="A1" t="d"><v>hôm nay</v></c>', "date", "A1"),
        ('<c r="A1" t="zzz"><v>1</v></c>', "type", "A1"),
        ('<c r="A1" s="7"><v>1</v></c>', "style", "A1"),
        ('<c r="A1" s="99999999999999"><v>1</v></c>', "style", "A1"),
        ('<c r="A1" t="str"><v>' + "ô" * 32_768 + "</v></c>", "text-length", "A1"),
    ],
)
def test_values_that_no_program_writes_name_their_cell(
    tmp_path: Path, cells: str, cause: str, place: str
) -> None:
    assert of_rows(tmp_path, raw.row(cells)) == (DAMAGED, cause, f"Sheet1!{place}")


@pytest.mark.parametrize("reference", ["1A", "A0", "A", "1", "a1", "A01", "$A$1", "ABCD1", "A1:B2"])
def test_a_reference_that_is_none_is_refused(tmp_path: Path, reference: str) -> None:
    rows = raw.row(f'<c r="{reference}"><v>1</v></c>')

    assert of_rows(tmp_path, rows)[:2] == (DAMAGED, "reference")


@pytest.mark.parametrize("number", ["0", "-1", "1048577", "2000000000", "x", "A1"])
def test_a_row_that_is_none_is_refused(tmp_path: Path, number: str) -> None:
    rows = f'<row r="{number}"><c><v>1</v></c></row>'

    assert of_rows(tmp_path, rows)[:2] == (DAMAGED, "reference")


@pytest.mark.parametrize("second", [1, 2])
def test_a_row_that_comes_again_is_refused(tmp_path: Path, second: int) -> None:
    rows = raw.row('<c r="A2"><v>1</v></c>', 2) + raw.row(f'<c r="A{second}"><v>1</v></c>', second)

    assert of_rows(tmp_path, rows)[:2] == (DAMAGED, "twice")


@pytest.mark.parametrize(
    ("reference", "cause"),
    [("XFD1048576", "columns"), ("A1048576", "rows"), ("SG1", "columns"), ("A200001", "rows")],
)
def test_a_stray_cell_far_away_is_named(tmp_path: Path, reference: str, cause: str) -> None:
    number = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    first = raw.row('<c r="A1"><v>1</v></c>') if number != "1" else ""
    rows = first + f'<row r="{number}"><c r="{reference}"><v>1</v></c></row>'

    assert of_rows(tmp_path, rows) == (LARGE, cause, f"Sheet1!{reference}")


def test_a_wide_and_long_sheet_is_too_large_as_a_whole(tmp_path: Path) -> None:
    rows = raw.row('<c r="SF1"><v>1</v></c>') + raw.row('<c r="A10001"><v>1</v></c>', 10_001)

    assert of_rows(tmp_path, rows) == (LARGE, "cells", "Sheet1!A10001")


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("egovdesk.documents.workbook_reader.MAX_CELLS", 5)
    cells = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABCDEF")

    assert of_rows(tmp_path, raw.row(cells)) == (LARGE, "cells", "Sheet1")
    assert MAX_CELLS == 5_000_000


def test_a_row_of_more_cells_than_columns_is_refused(tmp_path: Path) -> None:
    assert of_rows(tmp_path, "<row>" + "<c/>" * 17_000 + "</row>")[:2] == (DAMAGED, "reference")


def test_what_a_sheet_says_of_its_size_does_not_count(tmp_path: Path) -> None:
    content = raw.parts() | {
        SHEET: raw.sheet(
            raw.row('<c r="A1"><v>1</v></c>'), before='<dimension ref="A1:XFD1048576"/>'
        )
    }

    assert sheet_of(tmp_path, content).rows == ((1,),)


def test_merging_everything_costs_nothing(tmp_path: Path) -> None:
    merged = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 20_001))
    after = f'<mergeCells><mergeCell ref="A1:XFD1048576"/>{merged}<mergeCell ref="?"/></mergeCells>'
    rows = raw.row('<c r="A1"><v>1</v></c>') + raw.row('<c r="B3"><v>1</v></c>', 3)
    content = raw.parts() | {SHEET: raw.sheet(rows, after=after)}

    merged_areas = sheet_of(tmp_path, content).merged

    assert merged_areas == ((1, 1, 1, 2), (1, 1, 3, 2), (2, 1, 2, 2), (3, 1, 3, 2))


def test_hiding_every_column_costs_nothing(tmp_path: Path) -> None:
    before = '<cols><col min="2" max="4294967296999" hidden="1"/><col min="x" hidden="1"/></cols>'
    content = raw.parts() | {SHEET: raw.sheet(raw.row('<c r="C1"><v>1</v></c>'), before=before)}

    assert sheet_of(tmp_path, content).hidden_columns == {2, 3}


def test_one_text_that_never_ends_is_refused(tmp_path: Path) -> None:
    chance = random.Random(1)
    text = "".join(f"{chance.getrandbits(64):x}" for _ in range(2_500_000))

    content = raw.parts() | {STRINGS: raw.strings(f"<t>{text}</t>")}
    error = of_parts(tmp_path, content)

    assert told(error) in {(LARGE, "text-length", STRINGS), (DAMAGED, "xml", STRINGS)}


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    content = raw.parts() | {STYLES: b"<a>" * 50_000 + b"</a>" * 50_000}

    assert told(of_parts(tmp_path, content)) == (DAMAGED, "xml", STYLES)


# Cancelling


def test_reading_can_be_cancelled_between_steps(tmp_path: Path) -> None:
    rows = "".join(raw.row(f'<c r="A{n}"><v>{n}</v></c>', n) for n in range(1, 60_001))
    path = raw.saved(tmp_path, raw.parts(rows))
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if asked == 8:
            raise EGovDeskError(ErrorCode.CANCELLED)

    with pytest.raises(EGovDeskError) as caught:
        read_workbook(path, check=check)
    assert caught.value.code is ErrorCode.CANCELLED
    path.rename(path.with_suffix(".bak"))  # nothing holds it open


def test_steps_are_short() -> None:
    assert workbook_check.BLOCK <= 1 << 18


# Whatever comes


SCRAPS = (
    *(b"<", b">", b'"', b"/", b"&", b"-1", b"9" * 20, b"<c", b"</row>", b"<row ", b' r="A1"'),
    *(b' t="s"', b' s="3"', b"\x00", b"\xff", b"<!--", b"]]>", b"1e5", b"", b"x:", b"&#7;"),
)


def test_spoilt_parts_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(11)
    rows = raw.row('<c r="A1" t="s"><v>1</v></c><c r="C1" s="1"><f>A1</f><v>0.5</v></c>')
    honest = raw.parts(rows + raw.row('<c r="B2" s="5" t="inlineStr"><is><t>a</t></is></c>', 2))
    read = refused = 0
    for _ in range(500):
        content = dict(honest)
        part = chance.choice([SHEET, SHEET, SHEET, *honest])
        data = bytearray(content[part])
        place = chance.randrange(len(data))
        data[place : place + chance.randint(0, 4)] = chance.choice(SCRAPS)
        content[part] = bytes(data)
        try:
            read_workbook(raw.saved(tmp_path, content))
            read += 1
        except InputError:
            refused += 1

    assert read > 50
    assert refused > 200
