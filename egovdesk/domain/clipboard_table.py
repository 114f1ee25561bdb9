"""Blocks of cells as spreadsheets put them on the clipboard."""


def parse_tsv(text: str) -> tuple[tuple[str, ...], ...]:
    """Blocks of cells as spreadsheets put them on the clipboard."""
    return tuple(tuple(line.split("\t")) for line in text.rstrip("\n").split("\n"))


def parse_html(text: str) -> tuple[tuple[str, ...], ...]:
    """Blocks of cells as spreadsheets put them on the clipboard."""
    return ((text,),)


def to_tsv(rows: list[list[str]]) -> str:
    """Blocks of cells as spreadsheets put them on the clipboard."""
    return "\n".join("\t".join(row) for row in rows)
