"""One directive after another: what stayed, changed, came and went."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import thread_time

from hypothesis import given
from hypothesis import strategies as st

from egovdesk import paths
from egovdesk.domain.clauses import ClauseDraft, split_clauses
from egovdesk.domain.succession import ClauseMatch, MatchKind, compare

LETTER = Path(__file__).parents[1] / "data" / "directives" / "cong-van-1478.txt"


@dataclass(frozen=True, slots=True)
class Clause:
    label: str
    text: str


def clauses(*texts: str) -> list[Clause]:
    return [Clause(str(number), text) for number, text in enumerate(texts, start=1)]


def kinds(matches: Sequence[ClauseMatch[Clause]]) -> list[tuple[str, str, str]]:
    return [
        (
            match.kind.value,
            match.old.label if match.old else "",
            match.new.label if match.new else "",
        )
        for match in matches
    ]


def pieces(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[start:end] for start, end in spans]


REPORT = "Định kỳ báo cáo kết quả thực hiện hàng Quý (trước ngày 25 tháng cuối Quý) về Bộ."
SIGN = "Thủ trưởng gương mẫu sử dụng chữ ký số; ít nhất 50% hồ sơ được xử lý trên mạng."
ROAD = "Tổng cục Đường bộ Việt Nam hoàn thành CSDL kết cấu hạ tầng giao thông đường bộ."
TRAIN = "Tổ chức tập huấn, bồi dưỡng kỹ năng số cho cán bộ, công chức của đơn vị."


def test_what_became_of_each_clause() -> None:
    new_sign = SIGN.replace("50%", "100%")
    matches = compare(clauses(REPORT, SIGN, ROAD), clauses(TRAIN, new_sign, REPORT))
    assert kinds(matches) == [
        ("new", "", "1"),
        ("changed", "2", "2"),
        ("same", "1", "3"),
        ("dropped", "3", ""),
    ]


def test_the_difference_is_shown_by_words() -> None:
    old = "Báo cáo hàng Quý trước ngày 25 tháng cuối Quý về Bộ (qua Trung tâm CNTT)."
    new = "Báo cáo hàng tháng trước ngày 20 về Bộ (qua Trung tâm CNTT) và Văn phòng Bộ."
    (match,) = compare(clauses(old), clauses(new))
    assert match.kind is MatchKind.CHANGED
    assert pieces(old, match.old_spans) == ["Quý", "25 tháng cuối Quý"]
    assert pieces(new, match.new_spans) == ["tháng", "20", "và Văn phòng Bộ"]


def test_marks_case_and_punctuation_make_no_difference() -> None:
    matches = compare(
        clauses("Thống nhất chỉ tiêu phương tiện thủy;"),
        clauses("THỐNG NHẤT chỉ tiêu, phương tiện thuỷ."),
    )
    assert kinds(matches) == [("same", "1", "1")]


def test_figures_make_a_difference() -> None:
    assert kinds(compare(clauses("Đạt 1,5% hồ sơ"), clauses("Đạt 15% hồ sơ")))[0][0] == "changed"


def test_equal_texts_keep_their_labels() -> None:
    old = [Clause("1", "Như trên."), Clause("2", "Như trên."), Clause("3", "Như trên.")]
    new = [Clause("3", "Như trên."), Clause("4", "Như trên."), Clause("1", "Như trên.")]
    assert kinds(compare(old, new)) == [("same", "3", "3"), ("same", "2", "4"), ("same", "1", "1")]


def test_nothing_compared_with_nothing() -> None:
    assert compare([], []) == ()
    assert kinds(compare([], clauses("Một"))) == [("new", "", "1")]
    assert kinds(compare(clauses("Một"), [])) == [("dropped", "1", "")]
    assert kinds(compare(clauses("", "Một"), clauses("Một", ""))) == [
        ("same", "2", "1"),
        ("same", "1", "2"),
    ]


def the_letter() -> tuple[ClauseDraft, ...]:
    drafts = split_clauses(LETTER.read_text(encoding="utf-8")).clauses
    return tuple(draft for draft in drafts if draft.is_duty)


def test_a_letter_told_in_other_words_is_recognised() -> None:
    """The catalogue tells the clauses in other words; most are paired, and none with another."""
    file = paths.RESOURCES / "catalogues" / "bgtvt-2021.json"
    told = {
        raw["label"]: Clause(raw["label"], raw["text"]["vi"])
        for raw in json.loads(file.read_text(encoding="utf-8"))["clauses"]
    }
    letter = [Clause(draft.label, draft.text) for draft in the_letter()]
    new = [told[clause.label] for clause in letter]
    paired = [match for match in compare(letter, new) if match.old and match.new]
    assert len(paired) > len(letter) * 0.7
    assert all(match.old.label == match.new.label for match in paired if match.old and match.new)


def test_two_hundred_clauses_are_compared_at_once() -> None:
    chance = random.Random(1478)
    words = " ".join(draft.text for draft in the_letter()).split()
    old = clauses(*(" ".join(chance.choices(words, k=60)) for _ in range(200)))
    new = [
        Clause(clause.label, " ".join(w for w in clause.text.split() if chance.random() > 0.1))
        for clause in old
    ]
    start = thread_time()
    matches = compare(old, new)
    assert thread_time() - start < 2.5  # 0.2 s on a desk; tests may share the machine
    assert [(match.old, match.new) for match in matches] == list(zip(old, new, strict=True))


# Properties

WORDS = [
    "rà",
    "soát",
    "hồ",
    "sơ",
    "dữ",
    "liệu",
    "báo",
    "cáo",
    "quý",
    "50%",
    "24/02/2021",
    "đơn",
    "vị",
]
TEXT_LISTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=8)


@given(TEXT_LISTS)
def test_a_directive_is_the_same_as_itself(texts: list[str]) -> None:
    given_clauses = clauses(*texts)
    matches = compare(given_clauses, given_clauses)
    assert [(match.kind, match.old, match.new) for match in matches] == [
        (MatchKind.SAME, clause, clause) for clause in given_clauses
    ]


@given(TEXT_LISTS, st.randoms())
def test_neither_numbers_nor_order_matter(texts: list[str], chance: random.Random) -> None:
    old = clauses(*texts)
    new = [Clause(f"{chance.randint(1, 9)}.{clause.label}", clause.text) for clause in old]
    chance.shuffle(new)
    matches = compare(old, new)
    assert {match.kind for match in matches} <= {MatchKind.SAME}
    assert [match.new for match in matches] == new


@given(TEXT_LISTS.filter(bool), st.data())
def test_one_clause_less_is_one_dropped(texts: list[str], data: st.DataObject) -> None:
    old = clauses(*texts)
    gone = data.draw(st.integers(0, len(old) - 1))
    dropped = compare(old, old[:gone] + old[gone + 1 :])
    added = compare(old[:gone] + old[gone + 1 :], old)
    assert [match.kind for match in dropped if match.kind is not MatchKind.SAME] == [
        MatchKind.DROPPED
    ]
    assert [match.kind for match in added if match.kind is not MatchKind.SAME] == [MatchKind.NEW]


@given(TEXT_LISTS, TEXT_LISTS)
def test_every_clause_is_told_of_once(old_texts: list[str], new_texts: list[str]) -> None:
    old, new = clauses(*old_texts), clauses(*new_texts)
    matches = compare(old, new)
    assert [match.new for match in matches if match.new] == new
    told = [match.old for match in matches if match.old]
    assert sorted(told, key=old.index) == old
    assert compare(old, new) == matches


@given(TEXT_LISTS, TEXT_LISTS)
def test_without_the_marked_words_both_texts_are_one(
    old_texts: list[str], new_texts: list[str]
) -> None:
    def rest(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
        return text.split()

    for match in compare(clauses(*old_texts), clauses(*new_texts)):
        if match.kind is MatchKind.CHANGED:
            assert match.old
            assert match.new
            assert match.old_spans or match.new_spans
            kept = rest(match.old.text, match.old_spans)
            assert kept == rest(match.new.text, match.new_spans)
