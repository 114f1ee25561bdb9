"""The judgement on one CMS signature, made without a network, by one policy for every kind of file.

A time stamp is judged at now and gives the time of signing; the signer is judged at that time, else
at now, with what is known of revocations since. pyHanko 0.38 can do each step; its own verdict over
all of them accepts what was stamped after the certificate had expired, so it is not asked for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from egovdesk.domain.packages import Problem, ProblemCode, SignerVerdict, SignerVerdictLine
from egovdesk.domain.signing import SignerRole
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

if TYPE_CHECKING:
    from asn1crypto import cms, crl, x509
    from pyhanko.sign.validation.status import SignatureStatus, TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext
    from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy

    Status = TypeVar("Status", bound=SignatureStatus)

_REASONS = {
    SignerVerdict.UNTRUSTED: ProblemCode.CERTIFICATE_UNTRUSTED,
    SignerVerdict.EXPIRED: ProblemCode.CERTIFICATE_EXPIRED,
    SignerVerdict.NOT_YET_VALID: ProblemCode.CERTIFICATE_NOT_YET_VALID,
    SignerVerdict.REVOKED: ProblemCode.CERTIFICATE_REVOKED,
    SignerVerdict.WRONG_USAGE: ProblemCode.CERTIFICATE_USAGE,
    SignerVerdict.WEAK_KEY: ProblemCode.CERTIFICATE_WEAK,
    SignerVerdict.INVALID: ProblemCode.SIGNATURE_INVALID,
}

_ROLES = {
    "proof_of_approval": SignerRole.APPROVER,
    "proof_of_creation": SignerRole.PREPARER,
}
"""What a commitment stands for (ETSI EN 319 122-1, 5.2.3)."""

_MAX_STAMPS = 5
_HOWEVER_OLD = timedelta(days=36500)

Digest = Callable[[str], bytes]
"""Returns the digest of what was signed, by the name of the algorithm."""


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
    """What can be said of one signature; `problems` name no member yet."""

    line: SignerVerdictLine
    problems: tuple[Problem, ...] = ()


def judge(data: bytes, signature: bytes, policy: TrustPolicy) -> SignatureJudgement:
    """Judge a detached CAdES signature over the data; never raises for what the signature holds."""
    from cryptography.exceptions import UnsupportedAlgorithm

    def digest(algorithm: str) -> bytes:
        import hashlib

        return hashlib.new(algorithm, data).digest()

    try:
        signed = signed_data(signature)
        if not names_its_certificate(signed):
            raise ValueError("not CAdES")
        return judge_signed(signed, digest, policy)
    except (*MALFORMED, UnsupportedAlgorithm):
        return unreadable(ProblemCode.SIGNATURE_INVALID)


def unreadable(code: ProblemCode) -> SignatureJudgement:
    """Return what can be said of a signature that cannot be read."""
    line = SignerVerdictLine(
        subject="",
        serial="",
        issuer="",
        claimed_time=None,
        trusted_time=None,
        status=SignerVerdict.INVALID,
        reason=code,
    )
    return SignatureJudgement(line=line, problems=(Problem(code=code),))


def names_its_certificate(signed: "cms.SignedData") -> bool:
    """Say whether the signature protects the choice of certificate, as CAdES demands.

    Raises:
        ValueError: it does so twice.
    """
    from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute

    (signer,) = signed["signer_infos"]
    try:
        find_unique_cms_attribute(signer["signed_attrs"], "signing_certificate_v2")
    except NonexistentAttributeError:
        return False
    return True


def judge_signed(
    signed: "cms.SignedData",
    digest: Digest,
    policy: TrustPolicy,
    lists: "Sequence[crl.CertificateList]" = (),
) -> SignatureJudgement:
    """Judge a detached signature whose contents have this digest.

    `lists` are revocation lists that came with the document; those inside of the signature are
    used as well. A list is believed only if the certificate's own issuer signed it.

    Raises:
        ValueError: the signature is malformed. The libraries raise the other errors of
            `MALFORMED`, too, and UnsupportedAlgorithm.
    """
    return asyncio.run(_Judging(signed, digest, policy, lists).run())


def signed_data(signature: bytes) -> "cms.SignedData":
    """Unwrap a signature.

    Raises:
        ValueError: it is none. asn1crypto may raise the other errors of `MALFORMED`, too.
    """
    # asn1crypto knows the attributes of CAdES only once pyHanko has been imported
    import pyhanko.sign.general  # noqa: F401
    from asn1crypto import cms

    info = cms.ContentInfo.load(signature, strict=True)
    if info["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    return info["content"]


def _lists_of(signed: "cms.SignedData") -> "Iterator[crl.CertificateList]":
    for choice in signed["crls"] or ():
        if choice.name == "crl":
            yield from parse_crls(choice.chosen.dump())


@dataclass(frozen=True, slots=True)
class _Stamp:
    """A time that an authority stamped, or what is wrong with its stamp."""

    time: datetime | None
    problem: Problem | None = None


class _Judging:
    """One signature under judgement."""

    def __init__(
        self,
        signed: "cms.SignedData",
        digest: Digest,
        policy: TrustPolicy,
        lists: "Sequence[crl.CertificateList]",
    ) -> None:
        from pyhanko.sign.general import extract_certificate_info

        self._signed = signed
        self._digest = digest
        self._policy = policy
        self._lists = [*policy.crls, *lists, *_lists_of(signed)]
        (self._signer,) = signed["signer_infos"]
        self._certificate = extract_certificate_info(signed).signer_cert

    async def run(self) -> SignatureJudgement:
        """Judge at the time of a trusted time stamp if there is one, else now."""
        from pyhanko.sign.validation.generic_cms import extract_self_reported_ts

        stamp = await self._stamp()
        moment = stamp.time or self._policy.now
        status, is_checked = await self._with_revocation(self._validated, moment)
        verdict = _signer_verdict(status, self._certificate, moment)
        name = common_name(self._certificate.subject)
        reason = _REASONS.get(verdict)
        codes = [] if reason is None else [reason]
        if is_trial(self._certificate):
            codes.append(ProblemCode.TRIAL_KEY)
        if verdict is SignerVerdict.TRUSTED and not is_checked:
            codes.append(ProblemCode.REVOCATION_NOT_CHECKED)
        problems = [Problem(code=code, certificate=name) for code in codes]
        if stamp.problem is not None and verdict is not SignerVerdict.INVALID:
            problems.append(stamp.problem)
        line = SignerVerdictLine(
            subject=name,
            serial=format(self._certificate.serial_number, "x"),
            issuer=common_name(self._certificate.issuer),
            claimed_time=extract_self_reported_ts(self._signer),
            trusted_time=stamp.time,
            status=verdict,
            reason=reason,
            role=_role(self._signer),
        )
        return SignatureJudgement(line=line, problems=tuple(problems))

    async def _stamp(self) -> _Stamp:
        """Return the first time that can be trusted now, else what is wrong with the first one."""
        from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

        first = _Stamp(None)
        tokens = extract_tst_data_iter(self._signer, signed=False)
        for _, token in zip(range(_MAX_STAMPS), tokens, strict=False):
            stamp = await self._stamp_of(token)
            if stamp.time is not None:
                return stamp
            first = first if first.problem is not None else stamp
        return first

    async def _stamp_of(self, token: "cms.SignedData") -> _Stamp:
        from cryptography.exceptions import UnsupportedAlgorithm
        from pyhanko.sign.validation.generic_cms import (
            message_imprint_checker,
            validate_tst_signed_data,
        )
        from pyhanko.sign.validation.status import TimestampSignatureStatus

        async def validated(context: "ValidationContext") -> TimestampSignatureStatus:
            found = await validate_tst_signed_data(
                token, context, message_imprint_checker(self._signer)
            )
            return TimestampSignatureStatus(**found)

        try:
            status, is_checked = await self._with_revocation(validated, self._policy.now)
        except (*MALFORMED, UnsupportedAlgorithm):
            return _Stamp(None, Problem(code=ProblemCode.TIME_STAMP_INVALID))
        name = common_name(status.signing_cert.subject)
        if not (status.intact and status.valid):
            return _Stamp(None, Problem(code=ProblemCode.TIME_STAMP_INVALID, certificate=name))
        if not status.trusted or any(map(is_weak, _chain(status, status.signing_cert))):
            return _Stamp(None, Problem(code=ProblemCode.TIME_STAMP_UNTRUSTED, certificate=name))
        if is_checked:
            return _Stamp(status.timestamp)
        unchecked = Problem(code=ProblemCode.REVOCATION_NOT_CHECKED, certificate=name)
        return _Stamp(status.timestamp, unchecked)

    async def _validated(self, context: "ValidationContext") -> "SignatureStatus":
        from pyhanko.sign.validation.generic_cms import cms_basic_validation
        from pyhanko.sign.validation.settings import KeyUsageConstraints
        from pyhanko.sign.validation.status import SignatureStatus

        if self._signed["encap_content_info"]["content_type"].native != "data":
            raise ValueError("not a signature over data")
        algorithm = self._signer["digest_algorithm"]["algorithm"].native
        found = await cms_basic_validation(
            self._signed,
            raw_digest=self._digest(algorithm),
            validation_context=context,
            # pyHanko 0.38 drops parts of these constraints in silence; `may_sign` decides instead
            key_usage_settings=KeyUsageConstraints(key_usage=set()),
        )
        return SignatureStatus(**found)

    async def _with_revocation(
        self, validate: "Callable[[ValidationContext], Awaitable[Status]]", moment: datetime
    ) -> "tuple[Status, bool]":
        """Validate at a moment and say whether revocation was checked.

        Lists that are stale or do not cover the whole chain prove nothing, except that a
        certificate which they name is revoked.
        """
        from pyhanko_certvalidator.policy_decl import (
            NO_REVOCATION,
            REQUIRE_REVINFO,
            CertRevTrustPolicy,
            FreshnessReqType,
            RevocationCheckingPolicy,
            RevocationCheckingRule,
        )

        if self._lists:
            every_level = CertRevTrustPolicy(REQUIRE_REVINFO, retroactive_revinfo=True)
            status = await validate(self._context(every_level, moment))
            if status.trusted or status.revoked or not status.valid:
                return status, True
            signer_only_however_stale = CertRevTrustPolicy(
                RevocationCheckingPolicy(
                    ee_certificate_rule=RevocationCheckingRule.CRL_REQUIRED,
                    intermediate_ca_cert_rule=RevocationCheckingRule.NO_CHECK,
                ),
                freshness=_HOWEVER_OLD,
                freshness_req_type=FreshnessReqType.MAX_DIFF_REVOCATION_VALIDATION,
            )
            status = await validate(self._context(signer_only_however_stale, moment))
            if status.revoked:
                return status, True
        return await validate(self._context(CertRevTrustPolicy(NO_REVOCATION), moment)), False

    def _context(self, revocation: "CertRevTrustPolicy", moment: datetime) -> "ValidationContext":
        from pyhanko_certvalidator import ValidationContext

        return ValidationContext(
            trust_roots=list(self._policy.roots),  # an empty list: never the system's own roots
            crls=self._lists,
            moment=moment,
            best_signature_time=moment,
            revinfo_policy=revocation,
            allow_fetching=False,
        )


def _role(signer: "cms.SignerInfo") -> SignerRole | None:
    """Return in what capacity the signer signed, if the signature says so once."""
    from pyhanko.sign.general import (
        MultivaluedAttributeError,
        NonexistentAttributeError,
        find_unique_cms_attribute,
    )

    try:
        commitment = find_unique_cms_attribute(signer["signed_attrs"], "commitment_type")
    except (NonexistentAttributeError, MultivaluedAttributeError):
        return None
    return _ROLES.get(commitment["commitment_type_id"].native)


def _chain(
    status: "SignatureStatus | TimestampSignatureStatus", certificate: "x509.Certificate"
) -> "list[x509.Certificate]":
    path = status.validation_path
    return [certificate, *([] if path is None else path.iter_certs(include_root=True))]


def _signer_verdict(
    status: "SignatureStatus", certificate: "x509.Certificate", moment: datetime
) -> SignerVerdict:
    """Put pyHanko's findings and our own into one word, the gravest first."""
    from pyhanko.sign.ades.report import AdESIndeterminate

    outdated = status.trust_problem_indic in {
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
        AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    }
    path = status.validation_path
    weak = any(map(is_weak, _chain(status, certificate)))
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
