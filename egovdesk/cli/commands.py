"""One function per command: ask a service, say the answer, return the exit code."""

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from egovdesk import bootstrap
from egovdesk.cli import documents, signing
from egovdesk.cli.output import Output
from egovdesk.cli.summaries import (
    print_catalogue,
    print_indicators,
    print_plans,
    print_readiness,
    print_timeliness,
    print_verdict,
)
from egovdesk.domain.errors import InputError
from egovdesk.domain.packages import Verdict, VerdictStatus
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.signing import KeyChoice
from egovdesk.domain.text import parse_date
from egovdesk.services.packages import Exported
from egovdesk.services.verifying import as_document
from egovdesk.wording import _, formats
from egovdesk.wording.messages import explain

DONE, NO, UNREADABLE = 0, 1, 3


def demo(arguments: Namespace, output: Output) -> int:
    """Do the whole job on the sample unit and print a summary."""
    steps = {
        "workspace": _("Making the sample workspace …"),
        "out": _("Reporting, signing and packing …"),
        "trust": _("Verifying …"),
    }
    result = bootstrap.demo().run(arguments.folder, lambda step: output.faint(steps[step]))
    report = result.report
    output.line()
    output.title(f"{report.agency.name} · {formats.quarter(report.period)}")
    said = _("Figures from {first} to {last}; due by the end of {due}; sample data")
    output.line(
        said.format(
            first=formats.day(report.window.first),
            last=formats.day(report.window.last),
            due=formats.day(report.due_on),
        )
    )
    output.line()
    print_indicators(output, report.indicators)
    output.line()
    print_timeliness(output, report.timeliness)
    output.line()
    print_verdict(output, result.verdict)
    output.line()
    output.line(_("Package: {file}").format(file=result.package.file))
    output.line(
        _("Look around: egovdesk desktop {folder}").format(folder=result.folder / "workspace")
    )
    output.document(
        {
            "package": str(result.package.file),
            "digest": result.package.digest,
            "indicators": [documents.indicator(line) for line in report.indicators],
            "tasks": {kind.value: count for kind, count in report.timeliness.items()},
            "verification": as_document(result.verdict),
        }
    )
    return DONE if result.verdict.status is VerdictStatus.VALID else NO


def init(arguments: Namespace, output: Output) -> int:
    """Make a workspace for a unit."""
    session = bootstrap.workspaces().create(
        arguments.workspace, arguments.unit, catalogue_file=arguments.catalogue
    )
    with session.workspace:
        said = _("Made a workspace for {unit} at {folder}.")
        output.line(said.format(unit=session.agency.name, folder=arguments.workspace))
        output.document({"workspace": str(arguments.workspace), "unit": session.agency.code})
    return DONE


def indicators(arguments: Namespace, output: Output) -> int:
    """Print every indicator as of a date."""
    as_of = parse_date(arguments.as_of)
    desk = bootstrap.open_desk(arguments.workspace)
    try:
        reporting = desk.session.catalogue.reporting
        previous = reporting.cut_off(Quarter.containing(as_of).previous)
        lines = desk.indicators.lines(as_of, previous)
        plans = desk.indicators.plans(as_of) if arguments.plan else {}
        output.title(f"{desk.session.agency.name} · {formats.day(as_of)}")
        print_indicators(output, lines)
        print_plans(output, plans, lines, desk.session.catalogue)
        output.document(
            {
                "unit": desk.session.agency.code,
                "as_of": as_of.isoformat(),
                "indicators": [documents.indicator(line) for line in lines],
                **({"plans": [documents.plan(each) for each in plans.values()]} if plans else {}),
            }
        )
    finally:
        desk.close()
    return DONE


def check(arguments: Namespace, output: Output) -> int:
    """Run the rules for a period; no is the answer before its cut-off and where an error blocks."""
    period = Quarter.parse(arguments.period)
    desk = bootstrap.open_desk(arguments.workspace)
    try:
        state = desk.reports.state(period, desk.findings.check(period))
        print_readiness(output, state)
        output.document(
            {
                "period": str(period),
                "ready": state.is_ready,
                "findings": [documents.finding(finding) for finding in state.findings],
            }
        )
    finally:
        desk.close()
    return DONE if state.is_ready else NO


