"""What a command says: words for people, or one JSON document for programs."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from egovdesk.domain.errors import ErrorCode, InputError

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Output:
    """Writes to one stream; with `as_json` only the document is written."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self._stream = stream
        self.as_json = as_json
        self._styled = stream.isatty()

    def line(self, text: str = "") -> None:
        """Write a line for people."""
        self._line(text, "")

    def _line(self, text: str, style: str) -> None:
        if not self.as_json:
            shown = printable(text)
            self._write(f"{style}{shown}{_RESET}\n" if style and self._styled else f"{shown}\n")

    def title(self, text: str) -> None:
        """Write a heading for people."""
        self._line(text, _BOLD)

    def faint(self, text: str) -> None:
        """Write a remark for people."""
        self._line(text, _DIM)

    def document(self, document: Mapping[str, Any]) -> None:
        """Write the answer for programs."""
        if self.as_json:
            self._write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")

    def flush(self) -> None:
        """Hand over what was written.

        Raises:
            InputError: the stream is a file on a full disk.
            BrokenPipeError: whoever read it has gone.
        """
        with _known_causes():
            self._stream.flush()

    def _write(self, text: str) -> None:
        with _known_causes():
            self._stream.write(text)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], right: str = "") -> None:
        """Write aligned columns; `right` names by position those aligned to the right: `2 3`."""
        numbers = {int(index) for index in right.split()}
        widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
        self.title(_joined(head, widths, numbers))
        self.faint("  ".join("─" * width for width in widths))
        for row in rows:
            self.line(_joined(row, widths, numbers))


@contextmanager
def _known_causes() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(ErrorCode.DISK_FULL, file="stdout") from error


def printable(text: str) -> str:
    """Return the text without what would command the terminal: names come from anywhere."""
    return "".join(
        char if char.isprintable() or char == "\n" else "\N{REPLACEMENT CHARACTER}" for char in text
    )


def _joined(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> str:
    return "  ".join(
        cell.rjust(width) if index in right else cell.ljust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def warn(text: str) -> None:
    """Write a line to standard error."""
    if sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(f"{printable(text)}\n")
