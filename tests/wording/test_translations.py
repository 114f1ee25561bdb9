"""The Vietnamese catalogue: complete, up to date, and fit for the screen."""

import ast
import importlib.util
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from unicodedata import is_normalized

import pytest
from babel.messages.catalog import Catalog

import egovdesk
from egovdesk.ui.sidebar import page_titles
from tests.wording.placeholders import fields

STRINGS = Path(egovdesk.__file__).parent.parent / "scripts" / "strings.py"

SAME_IN_BOTH = {
    "{size} KB",
    "{size} MB",
    "OK",  # Vietnamese programs say OK
    "{step} (Ctrl+P)",  # a step and its keys
    "“{numerator}” ÷ “{denominator}” × 100%.",  # a formula without words
}

NAVIGATION_WIDTH = 24
"""What fits beside the icon at every zoom, in characters."""


def _load_strings() -> ModuleType:
    spec = importlib.util.spec_from_file_location("strings_script", STRINGS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


strings = _load_strings()


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    """Collect the messages of the source anew, with the translations on file."""
    found: Catalog = strings.updated()
    return found


@pytest.fixture(scope="module")
def pairs(catalogue: Catalog) -> list[tuple[str, str]]:
    """Pair English and Vietnamese; another test speaks for what has no Vietnamese yet."""
    return [(str(m.id), str(m.string)) for m in catalogue if m.id and m.string]


def test_files_are_what_the_source_says(catalogue: Catalog) -> None:
    po, mo = strings.rendered(catalogue)

    assert strings.PO.read_bytes() == po, "run scripts/strings.py"
    assert strings.PO.with_suffix(".mo").read_bytes() == mo, "run scripts/strings.py"


def test_every_message_is_translated(catalogue: Catalog) -> None:
    messages = [message for message in catalogue if message.id]

    assert len(messages) > 400
    assert [str(m.id) for m in messages if not str(m.string).strip()] == []


def test_translations_fill_the_same_placeholders(pairs: list[tuple[str, str]]) -> None:
    assert [english for english, vi in pairs if fields(english) != fields(vi)] == []
    assert [en for en, vi in pairs if en.count("%1") != vi.count("%1")] == []  # filled by Qt


def test_no_message_hides_in_an_f_string() -> None:
    """There the collecting of messages does not see it, and it would stay English."""
    package = Path(egovdesk.__file__).parent
    hidden = [
        f"{file.relative_to(package)}:{call.lineno}"
        for file in package.rglob("*.py")
        for found in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(found, ast.JoinedStr)
        for call in ast.walk(found)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in strings.KEYWORDS
    ]
    assert hidden == []


def test_no_english_is_left(pairs: list[tuple[str, str]]) -> None:
    assert {english for english, vi in pairs if english == vi} <= SAME_IN_BOTH


def test_vietnamese_is_composed(pairs: list[tuple[str, str]]) -> None:
    assert [vi for _english, vi in pairs if not is_normalized("NFC", vi)] == []
    assert [vi for _english, vi in pairs if "\u00a0" in vi or "  " in vi] == []


def test_translations_keep_the_shape_of_a_message(pairs: list[tuple[str, str]]) -> None:
    """Keep sentences sentences, buttons that open a dialog "…", and parts of sentences small."""
    sentences = [(english, vi) for english, vi in pairs if " " in english]
    assert [english for english, vi in sentences if _ending(english) != _ending(vi)] == []
    lowered = [(en, vi) for en, vi in pairs if en[0].isalpha() and vi[0].isalpha()]
    assert [en for en, vi in lowered if en[0].islower() != vi[0].islower()] == []
    assert [en for en, vi in pairs if en.count("\n") != vi.count("\n")] == []


def _ending(text: str) -> str:
    return text.rstrip()[-1] + text[len(text.rstrip()) :] if text.rstrip()[-1] in ".:?…" else ""


def test_mnemonics_are_keys_of_every_keyboard(pairs: list[tuple[str, str]]) -> None:
    for english, vietnamese in pairs:
        assert english.count("&") == vietnamese.count("&"), english
        assert all(key.isascii() and key.isalpha() for key in _mnemonics(vietnamese)), english


def test_mnemonics_differ_within_a_dialog(catalogue: Catalog) -> None:
    taken: dict[str, list[str]] = {}
    for message in catalogue:
        for file, _line in message.locations:
            if Path(file).name != "translator.py":  # Qt's words for many dialogs
                taken.setdefault(file, []).extend(_mnemonics(str(message.string)))

    assert {file: keys for file, keys in taken.items() if len(keys) != len(set(keys))} == {}
    assert sum(len(keys) for keys in taken.values()) > 10


def _mnemonics(text: str) -> list[str]:
    return [after.casefold() for before, after in pairwise(text) if before == "&"]


@pytest.mark.parametrize("keys", ["Ctrl+Z", "Ctrl+Y", "Ctrl+P", "Alt+Left", "Alt+Right"])
def test_shortcuts_are_named_in_both_languages(pairs: list[tuple[str, str]], keys: str) -> None:
    naming = [(english, vi) for english, vi in pairs if f"({keys})" in english]

    assert naming
    assert all(f"({keys})" in vi for _english, vi in naming)


def test_navigation_titles_fit() -> None:
    assert all(len(title) <= NAVIGATION_WIDTH for title in page_titles().values())
