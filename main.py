"""Entry point: the command line, and the window where no command is given."""

from __future__ import annotations

import sys

from models import cli
from models.session import Session


def main() -> None:
    """Carry out the command line and leave with its exit code."""
    sys.exit(cli.run(sys.argv[1:], open_window))


def open_window(session: Session) -> int:
    """Open the window and return its exit code when it is closed."""
    from ui.app import run  # start-up saving: the commands work without Qt and without a display

    return run(session)


if __name__ == "__main__":
    main()
