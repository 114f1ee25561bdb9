"""Sentences for errors, findings and the problems that verification names: cause, then cure."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from egovdesk.domain.errors import EGovDeskError, ErrorCode, RefusedError
from egovdesk.domain.findings import Finding, Rule, Subject, clause_of_key, count_of_key
from egovdesk.domain.history import Change
from egovdesk.domain.measures import WorkloadField
from egovdesk.domain.packages import Problem, ProblemCode
from egovdesk.domain.procedures import CountField
from egovdesk.domain.signers import SignerStage
from egovdesk.wording import N_, _, formats
from egovdesk.wording.labels import cause_label, label
from egovdesk.wording.registers import change_words


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong, and what to do about it."""

    cause: str
    cure: str

    def __str__(self) -> str:
        return f"{self.cause} {self.cure}"


_ERRORS: dict[ErrorCode, tuple[str, str]] = {
    ErrorCode.FILE_MISSING: (
        N_("There is no file {file}."),
        N_("Check the name and the folder, then choose the file again."),
    ),
    ErrorCode.FILE_UNREADABLE: (
        N_("The file {file} cannot be read ({detail})."),
        N_("Check that the stick or folder is still connected and that you may open the file."),
    ),
    ErrorCode.FILE_NOT_ORDINARY: (
        N_("{file} is no file to read, but a folder, a pipe or a device."),
        N_("Choose the file itself."),
    ),
    ErrorCode.FILE_UNWRITABLE: (
        N_("{file} cannot be written."),
        N_("Choose a folder in which you may write."),
    ),
    ErrorCode.FILE_IN_USE: (
        N_("{file} is open in another program."),
        N_("Close it there, or choose another name; it was not changed."),
    ),
    ErrorCode.NUMBER_INVALID: (
        N_("“{value}” is not a number."),
        N_("Write it as 1.234 or 80,2."),
    ),
    ErrorCode.FILE_TOO_LARGE: (
        N_("The file {file} is larger than this program accepts."),
        N_("Check that it is the right file."),
    ),
    ErrorCode.JSON_INVALID: (
        N_("The file {file} is not a correct data file (at {place}: {cause})."),
        N_("Ask its sender for a new copy."),
    ),
    ErrorCode.CATALOGUE_SCHEMA: (
        N_("The catalogue {file} is wrong at {place}: {value} ({cause})."),
        N_("Correct this value, or ask the IT Centre for a new copy."),
    ),
    ErrorCode.CATALOGUE_NEWER: (
        N_("The catalogue {file} was made for a newer version of this program."),
        N_("Install the newer version first."),
    ),
    ErrorCode.CATALOGUE_DUPLICATE: (
        N_("The catalogue {file} names “{value}” twice, at {place}."),
        N_("Remove or rename one of them."),
    ),
    ErrorCode.CATALOGUE_UNKNOWN: (
        N_("The catalogue {file} refers at {place} to “{value}”, which it does not define."),
        N_("Define it or correct the reference."),
    ),
    ErrorCode.CATALOGUE_CYCLE: (
        N_("The catalogue {file} goes round in a circle at {place}: {value}."),
        N_("Remove one of these references."),
    ),
    ErrorCode.CATALOGUE_NO_DENOMINATOR: (
        N_("The catalogue {file} would divide by nothing at {place}."),
        N_("Name a measure for the denominator."),
    ),
    ErrorCode.CATALOGUE_VALUE: (
        N_("The catalogue {file} has dates out of order at {place}: {value}."),
        N_("Put the milestones in the order of their dates, each date once."),
    ),
    ErrorCode.CATALOGUE_WEIGHTS: (
        N_("The weights in the catalogue {file} at {place} add up to {value}, not to 100."),
        N_("Correct the weights."),
    ),
    ErrorCode.CATALOGUE_OLDER: (
        N_("The catalogue {file} is version {value}; version {installed} is installed already."),
        N_("Ask the IT Centre for the newest catalogue."),
    ),
    ErrorCode.PAYLOAD_SCHEMA: (
        N_("The data in {file} is wrong at {place} ({cause})."),
        N_("Ask the unit to export the report again."),
    ),
    ErrorCode.PAYLOAD_NEWER: (
        N_("The data in {file} was made by a newer version of this program."),
        N_("Install the newer version first."),
    ),
    ErrorCode.WORKSPACE_MISSING: (
        N_("There is no workspace at {file}."),
        N_("Check the folder, or make a workspace with “egovdesk init”."),
    ),
    ErrorCode.WORKSPACE_FOREIGN: (
        N_("{file} is not a workspace of this program."),
        N_("Choose the folder that holds workspace.db."),
    ),
    ErrorCode.WORKSPACE_DAMAGED: (
        N_("The workspace {file} is damaged; nothing was changed."),
        N_("Copy the folder to a safe place and go back to the newest file in its backups folder."),
    ),
    ErrorCode.WORKSPACE_NEWER: (
        N_("The workspace {file} was made by a newer version of this program."),
        N_("Install the newer version and open it there; nothing was changed."),
    ),
    ErrorCode.WORKSPACE_LOCKED: (
        N_("The workspace {file} is open already (computer {host}, process {pid})."),
        N_("Close it there and try again."),
    ),
    ErrorCode.WORKSPACE_READ_ONLY: (
        N_("The workspace {file} cannot be written."),
        N_("Copy the folder to your own disk and open the copy."),
    ),
    ErrorCode.WORKSPACE_EXISTS: (
        N_("The folder {file} is not empty."),
        N_("Choose a new folder; nothing was changed."),
    ),
    ErrorCode.DISK_FULL: (
        N_("{file} could not be written: the disk is full or failing."),
        N_("Free some space or choose another disk; nothing half written was left."),
    ),
    ErrorCode.AGENCY_UNKNOWN: (
        N_("The catalogue knows no unit “{value}”."),
        N_("Use one of these codes: {known}."),
    ),
    ErrorCode.PERIOD_INVALID: (
        N_("“{value}” is not a quarter."),
        N_("Write it as 2021-Q3 or Quý III/2021."),
    ),
    ErrorCode.PERIOD_FUTURE: (
        N_("The figures of {value} close on {cut_off}; before that day it cannot be reported."),
        N_("Choose an earlier quarter, or come back after that day."),
    ),
    ErrorCode.DATE_INVALID: (
        N_("“{value}” is not a date."),
        N_("Write it as 24/02/2021."),
    ),
    ErrorCode.MONTH_INVALID: (
        N_("“{value}” is not a month."),
        N_("Write it as 09/2021."),
    ),
    ErrorCode.YES_NO_INVALID: (
        N_("“{value}” is neither yes nor no."),
        N_("Write “có” or “không”."),
    ),
    ErrorCode.FIELD_INVALID: (
        N_("The value of “{field}” cannot be saved: {value}."),
        N_("Correct it and save again."),
    ),
    ErrorCode.PASTE_EMPTY: (
        N_("What was copied holds no table."),
        N_("Copy the cells again, then paste."),
    ),
    ErrorCode.PASTE_TOO_LARGE: (
        N_("What was copied is larger than this program takes at once."),
        N_("Copy fewer rows: at most 200,000 cells and 20 MB."),
    ),
    ErrorCode.SHEET_UNKNOWN: (
        N_("{file} has no sheet “{value}”."),
        N_("Use one of these: {known}."),
    ),
    ErrorCode.REGISTER_UNKNOWN: (
        N_("{file} has no columns by which the records of a list could be told apart."),
        N_("Name its columns as in a template of the list, or say which sheet and list it is."),
    ),
    ErrorCode.RECORD_MISSING: (
        N_("There is no record “{value}” in this workspace."),
        N_("Check the code."),
    ),
    ErrorCode.RECORD_IN_USE: (
        N_("Another record refers to this one, so it cannot be deleted."),
        N_("Change or delete the other record first."),
    ),
    ErrorCode.RECORD_TAKEN: (
        N_("Another record has this code already."),
        N_("Choose another code, or change the other record."),
    ),
    ErrorCode.STEP_IMPOSSIBLE: (
        N_("This step cannot be taken on {value} as it stands."),
        N_("Look at its history; undo a step that was recorded by mistake."),
    ),
    ErrorCode.PLAN_REFUSED: (
        N_("None of the rows can be saved."),
        N_("Correct what is said beside them, then try again."),
    ),
    ErrorCode.RECORDS_CHANGED: (
        N_("What was to be changed has been changed by something else meanwhile."),
        N_("Nothing was saved. Look at the new values, then do it again."),
    ),
    ErrorCode.TEXT_SECRET: (
        N_("The text is marked “{value}”."),
        N_("State secrets may not be kept here: leave it out."),
    ),
    ErrorCode.NOTHING_TO_UNDO: (
        N_("There is nothing to undo."),
        N_("Undo takes back what you recorded since the workspace was made."),
    ),
    ErrorCode.NOTHING_TO_REDO: (
        N_("There is nothing to redo."),
        N_("Redo brings back what you have just undone."),
    ),
    ErrorCode.UNDO_CONFLICT: (
        N_("What was done last cannot be taken back: a later change builds on it."),
        N_("Correct the record itself, or go on: Ctrl+Z takes back what was done before."),
    ),
    ErrorCode.REDO_CONFLICT: (
        N_("What was undone cannot be brought back: a later change is in its way."),
        N_("Enter it anew, if it is still wanted."),
    ),
    ErrorCode.REPORT_BLOCKED: (
        N_("The report for {period} has {count} errors, the first: {first}"),
        N_("Correct them; “egovdesk check” and the reports page list them all."),
    ),
    ErrorCode.REPORT_UNANSWERED: (
        N_("The report for {period} has {count} warnings without a reason, the first: {first}"),
        N_("Correct what is wrong, or give a reason; it travels with the report."),
    ),
    ErrorCode.REPORT_FROZEN: (
        N_("Revision {revision} of the report for {period} is frozen already."),
        N_("Recall it with a reason to correct it."),
    ),
    ErrorCode.REPORT_NOT_FROZEN: (
        N_("No report for {period} is frozen."),
        N_("Freeze the figures first."),
    ),
    ErrorCode.REPORT_SIGNED: (
        N_("Revision {revision} of the report for {period} was signed with another key already."),
        N_("Recall it with a reason; the next revision can be signed with any key."),
    ),
    ErrorCode.REASON_NEEDED: (
        N_("A reason is needed, of at most {limit} letters."),
        N_("Write in one or two sentences why."),
    ),
    ErrorCode.NOT_A_WARNING: (
        N_("Only a warning can be answered with a reason."),
        N_("Correct an error; a notice needs no answer."),
    ),
    ErrorCode.CANCELLED: (
        N_("Cancelled."),
        N_("Nothing was written."),
    ),
    ErrorCode.KEY_UNREADABLE: (
        N_("The key file {file} cannot be read."),
        N_("Choose a .p12 or .pfx file that holds a key and its certificate."),
    ),
    ErrorCode.KEY_PASSPHRASE: (
        N_("The password of the key file {file} is wrong."),
        N_("Type it again; mind Caps Lock and the Vietnamese keyboard."),
    ),
    ErrorCode.KEY_PASSPHRASE_NEEDED: (
        N_("The key file {file} needs a password."),
        N_("Type it when asked, or name the environment variable that holds it."),
    ),
    ErrorCode.KEY_NOT_VALID_NOW: (
        N_("The certificate is valid from {not_before} to {not_after}, not today."),
        N_("Use a valid certificate, and check the computer's clock."),
    ),
    ErrorCode.KEY_USAGE: (
        N_("The certificate is not meant for signing documents."),
        N_("Use the certificate that was issued for digital signatures."),
    ),
    ErrorCode.KEY_WEAK: (
        N_("The certificate's key is too short to be safe."),
        N_("Use a certificate whose key has 2048 bits or more (RSA), or 256 (elliptic curve)."),
    ),
    ErrorCode.KEY_FORBIDDEN: (
        N_("The key on the token “{token}” cannot sign; its PIN was not tried."),
        N_("Mend what is said above, or sign with another key."),
    ),
    ErrorCode.CERTIFICATE_UNREADABLE: (
        N_("The file {file} holds no readable certificate."),
        N_("Choose a certificate or revocation list in PEM or DER form."),
    ),
    ErrorCode.CERTIFICATE_KEY_ONLY: (
        N_("The file {file} holds a private key and no certificate."),
        N_("Choose the certificate that belongs to it, and keep this file to yourself."),
    ),
    ErrorCode.TOKEN_DRIVER: (
        N_("The token driver {file} does not work ({detail})."),
        N_("Install the driver that came with the token, for 64-bit programs, and try again."),
    ),
    ErrorCode.TIME_STAMP_ADDRESS: (
        N_("“{value}” is not the address of a time-stamp authority."),
        N_("Write an address that begins with http:// or https://, or leave it empty."),
    ),
    ErrorCode.TIME_STAMP_UNREACHABLE: (
        N_("The time-stamp authority {value} does not answer."),
        N_("Check the network, or sign without a time stamp."),
    ),
    ErrorCode.TIME_STAMP_WRONG: (
        N_("The time-stamp authority {value} gave an answer that is not right."),
        N_("Ask the authority, or sign without a time stamp; nothing was signed."),
    ),
    ErrorCode.SIGNATURE_PLACE: (
        N_("{file} has no place for a signature."),
        N_("Use the letter that this program made."),
    ),
    ErrorCode.PACKAGE_BROKEN: (
        N_("{file} is not what was signed, so nobody should sign it."),
        N_("Verify it to see what is wrong, and ask its sender for a new copy."),
    ),
    ErrorCode.PACKAGE_FOREIGN: (
        N_("{file} is not the package that this unit sent to be signed."),
        N_("Take the file that came back from the second signer, and no other."),
    ),
    ErrorCode.PACKAGE_NOT_WAITING: (
        N_("No package for {period} waits for a second signature."),
        N_("Sign the report as its preparer first; then the second signature can follow."),
    ),
    ErrorCode.LETTER_UNSIGNED: (
        N_("{file} bears no signature."),
        N_("Sign the saved letter with the unit's own program, and attach the file it writes."),
    ),
    ErrorCode.LETTER_BROKEN: (
        N_("{file} was changed after it was signed."),
        N_("Save the letter anew, sign it and attach it without changing it in between."),
    ),
    ErrorCode.LETTER_OTHER: (
        N_("{file} is not the letter of this report: page {page} is another one."),
        N_("Save the letter of the frozen report as PDF, sign that file and attach it."),
    ),
    ErrorCode.LETTER_MISSING: (
        N_("No signed letter is attached to the report for {period}."),
        N_("Attach one first."),
    ),
    ErrorCode.LETTER_TOO_LATE: (
        N_("Revision {revision} is packed already; its letter does not change any more."),
        N_("Recall it with a reason; the next revision can take another letter."),
    ),
    ErrorCode.PACKAGE_MISSING: (
        N_("The report for {period} is not signed yet, so it has no package."),
        N_("Sign it first."),
    ),
    ErrorCode.SIGNED_TWICE: (
        N_("The new signature on {file} is by the key that signed it first."),
        N_("Let somebody else sign it, who approves the report."),
    ),
    ErrorCode.TRIAL_ON_REAL: (
        N_("{file} bears a real signature; one by a trial key would make it worthless."),
        N_("Sign it with the certificate of who is to sign."),
    ),
    ErrorCode.ALREADY_SIGNED: (
        N_("{name} has signed {file} already."),
        N_("The second signature must be somebody else's."),
    ),
    ErrorCode.TOKEN_MISSING: (
        N_("The token “{token}” is not plugged in."),
        N_("Plug it in, wait until its light is steady, and try again."),
    ),
    ErrorCode.TOKEN_REMOVED: (
        N_("The token “{token}” was taken out while it was signing."),
        N_("Plug it in and sign again; nothing half signed was left."),
    ),
    ErrorCode.TOKEN_KEY_MISSING: (
        N_("The token “{token}” does not hold the key of the chosen certificate."),
        N_("Read the tokens again and choose a certificate with a key."),
    ),
    ErrorCode.TOKEN_PIN: (
        N_("The PIN of the token “{token}” is wrong."),
        N_("Make sure of it before the next try; after a few wrong ones the token locks itself."),
    ),
    ErrorCode.TOKEN_PIN_NEEDED: (
        N_("The token “{token}” needs its PIN."),
        N_("Type it when asked, or name the environment variable that holds it."),
    ),
    ErrorCode.TOKEN_SEVERAL: (
        N_("{count} certificates on the tokens may sign: {value}."),
        N_("Name one by the number of its token and its fingerprint."),
    ),
    ErrorCode.TOKEN_PIN_LAST_TRY: (
        N_("The PIN of the token “{token}” is wrong, and only one try is left."),
        N_("Ask whoever issued it before you try again; one more wrong PIN locks the token."),
    ),
    ErrorCode.TOKEN_PIN_LOCKED: (
        N_("The token “{token}” is locked after too many wrong PINs."),
        N_("Ask whoever issued it to unlock it; sign with another key meanwhile."),
    ),
    ErrorCode.TOKEN_PIN_EXPIRED: (
        N_("The PIN of the token “{token}” has to be changed first."),
        N_("Change it with the program that came with the token."),
    ),
    ErrorCode.TOKEN_TIMEOUT: (
        N_("The token driver {file} gave no answer within {seconds} seconds."),
        N_("Pull the token out, plug it in again and wait until its light is steady."),
    ),
    ErrorCode.PDF_UNREADABLE: (
        N_("The file {file} cannot be read as PDF."),
        N_("Open it in a PDF reader; if that fails too, ask for a new copy."),
    ),
    ErrorCode.PDF_LOCKED: (
        N_("The document {file} opens only with a password."),
        N_("Count it by hand, or ask for a copy without a password."),
    ),
    ErrorCode.PICTURE_UNREADABLE: (
        N_("The picture {file} is damaged or too large to be shown."),
        N_("Open it in its own program, or ask for a smaller copy."),
    ),
    ErrorCode.PDF_TIMEOUT: (
        N_("The document {file} takes longer to read than a document may."),
        N_("It may be damaged or made to do harm; ask for a new copy."),
    ),
    ErrorCode.CONTAINER_REFUSED: (
        N_("The package {file} was refused: {detail}."),
        N_("Ask its sender for a new copy."),
    ),
    ErrorCode.EVIDENCE_CHANGED: (
        N_("The evidence {file} is no longer the file that was attached."),
        N_("Put the original back into the evidence folder, or attach the document again."),
    ),
    ErrorCode.EVIDENCE_UNWANTED: (
        N_("No files are kept with the records of this list."),
        N_("Attach them to a step of a task, a directive, a procedure or an asset."),
    ),
    ErrorCode.EVIDENCE_MISSING: (
        N_("The evidence {file} is missing from the workspace."),
        N_("Put it back into the evidence folder from a backup, or attach the document again."),
    ),
    ErrorCode.SECTION_TOO_LONG: (
        N_("The section has {length} characters; a letter takes {limit} at most."),
        N_("Shorten it, and attach the rest to the tasks as evidence."),
    ),
    ErrorCode.TEXT_TOO_LONG: (
        N_("The text in {place} is too long for a workbook cell."),
        N_("Shorten it to 32,767 characters."),
    ),
    ErrorCode.WORKBOOK_NOT_XLSX: (
        N_("The file {file} is not an .xlsx workbook: {cause}."),
        N_("Open it in Excel or LibreOffice, save it as an .xlsx workbook and choose that file."),
    ),
    ErrorCode.WORKBOOK_PROTECTED: (
        N_("The workbook {file} is locked with a password."),
        N_("Save it as an unprotected .xlsx workbook and choose that file."),
    ),
    ErrorCode.WORKBOOK_MACROS: (
        N_("The workbook {file} contains macros."),
        N_("Save it as an .xlsx workbook, which holds none, and choose that file."),
    ),
    ErrorCode.WORKBOOK_DAMAGED: (
        N_("The workbook {file} is damaged at {place}: {cause}."),
        N_("Save it again from Excel or LibreOffice, or ask its sender for a new copy."),
    ),
    ErrorCode.WORKBOOK_TOO_LARGE: (
        N_("The file {file} is larger than this program reads, at {place}: {cause}."),
        N_("Delete what does not belong to the list, empty formatted rows too, or split the file."),
    ),
    ErrorCode.WORKBOOK_EMPTY: (
        N_("There is nothing in the file {file}."),
        N_("Check that it is the right file."),
    ),
    ErrorCode.WORKBOOK_CHANGED: (
        N_("The workbook {file} has changed since it was read."),
        N_("Choose it again, so that the new content is checked."),
    ),
    ErrorCode.TABLE_ENCODING: (
        N_("The file {file} is not saved in UTF-8 (line {place})."),
        N_("Choose “CSV UTF-8” when saving it in Excel, or save it as an .xlsx workbook."),
    ),
    ErrorCode.CELL_ERROR: (
        N_("The cell {place} shows {value} instead of a value."),
        N_("Correct its formula in the workbook, or type the value."),
    ),
    ErrorCode.CELL_NOT_CALCULATED: (
        N_("The formula in cell {place} was never calculated."),
        N_("Open the workbook in Excel or LibreOffice, save it there and choose it again."),
    ),
    ErrorCode.CELL_NO_DATE: (
        N_("The cell {place} is shown as a date, but {value} is no day of the calendar."),
        N_("Type the date again, such as 24/02/2021."),
    ),
}

