"""How the person likes the program: language, look, zoom, reminders, the last workspace."""

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QSettings, QStandardPaths

from egovdesk import paths
from egovdesk.ui.theme import Theme
from egovdesk.wording import Language


class Preferences:
    """Kept in the user's profile, never in a workspace."""

    def __init__(self) -> None:
        self._settings = QSettings(str(paths.profile() / "desktop.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The language of the screen; Vietnamese at first."""
        return Language.EN if self._get("language") == Language.EN else Language.VI

    @language.setter
    def language(self, language: Language) -> None:
        self._put("language", language.value)

    @property
    def theme(self) -> Theme:
        """The look; light at first."""
        kept = self._get("theme")
        return Theme(kept) if kept in list(Theme) else Theme.LIGHT

    @theme.setter
    def theme(self, theme: Theme) -> None:
        self._put("theme", theme.value)

    @property
    def zoom(self) -> int:
        """The size of everything in percent, 80 to 200."""
        kept = self._get("zoom")
        return min(200, max(80, int(kept))) if kept.isdecimal() else 100

    @zoom.setter
    def zoom(self, percent: int) -> None:
        self._put("zoom", str(percent))

    @property
    def reminders(self) -> bool:
        """Whether the program reminds of what is due; it does at first."""
        return self._get("reminders") != "off"

    @reminders.setter
    def reminders(self, wanted: bool) -> None:
        self._settings.setValue("reminders", "on" if wanted else "off")

    @property
    def workspace(self) -> Path | None:
        """The workspace opened last."""
        kept = self._get("workspace")
        return Path(kept) if kept else None

    @workspace.setter
    def workspace(self, folder: Path) -> None:
        self._put("workspace", str(folder))

    @property
    def export_folder(self) -> Path:
        """The folder into which something was saved last, else the user's documents, else home.

        A folder that is gone would let a dialog open wherever the program was started.
        """
        kept = self._get("export_folder")
        documents = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        folders = (Path(each) for each in (kept, documents) if each)
        return next((folder for folder in folders if folder.is_dir()), Path(QDir.homePath()))

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._put("export_folder", str(folder))

    @property
    def key_kind(self) -> str:
        """The kind of key that signed last, or nothing; never the key, its PIN or its password."""
        return self._get("key_kind")

    @key_kind.setter
    def key_kind(self, kind: str) -> None:
        self._put("key_kind", kind)

    @property
    def token_driver(self) -> Path | None:
        """The token driver that was looked for and chosen last."""
        kept = self._get("token_driver")
        return Path(kept) if kept else None

    @token_driver.setter
    def token_driver(self, driver: Path) -> None:
        self._put("token_driver", str(driver))

    @property
    def time_stamp_url(self) -> str:
        """The address of the time-stamp authority; nothing where none is asked."""
        return self._get("time_stamp_url")

    @time_stamp_url.setter
    def time_stamp_url(self, url: str) -> None:
        self._put("time_stamp_url", url)

    @property
    def trust(self) -> tuple[Path, ...]:
        """The files of root certificates that the person trusts."""
        return self._files("trust")

    @trust.setter
    def trust(self, files: tuple[Path, ...]) -> None:
        self._put_files("trust", files)

    @property
    def revocation_lists(self) -> tuple[Path, ...]:
        """The files of revocation lists that the person has fetched."""
        return self._files("revocation_lists")

    @revocation_lists.setter
    def revocation_lists(self, files: tuple[Path, ...]) -> None:
        self._put_files("revocation_lists", files)

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    def _files(self, name: str) -> tuple[Path, ...]:
        # As JSON in one value: Qt reads a list of one back as a plain text.
        try:
            return tuple(Path(each) for each in json.loads(self._get(name) or "[]"))
        except (ValueError, TypeError):  # somebody edited the file
            return ()

    def _put_files(self, name: str, files: tuple[Path, ...]) -> None:
        self._put(name, json.dumps([str(file) for file in files]))

    def _get(self, name: str) -> str:
        return str(self._settings.value(name) or "")

    def _put(self, name: str, value: str) -> None:
        """Keep a value where it is a new one: Qt writes the whole file anew each time."""
        if value != self._get(name):
            self._settings.setValue(name, value)
