"""Open a video at a moment: in the system's player, with what can't be shown said in words."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models import library
from models.errors import UserError
from models.library import Moment, Video
from models.texts import _
from ui.context import Context


def open_video(context: Context, item: Video, at_ms: int = 0) -> None:
    """Open a video at a position in milliseconds; say why where that can't be.

    The system's player is told the file alone, so the position is said in words.
    """
    if not context.attempt(lambda: _open(item)):
        return
    context.attempt(lambda: library.save_position(context.store, item.id, at_ms))
    if at_ms:
        words = _("This computer plays it in another window. Go to {time}.")
        context.notices.tell(words.format(time=library.clock_text(at_ms)))


def open_moment(context: Context, step: str) -> None:
    """Open the video of a step at the moment that shows it (N15)."""
    found = library.step_moment(context.store, step)
    if found is not None:
        item, moment = found
        open_video(context, item, moment.at_ms)


def start_of(item: Video, moment: Moment | None) -> int:
    """Return where playing begins: the moment that is needed, else where it was left."""
    return moment.at_ms if moment else item.position_ms


def _open(item: Video) -> None:
    if not item.path:
        raise UserError(_("The example has no video files."), do=_("Add videos of your own."))
    if not item.found():
        raise UserError(
            _("“{title}” isn't found.").format(title=item.title), do=_("Choose Locate… on the Videos page.")
        )
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(item.path)):
        raise UserError(_("This computer has no player for this file."), item.path, _("Install one, then try again."))
