"""Words for choices, and values that fit any field: what tests of registers vary."""

from datetime import date, datetime

from hypothesis import strategies as st

from egovdesk.domain.cells import Words, empty_value
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import Field, FieldKind, Register, RegisterKind, Value
from egovdesk.domain.text import clean, clean_multiline, secrecy_marking

CHOICES: Words = {
    "a": ("Cục Đăng kiểm Việt Nam", "Vietnam Register", "ĐKVN"),
    "b": ("Cục Hàng hải Việt Nam", "Maritime Administration", "HHVN"),
    "c": ("Vụ Tổ chức cán bộ", "Personnel Department", "TCCB"),
}
"""The ways of writing the choices of a field that a catalogue would know."""


def words_of(field: Field) -> Words:
    """Return the choices of a field: its own, or those of a catalogue."""
    if field.choices is not None:
        return {member.value: (f"Từ {n}", f"Word {n}") for n, member in enumerate(field.choices)}
    return CHOICES if field.kind in (FieldKind.CHOICE, FieldKind.MANY) else {}


def texts(field: Field) -> st.SearchStrategy[str]:
    """Return texts as they are stored: clean, not secret, and no error of a workbook."""
    tidy = clean_multiline if field.kind is FieldKind.LONG_TEXT else clean
    letters = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
    raw = st.text(st.one_of(st.sampled_from("aăđêơư ỹ\n.,;:1\t"), letters), max_size=40)
    return (
        raw.map(tidy)
        .map(lambda text: tidy(text[: field.most]))
        .filter(lambda text: secrecy_marking(text) is None and not text.startswith("#"))
    )


def filled(field: Field) -> st.SearchStrategy[Value]:
    """Return what the field may hold, never nothing."""
    match field.kind:
        case FieldKind.WHOLE:
            return st.integers(0, field.most)
        case FieldKind.DAY:
            return st.dates(date(1945, 1, 1), date(2100, 12, 31))
        case FieldKind.MONTH:
            months = st.tuples(st.integers(1945, 2100), st.integers(1, 12))
            return months.map(lambda month: f"{month[0]:04d}-{month[1]:02d}")
        case FieldKind.CHOICE:
            return st.sampled_from(sorted(words_of(field)))
        case FieldKind.MANY:
            chosen = st.lists(st.sampled_from(sorted(words_of(field))), min_size=1, unique=True)
            return chosen.map(", ".join)
        case FieldKind.YES_NO:
            return st.booleans()
        case _:
            return texts(field).filter(bool)


def values(field: Field) -> st.SearchStrategy[Value]:
    """Return what the field may hold, nothing as well where it need not be filled."""
    return (
        filled(field)
        if field.is_required
        else st.one_of(st.just(empty_value(field)), filled(field))
    )


def records(register: Register) -> st.SearchStrategy[dict[str, Value]]:
    """Return whole records that keep the register's rules."""
    drawn = st.fixed_dictionaries({field.key: values(field) for field in register.typed})
    return drawn.filter(lambda record: not any(rule.offends(record) for rule in register.rules))


def fields() -> list[Field]:
    """Return every field of every register that is typed, each key and kind once."""
    found = {(f.key, f.kind): f for r in REGISTERS.values() for f in r.typed}
    return list(found.values())


def a_record(kind: RegisterKind, number: int = 1) -> dict[str, Value]:
    """Return a record that may be saved, others by other numbers; choices are the first ones."""
    register = REGISTERS[kind]
    record = {field.key: _example(field, number) for field in register.typed}
    broken = [rule.field for rule in register.rules if rule.offends(record)]
    return record | dict.fromkeys(broken, "")


def _example(field: Field, number: int) -> Value:
    match field.kind:
        case FieldKind.WHOLE:
            return number
        case FieldKind.DAY:
            return date(2021, 2, min(28, number))
        case FieldKind.MONTH:
            return f"2021-{number:02d}"
        case FieldKind.CHOICE if field.choices is not None:
            return next(iter(field.choices)).value
        case FieldKind.CHOICE | FieldKind.MANY:
            return ""
        case FieldKind.YES_NO:
            return True
        case _:
            return f"Ví dụ {number}"


def as_workbook(value: Value) -> Value | datetime:
    """Return a value as a workbook's cell gives it."""
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - as workbooks have it
    return value
