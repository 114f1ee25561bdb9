"""The second signature on a package of the unit: made here, or taken in when it came back."""

import tempfile
from dataclasses import replace
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, RefusedError
from egovdesk.domain.history import UseCase
from egovdesk.domain.packages import ExportStep
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.signing import PLAIN, KeyChoice, SignatureInfo, SigningOptions
from egovdesk.files import copy_file
from egovdesk.services.packages import Packages, Progress, unobserved
from egovdesk.services.reports import Reports
from egovdesk.services.session import Session
from egovdesk.services.signing import Countersigned, Signing
from egovdesk.services.verifying import examined, with_summary
from egovdesk.storage.reports import PackageSignature, SentPackage


class SecondSignatures:
    """Who prepared a report and who approves it sign in either order, on one computer or two.

    Without its approver's signature a package waits; without its preparer's it is complete, and
    may get that as well.
    """

    def __init__(
        self, session: Session, reports: Reports, packages: Packages, signing: Signing
    ) -> None:
        self._session = session
        self._reports = reports
        self._packages = packages
        self._signing = signing

    def sign(
        self,
        period: Quarter,
        key: KeyChoice,
        progress: Progress = unobserved,
        options: SigningOptions = PLAIN,
    ) -> Countersigned:
        """Sign, on this computer, the package that a signature in this capacity is missing on.

        Raises:
            RefusedError: no package waits for such a signature, this key has signed it already, or
                it is a trial key's beside a real one.
            InputError: the key, the kept file or the disk.
        """
        package = self._packed(period)
        if not package.wants(options.role):
            raise RefusedError(ErrorCode.PACKAGE_NOT_WAITING, period=str(period))

        def signing(done: int, total: int) -> None:
            progress(ExportStep.SIGN, 95 * done // max(total, 1))

        kept = self._packages.kept_file(package)
        with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
            signed = Path(scratch) / package.file_name
            done = self._signing.countersign(kept, signed, key, options=options, progress=signing)
            made = self._accept(package, signed, _added(kept, signed))
        return replace(done, file=self._packages.place(package, made.number))

    def receive(self, file: Path) -> Countersigned:
        """Take in a package of this unit that came back with its second signature.

        Whose signature it is the certificate says; whether to trust that, a verdict.

        Raises:
            InputError: the file cannot be read.
            RefusedError: it is not sound, not one of ours that waits, has no new signature, one by
                a key that has signed it already, or a trial key's beside a real one.
        """
        found = examined(file, self._session.clock())
        if found.verdict.is_broken or found.data is None:
            raise RefusedError(ErrorCode.PACKAGE_BROKEN, file=file.name)
        summary = with_summary(found, file).summary
        if summary is None or summary.agency != self._session.agency.code:
            raise RefusedError(ErrorCode.PACKAGE_FOREIGN, file=file.name)
        package = self._packed(Quarter.parse(summary.period))
        signature = _added(self._packages.kept_file(package), file)
        if signature.serial in {each.signer_serial for each in package.signatures}:
            raise RefusedError(ErrorCode.SIGNED_TWICE, file=file.name)
        if not package.wants(signature.role):
            raise RefusedError(ErrorCode.PACKAGE_NOT_WAITING, period=summary.period)
        made = self._accept(package, file, signature)
        return Countersigned(
            file=self._packages.place(package, made.number),
            digest=made.digest,
            signer=made.signer,
            is_trial=made.is_trial,
        )

    def _packed(self, period: Quarter) -> SentPackage:
        """Return the package of the revision that stands, where a second signature is missing."""
        live = self._reports.live(period)
        package = None if live is None else live.package
        if package is None or package.missing_role is None:
            raise RefusedError(ErrorCode.PACKAGE_NOT_WAITING, period=str(period))
        return package

    def _accept(
        self, package: SentPackage, signed: Path, signature: SignatureInfo
    ) -> PackageSignature:
        """Keep the file with the second signature beside the one with the first, and record it.

        Until it is recorded nothing speaks of the new file: should the program end in between, the
        package still waits, and what was written is written over.
        """
        if signature.is_trial and not package.is_trial:  # trials give way, and this would with it
            raise RefusedError(ErrorCode.TRIAL_ON_REAL, file=signed.name)
        number, at = len(package.signatures) + 1, self._session.clock()
        made = PackageSignature(
            number=number,
            role=signature.role,
            signer_serial=signature.serial,
            digest=copy_file(signed, self._packages.place(package, number)),
            created_at=at,
            signer=signature.signer,
            is_trial=signature.is_trial,
        )
        with self._session.workspace.changing(
            UseCase.SIGN_PACKAGE, at=at, subject=package.file_name
        ) as unit:
            unit.reports.sign_package(package.id, made)
        return made


def _added(kept: Path, signed: Path) -> SignatureInfo:
    """Return what the one signature says by which a file differs from what is kept."""
    from egovdesk.signing.cades import signature_info
    from egovdesk.signing.container import same_but_for_signatures

    added = same_but_for_signatures(kept, signed)
    if len(added) != 1:
        raise RefusedError(ErrorCode.PACKAGE_FOREIGN, file=signed.name)
    return signature_info(added[0])
