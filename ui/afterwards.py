"""What begins once the window was painted: loading, backups, reminders, and what an earlier run left unfinished."""

from __future__ import annotations

from functools import partial

from models import calendars
from models.session import Session
from ui.archive.tidying import Tidying
from ui.background import beside, warm_up
from ui.context import Context
from ui.main_window import MainWindow
from ui.today.first_view import FirstView
from ui.unsaved import offer_unsaved

WARM = ("sqlite_utils", "models.zone_search", "babel.dates")
"""Slow modules whose first use shall not wait for them."""


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
    warm_up(WARM)
    context.portfolio.listed.connect(partial(_look_ahead, context))
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


def _look_ahead(context: Context) -> None:
    """Look up the holidays that may soon be asked for, now that it is known whose."""
    beside(partial(calendars.look_ahead, context.clock.now().year), "holidays")
