"""The typeface of official documents: Liberation Serif, shipped with the program.

Its letters are as wide as those of Times New Roman, which Decree 30/2020/NĐ-CP asks for, and it
has every Vietnamese letter; the fonts of a system may not.
"""

from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from egovdesk import paths

REGULAR = "LiberationSerif"
BOLD = "LiberationSerif-Bold"
ITALIC = "LiberationSerif-Italic"
BOLD_ITALIC = "LiberationSerif-BoldItalic"

_FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}


@cache
def register() -> None:
    """Make the four faces known to reportlab, once for the whole program."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(paths.RESOURCES / "fonts" / file)))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD_ITALIC
    )


def text_width(text: str, face: str, size: float) -> float:
    """Return how wide the text is, in points."""
    register()
    return pdfmetrics.stringWidth(text, face, size)
