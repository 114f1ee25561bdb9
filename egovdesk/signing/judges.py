"""Who judges: signatures in this process; documents in one apart, which can be ended.

A PDF is a program's worth of structure, from anywhere, and may be made to take for ever. A
signature is small and read in one pass.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from types import TracebackType
from typing import Protocol, Self

from egovdesk.domain.packages import Problem, ProblemCode
from egovdesk.signing.judgement import SignatureJudgement, TrustPolicy, judge
from egovdesk.signing.pdf_judgement import DocumentJudgement, judge_document
from egovdesk.worker import Worker, WorkerLostError, no_waiting

_SECONDS = 30.0


class Judges(Protocol):
    """Judges by one trust list, as of one moment."""

    def signature(self, data: bytes, signature: bytes) -> SignatureJudgement:
        """Judge a detached signature over the data; never raises for what it holds."""

    def document(self, data: bytes) -> DocumentJudgement:
        """Judge a PDF document; never raises for what it holds."""


class JudgesHere:
    """Judges everything in this process, for as long as it takes."""

    def __init__(self, policy: TrustPolicy) -> None:
        self._policy = policy

    def signature(self, data: bytes, signature: bytes) -> SignatureJudgement:
        """Judge a detached signature over the data."""
        return judge(data, signature, self._policy)

    def document(self, data: bytes) -> DocumentJudgement:
        """Judge a PDF document."""
        return judge_document(data, self._policy)


class JudgesApart:
    """Judges documents in a process apart, started for the first one; use it in `with`.

    `waiting` is called several times a second meanwhile; what it raises ends the work.
    """

    def __init__(
        self,
        trust: Sequence[bytes],
        crls: Sequence[bytes],
        now: datetime,
        waiting: Callable[[], None] = no_waiting,
    ) -> None:
        self.waiting = waiting
        self._policy = TrustPolicy.of(trust, crls, now)
        prepare = partial(_answering, tuple(trust), tuple(crls), now)
        self._worker: Worker[bytes, DocumentJudgement] = Worker(prepare)

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
        return judge(data, signature, self._policy)

    def document(self, data: bytes) -> DocumentJudgement:
        """Judge a PDF document; one that nobody came to judge may well be sound."""
        try:
            return self._worker.ask(data, seconds=_SECONDS, waiting=self.waiting)
        except TimeoutError:
            code = ProblemCode.PDF_TOO_SLOW
        except WorkerLostError:
            code = ProblemCode.PDF_NOT_CHECKED
        return DocumentJudgement(problems=(Problem(code=code),))


def _answering(
    trust: tuple[bytes, ...], crls: tuple[bytes, ...], now: datetime
) -> Callable[[bytes], DocumentJudgement]:
    import pyhanko.sign.validation.pdf_embedded  # noqa: F401 - slow to load, once

    return JudgesHere(TrustPolicy.of(trust, crls, now)).document