_CAUSES: dict[str, str] = {
    # not a workbook
    "empty": N_("it is empty"),
    "old": N_("it is in an older format, such as .xls"),
    "html": N_("it is a web page under another name"),
    "ods": N_("it is an OpenDocument file, such as .ods"),
    "xlsb": N_("it is a binary workbook, such as .xlsb"),
    "other": N_("it is a file of another kind"),
    # damaged
    "truncated": N_("the file ends too early or is unreadable"),
    "part-missing": N_("a part is missing"),
    "encoding": N_("a part is not in UTF-8"),
    "dtd": N_("it declares entities, which no spreadsheet program does"),
    "xml": N_("a part is written wrongly"),
    "twice": N_("the same place is filled twice"),
    "compression": N_("a part is packed in an unknown way"),
    "sheet-missing": N_("a sheet is missing"),
    "sheet-twice": N_("two sheets are one and the same"),
    "reference": N_("a cell stands where no cell can be"),
    "text-index": N_("it refers to a text that does not exist"),
    "style": N_("it refers to a format that does not exist"),
    "type": N_("a value is of an unknown kind"),
    "number": N_("a number is none"),
    "date": N_("a date is none"),
    "yes-no": N_("a yes or no is neither"),
    # too large
    "text-length": N_("a text is longer than a cell holds"),
    "file-size": N_("the file is too big"),
    "members": N_("it has too many parts"),
    "unpacked": N_("it unpacks to too much"),
    "part-size": N_("a part unpacks to too much"),
    "sheets": N_("there are more than {limit} sheets"),
    "rows": N_("there are more than {limit} rows"),
    "columns": N_("there are more than {limit} columns"),
    "cells": N_("there are more than {limit} cells"),
}
"""What is wrong with a workbook or a table from outside, as part of a sentence."""


