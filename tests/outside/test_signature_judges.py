"""poppler's pdfsig reads signed documents too, and signs them in its own way."""

import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from egovdesk.signing.container import no_progress
from egovdesk.signing.pdf_signatures import read_signatures
from egovdesk.signing.signed_pdfs import count_folder
from tests.signing.authority import NOW, YEAR, Authority
from tests.signing.pdf_documents import SIGNED_AT, extended, letter, signed

pytestmark = pytest.mark.outside

HANOI = timedelta(hours=7)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, authority: Authority) -> Path:
    an, binh = authority.signer("Nguyễn Văn An"), authority.signer("Trần Thị Bình")
    one = signed(letter("1"), an)
    both = signed(one, binh, field="ChuKy2", at=SIGNED_AT + timedelta(hours=14))
    documents = {
        "unsigned": letter("0", pages=2),
        "one": one,
        "both": both,
        "extended": extended(one),
        "changed": one.replace(b"/Title (untitled)", b"/Title (UNTITLED)"),
        "changed-after-both": both.replace(b"/Title (untitled)", b"/Title (UNTITLED)"),
        "open-to-read": signed(letter("2", password=""), binh),
    }
    folder = tmp_path_factory.mktemp("documents")
    for name, document in documents.items():
        (folder / f"{name}.pdf").write_bytes(document)
    return folder


def pdfsig(path: Path) -> list[tuple[str, str, bool, bool]]:
    """Return signer, day in Vietnam, validity and coverage of every signature."""
    output = subprocess.run(
        ["pdfsig", "-nocert", path],
        capture_output=True,
        text=True,
        check=False,
        env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    ).stdout
    signatures = []
    for part in output.split("Signature #")[1:]:
        fields = dict(re.findall(r"- ([^:\n]+): (.*)", part))
        moment = datetime.strptime(fields["Signing Time"], "%b %d %Y %H:%M:%S").replace(tzinfo=UTC)
        signatures.append(
            (
                fields["Signer Certificate Common Name"],
                (moment + HANOI).date().isoformat(),
                fields["Signature Validation"] == "Signature is Valid.",
                "- Total document signed" in part,
            )
        )
    return signatures


def ours(path: Path) -> list[tuple[str, str, bool, bool]]:
    return [
        (one.subject, str(one.signed_on), one.is_intact, one.covers_whole_file)
        for one in read_signatures(path)
    ]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("unsigned", 0),
        ("one", 1),
        ("both", 2),
        ("extended", 1),
        ("changed", 1),
        ("changed-after-both", 2),
        ("open-to-read", 1),
    ],
)
def test_pdfsig_sees_the_same(folder: Path, name: str, number: int):
    path = folder / f"{name}.pdf"
    found = ours(path)

    assert len(found) == number
    assert found == pdfsig(path)


def test_the_count_of_a_folder_is_the_sum_of_what_pdfsig_sees(folder: Path):
    count = count_folder(folder, report=no_progress)
    seen = {path.name: pdfsig(path) for path in folder.iterdir()}
    intact = {name: [one for one in each if one[2]] for name, each in seen.items()}

    assert count.read == len(seen)
    assert count.signed == sum(bool(each) for each in intact.values())
    assert count.unsigned == sum(not each for each in seen.values())
    assert set(count.broken) == {name for name in seen if seen[name] and not intact[name]}
    for use in count.by_certificate:
        mine = [one for each in intact.values() for one in each if one[0] == use.subject]
        assert use.documents == len(mine)
        assert [str(day) for day in use.days] == sorted({one[1] for one in mine})


def test_what_pdfsig_signs_is_read(folder: Path, authority: Authority, tmp_path: Path):
    """The signature is NSS's, by a program that has never heard of pyHanko."""
    until = datetime.now(UTC) - NOW + YEAR  # pdfsig looks at the clock
    key_file = authority.issue("Lê Văn Cường", period=(-YEAR, until))
    database, target = f"sql:{tmp_path}", tmp_path / "signed.pdf"
    options = ("-d", database)
    signing = ("pdfsig", "-nssdir", database, "-add-signature")
    for command in (
        ("pk12util", *options, "-i", key_file, "-W", "", "-K", ""),
        ("certutil", "-M", *options, "-n", authority.name, "-t", "C,C,C"),
        (*signing, "-nick", "Lê Văn Cường", folder / "unsigned.pdf", target),
    ):
        subprocess.run(command, check=True, capture_output=True)

    (signature,) = read_signatures(target)

    assert signature.subject == "Lê Văn Cường"
    assert signature.issuer == authority.name
    assert signature.signed_on is not None
    assert signature.is_intact
    assert signature.covers_whole_file
    assert ours(target) == pdfsig(target)
