"""The certificates that were read: what each says, and whom it would be entered for."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from egovdesk.domain.certificates import CertificateFacts, Hindrance
from egovdesk.domain.holders import HolderMatch, MatchedBy
from egovdesk.domain.signers import Signer
from egovdesk.services.certificates import Taken
from egovdesk.ui.signatures.ticks import TickTable
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

_USELESS = (Hindrance.AUTHORITY, Hindrance.NOT_FOR_SIGNING)
_WHOM = 1
_WIDTHS = {0: 180, _WHOM: 200, 2: 170, 4: 150, 5: 150}
"""What is longer is under the pointer."""


class CertificateTable(TickTable):
    """Certificates to choose from; each is entered for the signer chosen beside it."""

    def __init__(self, today: date) -> None:
        titles = (
            _("Holder"),
            _("Enter for"),
            _("For signing"),
            _("Validity"),
            _("Certificate serial"),
            _("Certificate issuer"),
            _("Key"),
        )
        super().__init__(titles, 0, _("Certificates that were read"))
        for column, width in _WIDTHS.items():
            self.set_width(column, width)
        self._today = today
        self._matches: list[HolderMatch] = []

    def add_matches(self, matches: Sequence[HolderMatch]) -> None:
        """Add certificates that are not in the list yet."""
        known = {match.facts.fingerprint for match in self._matches}
        for match in matches:
            if match.facts.fingerprint not in known:
                self._matches.append(match)
                self._add(match)
        if matches and self.currentRow() < 0:
            self.setCurrentCell(0, 0)

    def taken(self) -> list[Taken]:
        """Return what is ticked, each certificate with the signer chosen for it."""
        return [
            Taken(facts=match.facts, signer_id=self.whom(line).currentData())
            for line, match in enumerate(self._matches)
            if self.is_ticked(line)
        ]

    def whom(self, line: int) -> QComboBox:
        """Return the choice of signers in a row."""
        found = self.cellWidget(line, _WHOM)
        assert isinstance(found, QComboBox)
        return found

    def _add(self, match: HolderMatch) -> None:
        facts = match.facts
        hindrance = facts.hindrance(self._today)
        texts = (
            facts.subject,
            formats.EMPTY if hindrance in _USELESS else "",
            _("Yes") if hindrance is None else label(hindrance),
            f"{formats.day(facts.valid_from)} – {formats.day(facts.valid_to)}",
            facts.serial,
            facts.issuer,
            _key(facts),
        )
        is_useful = hindrance not in _USELESS
        line = self.add_row(
            texts, is_ticked=hindrance is None, can_tick=is_useful and not match.is_former
        )
        if is_useful:
            self.setCellWidget(line, _WHOM, self._choice(match))

    def _choice(self, match: HolderMatch) -> QWidget:
        choice = QComboBox()
        choice.setAccessibleName(_("Enter for"))
        said = _("{name} (same serial number)")
        if match.is_former:
            said = _("{name} (a former certificate)")
        elif match.by is MatchedBy.NAME:
            said = _("{name} (same name)")
        for signer in match.candidates:
            choice.addItem(said.format(name=_named(signer)), signer.id)
        if match.by is not MatchedBy.SERIAL:
            choice.addItem(_("New signer"), None)
        choice.setMinimumContentsLength(18)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setToolTip(choice.currentText())
        choice.currentTextChanged.connect(choice.setToolTip)
        choice.setEnabled(choice.count() > 1)
        return choice


def _named(signer: Signer) -> str:
    return " · ".join(filter(None, (signer.full_name, signer.department)))


def _key(facts: CertificateFacts) -> str:
    return f"{facts.key_algorithm} {facts.key_bits}" if facts.key_bits else facts.key_algorithm
