"""Words for the enumerations that the start page does not need; `labels` reads them."""

from enum import StrEnum

from egovdesk.domain.directives import CoverageState, DocumentType
from egovdesk.domain.packages import ExportStep, MemberStatus, SignerVerdict, VerdictStatus
from egovdesk.domain.plans import Verdict
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.signatory import Competence
from egovdesk.domain.succession import MatchKind
from egovdesk.wording import N_

WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Competence.HEAD, N_("The head of the unit")),
    (Competence.FOR_COLLECTIVE, N_("TM.: in the name of a collective leadership")),
    (Competence.FOR_HEAD, N_("KT.: a deputy in place of the head")),
    (Competence.BY_ORDER, N_("TL.: by order of the head")),
    (Competence.BY_AUTHORISATION, N_("TUQ.: by written authorisation")),
    (Competence.ACTING, N_("Q.: in charge of the unit")),
    (Rendering.PDF, N_("Letter (PDF)")),
    (Rendering.DOCX, N_("Letter to edit in Word (DOCX)")),
    (Rendering.XLSX, N_("Workbook (XLSX)")),
    (Rendering.JSON, N_("Data (JSON)")),
    (Rendering.QCVN, N_("Data for QCVN 125:2021/BTTTT, provisional (JSON)")),
    (DocumentType.LETTER, N_("Official letter")),
    (DocumentType.DIRECTIVE, N_("Directive (order)")),
    (DocumentType.NOTICE, N_("Notice of conclusions")),
    (DocumentType.DECISION, N_("Decision of an authority")),
    (DocumentType.RESOLUTION, N_("Resolution")),
    (DocumentType.DECREE, N_("Decree")),
    (DocumentType.CIRCULAR, N_("Circular")),
    (DocumentType.PLAN, N_("Plan")),
    (DocumentType.PROGRAMME, N_("Programme")),
    (DocumentType.GUIDANCE, N_("Guidance")),
    (DocumentType.TELEGRAM, N_("Official telegram")),
    (DocumentType.OTHER, N_("Other document")),
    (CoverageState.TASK, N_("Has a task")),
    (CoverageState.POINTS, N_("By its points")),
    (CoverageState.ABOVE, N_("By the clause above only")),
    (CoverageState.NONE, N_("Not covered")),
    (MatchKind.SAME, N_("Same")),
    (MatchKind.CHANGED, N_("Changed clause")),
    (MatchKind.NEW, N_("New clause")),
    (MatchKind.DROPPED, N_("Dropped")),
    (Verdict.NEW, N_("New")),
    (Verdict.CHANGED, N_("Changed row")),
    (Verdict.SAME, N_("Unchanged")),
    (Verdict.REFUSED, N_("Refused")),
    (Verdict.LEFT_OUT, N_("Left out")),
    (ExportStep.COMPUTE, N_("Computing the figures")),
    (ExportStep.KEY, N_("Opening the key")),
    (ExportStep.LETTER, N_("Writing the letter")),
    (ExportStep.WORKBOOK, N_("Writing the workbook")),
    (ExportStep.SIGN, N_("Signing and packing")),
    (ExportStep.KEEP, N_("Keeping the package")),
    (VerdictStatus.VALID, N_("Valid")),
    (VerdictStatus.INDETERMINATE, N_("Indeterminate")),
    (VerdictStatus.INVALID, N_("Invalid")),
    (MemberStatus.INTACT, N_("Intact")),
    (MemberStatus.CHANGED, N_("Changed")),
    (MemberStatus.MISSING, N_("Missing")),
    (MemberStatus.UNSIGNED, N_("Not signed")),
    (SignerVerdict.TRUSTED, N_("Trusted")),
    (SignerVerdict.UNTRUSTED, N_("Not trusted")),
    (SignerVerdict.EXPIRED, N_("Certificate expired")),
    (SignerVerdict.NOT_YET_VALID, N_("Certificate not yet valid")),
    (SignerVerdict.REVOKED, N_("Certificate revoked")),
    (SignerVerdict.WRONG_USAGE, N_("Certificate not meant for signing")),
    (SignerVerdict.WEAK_KEY, N_("Key too short")),
    (SignerVerdict.INVALID, N_("Signature invalid")),
)
