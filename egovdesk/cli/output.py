"""What a command says: words for people, or one JSON document for programs."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Output:
    """Writes to one stream; with `as_json` only the document is written."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self._stream = stream
        self.as_json = as_json
        self._styled = stream.isatty()

    def line(self, text: str = "") -> None:
        """Write a line for people."""
        if not self.as_json:
            self._stream.write(f"{text}\n")

    def title(self, text: str) -> None:
        """Write a heading for people."""
        self.line(f"{_BOLD}{text}{_RESET}" if self._styled else text)

    def faint(self, text: str) -> None:
        """Write a remark for people."""
        self.line(f"{_DIM}{text}{_RESET}" if self._styled else text)

    def document(self, document: Mapping[str, Any]) -> None:
        """Write the answer for programs."""
        if self.as_json:
            self._stream.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> None:
        """Write aligned columns; `right` names by position those aligned to the right: `2 3`."""
        numbers = {int(index) for index in right.split()}
        widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
        self.title(_joined(head, widths, numbers))
        self.faint("  ".join("─" * width for width in widths))
        for row in rows:
            self.line(_joined(row, widths, numbers))


def _joined(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> str:
    return "  ".join(
        cell.rjust(width) if index in right else cell.ljust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def warn(text: str) -> None:
    """Write a line to standard error."""
    sys.stderr.write(f"{text}\n")
