"""What programs that are not ours make of the documents: poppler and LibreOffice."""

import csv
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from egovdesk import paths
from egovdesk.documents.editable_letter import write_editable_letter
from egovdesk.documents.letter import write_letter
from egovdesk.documents.workbook import (
    FINDINGS,
    INDICATORS,
    INFORMATION,
    PROCEDURES,
    TASKS,
    write_workbook,
)
from egovdesk.domain.reports import QuarterlyReport
from tests import builders
from tests.documents.pdf_measures import MM
from tests.documents.test_letter import LETTERS

pytestmark = pytest.mark.outside

NEEDED = ("pdftotext", "pdffonts", "pdfinfo", "soffice", "lowriter")
HOSTILE = "=cmd|' /C calc'!A0 & <b>_x0041_</b>"


@pytest.fixture(autouse=True)
def _programs() -> None:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    assert not missing, f"not installed: {', '.join(missing)}"


@pytest.fixture
def report() -> QuarterlyReport:
    whole = builders.a_report()
    first, *others = whole.tasks
    hostile = replace(first, task=replace(first.task, title=HOSTILE))
    return replace(whole, tasks=(hostile, *others))


@pytest.fixture
def letter(report: QuarterlyReport, tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    with path.open("wb") as target:
        write_letter(report, target, trial=False)
    return path


def output(*command: str | Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, check=True, timeout=110
    )
    assert b"error" not in done.stderr.lower()
    return done.stdout.decode("utf-8")


def converted(report: QuarterlyReport, folder: Path, form: str) -> Path:
    """Let LibreOffice read the workbook and write it in another form."""
    source = folder / "report.xlsx"
    with source.open("wb") as target:
        write_workbook(report, target)
    return converted_file(source, folder, form)


def converted_file(source: Path, folder: Path, form: str) -> Path:
    output(
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        folder,
        source,
    )
    return folder


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def test_poppler_reads_the_letter(letter: Path) -> None:
    text = " ".join(output("pdftotext", "-enc", "UTF-8", letter, "-").split())

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "Kính gửi: Bộ Giao thông vận tải (qua Trung tâm Công nghệ thông tin)" in text
    assert "kính báo cáo Bộ Giao thông vận tải./." in text
    assert "&" in text


def test_poppler_reads_every_vietnamese_letter(report: QuarterlyReport, tmp_path: Path) -> None:
    """Letters that stand alone are one word to poppler, so spaces do not count."""
    alphabet = [*LETTERS, *(letter.upper() for letter in LETTERS)]
    path = tmp_path / "letters.pdf"
    with path.open("wb") as target:
        told = replace(report, narrative=builders.a_narrative(" ".join(alphabet)))
        write_letter(told, target, trial=False)

    text = "".join(output("pdftotext", "-enc", "UTF-8", path, "-").split())

    assert "".join(alphabet) in text


def test_poppler_measures_what_the_decree_asks(letter: Path) -> None:
    """The boxes of words as poppler sees them: margins, number, line starts; in millimetres."""
    pages = output("pdftotext", "-bbox", letter, "-").split("<page ")[1:]

    for page in pages:
        width = float(re.search(r'width="([\d.]+)"', page)[1]) * MM
        boxes = [
            tuple(float(edge) * MM for edge in found)
            for found in re.findall(
                r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">', page
            )
        ]
        text = [box for box in boxes if box[1] > 17]
        above = [box for box in boxes if box[1] <= 17]
        assert min(box[0] for box in text) >= 29.9
        assert max(box[2] for box in text) <= width - 14.9
        assert len(above) <= 1
        for number in above:
            assert abs((number[0] + number[2]) / 2 - (30 + width - 15) / 2) < 0.5
    assert sum("<word" in page for page in pages) == len(pages) >= 8


def test_poppler_finds_every_font_embedded(letter: Path) -> None:
    fonts = output("pdffonts", letter).splitlines()[2:]

    assert len(fonts) == 4
    for line in fonts:
        assert "LiberationSerif" in line
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]


