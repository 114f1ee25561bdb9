"""The person's own lists: whom signatures are checked against, and who has been revoked."""

from dataclasses import dataclass
from pathlib import Path

from egovdesk.ui.context import Context
from egovdesk.ui.preferences import Preferences


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedFile:
    """A file of root certificates that is trusted; `is_trial` marks the own trial key's root."""

    path: Path
    is_trial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyingLists:
    """What signatures are checked against; the operating system's own lists never count."""

    trust: tuple[Path, ...]
    revocation: tuple[Path, ...]


def trusted_files(context: Context) -> tuple[TrustedFile, ...]:
    """Return the files that the person chose, and the own trial root once there is one."""
    return _trusted_by(context.preferences)


def verifying_lists(preferences: Preferences) -> VerifyingLists:
    """Return the lists of this profile; they need no workspace."""
    return VerifyingLists(
        trust=tuple(trusted.path for trusted in _trusted_by(preferences)),
        revocation=preferences.revocation_lists,
    )


def _trusted_by(preferences: Preferences) -> tuple[TrustedFile, ...]:
    from egovdesk import bootstrap

    chosen = [TrustedFile(path=path, is_trial=False) for path in preferences.trust]
    root = bootstrap.trial_root()
    own = [] if root is None else [TrustedFile(path=root, is_trial=True)]
    return (*chosen, *own)
