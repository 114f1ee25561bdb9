"""Catalogues as JSON documents: read, checked against their schema, built into values."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from egovdesk import paths
from egovdesk.documents import strict_json
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.catalogue_builder import build
from egovdesk.domain.errors import ErrorCode, InputError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator

SCHEMA = paths.RESOURCES / "schemas" / "catalogue-1.schema.json"
BUILT_IN = paths.RESOURCES / "catalogues" / "bgtvt-2021.json"

MAX_BYTES = 8 * 1024 * 1024

_FORMAT = "egovdesk-catalogue"
_FORMAT_VERSION = 1
_SHOWN = 60


def read_catalogue(data: bytes, *, source: str) -> Catalogue:
    """Read a catalogue from outside, checking its form and its references.

    Args:
        data: the document's bytes; their SHA-256 becomes the catalogue's digest.
        source: the file's name, for error messages.

    Raises:
        InputError: FILE_TOO_LARGE or JSON_INVALID as `strict_json.loads` says; CATALOGUE_NEWER
            with `version`; CATALOGUE_SCHEMA with the value's `place` such as
            `indicators/2/formula/type`, the schema's keyword as `cause` and the value cut short;
            or what `catalogue_builder.build` refuses.
    """
    document = strict_json.loads(data, source=source, max_bytes=MAX_BYTES)
    _check_format(document, source)
    return build(_checked(document, source), digest=_digest(data), source=source)


def trusted_catalogue(data: bytes, *, source: str) -> Catalogue:
    """Build a catalogue that the program shipped or already accepted.

    Skips the schema, whose library alone would take most of the start-up time.
    """
    return build(json.loads(data), digest=_digest(data), source=source)


def builtin_catalogue_bytes() -> bytes:
    """Return the built-in catalogue: directive 1478/BGTVT-TTCNTT and its eight indicators."""
    return BUILT_IN.read_bytes()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _check_format(document: object, source: str) -> None:
    """Tell a newer format from a damaged one: only the first is cured by a newer program."""
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return
    version = document.get("format_version")
    if isinstance(version, int) and version > _FORMAT_VERSION:
        raise InputError(ErrorCode.CATALOGUE_NEWER, file=source, version=version)


def _checked(document: object, source: str) -> Mapping[str, Any]:
    form = cast("Mapping[str, Any]", document)
    for error in map(_innermost, _validator().iter_errors(form)):
        raise InputError(
            ErrorCode.CATALOGUE_SCHEMA,
            file=source,
            place="/".join([*map(str, error.absolute_path), *_named(error)]),
            cause=str(error.validator),
            value=_shown(error.instance),
        )
    return form


@cache
def _validator() -> "Validator":
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_bytes())
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _innermost(error: "ValidationError") -> "ValidationError":
    """Follow a `oneOf` into the branch that the document meant.

    Branches are told apart by a constant (`type`, `source`); one whose constant fits was meant.
    If none fits, the constant itself is what is wrong.
    """
    while error.context:
        foreign = {e.schema_path[0] for e in error.context if e.validator == "const"}
        meant = [e for e in error.context if e.schema_path[0] not in foreign]
        constants = (e for e in error.context if e.validator == "const")
        error = meant[0] if meant else next(constants)
    return error


def _named(error: "ValidationError") -> list[str]:
    """Return the property that is missing or one too many: the error's own path stops before."""
    found: Any = error.instance
    rule: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        return [name for name in rule if name not in found][:1]
    if error.validator == "additionalProperties":
        return [name for name in found if name not in schema["properties"]][:1]
    return []


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
