"""One CAdES signature over the bytes of a manifest."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from egovdesk.domain.signing import PLAIN, SignerRole, SigningOptions
from egovdesk.signing.certificates import MALFORMED, common_name, parse_crls
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


def role_of(signature: bytes) -> tuple[SignerRole, str]:
    """Return in what capacity a signature (DER) was made, and the serial number (hex) of its key.

    One that does not say is taken for an approver's: whoever signs a report answers for it.

    Raises:
        ValueError: it is no signature as packages hold them.
    """
    from pyhanko.sign.general import (
        NonexistentAttributeError,
        extract_certificate_info,
        find_unique_cms_attribute,
    )

    signed = signed_data(signature)
    (signer,) = signed["signer_infos"]
    serial = format(extract_certificate_info(signed).signer_cert.serial_number, "x")
    try:
        said = find_unique_cms_attribute(signer["signed_attrs"], "commitment_type")
    except NonexistentAttributeError:
        return SignerRole.APPROVER, serial
    identifier = said["commitment_type_id"].native
    roles = {name.lower(): role for role, name in _COMMITMENTS.items()}
    return roles.get(identifier, SignerRole.APPROVER), serial


def signer_of(signature: bytes) -> str:
    """Return the name in the certificate of a signature (DER), or nothing if there is none to read.

    It is what the signature says, and nothing is checked.
    """
    from pyhanko.sign.general import extract_certificate_info

    try:
        certificate = extract_certificate_info(signed_data(signature)).signer_cert
        return common_name(certificate.subject)
    except MALFORMED:
        return ""


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
