"""Where texts and lines stand on a page, read from what the PDF draws: millimetres from top left.

An own reading of the content streams: what asserts a measure must not be what laid the page out.
"""

from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream

MM = 25.4 / 72

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Text:
    """A run of letters: its baseline's left end, its size in points, its face, how wide it is."""

    text: str
    x: float
    y: float
    size: float
    face: str
    width: float

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass(frozen=True)
class Stroke:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def length(self) -> float:
        return max(abs(self.x2 - self.x1), abs(self.y2 - self.y1))


def times(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


class Measured:
    """A page taken apart."""

    def __init__(self, page: PageObject) -> None:
        self.width = float(page.mediabox.width) * MM
        self.height = float(page.mediabox.height) * MM
        self.texts: list[Text] = []
        self.strokes: list[Stroke] = []
        self._faces = {name: _Face(font.get_object()) for name, font in _fonts(page).items()}
        self._read(page)

    def find(self, words: str) -> Text:
        """Return the first run that begins with the words."""
        return next(run for run in self.texts if run.text.startswith(words))

    def lines(self) -> list[list[Text]]:
        """Return the runs by their baseline, from above."""
        by_line: dict[float, list[Text]] = {}
        for run in self.texts:
            by_line.setdefault(round(run.y, 1), []).append(run)
        return [sorted(runs, key=lambda run: run.x) for _, runs in sorted(by_line.items())]

    def _read(self, page: PageObject) -> None:  # noqa: C901, PLR0912 - a case an operator
        ctm, saved = IDENTITY, []
        line = pen = IDENTITY
        face, size, leading, spacing = None, 0.0, 0.0, 0.0
        start = (0.0, 0.0)
        operations = ContentStream(page["/Contents"].get_object(), page.pdf).operations
        for operands, operator in operations:
            match operator:
                case b"q":
                    saved.append(ctm)
                case b"Q":
                    ctm = saved.pop()
                case b"cm":
                    ctm = times(tuple(map(float, operands)), ctm)
                case b"BT":
                    line = pen = IDENTITY
                case b"Tf":
                    face, size = self._faces[operands[0]], float(operands[1])
                case b"TL":
                    leading = float(operands[0])
                case b"Tw":
                    spacing = float(operands[0])
                case b"Tm":
                    line = pen = tuple(map(float, operands))
                case b"Td":
                    line = pen = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
                case b"T*":
                    line = pen = times((1, 0, 0, 1, 0, -leading), line)
                case b"Tj":
                    assert face is not None
                    text, width = face.read(operands[0], size, spacing)
                    self._add(text, times(pen, ctm), size, face.name, width)
                    pen = times((1, 0, 0, 1, width, 0), pen)
                case b"m":
                    start = _moved(operands, ctm)
                case b"l":
                    end = _moved(operands, ctm)
                    self.strokes.append(
                        Stroke(
                            start[0] * MM,
                            self.height - start[1] * MM,
                            end[0] * MM,
                            self.height - end[1] * MM,
                        )
                    )
                    start = end

    def _add(self, text: str, place: Matrix, size: float, face: str, width: float) -> None:
        if text.strip() and abs(place[1]) < 1e-6:  # what is turned is a watermark
            last = self.texts[-1] if self.texts else None
            x, y = place[4] * MM, self.height - place[5] * MM
            if last and last.face == face and last.y == y and abs(last.right - x) < 0.01:
                self.texts.pop()
                text, width, x = last.text + text, width + last.width / MM, last.x
            self.texts.append(Text(text, x, y, size, face, width * MM))


def _moved(operands: Any, ctm: Matrix) -> tuple[float, float]:  # noqa: ANN401 - pypdf's
    moved = times((1, 0, 0, 1, float(operands[0]), float(operands[1])), ctm)
    return moved[4], moved[5]


def _fonts(page: PageObject) -> Any:  # noqa: ANN401 - pypdf's
    return page["/Resources"]["/Font"].get_object()


class _Face:
    """An embedded face with one byte a letter: widths and letters by code."""

    def __init__(self, font: Any) -> None:  # noqa: ANN401 - pypdf's
        self.name = font["/BaseFont"].partition("+")[2]
        self._first = int(font["/FirstChar"])
        self._widths = [float(width) for width in font["/Widths"].get_object()]
        self._letters = _letters(font["/ToUnicode"].get_object().get_data().decode("ascii"))

    def read(self, string: Any, size: float, spacing: float) -> tuple[str, float]:  # noqa: ANN401
        codes = string.original_bytes
        text = "".join(self._letters.get(code, "\ufffd") for code in codes)
        width = sum(self._widths[code - self._first] for code in codes) * size / 1000
        return text, width + spacing * codes.count(b" ")


def _letters(cmap: str) -> dict[int, str]:
    found = {}
    for block in cmap.split("beginbfchar")[1:]:
        for line in block.partition("endbfchar")[0].strip().splitlines():
            code, letter = (bytes.fromhex(part.strip("<>")) for part in line.split())
            found[int.from_bytes(code)] = letter.decode("utf-16-be")
    return found
