"""A verdict in plain words: is it intact, by whom, trusted by your list, when."""

from datetime import datetime

from egovdesk.domain.packages import (
    DOUBTS,
    NOTICES,
    FileKind,
    MemberStatus,
    PackageSummary,
    ProblemCode,
    SignerVerdict,
    SignerVerdictLine,
    Verdict,
    VerdictStatus,
)
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.values import value
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import _, formats
from egovdesk.wording.labels import label

VERDICT_TONES = {
    VerdictStatus.VALID: Tone.GOOD,
    VerdictStatus.INDETERMINATE: Tone.WARNING,
    VerdictStatus.INVALID: Tone.BAD,
}

_UNKNOWN = frozenset(
    {ProblemCode.PDF_NOT_CHECKED, ProblemCode.PDF_LOCKED, ProblemCode.PDF_TOO_SLOW}
)
"""Problems that leave everything unknown."""

_NOT_OF_CONTENT = NOTICES | DOUBTS | {ProblemCode.DATA_INVALID, ProblemCode.NAME_MISMATCH}
"""Problems that leave the signed contents as they were."""


@value
class Statement:
    """One of the four answers, or a caution."""

    tone: Tone
    question: str
    answer: str


@value
class Checked:
    """When a file was judged, and the SHA-256 (hex) of what was judged."""

    at: datetime
    digest: str


def cautions(verdict: Verdict) -> tuple[Statement, ...]:
    """Return what goes before any verdict: that it waits, that it is for trying out."""
    said = []
    if verdict.is_awaiting_approval:
        words = _("Its preparer has signed; it is complete with the approver's signature.")
        said.append(Statement(tone=Tone.INFO, question=_("WAITING"), answer=words))
    if verdict.is_trial:
        words = _("Signed with a trial key: a seal without legal force.")
        said.append(Statement(tone=Tone.WARNING, question=_("TRIAL"), answer=words))
    return tuple(said)


def statements(verdict: Verdict) -> tuple[Statement, Statement, Statement, Statement]:
    """Return the four answers about a package or a document."""
    return (_intact(verdict), _by_whom(verdict), _trusted(verdict), _when(verdict))


def subject_of(summary: PackageSummary) -> str:
    """Return whose report of which quarter a package says it is."""
    said = _("Report of {unit} for {period}, revision {revision}")
    return said.format(
        unit=summary.agency,
        period=formats.quarter(Quarter.parse(summary.period)),
        revision=summary.revision,
    )


def problem_tone(code: ProblemCode) -> Tone:
    """Return how grave a problem is: a notice, a doubt, or the end of trust in the contents."""
    if code in NOTICES:
        return Tone.INFO
    return Tone.WARNING if code in _NOT_OF_CONTENT else Tone.BAD


def _intact(verdict: Verdict) -> Statement:
    question = _("Intact?")
    total = len(verdict.members)
    wrong = _wrong_members(verdict)
    if wrong:
        said = _("No: {wrong} of {total} files are not as they were signed.")
        answer = said.format(wrong=formats.number(wrong), total=formats.number(total))
        return Statement(tone=Tone.BAD, question=question, answer=answer)
    codes = {problem.code for problem in verdict.problems}
    if codes - _NOT_OF_CONTENT == {ProblemCode.NO_SIGNATURE}:
        answer = _("Unknown: without a signature nothing shows whether it was changed.")
        return Statement(tone=Tone.WARNING, question=question, answer=answer)
    if _is_altered(verdict):
        answer = _("No: the file or its signature is not sound; see below.")
        return Statement(tone=Tone.BAD, question=question, answer=answer)
    if codes & _UNKNOWN and not any(line.subject for line in verdict.signers):
        answer = _("Unknown: it could not be checked; see below.")
        return Statement(tone=Tone.WARNING, question=question, answer=answer)
    if verdict.kind is FileKind.PDF:
        answer = _("Yes: the document is as it was signed.")
        return Statement(tone=Tone.GOOD, question=question, answer=answer)
    said = _("Yes: all {total} files are as they were signed.")
    answer = said.format(total=formats.number(total))
    return Statement(tone=Tone.GOOD, question=question, answer=answer)


def _wrong_members(verdict: Verdict) -> int:
    return sum(member.status is not MemberStatus.INTACT for member in verdict.members)


