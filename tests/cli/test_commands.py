"""The command line as a person and as a program uses it: answers, exit codes, languages."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from egovdesk import bootstrap
from egovdesk.cli.main import main
from egovdesk.domain.certificates import CertificateFacts, TokenCertificate
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.signing import Check, CheckCause, CheckKind, CheckOutcome, KeyChoice
from egovdesk.services.signing import Countersigned, Signing
from egovdesk.wording import Language, set_language
from tests.services.conftest import a_key
from tests.signing.authority import YEAR, Authority
from tests.unordinary import make as make_unordinary

ROOT = Path(__file__).parents[2]
BUILT_IN = ROOT / "resources" / "catalogues" / "bgtvt-2021.json"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command and gives exit code, output and errors."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture(autouse=True)
def _own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EGOVDESK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("EGOVDESK_LANGUAGE", raising=False)
    yield
    set_language(Language.VI)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demonstration once; tests only read it."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    assert main(["demo", str(folder), "--json"]) == 0
    return folder


@pytest.fixture
def package(demo: Path) -> Path:
    return next((demo / "out").glob("*.asice"))


def test_the_demonstration_leaves_what_it_promises(demo: Path, package: Path):
    assert package.name == "BC_DKVN_2021-Q3_v1.asice"
    assert (demo / "workspace" / "workspace.db").is_file()
    assert (demo / "trust" / "root.pem").read_bytes().startswith(b"-----BEGIN CERTIFICATE")


def test_the_demonstration_prints_what_a_person_reads(run: Run, tmp_path: Path):
    code, out, _ = run("demo", tmp_path / "demo")
    assert code == 0
    for words in ("Cục Đăng kiểm Việt Nam", "Quý III/2021", "Tử số", "Mẫu số", "26", "39", "+16,7"):
        assert words in out


def test_the_demonstration_can_be_repeated(run: Run, tmp_path: Path):
    assert run("demo", tmp_path / "demo")[0] == 0
    code, out, _ = run("demo", tmp_path / "demo", "--json")
    assert code == 0
    assert json.loads(out)["verification"]["verdict"] == "valid"


def test_the_demonstration_does_not_touch_a_folder_of_somebody_else(run: Run, tmp_path: Path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "báo cáo.docx").write_text("quan trọng")
    assert run("demo", tmp_path / "x")[0] == 3
    assert [file.name for file in (tmp_path / "x").iterdir()] == ["báo cáo.docx"]


def test_the_demonstration_does_not_replace_a_real_workspace(run: Run, tmp_path: Path):
    assert run("init", tmp_path / "x" / "workspace", "--unit", "DKVN")[0] == 0
    assert run("demo", tmp_path / "x")[0] == 3
    assert (tmp_path / "x" / "workspace" / "workspace.db").is_file()


def test_init_check_and_export_of_an_empty_unit(run: Run, tmp_path: Path):
    workspace = tmp_path / "w"
    code, out, _ = run("init", workspace, "--unit", "CHHVN", "--json")
    assert code == 0
    assert json.loads(out)["unit"] == "CHHVN"
    code, out, _ = run("check", workspace, "--period", "2021-Q3", "--json")
    assert code == 1
    assert json.loads(out)["ready"] is False
    code, out, err = run("export", workspace, "--period", "2021-Q3", "--out", tmp_path / "out")
    assert code == 1
    assert err.count("\n") == 2
    assert not (tmp_path / "out").exists()


def test_init_refuses(run: Run, tmp_path: Path):
    code, _, err = run("init", tmp_path / "w", "--unit", "XYZ")
    assert code == 2
    assert "XYZ" in err
    assert "DKVN" in err
    assert not (tmp_path / "w").exists()
    assert run("init", tmp_path / "w", "--unit", "DKVN")[0] == 0
    assert run("init", tmp_path / "w", "--unit", "DKVN")[0] == 3


@pytest.mark.parametrize("day", ["14/09/2021", "2021-09-14", "14/9/2021"])
def test_indicators_as_of_a_date(run: Run, demo: Path, day: str):
    code, out, _ = run("indicators", demo / "workspace", "--as-of", day, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["as_of"] == "2021-09-14"
    first = answer["indicators"][0]
    assert (first["numerator"], first["denominator"], first["value"]) == (26, 39, "50/3")
    assert [each["number"] for each in answer["indicators"][:8]] == list(range(1, 9))


def test_indicators_with_their_plan(run: Run, demo: Path):
    arguments = ("indicators", demo / "workspace", "--as-of", "14/09/2021", "--plan")
    code, out, _ = run(*arguments, "--json")
    assert code == 0
    first, second, *_more = json.loads(out)["plans"]
    assert (first["outlook"], first["needed"], first["more"]) == ("short", 28, 2)
    assert first["milestone"] == {"on": "2021-12-31", "target": "20"}
    assert [row["gain"] for row in first["enough"]] == [1, 1]
    assert (second["projection"]["needed"], second["projection"]["more"]) == (23639, 16468)
    code, out, _ = run(*arguments, "--language", "en")
    assert code == 0
    assert "2 more are missing to +20.0 points by 31/12/2021: 28 of 39 instead of 26." in out
    assert f"{first['enough'][0]['code']}  +1  " in out


def test_check_of_the_sample(run: Run, demo: Path):
    code, out, _ = run("check", demo / "workspace", "--period", "Quý III/2021", "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["ready"] is True
    assert {each["severity"] for each in answer["findings"]} <= {"warning", "notice"}


def test_check_before_the_cut_off_is_not_ready(run: Run, demo: Path):
    arguments = ("check", demo / "workspace", "--period", "2090-Q3")
    code, out, _ = run(*arguments, "--language", "en")
    assert code == 1
    assert out.startswith("✘ The figures close on 14/09/2090")
    assert json.loads(run(*arguments, "--json")[1])["ready"] is False


@pytest.mark.parametrize(
    "words", [("check", "--period", "2021-Q5"), ("indicators", "--as-of", "x")]
)
def test_impossible_periods_and_dates(run: Run, demo: Path, words: tuple[str, str, str]):
    command, option, value = words
    code, _, err = run(command, demo / "workspace", option, value)
    assert code == 2
    assert value in err


def test_verify(run: Run, demo: Path, package: Path):
    root = demo / "trust" / "root.pem"
    code, out, _ = run("verify", package, "--trust", root, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["verdict"] == "valid"
    assert (answer["kind"], answer["unit"], answer["period"], answer["revision"]) == (
        "report",
        "DKVN",
        "2021-Q3",
        1,
    )
    assert {member["status"] for member in answer["members"]} == {"intact"}
    assert [signer["status"] for signer in answer["signers"]] == ["trusted"]


def test_verify_without_trust_is_not_valid_and_not_forged(run: Run, package: Path):
    code, out, _ = run("verify", package, "--json")
    assert code == 1
    assert json.loads(out)["verdict"] == "indeterminate"


def test_verify_a_flipped_byte(run: Run, demo: Path, package: Path, tmp_path: Path):
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    copy = tmp_path / package.name
    copy.write_bytes(data)
    code, out, _ = run("verify", copy, "--trust", demo / "trust" / "root.pem", "--json")
    assert code == 1
    assert json.loads(out)["verdict"] == "invalid"


def test_verify_what_is_no_package_or_not_there(run: Run, tmp_path: Path):
    letter = tmp_path / "thư.docx"
    letter.write_bytes(b"not a zip")
    assert run("verify", letter)[0] == 1
    code, _, err = run("verify", tmp_path / "không có.asice")
    assert code == 3
    assert "không có.asice" in err


def test_verify_several_files(run: Run, demo: Path, package: Path, tmp_path: Path):
    root = demo / "trust" / "root.pem"
    document = tmp_path / "a.pdf"
    with zipfile.ZipFile(package) as archive:
        document.write_bytes(archive.read("report.pdf"))
    code, out, _ = run("verify", package, document, "--trust", root, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["valid"] == 2
    assert [each["kind"] for each in answer["verdicts"]] == ["report", "pdf"]
    (signer,) = answer["verdicts"][0]["signers"]
    assert signer["role"] == "approver"
    assert answer["verdicts"][0]["letter_signers"] == answer["verdicts"][1]["signers"]

    code, out, _ = run("verify", package, document, "--language", "en")
    assert code == 1
    assert "0 of 2 files are valid." in out
    code, out, _ = run("verify", package, tmp_path / "gone.pdf", "--trust", root, "--json")
    assert code == 3
    answer = json.loads(out)
    assert (answer["valid"], answer["verdicts"][1]["error"]["code"]) == (1, "file-missing")


def test_verify_a_document_that_was_changed(run: Run, package: Path, tmp_path: Path):
    document = tmp_path / "a.pdf"
    with zipfile.ZipFile(package) as archive:
        document.write_bytes(archive.read("report.pdf") + b"junk")
    code, out, _ = run("verify", document, "--json")
    assert code == 1
    answer = json.loads(out)
    assert (answer["verdict"], answer["kind"]) == ("invalid", "pdf")
    assert "pdf-appended" in [problem["code"] for problem in answer["problems"]]


def test_a_trust_list_that_is_none(run: Run, package: Path, tmp_path: Path):
    (tmp_path / "root.pem").write_text("xin chào")
    code, _, err = run("verify", package, "--trust", tmp_path / "root.pem")
    assert code == 3
    assert "root.pem" in err


def test_catalogue_show_and_validate(run: Run, tmp_path: Path):
    code, out, _ = run("catalogue", "show")
    assert code == 0
    assert "2.đ" in out
    code, out, _ = run("catalogue", "validate", BUILT_IN, "--json")
    assert code == 0
    assert json.loads(out)["id"] == "bgtvt-2021"
    document = json.loads(BUILT_IN.read_bytes())
    document["indicators"][1]["formula"]["type"] = "average"
    wrong = tmp_path / "sai.json"
    wrong.write_text(json.dumps(document), "utf-8")
    code, _, err = run("catalogue", "validate", wrong)
    assert code == 3
    assert "sai.json" in err
    assert "indicators/1/formula" in err


def test_a_workspace_that_is_none(run: Run, tmp_path: Path):
    code, out, err = run("check", tmp_path / "không", "--period", "2021-Q3", "--json")
    assert code == 3
    assert json.loads(out)["error"]["code"] == "workspace-missing"
    assert "Traceback" not in err


def test_errors_speak_both_languages(run: Run, tmp_path: Path):
    _, _, vietnamese = run("check", tmp_path / "x", "--period", "2021-Q3")
    _, _, english = run("check", tmp_path / "x", "--period", "2021-Q3", "--language", "en")
    assert "There is no workspace" in english
    assert "không gian làm việc" in vietnamese.lower()


def test_usage(run: Run, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        run("export", "w")
    assert caught.value.code == 2


def test_usage_speaks_both_languages(run: Run, capsys: pytest.CaptureFixture[str]):
    for language, words in (("vi", "cách dùng: "), ("en", "usage: ")):
        with pytest.raises(SystemExit):
            run("export", "--help", "--language", language)
        assert capsys.readouterr().out.startswith(words)


def test_a_bug_is_reported_without_a_traceback_on_the_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from egovdesk import bootstrap

    def broken() -> None:
        raise ZeroDivisionError("Nguyễn Mẫu Tên")

    monkeypatch.setattr(bootstrap, "verifier", broken)
    code, _, err = run("verify", tmp_path / "x.asice")
    assert code == 70
    assert "Traceback" not in err
    (report,) = (tmp_path / "home" / "crashes").iterdir()
    text = report.read_text("utf-8")
    assert "ZeroDivisionError" in text
    assert "Nguyễn" not in text


@pytest.mark.parametrize("way", ["env", "fd"])
def test_the_password_of_a_key_comes_from_a_variable_or_a_descriptor(
    demo: Path, tmp_path: Path, way: str
):

    workspace = tmp_path / "workspace"
    shutil.copytree(demo / "workspace", workspace)
    key = a_key(tmp_path, "mật khẩu".encode())
    command = [sys.executable, "-m", "egovdesk", "export", str(workspace), "--period", "2021-Q3"]
    command += ["--out", str(tmp_path / "out"), "--key", str(key)]
    environment = os.environ | {"EGOVDESK_HOME": str(tmp_path / "home")}
    read, write = os.pipe()
    if way == "env":
        command += ["--passphrase-env", "KEY_WORDS"]
        environment["KEY_WORDS"] = "mật khẩu"
    else:
        command += ["--passphrase-fd", str(read)]
        os.write(write, "mật khẩu\n".encode())
    os.close(write)
    done = subprocess.run(
        command, capture_output=True, env=environment, pass_fds=[read], cwd=ROOT, check=False
    )
    os.close(read)
    # The key was issued for September 2021: opened with its password, refused for its age.
    assert done.returncode == 1, done.stderr.decode()
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def approver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a key file with a password that holds for years to come."""
    key = rsa.generate_private_key(65537, 2048)
    authority = Authority(tmp_path_factory.mktemp("authority"), key, key)
    return authority.issue("Cục trưởng", period=(-YEAR, 30 * YEAR), passphrase=b"secret")


