"""Frozen reports and the packages made of them, on disk."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select

from egovdesk.domain.examined import CatalogueVersion
from egovdesk.domain.signing import SignerRole
from egovdesk.domain.values import value
from egovdesk.storage import schema

_VERSION = ("id", "version")


@value
class FrozenReport:
    """A report as it was computed.

    `payload` is its JSON text; `figures_digest` the SHA-256 (hex) of what it says of the unit,
    without number, time and sequence: two reports with the same one say the same.
    """

    id: int
    period: str
    revision: int
    action: str
    cut_off: date
    frozen_at: datetime
    payload: str
    figures_digest: str


@value
class PackageSignature:
    """One signature on a package; `digest` is the SHA-256 (hex) of the file with it.

    `signer` is whom its certificate names, empty where it was recorded before names were.
    """

    number: int
    role: SignerRole
    signer_serial: str
    digest: str
    created_at: datetime
    signer: str
    is_trial: bool


@value
class SentPackage:
    """A package that was written; digests are SHA-256 in hex, the signer's serial is hex too.

    `digest` is that of the file with its first signature; packages that were written before
    signatures were recorded one by one have no `signatures`.
    """

    id: int
    report_id: int
    sequence: int
    file_name: str
    digest: str
    previous_digest: str
    signer_serial: str
    created_at: datetime
    signatures: tuple[PackageSignature, ...] = ()

    @property
    def final_digest(self) -> str:
        """The digest of the file as it is now, with every signature."""
        return self.signatures[-1].digest if self.signatures else self.digest

    @property
    def signed_at(self) -> datetime:
        """When it was signed last."""
        return self.signatures[-1].created_at if self.signatures else self.created_at

    @property
    def is_waiting(self) -> bool:
        """Say whether only who prepared it has signed: who approves it has not."""
        return self.missing_role is SignerRole.APPROVER

    @property
    def missing_role(self) -> SignerRole | None:
        """In what capacity nobody has signed it yet; an approver's signature alone is enough."""
        roles = {signature.role for signature in self.signatures}
        missing = [role for role in SignerRole if role not in roles]
        return missing[0] if len(missing) == 1 else None

    @property
    def is_complete(self) -> bool:
        """Say whether it can be sent: nobody has to sign it any more, and no trial key did."""
        return not (self.is_waiting or self.is_trial)

    def wants(self, role: SignerRole) -> bool:
        """Say whether a signature in this capacity may be added.

        While the approver's is missing, that of one more preparer may.
        """
        return self.is_waiting or role is self.missing_role

    @property
    def is_trial(self) -> bool:
        """Say whether a trial key signed it: then it is for trying out."""
        return any(signature.is_trial for signature in self.signatures)


@value
class AttachedLetter:
    """A report's letter that was signed elsewhere; it lies under its digest (SHA-256, hex).

    `signer` is whom its certificate names.
    """

    report_id: int
    digest: str
    size: int
    name: str
    signer: str
    at: datetime


@value
class Recall:
    """That a frozen report is to be corrected, and why."""

    report_id: int
    at: datetime
    reason: str


