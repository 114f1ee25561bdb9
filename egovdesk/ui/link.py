"""Where a figure leads: a page, perhaps on a record or with a list narrowed to what it counts."""

from collections.abc import Iterable

from egovdesk.domain.register_queries import Comparison, Filter, ListQuery
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.tasks import Timeliness
from egovdesk.domain.values import value

PAGES = {
    RegisterKind.DIRECTIVES: "directives",
    RegisterKind.TASKS: "tasks",
    RegisterKind.SIGNERS: "signatures",
    RegisterKind.WORKLOAD: "signatures",
    RegisterKind.PROCEDURES: "services",
    RegisterKind.PROCEDURE_COUNTS: "services",
}
"""The page on which a register is; all others are on the page of small registers."""


@value
class Link:
    """A page by its name, the key of a record there, or the list that it is to show."""

    page: str
    key: str = ""
    query: ListQuery | None = None


def list_link(page: str, kind: RegisterKind, *filters: Filter) -> Link:
    """Lead to a register that shows what these filters let through."""
    return Link(page=page, query=ListQuery(kind=kind, filters=filters))


def timeliness_link(kind: Timeliness) -> Link:
    """Lead to the tasks of a class of timeliness."""
    chosen = Filter("timeliness", Comparison.ANY_OF, (kind.value,))
    return list_link("tasks", RegisterKind.TASKS, chosen)


def codes_link(page: str, kind: RegisterKind, codes: Iterable[str]) -> Link:
    """Lead to the records of a register that have these codes."""
    return list_link(page, kind, Filter("code", Comparison.ANY_OF, tuple(codes)))