def test_a_preparer_signs_first_and_an_approver_elsewhere(
    run: Run, demo: Path, tmp_path: Path, approver: Path, monkeypatch: pytest.MonkeyPatch
):
    workspace = tmp_path / "workspace"
    shutil.copytree(demo / "workspace", workspace)
    again = ["--period", "2021-Q3", "--out", tmp_path / "out", "--recall", "Ký hai người."]
    code, out, _ = run("export", workspace, *again, "--role", "preparer", "--json")
    answer = json.loads(out)
    assert (code, answer["waiting"], answer["revision"]) == (0, True, 2)
    monkeypatch.setenv("KEY_WORDS", "secret")
    words = ["--key", approver, "--passphrase-env", "KEY_WORDS", "--out", tmp_path / "đã ký.asice"]
    code, out, _ = run("sign", answer["package"], *words, "--json")
    assert code == 0
    signed = json.loads(out)
    assert (signed["signer"], signed["trial"]) == ("Cục trưởng", False)
    _code, out, _ = run("verify", signed["package"], "--json")
    assert [signer["subject"].split()[-1] for signer in json.loads(out)["signers"]] == [
        "Nam",
        "trưởng",
    ]
    code, out, _ = run("sign", signed["package"], *words, "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "already-signed")

    code, out, _ = run("receive", workspace, answer["package"], "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "package-foreign"), "nobody signed it"
    code, out, _ = run("receive", workspace, signed["package"])
    assert code == 0
    assert "“Cục trưởng”" in out
    (kept,) = (workspace / "packages").rglob(f"signed-2/{Path(answer['package']).name}")
    assert kept.read_bytes() == Path(signed["package"]).read_bytes()
    code, out, _ = run("receive", workspace, signed["package"], "--json")
    assert (code, json.loads(out)["error"]["code"]) == (1, "package-not-waiting")


def test_a_token_that_is_not_there_recalls_nothing(run: Run, demo: Path, tmp_path: Path):
    workspace = tmp_path / "workspace"
    shutil.copytree(demo / "workspace", workspace)
    words = ["--period", "2021-Q3", "--out", tmp_path / "out"]
    assert run("export", workspace, *words, "--recall", "Ký lại.", "--token", "gone.so")[0] == 3
    code, out, _ = run("export", workspace, *words, "--json")
    answer = json.loads(out)
    assert (code, answer["revision"]) == (0, 1), "it still stands"
    assert not answer["copy"], "the demo's own trial key gives way to this profile's"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--key", "gone.p12"], 3, "file-missing"),
        (["--token", "gone.so"], 3, "file-missing"),
        (["--token", __file__], 3, "token-driver"),
        (["--trust", "gone.pem"], 3, "file-missing"),
        (["--crl", __file__], 3, "certificate-unreadable"),
        (["--time-stamp", "ftp://tsa"], 3, "time-stamp-address"),
    ],
)
def test_what_cannot_sign_is_said(
    run: Run, package: Path, tmp_path: Path, words: list[str], code: int, said: str
):
    target = tmp_path / "x.asice"
    given, out, _ = run("sign", package, "--out", target, *words, "--json")
    assert (given, json.loads(out)["error"]["code"]) == (code, said)
    assert not target.exists()


