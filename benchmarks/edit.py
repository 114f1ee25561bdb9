"""Saving one edit against the barest durable commit.

Ours: `Tasks.record_progress`, from the officer's entry to the committed row, with its checks, the
use case and the journal's images and hashes. Reference: BEGIN, INSERT of one row into a table of
the same shape, COMMIT, by the driver alone, with the same settings of SQLite in the same folder.
"""

from itertools import cycle
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from benchmarks.measure import Result, alternately, timed
from egovdesk.bootstrap import make_sample, open_desk
from egovdesk.domain.tasks import TaskEventKind
from egovdesk.services.tasks import ProgressEntry

TIMES = 300
LIMIT = 1.5

_PREPARE = """
PRAGMA locking_mode=exclusive;
PRAGMA journal_mode=delete;
PRAGMA synchronous=extra;
PRAGMA foreign_keys=on;
PRAGMA recursive_triggers=on;
PRAGMA temp_store=memory;
CREATE TABLE task (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE task_event (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES task(id),
    kind TEXT NOT NULL, on_day TEXT NOT NULL, due TEXT, percent INTEGER, note TEXT NOT NULL
) STRICT;
CREATE INDEX task_event_task_id ON task_event(task_id);
INSERT INTO task(id) VALUES (1);
"""
_INSERT = "INSERT INTO task_event(task_id, kind, on_day, due, percent, note) VALUES (?,?,?,?,?,?)"
_NOTE = "Đã nghiệm thu phân hệ ô tô; đang chuyển đổi dữ liệu tàu sông."


def run(folder: Path) -> list[Result]:
    make_sample(folder / "workspace")
    desk = open_desk(folder / "workspace")
    bare = sqlite.connect(str(folder / "bare.db"), isolation_level=None)
    bare.executescript(_PREPARE)
    try:
        today = desk.session.today
        open_tasks = [r for r in desk.tasks.all(today) if TaskEventKind.PROGRESS in r.possible]
        codes = cycle([row.task.code for row in open_tasks])
        entry = ProgressEntry(on=today, percent=60, note=_NOTE)

        def ours() -> object:
            return desk.tasks.record_progress(next(codes), entry)

        def reference() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(_INSERT, (1, "progress", today.isoformat(), None, 60, _NOTE))
            bare.execute("COMMIT")

        mine, theirs = alternately(lambda: timed(ours), lambda: timed(reference), TIMES)
    finally:
        bare.close()
        desk.close()
    return [
        Result(name="edit: recorded / bare commit", ours=mine, reference=theirs, limit=LIMIT),
    ]
