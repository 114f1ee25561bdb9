"""How to begin while there is no figure at all: the registers in the order of filling them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from egovdesk.domain.registers import RegisterKind
from egovdesk.ui.link import Link
from egovdesk.ui.widgets.card import Card
from egovdesk.wording import _


class BeginningCard(Card):
    """Numbered steps, each with a button to where it is done."""

    opened = Signal(object)
    """A step was chosen; carries its `Link`."""

    def __init__(self) -> None:
        super().__init__(_("No figures are recorded for this period yet: how to begin"))
        self.steps: list[QPushButton] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for place, (words, action, link) in enumerate(_steps()):
            button = QPushButton(action)
            button.setAccessibleDescription(words)
            button.clicked.connect(lambda _checked=False, link=link: self.opened.emit(link))
            if place == 0:
                button.setProperty("kind", "primary")
            grid.addWidget(QLabel(f"{place + 1}. {words}", wordWrap=True), place, 0)
            grid.addWidget(button, place, 1)
            self.steps.append(button)
        self.body.addLayout(grid)


def _steps() -> tuple[tuple[str, str, Link], ...]:
    return (
        (
            _("The catalogue has assigned the tasks: record how far each one is."),
            _("Open the tasks"),
            Link(page="tasks"),
        ),
        (
            _("Import the administrative procedures with their levels, then their monthly counts."),
            _("Open online services"),
            Link(page="services"),
        ),
        (
            _("List who is to sign digitally; certificates can be read from files or tokens."),
            _("Open signers"),
            Link(page="signatures", key=RegisterKind.SIGNERS.value),
        ),
        (
            _("Enter each month how much work there was, and how much of it went online."),
            _("Open work online"),
            Link(page="signatures", key=RegisterKind.WORKLOAD.value),
        ),
        (
            _("Enter the baseline of 31/12/2020 once, for the indicator that compares with it."),
            _("Open baselines"),
            Link(page="assets", key=RegisterKind.BASELINES.value),
        ),
    )