@pytest.mark.parametrize("words", [("--pin", "123456"), ("--passphrase", "x")])
def test_a_secret_is_never_an_argument(run: Run, package: Path, words: tuple[str, ...]):
    with pytest.raises(SystemExit) as caught:
        run("sign", package, "--out", "x", "--token", "driver.so", *words)
    assert caught.value.code == 2


class FakeSigning(Signing):
    """Two certificates on two tokens; what a driver would answer stands here."""

    looked: ClassVar[list[str]] = []
    state: ClassVar[CheckOutcome] = CheckOutcome.GOOD

    def read_tokens(self, *_given: object) -> tuple[TokenCertificate, ...]:
        return tuple(token_certificate(number) for number in ("1", "2"))

    def look_at(self, choice: KeyChoice, *_given: object) -> tuple[Check, ...]:
        assert choice.token is not None
        self.looked.append(choice.token.token_number)
        return (Check(kind=CheckKind.PIN, outcome=self.state, cause=CheckCause.LAST_TRY),)

    def countersign(self, *given: object, **_named: object) -> Countersigned:
        choice = given[2]
        assert isinstance(choice, KeyChoice)
        return Countersigned(file=Path("x"), digest="", signer=choice.pin, is_trial=False)


def token_certificate(number: str) -> TokenCertificate:
    facts = CertificateFacts(
        serial=number,
        subject=f"Người ký {number}",
        organisation="",
        unit="",
        title="",
        issuer="CA",
        valid_from=date(2021, 1, 1),
        valid_to=date(2051, 1, 1),
        key_algorithm="RSA",
        key_bits=2048,
        digital_signature=True,
        non_repudiation=True,
        is_authority=False,
        is_trial=False,
        fingerprint=number * 64,
    )
    return TokenCertificate(token_label=f"Token {number}", token_number=number, facts=facts)


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch) -> type[FakeSigning]:
    monkeypatch.setattr(FakeSigning, "looked", [])
    monkeypatch.setattr(bootstrap, "signing", lambda: FakeSigning(bootstrap.clock, Path))
    monkeypatch.setenv("PIN", "84713602")
    return FakeSigning


