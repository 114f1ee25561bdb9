"""Rows of one table, written by the driver and not through SQLAlchemy's statements."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from egovdesk.storage.journal import next_id


class Rows:
    """Rows of one table, written by the driver: a statement for each set of columns."""

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._next_id: int | None = None

    def _take_ids(self, count: int) -> range:
        first = self._next_id or next_id(self._connection, self._table)
        self._next_id = first + count
        return range(first, self._next_id)

    def insert(self, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
        """Add rows; none gets an id that another one ever had."""
        marks = ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {self._table}(id, {', '.join(columns)}) VALUES ({marks})"
        if rows:
            numbered = zip(self._take_ids(len(rows)), rows, strict=True)
            self._connection.exec_driver_sql(statement, [(id_, *row) for id_, row in numbered])

    def insert_one(self, columns: Sequence[str], row: tuple[object, ...]) -> int:
        """Add a row and return its id."""
        (id_,) = self._take_ids(1)
        marks = ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {self._table}(id, {', '.join(columns)}) VALUES ({marks})"
        self._connection.exec_driver_sql(statement, (id_, *row))
        return id_

    def update(self, changes: Sequence[tuple[int, Mapping[str, object]]]) -> None:
        """Change rows; those that change the same columns go together."""
        grouped: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
        for id_, values in changes:
            if values:
                grouped[tuple(values)].append((*values.values(), id_))
        for columns, rows in grouped.items():
            settings = ", ".join(f"{name} = ?" for name in columns)
            self._connection.exec_driver_sql(
                f"UPDATE {self._table} SET {settings} WHERE id = ?", rows
            )

    def delete(self, ids: Sequence[int], column: str = "id") -> None:
        """Remove the rows whose column holds one of the ids."""
        self._connection.exec_driver_sql(
            f"DELETE FROM {self._table} WHERE {column} IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
