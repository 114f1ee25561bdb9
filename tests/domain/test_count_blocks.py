"""Where the cells of a spreadsheet go in a month's sheet."""

from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.count_blocks import PlacedBlock, PlacedRow, SheetPlace, place_block
from egovdesk.domain.procedures import CountField
from egovdesk.domain.text import fold

F = CountField
CODES = ("DK.001", "DK.002", "DK.003")
COUNTS = tuple(CountField)
TITLES = {fold("Tiếp nhận"): F.RECEIVED, fold("Kết quả"): F.RESULTS, "received": F.RECEIVED}


def place(text: str, line: int = 0, column: int = 0) -> PlacedBlock:
    cells = [row.split("|") for row in text.split("\n")]
    at = SheetPlace(codes=CODES, counts=COUNTS, line=line, column=column, titles=TITLES)
    return place_block(cells, at)


def test_by_position_from_the_current_cell_on():
    assert place("5|4\n7|6", line=1, column=2) == PlacedBlock(
        (
            PlacedRow(1, "DK.002", {F.PAYMENTS: "5", F.PAYMENTS_PORTAL: "4"}),
            PlacedRow(2, "DK.003", {F.PAYMENTS: "7", F.PAYMENTS_PORTAL: "6"}),
        ),
        0,
    )


def test_by_code_whatever_the_order_and_the_current_line():
    found = place("dk.003|7|6\nDK.001|5|4", line=1, column=2)
    assert [(row.code, row.texts[F.PAYMENTS]) for row in found.rows] == [
        ("dk.003", "7"),
        ("DK.001", "5"),
    ]
    assert found.lost == 0


def test_names_beside_the_codes_are_passed_over():
    found = place("DK.001|Kiểm định xe|5|4\nDK.002|Cấp lại|7|6")
    assert dict(found.rows[1].texts) == {F.RECEIVED: "7", F.RECEIVED_ONLINE: "6"}
    assert found.lost == 0


def test_a_whole_row_begins_at_the_first_count_wherever_the_current_cell_is():
    found = place("DK.002|Cấp lại|1|2|3|4|5|6|7|8", line=2, column=5)
    assert list(found.rows[0].texts) == list(COUNTS)
    assert list(place("1|2|3|4|5|6|7|8", column=5).rows[0].texts) == list(COUNTS)


def test_a_code_nobody_knows_stays_as_it_was_written():
    found = place("DK.001|5\nDK.999|6\nDK.002|7")
    assert [row.code for row in found.rows] == ["DK.001", "DK.999", "DK.002"]


def test_titles_say_which_column_holds_what():
    found = place("Mã|Thủ tục|KẾT QUẢ|Tiep nhan|Ghi chú\nDK.002|Cấp lại|5|9|x")
    assert found.rows == (PlacedRow(2, "DK.002", {F.RESULTS: "5", F.RECEIVED: "9"}),)
    assert found.lost == 1


def test_rows_below_the_last_procedure_have_no_code_and_empty_rows_are_none():
    found = place("5\n\n6\n7", line=1)
    assert [(row.place, row.code) for row in found.rows] == [(1, "DK.002"), (3, ""), (4, "")]


def test_columns_beyond_the_last_count_are_counted_as_lost():
    found = place("1|2|3", column=6)
    assert list(found.rows[0].texts) == [F.ONE_STOP, F.ONE_STOP_SYNCED]
    assert found.lost == 1
    assert place("DK.001|1|2|3", column=6).lost == 1


def test_a_single_column_is_never_taken_for_codes():
    assert [row.code for row in place("DK.003\nDK.002").rows] == ["DK.001", "DK.002"]


TEXTS = st.text("0123456789.,DKx ", max_size=6)


@given(
    st.lists(st.lists(TEXTS, min_size=1, max_size=11), min_size=1, max_size=6),
    st.integers(0, 2),
    st.integers(0, 7),
)
def test_whatever_the_block_every_figure_has_one_place(
    cells: list[list[str]], line: int, column: int
):
    at = SheetPlace(codes=CODES, counts=COUNTS, line=line, column=column, titles=TITLES)
    found = place_block(cells, at)
    assert 0 <= found.lost <= len(cells[0])
    places = [row.place for row in found.rows]
    assert places == sorted(set(places))
    for row in found.rows:
        assert set(row.texts.values()) <= set(cells[row.place - 1])
        assert any(text.strip() for text in row.texts.values())
