"""Where keys are looked at before they sign: the unit's desk, or a package on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.services.signing import Signing
from egovdesk.ui.context import Context
from egovdesk.ui.preferences import Preferences
from egovdesk.ui.trust import verifying_lists


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDesk:
    """The service that opens keys, and what they are held against.

    `due_on` is the next due date; `last_recorded` says by when this computer's clock must be, and
    is called off the GUI thread.
    """

    signing: Signing
    preferences: Preferences
    due_on: date
    last_recorded: Callable[[], datetime | None]

    def options(self, role: SignerRole, time_stamp_url: str) -> SigningOptions:
        """Return how to sign; it reads the person's lists and is called off the GUI thread."""
        lists = verifying_lists(self.preferences)
        return self.signing.options(
            role, time_stamp_url, lists.trust, lists.revocation, skip_unreadable=True
        )


def unit_desk(context: Context) -> KeyDesk:
    """Return the desk of the unit whose workspace is open."""
    packages = context.desk.packages
    return KeyDesk(
        signing=context.desk.signing,
        preferences=context.preferences,
        due_on=packages.next_due(context.period),
        last_recorded=packages.last_recorded,
    )


def lone_desk(preferences: Preferences) -> KeyDesk:
    """Return a desk without a workspace, for who signs a package that somebody sent."""
    from egovdesk import bootstrap

    return KeyDesk(
        signing=bootstrap.signing(),
        preferences=preferences,
        due_on=bootstrap.clock().date(),
        last_recorded=lambda: None,
    )
