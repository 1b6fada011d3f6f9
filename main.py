"""Entry point: the command line, and the window where no command is given."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import click

from models import cli
from models.errors import UserError
from models.session import Session

SCREEN = Path(__file__).parent / "resources" / "offscreen.json"
"""A screen that is large enough for every picture."""


def main() -> None:
    """Carry out the command line and leave with its exit code."""
    sys.exit(cli.run(sys.argv[1:], open_window, (shot,)))


def open_window(session: Session) -> int:
    """Open the window and return its exit code when it is closed."""
    gc.disable()  # start-up saving: 20 ms; what is made until the window stands, stays
    # start-up saving: 6 ms; PySide reads the source of every module that is imported after it, so the models go first
    from models import attention, dossiers, rescheduling  # noqa: F401
    from ui.app import run  # start-up saving: the commands work without Qt and without a display

    return run(session)


@click.command()
@click.argument("page")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The PNG file.")
@click.option("--size", default="1440x900", show_default=True, help="Width and height of the window.")
@click.option("--theme", type=click.Choice(["light", "dark", "contrast"]), help="Instead of the one in the settings.")
@click.option("--scale", default=1.0, show_default=True, type=click.FloatRange(0.5, 4), help="Pixels a logical pixel.")
@click.pass_obj
def shot(session: Session, page: str, out: Path, size: str, theme: str | None, scale: float) -> None:
    """Save a picture of PAGE, drawn offscreen; PAGE=CLIENT chooses the engagement."""
    width, _, height = size.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise UserError(f"“{size}” is no size.", "--size", "Write it like 1440x900.")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={SCREEN}" if os.name == "posix" else "offscreen"
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    from ui.shot import draw  # start-up saving: the other commands work without Qt

    session.theme = theme or session.theme
    draw(session, page, out, (int(width), int(height)))


if __name__ == "__main__":
    main()
