"""Help for each page, to be read without a network."""

from collections.abc import Mapping

from egovdesk.wording import N_, _

_PAGES: Mapping[str, tuple[str, ...]] = {
    "overview": (
        N_("What is due, what is missing, how the indicators stand and what has moved."),
        N_("Every figure opens what it counts: by a click, or by Tab and Enter."),
        N_("“Track” is where the straight line to the next milestone stands on the day shown."),
        N_("Alt+Left and Alt+Right go to the quarter before and after."),
    ),
    "directives": (
        N_("Register each directive with its file, then split its text into clauses and tasks."),
        N_("The list beside it shows which clauses no task covers yet."),
    ),
    "tasks": (
        N_("Record progress on a task with Ctrl+P; evidence can be dropped or pasted there."),
        N_("A deadline changes only by a granted extension; every former deadline is kept."),
        N_("Search and filters of the list hold on board, calendar and timeline too."),
        N_("On the board, Ctrl with an arrow moves a card; on the timeline, + and - look closer."),
        N_("A completion bears the day of the document that proves it. Late stays late."),
    ),
    "signatures": (
        N_("Read certificates from files or tokens instead of typing their numbers."),
        N_("Each month, enter how many non-secret items there were and how many went online."),
        N_("Names stay in this workspace; reports carry counts only."),
    ),
    "services": (
        N_("Levels, portal, fees and payments are kept with the day from which they hold."),
        N_("Monthly counts are typed in one grid; the last twelve months stand beside a cell."),
    ),
    "assets": (
        N_("Small registers for what directives ask for beside the indicators."),
        N_("Never enter weaknesses of systems or anything that is a state secret."),
    ),
    "reports": (
        N_("Ctrl+PgDn and Ctrl+PgUp go through the steps; leave and come back at any of them."),
        N_("Errors must be corrected; a warning takes a reason (F2) that travels along."),
        N_("The narrative saves itself; a sentence whose figure has changed is marked for you."),
        N_("What is frozen stays; to correct it, recall it with a reason and sign the next one."),
        N_("Enter on a finding opens the very cell that it speaks of."),
        N_("Ctrl+F searches the figures, the findings or the letter, whichever is shown."),
        N_("With the letter: Ctrl++ and Ctrl+- zoom, F3 finds on, Ctrl+P prints, Ctrl+S saves."),
        N_("Before a key signs it is looked at; a PIN is typed for one signature and never kept."),
        N_("Signed as its preparer, a package waits: the approver signs here or elsewhere."),
        N_("The letter then shows no mark of the approver, whose signature covers the package."),
        N_("A trial signature is for trying out: a real one takes its place, without a recall."),
        N_("A package can be verified by anyone with the root certificate you trust."),
        N_("Ctrl+O, or dropping the file on the window, verifies any package or signed PDF."),
    ),
    "indicator": (
        N_("How the indicator stands, what it is made of, and what is missing to its target."),
        N_("The plan counts on the denominator as it is, and says so where it is projected on."),
        N_("Procedures that bring most come first; the fewest that are enough are marked."),
        N_("A row opens the procedure, the month or the task; a quarter is set beside this one."),
    ),
    "comparison": (
        N_("Each indicator as it was and as it is, and the difference in percentage points."),
        N_("Choose an indicator to see which rows entered, left or changed behind it."),
        N_("Alt+Left and Alt+Right change the first quarter, with Shift the second."),
    ),
    "settings": (
        N_("Language, look and size; the workspace and its catalogue; whom you trust."),
        N_("Under Letters, say who signs and by what right; the next letter shows it."),
        N_("Add your issuer's newest revocation list, so that a revoked certificate is noticed."),
    ),
}

_GRIDS = (
    N_("Type into a cell to replace it, F2 to change it; Enter goes down, Tab to the right."),
    N_("After Tab, Enter begins the next line where this one began."),
    N_("What is typed into the blank last row becomes a record; Escape gives it up."),
    N_("Ctrl+C and Ctrl+V exchange blocks with Excel; a preview shows each cell before saving."),
    N_("A block that was copied with its head becomes new records, by the titles in it."),
    N_("Pasted text of TCVN3 or VNI fonts is shown before and after, and converted if you agree."),
    N_("Files or a picture on the clipboard: Ctrl+V attaches them to the chosen record."),
    N_("Ctrl+D repeats the first selected row, Delete empties cells, Space answers yes or no."),
    N_("Every entry is saved at once; what cannot be is marked red, with the reason on the cell."),
    N_("Ctrl+Z takes back whatever was done last, imports included; Ctrl+Y brings it back."),
    N_("Ctrl+Return opens a record's form, and in a form it saves, from within a note too."),
    N_("A right click on the head chooses columns; a click on it sorts in Vietnamese order."),
)


def page_help(page: str) -> list[str]:
    """Return what there is to know about a page, a sentence or two each."""
    return [_(words) for words in _PAGES.get(page, ())]


def grid_help() -> list[str]:
    """Return how grids are used by keyboard."""
    return [_(words) for words in _GRIDS]
