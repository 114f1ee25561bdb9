"""Qt's own buttons and menus in Vietnamese, which Qt does not ship."""

from PySide6.QtCore import QObject, QTranslator

from egovdesk.wording import N_, _

_QT_WORDS = {
    "OK": N_("OK"),
    "&OK": N_("OK"),
    "Cancel": N_("Cancel"),
    "&Cancel": N_("Cancel"),
    "Save": N_("Save"),
    "&Save": N_("Save"),
    "Close": N_("Close"),
    "&Close": N_("Close"),
    "Open": N_("Open"),
    "&Open": N_("Open"),
    "&Yes": N_("&Yes"),
    "&No": N_("&No"),
    "&Undo": N_("&Undo"),
    "&Redo": N_("&Redo"),
    "Cu&t": N_("Cu&t"),
    "&Copy": N_("&Copy"),
    "&Paste": N_("&Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "&Choose": N_("&Choose"),
    "Choose": N_("&Choose"),
    "&Look in:": N_("&Look in:"),
    "File &name:": N_("File &name:"),
    "Files of &type:": N_("Files of &type:"),
    "Directory:": N_("Folder:"),
    "Name": N_("Name"),
    "Size": N_("Size"),
    "Type": N_("Type"),
    "Date Modified": N_("Date modified"),
    "&New Folder": N_("&New folder"),
    "Create New Folder": N_("New folder"),
    "Parent Directory": N_("Folder above"),
    "Back": N_("Back"),
    "Forward": N_("Forward"),
    "Folder": N_("Folder"),
    "Computer": N_("Computer"),
    "&Rename": N_("&Rename"),
    "&Delete": N_("&Delete"),
    "Show &hidden files": N_("Show &hidden files"),
    "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
        "%1\nThere is no such file.\nCheck its name and try again."
    ),
    "All Files (*)": N_("All files (*)"),
}


class WordingTranslator(QTranslator):
    """Answers Qt's questions from the program's own catalogue."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        """Say that there are words; Qt skips an empty translator."""
        return False

    def translate(
        self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1
    ) -> str | None:
        """Return Qt's words in the current language, or None to leave them."""
        message = _QT_WORDS.get(source)
        return None if message is None else _(message)
