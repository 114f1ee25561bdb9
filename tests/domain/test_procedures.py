"""What a procedure's attributes say."""

from collections.abc import Callable

from egovdesk.domain.procedures import ProcedureAttribute, ProcedureFigures


def test_attributes_of_a_procedure(figures: Callable[..., ProcedureFigures]):
    online = figures("1.001023", {ProcedureAttribute.LEVEL: "muc4", ProcedureAttribute.FEE: "1"})
    assert online.in_force
    assert online.level == "muc4"
    assert online.has(ProcedureAttribute.FEE)
    assert not online.has(ProcedureAttribute.PORTAL)
    abolished = figures("1.001024", {ProcedureAttribute.IN_FORCE: "0"})
    assert not abolished.in_force
    assert abolished.level == ""
