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
    "%1 already exists.\nDo you want to replace it?": N_(
        "%1 exists already.\nDo you want to replace it?"
    ),
    "Create a New Folder": N_("New folder"),
    "Change to list view mode": N_("As a list"),
    "Change to detail view mode": N_("With details"),
    "List View": N_("As a list"),
    "Detail View": N_("With details"),
    "Go back": N_("Back"),
    "Go forward": N_("Forward"),
    "Go to the parent directory": N_("Folder above"),
    "Drive": N_("Drive"),
    "Files": N_("Files"),
}

_PRINT_WORDS = {
    "Print": N_("Print"),
    "&Print": N_("&Print"),
    "Printer": N_("Printer"),
    "&Name:": N_("&Name:"),
    "P&roperties": N_("P&roperties"),
    "Location:": N_("Location:"),
    "Type:": N_("Type:"),
    "Output &file:": N_("Output &file:"),
    "Print to File (PDF)": N_("Print to a file (PDF)"),
    "Local file": N_("A file on this computer"),
    "Write PDF file": N_("Writes a PDF file"),
    "&Options >>": N_("&Options >>"),
    "&Options <<": N_("&Options <<"),
    "Copies": N_("Copies"),
    "Copies:": N_("Copies:"),
    "Collate": N_("Collate"),
    "Reverse": N_("Last page first"),
    "Options": N_("Options"),
    "Output Settings": N_("Copies and order"),
    "Print range": N_("Print range"),
    "Print all": N_("All"),
    "Pages from": N_("Pages from"),
    "to": N_("to"),
    "Pages": N_("Pages"),
    "Page &Set:": N_("Page &set:"),
    "All Pages": N_("All pages"),
    "Odd Pages": N_("Odd pages"),
    "Even Pages": N_("Even pages"),
    "Double Sided Printing": N_("Two-sided printing"),
    "Off": N_("Off"),
    "Long side binding": N_("Bound at the long side"),
    "Short side binding": N_("Bound at the short side"),
    "Color Mode": N_("Colour mode"),
    "Color": N_("Colour"),
    "Grayscale": N_("Shades of grey"),
    "Printer Properties": N_("Properties of the printer"),
    "Page": N_("Page"),
    "Advanced": N_("Advanced"),
    "Job Options": N_("The job"),
    "Paper": N_("Paper"),
    "Page size:": N_("Page size:"),
    "Width:": N_("Width:"),
    "Height:": N_("Height:"),
    "Paper source:": N_("Paper source:"),
    "Orientation": N_("Orientation"),
    "Portrait": N_("Portrait"),
    "Landscape": N_("Landscape"),
    "Reverse portrait": N_("Portrait, upside down"),
    "Reverse landscape": N_("Landscape, upside down"),
    "Margins": N_("Margins"),
    "Page Layout": N_("Page layout"),
    "Page &order:": N_("Page &order:"),
    "Pages &per sheet:": N_("Pages &per sheet:"),
    "Millimeters (mm)": N_("Millimetres (mm)"),
    "Custom": N_("Custom"),
    "%1 is a directory.\nPlease choose a different file name.": N_(
        "%1 is a folder.\nChoose another file name."
    ),
    "File %1 is not writable.\nPlease choose a different file name.": N_(
        "The file %1 cannot be written.\nChoose another file name."
    ),
    "%1 already exists.\nDo you want to overwrite it?": N_(
        "%1 exists already.\nDo you want to replace it?"
    ),
}
"""Qt's own print dialog, which Linux shows; Windows has one in the language of the system."""


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
        message = _QT_WORDS.get(source) or _PRINT_WORDS.get(source)
        return None if message is None else _(message)
