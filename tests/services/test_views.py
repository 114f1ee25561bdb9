"""Saved views of lists on a real workspace, and views that nobody should have kept."""

import json
from dataclasses import replace
from datetime import date

import pytest

from egovdesk.bootstrap import Desk
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import UseCase
from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.views import SavedView

TASKS = RegisterKind.TASKS
LATE = SavedView(
    id=0,
    name="Trễ hạn",
    query=ListQuery(kind=TASKS, filters=(Filter("lead", Comparison.ANY_OF, ("DKVN",)),)),
    columns=("code", "title"),
)


def test_a_view_is_kept_replaced_and_removed(desk: Desk):
    desk.views.save(LATE)
    (found,) = desk.views.of(TASKS)
    assert replace(found, id=0) == LATE
    desk.views.save(replace(LATE, name=" Trễ  hạn ", columns=("code",)))
    (found,) = desk.views.of(TASKS)
    assert found.columns == ("code",)
    assert desk.views.of(RegisterKind.SIGNERS) == ()
    change = desk.views.remove(found)
    assert change.use_case is UseCase.SAVE_VIEW
    assert desk.views.of(TASKS) == ()


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 81])
def test_a_view_needs_a_name(desk: Desk, name: str):
    with pytest.raises(UsageError) as caught:
        desk.views.save(replace(LATE, name=name))
    assert caught.value.code is ErrorCode.FIELD_INVALID


def test_a_name_with_a_marking_is_refused(desk: Desk):
    with pytest.raises(UsageError) as caught:
        desk.views.save(replace(LATE, name="Việc TỐI MẬT"))
    assert caught.value.code is ErrorCode.TEXT_SECRET


@pytest.mark.parametrize(
    "definition",
    [
        "{",
        "[" * 100_000,
        json.dumps({"filters": [["due", "at_least", []]]}),
        json.dumps({"filters": [["code", "any_of", [{"x": 1}]]]}),
        json.dumps({"sort_by": {"x": 1}}),
    ],
)
def test_a_view_that_cannot_be_read_is_left_out(desk: Desk, definition: str):
    desk.views.save(LATE)
    with desk.session.workspace.changing(UseCase.SAVE_VIEW, at=desk.session.clock()) as unit:
        unit.views._connection.exec_driver_sql(
            "INSERT INTO saved_view(register, name, definition) VALUES ('tasks', 'xấu', ?)",
            (definition,),
        )
    assert [view.name for view in desk.views.of(TASKS)] == ["Trễ hạn"]


@pytest.mark.parametrize("field", ["code", "due", "percent", "kind", "coordinating", "directive"])
@pytest.mark.parametrize("comparison", list(Comparison))
@pytest.mark.parametrize("value", ["'", "day:x", 5, True, None, "2021-09-01"])
def test_a_view_of_the_wrong_type_shows_a_list_all_the_same(
    desk: Desk, field: str, comparison: Comparison, value: object
):
    query = ListQuery(kind=TASKS, filters=(Filter(field, comparison, (value,)),))  # type: ignore[arg-type]
    ids = desk.registers.ids(query, date(2021, 9, 20))
    assert len(ids) <= desk.registers.count(TASKS)
