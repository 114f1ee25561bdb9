"""Arguments, exit codes, and the one place where a command's errors become sentences.

Exit codes: 0 done, 1 the answer is no, 2 usage, 3 input that cannot be read, 70 a bug.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import egovdesk
from egovdesk.cli import commands, file_types, registers, signing, usage
from egovdesk.cli.output import Output, warn
from egovdesk.domain.errors import EGovDeskError, ErrorCode, InputError, RefusedError, UsageError
from egovdesk.domain.registers import RegisterKind
from egovdesk.domain.renderings import Rendering
from egovdesk.wording import Language, _, set_language
from egovdesk.wording.messages import explain

_EXIT_CODES: dict[type[EGovDeskError], int] = {RefusedError: 1, UsageError: 2, InputError: 3}
BUG = 70
INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code."""
    _prepare_streams()
    language = _language(arguments)
    set_language(language)
    usage.speak(language)
    parsed = _parser().parse_args(arguments)
    if parsed.language:
        set_language(Language(parsed.language))
    output = Output(sys.stdout, as_json=parsed.json)
    try:
        code: int = parsed.run(parsed, output)
        output.flush()
    except EGovDeskError as error:
        message = explain(error)
        _complain(output, error.code.value, message.cause, message.cure)
        return next(code for kind, code in _EXIT_CODES.items() if isinstance(error, kind))
    except KeyboardInterrupt:
        _complain(output, ErrorCode.CANCELLED.value, _("Cancelled."))
        return INTERRUPTED
    except BrokenPipeError:
        _silence(sys.stdout)
        return 0
    except Exception as error:  # noqa: BLE001 - the last boundary: reported, not shown raw
        return _report_bug(output, error)
    return code


def _prepare_streams() -> None:
    """Speak UTF-8 everywhere, and into nothing where the caller closed a stream."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _silence(stream: TextIO) -> None:
    """Let what is still buffered go nowhere: Python would try again at the end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(output: Output, code: str, cause: str, cure: str = "") -> None:
    """Say on both streams what went wrong; a stream that cannot be written is left alone."""
    warn(f"{cause}\n{cure}".rstrip())
    try:
        output.document({"error": {"code": code, "message": cause, "cure": cure}})
        output.flush()
    except (EGovDeskError, BrokenPipeError):
        _silence(sys.stdout)


def _report_bug(output: Output, error: Exception) -> int:
    from egovdesk.crash import write_crash_report

    cause = _("The program made a mistake and stopped; nothing half written was left.")
    cure = ""
    with suppress(OSError):  # the profile may be what cannot be written
        file = write_crash_report(error)
        cure = _("Please send this file to the IT Centre: {file}").format(file=file)
    _complain(output, "bug", cause, cure)
    return BUG


def _language(arguments: Sequence[str]) -> Language:
    """Find the language before parsing, so that the help speaks it too."""
    wanted = os.environ.get("EGOVDESK_LANGUAGE", "")
    if "--language" in arguments[:-1]:
        wanted = arguments[arguments.index("--language") + 1]
    return Language.EN if wanted == Language.EN else Language.VI


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("answer with one JSON document"))
    common.add_argument("--language", choices=list(Language), help=_("language of the answer"))
    parser = argparse.ArgumentParser(
        prog="egovdesk",
        description=_("From recorded facts to a signed quarterly report. Alone: the desktop."),
    )
    parser.add_argument("--version", action="version", version=f"egovdesk {egovdesk.__version__}")
    named = parser.add_subparsers(required=True, metavar=_("command"))

    def command(name: str, run: object, words: str) -> argparse.ArgumentParser:
        added = named.add_parser(name, parents=[common], help=words, description=words)
        added.set_defaults(run=run)
        return added

    demo = command("demo", commands.demo, _("the whole job on a sample unit, in one go"))
    demo.add_argument("folder", type=_path, help=_("folder to make it in"))
    init = command("init", commands.init, _("make a workspace for a unit"))
    init.add_argument("workspace", type=_path, help=_("folder of the new workspace"))
    init.add_argument("--unit", required=True, help=_("the unit's code, such as DKVN"))
    init.add_argument("--catalogue", type=_path, help=_("catalogue file instead of the built-in"))
    indicators = command("indicators", commands.indicators, _("every indicator as of a date"))
    indicators.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    indicators.add_argument("--as-of", required=True, help=_("a date such as 14/09/2021"))
    indicators.add_argument(
        "--plan", action="store_true", help=_("also what is missing to each target")
    )
    check = command("check", commands.check, _("findings and verdict for a period"))
    check.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    check.add_argument("--period", required=True, help=_("a quarter such as 2021-Q3"))
    _add_template(command("template", registers.template, _("a workbook to fill in for a list")))
    _add_import(
        command("import", registers.import_file, _("import a list from a workbook or text table"))
    )
    _add_export(command("export", commands.export, _("report, sign and pack a period")))
    _add_document(
        command("document", commands.document, _("a period's report as a file, or its draft"))
    )
    _add_sign(command("sign", signing.sign, _("add a signature to a package that waits for it")))
    receive = command(
        "receive", signing.receive, _("take in a package that came back with its second signature")
    )
    receive.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    receive.add_argument("package", type=_path, help=_("the .asice file"))
    verify = command("verify", commands.verify, _("judge signed files without a network"))
    verify.add_argument(
        "files", type=_path, nargs="+", metavar="file", help=_("packages (.asice) or PDF documents")
    )
    verify.add_argument(
        "--trust", type=_path, action="append", default=[], help=_("root certificate to trust")
    )
    verify.add_argument(
        "--crl", type=_path, action="append", default=[], help=_("revocation list to check")
    )
    command(
        "associate", file_types.associate, _("let a double click on a package open this program")
    )
    catalogue = named.add_parser("catalogue", help=_("show, check or install a catalogue"))
    _add_catalogue(catalogue, common)
    named.add_parser("desktop", help=_("open the desktop, on a workspace or a file to verify"))
    return parser


