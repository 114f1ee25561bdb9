"""One CAdES signature over the bytes of a manifest: made, and judged without a network."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from egovdesk.domain.packages import ProblemCode, SignerVerdict, SignerVerdictLine
from egovdesk.domain.signing import PLAIN, SignerRole, SigningOptions
from egovdesk.domain.values import value
from egovdesk.signing.certificates import (
    MALFORMED,
    common_name,
    is_trial,
    is_weak,
    may_sign,
    parse_certificates,
    parse_crls,
)
from egovdesk.signing.keys import SigningKey
from egovdesk.signing.timestamps import time_stamper

if TYPE_CHECKING:
    from asn1crypto import cms, crl, x509
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec
    from pyhanko.sign.validation.status import StandardCMSSignatureStatus
    from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy

_REASONS = {
    SignerVerdict.UNTRUSTED: ProblemCode.CERTIFICATE_UNTRUSTED,
    SignerVerdict.EXPIRED: ProblemCode.CERTIFICATE_EXPIRED,
    SignerVerdict.NOT_YET_VALID: ProblemCode.CERTIFICATE_NOT_YET_VALID,
    SignerVerdict.REVOKED: ProblemCode.CERTIFICATE_REVOKED,
    SignerVerdict.WRONG_USAGE: ProblemCode.CERTIFICATE_USAGE,
    SignerVerdict.WEAK_KEY: ProblemCode.CERTIFICATE_WEAK,
    SignerVerdict.INVALID: ProblemCode.SIGNATURE_INVALID,
}

_COMMITMENTS = {
    SignerRole.APPROVER: "PROOF_OF_APPROVAL",
    SignerRole.PREPARER: "PROOF_OF_CREATION",
}

_HOWEVER_OLD = timedelta(days=36500)


@value
class TrustPolicy:
    """Whom to trust and when: roots and revocation lists that the user chose, and the time."""

    roots: "tuple[x509.Certificate, ...]"
    crls: "tuple[crl.CertificateList, ...]"
    now: datetime

    @classmethod
    def of(cls, roots: Sequence[bytes], crls: Sequence[bytes], now: datetime) -> "TrustPolicy":
        """Read roots and lists from PEM or DER.

        Raises:
            ValueError: something else; `load_certificates` and `load_crls` refuse such files.
        """
        return cls(
            roots=tuple(root for data in roots for root in parse_certificates(data)),
            crls=tuple(one for data in crls for one in parse_crls(data)),
            now=now,
        )


@value
class SignatureJudgement:
    """What can be said of one signature; `notices` do not touch the verdict."""

    line: SignerVerdictLine
    notices: tuple[ProblemCode, ...] = ()


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

    signed = _signed_data(signature)
    (signer,) = signed["signer_infos"]
    serial = format(extract_certificate_info(signed).signer_cert.serial_number, "x")
    try:
        said = find_unique_cms_attribute(signer["signed_attrs"], "commitment_type")
    except NonexistentAttributeError:
        return SignerRole.APPROVER, serial
    identifier = said["commitment_type_id"].native
    roles = {name.lower(): role for role, name in _COMMITMENTS.items()}
    return roles.get(identifier, SignerRole.APPROVER), serial


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


def judge(data: bytes, signature: bytes, policy: TrustPolicy) -> SignatureJudgement:
    """Judge a detached CAdES signature over the data; never raises for what the signature holds."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        return asyncio.run(_judge(data, _signed_data(signature), policy))
    except (*MALFORMED, UnsupportedAlgorithm):
        return SignatureJudgement(line=_unreadable_line())


def _unreadable_line() -> SignerVerdictLine:
    return SignerVerdictLine(
        subject="",
        serial="",
        issuer="",
        claimed_time=None,
        trusted_time=None,
        status=SignerVerdict.INVALID,
        reason=ProblemCode.SIGNATURE_INVALID,
    )


