"""Revocation lists that the person fetched: whose they are, and whether they still hold."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from egovdesk.domain.errors import EGovDeskError
from egovdesk.domain.packages import RevocationListInfo
from egovdesk.domain.values import value
from egovdesk.services.verifying import describe_revocation_lists
from egovdesk.ui.context import Context
from egovdesk.ui.settings.file_list import FileListTab, FileListWords
from egovdesk.ui.widgets.badge import Tone
from egovdesk.ui.widgets.data_table import Column
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain


@value
class RevocationRow:
    """A revocation list, or a file that cannot be read any more (`problem`)."""

    path: Path
    found: RevocationListInfo | None = None
    is_stale: bool = False
    problem: str = ""


def read_revocation(files: tuple[Path, ...], now: datetime) -> tuple[RevocationRow, ...]:
    """Read the revocation lists; it runs off the GUI thread."""
    rows: list[RevocationRow] = []
    for path in files:
        try:
            lists = describe_revocation_lists(path)
        except EGovDeskError as error:
            rows.append(RevocationRow(path=path, problem=str(explain(error))))
        else:
            rows.extend(
                RevocationRow(path=path, found=each, is_stale=each.is_stale(now)) for each in lists
            )
    return tuple(rows)


class RevocationTab(FileListTab[RevocationRow]):
    """Shows, extends and shortens the revocation lists."""

    preference = "revocation_lists"

    def __init__(self, context: Context, refresh: Callable[[], None]) -> None:
        words = FileListWords(
            name=_("Revocation lists"),
            note=_(
                "Authorities publish which certificates were revoked, mostly every day or week. "
                "Fetch the list of your issuer and add the file here; one that is out of date "
                "only shows who was revoked by then."
            ),
            empty=_("No revocation list yet"),
            empty_cure=_("Without one, verdicts say that revocation was not checked."),
            add=_("Add a list…"),
            title=_("Add a revocation list"),
            kinds=_("Revocation lists ({patterns})"),
            patterns="*.crl *.pem *.der",
            removed=_("Removed from the revocation lists."),
        )
        super().__init__(context, refresh, words, _columns(), _key)

    def read(self, file: Path) -> tuple[RevocationListInfo, ...]:
        """Return the revocation lists in a file."""
        return describe_revocation_lists(file)

    def words_for(self, found: tuple[RevocationListInfo, ...]) -> str:
        """Name whose revocations are known now."""
        names = ", ".join(each.issuer for each in found)
        return _("Revocations of {names} are checked from now on.").format(names=names)

    def file_of(self, row: RevocationRow) -> Path | None:
        """Return a list's file."""
        return row.path


def _key(row: RevocationRow) -> tuple[Path, str]:
    return row.path, row.found.fingerprint if row.found else ""


def _issuer(row: RevocationRow) -> str:
    return row.found.issuer if row.found else row.problem


def _state(row: RevocationRow) -> tuple[Tone, str]:
    if row.found is None:
        return Tone.BAD, _("Unreadable")
    return (Tone.WARNING, _("Out of date")) if row.is_stale else (Tone.GOOD, _("Current"))


def _columns() -> tuple[Column[RevocationRow], ...]:
    return (
        Column(
            key="state",
            title=_("State"),
            text=lambda row: _state(row)[1],
            tone=lambda row: _state(row)[0],
            width=116,
        ),
        Column(
            key="issuer",
            title=_("Issuer"),
            text=_issuer,
            tooltip=lambda row: f"{_issuer(row)}\n{row.path}",
            width=220,
        ),
        Column(
            key="this_update",
            title=_("Issued"),
            text=lambda row: formats.moment(row.found.this_update) if row.found else formats.EMPTY,
            sort_key=lambda row: row.found.this_update if row.found else None,
            width=140,
        ),
        Column(
            key="next_update",
            title=_("Next update"),
            text=lambda row: (
                formats.moment(row.found.next_update)
                if row.found and row.found.next_update
                else formats.EMPTY
            ),
            sort_key=lambda row: row.found.next_update if row.found else None,
            width=140,
        ),
        Column(
            key="entries",
            title=_("Revoked"),
            text=lambda row: formats.number(row.found.entries if row.found else None),
            sort_key=lambda row: row.found.entries if row.found else None,
            width=90,
        ),
        Column(
            key="fingerprint",
            title="SHA-256",
            text=lambda row: formats.fingerprint(row.found.fingerprint if row.found else None),
            stretch=True,
        ),
    )
