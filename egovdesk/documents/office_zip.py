"""Office files are zip archives that remember the clock; here they remember the report's moment."""

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO


def repack(
    saved: io.BytesIO, target: BinaryIO, moment: datetime, changed: Mapping[str, bytes]
) -> None:
    """Write an archive again as if it had been saved at the moment (UTC, without zone).

    Args:
        saved: the archive as a library wrote it.
        target: where it goes.
        moment: what every member's time becomes.
        changed: members with other contents.
    """
    with zipfile.ZipFile(saved) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            member = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            after.writestr(member, changed[name] if name in changed else before.read(name))
