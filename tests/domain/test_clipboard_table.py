"""Tables from the clipboard: what Excel, LibreOffice and Word write there."""

import contextlib
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain import clipboard_table
from egovdesk.domain.clipboard_table import (
    MAX_BYTES,
    MAX_CELLS,
    Rows,
    parse_html,
    parse_tsv,
    to_tsv,
)
from egovdesk.domain.errors import ErrorCode, UsageError

EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<style><!--table {mso-displayed-decimal-separator:"\\,";}
.xl65 {white-space:normal;} --></style></head>
<body link="#0563C1">
<table border=0 cellpadding=0 cellspacing=0 width=320 style='border-collapse:collapse'>
<!--StartFragment-->
 <col width=64 style='width:48pt'>
 <tr height=20 style='height:15.0pt'>
  <td colspan=2 height=20 class=xl66 width=192 style='height:15.0pt'>Cục Đăng kiểm
  Việt Nam</td>
  <td rowspan=2 class=xl65 width=64>T9/2021</td>
 </tr>
 <tr height=40>
  <td height=40 class=xl65>Dòng một<br style='mso-data-placement:same-cell;'>
    Dòng hai &lt;2&gt; &amp; hết</td>
  <td align=right x:num="1334.5">1.334,5</td>
 </tr>
 <tr height=20>
  <td colspan=3 style='mso-ignore:colspan'><span style='mso-spacerun:yes'>   </span>&nbsp;</td>
 </tr>
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=64 style='width:48pt'>64</td>
 </tr>
 <![endif]>
<!--EndFragment-->
</table>
</body></html>"""

LIBREOFFICE = """<!DOCTYPE html><html><head><meta charset="utf-8"/><title></title>
<style type="text/css">body,td { font-family:"Liberation Sans" }</style></head><body>
<table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
\t<tr>
\t\t<td height="17" align="left"><font face=".VnTime">B&aacute;o c&aacute;o</font></td>
\t\t<td align="left"><br></td>
\t</tr>
\t<tr>
\t\t<td height="17" align="right" sdval="12" sdnum="1033;">12</td>
\t\t<td align="left"><b>a<br>b</b></td>
\t</tr>
</table>
</body></html>"""

WORD = """<html><body lang=EN-US><!--StartFragment-->
<table class=MsoTableGrid border=1>
 <tr>
  <td width=208 valign=top><p class=MsoNormal>Một<o:p></o:p></p>
  <p class=MsoNormal>Hai<o:p></o:p></p></td>
  <td><p><![if !supportLists]><span>1.<span>&nbsp;&nbsp; </span></span><![endif]>Ba</p>
   <table><tr><td><p>trong</p></td><td><p>cùng</p></td></tr></table>
  </td>
 </tr>