def _is_altered(verdict: Verdict) -> bool:
    """Say whether the contents are not, or not only, what was signed."""
    codes = {problem.code for problem in verdict.problems}
    return _wrong_members(verdict) > 0 or bool(codes - _NOT_OF_CONTENT)


def _each_line(verdict: Verdict) -> tuple[SignerVerdictLine, ...]:
    return (*verdict.signers, *verdict.letter_signers)


def _standing(verdict: Verdict) -> Tone:
    """Return how far the names can be relied upon; a tick says that somebody trusted is there."""
    found = {line.status for line in _each_line(verdict)}
    if SignerVerdict.INVALID in found:
        return Tone.BAD
    is_sure = found == {SignerVerdict.TRUSTED} and not verdict.is_trial
    return Tone.GOOD if is_sure and not _is_altered(verdict) else Tone.WARNING


def _by_whom(verdict: Verdict) -> Statement:
    question = _("By whom?")
    if not verdict.signers:
        answer = _("Nobody: there is no readable signature.")
        return Statement(tone=Tone.BAD, question=question, answer=answer)
    lines = [_signer(line) for line in verdict.signers]
    if verdict.letter_signers:
        names = ", ".join(_named(line) for line in verdict.letter_signers)
        lines.append(_("The letter report.pdf itself: {names}").format(names=names))
    if verdict.is_awaiting_approval:
        lines.append(_("The signature of who approves is still awaited."))
    if any(line.status is SignerVerdict.UNTRUSTED for line in _each_line(verdict)):
        lines.append(_("A certificate says so; nobody on your list vouches for it."))
    if _is_altered(verdict):
        lines.append(_("What was signed is not what the file holds now."))
    return Statement(tone=_standing(verdict), question=question, answer="\n".join(lines))


def _signer(line: SignerVerdictLine) -> str:
    if not line.subject:
        return _("A signature that cannot be read")
    said = _("{subject}\nCertificate {serial}, issued by {issuer}")
    return said.format(subject=_named(line), serial=line.serial, issuer=line.issuer)


def _named(line: SignerVerdictLine) -> str:
    """Return the name in the certificate with the capacity in which it signed."""
    role = "" if line.role is None else f" ({label(line.role)})"
    return f"{line.subject or '?'}{role}"


def _trusted(verdict: Verdict) -> Statement:
    question = _("Trusted by your list?")
    if not verdict.signers:
        return Statement(tone=Tone.BAD, question=question, answer=_("No: nobody signed it."))
    doubtful = {line.status for line in _each_line(verdict)} - {SignerVerdict.TRUSTED}
    if doubtful:
        reasons = ", ".join(sorted(map(label, doubtful)))
        answer = _("No: {reasons}.").format(reasons=reasons)
        tone = Tone.BAD if SignerVerdict.INVALID in doubtful else Tone.WARNING
        return Statement(tone=tone, question=question, answer=answer)
    if verdict.is_trial:
        answer = _("Only for trying out: the root is that of a trial key.")
        return Statement(tone=Tone.WARNING, question=question, answer=answer)
    answer = _("Yes: the certificate comes from a root that you trust.")
    return Statement(tone=Tone.GOOD, question=question, answer=answer)


def _when(verdict: Verdict) -> Statement:
    question = _("When?")
    if not verdict.signers:
        return Statement(tone=Tone.BAD, question=question, answer=_("No time is stated."))
    proven = all(line.trusted_time is not None for line in verdict.signers)
    proven = proven and not _is_altered(verdict)
    is_alone = len(verdict.signers) == 1  # several times would belong to nobody
    answer = "\n".join(
        _time_of(line) if is_alone else f"{line.subject or '?'}: {_time_of(line)}"
        for line in verdict.signers
    )
    return Statement(tone=Tone.GOOD if proven else Tone.INFO, question=question, answer=answer)


def _time_of(line: SignerVerdictLine) -> str:
    if line.trusted_time is not None:
        said = _("{time}, proven by a trusted time stamp")
        return said.format(time=formats.zoned_moment(line.trusted_time))
    if line.claimed_time is not None:
        said = _("{time}, as the signer's computer said; no time stamp proves it")
        return said.format(time=formats.zoned_moment(line.claimed_time))
    return _("No time is stated.")