def _path(text: str) -> Path:
    """Refuse the empty name, which would mean the current folder: mostly a variable not set."""
    if not text:
        raise argparse.ArgumentTypeError(_("the name is empty"))
    return Path(text)


def _add_template(template: argparse.ArgumentParser) -> None:
    template.add_argument("kind", choices=list(RegisterKind), help=_("the list"))
    template.add_argument("file", type=_path, help=_("the workbook to write (.xlsx)"))
    template.add_argument(
        "--workspace", type=_path, help=_("workspace whose choices it offers; built-in without it")
    )


def _add_import(importing: argparse.ArgumentParser) -> None:
    importing.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    importing.add_argument("file", type=_path, help=_("the workbook or text table"))
    importing.add_argument("--kind", choices=list(RegisterKind), help=_("the list; guessed else"))
    importing.add_argument("--sheet", metavar="NAME", help=_("the sheet; guessed else"))
    importing.add_argument("--dry-run", action="store_true", help=_("say it, but save nothing"))
    importing.add_argument(
        "--refused", type=_path, metavar="XLSX", help=_("copy to write with a cause on each cell")
    )
    importing.add_argument(
        "--convert-legacy",
        action="store_true",
        help=_("convert text of TCVN3 and VNI fonts; its rows are refused else"),
    )


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    export.add_argument("--period", required=True, help=_("a quarter such as 2021-Q3"))
    export.add_argument(
        "--out", type=_path, required=True, help=_("folder to write the package to")
    )
    export.add_argument(
        "--reason", metavar="TEXT", help=_("reason to give to every warning that has none")
    )
    export.add_argument(
        "--recall", metavar="TEXT", help=_("recall the frozen revision for this reason first")
    )
    signing.add_arguments(export, _path)


def _add_sign(sign: argparse.ArgumentParser) -> None:
    sign.add_argument("package", type=_path, help=_("the .asice file"))
    sign.add_argument(
        "--out", type=_path, required=True, help=_("the file to write, with one more signature")
    )
    signing.add_arguments(sign, _path)


def _add_document(document: argparse.ArgumentParser) -> None:
    document.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    document.add_argument("--period", required=True, help=_("a quarter such as 2021-Q3"))
    document.add_argument(
        "--format", choices=list(Rendering), required=True, help=_("the form of the file")
    )
    document.add_argument("--out", type=_path, required=True, help=_("the file to write"))


def _add_catalogue(catalogue: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    named = catalogue.add_subparsers(required=True, metavar=_("command"))
    show = named.add_parser("show", parents=[common], help=_("print what it asks for"))
    show.add_argument("file", type=_path, nargs="?", help=_("catalogue file"))
    show.set_defaults(run=commands.catalogue_show)
    validate = named.add_parser("validate", parents=[common], help=_("check a catalogue file"))
    validate.add_argument("file", type=_path, help=_("catalogue file"))
    validate.set_defaults(run=commands.catalogue_validate)
    install = named.add_parser("install", parents=[common], help=_("work by it from now on"))
    install.add_argument("workspace", type=_path, help=_("folder of the workspace"))
    install.add_argument("file", type=_path, help=_("catalogue file"))
    install.set_defaults(run=commands.catalogue_install)
