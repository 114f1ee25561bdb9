"""The words of argparse itself, which asks Python's gettext for them and finds none of its own."""

import gettext
import os

from egovdesk import paths
from egovdesk.wording import N_, Language

_DOMAIN = "egovdesk"

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
)
"""Its messages as Python 3.11 to 3.13 word them; one that a later Python words anew is English."""


def speak(language: Language) -> None:
    """Let argparse answer from the program's own catalogue."""
    os.environ["LANGUAGE"] = language.value
    gettext.bindtextdomain(_DOMAIN, str(paths.TRANSLATIONS))
    gettext.textdomain(_DOMAIN)
