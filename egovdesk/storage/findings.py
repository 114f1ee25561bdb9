"""The officer's answers to warnings on disk."""

import json

from sqlalchemy import Connection, delete, insert, select, update

from egovdesk.domain.findings import Finding
from egovdesk.storage import schema

_columns = schema.finding_answer.c

Answers = dict[tuple[str, str, str, str], str]
"""Reasons by rule, subject, key and the figures that were answered."""


class AnswerRepository:
    """Reads and writes why warnings are right as they are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, period: str) -> Answers:
        """Return the reasons given for a period's warnings; see `key_of`."""
        rows = self._connection.execute(
            select(schema.finding_answer).where(_columns.period == period)
        )
        return {(row.rule, row.subject, row.key, row.figures): row.reason for row in rows}

    def put(self, period: str, finding: Finding, reason: str) -> None:
        """Keep the reason given to a finding; an empty one takes it back."""
        rule, subject, key, figures = key_of(finding)
        this = (
            _columns.period == period,
            _columns.rule == rule,
            _columns.subject == subject,
            _columns.key == key,
        )
        if not reason:
            self._connection.execute(delete(schema.finding_answer).where(*this))
        elif self._connection.execute(select(_columns.id).where(*this)).first() is None:
            self._connection.execute(
                insert(schema.finding_answer).values(
                    period=period,
                    rule=rule,
                    subject=subject,
                    key=key,
                    figures=figures,
                    reason=reason,
                )
            )
        else:
            changed = update(schema.finding_answer).where(*this)
            self._connection.execute(changed.values(figures=figures, reason=reason))


def key_of(finding: Finding) -> tuple[str, str, str, str]:
    """Return what an answer belongs to: once the figures are others, it holds no more."""
    figures = json.dumps(dict(finding.data), ensure_ascii=False, sort_keys=True)
    return finding.rule.value, finding.subject.value, finding.key, figures
