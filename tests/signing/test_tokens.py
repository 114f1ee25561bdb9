"""Drivers of tokens: found where they are installed, and never able to hold the program up."""

import _ssl
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.signing import tokens
from egovdesk.signing.tokens import find_drivers, token_certificates
from tests.signing.authority import Authority, key_usage


def hanging() -> Callable[[Path], object]:
    def read(driver: Path) -> object:
        return time.sleep(60)

    return read


def crashing() -> Callable[[Path], object]:
    def read(driver: Path) -> object:
        os.abort()

    return read


def recorded() -> Callable[[Path], list[tuple[str, str, list[bytes]]]]:
    """Answer with what the file holds, one certificate a line, and where it was looked for."""

    def read(driver: Path) -> list[tuple[str, str, list[bytes]]]:
        lines = driver.read_text("ascii").split()
        return [("Ban  Cơ yếu\x00", f" {driver} ", [bytes.fromhex(line) for line in lines])]

    return read


@pytest.fixture
def driver(tmp_path: Path) -> Path:
    path = tmp_path / "driver.so"
    path.write_bytes(b"no library")
    return path


def code_of(driver: Path) -> ErrorCode:
    with pytest.raises(InputError) as caught:
        token_certificates(driver)
    assert caught.value.data["file"] == str(driver)
    return caught.value.code


def test_drivers_are_found_by_name_and_each_once(tmp_path: Path):
    first, second = tmp_path / "lib", tmp_path / "lib64"
    for folder in (first, second):
        folder.mkdir()
    (first / "libeTPkcs11.so").write_bytes(b"")
    (second / "libeToken.so").symlink_to(first / "libeTPkcs11.so")
    (second / "viettel-ca_v6.dll").write_bytes(b"")
    (first / "viettel-ca_v6_s.dll").write_bytes(b"")  # a CSP beside it
    (first / "opensc-pkcs11.so").mkdir()

    found = find_drivers([first, second, tmp_path / "gone"])

    assert [(driver.maker, driver.path) for driver in found] == [
        ("SafeNet", first / "libeTPkcs11.so"),
        ("Viettel-CA", second / "viettel-ca_v6.dll"),
    ]
    assert all(driver.path.is_file() for driver in find_drivers())


def test_what_is_no_driver_is_refused(driver: Path, tmp_path: Path):
    assert code_of(driver) is ErrorCode.TOKEN_DRIVER
    assert code_of(Path(_ssl.__file__)) is ErrorCode.TOKEN_DRIVER
    assert code_of(tmp_path) is ErrorCode.FILE_MISSING
    assert code_of(tmp_path / "gone.dll") is ErrorCode.FILE_MISSING


def test_a_driver_that_hangs_is_left_behind(driver: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "_token_reader", hanging)
    monkeypatch.setattr(tokens, "_SECONDS", 0.5)
    started = time.monotonic()

    assert code_of(driver) is ErrorCode.TOKEN_TIMEOUT
    assert time.monotonic() - started < 20


def test_a_driver_that_crashes_crashes_alone(driver: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tokens, "_token_reader", crashing)

    assert code_of(driver) is ErrorCode.TOKEN_DRIVER


def test_what_a_token_holds_is_cleaned_and_sorted(
    driver: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
):
    own = authority.certificate("An", authority.leaf_key, usage=key_usage(sign=True))
    each = [each.public_bytes(Encoding.DER) for each in (authority.root, own)]
    driver.write_text("\n".join(der.hex() for der in (b"no certificate", *each)), "ascii")
    monkeypatch.setattr(tokens, "_token_reader", recorded)
    # never by its bare name, which the system would look for along its search path
    monkeypatch.chdir(driver.parent)

    found = token_certificates(Path(driver.name))

    assert [one.facts.subject for one in found] == ["An", authority.name]
    assert {(one.token_label, one.token_number) for one in found} == {("Ban Cơ yếu", str(driver))}