def _signed_data(signature: bytes) -> "cms.SignedData":
    """Unwrap the signature, which must protect the choice of certificate as CAdES demands.

    Raises:
        ValueError: not CMS, or the attribute is there twice.
        KeyError: the attribute is missing.
    """
    from asn1crypto import cms
    from pyhanko.sign.general import find_unique_cms_attribute

    info = cms.ContentInfo.load(signature, strict=True)
    if info["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    signed = info["content"]
    (signer,) = signed["signer_infos"]
    find_unique_cms_attribute(signer["signed_attrs"], "signing_certificate_v2")
    return signed


async def _judge(data: bytes, signed: "cms.SignedData", policy: TrustPolicy) -> SignatureJudgement:
    """Judge at the time of a trusted time stamp if there is one, else now."""
    from pyhanko.sign.general import extract_certificate_info

    certificate = extract_certificate_info(signed).signer_cert
    trusted_time = await _trusted_time(data, signed, policy)
    moment = trusted_time or policy.now
    status, checked = await _validated(data, signed, policy, moment)
    verdict = _signer_verdict(status, certificate, moment)
    notices = [ProblemCode.TRIAL_KEY] if is_trial(certificate) else []
    if verdict is SignerVerdict.TRUSTED and not checked:
        notices.append(ProblemCode.REVOCATION_NOT_CHECKED)
    line = SignerVerdictLine(
        subject=common_name(certificate.subject),
        serial=format(certificate.serial_number, "x"),
        issuer=common_name(certificate.issuer),
        claimed_time=status.signer_reported_dt,
        trusted_time=trusted_time,
        status=verdict,
        reason=_REASONS.get(verdict),
    )
    return SignatureJudgement(line=line, notices=tuple(notices))


async def _trusted_time(
    data: bytes, signed: "cms.SignedData", policy: TrustPolicy
) -> datetime | None:
    """Return the time of a time stamp whose authority can be trusted now, else None."""
    from pyhanko_certvalidator.policy_decl import (
        NO_REVOCATION,
        REQUIRE_REVINFO,
        CertRevTrustPolicy,
    )

    revocation = CertRevTrustPolicy(REQUIRE_REVINFO if policy.crls else NO_REVOCATION)
    status = await _validated_with(data, signed, policy, policy.now, revocation)
    stamp = status.timestamp_validity
    return stamp.timestamp if stamp is not None and stamp.trusted else None


async def _validated(
    data: bytes, signed: "cms.SignedData", policy: TrustPolicy, moment: datetime
) -> "tuple[StandardCMSSignatureStatus, bool]":
    """Validate the signature and say whether revocation was checked.

    Lists that are stale or do not cover the whole chain prove nothing, except that a certificate
    which they name is revoked.
    """
    from pyhanko_certvalidator.policy_decl import (
        NO_REVOCATION,
        REQUIRE_REVINFO,
        CertRevTrustPolicy,
        FreshnessReqType,
        RevocationCheckingPolicy,
        RevocationCheckingRule,
    )

    if policy.crls:
        every_level = CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True)
        status = await _validated_with(data, signed, policy, moment, every_level)
        if status.trusted or status.revoked:
            return status, True
        signer_only_however_stale = CertRevTrustPolicy(
            RevocationCheckingPolicy(
                ee_certificate_rule=RevocationCheckingRule.CRL_REQUIRED,
                intermediate_ca_cert_rule=RevocationCheckingRule.NO_CHECK,
            ),
            freshness=_HOWEVER_OLD,
            freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
        )
        status = await _validated_with(data, signed, policy, moment, signer_only_however_stale)
        if status.revoked:
            return status, True
    return await _validated_with(
        data, signed, policy, moment, CertRevTrustPolicy(NO_REVOCATION)
    ), False


async def _validated_with(
    data: bytes,
    signed: "cms.SignedData",
    policy: TrustPolicy,
    moment: datetime,
    revocation: "CertRevTrustPolicy",
) -> "StandardCMSSignatureStatus":
    from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=list(policy.roots),  # an empty list, not None: never the system's own roots
        crls=list(policy.crls),
        moment=moment,
        best_signature_time=moment,
        revinfo_policy=revocation,
    )
    return await async_validate_detached_cms(
        data,
        signed,
        signer_validation_context=context,
        # pyHanko 0.38 drops parts of these constraints in silence; `may_sign` decides instead
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
    )


def _signer_verdict(
    status: "StandardCMSSignatureStatus", certificate: "x509.Certificate", moment: datetime
) -> SignerVerdict:
    """Put pyHanko's findings and our own into one word, the gravest first."""
    from pyhanko.sign.ades.report import AdESIndeterminate

    outdated = status.trust_problem_indic in {
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    }
    path = status.validation_path
    behind = [certificate, *([] if path is None else path.iter_certs(include_root=True))]
    weak = any(map(is_weak, behind))
    if not (status.intact and status.valid) or (outdated and path is None and not weak):
        return SignerVerdict.INVALID
    if status.revoked:
        return SignerVerdict.REVOKED
    if weak:
        return SignerVerdict.WEAK_KEY
    if path is None:
        return SignerVerdict.UNTRUSTED
    # the anchor itself is trusted because the user says so, whatever its dates
    chain = [certificate, *(link for link in path.iter_certs(include_root=False))]
    if any(moment > link.not_valid_after for link in chain):
        return SignerVerdict.EXPIRED
    if any(moment < link.not_valid_before for link in chain):
        return SignerVerdict.NOT_YET_VALID
    if not status.trusted:
        return SignerVerdict.UNTRUSTED
    return SignerVerdict.TRUSTED if may_sign(certificate) else SignerVerdict.WRONG_USAGE