def export(arguments: Namespace, output: Output) -> int:
    """Report a period: compute, sign, pack, keep."""
    period = Quarter.parse(arguments.period)
    desk = bootstrap.open_desk(arguments.workspace)
    try:
        options = signing.options(arguments, desk.signing)

        def work(key: KeyChoice) -> Exported:
            # only now: a token that is not there shall leave the report as it stands
            if arguments.recall is not None and desk.reports.live(period) is not None:
                desk.reports.recall(period, arguments.recall)
            if arguments.reason is not None:
                _answer_warnings(desk, period, arguments.reason)
            return desk.packages.export(period, arguments.out, key, options=options)

        exported = signing.with_key(
            arguments,
            desk.signing,
            options,
            desk.packages.next_due(period),
            work,
        )
        said = _("Revision {revision} was signed before; its package was copied to {file}.")
        if not exported.is_copy:
            said = _("Revision {revision} was written to {file}.")
        output.line(said.format(revision=exported.revision, file=exported.file))
        if exported.has_changed:
            output.line(_("The records have changed since this revision was frozen."))
            output.line(_("To send what they say now, recall it: --recall with a reason."))
        if exported.is_waiting:
            output.line(_("It waits for the signature of who approves it."))
        if exported.is_trial:
            output.line(_("TRIAL: signed with a trial key; this is a seal without legal force."))
        output.document(
            {
                "package": str(exported.file),
                "digest": exported.digest,
                "revision": exported.revision,
                "trial": exported.is_trial,
                "waiting": exported.is_waiting,
                "copy": exported.is_copy,
                "changed": exported.has_changed,
            }
        )
    finally:
        desk.close()
    return DONE


def _answer_warnings(desk: bootstrap.Desk, period: Quarter, reason: str) -> None:
    if warnings := [f for f in desk.findings.check(period) if f.needs_reason]:
        desk.findings.answer(period, warnings, reason)


def document(arguments: Namespace, output: Output) -> int:
    """Write a period's report as a file: the frozen revision, or a draft where none stands."""
    period = Quarter.parse(arguments.period)
    form = Rendering(arguments.format)
    desk = bootstrap.open_desk(arguments.workspace)
    try:
        saved = desk.documents.save(period, form, arguments.out)
        said = _("Revision {revision} was written to {file}.")
        if saved.is_draft:
            said = _("A draft was written to {file}; its figures are not frozen.")
        output.line(said.format(revision=saved.revision, file=saved.file))
        output.document(
            {
                "file": str(saved.file),
                "format": saved.form.value,
                "revision": saved.revision,
                "draft": saved.is_draft,
            }
        )
    finally:
        desk.close()
    return DONE


def verify(arguments: Namespace, output: Output) -> int:
    """Judge files; no is the answer to anything but valid, and a file that cannot be read is worse.

    One file is answered with its verdict, several with a list and how many are valid.
    """
    answers = bootstrap.verifier().verify_all(
        arguments.files, trust=arguments.trust, crls=arguments.crl
    )
    if len(arguments.files) == 1:
        (answer,) = answers
        if isinstance(answer, InputError):
            raise answer
        print_verdict(output, answer)
        output.document(as_document(answer))
        return DONE if answer.status is VerdictStatus.VALID else NO
    return _verified_all(arguments.files, answers, output)


def _verified_all(
    files: Sequence[Path], answers: Iterable[Verdict | InputError], output: Output
) -> int:
    counts = Counter[VerdictStatus | None]()
    told: list[dict[str, Any]] = []
    for file, answer in zip(files, answers, strict=True):
        if isinstance(answer, InputError):
            counts[None] += 1
            message = explain(answer)
            output.line(f"✘ {file.name}: {message}")
            error = {"code": answer.code.value, "message": message.cause, "cure": message.cure}
            told.append({"file": file.name, "error": error})
            continue
        counts[answer.status] += 1
        print_verdict(output, answer)
        told.append(as_document(answer))
    said = _("{valid} of {total} files are valid.")
    valid, total = (formats.number(n) for n in (counts[VerdictStatus.VALID], len(files)))
    output.title(said.format(valid=valid, total=total))
    output.document({"valid": counts[VerdictStatus.VALID], "verdicts": told})
    if counts[None]:
        return UNREADABLE
    return DONE if counts[VerdictStatus.VALID] == len(files) else NO


def catalogue_show(arguments: Namespace, output: Output) -> int:
    """Print what a catalogue, or the built-in one, asks for."""
    catalogue = bootstrap.catalogue(arguments.file)
    print_catalogue(output, catalogue)
    output.document(
        {
            "id": catalogue.id,
            "version": catalogue.version,
            "digest": catalogue.digest,
            "units": sorted(catalogue.agencies),
            "indicators": list(catalogue.indicators),
            "tasks": [task.id for task in catalogue.tasks],
        }
    )
    return DONE


def catalogue_validate(arguments: Namespace, output: Output) -> int:
    """Check a catalogue file; errors name place and cause."""
    catalogue = bootstrap.catalogue(arguments.file)
    said = _("The catalogue {id} version {version} is correct.")
    output.line(said.format(id=catalogue.id, version=catalogue.version))
    output.document({"id": catalogue.id, "version": catalogue.version, "digest": catalogue.digest})
    return DONE


def catalogue_install(arguments: Namespace, output: Output) -> int:
    """Work by another catalogue from now on."""
    desk = bootstrap.open_desk(arguments.workspace)
    try:
        change = desk.catalogues.install(arguments.file)
        output.line(_("The catalogue {id} is installed.").format(id=change.subject))
        output.document({"id": change.subject})
    finally:
        desk.close()
    return DONE
