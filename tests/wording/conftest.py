"""What the tests of words start from: the program's first language."""

from collections.abc import Iterator

import pytest

from egovdesk.wording import Language, set_language


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Speak Vietnamese before and after each test."""
    set_language(Language.VI)
    yield
    set_language(Language.VI)
