"""Facts that several tests of the domain vary. Session-wide, so that properties may use them."""

from collections.abc import Callable, Mapping

import pytest

from egovdesk.domain.procedures import (
    CountField,
    Procedure,
    ProcedureAttribute,
    ProcedureFigures,
)

FiguresBuilder = Callable[..., ProcedureFigures]


@pytest.fixture(scope="session")
def figures() -> FiguresBuilder:
    """Build the figures of a procedure that is in force unless told otherwise."""

    def build(
        code: str,
        attributes: Mapping[ProcedureAttribute, str] | None = None,
        counts: Mapping[CountField, int] | None = None,
    ) -> ProcedureFigures:
        return ProcedureFigures(
            procedure=Procedure(id=1, code=code, name=f"Thủ tục {code}", field="Đăng kiểm"),
            attributes={ProcedureAttribute.IN_FORCE: "1", **(attributes or {})},
            counts=counts or {},
        )

    return build
