"""One CAdES signature over the bytes of a manifest."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from egovdesk.domain.signing import PLAIN, SignatureInfo, SignerRole, SigningOptions
from egovdesk.signing.certificates import MALFORMED, common_name, is_trial, parse_crls
from egovdesk.signing.judgement import signed_data
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.timestamps import time_stamper

if TYPE_CHECKING:
    from asn1crypto import cms
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec

_COMMITMENTS = {
    SignerRole.APPROVER: "PROOF_OF_APPROVAL",
    SignerRole.PREPARER: "PROOF_OF_CREATION",
}


def sign(
    data: bytes, key: SigningKey, *, signed_at: datetime, options: SigningOptions = PLAIN
) -> bytes:
    """Return a detached CAdES signature over the data, as DER: B-B, or B-T and B-LT by the options.

    Raises:
        InputError: the token or the time-stamp authority.
    """
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    attributes = PdfCMSSignedAttributes(
        signing_time=signed_at.astimezone(UTC).replace(microsecond=0),
        cades_signed_attrs=commitment(options.role),
    )
    signing = key.signer.async_sign_general_data(
        data,
        "sha256",
        detached=True,
        use_cades=True,
        signed_attr_settings=attributes,
        timestamper=time_stamper(options.time_stamp_url) if options.time_stamp_url else None,
    )
    signed = asyncio.run(signing)
    if options.time_stamp_url and options.crls:
        _add_lists(signed["content"], options.crls)
    return bytes(signed.dump())


def commitment(role: SignerRole) -> "CAdESSignedAttrSpec":
    """Return the commitment that a role stands for (ETSI EN 319 122-1, 5.2.3)."""
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec, GenericCommitment

    return CAdESSignedAttrSpec(commitment_type=GenericCommitment[_COMMITMENTS[role]].asn1)


def signature_info(signature: bytes) -> SignatureInfo:
    """Return what a signature (DER) says of itself; nothing is checked.

    One that does not say in what capacity it was made is taken for an approver's: whoever signs a
    report answers for it.

    Raises:
        ValueError: it is no signature as packages hold them.
    """
    from pyhanko.sign.general import (
        NonexistentAttributeError,
        extract_certificate_info,
        find_unique_cms_attribute,
    )

    try:
        signed = signed_data(signature)
        (signer,) = signed["signer_infos"]
        certificate = extract_certificate_info(signed).signer_cert
        role = SignerRole.APPROVER
        with suppress(NonexistentAttributeError):
            said = find_unique_cms_attribute(signer["signed_attrs"], "commitment_type")
            named = said["commitment_type_id"].native
            role = next((r for r, name in _COMMITMENTS.items() if name.lower() == named), role)
        return SignatureInfo(
            signer=common_name(certificate.subject),
            serial=format(certificate.serial_number, "x"),
            role=role,
            is_trial=is_trial(certificate),
        )
    except MALFORMED as error:
        raise ValueError("no signature") from error


def _add_lists(signed: "cms.SignedData", lists: Sequence[bytes]) -> None:
    """Put revocation lists into the signature, outside of what is signed (level LT)."""
    from asn1crypto import cms

    signed["crls"] = cms.RevocationInfoChoices(
        [
            cms.RevocationInfoChoice(name="crl", value=one)
            for data in lists
            for one in parse_crls(data)
        ]
    )
