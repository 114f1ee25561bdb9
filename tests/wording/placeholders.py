"""What a message leaves to be filled in."""

import string


def fields(text: str) -> set[str]:
    """Return the names of a message's placeholders."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
