"""The system's own player, for computers without the multimedia library and for files that it can't play."""

from __future__ import annotations

from pathlib import Path

from models.errors import UserError
from models.library import Video
from models.texts import _
from ui.links import open_video_file


def open_in_system(item: Video) -> None:
    """Open a video's file; raises UserError where the computer has nothing that plays it."""
    if not open_video_file(Path(item.path)):
        raise UserError(_("This computer has no player for this file."), item.path, _("Install one, then try again."))
