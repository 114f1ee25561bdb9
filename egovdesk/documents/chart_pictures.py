"""The letter's charts as pictures, for programs that take no drawings."""

import io
import struct
import zlib

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from egovdesk.documents import fonts
from egovdesk.documents.charts import Bars

_DPI = 200
"""Fine enough for small letters on paper; a chart then takes some 20 kB."""


def picture_of(bars: Bars) -> bytes:
    """Return a chart as PNG in shades of grey; equal charts give equal bytes."""
    fonts.register()
    drawn = io.BytesIO()
    canvas = Canvas(drawn, pagesize=(bars.width, bars.height), invariant=True)
    bars.drawOn(canvas, 0, 0)
    canvas.save()
    document = pypdfium2.PdfDocument(drawn.getvalue())
    try:
        bitmap = document[0].render(scale=_DPI / 72, grayscale=True)
        return _png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        document.close()


def _png(width: int, height: int, stride: int, grey: bytes) -> bytes:
    """Write the simplest PNG there is: eight bits of grey a dot, no filters."""
    lines = b"".join(b"\0" + grey[top : top + width] for top in range(0, height * stride, stride))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
