"""Who judges: this process, or one apart that can be ended when a document takes it too long.

Signatures and PDFs come from anywhere. The libraries that read them are loaded in the process
apart only, so that a verdict costs one start of them and not two.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Protocol, Self

from egovdesk.domain.packages import Problem, ProblemCode
from egovdesk.signing.judgement import SignatureJudgement, TrustPolicy, judge, unreadable
from egovdesk.signing.pdf_judgement import DocumentJudgement, judge_document
from egovdesk.worker import Worker, WorkerLostError, no_waiting

_SECONDS = 30.0

_Question = tuple[bytes, bytes | None]
"""Contents with their signature, or a document without one."""


class Judges(Protocol):
    """Judges by one trust list, as of one moment."""

    def signature(self, data: bytes, signature: bytes) -> SignatureJudgement:
        """Judge a detached signature over the data; never raises for what it holds."""

    def document(self, data: bytes) -> DocumentJudgement:
        """Judge a PDF document; never raises for what it holds."""


class JudgesHere:
    """Judges in this process, for as long as it takes."""

    def __init__(self, policy: TrustPolicy) -> None:
        self._policy = policy

    def signature(self, data: bytes, signature: bytes) -> SignatureJudgement:
        """Judge a detached signature over the data."""
        return judge(data, signature, self._policy)

    def document(self, data: bytes) -> DocumentJudgement:
        """Judge a PDF document."""
        return judge_document(data, self._policy)


class JudgesApart:
    """Judges in a process apart, which is ended when its time is up; use it in `with`.

    `waiting` is called several times a second; what it raises ends the work.
    """

    def __init__(
        self,
        trust: Sequence[bytes],
        crls: Sequence[bytes],
        now: datetime,
        waiting: Callable[[], None] = no_waiting,
    ) -> None:
        self.waiting = waiting
        prepare = partial(_answering, tuple(trust), tuple(crls), now)
        self._worker: Worker[_Question, SignatureJudgement | DocumentJudgement] = Worker(prepare)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._worker.__exit__(kind, error, trace)

    def signature(self, data: bytes, signature: bytes) -> SignatureJudgement:
        """Judge a detached signature over the data."""
        answer = self._asked((data, signature))
        if isinstance(answer, ProblemCode):
            return unreadable(ProblemCode.SIGNATURE_INVALID)
        assert isinstance(answer, SignatureJudgement)
        return answer

    def document(self, data: bytes) -> DocumentJudgement:
        """Judge a PDF document."""
        answer = self._asked((data, None))
        if isinstance(answer, ProblemCode):
            return DocumentJudgement(problems=(Problem(code=answer),))
        assert isinstance(answer, DocumentJudgement)
        return answer

    def _asked(self, question: _Question) -> SignatureJudgement | DocumentJudgement | ProblemCode:
        try:
            return self._worker.ask(question, seconds=_SECONDS, waiting=self.waiting)
        except TimeoutError:
            return ProblemCode.PDF_TOO_SLOW
        except WorkerLostError:
            return ProblemCode.PDF_UNREADABLE


def _answering(
    trust: tuple[bytes, ...], crls: tuple[bytes, ...], now: datetime
) -> Callable[[_Question], SignatureJudgement | DocumentJudgement]:
    import pyhanko.sign.validation.pdf_embedded  # noqa: F401 - a second's work, once

    here = JudgesHere(TrustPolicy.of(trust, crls, now))

    def answer(question: _Question) -> SignatureJudgement | DocumentJudgement:
        data, signature = question
        return here.document(data) if signature is None else here.signature(data, signature)

    return answer
