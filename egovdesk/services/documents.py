"""Documents: one report as PDF, for Word, as a workbook or data; as bytes or in a file."""

import io
import json
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, UsageError
from egovdesk.domain.history import Change, UseCase
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.signatory import Competence, Signatory
from egovdesk.domain.text import clean, secrecy_marking
from egovdesk.domain.values import value
from egovdesk.services.reports import ReportRow, Reports, thawed
from egovdesk.services.session import Session
from egovdesk.storage.settings import SettingName

LONGEST_NAME = 200
"""Letters of a signatory's name or title; the decree's metadata (annex VI) allow no more."""


@value
class Source:
    """The report of a period that documents are made of; a draft is not frozen."""

    report: QuarterlyReport
    signatory: Signatory
    is_draft: bool

    def file_name(self, form: Rendering) -> str:
        """Return the name that its file should have."""
        draft = "_du-thao" if self.is_draft else ""
        return f"{self.report.file_stem}{draft}{form.suffix}"


@value
class Saved:
    """A document that was written."""

    file: Path
    form: Rendering
    revision: int
    is_draft: bool


class Documents:
    """Renders the unit's reports."""

    def __init__(self, session: Session, reports: Reports) -> None:
        self._session = session
        self._reports = reports

    def source(self, period: Quarter) -> Source:
        """Return the revision that stands frozen, or else what the report would say now.

        Raises:
            UsageError: the period's data window has not begun.
        """
        reporting = self._session.catalogue.reporting
        if reporting.window(period).first > self._session.today:
            cut_off = f"{reporting.cut_off(period):%d/%m/%Y}"
            raise UsageError(ErrorCode.PERIOD_FUTURE, value=str(period), cut_off=cut_off)
        live = self._reports.live(period)
        if live is not None:
            return self.revision(live)
        report = self._reports.draft(period)
        return Source(report=report, signatory=self.signatory(), is_draft=True)

    def save(self, period: Quarter, form: Rendering, target: Path) -> Saved:
        """Write a period's document into a file, whole or not at all.

        Raises:
            UsageError: the period's data window has not begun.
            RefusedError: a text is longer than the form can hold.
            InputError: the file is open elsewhere or cannot be written, or the disk is full.
        """
        return save(self.source(period), form, target)

    def revision(self, row: ReportRow) -> Source:
        """Return a frozen revision, whether it stands or was recalled.

        Who signs may change until it is signed, and never after that.
        """
        with self._session.workspace.reading() as unit:
            kept = (
                unit.settings.when_packed(SettingName.SIGNATORY, row.package.id)
                if row.package is not None and row.is_signed
                else unit.settings.get(SettingName.SIGNATORY)
            )
        return Source(report=thawed(row.report), signatory=_signatory(kept), is_draft=False)

    def signatory(self) -> Signatory:
        """Return who signs the unit's letters."""
        with self._session.workspace.reading() as unit:
            return _signatory(unit.settings.get(SettingName.SIGNATORY))

    def choose_signatory(self, signatory: Signatory) -> Change:
        """Keep who signs the unit's letters from now on.

        Raises:
            UsageError: a name or title is too long, or is marked as a state secret.
        """
        kept = {"competence": signatory.competence.value}
        for field in ("title", "name", "on_behalf"):
            text = clean(getattr(signatory, field))
            if marking := secrecy_marking(text):
                raise UsageError(ErrorCode.TEXT_SECRET, field=field, value=marking)
            if len(text) > LONGEST_NAME:
                raise UsageError(ErrorCode.FIELD_INVALID, field=field, value=text[:LONGEST_NAME])
            kept[field] = text
        with self._session.workspace.changing(
            UseCase.CHOOSE_SIGNATORY, at=self._session.clock(), subject=kept["name"]
        ) as unit:
            unit.settings.put(SettingName.SIGNATORY, json.dumps(kept, ensure_ascii=False))
        return unit.change


def save(source: Source, form: Rendering, target: Path) -> Saved:
    """Write a report into a file, whole or not at all.

    Raises:
        RefusedError: a text is longer than the form can hold.
        InputError: the file is open elsewhere or cannot be written, or the disk is full.
    """
    from egovdesk.files import check_not_open, replacing

    check_not_open(target)
    data = rendered(source, form)
    with replacing(target) as stream:
        stream.write(data)
    return Saved(file=target, form=form, revision=source.report.revision, is_draft=source.is_draft)


def rendered(source: Source, form: Rendering, *, trial: bool = False) -> bytes:
    """Render a report; equal reports give equal bytes.

    `trial` marks a letter that is sealed with a trial key.

    Raises:
        RefusedError: a text is longer than a cell of a workbook holds.
    """
    target = io.BytesIO()
    match form:
        case Rendering.PDF:
            from egovdesk.documents.letter import write_letter

            write_letter(
                source.report,
                target,
                trial=trial,
                draft=source.is_draft,
                signatory=source.signatory,
            )
        case Rendering.DOCX:
            from egovdesk.documents.editable_letter import write_editable_letter

            write_editable_letter(
                source.report, target, draft=source.is_draft, signatory=source.signatory
            )
        case Rendering.XLSX:
            from egovdesk.documents.workbook import write_workbook

            write_workbook(source.report, target)
        case Rendering.JSON:
            from egovdesk.documents.payload import to_payload

            target.write(to_payload(source.report))
        case Rendering.QCVN:
            from egovdesk.documents.qcvn125 import to_qcvn125

            target.write(to_qcvn125(source.report))
    return target.getvalue()


def _signatory(kept: str) -> Signatory:
    """Return what a setting says; nobody is named before the first was chosen."""
    if not kept:
        return Signatory()
    fields = json.loads(kept)
    return Signatory(
        competence=Competence(fields["competence"]),
        title=fields["title"],
        name=fields["name"],
        on_behalf=fields["on_behalf"],
    )
