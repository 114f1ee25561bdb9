"""Making and opening workspaces."""

from pathlib import Path

from egovdesk.documents.catalogue import (
    MAX_BYTES,
    builtin_catalogue_bytes,
    read_catalogue,
    trusted_catalogue,
)
from egovdesk.domain.agencies import Agency
from egovdesk.domain.catalogue import Catalogue
from egovdesk.domain.errors import ErrorCode, InputError, UsageError
from egovdesk.domain.history import UseCase
from egovdesk.domain.quarter import Quarter
from egovdesk.files import read_file
from egovdesk.services.catalogues import BUILTIN, agency_of, date_series, install, undated
from egovdesk.services.session import Clock, Session
from egovdesk.storage.settings import SettingName
from egovdesk.storage.workspace import Workspace


class Workspaces:
    """Makes workspaces from a unit and a catalogue, and opens them again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def create(
        self, folder: Path, agency: str, *, catalogue_file: Path | None = None, sample: bool = False
    ) -> Session:
        """Make a workspace for a unit and give it the tasks that the catalogue assigns.

        Raises:
            InputError: the folder is not empty or not writable; the catalogue is wrong.
            UsageError: the catalogue does not know the unit.
        """
        if catalogue_file is None:
            data = builtin_catalogue_bytes()
            catalogue = trusted_catalogue(data, source=BUILTIN)
        else:
            data = read_file(catalogue_file, MAX_BYTES)
            catalogue = read_catalogue(data, source=catalogue_file.name)
        unit_of_catalogue = agency_of(catalogue, agency)
        workspace = Workspace.create(folder)
        try:
            with workspace.changing(
                UseCase.CREATE_WORKSPACE, at=self._clock(), subject=agency
            ) as unit:
                unit.settings.put(SettingName.AGENCY, agency)
                unit.settings.put(SettingName.SAMPLE, "1" if sample else "")
                install(unit, catalogue, data, agency)
        except BaseException:
            workspace.discard()
            raise
        return self._session(workspace, catalogue, unit_of_catalogue, is_sample=sample)

    def open(self, folder: Path) -> Session:
        """Open a workspace.

        Raises:
            InputError: see `Workspace.open`.
        """
        workspace = Workspace.open(folder)
        try:
            with workspace.reading() as unit:
                agency = unit.settings.get(SettingName.AGENCY)
                sample = unit.settings.get(SettingName.SAMPLE) == "1"
                installed = unit.catalogues.get(unit.settings.get(SettingName.CATALOGUE))
            catalogue = trusted_catalogue(
                installed.document.encode(), source=installed.catalogue_id
            )
            if agency not in catalogue.agencies:
                raise InputError(ErrorCode.WORKSPACE_DAMAGED, file=str(folder))
            found = agency_of(catalogue, agency)
            if workspace.is_migrated:
                self._date_series(workspace, catalogue, agency)
            return self._session(workspace, catalogue, found, is_sample=sample)
        except BaseException:
            workspace.close()
            raise

    def _date_series(self, workspace: Workspace, catalogue: Catalogue, agency: str) -> None:
        """Give what an earlier version left without a due date the one of a new workspace."""
        with workspace.reading() as unit:
            missing = undated(unit, catalogue, agency)
        if missing:
            with workspace.changing(
                UseCase.INSTALL_CATALOGUE, at=self._clock(), subject=catalogue.id
            ) as unit:
                for task in missing:
                    date_series(unit, catalogue, task)

    def _session(
        self, workspace: Workspace, catalogue: Catalogue, agency: Agency, *, is_sample: bool
    ) -> Session:
        return Session(
            workspace=workspace,
            catalogue=catalogue,
            agency=agency,
            is_sample=is_sample,
            clock=self._clock,
        )


class Periods:
    """The period that the desk looks at, kept in the workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def chosen(self) -> Quarter:
        """Return the period chosen last, or the quarter that is being recorded today."""
        with self._session.workspace.reading() as unit:
            kept = unit.settings.get(SettingName.PERIOD)
        if not kept:
            return Quarter.containing(self._session.today)
        try:
            return Quarter.parse(kept)
        except UsageError as error:  # the officer did not type it
            folder = self._session.workspace.folder
            raise InputError(ErrorCode.WORKSPACE_DAMAGED, file=folder.name) from error

    def choose(self, period: Quarter) -> None:
        """Keep the period for the next start."""
        session = self._session
        with session.workspace.changing(
            UseCase.CHOOSE_PERIOD, at=session.clock(), subject=str(period)
        ) as unit:
            unit.settings.put(SettingName.PERIOD, str(period))
