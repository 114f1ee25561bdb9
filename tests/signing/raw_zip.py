"""Zip files written by hand, so that every field can lie."""

import stat
import struct
import zlib
from dataclasses import dataclass, field

from egovdesk.signing.container_check import MIMETYPE

UTF8 = 0x800
DESCRIPTOR = 0x8


@dataclass
class Part:
    """A member to be written by hand; `local` and `central` override fields of one header."""

    name: str | bytes
    content: bytes = b"content"
    method: int = 0
    flags: int = UTF8
    attributes: int = (stat.S_IFREG | 0o644) << 16
    packed: bytes | None = None
    local: dict[str, int | bytes] = field(default_factory=dict)
    central: dict[str, int | bytes] = field(default_factory=dict)
    descriptor: bytes = b""

    @property
    def data(self) -> bytes:
        if self.packed is not None:
            return self.packed
        return deflated(self.content) if self.method == 8 else self.content

    def header(self, changes: dict[str, int | bytes], offset: int | None) -> bytes:
        raw = self.name if isinstance(self.name, bytes) else self.name.encode()
        values: dict[str, int | bytes] = {
            "made": 0x0314,
            "version": 20,
            "flags": self.flags,
            "method": self.method,
            "crc": zlib.crc32(self.content),
            "packed": len(self.data),
            "size": len(self.content),
            "name": raw,
            "extra": b"",
            "comment": b"",
            "attributes": self.attributes,
            "offset": offset or 0,
        } | changes
        common = struct.pack(
            "<4H", values["version"], values["flags"], values["method"], 0
        ) + struct.pack("<H3L", 0x5336, values["crc"], values["packed"], values["size"])
        lengths = struct.pack("<2H", len(values["name"]), len(values["extra"]))
        if offset is None:
            return b"PK\x03\x04" + common + lengths + values["name"] + values["extra"]
        tail = struct.pack(
            "<3H2L", len(values["comment"]), 0, 0, values["attributes"], values["offset"]
        )
        made = struct.pack("<H", values["made"])
        texts = values["name"] + values["extra"] + values["comment"]
        return b"PK\x01\x02" + made + common + lengths + tail + texts


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


TYPE = Part("mimetype", MIMETYPE, flags=0)
DATA = Part("report.json", b"{}")


def container(*parts: Part, prefix: bytes = b"", gap: bytes = b"", **end: int | bytes) -> bytes:
    body, central = prefix, b""
    for part in parts:
        offset = len(body)
        body += part.header(part.local, None) + part.data + part.descriptor
        central += part.header(part.central, offset)
    body += gap
    values: dict[str, int | bytes] = {
        "disk": 0,
        "here": len(parts),
        "count": len(parts),
        "size": len(central),
        "start": len(body),
        "comment": b"",
        "tail": b"",
    } | end
    record = struct.pack(
        "<4s4H2LH",
        b"PK\x05\x06",
        values["disk"],
        values["disk"],
        values["here"],
        values["count"],
        values["size"],
        values["start"],
        len(values["comment"]),
    )
    return body + central + record + values["comment"] + values["tail"]
