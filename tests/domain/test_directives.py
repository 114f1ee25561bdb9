"""Directives, the order of their clauses, and what of them has become a task."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egovdesk.domain.clauses import split_clauses
from egovdesk.domain.directives import (
    Coverage,
    CoverageState,
    DirectiveClause,
    DocumentType,
    clause_key,
    coverage,
    parents,
)
from egovdesk.domain.tasks import Task, TaskKind


def a_clause(
    label: str, place: int, *, parent: str | None, is_duty: bool = True
) -> DirectiveClause:
    return DirectiveClause(
        id=place, directive=1, label=label, parent=parent, place=place, text=label, is_duty=is_duty
    )


def a_task(number: int, clause: str) -> Task:
    return Task(
        id=number, code=f"T{number}", clause=clause, title="", kind=TaskKind.OPEN, lead="DKVN"
    )


CLAUSES = (
    a_clause("2", 1, parent=None, is_duty=False),
    a_clause("2.c", 2, parent="2"),
    a_clause("2.d", 3, parent="2"),
    a_clause("2.d-1", 4, parent="2.d"),
    a_clause("2.d-2", 5, parent="2.d"),
    a_clause("2.đ", 6, parent="2"),
)


def covered_by(*named: str) -> Coverage:
    return coverage(CLAUSES, [a_task(n, clause) for n, clause in enumerate(named, start=1)])


def states(*named: str) -> dict[str, str]:
    return {duty.clause.label: duty.state.value for duty in covered_by(*named).duties}


# The number


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("1478/BGTVT-TTCNTT", DocumentType.LETTER),
        ("91/TB-BGTVT", DocumentType.NOTICE),
        ("02/CT-TTg", DocumentType.DIRECTIVE),
        ("749/QĐ-TTg", DocumentType.DECISION),
        ("17/NQ-CP", DocumentType.RESOLUTION),
        ("47/2020/NĐ-CP", DocumentType.DECREE),
        ("05/2023/TT-BYT", DocumentType.CIRCULAR),
        (" 12/KH-BGTVT ", DocumentType.PLAN),
        ("3/CTr-UBND", DocumentType.PROGRAMME),
        ("", DocumentType.OTHER),
        ("số 5", DocumentType.OTHER),
    ],
)
def test_a_number_tells_the_kind_of_document(number: str, expected: DocumentType) -> None:
    assert DocumentType.of_number(number) is expected


# The order of labels

ORDERED = (
    "1 1-1 1.1 1.2 1.10 1.a 2 2.a 2.b 2.c 2.d 2.d-1 2.d-2 2.d-2-1 2.d-10 2.đ 2.đ-1 2.e 2.g"
    " 2.i 2.k 2.x 2.y 10 10.a I I.1 II IV V IX X XL A A.I B Đ E PL PL.1 PL2"
)


def test_labels_have_their_natural_order() -> None:
    labels = ORDERED.split()
    shuffled = random.Random(7).sample(labels, len(labels))
    assert sorted(shuffled, key=clause_key) == labels


def test_headings_have_their_natural_order() -> None:
    labels = [
        "Phần I",
        "Phần II",
        "Chương I",
        "Chương IX",
        "Mục 2",
        "Điều 2",
        "Điều 2.1",
        "Điều 10",
    ]
    assert sorted(random.Random(7).sample(labels, len(labels)), key=clause_key) == labels


@given(
    st.lists(st.sampled_from(["1", "2", "10", "a", "d", "đ", "-", ".", "I", "X", "Điều ", "PL"]))
)
def test_any_label_has_a_place(pieces: list[str]) -> None:
    label = "".join(pieces)
    assert clause_key(f"{label}.1") > clause_key(label)


# What stands above


@pytest.mark.parametrize("name", ["cong-van-1478", "quyet-dinh", "thong-bao-91"])
def test_labels_tell_what_stands_above_them(name: str) -> None:
    file = Path(__file__).parents[1] / "data" / "directives" / f"{name}.txt"
    clauses = split_clauses(file.read_text("utf-8")).clauses

    assert parents(c.label for c in clauses) == {c.label: c.parent for c in clauses}


def test_an_article_stands_under_the_last_chapter() -> None:
    labels = ["Chương I", "Điều 1", "Điều 1.1", "Chương II", "Điều 2", "Quy chế", "Quy chế.Điều 1"]

    assert parents(labels) == {
        "Chương I": None,
        "Điều 1": "Chương I",
        "Điều 1.1": "Điều 1",
        "Chương II": None,
        "Điều 2": "Chương II",
        "Quy chế": None,
        "Quy chế.Điều 1": "Quy chế",
    }


# Coverage


def test_nothing_is_covered_without_tasks() -> None:
    result = covered_by()
    assert [c.label for c in result.uncovered] == ["2.c", "2.d", "2.d-1", "2.d-2", "2.đ"]
    assert not result.is_complete


def test_a_task_covers_its_clause() -> None:
    assert states("2.c", "2.đ", "2.đ") == {
        "2.c": "task",
        "2.d": "none",
        "2.d-1": "none",
        "2.d-2": "none",
        "2.đ": "task",
    }
    assert [duty.tasks for duty in covered_by("2.c", "2.đ", "2.đ").duties][-1] == (2, 3)


def test_a_clause_is_covered_when_all_its_points_are() -> None:
    assert states("2.d-1")["2.d"] == "none"
    assert states("2.d-1", "2.d-2")["2.d"] == "points"


def test_a_task_covers_the_points_below_it_more_weakly() -> None:
    assert states("2.d", "2.d-1") == {
        "2.c": "none",
        "2.d": "task",
        "2.d-1": "task",
        "2.d-2": "above",
        "2.đ": "none",
    }
    result = covered_by("2")  # a heading, no duty
    assert result.is_complete
    assert {duty.state for duty in result.duties} == {CoverageState.ABOVE}


def test_points_that_are_no_duties_do_not_count() -> None:
    clauses = [a_clause("1", 1, parent=None), a_clause("1.a", 2, parent="1", is_duty=False)]
    result = coverage(clauses, [a_task(1, "1.a")])
    assert [duty.state for duty in result.duties] == [CoverageState.NONE]
    assert result.orphans == ()


def test_duties_below_a_heading_count_for_the_clause_above_it() -> None:
    clauses = [
        a_clause("1", 1, parent=None),
        a_clause("1.a", 2, parent="1", is_duty=False),
        a_clause("1.a-1", 3, parent="1.a"),
    ]
    result = coverage(clauses, [a_task(1, "1.a-1")])
    assert [duty.state for duty in result.duties] == [CoverageState.POINTS, CoverageState.TASK]


def test_tasks_of_other_clauses_are_orphans() -> None:
    result = covered_by("2.c", "2.D", "9.z", "")
    assert [task.clause for task in result.orphans] == ["2.D", "9.z", ""]


LABELS = [clause.label for clause in CLAUSES]


@given(st.lists(st.sampled_from(LABELS)), st.sampled_from(LABELS), st.randoms())
def test_one_more_task_never_uncovers_anything(
    named: list[str], more: str, chance: random.Random
) -> None:
    def uncovered(clauses: Iterable[DirectiveClause], named: list[str]) -> set[str]:
        tasks = [a_task(n, clause) for n, clause in enumerate(named)]
        return {clause.label for clause in coverage(clauses, tasks).uncovered}

    before = uncovered(CLAUSES, named)
    assert uncovered(CLAUSES, [*named, more]) <= before - {more}
    assert uncovered(chance.sample(CLAUSES, len(CLAUSES)), named) == before
