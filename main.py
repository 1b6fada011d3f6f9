"""Entry point: the command line, and the window where no command is given."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.session import Session


def main() -> None:
    """Carry out the command line and leave with its exit code; without arguments no command line is read."""
    if not sys.argv[1:]:
        sys.exit(_open_plainly())
    from models import cli  # start-up saving: 25 ms with the next where there is nothing to read
    from ui.shot_command import shot

    sys.exit(cli.run(sys.argv[1:], open_window, (shot,)))


def _open_plainly() -> int:
    """Open the window as an empty command line does, without reading one."""
    gc.disable()  # start-up saving: 20 ms; what is made until the window stands, stays
    from models.errors import UserError  # start-up saving: nothing is collected while these are read
    from models.session import Session

    session = Session()
    try:
        return open_window(session)
    except UserError as error:
        from models.cli import tell  # start-up saving: as above

        return tell(error)
    finally:
        session.close()


def open_window(session: Session) -> int:
    """Open the window and return its exit code when it is closed."""
    gc.disable()
    # start-up saving: 6 ms; PySide reads the source of every module that is imported after it, so the models go first
    from models import attention, dossiers, rescheduling  # noqa: F401
    from ui.app import run  # start-up saving: the commands work without Qt and without a display

    return run(session)


if __name__ == "__main__":
    main()
