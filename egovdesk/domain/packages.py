"""What can be said of a package: intact, by whom, trusted by your list, when."""

from datetime import datetime
from enum import StrEnum

from egovdesk.domain.values import value


@value
class CertificateInfo:
    """What a certificate says; `fingerprint` is the SHA-256 (hex) over its DER form."""

    subject: str
    issuer: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    is_trial: bool


class ExportStep(StrEnum):
    """The steps in which a package is made."""

    COMPUTE = "compute"
    KEY = "key"
    LETTER = "letter"
    WORKBOOK = "workbook"
    SIGN = "sign"
    KEEP = "keep"


class VerdictStatus(StrEnum):
    """The verdict. Untrusted is not forged; unknown is not valid."""

    VALID = "valid"
    INDETERMINATE = "indeterminate"
    INVALID = "invalid"


class MemberStatus(StrEnum):
    """What the signed manifest says of one member of the container."""

    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"
    UNSIGNED = "unsigned"


class SignerVerdict(StrEnum):
    """What can be said of one signature."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    WRONG_USAGE = "wrong_usage"
    WEAK_KEY = "weak_key"
    INVALID = "invalid"


class ProblemCode(StrEnum):
    """Everything that verification can object to; each has words in `egovdesk.wording`."""

    NOT_A_CONTAINER = "not-a-container"
    CONTAINER_STRUCTURE = "container-structure"
    CONTAINER_NAME = "container-name"
    CONTAINER_SIZE = "container-size"
    MIMETYPE = "mimetype"
    NO_SIGNATURE = "no-signature"
    MANIFEST_INVALID = "manifest-invalid"
    MEMBER_CHANGED = "member-changed"
    MEMBER_MISSING = "member-missing"
    MEMBER_UNSIGNED = "member-unsigned"
    SIGNATURE_INVALID = "signature-invalid"
    CERTIFICATE_UNTRUSTED = "certificate-untrusted"
    CERTIFICATE_EXPIRED = "certificate-expired"
    CERTIFICATE_NOT_YET_VALID = "certificate-not-yet-valid"
    CERTIFICATE_REVOKED = "certificate-revoked"
    CERTIFICATE_USAGE = "certificate-usage"
    CERTIFICATE_WEAK = "certificate-weak"
    REVOCATION_NOT_CHECKED = "revocation-not-checked"
    TRIAL_KEY = "trial-key"
    DATA_INVALID = "data-invalid"
    DATA_NEWER = "data-newer"
    NAME_MISMATCH = "name-mismatch"


NOTICES = frozenset({ProblemCode.REVOCATION_NOT_CHECKED, ProblemCode.TRIAL_KEY})
"""Problems that are worth telling but do not touch the verdict."""


@value
class MemberVerdict:
    """A member of the container and its status."""

    name: str
    status: MemberStatus


@value
class SignerVerdictLine:
    """Who signed. `claimed_time` is what the signer's computer said; `trusted_time` is proven.

    `reason` names the problem where status is not TRUSTED.
    """

    subject: str
    serial: str
    issuer: str
    claimed_time: datetime | None
    trusted_time: datetime | None
    status: SignerVerdict
    reason: ProblemCode | None


@value
class Problem:
    """An objection, the member it concerns, and a short detail for the expert."""

    code: ProblemCode
    member: str = ""
    detail: str = ""


@value
class PackageSummary:
    """What the package says of itself in its report.json."""

    kind: str
    agency: str
    period: str
    revision: int


@value
class Verdict:
    """The whole answer of the verifier for one file."""

    file: str
    status: VerdictStatus
    summary: PackageSummary | None = None
    members: tuple[MemberVerdict, ...] = ()
    signers: tuple[SignerVerdictLine, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Say whether it is not what was signed, whoever signed it."""
        return self.status is VerdictStatus.INVALID

    @property
    def is_trial(self) -> bool:
        """Say whether a trial key signed: a seal for trying out, not a digital signature."""
        return any(problem.code is ProblemCode.TRIAL_KEY for problem in self.problems)
