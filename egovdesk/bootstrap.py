"""The one place that wires everything together and reads the clock.

What the start page does not need is imported when it is first asked for.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from egovdesk import paths
from egovdesk.domain.catalogue import Catalogue
from egovdesk.services.catalogues import Catalogues, builtin, validate
from egovdesk.services.history import History
from egovdesk.services.overview import Overviews
from egovdesk.services.session import Session
from egovdesk.services.workspaces import Periods, Workspaces

if TYPE_CHECKING:
    from egovdesk.domain.registers import RegisterKind
    from egovdesk.services.attachments import Attachments
    from egovdesk.services.certificates import Certificates
    from egovdesk.services.comparisons import Comparisons
    from egovdesk.services.demo import Demo
    from egovdesk.services.directives import Directives
    from egovdesk.services.documents import Documents
    from egovdesk.services.evidence import EvidenceFiles
    from egovdesk.services.findings import Findings
    from egovdesk.services.imports import Imports
    from egovdesk.services.indicators import Indicators
    from egovdesk.services.letters import Letters
    from egovdesk.services.lists import Lists
    from egovdesk.services.narrative import Narratives
    from egovdesk.services.packages import Packages
    from egovdesk.services.procedures import Procedures
    from egovdesk.services.registers import Registers
    from egovdesk.services.remarks import Remarks
    from egovdesk.services.reminders import Reminders
    from egovdesk.services.reports import Reports
    from egovdesk.services.search import Search
    from egovdesk.services.second_signatures import SecondSignatures
    from egovdesk.services.signed_documents import SignedDocuments
    from egovdesk.services.signers import Signers
    from egovdesk.services.signing import Signing
    from egovdesk.services.tasks import Tasks
    from egovdesk.services.verifying import Verifier
    from egovdesk.services.views import Views


_TRIAL_SIGNER = "Người ký thử"
"""Whose trial key signs where no workspace says which unit's it is."""


def clock() -> datetime:
    """Return the present moment in the computer's time zone."""
    return datetime.now().astimezone()  # noqa: TID251 - the one place that reads the clock


@dataclass(frozen=True)
class Desk:
    """An open workspace with every service of the unit's desk."""

    session: Session

    @cached_property
    def periods(self) -> Periods:
        """The period that the desk looks at."""
        return Periods(self.session)

    @cached_property
    def overviews(self) -> Overviews:
        """The start page."""
        return Overviews(self.session)

    @cached_property
    def tasks(self) -> "Tasks":
        """Assigned tasks."""
        from egovdesk.services.tasks import Tasks

        return Tasks(self.session)

    @cached_property
    def evidence(self) -> "EvidenceFiles":
        """Copies of evidence to look at."""
        from egovdesk.services.evidence import EvidenceFiles

        return EvidenceFiles(self.session)

    @cached_property
    def signers(self) -> "Signers":
        """Signatures and work online."""
        from egovdesk.services.signers import Signers

        return Signers(self.session)

    @cached_property
    def procedures(self) -> "Procedures":
        """Online services."""
        from egovdesk.services.procedures import Procedures

        return Procedures(self.session)

    @cached_property
    def indicators(self) -> "Indicators":
        """The directive's indicators."""
        from egovdesk.services.indicators import Indicators

        return Indicators(self.session)

    @cached_property
    def comparisons(self) -> "Comparisons":
        """Two quarters side by side."""
        from egovdesk.services.comparisons import Comparisons

        return Comparisons(self.session)

    @cached_property
    def findings(self) -> "Findings":
        """The rules before sending."""
        from egovdesk.services.findings import Findings

        return Findings(self.session)

    @cached_property
    def reports(self) -> "Reports":
        """Quarterly reports."""
        from egovdesk.services.reports import Reports

        return Reports(self.session)

    @cached_property
    def narratives(self) -> "Narratives":
        """What the reports say in words."""
        from egovdesk.services.narrative import Narratives

        return Narratives(self.session)

    @cached_property
    def documents(self) -> "Documents":
        """Reports as files."""
        from egovdesk.services.documents import Documents

        return Documents(self.session, self.reports)

    @cached_property
    def packages(self) -> "Packages":
        """Signed packages."""
        from egovdesk.services.packages import Packages

        return Packages(self.session, self.reports, self.documents, paths.profile() / "trial")

    @cached_property
    def second_signatures(self) -> "SecondSignatures":
        """Second signatures on packages."""
        from egovdesk.services.second_signatures import SecondSignatures

        return SecondSignatures(self.session, self.reports, self.packages, self.signing)

    @cached_property
    def letters(self) -> "Letters":
        """Letters that were signed elsewhere."""
        from egovdesk.services.letters import Letters

        return Letters(self.session, self.reports, self.documents)

    @cached_property
    def signing(self) -> "Signing":
        """Keys, before they sign the unit's packages."""
        from egovdesk.services.signing import Signing

        return Signing(self.session.clock, self.packages.open_trial_key)

    @cached_property
    def catalogues(self) -> Catalogues:
        """Catalogues from the Centre."""
        return Catalogues(self.session)

    @cached_property
    def registers(self) -> "Registers":
        """Every register: lists, and the way into them."""
        from egovdesk.services.registers import Registers

        return Registers(self.session)

    @cached_property
    def certificates(self) -> "Certificates":
        """Certificates read from files and tokens."""
        from egovdesk.services.certificates import Certificates

        return Certificates(self.session, self.registers)

    @cached_property
    def signed_documents(self) -> "SignedDocuments":
        """Who signs, counted from documents."""
        from egovdesk.services.signed_documents import SignedDocuments

        return SignedDocuments(self.session, self.registers)

    @cached_property
    def attachments(self) -> "Attachments":
        """Files of records."""
        from egovdesk.services.attachments import Attachments

        return Attachments(self.session, self.registers)

    @cached_property
    def directives(self) -> "Directives":
        """What was ordered, clause by clause."""
        from egovdesk.services.directives import Directives

        return Directives(self.session)

    @cached_property
    def remarks(self) -> "Remarks":
        """Comments on values."""
        from egovdesk.services.remarks import Remarks

        return Remarks(self.session)

    @cached_property
    def views(self) -> "Views":
        """Saved views of lists."""
        from egovdesk.services.views import Views

        return Views(self.session)

    @cached_property
    def search(self) -> "Search":
        """One search over everything."""
        from egovdesk.services.search import Search

        return Search(self.session, self.registers)

    @cached_property
    def imports(self) -> "Imports":
        """Reading files into registers."""
        from egovdesk.services.imports import Imports

        return Imports(self.registers)

    @cached_property
    def lists(self) -> "Lists":
        """Registers and templates as workbooks."""
        from egovdesk.services.lists import Lists

        return Lists(self.registers)

    @cached_property
    def reminders(self) -> "Reminders":
        """What is due."""
        from egovdesk.services.reminders import Reminders

        return Reminders(self.session)

    @cached_property
    def history(self) -> History:
        """Undo, redo and the journal."""
        return History(self.session)

    def close(self) -> None:
        """Release the workspace, and remove what was copied out of it to look at."""
        self.evidence.close()
        self.session.workspace.close()


