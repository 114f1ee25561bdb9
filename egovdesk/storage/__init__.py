"""The workspace on disk: SQLite through SQLAlchemy Core, and evidence files by digest."""
