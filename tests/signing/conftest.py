"""Keys and members that all tests of signatures share; RSA keys take their time."""

from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from egovdesk.signing.container import Member
from egovdesk.signing.keys import SigningKey
from tests.signing.authority import NOW, Authority


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(2)]
    return Authority(tmp_path_factory.mktemp("authority"), *keys)


@pytest.fixture(scope="session")
def other_authority(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Same name, other key: an impostor."""
    key = rsa.generate_private_key(65537, 2048)
    return Authority(tmp_path_factory.mktemp("impostor"), key, authority.leaf_key)


@pytest.fixture(scope="session")
def signer(authority: Authority) -> SigningKey:
    return authority.signer()


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def members() -> list[Member]:
    return [
        Member(name="report.pdf", content=b"%PDF-1.7 " + bytes(range(256)) * 20),
        Member(name="report.xlsx", content=b"PK sheet"),
        Member(name="report.json", content=b'{"kind": "report"}'),
        Member(name="evidence/0123abcd-Kế hoạch 12%.txt", content="Nội dung\n".encode() * 500),
    ]
