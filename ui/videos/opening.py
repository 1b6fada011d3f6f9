"""Open a video at a moment: in the player, or in the system's where this computer has no multimedia library."""

from __future__ import annotations

from models import library
from models.errors import UserError
from models.library import Moment, Video
from models.texts import _, mark
from ui.clipboard import copy_text
from ui.context import Context
from ui.player import multimedia
from ui.videos.system_player import open_in_system

ELSEWHERE = mark("This computer plays it in another window. Moments are copied as text.")


def open_video(context: Context, item: Video, moment: Moment | None = None) -> None:
    """Open a video at a moment, else where it was left; say why where that can't be."""
    current = library.video(context.store, item.id) or item
    at_ms = start_of(current, moment)
    if not context.attempt(lambda: _demand_file(current)):
        return
    if not multimedia.is_there():
        _open_elsewhere(context, current, moment)
        return
    player = context.viewing.player
    if player is None:
        from ui.player.window import PlayerWindow  # start-up saving: the multimedia library, made when first needed

        player = PlayerWindow(context)
    player.play(current, at_ms)


def open_moment(context: Context, step: str) -> None:
    """Open the video of a step at the moment that shows it (N15)."""
    found = library.step_moment(context.store, step)
    if found is not None:
        open_video(context, *found)


def open_by_id(context: Context, video: int, moment: int = 0) -> None:
    """Open a video of the library by its id, at one of its moments where that is named too."""
    item = library.video(context.store, video)
    if item is not None:
        noted = library.moments_of(context.store, video)
        open_video(context, item, next((found for found in noted if found.id == moment), None))


def open_link(context: Context, link: str) -> None:
    """Open the video of the library that a copied link leads to, at its moment."""
    found = library.linked(context.store, link)
    if found is not None:
        open_video(context, *found)


def start_of(item: Video, moment: Moment | None) -> int:
    """Return where playing begins, in milliseconds: the moment that is needed, else where it was left."""
    return moment.at_ms if moment else item.position_ms


def _open_elsewhere(context: Context, item: Video, moment: Moment | None) -> None:
    """The system's player is told the file alone: the moment is put on the clipboard."""
    if not context.attempt(lambda: open_in_system(item)):
        return
    context.attempt(lambda: library.save_position(context.store, item.id, item.position_ms))
    if moment is not None:
        copy_text(library.moment_text(moment))
    context.notices.tell(_(ELSEWHERE))


def _demand_file(item: Video) -> None:
    if not item.path:
        raise UserError(_("The example has no video files."), do=_("Add videos of your own."))
    if not item.found():
        raise UserError(
            _("“{title}” isn't found.").format(title=item.title), do=_("Choose Locate… on the Videos page.")
        )
