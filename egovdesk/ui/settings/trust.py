"""The trust list: root certificates that the person added, with their fingerprints."""

from collections.abc import Callable
from pathlib import Path

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.packages import CertificateInfo
from egovdesk.domain.values import value
from egovdesk.services.verifying import describe_certificates
from egovdesk.ui.context import Context
from egovdesk.ui.settings.file_list import FileListTab, FileListWords
from egovdesk.ui.settings.trust_dialog import TrustDialog
from egovdesk.ui.trust import TrustedFile
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.data_table import Column
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain


@value
class TrustRow:
    """A trusted certificate, or a trusted file that cannot be read any more (`problem`)."""

    trusted: TrustedFile
    certificate: CertificateInfo | None = None
    problem: str = ""


def read_trust(files: tuple[TrustedFile, ...]) -> tuple[TrustRow, ...]:
    """Read the certificates of the trust list; it runs off the GUI thread."""
    rows: list[TrustRow] = []
    for trusted in files:
        try:
            found = describe_certificates(trusted.path)
        except EGovDeskError as error:
            rows.append(TrustRow(trusted=trusted, problem=str(explain(error))))
        else:
            rows.extend(TrustRow(trusted=trusted, certificate=each) for each in found)
    return tuple(rows)


class TrustTab(FileListTab[TrustRow]):
    """Shows, extends and shortens the trust list."""

    preference = "trust"

    def __init__(self, context: Context, refresh: Callable[[], None]) -> None:
        words = FileListWords(
            name=_("Trust list"),
            note=_(
                "A package counts as valid only if its certificate comes from one of these roots. "
                "Compare the fingerprint with what the issuer publishes before you add one."
            ),
            empty=_("Nobody is trusted yet"),
            empty_cure=_(
                "Add the root certificate of the authority that issues the units' certificates."
            ),
            add=_("Add a certificate…"),
            title=_("Add a certificate"),
            kinds=_("Certificates ({patterns})"),
            patterns="*.pem *.crt *.cer *.der",
            removed=_("Removed from the trust list."),
        )
        super().__init__(context, refresh, words, _columns(), _key)

    def read(self, file: Path) -> tuple[CertificateInfo, ...]:
        """Return the certificates in a file."""
        return describe_certificates(file)

    def confirm(self, found: tuple[CertificateInfo, ...], add: Callable[[], None]) -> None:
        """Show the fingerprints while they can still be compared."""
        dialog = TrustDialog(found, self)
        dialog.accepted.connect(add)
        dialog.open()

    def words_for(self, found: tuple[CertificateInfo, ...]) -> str:
        """Name the certificates."""
        names = ", ".join(each.subject for each in found)
        return _("Trusted from now on: {names}").format(names=names)

    def file_of(self, row: TrustRow) -> Path | None:
        """Return a root's file; that of the trial key comes and goes with the key."""
        return None if row.trusted.is_trial else row.trusted.path


def _key(row: TrustRow) -> tuple[Path, str]:
    return row.trusted.path, row.certificate.fingerprint if row.certificate else ""


def _subject(row: TrustRow) -> str:
    return row.certificate.subject if row.certificate else row.problem


def _state(row: TrustRow) -> tuple[Tone, str]:
    if row.certificate is None:
        return Tone.BAD, _("Unreadable")
    if row.trusted.is_trial or row.certificate.is_trial:
        return Tone.WARNING, _("Trial")
    return Tone.GOOD, _("Trusted")


def _columns() -> tuple[Column[TrustRow], ...]:
    return (
        Column(
            key="state",
            title=_("State"),
            text=lambda row: _state(row)[1],
            tone=lambda row: _state(row)[0],
            width=116,
        ),
        Column(
            key="subject",
            title=_("Certificate"),
            text=_subject,
            tooltip=lambda row: f"{_subject(row)}\n{row.trusted.path}",
            width=250,
        ),
        Column(
            key="until",
            title=_("Valid until"),
            text=lambda row: formats.day(
                row.certificate.not_after.date() if row.certificate else None
            ),
            sort_key=lambda row: row.certificate.not_after if row.certificate else None,
            width=104,
        ),
        Column(
            key="fingerprint",
            title="SHA-256",
            text=lambda row: formats.fingerprint(
                row.certificate.fingerprint if row.certificate else None
            ),
            stretch=True,
        ),
    )
