"""`egovdesk` alone opens the desktop; with a command it works without Qt."""

import sys


def main() -> int:
    """Run the desktop or a command; return the exit code."""
    if getattr(sys, "frozen", False):
        # the packed program is also what its own worker processes are started from
        from multiprocessing import freeze_support

        freeze_support()
    arguments = sys.argv[1:]
    try:
        if not arguments or arguments[0] == "desktop":
            from egovdesk.ui.app import main as desktop

            return desktop(arguments[1:])
        from egovdesk.cli.main import main as command

        return command(arguments)
    except KeyboardInterrupt:  # Ctrl+C while modules are still being loaded
        return 130


if __name__ == "__main__":
    sys.exit(main())
