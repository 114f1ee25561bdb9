"""The person's own trust list: what a package's signature is checked against."""

from dataclasses import dataclass
from pathlib import Path

from egovdesk.ui.context import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustedFile:
    """A file of root certificates that is trusted; `is_trial` marks the own trial key's root."""

    path: Path
    is_trial: bool


def trusted_files(context: Context) -> tuple[TrustedFile, ...]:
    """Return the files that the person chose, and the own trial root once there is one."""
    chosen = [TrustedFile(path=path, is_trial=False) for path in context.preferences.trust]
    root = context.desk.packages.trial_root()
    own = [] if root is None else [TrustedFile(path=root, is_trial=True)]
    return (*chosen, *own)
