"""What begins once the window was painted: loading, backups, reminders, and what an earlier run left unfinished."""

from __future__ import annotations

from models.session import Session
from ui.archive.tidying import Tidying
from ui.context import Context
from ui.main_window import MainWindow
from ui.today.first_view import FirstView
from ui.unsaved import offer_unsaved


def begin_work(session: Session, context: Context, window: MainWindow, *, real: bool, example: bool) -> None:
    """Begin everything that goes on beside the window; a safe start only loads.

    Args:
        session: how the program was started.
        context: of this window.
        window: it has been painted once.
        real: whether a person sees it; a picture of it reminds of nothing and writes no snapshots.
        example: whether it shows made-up data.
    """
    context.portfolio.start()
    context.feed.start()
    if session.safe:
        return
    if context.backups is not None:
        context.backups.start()
        Tidying(context, window).start()
    context.viewing.finish_moves(context)
    offer_unsaved(context)
    if real:
        window.commands.snapshots.start()
        window.commands.reminders.start()
        if not (session.demo or example or session.files):
            FirstView(context, window).begin()