def explain(error: EGovDeskError) -> Message:
    """Return cause and cure of an error in the current language."""
    cause, cure = _ERRORS[error.code]
    data = {"place": "?", "detail": "?", "cause": "?", "value": "?"} | dict(error.data)
    data["place"] = data["place"] or _("the outermost level")
    if error.code.startswith("workbook-"):
        words = _CAUSES.get(str(data["cause"]), "")
        limit = formats.number(int(data.get("limit", 0)))
        data["cause"] = _(words).format(limit=limit) or data["cause"]
    else:
        data |= {name: cause_label(str(data[name])) for name in ("cause", "detail")}
    return Message(_(cause).format(**data), _(cure).format(**data))


_CONFLICTS: dict[ErrorCode, str] = {
    ErrorCode.UNDO_CONFLICT: N_("“{what}” cannot be taken back: “{later}” builds on it."),
    ErrorCode.REDO_CONFLICT: N_("“{what}” cannot be brought back: “{later}” is in its way."),
}
CONFLICTS = frozenset(_CONFLICTS)
"""What is said of an undo or a redo that a later change forbids."""


def conflict(code: ErrorCode, change: Change, later: Change | None) -> Message:
    """Return which change cannot be undone or redone, and which later one is the cause."""
    if later is None:
        return explain(RefusedError(code))
    said = _(_CONFLICTS[code])
    cause = said.format(what=change_words(change), later=change_words(later))
    return Message(cause, _(_ERRORS[code][1]))


