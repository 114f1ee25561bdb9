"""Where keys are looked at before they sign: the unit's desk, or a package on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.services.signing import Signing
from egovdesk.ui.context import Context
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.trust import trusted_files


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDesk:
    """The service that opens keys, and what they are held against.

    `roots` are the files that are trusted now, and `crls` those of revocation lists; `due_on` is
    the next due date; `last_recorded` says by when this computer's clock must be. What is a
    function is called off the GUI thread.
    """

    signing: Signing
    preferences: Preferences
    roots: Callable[[], tuple[Path, ...]]
    crls: tuple[Path, ...]
    due_on: date
    last_recorded: Callable[[], datetime | None]

    def options(self, role: SignerRole, time_stamp_url: str) -> SigningOptions:
        """Return how to sign; it reads files and is called off the GUI thread."""
        return self.signing.options(
            role, time_stamp_url, self.roots(), self.crls, skip_unreadable=True
        )


def unit_desk(context: Context) -> KeyDesk:
    """Return the desk of the unit whose workspace is open."""
    packages, period = context.desk.packages, context.period
    return KeyDesk(
        signing=context.desk.signing,
        preferences=context.preferences,
        roots=lambda: tuple(trusted.path for trusted in trusted_files(context)),
        crls=_lists(context.preferences),
        due_on=packages.next_due(period),
        last_recorded=packages.last_recorded,
    )


def lone_desk(preferences: Preferences) -> KeyDesk:
    """Return a desk without a workspace, for who signs a package that somebody sent."""
    from egovdesk import bootstrap

    return KeyDesk(
        signing=bootstrap.signing(),
        preferences=preferences,
        roots=lambda: preferences.trust,
        crls=_lists(preferences),
        due_on=bootstrap.clock().date(),
        last_recorded=lambda: None,
    )


def _lists(preferences: Preferences) -> tuple[Path, ...]:
    return tuple(getattr(preferences, "revocation_lists", ()))