def sign_by_token(run: Run, package: Path, *words: str) -> tuple[int, dict[str, object], str]:
    command = ("sign", package, "--out", "x", "--token", "driver.so", "--json", *words)
    code, out, err = run(*command)
    return code, json.loads(out), err


def test_a_token_is_named_by_its_number_or_its_certificate(
    run: Run, package: Path, tokens: type[FakeSigning]
):
    pin = ("--passphrase-env", "PIN")
    code, answer, _ = sign_by_token(run, package, *pin, "--token-number", "2")
    assert (code, answer["signer"]) == (0, "84713602")
    colons = ":".join(["11"] * 32)
    assert sign_by_token(run, package, *pin, "--certificate", colons)[0] == 0
    assert tokens.looked == ["2", "1"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "token-several"),
        (("--token-number", "3"), 3, "token-missing"),
        (("--token-number", "1", "--certificate", "22"), 3, "token-key-missing"),
        (("--token-number", "1"), 3, "token-pin-needed"),  # nobody is there to be asked
    ],
)
def test_a_token_that_is_not_the_one(
    run: Run,
    package: Path,
    tokens: type[FakeSigning],
    words: tuple[str, ...],
    code: int,
    said: str,
):
    assert tokens.looked == []
    given, answer, _ = sign_by_token(run, package, *words)
    assert (given, answer["error"]["code"]) == (code, said)  # type: ignore[index]


