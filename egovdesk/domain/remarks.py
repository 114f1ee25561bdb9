"""What officers note beside a value, and want to look at again."""

from dataclasses import dataclass
from datetime import datetime

from egovdesk.domain.registers import RegisterKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment on a field of a record; `follow_up` asks to look at it again."""

    id: int
    kind: RegisterKind
    row_id: int
    field: str
    text: str
    follow_up: bool
    at: datetime
