"""A second signature, which the program verifies but does not make yet."""

import hashlib
import zipfile
from datetime import datetime
from pathlib import Path

from egovdesk.signing.cades import sign
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.manifest import Reference, build_manifest

MANIFEST_2 = "META-INF/ASiCManifest002.xml"
SIGNATURE_2 = "META-INF/signature002.p7s"


def countersign(package: Path, key: SigningKey, now: datetime) -> None:
    """Sign everything that a package holds, its first signature included."""
    with zipfile.ZipFile(package, "a") as archive:
        references = [
            Reference(name=name, digest=hashlib.sha256(archive.read(name)).digest())
            for name in archive.namelist()
            if name != "mimetype"
        ]
        manifest = build_manifest(SIGNATURE_2, references)
        archive.writestr(zipfile.ZipInfo(MANIFEST_2), manifest)
        archive.writestr(zipfile.ZipInfo(SIGNATURE_2), sign(manifest, key, signed_at=now))
