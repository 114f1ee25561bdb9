"""No words for people outside the catalogue: a literal on the screen would stay English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import egovdesk

SOURCE = Path(egovdesk.__file__).parent
FILES = sorted(file for room in ("ui", "cli") for file in (SOURCE / room).rglob("*.py"))

SHOWN_BY = {
    *("QAction", "QCheckBox", "QGroupBox", "QLabel", "QPushButton", "QRadioButton", "QToolButton"),
    *("addAction", "addButton", "addItem", "addItems", "addTab", "setText", "setTitle"),
    *("setAccessibleDescription", "setAccessibleName", "setPlaceholderText", "setStatusTip"),
    *("setTabText", "setToolTip", "setWhatsThis", "setWindowTitle", "insertItem"),
    *("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName"),
    *("Badge", "Card", "Column", "DropArea", "FieldRow", "FigureCard", "LinkRow", "PathRow"),
    *("Series", "Slice", "add_filter", "set_badge", "set_empty", "set_empty_text", "set_error"),
    *("set_figure", "set_label", "set_title", "set_words", "show_message", "show_success"),
    *("add_argument", "add_parser", "faint", "line", "table", "title", "warn"),
}
"""Calls that put words before a person: Qt's, our widgets' and the command line's."""

NOT_WORDS = {
    "eGovDesk",  # the program's name
    "egovdesk",
    "English",  # a language names itself
    "NAME",  # a placeholder in the usage line
    "SHA-256",  # an algorithm
    "Tiếng Việt",
}

QTS_OWN_WORDS = SOURCE / "ui" / "translator.py"
STYLE_SHEET = SOURCE / "ui" / "theme.py"

_WORD_WITH_CAPITAL = re.compile(r"(?<![\w+])[^\W\d_]*[A-ZĐ][^\W\d_]*[^\W\d_]")
_TWO_WORDS = re.compile(r"[^\W\d_] [^\W\d_]")
_KEYS = re.compile(r"(Ctrl|Alt|Shift)\+\w*")


def _is_words(text: str) -> bool:
    """Say whether a text reads as words: two of them, or one with a capital."""
    bare = _KEYS.sub("", text)
    for known in NOT_WORDS:
        bare = bare.replace(known, "")
    return bool(_WORD_WITH_CAPITAL.search(bare) or _TWO_WORDS.search(bare))


def _is_call_of(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in names
        case _:
            return False


def _texts(node: ast.AST) -> Iterator[ast.Constant]:
    """Find texts below a node, leaving out those that are translated."""
    if _is_call_of(node, {"_", "N_"}):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _texts(child)


def _without_technical(call: ast.Call) -> Iterator[ast.AST]:
    """Return a call's arguments that may be words: an argument's name or a key is none."""
    technical = {"action", "key", "metavar", "color"}
    named = (keyword.value for keyword in call.keywords if keyword.arg not in technical)
    return iter([*call.args, *named])


def shown_literals(tree: ast.AST) -> list[tuple[int, str]]:
    """Return line and text of words that a call shows without translating them."""
    return [
        (text.lineno, str(text.value))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and _is_call_of(call, SHOWN_BY)
        for argument in _without_technical(call)
        for text in _texts(argument)
        if _is_words(str(text.value))
    ]


def loose_sentences(tree: ast.AST) -> list[tuple[int, str]]:
    """Return line and text of several words that stand anywhere untranslated."""
    remarks = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (text.lineno, str(text.value))
        for text in _texts(tree)
        if id(text) not in remarks
        and str(text.value) not in NOT_WORDS
        and _TWO_WORDS.search(str(text.value))
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SOURCE)))
def test_words_on_the_screen_come_from_the_catalogue(file: Path) -> None:
    assert shown_literals(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if file not in (QTS_OWN_WORDS, STYLE_SHEET)],
    ids=lambda file: str(file.relative_to(SOURCE)),
)
def test_sentences_come_from_the_catalogue(file: Path) -> None:
    assert loose_sentences(ast.parse(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'button = QPushButton("Save")',
        'self.title.setText(f"Due on {day}")',
        'label.setToolTip("choose a file")',
        'bar.setText("Lưu" if done else _("Save"))',
        'output.line("Tasks: {n}".format(n=3))',
        'Column(key="due", title="Due", text=read)',
    ],
)
def test_a_literal_on_the_screen_is_found(source: str) -> None:
    assert shown_literals(ast.parse(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        'self.setWindowTitle("eGovDesk")',
        'QLabel(f"eGovDesk {version}")',
        'button.setToolTip(f"{title} (Ctrl+{number})")',
        'output.line(f"  {label(kind):<22} {count:>3}")',
        'button.setText(_("Save the file"))',
        'Column(key="due", title=_("Due"), text=read)',
        'named.add_parser("demo", help=_("the whole job"))',
    ],
)
def test_what_needs_no_translation_passes(source: str) -> None:
    assert shown_literals(ast.parse(source)) == []


def test_a_loose_sentence_is_found() -> None:
    source = (
        '"""A remark of several words."""\nwords = "Nothing was saved"\nother = _("It is saved")'
    )

    assert loose_sentences(ast.parse(source)) == [(2, "Nothing was saved")]