def test_poppler_finds_nothing_active_in_the_letter(letter: Path) -> None:
    facts = dict(
        line.split(":", 1) for line in output("pdfinfo", letter).splitlines() if ":" in line
    )

    assert facts["JavaScript"].strip() == "no"
    assert facts["Form"].strip() == "none"
    assert facts["Author"].strip() == "Cục Đăng kiểm Việt Nam"


def test_libreoffice_computes_what_the_report_states(
    report: QuarterlyReport, tmp_path: Path
) -> None:
    # Token 12 is the sheet: -1 writes each sheet into a file of its own.
    options = "44,34,76,1,,0,false,true,false,false,false,-1"
    folder = converted(report, tmp_path, f"csv:Text - txt - csv (StarCalc):{options}")
    sheets = {
        name: rows(folder / f"report-{name}.csv")
        for name in (INDICATORS, TASKS, PROCEDURES, FINDINGS, INFORMATION)
    }

    for row, line in zip(sheets[INDICATORS][1:], report.indicators, strict=True):
        if line.result.value is None:
            assert row[7] == ""
        else:
            assert float(row[7].rstrip("%")) == pytest.approx(float(line.result.value), abs=1e-4)
    assert sheets[TASKS][1][2] == HOSTILE
    assert sorted(sheets[TASKS][1][7].split("/")) == ["07", "2021", "31"]
    total = sheets[PROCEDURES][-1]
    assert (total[0], total[14].replace(",", "")) == ("Cộng", "80000")
    assert ["Báo cáo", "Kỳ báo cáo", "Quý III/2021"] in sheets[INFORMATION]
    flat = "\n".join(",".join(row) for sheet in sheets.values() for row in sheet)
    assert "#" not in flat
    assert "Err:" not in flat


def test_libreoffice_prints_the_workbook_landscape(report: QuarterlyReport, tmp_path: Path) -> None:
    folder = converted(report, tmp_path, "pdf")

    facts = output("pdfinfo", folder / "report.pdf").splitlines()
    size = next(line for line in facts if "Page size" in line)
    width, height = (float(part) for part in size.split()[2:5:2])
    assert (round(width), round(height)) == (842, 595)
    first = output("pdftotext", "-l", "1", "-enc", "UTF-8", folder / "report.pdf", "-")
    assert "BC_DKVN_2021-Q3_v1: PL I Chỉ tiêu" in first


def paragraphs(path: Path) -> list[str]:
    """Return every text of a Word document's body and tables, in order."""
    body = Document(str(path)).element.body
    found = ("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return [" ".join(text.split()) for text in found if text.strip()]


@pytest.fixture
def editable(report: QuarterlyReport, tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    with path.open("wb") as target:
        write_editable_letter(report, target)
    return path


def test_libreoffice_saves_the_word_letter_without_loss(editable: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    converted_file(editable, again, "docx")

    # LibreOffice writes "_x0041_", which might be an escaped letter, with its first "_" escaped.
    came_back = [text.replace("_x005F_x", "_x") for text in paragraphs(again / "report.docx")]
    assert came_back == paragraphs(editable)
    for path in (editable, again / "report.docx"):
        assert len(Document(str(path)).inline_shapes) == 2


def test_libreoffice_prints_the_word_letter_without_loss(
    editable: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells are broken into lines where the program likes, so letters are counted."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{paths.RESOURCES / 'fonts'}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))

    converted_file(editable, tmp_path, "pdf")

    printed = Counter("".join(output("pdftotext", tmp_path / "report.pdf", "-").split()))
    lost = Counter("".join("".join(paragraphs(editable)).split())) - printed
    assert set(lost) <= {"-"}, lost  # poppler drops a hyphen at the end of a line
    faces = output("pdffonts", tmp_path / "report.pdf")
    assert faces.count("LiberationSerif") >= 4
    sizes = re.findall(
        r"size: +([\d.]+) x ([\d.]+)", output("pdfinfo", "-l", "99", tmp_path / "report.pdf")
    )
    turned = [float(width) > float(height) for width, height in sizes]
    assert turned[0] is False
    assert turned[-1] is True
    assert turned == sorted(turned)  # the letter and two annexes upright, the third on its side
