"""Where the program finds its own files and where it keeps the user's."""

import os
import sys
from pathlib import Path

import egovdesk

_FROZEN = getattr(sys, "_MEIPASS", None)
_ROOT = Path(_FROZEN) if _FROZEN else Path(egovdesk.__file__).resolve().parent.parent

RESOURCES = _ROOT / "resources"
TRANSLATIONS = _ROOT / "i18n"


def profile() -> Path:
    """Return the folder of the user's settings, trial key and logs (not created here).

    `EGOVDESK_HOME` overrides it, for tests and for programs carried on a stick.
    """
    if override := os.environ.get("EGOVDESK_HOME"):
        return Path(override)
    import platformdirs

    return Path(platformdirs.user_data_dir("egovdesk", appauthor=False))
