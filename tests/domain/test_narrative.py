"""The narrative knows the figures it quotes, whatever the officer makes of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.narrative import Quote, Section, kept, numbered, outdated, renewed

QUOTES = (
    Quote(figure="work.pair", shown="1.508/2.071"),
    Quote(figure="work.share", shown="72,8%"),
    Quote(figure="tasks.overdue", shown="02"),
    Quote(figure="tasks.late", shown="02"),
)
TEXT = "Xử lý 1.508/2.071 hồ sơ, đạt 72,8%. Còn 02 nhiệm vụ quá hạn.\nCó 02 nhiệm vụ chậm."
THEN = {quote.figure: quote.shown for quote in QUOTES}


def a_section(text: str = TEXT, quotes: tuple[Quote, ...] = QUOTES) -> Section:
    return Section(id="work", level=2, title="Hồ sơ", text=text, quotes=quotes)


def stale(section: Section, **now: str) -> list[tuple[str, str | None, str]]:
    figures = {**THEN, **{key.replace("_", "."): shown for key, shown in now.items()}}
    return [(i.quote.figure, i.now, i.sentence) for i in outdated(section, figures)]


def test_nothing_is_outdated_while_the_figures_stand():
    assert stale(a_section()) == []


def test_the_sentence_with_the_old_figure_is_named():
    assert stale(a_section(), work_share="80,2%") == [
        ("work.share", "80,2%", "Xử lý 1.508/2.071 hồ sơ, đạt 72,8%.")
    ]


def test_two_figures_written_alike_are_told_apart_by_their_places():
    assert stale(a_section(), tasks_late="03") == [("tasks.late", "03", "Có 02 nhiệm vụ chậm.")]
    assert stale(a_section(), tasks_overdue="03") == [
        ("tasks.overdue", "03", "Còn 02 nhiệm vụ quá hạn.")
    ]


def test_a_figure_that_is_no_more_is_outdated_too():
    figures = {key: shown for key, shown in THEN.items() if key != "work.share"}
    found = outdated(a_section(), figures)
    assert [(item.quote.figure, item.now) for item in found] == [("work.share", None)]
    assert renewed(a_section(), figures).text == TEXT


@pytest.mark.parametrize("text", ["Đạt 172,8%.", "Đạt 72,8%5.", "Ngày 02/9/2021.", "102 người."])
def test_a_part_of_another_number_is_not_the_figure(text: str):
    assert kept(a_section(), text).quotes == ()


def test_what_the_officer_took_out_is_no_longer_quoted():
    edited = kept(a_section(), "Đạt 72,8%, còn nhiều việc phải làm.")
    assert [quote.figure for quote in edited.quotes] == ["work.share"]
    assert stale(edited, work_pair="1/2") == []


def test_renewing_writes_the_figures_and_leaves_the_words():
    now = {**THEN, "work.share": "80,2%", "tasks.late": "11"}
    section = renewed(a_section(), now)
    assert section.text == (
        "Xử lý 1.508/2.071 hồ sơ, đạt 80,2%. Còn 02 nhiệm vụ quá hạn.\nCó 11 nhiệm vụ chậm."
    )
    assert outdated(section, now) == ()


def test_what_cannot_be_told_apart_any_more_is_left_to_the_officer():
    edited = kept(a_section(), "Còn 02 nhiệm vụ.")
    now = {**THEN, "tasks.late": "11"}
    assert renewed(edited, now).text == "Còn 02 nhiệm vụ."
    assert [item.quote.figure for item in outdated(renewed(edited, now), now)] == ["tasks.late"]


def test_sections_are_numbered_without_gaps():
    sections = (
        Section(id="a", level=1, title="A"),
        Section(id="b", level=1, title="B"),
        Section(id="c", level=2, title="C"),
        Section(id="d", level=2, title="D", text="d"),
        Section(id="e", level=1, title="E", text="\n \n"),
        Section(id="f", level=1, title="F", text="f"),
    )
    assert [(number, s.id) for number, s in numbered(sections)] == [
        ("I.", "b"),
        ("1.", "d"),
        ("II.", "f"),
    ]


counts = st.integers(min_value=0, max_value=99_999).map(lambda n: f"{n:,}".replace(",", "."))


@given(
    st.lists(st.tuples(counts, counts), min_size=1, max_size=6),
    st.text(alphabet="ăđ .,;\n", max_size=20),
)
def test_renewing_leaves_nothing_outdated_and_is_done_once(
    pairs: list[tuple[str, str]], between: str
):
    quotes = tuple(Quote(figure=str(n), shown=old) for n, (old, _new) in enumerate(pairs))
    text = f"{between} và ".join(f"có {old} việc" for old, _new in pairs)
    now = {str(n): new for n, (_old, new) in enumerate(pairs)}
    section = renewed(a_section(text, quotes), now)
    assert section.text == f"{between} và ".join(f"có {new} việc" for _old, new in pairs)
    assert outdated(section, now) == ()
    assert renewed(section, now) == section
