"""Packages: the signed file that a report travels in."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk.domain.errors import ErrorCode, InputError, RefusedError
from egovdesk.domain.history import UseCase
from egovdesk.domain.packages import ExportStep
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.renderings import Rendering
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.signing import PLAIN, KeyChoice, SignedPart, SignerRole, SigningOptions
from egovdesk.domain.values import value
from egovdesk.files import copy_file, make_folder
from egovdesk.services import evidence
from egovdesk.services.documents import Documents, Source, rendered
from egovdesk.services.letters import kept_letter
from egovdesk.services.reports import Reports, thawed
from egovdesk.services.session import Session
from egovdesk.services.signing import opened_key
from egovdesk.storage.reports import (
    AttachedLetter,
    FrozenReport,
    PackageSignature,
    SentPackage,
)

if TYPE_CHECKING:
    from egovdesk.signing.container import Member
    from egovdesk.signing.keys import SigningKey
    from egovdesk.signing.trial import TrialKey

Progress = Callable[[ExportStep, int], None]
"""Called with the step and the percentage done of the whole; raising in it cancels."""


_FORMS = (
    (Rendering.PDF, ExportStep.LETTER, 20),
    (Rendering.XLSX, ExportStep.WORKBOOK, 40),
    (Rendering.JSON, ExportStep.SIGN, 60),
)
"""What a package renders of a report, with the step and the percentage it begins at."""


_SHORT_SERIAL = 8


def unobserved(step: ExportStep, percent: int) -> None:
    """Let an export go on without telling anyone."""


@value
class Exported:
    """A package that was written.

    `is_waiting` says that only who prepared it has signed; `is_copy` that it was signed before and
    copied now; `has_changed` that the records say something else by now than what stands frozen
    in it.
    """

    file: Path
    digest: str
    period: Quarter
    revision: int
    is_trial: bool
    is_waiting: bool
    is_copy: bool
    has_changed: bool


@dataclass(frozen=True, slots=True)
class _Pen:
    """An opened key, and how it is to sign."""

    key: "SigningKey"
    options: SigningOptions

    def signed_letter(self, letter: bytes, report: QuarterlyReport, now: datetime) -> bytes:
        """Return the letter with the key's signature, drawn at its place for an approver."""
        from egovdesk.documents.signature_look import signature_look
        from egovdesk.signing.pades import Box, sign_pdf

        def looks(box: Box) -> bytes:
            return signature_look(
                box.width,
                box.height,
                signer=self.key.subject,
                agency=report.agency.name,
                signed_at=now,
                is_trial=self.key.is_trial,
            )

        return sign_pdf(letter, self.key, signed_at=now, appearance=looks, options=self.options)


