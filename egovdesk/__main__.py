"""`egovdesk` alone, or with a signed file, opens the desktop; a command works without Qt."""

import sys


def main() -> int:
    """Run the desktop or a command; return the exit code."""
    if getattr(sys, "frozen", False):
        # the packed program is also what its own worker processes are started from
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    try:
        if not arguments or arguments[0] == "desktop" or _is_signed_file(arguments):
            from egovdesk.ui.app import main as desktop

            return desktop(arguments if _is_signed_file(arguments) else arguments[1:])
        from egovdesk.cli.main import main as command

        return command(arguments)
    except KeyboardInterrupt:  # Ctrl+C while modules are still being loaded
        return 130


def _is_signed_file(arguments: list[str]) -> bool:
    """Say whether a double click on a package or a document started the program."""
    return len(arguments) == 1 and arguments[0].lower().endswith((".asice", ".pdf"))


if __name__ == "__main__":
    sys.exit(main())