</table>
<table><tr><td>bảng sau</td></tr></table><!--EndFragment--></body></html>"""

CELLS = st.text() | st.text('"\t\r\n a', max_size=8)


@st.composite
def sheets(draw: st.DrawFn) -> Rows:
    width = draw(st.integers(1, 5))
    row = st.tuples(*[CELLS] * width)
    return tuple(draw(st.lists(row, min_size=1, max_size=6)))


def assert_refused(code: ErrorCode, parse: object, text: str) -> None:
    assert callable(parse)
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert caught.value.code is code


# Tabs


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", (("a", "b"), ("c", "d"))),
        ("a\tb\nc\td", (("a", "b"), ("c", "d"))),
        ("a\rb\r", (("a",), ("b",))),
        ("a\r\n\r\nb\r\n", (("a",), ("",), ("b",))),
        ("a\t\r\n\tb\r\n", (("a", ""), ("", "b"))),
        ("a\t", (("a", ""),)),
        ("\r\n", (("",),)),
        ("a\r\nb\tc\td\r\ne\tf\r\n", (("a", "", ""), ("b", "c", "d"), ("e", "f", ""))),
        ('"một\nhai"\t"a\tb"\r\n', (("một\nhai", "a\tb"),)),
        ('"nói ""vâng""\nrồi"\tx\r\n', (('nói "vâng"\nrồi', "x"),)),
        ('6" ống\t"7" ống\t""\r\n', (('6" ống', '"7" ống', ""),)),
        ('"chưa đóng\tb\r\nc', (('"chưa đóng', "b"), ("c", ""))),
        ("\u00a0a\u2028b\x0bc \t d", (("\u00a0a\u2028b\x0bc ", " d"),)),
        ("tr\u00adëng", (("tr\u00adëng",),)),
    ],
)
def test_cells_between_tabs(text: str, rows: Rows):
    assert parse_tsv(text) == rows


@given(sheets())
def test_what_is_written_reads_back(rows: Rows):
    assert parse_tsv(to_tsv(rows)) == rows


@given(st.text('"\t\r\n ab', min_size=1))
def test_any_text_with_tabs_gives_a_rectangle(text: str):
    rows = parse_tsv(text)
    assert len({len(row) for row in rows}) == 1
    assert parse_tsv(to_tsv(rows)) == rows


def test_written_cells_are_those_of_a_spreadsheet():
    assert to_tsv((("a", "b\nc"), ('"d"', 'e"f'))) == 'a\t"b\nc"\r\n"""d"""\te"f\r\n'


# Pages


def test_a_page_of_excel():
    assert parse_html(EXCEL) == (
        ("Cục Đăng kiểm Việt Nam", "", "T9/2021"),
        ("Dòng một\nDòng hai <2> & hết", "1.334,5", ""),
        ("", "", ""),
    )


def test_a_page_of_libreoffice():
    assert parse_html(LIBREOFFICE) == (("Báo cáo", ""), ("12", "a\nb"))


def test_a_page_of_word():
    assert parse_html(WORD) == (("Một\nHai", "1. Ba\ntrong\ncùng"),)


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("<tr><td>a<td>b<tr><td>c", (("a", "b"), ("c", ""))),
        ("<td>a</td>", (("a",),)),
        ("<THEAD><TR><TH>A</TH></TR></THEAD><tbody><tr><td>b</tbody>", (("A",), ("b",))),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", (("a", "b"), ("", "c"))),
        ("<tr><td>a<td rowspan=3>b<tr><td>c<td>d", (("a", "b", ""), ("c", "", "d"))),
        ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", (("a", "", "b"), ("", "", "c"))),
        ("<tr><td rowspan=2>a</td></tr><tr></tr>", (("a",), ("",))),
        ("<tr><td colspan=0>a<td colspan=x>b<td colspan=-2>c", (("a", "b", "c"),)),
        ("<tr><td>a<script>x < y</script><style>p{}</style>b", (("ab",),)),
        ("<tr><td>a&nbsp;&nbsp; b &#39;&ocirc;&#x1EA1;", (("a b 'ôạ",),)),
        ("<tr><td><p></p><div>a</div><p> <b>b</b>c <i>d</i></p>", (("a\nbc d",),)),
        ("<tr><td>a<br><br>b<br>", (("a\n\nb",),)),
        ("<tr><td>tr\u00adëng", (("tr\u00adëng",),)),
        ("<caption>x</caption> y <tr> z <td>a</td> w </tr>", (("a",),)),
        ("</table><table><tr><td>a", (("a",),)),
        ("<tr><td>1 < 2 &unknown; <3", (("1 < 2 &unknown; <3",),)),
        ("<tr><td>a<!-- <td>b</td> > <!-- -->c<!--[if !mso]><!-->d<!--<![endif]-->", (("acd",),)),
    ],
)
def test_tables(table: str, rows: Rows):
    assert parse_html(f"before<table>{table}</table>after<td>x</td>") == rows


def test_conditions_that_the_parser_reports_as_comments():
    reader = clipboard_table._TableReader()
    reader.feed("<table><tr><td>a</td></tr>")
    reader.handle_comment("[if supportMisalignedColumns]")
    reader.feed("<tr><td>64</td></tr>")
    reader.handle_comment("[endif]")
    reader.feed("<tr><td>b</td></tr></table>")
    assert reader.rows() == (("a",), ("b",))


@given(st.lists(st.lists(st.text('<>&"\n ab\u00a0ạ'), min_size=3, max_size=3), min_size=1))
def test_cells_of_a_page_are_those_that_were_written(texts: list[list[str]]):
    def cell(text: str) -> str:
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
        return f"<td>{escaped}</td>"

    page = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in texts)
    expected = [
        ["\n".join(" ".join(x.split()) for x in text.split("\n")).strip("\n") for text in row]
        for row in texts
    ]
    assert parse_html(f"<table>{page}</table>") == tuple(map(tuple, expected))


TAGS = ["table", "tr", "td rowspan=2", "td colspan=3", "td", "p", "br", "style", "script", "b"]
CONDITIONS = ["<![if supportMisalignedColumns]>", "<![endif]>", "<!--", "-->"]
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS]
    + [f"</{tag.split()[0]}>" for tag in TAGS]
    + [*CONDITIONS, "text", " ", "&nbsp;", "<"]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_any_page_gives_a_rectangle(page: str):
    rows = parse_html(f"<table><td>{page}")
    assert len({len(row) for row in rows}) == 1


# Sizes


def test_nothing_is_refused():
    assert_refused(ErrorCode.PASTE_EMPTY, parse_tsv, "")
    for page in ("", "Plain text", "<p>No table</p>", "<table></table>", "<td>a</td>"):
        assert_refused(ErrorCode.PASTE_EMPTY, parse_html, page)


def test_as_many_cells_as_can_be_taken_and_one_row_more():
    row = "\t".join("x" * 10) + "\r\n"
    assert len(parse_tsv(row * (MAX_CELLS // 10))) == MAX_CELLS // 10
    assert_refused(ErrorCode.PASTE_TOO_LARGE, parse_tsv, row * (MAX_CELLS // 10 + 1))
    page = f"<tr>{'<td>x' * 100}" * (MAX_CELLS // 100)
    assert len(parse_html(f"<table>{page}")) == MAX_CELLS // 100
    assert_refused(ErrorCode.PASTE_TOO_LARGE, parse_html, f"<table>{page}<tr><td>x")


def test_whole_rows_and_columns_are_taken_without_what_is_empty():
    assert parse_tsv(("a\tb" + "\t" * 16_382 + "\r\n") * 50) == (("a", "b"),) * 50
    assert parse_tsv("a\r\nb\r\n" + "\r\n" * 1_048_574) == (("a",), ("b",))
    empty = "<td colspan=16382 style='mso-ignore:colspan'></td>"
    assert parse_html(f"<table>{f'<tr><td>a<td>b{empty}' * 50}") == (("a", "b"),) * 50


@pytest.mark.parametrize(
    "page",
    [
        "<td>a<td colspan=999999999>b<td>c",
        "<tr><td rowspan=999999999 colspan=999999999>a",
        "<tr><td rowspan=9 colspan=150000>" * 5000,
        "<tr>" + "<td rowspan=65000>" * 2000 + "<tr>" * 2000,
        "<tr><td>a" + "<tr>" * 20_000 + "<td>" * 20 + "b",
    ],
)
def test_a_small_page_cannot_ask_for_a_huge_table(page: str):
    began = thread_time()
    assert_refused(ErrorCode.PASTE_TOO_LARGE, parse_html, f"<table>{page}")
    assert thread_time() - began < 5


def test_texts_that_are_too_long_are_refused(monkeypatch: pytest.MonkeyPatch):
    assert MAX_BYTES == 20_000_000
    monkeypatch.setattr(clipboard_table, "MAX_BYTES", 20)
    assert parse_tsv("ạ" * 6) == (("ạ" * 6,),)
    for parse in (parse_tsv, parse_html):
        assert_refused(ErrorCode.PASTE_TOO_LARGE, parse, "ạ" * 7)
        assert_refused(ErrorCode.PASTE_TOO_LARGE, parse, "a" * 21)


@pytest.mark.parametrize(
    "piece", ['"a\t', '"x""\t', '""\t"', '"\t"a', '"\n', "\t", "\n", '""""a\t']
)
def test_no_text_slows_reading_down(piece: str):
    began = thread_time()
    with contextlib.suppress(UsageError):
        parse_tsv(piece * 60_000)
    assert thread_time() - began < 5


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<",
            "<a ",
            "</",
            "<!--",
            "<![if ",
            "<![if a]>",
            "<!a",
            "<?",
            "&",
            "&#",
            "<script>",
            "<a",
        ),
        *("<td>", "<p>", "<td rowspan=2>", "<a b='", "<a b=c ", '"', "</td", "<style><!--", "-->"),
    ],
)
def test_no_page_slows_reading_down(piece: str):
    began = thread_time()
    for page in (piece * 60_000, f"<a {piece * 60_000}>"):
        with contextlib.suppress(UsageError):
            parse_html(f"<table><td>{page}")
    assert thread_time() - began < 5