class ReportRepository:
    """Reads and appends; nothing frozen is ever changed, and only what was for trying out goes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_period(self, period: str) -> tuple[FrozenReport, ...]:
        """Return the revisions of a period's report, oldest first."""
        columns = schema.report.c
        statement = select(schema.report).where(columns.period == period)
        rows = self._connection.execute(statement.order_by(columns.revision))
        return tuple(FrozenReport(**row._mapping) for row in rows)  # noqa: SLF001 - public

    def catalogue_before(self, period: str) -> CatalogueVersion | None:
        """Return the catalogue of the last report before a period; None where there is none."""
        columns = schema.report.c
        version = (func.json_extract(columns.payload, f"$.catalogue.{key}") for key in _VERSION)
        statement = select(*version).where(columns.period < period)
        latest = statement.order_by(columns.period.desc(), columns.revision.desc()).limit(1)
        row = self._connection.execute(latest).first()
        return None if row is None else CatalogueVersion(id=row[0], version=row[1])

    def add(self, report: FrozenReport) -> int:
        """Keep a frozen report and return its id; the id inside `report` is ignored."""
        key = self._connection.execute(
            insert(schema.report).values(
                period=report.period,
                revision=report.revision,
                action=report.action,
                cut_off=report.cut_off,
                frozen_at=report.frozen_at,
                payload=report.payload,
                figures_digest=report.figures_digest,
            )
        ).inserted_primary_key
        assert key is not None
        return int(key[0])

    def recalls(self) -> dict[int, Recall]:
        """Return the reports that were recalled, by their ids."""
        rows = self._connection.execute(select(schema.report_recall))
        return {
            row.report_id: Recall(report_id=row.report_id, at=row.at, reason=row.reason)
            for row in rows
        }

    def recall(self, recalled: Recall) -> None:
        """Keep that a report is to be corrected."""
        self._connection.execute(
            insert(schema.report_recall).values(
                report_id=recalled.report_id, at=recalled.at, reason=recalled.reason
            )
        )

    def letters(self) -> dict[int, AttachedLetter]:
        """Return the letters that were signed elsewhere, by the ids of their reports."""
        columns = schema.report_letter.c
        wanted = (columns.report_id, columns.digest, columns.size, columns.name)
        rows = self._connection.execute(select(*wanted, columns.signer, columns.at))
        return {row.report_id: AttachedLetter(**row._mapping) for row in rows}  # noqa: SLF001

    def attach_letter(self, letter: AttachedLetter) -> None:
        """Keep a report's letter in the place of the one that is attached now, if any."""
        self.detach_letter(letter.report_id)
        self._connection.execute(
            insert(schema.report_letter).values(
                report_id=letter.report_id,
                digest=letter.digest,
                size=letter.size,
                name=letter.name,
                signer=letter.signer,
                at=letter.at,
            )
        )

    def detach_letter(self, report_id: int) -> None:
        """Forget a report's letter; its file stays under its digest."""
        table = schema.report_letter
        self._connection.execute(delete(table).where(table.c.report_id == report_id))

    def packages(self) -> tuple[SentPackage, ...]:
        """Return every package that was written, in sequence."""
        signatures = self._signatures()
        rows = self._connection.execute(select(schema.package).order_by(schema.package.c.sequence))
        return tuple(
            SentPackage(**row._mapping, signatures=tuple(signatures.get(row.id, ())))  # noqa: SLF001
            for row in rows
        )

    def drop_packages(self, dropped: Iterable[SentPackage]) -> None:
        """Take packages off the record; only those that a trial key signed may go."""
        ids = [package.id for package in dropped if package.is_trial]
        signatures, packages = schema.package_signature, schema.package
        self._connection.execute(delete(signatures).where(signatures.c.package_id.in_(ids)))
        self._connection.execute(delete(packages).where(packages.c.id.in_(ids)))

    def sign_package(self, package_id: int, signature: PackageSignature) -> None:
        """Keep one more signature of a package."""
        self._connection.execute(
            insert(schema.package_signature).values(
                package_id=package_id,
                number=signature.number,
                role=signature.role,
                signer_serial=signature.signer_serial,
                digest=signature.digest,
                created_at=signature.created_at,
                signer=signature.signer,
                is_trial=int(signature.is_trial),
            )
        )

    def _signatures(self) -> dict[int, list[PackageSignature]]:
        columns = schema.package_signature.c
        rows = self._connection.execute(select(schema.package_signature).order_by(columns.number))
        found: dict[int, list[PackageSignature]] = {}
        for row in rows:
            found.setdefault(row.package_id, []).append(
                PackageSignature(
                    number=row.number,
                    role=row.role,
                    signer_serial=row.signer_serial,
                    digest=row.digest,
                    created_at=row.created_at,
                    signer=row.signer,
                    is_trial=bool(row.is_trial),
                )
            )
        return found

    def add_package(self, package: SentPackage) -> int:
        """Keep a written package and return its id; id and signatures inside are ignored."""
        key = self._connection.execute(
            insert(schema.package).values(
                report_id=package.report_id,
                sequence=package.sequence,
                file_name=package.file_name,
                digest=package.digest,
                previous_digest=package.previous_digest,
                signer_serial=package.signer_serial,
                created_at=package.created_at,
            )
        ).inserted_primary_key
        assert key is not None
        return int(key[0])