_FINDINGS: dict[Rule, tuple[str, str]] = {
    Rule.NOTHING_RECORDED: (
        N_("Nothing was recorded for this period."),
        N_("Record procedures, counts and progress first."),
    ),
    Rule.NOTHING_NEW: (
        N_("Nothing was recorded of this quarter; only the report's date would be new."),
        N_("Record the quarter's counts and progress, or explain why there is nothing new."),
    ),
    Rule.COPIED_REPORT: (
        N_("Every count of this quarter is that of the quarter before; {count} are not 0."),
        N_("Enter the quarter's own counts, or explain why they are the same."),
    ),
    Rule.NUMERATOR_ABOVE_DENOMINATOR: (
        N_("{where}: the numerator {numerator} is above the denominator {denominator}."),
        N_("Correct the counts behind it."),
    ),
    Rule.PART_ABOVE_WHOLE: (
        N_("{where}: “{part}” is {numerator}, more than “{whole}”, {denominator}."),
        N_("Correct one of the two counts."),
    ),
    Rule.BASELINE_MISSING: (
        N_("Indicator {key} has no figure of the earlier year to compare with."),
        N_("Enter and lock the baseline."),
    ),
    Rule.BASELINE_TOO_HIGH: (
        N_(
            "Indicator {key}: above the baseline {numerator}/{denominator} at most {most} points "
            "can be gained, fewer than the target of {target}."
        ),
        N_("Check the baseline; if it is right, ask the IT Centre which target applies."),
    ),
    Rule.INDICATOR_MISSING: (
        N_("Indicator {key} has no figures."),
        N_("Record what it counts, or explain why there is none."),
    ),
    Rule.MONTH_MISSING: (
        N_("No procedure has counts for {month}."),
        N_("Enter the month's counts; enter 0 where there were none."),
    ),
    Rule.MONTH_PARTLY_MISSING: (
        N_("Month {month}: procedures in force without counts: {count}, the first of them {key}."),
        N_("Enter their counts; enter 0 where there were none."),
    ),
    Rule.WORKLOAD_MISSING: (
        N_("Month {month} has closed, and its work handled online was not recorded."),
        N_("Enter the month's two counts; enter 0 where there was no work."),
    ),
    Rule.PORTAL_WITHOUT_LEVEL: (
        N_("Procedure {key} is on the national portal, but its level was not recorded."),
        N_("Record its level, or that it is not on the portal."),
    ),
    Rule.PAYMENT_WITHOUT_FEE: (
        N_("Procedure {key} can be paid for online, but has no fee."),
        N_("Record that it has a fee, or that nothing is paid online."),
    ),
    Rule.JUMP: (
        N_("Indicator {key} moved by {moved} against last quarter, more than {threshold}."),
        N_("Check the counts, or explain the change."),
    ),
    Rule.COUNT_JUMP: (
        N_(
            "Month {month}: counts far from what is usual: {count}, the first of them “{part}” of "
            "{key}, {value} where {usual} is usual."
        ),
        N_("Look at the marked counts once more; leave those that are right."),
    ),
    Rule.TASK_OVERDUE: (
        N_("Task {key} is {days} days overdue and no extension was asked for."),
        N_("Record its completion, or request an extension."),
    ),
    Rule.EXTENSION_UNANSWERED: (
        N_("Task {key} is {days} days overdue, and the request for an extension has no answer."),
        N_("Record the written answer, or urge it; until it comes the task counts as overdue."),
    ),
    Rule.DONE_WITHOUT_EVIDENCE: (
        N_("Task {key} is declared complete without evidence."),
        N_("Attach the document that proves it."),
    ),
    Rule.DONE_BEFORE_ASSIGNED: (
        N_("Task {key} was done on {day}, before it was assigned on {assigned}."),
        N_("Correct the date that is wrong."),
    ),
    Rule.DONE_IN_FUTURE: (
        N_("Task {key} is recorded as done on {day}, a day that has not come."),
        N_("Enter the date of the document that proves it."),
    ),
    Rule.NO_CHANGE_SINCE: (
        N_("Nothing was recorded on task {key} in this quarter."),
        N_("Record its progress."),
    ),
    Rule.CLAUSE_UNCOVERED: (
        N_("{where} asks something of the unit, and no task answers it."),
        N_("Make a task of it, or say that it is no duty of the unit."),
    ),
    Rule.TARGET_DATE_PASSED: (
        N_("The last target of indicator {key} was for {day}; nothing is set for this quarter."),
        N_("Install the catalogue with the new targets, or report the final result."),
    ),
    Rule.CATALOGUE_CHANGED: (
        N_(
            "This report follows the catalogue {key}, version {version}; the one before it "
            "followed {before}, version {version_before}."
        ),
        N_("Say in the report which figures are no longer counted in the same way."),
    ),
    Rule.RECORDS_AFTER_CUT_OFF: (
        N_("Records dated after the cut-off of {day}, which this report leaves out: {count}."),
        N_("Correct the dates of those that belong to this quarter; leave the others as they are."),
    ),
}

