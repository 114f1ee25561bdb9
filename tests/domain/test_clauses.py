"""The text of a directive, pasted from wherever, read into clauses."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.clauses import ClauseDraft, SplitText, split_clauses
from egovdesk.domain.directives import clause_key
from egovdesk.domain.proposals import MAX_TITLE, propose_codes, propose_title
from egovdesk.domain.tasks import TaskKind
from egovdesk.domain.text import clean

TEXTS = Path(__file__).parents[1] / "data" / "directives"
ISSUED = date(2021, 2, 24)
POINTS = "abcdđeghiklmnopqrstuvxy"
LETTER_1478 = (
    "1 1.a 1.b 1.c 2 2.a 2.b 2.c 2.d 2.d-1 2.d-2 2.d-3 2.d-4 2.d-5 2.d-6 2.đ"
    " 3 3.a 3.b 3.c 4 4.a 4.b 5 5.a 5.b 5.c 5.d PL"
)


def read(name: str) -> str:
    return (TEXTS / name).read_text(encoding="utf-8")


def labels(text: str) -> list[str]:
    return [draft.label for draft in split_clauses(text).clauses]


def texts(text: str) -> dict[str, str]:
    return {draft.label: draft.text for draft in split_clauses(text).clauses}


def words(*texts: str) -> list[str]:
    return re.findall(r"\w+", clean(" ".join(texts)))


def all_words(split: SplitText) -> Counter[str]:
    parts = [part for draft in split.clauses for part in (draft.mark, draft.text)]
    return Counter(words(split.preamble, *parts, split.closing))


# Letters, notices and decisions


@pytest.fixture(scope="module")
def letter() -> dict[str, ClauseDraft]:
    split = split_clauses(read("cong-van-1478.txt"), ISSUED)
    return {draft.label: draft for draft in split.clauses}


def test_the_letter_has_its_clauses(letter: dict[str, ClauseDraft]) -> None:
    assert list(letter) == LETTER_1478.split()
    assert sorted(letter, key=clause_key) == LETTER_1478.split()
    assert [letter[label].depth for label in ("2", "2.d", "2.d-6", "2.đ", "PL")] == [0, 1, 2, 1, 0]
    assert letter["2.d-6"].parent == "2.d"
    assert letter["2.đ"].mark == "đ)"


def test_broken_lines_are_joined(letter: dict[str, ClauseDraft]) -> None:
    assert letter["1"].text == "Các cơ quan, đơn vị thuộc Bộ"
    assert letter["2.c"].text.endswith("01/NQ-CP ngày 01/01/2021 (chi tiết tại phụ lục kèm theo).")
    assert letter["3.b"].text == "Vụ Kế hoạch - Đầu tư, Vụ Tài chính tham mưu bố trí kinh phí."
    assert letter["5.b"].text.startswith("Hoàn thiện Nền tảng")


def test_the_letter_begins_and_ends_outside_its_clauses() -> None:
    split = split_clauses(read("cong-van-1478.txt"))
    assert split.preamble.startswith("Kính gửi: Các cơ quan")
    assert split.preamble.endswith("những nội dung sau:")
    assert split.closing.startswith("Bộ GTVT yêu cầu các đơn vị khẩn trương thực hiện./.")
    assert "- Lưu: VT, TTCNTT." in split.closing
    assert "[2] Về Chương trình" not in split.preamble


def test_the_letter_proposes_its_deadlines(letter: dict[str, ClauseDraft]) -> None:
    dated = {label: draft.due for label, draft in letter.items() if draft.due}
    year_end = date(2021, 12, 31)
    assert dated == {"2.a": year_end, "2.c": year_end, "4.a": year_end}
    assert letter["2.a"].deadlines[0].due == date(2021, 7, 31)
    assert letter["2.đ"].kind is TaskKind.PERIODIC
    assert letter["3.c"].kind is TaskKind.OPEN
    assert letter["2.đ"].deadlines[-1].due_day == 24


def test_headings_are_no_duties(letter: dict[str, ClauseDraft]) -> None:
    headings = [label for label, draft in letter.items() if not draft.is_duty]
    assert headings == ["1", "2", "3", "4", "5", "PL"]


def test_the_annex_keeps_its_table(letter: dict[str, ClauseDraft]) -> None:
    assert "| 1 | Dịch vụ công mức độ 3, 4 tăng thêm so với năm 2020 | 20 |" in letter["PL"].text
    assert letter["PL"].deadlines == ()


def test_a_notice_with_plus_signs() -> None:
    split = split_clauses(read("thong-bao-91.txt"))
    drafts = {draft.label: draft for draft in split.clauses}
    assert list(drafts) == ["1", "2", "3", "4", "5", "5-1", "5-2", "6", "7"]
    assert drafts["3"].text.count("\n") == 1  # two paragraphs
    assert drafts["1"].kind is TaskKind.STANDING
    assert drafts["7"].text == "Giao Trung tâm CNTT tổng hợp ý kiến, kiến nghị với Lãnh đạo Bộ."
    assert not drafts["5"].is_duty
    assert split.closing.startswith("Văn phòng Bộ thông báo")


def test_a_decision_and_what_it_issues() -> None:
    split = split_clauses(read("quyet-dinh.txt"))
    drafts = {draft.label: draft for draft in split.clauses}
    assert list(drafts) == [
        "Điều 1",
        "Điều 2",
        "Điều 3",
        "Quy chế",
        "Quy chế.Chương I",
        "Quy chế.Điều 1",
        "Quy chế.Điều 2",
        "Quy chế.Điều 2.1",
        "Quy chế.Điều 2.2",
        "Quy chế.Chương II",
        "Quy chế.Chương II.Mục 1",
        "Quy chế.Điều 3",
        "Quy chế.Điều 3.1",
        "Quy chế.Điều 3.1.a",
        "Quy chế.Điều 3.1.b",
        "Quy chế.Điều 3.2",
        "Quy chế.Chương II.Mục 2",
        "Quy chế.Điều 4",
        "PL1",
        "PL1.I",
        "PL1.I.1",
        "PL1.I.1.1",
        "PL1.I.1.2",
        "PL1.I.2",
        "PL1.II",
        "PL1.II-1",
        "PL1.II-1-1",
    ]
    assert drafts["Quy chế.Điều 1"].text.endswith("tại khoản 2. Điều 5 của Quy chế.")
    assert drafts["Quy chế.Điều 2.2"].text.startswith("Dữ liệu mở công bố theo quy định tại Điều 5")
    assert "1.478 bản ghi; đ)Đơn vị" in drafts["Quy chế.Điều 3.1.b"].text  # c) is missing
    assert drafts["Quy chế.Điều 3"].parent == "Quy chế.Chương II.Mục 1"
    assert drafts["Quy chế.Điều 3.1"].due == date(2031, 9, 30)
    assert drafts["Quy chế.Điều 3.1"].is_duty
    assert "2.1. Số liệu năm 2021. Không thuộc" in drafts["Quy chế.Điều 4"].text
    assert not any(drafts[f"Điều {number}"].is_duty for number in (1, 2, 3))
    assert [word for word in words(split.closing) if word.isdigit()] == ["3"]  # no page number


@pytest.mark.parametrize("name", ["cong-van-1478.txt", "thong-bao-91.txt", "quyet-dinh.txt"])
def test_no_word_is_lost(name: str) -> None:
    text = read(name)
    lost = Counter(words(text)) - all_words(split_clauses(text))
    assert lost == (Counter(["2"]) if name == "quyet-dinh.txt" else Counter())  # a page number


# Marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.Nhiệm vụ\na)Việc một.\nb)Việc hai.\n2.Việc khác.", "1 1.a 1.b 2"),
        ("1)\tViệc một.\n2)\tViệc hai.", "1 2"),
        ("01. Việc một.\n02. Việc hai.", "1 2"),
        ("1/ Việc một.\na/ Điểm.\n2/ Việc hai.", "1 1.a 2"),
        ("a. Việc một.\nb. Việc hai.", "a b"),
        ("1. Việc:\n\uf0b7 Một;\n\uf0b7 Hai.", "1 1-1 1-2"),
        ("1. Việc:\n– Một;\n— Hai.\n+ Ba.\n- Bốn.", "1 1-1 1-2 1-2-1 1-3"),
        ("1. Việc:\n•\nMột;\n•\nHai.", "1 1-1 1-2"),
        ("1. Việc:\n- Ý một.\na) Điểm.\n- Ý hai.", "1 1-1 1.a 1.a-1"),
        ("I. MỤC TIÊU\n1. Một.\nII. NHIỆM VỤ\n1. Một.\n2. Hai.", "I I.1 II II.1 II.2"),
        ("I- MỤC TIÊU\nII- NHIỆM VỤ\nIII- TỔ CHỨC\nIV- KINH PHÍ", "I II III IV"),
        ("A. MỤC TIÊU\nI. CHUNG\nB. NHIỆM VỤ\nI. CHUNG", "A A.I B B.I"),
        (
            "1. Một\n1.1. Một một.\n1.1.1. Một một một.\n1.2 Một hai.\n2. Hai",
            "1 1.1 1.1.1 1.2 2",
        ),
        (
            "II. Bỏ qua.\nI. Một.\n1.1. Một một.\n1.2. Một hai.\nII. Hai.\n2.1. A.",
            "I I.1 I.2 II II.1",
        ),
        (
            "Phần thứ nhất\nMỞ\nChương I\nCHUNG\nĐiều 1. A\nPHẦN II. B\nChương II. C\nĐiều 2: D",
            "Phần 1|Phần 1.Chương I|Điều 1|Phần II|Phần II.Chương II|Điều 2",
        ),
        ("d) Bắt đầu giữa chừng.\nđ) Tiếp.", ""),
        ("1. Một.\n3. Ba.\n2. Hai.", "1 2"),
        ("Các việc:\n- Một;\n- Hai.", "-1 -2"),
        ("Không có gì được đánh số.", ""),
        ("", ""),
    ],
)
def test_marks_in_sequence(text: str, expected: str) -> None:
    assert labels(text) == (expected.split("|") if "|" in expected else expected.split())


def test_points_follow_the_vietnamese_alphabet() -> None:
    text = "1. Việc:\n" + "\n".join(f"{letter}) Điểm {letter}." for letter in POINTS)
    assert labels(text) == ["1", *(f"1.{letter}" for letter in POINTS)]


def test_points_numbered_by_a_word_processor() -> None:
    text = "1. Việc:\n" + "\n".join(f"{letter}) Điểm." for letter in "abcdefghijklmnopqrstuvwxyz")
    assert len(labels(text)) == 27


@pytest.mark.parametrize(
    "line",
    [
        "24.02 là hạn báo cáo.",
        "1.478 hồ sơ đã xử lý.",
        "2021. Sau đó báo cáo.",
        "50% hồ sơ trên mạng.",
        "2/NQ-CP của Chính phủ.",
        "2.000 đồng mỗi hồ sơ.",
        "1.1 triệu hồ sơ trên mạng.",
        "3. Nhảy cóc một số.",
        "b) Nhảy cóc một điểm.",
        "Điều 1 Nghị định 47 nêu rõ.",
        "Mục tiêu của việc này.",
        "Phần mềm dùng chung.",
        "Chương trình Chuyển đổi số.",
        "V. A. Lê soạn thảo.",
        "a.m. là buổi sáng.",
        "2 cơ quan cùng làm.",
        "-5% so với năm trước.",
        "o2 là tên dịch vụ.",
    ],
)
def test_numbers_and_words_that_begin_a_line_are_text(line: str) -> None:
    text = f"1. Việc thứ nhất được giao cho các đơn vị thực hiện ngay\n{line}\n2. Việc thứ hai."
    assert labels(text) == ["1", "2"]
    assert line in texts(text)["1"]


@pytest.mark.parametrize(
    "words_before",
    ["theo quy định tại khoản", "đạt mức độ", "Quyết định số", "ngày", "quý", "các mục 1,", "và"],
)
def test_a_number_that_the_line_before_speaks_of_is_text(words_before: str) -> None:
    text = f"1. Thực hiện {words_before}\n2. Như vậy.\n2. Việc thứ hai."
    assert labels(text) == ["1", "2"]
    assert texts(text)["1"] == f"Thực hiện {words_before} 2. Như vậy."


@pytest.mark.parametrize(
    "heading",
    ["Xây dựng Chính phủ số", "Báo cáo hàng tháng", "Triển khai thí điểm", "Quản lý tài khoản"],
)
def test_a_heading_may_end_with_such_a_word(heading: str) -> None:
    assert labels(f"1. {heading}\n2. Việc thứ hai.") == ["1", "2"]


def test_hyphens_of_broken_lines_are_no_list() -> None:
    text = (
        "1. Giao Vụ Khoa học\n- Công nghệ và các đơn vị phát triển kinh tế\n- xã hội giai đoạn 2021"
        "\n- 2025 như sau:\n- Việc một;\n- Việc hai."
    )
    assert labels(text) == ["1", "1-1", "1-2"]


def test_a_hyphen_after_a_full_line_is_no_list() -> None:
    full = "Giao các đơn vị phối hợp triển khai nhiệm vụ thuộc lĩnh vực Đường bộ"
    assert labels(f"1. {full}\n- Đường sắt trong năm.\n2. {full}.\n3. {full}.") == ["1", "2", "3"]


def test_page_numbers_are_left_out() -> None:
    text = "1. Việc một còn\n2\nkéo dài.\n2. Việc hai\n- 3 -\nkéo dài.\nTrang 4/5\n3. Việc ba."
    assert texts(text) == {"1": "Việc một còn kéo dài.", "2": "Việc hai kéo dài.", "3": "Việc ba."}


def test_a_page_break_does_not_end_a_paragraph() -> None:
    text = "1. Việc một còn\n\n2\n\x0c\nkéo dài.\n\nViệc thêm."
    assert texts(text) == {"1": "Việc một còn kéo dài.\nViệc thêm."}


def test_notes_at_the_foot_of_a_page_do_not_end_the_clauses() -> None:
    notes = "[1] Về Chính phủ số.\n[2] Về dữ liệu."
    assert labels(f"1. Việc một.\n{notes}\n2. Việc hai.") == ["1", "2"]
    split = split_clauses(f"1. Việc một.\n2. Việc hai.\n{notes}")
    assert [draft.text for draft in split.clauses] == ["Việc một.", "Việc hai."]
    assert split.closing.split() == notes.split()


def test_signatures_without_recipients_end_the_clauses() -> None:
    split = split_clauses("1. Việc một.\nKT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n2. Không phải việc.")
    assert [draft.text for draft in split.clauses] == ["Việc một."]
    assert split.closing.startswith("KT. BỘ TRƯỞNG")


def test_duties_of_the_last_clause_are_no_farewell() -> None:
    text = "1. Việc một.\n2. Rà soát hồ sơ.\nGiao Vụ Pháp chế thẩm định./.\nNơi nhận:\n- Như trên;"
    assert texts(text)["2"].endswith("Giao Vụ Pháp chế thẩm định.")


# Titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hoàn thành CSDL phương tiện.", "Hoàn thành CSDL phương tiện"),
        ("Làm việc một. Làm việc hai.", "Làm việc một"),
        ("Rà soát; Tổng hợp.", "Rà soát"),
        ("Rà soát; tổng hợp.", "Rà soát; tổng hợp"),
        ("Họp tại TP. Hồ Chí Minh. Báo cáo.", "Họp tại TP. Hồ Chí Minh"),
        ("Đạt 1.478 hồ sơ. Đồng thời báo cáo.", "Đạt 1.478 hồ sơ"),
        ("Gồm các việc:", "Gồm các việc"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_sentence(text: str, title: str) -> None:
    assert propose_title(text) == title


def test_a_long_title_is_cut_where_it_makes_sense() -> None:
    start = "Rà soát, tái cấu trúc quy trình nghiệp vụ và kết nối các dịch vụ công trực tuyến"
    assert propose_title(f"{start}; {'báo cáo kết quả ' * 20}.") == start
    assert propose_title(f"{start} ({'gồm nhiều việc ' * 20}).") == start
    assert propose_title(f"{start}, {'báo cáo kết quả ' * 20}.") == start
    long = propose_title("phối hợp và " * 30)
    assert long.endswith("phối hợp")
    assert len(propose_title("x" * 500)) == MAX_TITLE


# Properties

VOCABULARY = words(
    "đơn vị hồ sơ dữ liệu rà soát tổng hợp hệ thống thông tin trực tuyến chữ ký an toàn mạng"
)
NOISE = ["24.02", "1.478", "2021.", "50%", "khoản 2.", "NĐ-CP", "(LGSP)", "07/3/2019", "mức độ 3."]


@st.composite
def sentences(draw: st.DrawFn) -> str:
    chosen = draw(st.lists(st.sampled_from(VOCABULARY + NOISE), min_size=1, max_size=30))
    return f"Thực hiện {' '.join(chosen)} đầy đủ."


STYLES = (
    lambda n: (f"{n}.", f".{n}"),
    lambda n: (f"{POINTS[n - 1]})", f".{POINTS[n - 1]}"),
    lambda n: ("-", f"-{n}"),
    lambda n: ("+", f"-{n}"),
)


@st.composite
def trees(draw: st.DrawFn, level: int = 0, above: str = "") -> list[tuple[str, str, str]]:
    """Clauses as (mark, label, text), each followed by its points."""
    clauses = []
    for number in range(1, draw(st.integers(0 if level else 1, 7)) + 1):
        mark, piece = STYLES[level](number)
        label = f"{above}{piece}".removeprefix(".")
        clauses.append((mark, label, draw(sentences())))
        if level + 1 < len(STYLES) and draw(st.booleans()):
            clauses += draw(trees(level=level + 1, above=label))
    return clauses


def rendered(clauses: Iterable[tuple[str, str, str]], width: int, gap: str) -> Iterator[str]:
    for mark, _, text in clauses:
        yield from wrap(f"{mark}{gap}{text}", width, break_long_words=False, break_on_hyphens=False)


def parents_come_first(drafts: Sequence[ClauseDraft]) -> bool:
    seen: set[str | None] = {None}
    for draft in drafts:
        if draft.parent not in seen:
            return False
        seen.add(draft.label)
    return True


@given(trees(), st.integers(20, 120), st.sampled_from(["", " ", "\t", "\u00a0"]), st.booleans())
def test_a_document_is_read_as_it_was_written(
    clauses: list[tuple[str, str, str]], width: int, gap: str, decomposed: bool
) -> None:
    body = "\n".join(rendered(clauses, width, gap))
    text = f"Kính gửi: Các đơn vị.\n{body}\nNơi nhận:\n- Như trên;"
    split = split_clauses(normalize("NFD", text) if decomposed else text)
    assert [draft.label for draft in split.clauses] == [label for _, label, _ in clauses]
    assert [words(draft.text) for draft in split.clauses] == [words(text) for *_, text in clauses]
    keys = [clause_key(draft.label) for draft in split.clauses]
    assert keys == sorted(keys)
    assert parents_come_first(split.clauses)


PIECES = (
    "1.|2.|3.|a)|b)|đ)|-|+|•|I.|II.|A.|1.1.|1.2.|Điều 1.|Điều 2.|Chương I|Mục 1|PHỤ LỤC|QUY CHẾ"
    "|KT. BỘ TRƯỞNG|Nơi nhận:|Kính gửi:|Bộ yêu cầu|./.|2021.|24.02|50%|khoản|(năm)|[1]|Công việc."
    "|việc;|\n|\n|\n|\n|\n|\n"
)
PASTED = st.lists(st.sampled_from(PIECES.split("|")), max_size=80).map(" ".join)


@given(PASTED)
def test_whatever_is_pasted_no_word_is_lost_and_labels_are_unique(text: str) -> None:
    split = split_clauses(text)
    assert all_words(split) == Counter(words(text))
    found = [draft.label for draft in split.clauses]
    assert len(set(found)) == len(found)
    assert parents_come_first(split.clauses)
    for draft in split.clauses:
        assert len(draft.title) <= MAX_TITLE
        assert draft.title == "" or draft.title[-1] not in ".,;:!?-–( "


@given(st.text(max_size=300))
def test_any_text_can_be_pasted(text: str) -> None:
    split_clauses(text)


# Codes


def test_the_code_of_a_task_is_the_label_of_its_clause() -> None:
    assert propose_codes(["1.a", "2.đ"], "4507/BGTVT-TTCNTT", ["DK-01"]) == ["1.a", "2.đ"]


def test_codes_of_another_directive_are_told_apart_by_its_number() -> None:
    assert propose_codes(["1.a", "2.đ"], "4507/BGTVT-TTCNTT", ["1.A"]) == ["4507-1.a", "4507-2.đ"]
    taken = ["1.a", "4507-1.a", "4507-1.a (2)"]
    assert propose_codes(["1.a"], "4507/BGTVT-TTCNTT", taken) == ["4507-1.a (3)"]


@given(
    st.lists(st.text(min_size=1, max_size=70), max_size=8, unique=True),
    st.lists(st.text(max_size=70), max_size=8),
)
def test_proposed_codes_are_short_and_taken_by_nobody(labels: list[str], taken: list[str]) -> None:
    codes = propose_codes(labels, "91/TB-BGTVT", taken)
    folded = [code.casefold() for code in codes]

    assert len(set(folded)) == len(labels)
    assert not set(folded) & {code.casefold() for code in taken}
    assert all(len(code) <= 60 for code in codes)
