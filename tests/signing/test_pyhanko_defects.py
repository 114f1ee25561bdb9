"""What pyHanko 0.38 gets wrong, pinned: an upgrade that mends it shows here, and so does ours.

Each test shows the defect in the library first and then that our own verdict does not have it.
"""

import asyncio
import hashlib
from datetime import datetime, timedelta

import pytest
from asn1crypto import cms
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_with_time_validation
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko.sign.validation.policy_decl import LocalKnowledge, SignatureValidationSpec
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer

from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.packages import SignerVerdict
from egovdesk.domain.signing import SignerRole, SigningOptions
from egovdesk.signing import cades
from egovdesk.signing.judgement import TrustPolicy, judge
from egovdesk.signing.keys import SigningKey, check_usable
from tests.signing.authority import YEAR, Authority, key_usage
from tests.signing.stamping import stamping

DATA = b"manifest"
DAY = timedelta(days=1)


def stamped(authority: Authority, key: SigningKey, signed_at: datetime, at: datetime) -> bytes:
    with stamping(authority.time_stamper(at)) as server:
        options = SigningOptions(role=SignerRole.APPROVER, time_stamp_url=server.url)
        return cades.sign(DATA, key, signed_at=signed_at, options=options)


def passed(signature: bytes, policy: TrustPolicy) -> bool:
    """Ask pyHanko for its own verdict with time."""
    spec = SignatureValidationSpec(
        CertValidationPolicySpec(
            trust_manager=SimpleTrustManager.build(list(policy.roots)),
            revinfo_policy=CertRevTrustPolicy(REQUIRE_REVINFO),
        ),
        local_knowledge=LocalKnowledge(known_crls=[CRLContainer(one) for one in policy.crls]),
    )
    validating = ades_with_time_validation(
        cms.ContentInfo.load(signature)["content"],
        spec,
        timing_info=ValidationTimingInfo(
            validation_time=policy.now,
            best_signature_time=policy.now,
            point_in_time_validation=True,
        ),
        raw_digest=hashlib.sha256(DATA).digest(),
    )
    return asyncio.run(validating).ades_subindic is AdESPassed.OK


@pytest.mark.parametrize("why", ["expired", "revoked"])
def test_its_verdict_with_time_accepts_what_was_stamped_too_late(
    authority: Authority, now: datetime, why: str
):
    key = authority.signer(period=(-YEAR, (30 if why == "expired" else 50) * DAY))
    later = now + 60 * DAY
    revoked = [key] if why == "revoked" else []
    crl = authority.revocation_list(*revoked, issued=later, revoked_on=now + 20 * DAY)
    policy = TrustPolicy.of([authority.root_pem], [crl], later)
    signature = stamped(authority, key, now, now + 40 * DAY)

    assert passed(signature, policy)

    expected = SignerVerdict.EXPIRED if why == "expired" else SignerVerdict.REVOKED
    assert judge(DATA, signature, policy).line.status is expected


@pytest.mark.parametrize(
    "constraints",
    [
        KeyUsageConstraints(
            key_usage={"digital_signature", "data_encipherment"}, match_all_key_usages=True
        ),
        KeyUsageConstraints(key_usage=set(), key_usage_forbidden={"digital_signature"}),
    ],
    ids=["all of them", "none of them"],
)
def test_it_drops_constraints_of_key_usage_in_silence(
    authority: Authority, signer: SigningKey, now: datetime, constraints: KeyUsageConstraints
):
    signature = cades.sign(DATA, signer, signed_at=now)
    context = ValidationContext(
        trust_roots=list(TrustPolicy.of([authority.root_pem], [], now).roots),
        moment=now,
        allow_fetching=False,
    )
    validating = async_validate_detached_cms(
        DATA,
        cms.ContentInfo.load(signature)["content"],
        signer_validation_context=context,
        key_usage_settings=constraints,
    )

    assert asyncio.run(validating).trusted


def test_our_own_look_at_key_usage(authority: Authority, now: datetime):
    policy = TrustPolicy.of([authority.root_pem], [authority.revocation_list()], now)
    for usage in (key_usage(encrypt=True), key_usage(authority=True), None):
        signature = cades.sign(DATA, authority.signer(usage=usage), signed_at=now)
        assert judge(DATA, signature, policy).line.status is SignerVerdict.WRONG_USAGE


def test_it_signs_with_an_expired_certificate(authority: Authority, now: datetime):
    key = authority.signer(period=(-2 * YEAR, -YEAR))

    assert cades.sign(DATA, key, signed_at=now)

    with pytest.raises(RefusedError) as caught:
        check_usable(key, now)
    assert caught.value.code is ErrorCode.KEY_NOT_VALID_NOW