_PLACES: dict[Subject, str] = {
    Subject.INDICATOR: N_("Indicator {key}"),
    Subject.BASELINE: N_("Baseline of indicator {key}"),
    Subject.PROCEDURE: N_("Procedure {key}"),
    Subject.MONTH: N_("Counts of month {month}"),
    Subject.COUNT: N_("Procedure {key}, month {month}"),
    Subject.WORKLOAD: N_("Work handled online, month {month}"),
    Subject.SIGNERS: N_("Digital signatures"),
    Subject.TASK: N_("Task {key}"),
    Subject.CLAUSE: N_("Clause {label} of {number}"),
    Subject.CATALOGUE: N_("Catalogue {key}"),
    Subject.REPORT: N_("The whole report"),
}


def finding_message(finding: Finding) -> Message:
    """Return what a rule found and the cure, in the current language."""
    cause, cure = _FINDINGS[finding.rule]
    named = _named(finding)
    quoted = {name: _quoted(finding, name) for name in finding.data}
    where = finding_place(finding)
    return Message(_(cause).format(where=where, **{**named, **quoted}), _(cure))


def finding_place(finding: Finding) -> str:
    """Return where a rule found something, in the current language."""
    return _(_PLACES[finding.subject]).format(**_named(finding))


def _named(finding: Finding) -> dict[str, str]:
    """Take a finding's key apart as people name what it tells."""
    match finding.subject:
        case Subject.MONTH | Subject.WORKLOAD:
            return {"key": finding.key, "month": formats.month(finding.key)}
        case Subject.COUNT:
            month, count, procedure = count_of_key(finding.key)
            part = label(CountField(count))
            return {"key": procedure, "month": formats.month(month), "part": part}
        case Subject.CLAUSE:
            number, clause = clause_of_key(finding.key)
            return {"key": finding.key, "number": number, "label": clause}
        case _:
            return {"key": finding.key}