def test_a_pin_is_not_tried_where_what_is_seen_forbids_it(
    run: Run, package: Path, tokens: type[FakeSigning], monkeypatch: pytest.MonkeyPatch
):
    words = ("--passphrase-env", "PIN", "--token-number", "1", "--language", "en")
    monkeypatch.setattr(tokens, "state", CheckOutcome.WARNING)
    code, _answer, err = sign_by_token(run, package, *words)
    assert code == 0
    assert "Only one try" in err
    monkeypatch.setattr(tokens, "state", CheckOutcome.FAILED)
    code, answer, _ = sign_by_token(run, package, *words)
    assert (code, answer["error"]["code"]) == (1, "key-forbidden")  # type: ignore[index]


_HEADLESS = """
import sys
from egovdesk.cli.main import main
code = main(["catalogue", "show"])
heavy = ("PySide6", "pyhanko", "openpyxl", "reportlab", "jsonschema", "lxml")
print([name for name in heavy if name in sys.modules], file=sys.stderr)
sys.exit(code)
"""


def test_the_command_line_needs_no_qt_and_nothing_heavy():
    done = subprocess.run(
        [sys.executable, "-c", _HEADLESS], check=False, capture_output=True, cwd=ROOT, text=True
    )
    assert done.returncode == 0
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/9999"])
def test_days_beside_which_no_period_lies(run: Run, demo: Path, day: str):
    assert run("indicators", demo / "workspace", "--as-of", day)[0] == 2