def workspaces() -> Workspaces:
    """Return what makes and opens workspaces."""
    return Workspaces(clock)


def open_desk(folder: Path) -> Desk:
    """Open a workspace.

    Raises:
        InputError: it cannot be opened; nothing was written.
    """
    return Desk(workspaces().open(folder))


def catalogue(file: Path | None) -> Catalogue:
    """Return the catalogue in a file after checking it, or the built-in one.

    Raises:
        InputError: naming the place and the cause.
    """
    return builtin() if file is None else validate(file)


def write_template(kind: "RegisterKind", target: Path) -> None:
    """Write a template with the choices of the built-in catalogue; it needs no workspace.

    Raises:
        InputError: the file cannot be written.
    """
    from egovdesk.services.lists import write_blank
    from egovdesk.services.registers import labels_of, words_of

    write_blank(kind, target, labels_of(words_of(kind, builtin(), None)))


def trial_root() -> Path | None:
    """Return the root certificate of this profile's trial key, if one was ever made."""
    from egovdesk.signing.trial import ROOT_FILE

    root = paths.profile() / "trial" / ROOT_FILE
    return root if root.is_file() else None


def verifier() -> "Verifier":
    """Return what judges signed files; it needs no workspace."""
    from egovdesk.services.verifying import Verifier

    return Verifier(clock)


def signing() -> "Signing":
    """Return what looks at keys and adds a second signature; it needs no workspace."""
    from egovdesk.services.signing import Signing
    from egovdesk.signing.trial import open_trial_key

    # not the unit's key: another name would make that one anew
    folder = paths.profile() / "trial-signer"
    return Signing(clock, lambda: open_trial_key(folder, organisation=_TRIAL_SIGNER, now=clock()))


def demo() -> "Demo":
    """Return the demonstration."""
    from egovdesk.services.demo import Demo

    return Demo(workspaces(), verifier(), clock)


def make_sample(folder: Path) -> None:
    """Make a workspace of the sample unit and close it.

    Raises:
        InputError: the folder is not empty or not writable.
    """
    from egovdesk.services import sample

    session = workspaces().create(folder, sample.AGENCY, sample=True)
    with session.workspace:
        sample.load(session)
