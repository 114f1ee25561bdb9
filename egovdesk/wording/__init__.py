"""Every word that a person reads, in Vietnamese and English.

Message ids are English; the Vietnamese catalogue lies in `i18n/`. It is gettext and not Qt's
translator because the command line, the letter and the workbook need words without Qt.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from functools import cache

from egovdesk import paths


class Language(StrEnum):
    """The languages of the screen."""

    VI = "vi"
    EN = "en"


class _Chosen:
    """The language of the whole program, which a context may override for itself."""

    language = Language.VI


_override: ContextVar[Language | None] = ContextVar("language", default=None)


def set_language(language: Language) -> None:
    """Choose the language of the whole program."""
    _Chosen.language = language


def current_language() -> Language:
    """Return the language in which words are given here and now."""
    return _override.get() or _Chosen.language


@contextmanager
def in_language(language: Language) -> Iterator[None]:
    """Give words in another language inside the block: an official letter is Vietnamese."""
    token = _override.set(language)
    try:
        yield
    finally:
        _override.reset(token)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.EN:
        return gettext.NullTranslations()
    file = paths.TRANSLATIONS / language / "LC_MESSAGES" / "egovdesk.mo"
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)


def _(message: str) -> str:
    """Translate a message; fill its named placeholders afterwards, with `str.format`."""
    return _catalogue(current_language()).gettext(message) if message else ""


def N_(message: str) -> str:  # noqa: N802 - gettext's name for "mark, translate later"
    """Mark a message for the gettext catalogue; it is translated when it is shown."""
    return message