@pytest.mark.parametrize("words", [("init", "--unit", "DKVN"), ("demo",)])
def test_a_file_or_an_impossible_name_instead_of_a_folder(
    run: Run, tmp_path: Path, words: tuple[str, ...]
):
    (tmp_path / "tệp").write_text("quan trọng")
    command, *options = words
    assert run(command, tmp_path / "tệp", *options)[0] == 3
    assert run(command, tmp_path / ("a" * 300), *options)[0] == 3
    assert [file.name for file in tmp_path.iterdir()] == ["tệp"]


def test_impossible_names_of_a_workspace_and_a_target(run: Run, demo: Path):
    name = "/" + "a" * 300
    assert run("check", name, "--period", "2021-Q3")[0] == 3
    assert run("export", demo / "workspace", "--period", "2021-Q3", "--out", name)[0] == 3


def test_the_empty_name_is_not_the_current_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as caught:
        run("init", "", "--unit", "DKVN")
    assert caught.value.code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("descriptor", ["-1", "99", "99999999999999999999"])
def test_a_password_from_a_descriptor_that_is_none(
    run: Run, demo: Path, tmp_path: Path, descriptor: str
):
    words = ["--period", "2021-Q3", "--out", tmp_path / "out", "--passphrase-fd", descriptor]
    key = a_key(tmp_path, b"x")
    code, out, _ = run("export", demo / "workspace", *words, "--key", key, "--json")
    assert code == 3
    assert json.loads(out)["error"]["code"] == "key-passphrase-needed"


@pytest.mark.parametrize("words", [("--language=en",), ("--lang", "en")])
def test_every_way_to_write_the_language(run: Run, tmp_path: Path, words: tuple[str, ...]):
    assert "no workspace" in run("check", tmp_path / "x", "--period", "2021-Q3", *words)[2]


def test_names_do_not_command_the_terminal(run: Run, tmp_path: Path):
    _, _, err = run("check", tmp_path / "\x1b[2J", "--period", "2021-Q3")
    assert "\x1b" not in err


