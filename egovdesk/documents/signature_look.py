"""How a signature looks at its place in the letter: who signed, for whom, and when.

Decree 30/2020/NĐ-CP (article 14 and annex I) asks for name, unit and moment by ISO 8601 with the
offset of Vietnam. The images of a handwritten signature and of a seal are the unit's own; this
program neither draws nor keeps them.
"""

import io
from datetime import datetime, timedelta, timezone

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepInFrame

from egovdesk.documents import fonts
from egovdesk.documents.stationery import paragraph

_VIETNAM = timezone(timedelta(hours=7))
_SIZE = 9
_STYLE_NAME = "signature"


def signature_look(
    width: float, height: float, *, signer: str, agency: str, signed_at: datetime, is_trial: bool
) -> bytes:
    """Draw a signature into a page of this size in points; equal arguments give equal bytes."""
    fonts.register()
    style = ParagraphStyle(_STYLE_NAME, fontName=fonts.REGULAR, fontSize=_SIZE, leading=_SIZE + 2)
    moment = signed_at.astimezone(_VIETNAM).isoformat(timespec="seconds")
    lines = [f"Ký bởi: {signer}", f"Cơ quan: {agency}", f"Thời gian ký: {moment}"]
    if is_trial:
        lines.append("Niêm phong bằng khóa thử nghiệm, không có giá trị pháp lý")
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(width, height), invariant=True, pageCompression=1)
    canvas.setStrokeGray(0.55)
    canvas.setLineWidth(0.6)
    canvas.rect(0.5, 0.5, width - 1, height - 1)
    words: list[Flowable] = [paragraph(line, style) for line in lines]
    frame = KeepInFrame(width - 8, height - 6, words, mode="shrink", vAlign="MIDDLE")
    _, used = frame.wrapOn(canvas, width - 8, height - 6)
    frame.drawOn(canvas, 4, max(3.0, (height - used) / 2))
    canvas.save()
    return target.getvalue()