_WHOLES: dict[Subject, type[StrEnum]] = {
    Subject.COUNT: CountField,
    Subject.WORKLOAD: WorkloadField,
    Subject.SIGNERS: SignerStage,
}


def _quoted(finding: Finding, name: str) -> str:
    """Write a figure, a day or a count's name as sentences quote it."""
    held = finding.data[name]
    if name in ("part", "whole"):
        return label(_WHOLES[finding.subject](str(held)))
    if name in ("day", "assigned"):
        return formats.day_text(str(held))
    if name in ("most", "target", "usual"):
        return formats.decimal(Fraction(held))
    return formats.number(held) if isinstance(held, int) else held


_PROBLEMS: dict[ProblemCode, tuple[str, str]] = {
    ProblemCode.NOT_A_CONTAINER: (
        N_("The file is neither a report package nor a PDF document."),
        N_("Choose a file that ends in .asice or .pdf."),
    ),
    ProblemCode.CONTAINER_STRUCTURE: (
        N_("The package is built in a way that no honest program builds it ({detail})."),
        N_("Do not open it otherwise; ask its sender for a new copy."),
    ),
    ProblemCode.CONTAINER_NAME: (
        N_("The package holds a forbidden file name ({detail})."),
        N_("Do not open it otherwise; ask its sender for a new copy."),
    ),
    ProblemCode.CONTAINER_SIZE: (
        N_("The package would unpack to more than is safe ({detail})."),
        N_("Do not open it otherwise; ask its sender for a new copy."),
    ),
    ProblemCode.MIMETYPE: (
        N_("The package does not declare the right type."),
        N_("Ask its sender for a new copy."),
    ),
    ProblemCode.NO_SIGNATURE: (
        N_("The file is not signed."),
        N_("Ask its sender for the signed one."),
    ),
    ProblemCode.MANIFEST_INVALID: (
        N_("The signed list of contents {member} cannot be read ({detail})."),
        N_("Ask its sender for a new copy."),
    ),
    ProblemCode.MEMBER_CHANGED: (
        N_("{member} was changed after signing."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.MEMBER_MISSING: (
        N_("{member} was signed but is missing."),
        N_("Ask its sender for a new copy."),
    ),
    ProblemCode.MEMBER_UNSIGNED: (
        N_("{member} was added and is not signed."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.SIGNATURE_INVALID: (
        N_("The signature does not fit the contents."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.CERTIFICATE_UNTRUSTED: (
        N_("The certificate comes from nobody on your trust list, so nobody vouches for its name."),
        N_("Add the issuer's root certificate to your list, if you trust it."),
    ),
    ProblemCode.CERTIFICATE_EXPIRED: (
        N_("The certificate has expired and no trusted time proves when it signed."),
        N_("Compare with your record of receipt, or ask for a new signature."),
    ),
    ProblemCode.CERTIFICATE_NOT_YET_VALID: (
        N_("The certificate is not valid yet."),
        N_("Check this computer's clock."),
    ),
    ProblemCode.CERTIFICATE_REVOKED: (
        N_("The certificate was revoked."),
        N_("Ask the unit to sign again with a valid certificate."),
    ),
    ProblemCode.CERTIFICATE_USAGE: (
        N_("The certificate is not meant for signing documents."),
        N_("Ask the unit to sign with the right certificate."),
    ),
    ProblemCode.CERTIFICATE_WEAK: (
        N_("A key behind the signature is too short: RSA needs 2048 bits, elliptic curves 256."),
        N_("Ask the unit to sign with a certificate whose keys are long enough."),
    ),
    ProblemCode.REVOCATION_NOT_CHECKED: (
        N_("Revocation was not checked."),
        N_("Load a current revocation list to check it."),
    ),
    ProblemCode.TRIAL_KEY: (
        N_("TRIAL: signed with a trial key; this is a seal without legal force."),
        N_("Sign with the unit's own certificate before sending it."),
    ),
    ProblemCode.TIME_STAMP_UNTRUSTED: (
        N_("There is a time stamp, but its authority does not come from your trust list."),
        N_("Add that authority's root certificate, if you trust it, to have the time proven."),
    ),
    ProblemCode.TIME_STAMP_INVALID: (
        N_("There is a time stamp, but it does not belong to this signature."),
        N_("Take the time for unproven, and ask the sender how it came there."),
    ),
    ProblemCode.PLAIN_SIGNATURE: (
        N_("It is a plain PDF signature, which does not protect which certificate made it."),
        N_("Compare the signer with whom you expect; ask for a PAdES signature where it matters."),
    ),
    ProblemCode.APPROVAL_AWAITED: (
        N_("It waits for its second signature: who prepared it has signed, who approves has not."),
        N_("Give it to the approver to sign; until then it is not a sent report."),
    ),
    ProblemCode.DOCUMENT_NOT_JUDGED: (
        N_("This document has signatures of its own, and this verdict says nothing about them."),
        N_("Open it from the list of files, or take it out of the package, to verify it."),
    ),
    ProblemCode.PDF_NOT_CHECKED: (
        N_("The document was not checked: the process apart that reads it has ended."),
        N_("Close other programs and try again; ask for a new copy if it happens again."),
    ),
    ProblemCode.PDF_UNREADABLE: (
        N_("The document cannot be read as PDF."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.PDF_LOCKED: (
        N_("The document opens only with a password, so its signatures could not be checked."),
        N_("Ask its sender for a copy without a password."),
    ),
    ProblemCode.PDF_TOO_SLOW: (
        N_("The document takes longer to read than a document may, so it was not checked."),
        N_("It may be made to do harm: do not open it otherwise, and ask for a new copy."),
    ),
    ProblemCode.PDF_SIGNATURE_UNREADABLE: (
        N_("A signature of the document is empty or damaged."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.PDF_CHANGED: (
        N_("The document is not the one that was signed: bytes under the signature were changed."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.PDF_NOT_COVERED: (
        N_("The signature leaves parts of the document open, where anything can be put in."),
        N_("Do not use it; ask its sender for a new copy."),
    ),
    ProblemCode.PDF_APPENDED: (
        N_("After the last signature something was added to the document."),
        N_("Do not use it; ask its sender for the document as it was signed."),
    ),
    ProblemCode.PDF_ALTERED: (
        N_("After the signature, pages, notes or form fields of the document were changed."),
        N_("Do not use it; ask its sender for the document as it was signed."),
    ),
    ProblemCode.PDF_INFORMATION: (
        N_("After the signature, the title or another property of the document was changed."),
        N_("Do not use it; ask its sender for the document as it was signed."),
    ),
    ProblemCode.PDF_OTHER_REPORT: (
        N_("The signed letter {member} belongs to another report: {detail}."),
        N_("Do not use it; ask the unit to export and sign the report again."),
    ),
    ProblemCode.DATA_INVALID: (
        N_("The report's data cannot be read ({detail})."),
        N_("Ask the unit to export the report again."),
    ),
    ProblemCode.DATA_NEWER: (
        N_("The report's data was made by a newer version of this program."),
        N_("Install the newer version."),
    ),
    ProblemCode.NAME_MISMATCH: (
        N_("The file's name says {detail}, but the report inside is another one."),
        N_("Trust what is inside; rename the file."),
    ),
}


def problem_message(problem: Problem) -> Message:
    """Return a problem of verification and its cure, in the current language.

    Where the words do not name the member or the certificate, these stand before them; the file
    that holds a signature says nothing to people who can read whose signature it is.
    """
    cause, cure = _PROBLEMS[problem.code]
    detail = cause_label(problem.detail)
    said = _(cause).format(member=problem.member, detail=detail)
    is_told = "{member}" in cause or (problem.certificate and problem.member.endswith(".p7s"))
    member = "" if is_told else problem.member
    about = ", ".join(name for name in (member, problem.certificate) if name)
    return Message(f"{about}: {said}" if about else said, _(cure))
