"""Lists as workbooks: a register as it stands on the screen, and templates to fill in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from egovdesk.documents.columns import Column, ColumnKind, Entry
from egovdesk.documents.table_writer import write_table
from egovdesk.documents.template_writer import write_template
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.register_queries import ListQuery
from egovdesk.domain.registers import Field, FieldKind, RegisterKind, Value
from egovdesk.services.registers import Registers
from egovdesk.wording import registers as words

_PAGE = 2000
_KINDS = {
    FieldKind.TEXT: ColumnKind.TEXT,
    FieldKind.LONG_TEXT: ColumnKind.TEXT,
    FieldKind.MANY: ColumnKind.TEXT,
    FieldKind.WHOLE: ColumnKind.WHOLE,
    FieldKind.DAY: ColumnKind.DATE,
    FieldKind.MONTH: ColumnKind.MONTH,
    FieldKind.CHOICE: ColumnKind.CHOICE,
    FieldKind.YES_NO: ColumnKind.YES_NO,
}


class Lists:
    """Writes registers as workbooks."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    def write(
        self,
        query: ListQuery,
        fields: Sequence[str],
        as_of: date,
        target: Path,
        report: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> int:
        """Write the records that a list shows, in its order, with these fields.

        `report` hears how many rows of how many are written, and may raise to cancel. Returns the
        number of rows.

        Raises:
            InputError: the file cannot be written; nothing is left behind.
        """
        kind = query.kind
        register = REGISTERS[kind]
        labels = self._registers.labels(kind)
        ids = self._registers.ids(query, as_of)
        places = [register.fields.index(register.field(key)) for key in fields]
        shown = [register.field(key) for key in fields]

        def rows() -> Iterator[list[Entry]]:
            for start in range(0, len(ids), _PAGE):
                report(start, len(ids))
                for row in self._registers.rows(kind, ids[start : start + _PAGE], as_of):
                    yield [
                        _entry(field, row.values[place], labels.get(field.key, {}))
                        for field, place in zip(shown, places, strict=True)
                    ]

        columns = [_column(kind, field, labels.get(field.key, {})) for field in shown]
        write_table(target, words.name(kind), columns, rows())
        return len(ids)

    def write_template(self, kind: RegisterKind, target: Path) -> None:
        """Write a workbook to fill in for a register, with lists to choose from and help.

        Raises:
            InputError: the file cannot be written.
        """
        write_blank(kind, target, self._registers.labels(kind))


def write_blank(kind: RegisterKind, target: Path, labels: Mapping[str, dict[str, str]]) -> None:
    """Write a template with these choices; a field without any takes free text.

    Raises:
        InputError: the file cannot be written.
    """
    columns = [
        replace(
            _column(kind, field, labels.get(field.key, {})),
            help=words.help_text(kind, field),
            is_required=field.is_required,
        )
        for field in REGISTERS[kind].typed
    ]
    write_template(target, words.name(kind), columns)


def _column(kind: RegisterKind, field: Field, labels: dict[str, str]) -> Column:
    column_kind = _KINDS[field.kind]
    if column_kind is ColumnKind.CHOICE and not labels:
        column_kind = ColumnKind.TEXT  # nothing to choose from yet
    return Column(
        title=words.title(kind, field.key),
        kind=column_kind,
        choices=tuple(labels.values()) if column_kind is ColumnKind.CHOICE else (),
    )


def _entry(field: Field, held: Value, labels: dict[str, str]) -> Entry:
    if field.kind in (FieldKind.CHOICE, FieldKind.MANY):
        return words.value(field, held, labels) or None
    return held if held != "" else None
