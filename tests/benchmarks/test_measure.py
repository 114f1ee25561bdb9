"""The arithmetic of the benchmarks; their figures are no test's business."""

from pathlib import Path

import pytest

from benchmarks.measure import Result, alternately, process, table


def a_result(ours: float, reference: float) -> Result:
    return Result(name="edit", ours=ours, reference=reference, limit=1.5, notes=("of 20 rows",))


@pytest.mark.parametrize(("ours", "verdict"), [(0.15, "within"), (0.16, "ABOVE")])
def test_the_limit_itself_is_still_within(ours: float, verdict: str):
    result = a_result(ours, 0.1)
    assert result.verdict == verdict
    assert table([result]).splitlines()[1].endswith(verdict)


def test_both_are_measured_in_turn_and_the_first_round_does_not_count():
    order: list[str] = []

    def measured(name: str, values: list[float]) -> float:
        order.append(name)
        return values.pop(0)

    ours, reference = [100.0, 3.0, 1.0, 2.0], [100.0, 6.0, 4.0, 50.0]
    medians = alternately(
        lambda: measured("ours", ours), lambda: measured("reference", reference), 3
    )
    assert medians == (2.0, 6.0)
    assert order == ["ours", "reference"] * 4


def test_a_process_that_fails_is_no_measurement(tmp_path: Path):
    assert process(tmp_path, "-c", "pass") > 0
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        process(tmp_path, "-c", "1 / 0")


def test_the_table_gives_milliseconds_ratio_and_notes():
    line, note = table([a_result(0.0123, 0.01)]).splitlines()[1:]
    assert line.split() == ["edit", "12.3", "ms", "10.0", "ms", "1.23x", "1.5x", "within"]
    assert note.strip() == "of 20 rows"
