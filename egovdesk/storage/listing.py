"""What keeps the derived `listing` honest: triggers that drop the entries of changed records."""

from collections.abc import Iterator

from egovdesk.domain.registers import RegisterKind

_SOURCES: tuple[tuple[RegisterKind, str, str], ...] = (
    (RegisterKind.DIRECTIVES, "directive", "{row}.id"),
    (RegisterKind.TASKS, "task", "{row}.id"),
    (RegisterKind.SIGNERS, "signer", "{row}.id"),
    (RegisterKind.SIGNERS, "signer_event", "{row}.signer_id"),
    (RegisterKind.PROCEDURES, "procedure", "{row}.id"),
    (RegisterKind.PROCEDURE_COUNTS, "procedure_count", "{row}.id"),
    (
        RegisterKind.PROCEDURE_COUNTS,
        "procedure",
        "(SELECT id FROM procedure_count WHERE procedure_id = {row}.id)",
    ),
    (RegisterKind.DATABASES, "databases", "{row}.id"),
    (RegisterKind.PROJECTS, "projects", "{row}.id"),
    (RegisterKind.REPORT_FORMS, "report_forms", "{row}.id"),
    (RegisterKind.SECURITY_DUTIES, "security_duties", "{row}.id"),
    (RegisterKind.ACTIVITIES, "activities", "{row}.id"),
    (RegisterKind.ENTERED_VALUES, "entered_value", "{row}.id"),
    (RegisterKind.BASELINES, "baseline", "{row}.id"),
)
"""Register, table, and which of the register's records a changed row of the table belongs to."""


def trigger_statements() -> Iterator[str]:
    """Yield the triggers that drop a record's entry when what it was made of changes."""
    for register, table, owner in _SOURCES:
        for operation, row in (("insert", "NEW"), ("update", "NEW"), ("delete", "OLD")):
            is_own_row = owner == "{row}.id"
            if operation == "insert" and is_own_row:
                continue  # a record that did not exist has no entry
            found = owner.format(row=row)
            yield (
                f"CREATE TRIGGER {table}_{operation}_{register.value}_listing "
                f"AFTER {operation.upper()} ON {table} BEGIN "
                f"DELETE FROM listing WHERE register = '{register.value}' AND row_id "
                f"{'IN' if 'SELECT' in owner else '='} {found}; END"
            )
