"""Collect every message of the program and compile the Vietnamese catalogue.

python scripts/strings.py            rewrite the .po and .mo files
python scripts/strings.py --check    fail if they are not up to date or not complete
"""

import argparse
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import egovdesk

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "i18n" / "vi" / "LC_MESSAGES" / "egovdesk.po"
# The same words must give the same file whenever they are collected.
_NO_DATE = datetime(2021, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "N_": None}


def extracted() -> Catalog:
    """Return every message in the program's source."""
    template = Catalog(project="eGovDesk", charset="utf-8")
    found = extract_from_dir(str(ROOT / "egovdesk"), keywords=KEYWORDS)
    for file, _line, message, _comments, _context in found:
        template.add(message, locations=[(f"egovdesk/{Path(file).as_posix()}", 0)])
    return template


def updated() -> Catalog:
    """Return the Vietnamese catalogue with new messages added and obsolete ones dropped."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    catalogue.project, catalogue.version = "eGovDesk", egovdesk.__version__
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = "eGovDesk"
    for message in catalogue:
        message.flags.discard("python-format")
    return catalogue


def rendered(catalogue: Catalog) -> tuple[bytes, bytes]:
    """Return the bytes of the .po and the .mo file."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, omit_header=False, sort_output=True, include_lineno=False, width=100)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main() -> int:
    """Rewrite the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    catalogue = updated()
    po, mo = rendered(catalogue)
    untranslated = [message.id for message in catalogue if message.id and not message.string]
    if arguments.check:
        stale = po != PO.read_bytes() or mo != PO.with_suffix(".mo").read_bytes()
        for message in untranslated:
            sys.stderr.write(f"not translated: {message!r}\n")
        return int(stale or bool(untranslated))
    PO.write_bytes(po)
    PO.with_suffix(".mo").write_bytes(mo)
    sys.stdout.write(f"{len(list(catalogue)) - 1} messages, {len(untranslated)} not translated\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
