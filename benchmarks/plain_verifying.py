"""python -m benchmarks.plain_verifying ROOT PACKAGE ...: what verifying costs at the very least."""

import asyncio
import hashlib
import sys
import zipfile
from pathlib import Path

_BLOCK = 1 << 20


def validate(root: Path, packages: list[Path]) -> None:
    """Hash every member, and have pyHanko validate each manifest's signature."""
    from asn1crypto import cms, pem, x509
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
    from pyhanko_certvalidator import ValidationContext

    _, _, der = pem.unarmor(root.read_bytes())
    roots = [x509.Certificate.load(der)]
    for package in packages:
        with zipfile.ZipFile(package) as archive:
            for name in archive.namelist():
                with archive.open(name) as stream:
                    digest = hashlib.sha256()
                    while block := stream.read(_BLOCK):
                        digest.update(block)
            manifest = archive.read("META-INF/ASiCManifest001.xml")
            signature = archive.read("META-INF/signature001.p7s")
        validating = async_validate_detached_cms(
            manifest,
            cms.ContentInfo.load(signature)["content"],
            signer_validation_context=ValidationContext(trust_roots=roots, allow_fetching=False),
        )
        status = asyncio.run(validating)
        assert status.trusted


if __name__ == "__main__":
    validate(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
