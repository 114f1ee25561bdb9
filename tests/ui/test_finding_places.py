"""A finding opens the very cell that it speaks of, whatever it is."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from egovdesk.domain.findings import Finding, Rule, Severity, Subject
from egovdesk.domain.procedures import CountField
from egovdesk.domain.quarter import Quarter
from egovdesk.ui.desktop import Desktop
from egovdesk.ui.directives.page import DirectivesPage
from egovdesk.ui.indicators.card import IndicatorCard
from egovdesk.ui.registers.page import RegisterPage
from egovdesk.ui.registers.panel import RegisterPanel
from egovdesk.ui.reports.page import ReportsPage
from egovdesk.ui.reports.places import _PLACES
from egovdesk.ui.reports.steps import Step
from egovdesk.ui.services.month_grid import COUNTS
from egovdesk.ui.services.page import ServicesPage
from egovdesk.ui.signatures.page import SignaturesPage
from egovdesk.ui.tasks.page import TasksPage

WaitIdle = Callable[[], None]
Open = Callable[..., None]
Kind = TypeVar("Kind", bound=QWidget)
DIRECTIVE = "1478/BGTVT-TTCNTT"


@pytest.fixture
def open_finding(desktop: Desktop, qtbot: QtBot, wait_idle: WaitIdle) -> Open:
    """Return what goes to the reports page and presses Enter on a finding."""

    def open_it(subject: Subject, key: str, **data: str | int) -> None:
        desktop.window.open_page("reports")
        wait_idle()
        page = shown(desktop, ReportsPage)
        page.open_record(Step.FINDINGS)
        table = page.findings_step.table
        found = Finding(
            rule=Rule.NOTHING_NEW, severity=Severity.NOTICE, subject=subject, key=key, data=data
        )
        table.set_rows((found,))
        table.view.setFocus()
        table.view.selectRow(0)
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
        wait_idle()

    return open_it


def shown(desktop: Desktop, kind: type[Kind]) -> Kind:
    found = desktop.window.findChild(kind)
    assert found is not None
    assert found.isVisible()
    return found


def cell_of(panel: RegisterPanel) -> tuple[str, str]:
    """Return the title of the current record and the field of the current cell."""
    row, index = panel.current_row(), panel.view.currentIndex()
    assert row is not None
    assert panel.isVisible()
    field = panel.model.columns[index.column()].field.key
    return str(row.values[0]), field


def test_every_subject_has_its_place():
    assert set(_PLACES) == set(Subject)


def test_a_count_opens_the_sheet_of_its_month_at_its_cell(desktop: Desktop, open_finding: Open):
    open_finding(Subject.COUNT, "2021-07/results_synced/DK.011")
    months = shown(desktop, ServicesPage).months
    assert months.isVisible()
    assert months.month == "2021-07"
    assert months.sheet is not None
    assert months.sheet.month == "2021-07"
    index = months.grid.currentIndex()
    assert months.model.rows[index.row()].procedure.code == "DK.011"
    assert COUNTS[index.column()] is CountField.RESULTS_SYNCED
    assert desktop.window.focusWidget() is months.grid


def test_a_count_is_found_whatever_is_searched_for_and_whatever_the_quarter(
    desktop: Desktop, open_finding: Open, wait_idle: WaitIdle
):
    open_finding(Subject.COUNT, "2021-09/received/DK.001")
    months = shown(desktop, ServicesPage).months
    months.search.setText("DK.001")
    assert desktop.context is not None
    desktop.window.open_page("reports")
    desktop.context.choose_period(Quarter(2021, 2))
    wait_idle()
    open_finding(Subject.COUNT, "2021-05/payments/DK.020")
    index = months.grid.currentIndex()
    assert months.month == "2021-05"
    assert months.model.rows[index.row()].procedure.code == "DK.020"
    assert COUNTS[index.column()] is CountField.PAYMENTS


def test_a_month_opens_its_sheet(desktop: Desktop, open_finding: Open):
    open_finding(Subject.MONTH, "2021-03")
    months = shown(desktop, ServicesPage).months
    assert months.isVisible()
    assert months.month == "2021-03"


@pytest.mark.parametrize("field", ["level", "fee"])
def test_a_procedure_opens_at_the_attribute(desktop: Desktop, open_finding: Open, field: str):
    open_finding(Subject.PROCEDURE, "DK.030", field=field)
    panel = shown(desktop, ServicesPage).panel
    row = panel.current_row()
    assert row is not None
    assert "DK.030" in row.values
    assert cell_of(panel)[1] == field


def test_a_month_of_work_opens_at_its_count(desktop: Desktop, open_finding: Open):
    open_finding(Subject.WORKLOAD, "2021-05")
    panel = shown(desktop, SignaturesPage).work.panel
    assert cell_of(panel) == ("2021-05", "online")


def test_a_month_of_work_that_is_not_there_opens_where_it_belongs(
    desktop: Desktop, open_finding: Open
):
    open_finding(Subject.WORKLOAD, "2020-01")
    assert shown(desktop, SignaturesPage).work.isVisible()


def test_counts_of_signers_open_their_register_and_nobody_in_it(
    desktop: Desktop, open_finding: Open
):
    open_finding(Subject.SIGNERS, "signing")
    assert shown(desktop, SignaturesPage).signers.isVisible()


def test_a_baseline_opens_at_its_figure(desktop: Desktop, open_finding: Open):
    open_finding(Subject.BASELINE, "1")
    page = next(p for p in desktop.window.findChildren(RegisterPage) if p.isVisible())
    panel = next(p for p in page.tabs.panels.values() if p.isVisible())
    assert panel.kind == "baselines"
    assert cell_of(panel) == ("1", "numerator")


def test_a_clause_is_chosen_in_its_directive(desktop: Desktop, open_finding: Open):
    open_finding(Subject.CLAUSE, f"{DIRECTIVE}#2.d-6")
    sheet = shown(desktop, DirectivesPage).sheet
    assert sheet.sheet is not None
    assert sheet.sheet.directive.number == DIRECTIVE
    clause = sheet.tree.current_clause()
    assert clause is not None
    assert clause.label == "2.d-6"
    open_finding(Subject.CLAUSE, f"{DIRECTIVE}#1.b")  # the directive is shown already
    clause = sheet.tree.current_clause()
    assert clause is not None
    assert clause.label == "1.b"


def test_a_directive_opens_by_its_record_as_the_search_names_it(
    desktop: Desktop, wait_idle: WaitIdle
):
    desktop.window.open_page("directives", "directives:1")
    wait_idle()
    row = shown(desktop, DirectivesPage).panel.current_row()
    assert row is not None
    assert row.id == 1


def test_a_task_is_chosen(desktop: Desktop, open_finding: Open):
    open_finding(Subject.TASK, "DK-06")
    row = shown(desktop, TasksPage).panel.current_row()
    assert row is not None
    assert "DK-06" in row.values


def test_an_indicator_opens_its_card(desktop: Desktop, open_finding: Open):
    open_finding(Subject.INDICATOR, "7")
    assert desktop.window.page_name == "overview"
    assert desktop.window.findChild(IndicatorCard) is not None


@pytest.mark.parametrize(
    ("subject", "key", "page"),
    [
        (Subject.REPORT, "report", "overview"),
        (Subject.CATALOGUE, "bgtvt-2021", "settings"),
    ],
)
def test_what_is_no_record_opens_the_page_that_tells_of_it(
    desktop: Desktop, open_finding: Open, subject: Subject, key: str, page: str
):
    open_finding(subject, key)
    assert desktop.window.page_name == page