def test_a_bug_is_one_document_too(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from egovdesk import bootstrap

    monkeypatch.setattr(bootstrap, "verifier", lambda: 1 / 0)
    code, out, _ = run("verify", tmp_path / "x.asice", "--json")
    assert code == 70
    assert json.loads(out)["error"]["code"] == "bug"


@pytest.mark.parametrize(("redirection", "expected"), [(">&-", 0), (">/dev/full", 3)])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device here")
def test_output_that_nobody_takes(redirection: str, expected: int):
    command = f'"{sys.executable}" -m egovdesk catalogue show {redirection}'
    done = subprocess.run(["sh", "-c", command], check=False, capture_output=True, cwd=ROOT)
    assert done.returncode == expected
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


_INTERRUPTED_WHILE_LOADING = """
import builtins, sys
real = builtins.__import__
def loading(name, *rest):
    if name == "egovdesk.cli.main":
        raise KeyboardInterrupt
    return real(name, *rest)
builtins.__import__ = loading
from egovdesk.__main__ import main
sys.argv = ["egovdesk", "catalogue", "show"]
sys.exit(main())
"""


def test_an_interrupt_while_the_program_loads_is_quiet():
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED_WHILE_LOADING],
        check=False,
        capture_output=True,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.timeout(30)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
@pytest.mark.parametrize(
    "command",
    [
        "verify FILE",
        "verify PACKAGE --trust FILE",
        "verify PACKAGE --crl FILE",
        "catalogue show FILE",
        "catalogue validate FILE",
        "catalogue install WORKSPACE FILE",
        "init NEW --unit DKVN --catalogue FILE",
        "export WORKSPACE --period 2021-Q3 --out OUT --key FILE",
    ],
)
def test_a_pipe_in_the_place_of_a_file_is_refused_at_once(
    run: Run, demo: Path, package: Path, tmp_path: Path, command: str
):
    shutil.copytree(demo / "workspace", tmp_path / "w")
    places = {
        "FILE": make_unordinary("pipe", tmp_path),
        "PACKAGE": package,
        "WORKSPACE": tmp_path / "w",
        "NEW": tmp_path / "new",
        "OUT": tmp_path / "out",
    }
    code, _, err = run(*(places.get(word, word) for word in command.split()))
    assert code == 3
    assert "báo cáo" in err
    assert err.count("\n") == 2
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "out").exists()


def test_a_report_waits_for_reasons_and_is_recalled_with_one(run: Run, tmp_path: Path):
    from egovdesk.bootstrap import make_sample

    workspace, out = tmp_path / "w", tmp_path / "out"
    make_sample(workspace)
    words = ("export", workspace, "--period", "2021-Q3", "--out", out)
    code, _, err = run(*words, "--language", "en")
    assert code == 1
    assert "warnings without a reason" in err
    assert run(*words, "--reason", "Đã rà soát.")[0] == 0
    code, text, _ = run(*words, "--recall", "Sửa số liệu.", "--json")
    assert code == 0
    answer = json.loads(text)
    assert (answer["revision"], answer["copy"], answer["changed"]) == (2, False, False)
    assert sorted(file.name for file in out.iterdir()) == [
        "BC_DKVN_2021-Q3_v1.asice",
        "BC_DKVN_2021-Q3_v2.asice",
    ]


@pytest.mark.parametrize("form", list(Rendering))
def test_a_document_of_a_frozen_period_and_the_draft_of_another(
    run: Run, demo: Path, tmp_path: Path, form: str
):
    for period, draft in (("2021-Q3", False), ("2021-Q4", True)):
        file = tmp_path / f"{period}.{form}"
        code, out, _ = run(
            *("document", demo / "workspace", "--period", period),
            *("--format", form, "--out", file, "--json"),
        )
        answer = json.loads(out)
        assert code == 0
        assert answer["draft"] is draft
        assert answer["format"] == form
        assert file.stat().st_size > 1000


def test_a_document_that_cannot_be_written_is_one_sentence(run: Run, demo: Path, tmp_path: Path):
    words = ("document", demo / "workspace", "--period", "2021-Q3", "--format", "pdf", "--out")
    code, _, err = run(*words, tmp_path / "fehlt" / "a.pdf", "--language", "en")
    assert code == 3
    assert "cannot be written" in err
    assert run(*words, tmp_path / "a.pdf", "--period", "2099-Q1")[0] == 2
    assert list(tmp_path.glob("*.pdf")) == []
