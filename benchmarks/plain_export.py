"""Sign and zip the files of a folder with pyHanko and zipfile only: what `export` is held against.

python -m benchmarks.plain_export KEY.p12 FOLDER TARGET.asice
"""

import asyncio
import base64
import hashlib
import sys
import zipfile
from pathlib import Path
from urllib.parse import quote

from pyhanko.sign.signers.pdf_cms import SimpleSigner

_REFERENCE = (
    '<asic:DataObjectReference URI="{name}"><ds:DigestMethod '
    'Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>'
    "<ds:DigestValue>{digest}</ds:DigestValue></asic:DataObjectReference>"
)
_MANIFEST = (
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" '
    'xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
    '<asic:SigReference URI="META-INF/signature001.p7s"/>{references}</asic:ASiCManifest>'
)


def export(key: Path, folder: Path, target: Path) -> None:
    """Write the folder's files and one signature over all of them as a package."""
    signer = SimpleSigner.load_pkcs12_data(key.read_bytes(), other_certs=(), passphrase=None)
    members = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    references = "".join(
        _REFERENCE.format(
            name=quote(name), digest=base64.b64encode(hashlib.sha256(data).digest()).decode()
        )
        for name, data in members.items()
    )
    manifest = _MANIFEST.format(references=references).encode()
    signature = asyncio.run(
        signer.async_sign_general_data(manifest, "sha256", detached=True, use_cades=True)
    )
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.etsi.asic-e+zip", zipfile.ZIP_STORED)
        for name, data in members.items():
            package.writestr(name, data)
        package.writestr("META-INF/ASiCManifest001.xml", manifest)
        package.writestr("META-INF/signature001.p7s", signature.dump())


if __name__ == "__main__":
    export(*(Path(argument) for argument in sys.argv[1:]))
