"""Registers as they are described: keys, titles and rules name fields that are there."""

import pytest

from egovdesk.domain.cells import CellIssue, IssueCode
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import (
    Access,
    FieldKind,
    OnlyWhere,
    Register,
    RegisterKind,
    RegisterRow,
)
from egovdesk.wording import Language, in_language
from egovdesk.wording import registers as words


@pytest.fixture(params=list(RegisterKind))
def register(request: pytest.FixtureRequest) -> Register:
    return REGISTERS[request.param]


def test_every_kind_has_a_register():
    assert set(REGISTERS) == set(RegisterKind)


def test_keys_and_titles_are_fields_that_are_typed(register: Register):
    typed = {field.key for field in register.typed}
    assert {*register.key, register.title} <= typed
    assert len(register.field_keys) == len(register.fields)
    assert register.field(register.key[0]).is_required


def test_rules_speak_of_fields_of_their_kind(register: Register):
    for rule in register.rules:
        field = register.field(rule.field)
        if isinstance(rule, OnlyWhere):
            assert isinstance(rule.choice, register.field(rule.other).choices or ())
            assert isinstance(rule.default, field.choices or ())
        else:
            assert field.kind in {FieldKind.WHOLE, FieldKind.DAY}


def test_choices_have_their_words_from_somewhere(register: Register):
    for field in register.fields:
        is_choice = field.kind in (FieldKind.CHOICE, FieldKind.MANY)
        assert is_choice == (field.choices is not None or field.vocabulary is not None)


def test_computed_fields_are_never_typed(register: Register):
    assert all(field.access is not Access.COMPUTED for field in register.typed)
    assert set(register.texts) <= set(register.fields)


def test_a_row_and_its_record(register: Register):
    row = RegisterRow(1, tuple(range(len(register.fields))))
    assert list(register.record(row).values()) == list(row.values)


@pytest.mark.parametrize("language", list(Language))
def test_everything_has_words(register: Register, language: Language):
    kind = register.kind
    with in_language(language):
        assert words.name(kind)
        assert "3" in words.counted(kind, 3)
        titles = [words.title(kind, field.key) for field in register.fields]
        assert len(set(titles)) == len(titles)
        for field in register.typed:
            words.help_text(kind, field)
        for code in IssueCode:
            other = register.key[0] if code.value.startswith("not-") else ""
            sentence = words.issue(kind, CellIssue(code, "x", other))
            assert sentence.endswith(".")
            assert "{" not in sentence
