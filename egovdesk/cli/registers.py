"""Templates for the registers, and importing what was filled in or kept elsewhere."""

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from egovdesk import bootstrap
from egovdesk.cli.output import Output
from egovdesk.domain.errors import ErrorCode, InputError, UsageError
from egovdesk.domain.history import UseCase
from egovdesk.domain.importing import Layout
from egovdesk.domain.plans import Plan, Verdict
from egovdesk.domain.register_descriptions import REGISTERS
from egovdesk.domain.registers import RegisterKind
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words
from egovdesk.wording.labels import label

if TYPE_CHECKING:
    from egovdesk.services.imports import Imports, Source

DONE, NO = 0, 1
_SHOWN = 20

Found = tuple[RegisterKind, int, Layout]
"""A register, the place of the sheet that holds it, and how the sheet is read."""


def template(arguments: Namespace, output: Output) -> int:
    """Write a workbook to fill in; with a workspace it offers that workspace's choices."""
    kind, target = RegisterKind(arguments.kind), arguments.file
    if arguments.workspace is None:
        bootstrap.write_template(kind, target)
    else:
        desk = bootstrap.open_desk(arguments.workspace)
        try:
            desk.lists.write_template(kind, target)
        finally:
            desk.close()
    output.line(_("The template was saved: {file}").format(file=target))
    output.document({"template": str(target), "kind": kind.value})
    return DONE


def import_file(arguments: Namespace, output: Output) -> int:
    """Import a file: what is right is saved, and no is the answer where a row was refused."""
    from egovdesk.services.imports import Choices, OnLegacy, problems_of  # heavy: reads workbooks

    desk = bootstrap.open_desk(arguments.workspace)
    try:
        imports, today = desk.imports, desk.session.today
        source = imports.open(arguments.file)
        kind, place, layout = _found(imports, source, arguments)
        on_legacy = OnLegacy.CONVERT if arguments.convert_legacy else OnLegacy.REFUSE
        sheet, choices = source.sheets[place], Choices(on_legacy=on_legacy)
        planned = imports.plan(kind, sheet, layout, today, choices)
        is_refused = planned.counts[Verdict.REFUSED] > 0
        if is_refused and arguments.refused is not None:
            imports.return_refused(source, place, layout, planned, arguments.refused)
        saved = 0 if arguments.dry_run else planned.effective
        if saved:
            desk.registers.apply(planned, use_case=UseCase.IMPORT_RECORDS, on=today)
    finally:
        desk.close()
    problems = problems_of(planned, layout)
    _print(output, planned, problems, saved)
    if is_refused and arguments.refused is not None:
        said = _("The refused rows were saved with their causes: {file}")
        output.line(said.format(file=arguments.refused))
    output.document(
        {
            "file": str(arguments.file),
            "kind": kind.value,
            "sheet": sheet.name,
            "columns": {_letters(column): key for column, key in layout.columns.items()},
            "rows": {verdict.value: count for verdict, count in planned.counts.items()},
            "saved": saved,
            "refused": [_refused(place, cause) for place, cause in sorted(problems.items())],
        }
    )
    return NO if is_refused else DONE


def _found(imports: "Imports", source: "Source", arguments: Namespace) -> Found:
    """Find the register in the file, as far as the arguments leave it open."""
    places = range(len(source.sheets))
    if arguments.sheet is not None:
        names = [sheet.name for sheet in source.sheets]
        if arguments.sheet not in names:
            known = ", ".join(names)
            raise UsageError(
                ErrorCode.SHEET_UNKNOWN, file=source.path.name, value=arguments.sheet, known=known
            )
        places = range(names.index(arguments.sheet), names.index(arguments.sheet) + 1)
    kinds = REGISTERS if arguments.kind is None else (RegisterKind(arguments.kind),)
    found = imports.likeliest_register(source, kinds=kinds, places=places)
    if found is None:
        raise InputError(ErrorCode.REGISTER_UNKNOWN, file=source.path.name)
    return found


def _print(
    output: Output, planned: Plan, problems: Mapping[tuple[int, int], str], saved: int
) -> None:
    kind, counts = planned.register.kind, planned.counts
    output.title(words.name(kind))
    width = max(len(label(verdict)) for verdict in counts)
    for verdict, count in counts.items():
        output.line(f"  {label(verdict):<{width}} {formats.number(count):>9}")
    for (row, column), cause in sorted(problems.items())[:_SHOWN]:
        said = _("✘ Row {row}, column {column}: {cause}")
        output.line(said.format(row=row, column=_letters(column), cause=cause))
    if len(problems) > _SHOWN:
        said = _("… and {count} more; --refused writes all of them, --json lists them.")
        output.line(said.format(count=formats.number(len(problems) - _SHOWN)))
    if saved:
        output.line(_("Saved: {what}.").format(what=words.counted(kind, saved)))
    else:
        output.line(_("Nothing was saved."))


def _refused(place: tuple[int, int], cause: str) -> dict[str, Any]:
    row, column = place
    return {"row": row, "column": _letters(column), "cause": cause}


def _letters(column: int) -> str:
    """Return a column as spreadsheets name it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