class Packages:
    """Makes packages out of the unit's reports."""

    def __init__(
        self, session: Session, reports: Reports, documents: Documents, trial_folder: Path
    ) -> None:
        self._session = session
        self._reports = reports
        self._documents = documents
        self._trial_folder = trial_folder

    def export(
        self,
        period: Quarter,
        target: Path,
        key: KeyChoice,
        progress: Progress = unobserved,
        options: SigningOptions = PLAIN,
    ) -> Exported:
        """Sign the revision that stands frozen, keep its package, and write that into a folder.

        Where none stands it is frozen first. A revision whose package the same key has signed is
        not signed again: that package is copied. Either the package and its record are both kept
        or neither is.

        What a trial key signed gives way: that of the same report to any other key, and all of it
        to the first real one. It leaves the record, and the chain of packages.

        Raises:
            RefusedError: a finding forbids freezing, the key may not sign, or another key has
                signed this revision already.
            UsageError: the period has not closed.
            InputError: the key, a file, the folder or the disk.
        """
        from egovdesk.signing.keys import check_usable

        _check_folder(target)
        progress(ExportStep.KEY, 0)

        def waiting() -> None:
            progress(ExportStep.SIGN, 60)

        with opened_key(key, self.open_trial_key, waiting) as opened:
            check_usable(opened, self._session.clock())
            progress(ExportStep.COMPUTE, 5)
            live = self._reports.live(period)
            frozen = self._reports.freeze(period) if live is None else live.report
            earlier = None if live is None else live.package
            if earlier is not None and earlier.signer_serial != opened.serial:
                if not earlier.is_trial:
                    raise RefusedError(
                        ErrorCode.REPORT_SIGNED, period=str(period), revision=frozen.revision
                    )
                earlier = None
            kept, digest = (
                self._signed(frozen, _Pen(opened, options), progress)
                if earlier is None
                else (self.kept_file(earlier), earlier.final_digest)
            )
        return Exported(
            file=_copy(kept, target),
            digest=digest,
            period=period,
            revision=frozen.revision,
            is_trial=opened.is_trial,
            is_waiting=(
                options.role is SignerRole.PREPARER if earlier is None else earlier.is_waiting
            ),
            is_copy=earlier is not None,
            has_changed=live is not None and self._reports.closing(period).has_changed,
        )

    def _signed(self, frozen: FrozenReport, pen: "_Pen", progress: Progress) -> tuple[Path, str]:
        """Sign a frozen report and record its package; return the kept file and its digest."""
        now = self._session.clock()
        gone = self._giving_way(frozen, is_trial=pen.key.is_trial)
        report = self._numbered(thawed(frozen), gone)
        kept = self._folder(pen.key.serial, is_trial=pen.key.is_trial) / _name_of(report)
        letter = self._letter(frozen)
        digest = self._write(report, letter, kept, pen, now, progress)
        try:
            progress(ExportStep.KEEP, 95)
            self._record(report, frozen, digest, pen, now, gone)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
        for package in gone:
            self._remove(package)
        return kept, digest

    def _folder(self, serial: str, *, is_trial: bool) -> Path:
        """Return where a key's packages lie; what gives way must not lie in the way."""
        folder = self._session.workspace.folder / "packages"
        return folder / "trial" / serial[:_SHORT_SERIAL] if is_trial else folder

    def kept_file(self, package: SentPackage) -> Path:
        """Return where the workspace keeps a package with all the signatures on record.

        One that is signed once more is another file under the same name, so that no file on record
        is ever written again.
        """
        return self.place(package, len(package.signatures))

    def place(self, package: SentPackage, signatures: int) -> Path:
        """Return where a package lies, or is to lie, with so many signatures."""
        is_trial = any(signature.is_trial for signature in package.signatures[:1])
        folder = self._folder(package.signer_serial, is_trial=is_trial)
        return (folder / f"signed-{signatures}" if signatures > 1 else folder) / package.file_name

    def copy(self, period: Quarter, folder: Path) -> Path:
        """Write the package of the revision that stands into a folder once more.

        Raises:
            RefusedError: that revision is not signed.
            InputError: the folder or the disk.
        """
        live = self._reports.live(period)
        if live is None or live.package is None:
            raise RefusedError(ErrorCode.PACKAGE_MISSING, period=str(period))
        return _copy(self.kept_file(live.package), folder)

    def contents(self, period: Quarter) -> tuple[SignedPart, ...]:
        """Return what a signature will cover: the files, as large as they are before it.

        Raises:
            UsageError: the period's data window has not begun.
            InputError: a file of evidence is missing, or another one than was attached.
        """
        source, live = self._documents.source(period), self._reports.live(period)
        letter = None if live is None else live.letter
        documents = (
            SignedPart(
                name=f"report{form.suffix}",
                size=(
                    letter.size
                    if letter is not None and form is Rendering.PDF
                    else len(rendered(source, form))
                ),
            )
            for form, _, _ in _FORMS
        )
        files = self._evidence(source.report)
        return (*documents, *(SignedPart(name=file.name, size=file.size) for file in files))

    def next_due(self, period: Quarter) -> date:
        """Return the first due date that lies ahead, after that of the period."""
        reporting = self._session.catalogue.reporting
        latest = max(self._session.today, reporting.due_on(period))
        return reporting.next_due(latest + timedelta(days=1))

    def last_recorded(self) -> datetime | None:
        """Return when something was last recorded in this workspace."""
        with self._session.workspace.reading() as unit:
            return max((change.at for change in unit.history.changes()), default=None)

    def trial_key(self) -> "TrialKey":
        """Return the trial key of this profile, made when it is first needed."""
        from egovdesk.signing.trial import ensure_trial_key

        return ensure_trial_key(
            self._trial_folder, organisation=self._session.agency.name, now=self._session.clock()
        )

    def open_trial_key(self) -> "SigningKey":
        """Open the trial key of this profile, made when it is first needed."""
        from egovdesk.signing.trial import open_trial_key

        return open_trial_key(
            self._trial_folder, organisation=self._session.agency.name, now=self._session.clock()
        )

    def _giving_way(self, frozen: FrozenReport, *, is_trial: bool) -> list[SentPackage]:
        """Return what was signed for trying out and leaves the record for another signature."""
        with self._session.workspace.reading() as unit:
            packages = unit.reports.packages()
        return [
            package
            for package in packages
            if package.is_trial and (package.report_id == frozen.id or not is_trial)
        ]

    def _numbered(self, report: QuarterlyReport, gone: Sequence[SentPackage]) -> QuarterlyReport:
        """Give a frozen report its place in the chain of packages, which signing fixes."""
        with self._session.workspace.reading() as unit:
            packages = [package for package in unit.reports.packages() if package not in gone]
        return replace(
            report,
            sequence=packages[-1].sequence + 1 if packages else 1,
            previous_package=packages[-1].final_digest if packages else None,
        )

    def _write(
        self,
        report: QuarterlyReport,
        letter: AttachedLetter | None,
        target: Path,
        pen: "_Pen",
        now: datetime,
        progress: Progress,
    ) -> str:
        from egovdesk.signing.container import write_container

        rendered_members = self._rendered(report, letter, pen, now, progress)
        members = [*rendered_members, *self._evidence(report)]

        make_folder(target.parent)

        def signing(done: int, total: int) -> None:
            progress(ExportStep.SIGN, 60 + 35 * done // max(total, 1))

        return write_container(
            target, members, pen.key, signed_at=now, options=pen.options, progress=signing
        )

    def _rendered(
        self,
        report: QuarterlyReport,
        letter: AttachedLetter | None,
        pen: "_Pen",
        now: datetime,
        progress: Progress,
    ) -> "list[Member]":
        """Render the report; a letter that was signed elsewhere goes in as it is."""
        from egovdesk.signing.container import Member

        source = Source(report=report, signatory=self._documents.signatory(), is_draft=False)
        members = []
        for form, step, percent in _FORMS:
            progress(step, percent)
            content: bytes | Path
            if form is not Rendering.PDF:
                content = rendered(source, form)
            elif letter is not None:
                content = kept_letter(self._session, letter)
            else:
                content = rendered(source, form, trial=pen.key.is_trial)
                content = pen.signed_letter(content, report, now)
            members.append(Member(name=f"report{form.suffix}", content=content))
        return members

    def _letter(self, frozen: FrozenReport) -> AttachedLetter | None:
        with self._session.workspace.reading() as unit:
            return unit.reports.letters().get(frozen.id)

    def _evidence(self, report: QuarterlyReport) -> "list[Member]":
        from egovdesk.signing.container import Member

        files = {item.member_name: item for line in report.tasks for item in line.evidence}
        with self._session.workspace.reading() as unit:
            paths = {name: unit.evidence.path_of(item) for name, item in files.items()}
        for name, path in paths.items():
            evidence.verify(path, files[name])
        return [Member(name=name, content=path) for name, path in sorted(paths.items())]

    def _record(
        self,
        report: QuarterlyReport,
        frozen: FrozenReport,
        digest: str,
        pen: "_Pen",
        at: datetime,
        gone: Sequence[SentPackage],
    ) -> None:
        with self._session.workspace.changing(
            UseCase.RECORD_PACKAGE, at=at, subject=str(report.period)
        ) as unit:
            unit.reports.drop_packages(gone)
            package_id = unit.reports.add_package(
                SentPackage(
                    id=0,
                    report_id=frozen.id,
                    sequence=report.sequence,
                    file_name=_name_of(report),
                    digest=digest,
                    previous_digest=report.previous_package or "",
                    signer_serial=pen.key.serial,
                    created_at=at,
                )
            )
            signature = PackageSignature(
                number=1,
                role=pen.options.role,
                signer_serial=pen.key.serial,
                digest=digest,
                created_at=at,
                signer=pen.key.subject,
                is_trial=pen.key.is_trial,
            )
            unit.reports.sign_package(package_id, signature)

    def _remove(self, package: SentPackage) -> None:
        """Delete the files of a package that is off the record; one in use may stay."""
        for signatures in range(1, len(package.signatures) + 1):
            with suppress(OSError):
                self.place(package, signatures).unlink(missing_ok=True)


def _name_of(report: QuarterlyReport) -> str:
    return f"{report.file_stem}.asice"


def _check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written before any work is done; make nothing yet."""
    try:
        nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    except OSError as error:  # a name that no file system allows
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(folder)) from error
    if not writable:
        raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(folder))


def _copy(source: Path, folder: Path) -> Path:
    """Copy a file into a folder, whole or not at all."""
    target = folder / source.name
    copy_file(source, target)
    return target
