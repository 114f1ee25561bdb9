"""What tells the system that a double click on a package opens this program."""

import shlex
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
from lxml import etree

from egovdesk.cli.file_types import quoted
from egovdesk.cli.main import main
from egovdesk.signing.container_check import MIMETYPE

_NAMESPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a registry")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the person's folder of data, on a desktop without any tools."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", "")
    return tmp_path / "data"


def test_the_desktop_is_told_which_program_opens_packages(data: Path):
    assert main(["associate", "--language", "en"]) == 0
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(data / "applications" / "egovdesk.desktop", encoding="utf-8")
    said = entry["Desktop Entry"]
    assert shlex.split(said["Exec"]) == [sys.executable, "-m", "egovdesk", "desktop", "%f"]
    assert said["MimeType"] == f"{MIMETYPE.decode()};", "and PDF documents keep their program"


def test_packages_are_known_by_their_name_and_their_first_bytes(data: Path):
    assert main(["associate"]) == 0
    root = etree.parse(data / "mime" / "packages" / "egovdesk.xml").getroot()
    (kind,) = root
    assert kind.get("type") == MIMETYPE.decode()
    assert [glob.get("pattern") for glob in kind.iter(f"{_NAMESPACE}glob")] == ["*.asice"]
    package = next((Path(__file__).parents[1] / "conformance" / "good").glob("*.asice"))
    head = package.read_bytes()
    for match in kind.iter(f"{_NAMESPACE}match"):
        wanted = str(match.get("value")).encode().decode("unicode_escape").encode("latin-1")
        assert head[int(str(match.get("offset"))) :].startswith(wanted)


def test_a_folder_that_cannot_be_written_is_said(data: Path, capsys: pytest.CaptureFixture[str]):
    data.write_text("a file")
    assert main(["associate", "--json"]) == 3
    assert '"file-unwritable"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("/opt/e gov/egovdesk", '"/opt/e gov/egovdesk"'),
        ("/100%/e", '"/100%%/e"'),
        ("/a$b/e", r'"/a\\$b/e"'),
    ],
)
def test_words_are_quoted_as_desktop_entries_ask(word: str, expected: str):
    assert quoted(word) == expected
