"""Commands on registers: a template to fill in, and importing what was filled in."""

import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from egovdesk import bootstrap
from egovdesk.cli.output import Output
from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import UseCase
from egovdesk.domain.importing import Layout
from egovdesk.domain.plans import Plan, PlannedRow, Verdict
from egovdesk.domain.registers import RegisterKind
from egovdesk.wording import _, formats
from egovdesk.wording import registers as words
from egovdesk.wording.labels import label

if TYPE_CHECKING:
    from egovdesk.services.imports import Source

_MOST_SAID = 20
_ANY_UNIT = "DKVN"


def template(arguments: Namespace, output: Output) -> int:
    """Write a workbook to fill in for a register."""
    with _desk(arguments.workspace) as desk:
        desk.lists.write_template(RegisterKind(arguments.kind), arguments.out)
    output.line(_("Saved: {file}").format(file=arguments.out))
    output.document({"file": str(arguments.out), "kind": arguments.kind})
    return 0


def import_file(arguments: Namespace, output: Output) -> int:
    """Import a file into a register; no is the answer where a row was refused."""
    from egovdesk.services.imports import Choices

    with _desk(arguments.workspace) as desk:
        source = desk.imports.open(arguments.file)
        kind, place, layout = _understood(desk, source, arguments.kind)
        choices = Choices(converts_legacy=arguments.convert_legacy)
        as_of = desk.session.today
        planned = desk.imports.plan(kind, source.sheets[place], layout, as_of, choices)
        if arguments.refused and planned.counts[Verdict.REFUSED]:
            desk.imports.return_refused(source, place, layout, planned, arguments.refused)
        is_saved = bool(planned.effective) and not arguments.dry_run
        if is_saved:
            desk.registers.apply(planned, use_case=UseCase.IMPORT_RECORDS, on=as_of)
    _say(output, planned, is_saved=is_saved)
    return int(planned.counts[Verdict.REFUSED] > 0)


def _understood(
    desk: bootstrap.Desk, source: "Source", named: str | None
) -> tuple[RegisterKind, int, Layout]:
    """Return the register, the sheet and its layout: as named, or as the file seems to be."""
    if named is not None:
        kind, place = RegisterKind(named), source.likeliest
        return kind, place, desk.imports.recognise(source.sheets[place], kind)
    found = desk.imports.likeliest_register(source)
    if found is None:
        raise UsageError(ErrorCode.REGISTER_UNKNOWN, file=str(source.path))
    return found


def _say(output: Output, planned: Plan, *, is_saved: bool) -> None:
    kind = planned.register.kind
    output.title(words.name(kind))
    for verdict, count in planned.counts.items():
        if count:
            output.line(f"{label(verdict)}: {formats.number(count)}")
    refused = [row for row in planned.rows if row.verdict is Verdict.REFUSED]
    for row in refused[:_MOST_SAID]:
        for said in _issues(planned, row):
            output.line(_("Row {row}, {field}: {cause}").format(**said))
    output.faint(_("Saved.") if is_saved else _("Nothing was saved."))
    output.document(
        {
            "kind": kind.value,
            "saved": is_saved,
            "counts": {verdict.value: count for verdict, count in planned.counts.items()},
            "refused": [said for row in refused for said in _issues(planned, row)],
        }
    )


def _issues(planned: Plan, row: PlannedRow) -> list[dict[str, Any]]:
    kind = planned.register.kind
    return [
        {"row": row.place, "field": words.title(kind, key), "cause": words.issue(kind, issue)}
        for key, issue in row.issues.items()
        if issue.blocks
    ]


@contextmanager
def _desk(workspace: Path | None) -> Iterator[bootstrap.Desk]:
    """Open a workspace; without one, an empty one that is gone afterwards gives the choices."""
    with tempfile.TemporaryDirectory() as scratch:
        if workspace is None:
            workspace = Path(scratch) / "workspace"
            bootstrap.workspaces().create(workspace, _ANY_UNIT).workspace.close()
        desk = bootstrap.open_desk(workspace)
        try:
            yield desk
        finally:
            desk.close()
