"""Sign a package of evidence and print the process's peak memory in bytes.

python -m benchmarks.sign_memory FOLDER MEGABYTES
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import peak_memory
from benchmarks.signing import evidence
from egovdesk.signing.container import write_container
from egovdesk.signing.keys import load_pkcs12
from egovdesk.signing.trial import ensure_trial_key


def main() -> None:
    folder, now = Path(sys.argv[1]), datetime.now(UTC)
    trial = ensure_trial_key(folder, organisation="Cục", now=now)
    members = evidence(folder / "evidence", int(sys.argv[2]))
    target = folder / "package.asice"
    write_container(target, members, load_pkcs12(trial.key_file, None), signed_at=now)
    print(peak_memory())


if __name__ == "__main__":
    main()
