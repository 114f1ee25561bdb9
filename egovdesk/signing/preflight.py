"""What is wrong with a key, seen before it signs: pyHanko would sign with any of them.

Only what keeps a signature from ever being accepted is a failure. That its issuer is not on the
own trust list, or that no fresh revocation list is at hand, is said and left to the person.
"""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from egovdesk.domain.signing import Check, CheckCause, CheckKind, CheckOutcome, SigningOptions
from egovdesk.signing.certificates import (
    common_name,
    is_listed,
    is_trial,
    is_weak,
    may_sign,
    parse_certificates,
    parse_crls,
)

if TYPE_CHECKING:
    from asn1crypto import crl, x509

_GOOD, _WARNING, _FAILED = CheckOutcome.GOOD, CheckOutcome.WARNING, CheckOutcome.FAILED


def examine(
    certificate: bytes,
    others: Iterable[bytes],
    options: SigningOptions,
    *,
    now: datetime,
    due_on: date,
) -> tuple[Check, ...]:
    """Look at a certificate (DER) with those that came with it.

    Args:
        certificate: whose key is to sign.
        others: certificates of authorities that lie beside it.
        options: the roots and the revocation lists that the person chose.
        now: when it would sign.
        due_on: the next due date; a certificate that ends before it is soon of no use.

    Raises:
        ValueError: the bytes are no certificate.
    """
    (own,) = parse_certificates(certificate)
    chain = [one for data in others for one in parse_certificates(data)]
    holder = _check(CheckKind.HOLDER, _GOOD, CheckCause.FINE, name=common_name(own.subject))
    checks = [holder, _period(own, now, due_on), _usage(own), _strength(own)]
    return (*checks, *_trust(own, chain, options, now))


def _check(
    kind: CheckKind,
    outcome: CheckOutcome,
    cause: CheckCause,
    day: date | None = None,
    name: str = "",
) -> Check:
    return Check(kind=kind, outcome=outcome, cause=cause, day=day, name=name)


def _period(own: "x509.Certificate", now: datetime, due_on: date) -> Check:
    first, last = own.not_valid_before, own.not_valid_after
    if now < first:
        return _check(CheckKind.PERIOD, _FAILED, CheckCause.NOT_YET_VALID, first.date())
    if now > last:
        return _check(CheckKind.PERIOD, _FAILED, CheckCause.EXPIRED, last.date())
    if last.date() < due_on:
        return _check(CheckKind.PERIOD, _WARNING, CheckCause.ENDS_BEFORE_DUE, last.date())
    return _check(CheckKind.PERIOD, _GOOD, CheckCause.FINE, last.date())


def _usage(own: "x509.Certificate") -> Check:
    if not may_sign(own):
        return _check(CheckKind.USAGE, _FAILED, CheckCause.NOT_FOR_SIGNING)
    if is_trial(own):
        return _check(CheckKind.USAGE, _WARNING, CheckCause.TRIAL)
    return _check(CheckKind.USAGE, _GOOD, CheckCause.FINE)


def _strength(own: "x509.Certificate") -> Check:
    if is_weak(own):
        return _check(CheckKind.STRENGTH, _FAILED, CheckCause.TOO_SHORT)
    return _check(CheckKind.STRENGTH, _GOOD, CheckCause.FINE)


def _trust(
    own: "x509.Certificate",
    chain: "list[x509.Certificate]",
    options: SigningOptions,
    now: datetime,
) -> Iterator[Check]:
    """See whether the chain ends at a chosen root, and what the lists say of it."""
    roots = [one for data in options.roots for one in parse_certificates(data)]
    issuer = common_name(own.issuer)
    if not roots:
        yield _check(CheckKind.CHAIN, _WARNING, CheckCause.NO_ROOTS, name=issuer)
    elif not _leads_to_a_root(own, chain, roots, now):
        yield _check(CheckKind.CHAIN, _WARNING, CheckCause.NOT_TRUSTED, name=issuer)
    else:
        yield _check(CheckKind.CHAIN, _GOOD, CheckCause.FINE, name=issuer)
    if not is_trial(own):  # whoever issues for trying out revokes nothing
        yield _revocation(own, [one for data in options.crls for one in parse_crls(data)], now)


def _leads_to_a_root(
    own: "x509.Certificate",
    chain: "list[x509.Certificate]",
    roots: "list[x509.Certificate]",
    now: datetime,
) -> bool:
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=now)
    validator = CertificateValidator(own, intermediate_certs=chain, validation_context=context)
    try:
        asyncio.run(validator.async_validate_path())
    except (PathError, ValidationError):
        return False
    return True


def _revocation(
    own: "x509.Certificate", lists: "list[crl.CertificateList]", now: datetime
) -> Check:
    """Look the certificate up in its issuer's newest list; whose it is, verifying will say."""
    kind = CheckKind.REVOCATION
    of_issuer = [one for one in lists if one.issuer == own.issuer]
    if not of_issuer:
        return _check(kind, _WARNING, CheckCause.NO_LIST, name=common_name(own.issuer))
    newest = max(of_issuer, key=lambda one: one["tbs_cert_list"]["this_update"].native)
    try:
        is_revoked = is_listed(newest, own.serial_number)
    except ValueError:  # what cannot be read does not say that it is not revoked
        return _check(kind, _WARNING, CheckCause.NO_LIST, name=common_name(own.issuer))
    if is_revoked:
        return _check(kind, _FAILED, CheckCause.REVOKED)
    until = newest["tbs_cert_list"]["next_update"].native
    if until is not None and until < now:
        return _check(kind, _WARNING, CheckCause.LIST_IS_OLD, until.date())
    return _check(kind, _GOOD, CheckCause.FINE, None if until is None else until.date())
