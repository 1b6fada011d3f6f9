"""The command that saves a picture of a page; it reads the line without Qt, which only the drawing needs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from models.errors import UserError
from models.paths import RESOURCES
from models.session import Session

SCREEN = RESOURCES / "offscreen.json"
"""A screen that is large enough for every picture."""


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
