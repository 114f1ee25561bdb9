"""What an officer reads at a glance: no sign beside an answer looks better than things are."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from egovdesk.domain.packages import (
    FileKind,
    MemberStatus,
    MemberVerdict,
    Problem,
    ProblemCode,
    SignerVerdict,
    SignerVerdictLine,
    Verdict,
    status_of,
)
from egovdesk.domain.signing import SignerRole
from egovdesk.ui.reports.statements import Statement, statements
from egovdesk.ui.widgets.badge import Tone
from egovdesk.wording import Language, set_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language(Language.EN)
    yield
    set_language(Language.VI)


STAMPED = datetime(2021, 9, 22, 1, 30, tzinfo=UTC)


def line(
    status: SignerVerdict = SignerVerdict.TRUSTED, role: SignerRole | None = None
) -> SignerVerdictLine:
    return SignerVerdictLine(
        subject="Trần Thị B",
        serial="0a1b",
        issuer="CA thử",
        claimed_time=STAMPED,
        trusted_time=STAMPED,
        status=status,
        reason=None,
        role=role,
    )


def judged(
    *problems: ProblemCode,
    signers: tuple[SignerVerdictLine, ...] = (line(),),
    letter: tuple[SignerVerdictLine, ...] = (),
    member: MemberStatus = MemberStatus.INTACT,
    kind: FileKind = FileKind.PACKAGE,
) -> tuple[Statement, ...]:
    found = tuple(Problem(code=code) for code in problems)
    members = () if kind is FileKind.PDF else (MemberVerdict(name="a.txt", status=member),)
    verdict = Verdict(
        file="a.asice",
        status=status_of(found),
        kind=kind,
        members=members,
        signers=signers,
        letter_signers=letter,
        problems=found,
    )
    return statements(verdict)


def tones(answers: tuple[Statement, ...]) -> list[Tone]:
    return [answer.tone for answer in answers]


def test_all_four_are_ticked_only_where_nothing_is_open():
    assert tones(judged()) == [Tone.GOOD] * 4


@pytest.mark.parametrize(
    "status", [status for status in SignerVerdict if status is not SignerVerdict.TRUSTED]
)
def test_who_signed_is_never_ticked_where_the_certificate_is_not_trusted(status: SignerVerdict):
    doubt = ProblemCode.CERTIFICATE_UNTRUSTED
    if status is SignerVerdict.INVALID:
        doubt = ProblemCode.SIGNATURE_INVALID
    for signers, letter in (((line(), line(status)), ()), ((line(),), (line(status),))):
        _intact, whom, trusted, _when = judged(doubt, signers=signers, letter=letter)
        expected = Tone.BAD if status is SignerVerdict.INVALID else Tone.WARNING
        assert (whom.tone, trusted.tone) == (expected, expected)


def test_an_untrusted_name_is_said_to_be_what_the_certificate_says():
    untrusted = (line(SignerVerdict.UNTRUSTED),)
    whom = judged(ProblemCode.CERTIFICATE_UNTRUSTED, signers=untrusted)[1]
    assert whom.answer.endswith("nobody on your list vouches for it.")
    assert "vouches" not in judged()[1].answer


def test_a_trial_key_is_never_ticked_even_where_its_root_is_trusted():
    intact, whom, trusted, _when = judged(ProblemCode.TRIAL_KEY)
    assert (intact.tone, whom.tone, trusted.tone) == (Tone.GOOD, Tone.WARNING, Tone.WARNING)
    assert "trying out" in trusted.answer


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_good_signature_on_other_contents_is_not_ticked(kind: FileKind):
    answers = (
        judged(ProblemCode.MEMBER_CHANGED, member=MemberStatus.CHANGED)
        if kind is FileKind.PACKAGE
        else judged(ProblemCode.PDF_ALTERED, kind=kind)
    )
    assert tones(answers) == [Tone.BAD, Tone.WARNING, Tone.GOOD, Tone.INFO]
    assert "not what the file holds now" in answers[1].answer


def test_a_document_that_nobody_signed_is_not_said_to_be_altered():
    intact, whom, trusted, _when = judged(ProblemCode.NO_SIGNATURE, signers=(), kind=FileKind.PDF)
    assert (intact.tone, whom.tone, trusted.tone) == (Tone.WARNING, Tone.BAD, Tone.BAD)
    assert intact.answer.startswith("Unknown")


def test_the_letter_says_in_what_capacity_it_was_signed():
    approver, preparer = line(role=SignerRole.APPROVER), line(role=SignerRole.PREPARER)
    whom = judged(signers=(preparer, approver), letter=(preparer,))[1]
    assert whom.answer.splitlines()[-1] == "The letter report.pdf itself: Trần Thị B (Preparer)"


def test_each_time_says_whose_it_is_and_in_which_zone():
    when = judged(signers=(line(), line()))[3].answer.splitlines()
    assert [each.split(":")[0] for each in when] == ["Trần Thị B", "Trần Thị B"]
    alone = judged()[3].answer
    assert alone.endswith(", proven by a trusted time stamp")
    assert re.match(r"2[12]/09/2021 \d\d:\d\d \([+-]\d\d:\d\d\),", alone)
