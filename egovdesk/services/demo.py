"""The demonstration: the whole job on the sample unit, from nothing to a verified package."""

import shutil
from collections.abc import Callable
from pathlib import Path

from egovdesk.domain.errors import ErrorCode, InputError
from egovdesk.domain.packages import Verdict
from egovdesk.domain.quarter import Quarter
from egovdesk.domain.reports import QuarterlyReport
from egovdesk.domain.signing import KeyChoice
from egovdesk.domain.values import value
from egovdesk.services import sample
from egovdesk.services.documents import Documents
from egovdesk.services.findings import Findings
from egovdesk.services.packages import Exported, Packages
from egovdesk.services.reports import Reports, thawed
from egovdesk.services.session import Clock, Session
from egovdesk.services.verifying import Verifier
from egovdesk.services.workspaces import Workspaces

WORKSPACE, OUT, TRUST, KEY = "workspace", "out", "trust", "key"


@value
class Demonstration:
    """What the demonstration made and found."""

    folder: Path
    report: QuarterlyReport
    package: Exported
    verdict: Verdict


class Demo:
    """Creates the sample unit, reports Quý III/2021, signs, packs and verifies."""

    def __init__(self, workspaces: Workspaces, verifier: Verifier, clock: Clock) -> None:
        self._workspaces = workspaces
        self._verifier = verifier
        self._clock = clock

    def run(self, folder: Path, said: Callable[[str], None]) -> Demonstration:
        """Do the whole job in a folder; an earlier demonstration there is made anew.

        Raises:
            InputError: the folder holds something else, or is open in another program.
        """
        self._clear(folder)
        said(WORKSPACE)
        session = self._workspaces.create(folder / WORKSPACE, sample.AGENCY, sample=True)
        with session.workspace:
            sample.load(session)
            return self._reported(session, folder, said)

    def _reported(
        self, session: Session, folder: Path, said: Callable[[str], None]
    ) -> Demonstration:
        period = Quarter.parse(sample.PERIOD)
        reports = Reports(session)
        findings = Findings(session)
        if warnings := [f for f in findings.check(period) if f.needs_reason]:
            findings.answer(period, warnings, sample.REASON)
        report = thawed(reports.freeze(period))
        packages = Packages(session, reports, Documents(session, reports), folder / KEY)
        said(OUT)
        exported = packages.export(period, folder / OUT, KeyChoice())
        said(TRUST)
        root = folder / TRUST / "root.pem"
        root.parent.mkdir(exist_ok=True)
        shutil.copyfile(packages.trial_key().root_file, root)
        verdict = self._verifier.verify(exported.file, trust=[root])
        return Demonstration(folder=folder, report=report, package=exported, verdict=verdict)

    def _clear(self, folder: Path) -> None:
        """Remove an earlier demonstration, and nothing that is not one."""
        try:
            if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
                return
        except OSError as error:  # a name that no file system allows, a folder that is withheld
            raise InputError(ErrorCode.FILE_UNWRITABLE, file=str(folder)) from error
        if not (folder / WORKSPACE).exists():
            raise InputError(ErrorCode.WORKSPACE_EXISTS, file=str(folder))
        session = self._workspaces.open(folder / WORKSPACE)
        session.workspace.close()
        if not session.is_sample:
            raise InputError(ErrorCode.WORKSPACE_EXISTS, file=str(folder))
        shutil.rmtree(folder / WORKSPACE)
        shutil.rmtree(folder / OUT, ignore_errors=True)
