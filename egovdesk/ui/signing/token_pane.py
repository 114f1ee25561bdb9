"""Signing with a token: which driver, which certificate, and the PIN."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from egovdesk.domain.certificates import TokenCertificate, TokenDriver
from egovdesk.domain.errors import EGovDeskError, ErrorCode
from egovdesk.domain.signing import Check, CheckCause, CheckKind, KeyChoice, TokenKey
from egovdesk.ui import theme
from egovdesk.ui.widgets.field import FieldRow
from egovdesk.ui.widgets.file_choice import ask_file
from egovdesk.wording import _, formats
from egovdesk.wording.signing import check_message

_DRIVER = frozenset({ErrorCode.TOKEN_DRIVER, ErrorCode.TOKEN_TIMEOUT, ErrorCode.FILE_MISSING})
_CERTIFICATE = frozenset(
    {ErrorCode.TOKEN_MISSING, ErrorCode.TOKEN_REMOVED, ErrorCode.TOKEN_KEY_MISSING}
    | {ErrorCode.KEY_NOT_VALID_NOW, ErrorCode.KEY_USAGE, ErrorCode.KEY_WEAK}
)
_PIN = frozenset(
    {ErrorCode.TOKEN_PIN, ErrorCode.TOKEN_PIN_LAST_TRY}
    | {ErrorCode.TOKEN_PIN_LOCKED, ErrorCode.TOKEN_PIN_EXPIRED}
)
_LONGEST_PIN = 64


class TokenPane(QWidget):
    """Drivers that were found, certificates that were read, and a PIN that is typed once."""

    read_asked = Signal()
    look_asked = Signal()
    driver_chosen = Signal(object)
    """Somebody looked for a driver (its path); it is worth remembering."""

    def __init__(self) -> None:
        super().__init__()
        self.drivers = QComboBox()
        self.drivers.setPlaceholderText(_("None found: choose its file"))
        self.drivers.setMinimumContentsLength(16)
        self.drivers.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.driver_row = FieldRow(_("Token &driver"), self.drivers)
        self.other = QPushButton(_("Other…"))
        self.other.setToolTip(_("Choose a driver…"))
        self.other.setAccessibleName(_("Choose a driver…"))
        self.other.clicked.connect(self._on_choose_driver)
        self.read = QPushButton(_("Read the token"))
        self.read.clicked.connect(self.read_asked)
        self.certificates = QComboBox()
        self.certificates.setPlaceholderText(_("Plug the token in and read it"))
        self.certificates.setMinimumContentsLength(24)
        self.certificates.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.certificate_row = FieldRow(_("&Certificate"), self.certificates)
        self.pin = QLineEdit(maxLength=_LONGEST_PIN)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin_row = FieldRow(
            _("P&IN of the token"),
            self.pin,
            hint=_("Used once and kept nowhere. A few wrong PINs lock the token: never guess."),
        )
        self.certificates.currentIndexChanged.connect(self._on_certificate)
        self.drivers.currentIndexChanged.connect(self._on_driver)
        self._lay_out()
        self._on_driver()

    @property
    def driver(self) -> Path | None:
        """The driver that is chosen."""
        path = self.drivers.currentData()
        return None if path is None else Path(path)

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        """The fields below which errors are said."""
        return self.driver_row, self.certificate_row, self.pin_row

    def choice(self) -> KeyChoice | None:
        """Return the chosen key with the PIN as typed so far; None where none was read."""
        found: TokenCertificate | None = self.certificates.currentData()
        if found is None or self.driver is None:
            return None
        token = TokenKey(
            driver=self.driver,
            token_number=found.token_number,
            label=found.token_label,
            fingerprint=found.facts.fingerprint.lower(),
        )
        return KeyChoice(token=token, pin=self.pin.text())

    def forget(self) -> None:
        """Clear what was typed in secret."""
        self.pin.clear()

    def is_complete(self) -> bool:
        """Say below its field what is still missing."""
        self.pin_row.set_error("" if self.pin.text() else _("Type the PIN of the token."))
        if not self.pin.text():
            self.pin.setFocus()
        return bool(self.pin.text())

    def show_drivers(self, found: Sequence[TokenDriver], kept: Path | None) -> None:
        """Offer the drivers that were found; the one that was looked for before stands first."""
        if kept is not None and kept not in {driver.path for driver in found}:
            self.drivers.addItem(kept.name, str(kept))
        for driver in found:
            self.drivers.addItem(f"{driver.maker} ({driver.path.name})", str(driver.path))
        # beside a placeholder Qt chooses none by itself
        self.drivers.setCurrentIndex(max(0, self.drivers.findData(str(kept))))

    def use_driver(self, path: Path) -> None:
        """Take a driver that was looked for, and read its tokens."""
        if self.drivers.findData(str(path)) < 0:
            self.drivers.addItem(path.name, str(path))
        self.drivers.setCurrentIndex(self.drivers.findData(str(path)))
        self.driver_chosen.emit(path)
        self.read_asked.emit()

    def show_certificates(self, found: Sequence[TokenCertificate]) -> None:
        """Offer the certificates that may sign, token by token."""
        usable = [one for one in found if one.facts.may_sign]
        self.certificates.blockSignals(True)  # noqa: FBT003 - Qt; told once, below
        self.certificates.clear()
        for one in usable:
            self.certificates.addItem(_described(one), one)
        self.certificates.setCurrentIndex(0 if usable else -1)
        self.certificates.blockSignals(False)  # noqa: FBT003 - Qt
        if not usable:
            self.certificate_row.set_error(
                _(
                    "No certificate for signing was found. Plug the token in, wait until its light "
                    "is steady, and read it again."
                )
            )
        self._on_certificate()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Warn below the PIN before one is typed that may lock the token."""
        for check in checks:
            if check.kind is CheckKind.PIN and check.cause is not CheckCause.FINE:
                self.pin_row.set_error(str(check_message(check)))

    def row_of(self, error: EGovDeskError) -> FieldRow | None:
        """Return the field that an error concerns."""
        for codes, row in (
            (_DRIVER, self.driver_row),
            (_CERTIFICATE, self.certificate_row),
            (_PIN, self.pin_row),
        ):
            if error.code in codes:
                return row
        return None

    def _lay_out(self) -> None:
        self.driver_row.put_beside(self.read, self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.driver_row)
        column.addWidget(self.certificate_row)
        column.addWidget(self.pin_row)
        column.addStretch()
        self.setMinimumWidth(theme.px(340))

    def _on_choose_driver(self) -> None:
        kinds = _("Token drivers ({patterns})").format(patterns="*.dll *.so *.dylib")
        if file := ask_file(self, self.other.toolTip(), kinds):
            self.use_driver(file)

    def _on_driver(self) -> None:
        self.read.setEnabled(self.driver is not None)
        if self.certificates.count():
            self.certificates.clear()

    def _on_certificate(self) -> None:
        self.certificates.setToolTip(self.certificates.currentText())
        self.pin.clear()
        self.look_asked.emit()


def _described(found: TokenCertificate) -> str:
    facts = found.facts
    until = _("until {day}").format(day=formats.day(facts.valid_to))
    return " · ".join((facts.subject, found.token_label, until, facts.issuer))
