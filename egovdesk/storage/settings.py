"""Settings of the workspace and the catalogues installed in it."""

import hashlib
from enum import StrEnum

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from egovdesk.domain.values import value
from egovdesk.storage import schema


class SettingName(StrEnum):
    """The settings that a workspace keeps."""

    AGENCY = "agency"
    CATALOGUE = "catalogue"
    PERIOD = "period"
    SAMPLE = "sample"
    SIGNATORY = "signatory"


class SettingRepository:
    """Reads and writes named settings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: SettingName) -> str:
        """Return a setting, or empty text where it was never set."""
        statement = select(schema.setting.c.value).where(schema.setting.c.name == name.value)
        return self._connection.execute(statement).scalar() or ""

    def when_packed(self, name: SettingName, package_id: int) -> str:
        """Return what a setting said when a package was written, by the journal."""
        found = self._connection.exec_driver_sql(
            "SELECT json_extract(after, '$.value') FROM journal WHERE table_name = 'setting' "
            "AND json_extract(coalesce(after, before), '$.name') = ? AND seq < (SELECT max(seq) "
            "FROM journal WHERE table_name = 'package' AND row_id = ? AND operation = 'insert') "
            "ORDER BY seq DESC LIMIT 1",
            (name.value, package_id),
        )
        return found.scalar() or ""

    def put(self, name: SettingName, value: str) -> None:
        """Set a setting."""
        statement = upsert(schema.setting).values(name=name.value, value=value)
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["name"], set_={"value": value})
        )


@value
class InstalledCatalogue:
    """A catalogue's document as it was accepted; `digest` is the SHA-256 (hex) of its bytes."""

    catalogue_id: str
    version: int
    digest: str
    document: str


class CatalogueRepository:
    """Keeps every catalogue that was ever installed: old periods stay on theirs."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, catalogue: InstalledCatalogue) -> None:
        """Keep a catalogue."""
        self._connection.execute(
            insert(schema.catalogue).values(
                catalogue_id=catalogue.catalogue_id,
                version=catalogue.version,
                digest=catalogue.digest,
                document=catalogue.document,
            )
        )

    def newest_version(self, catalogue_id: str) -> int:
        """Return the highest installed version of a catalogue, 0 if there is none."""
        columns = schema.catalogue.c
        statement = select(columns.version).where(columns.catalogue_id == catalogue_id)
        return self._connection.execute(statement.order_by(columns.version.desc())).scalar() or 0

    def get(self, digest: str) -> InstalledCatalogue:
        """Return the catalogue with the digest.

        Raises:
            DamagedTextError: there is none, or its document is another one.
        """
        columns = schema.catalogue.c
        row = self._connection.execute(
            select(columns.catalogue_id, columns.version, columns.digest, columns.document).where(
                columns.digest == digest
            )
        ).first()
        if row is None or hashlib.sha256(row.document.encode()).hexdigest() != digest:
            raise schema.DamagedTextError
        return InstalledCatalogue(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
