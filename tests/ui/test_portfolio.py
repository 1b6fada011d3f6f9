"""The window's data: loaded in slices, refreshed row by row, and never asking for what did not change."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from models import engagements, time_log
from models.store import Store
from ui.context import Context
from ui.portfolio import Portfolio


def loaded(context: Context, qtbot: QtBot) -> Portfolio:
    with qtbot.waitSignal(context.portfolio.listed, timeout=5000):
        context.portfolio.start()
    return context.portfolio


def test_every_engagement_is_loaded_and_assessed(context: Context, qtbot: QtBot) -> None:
    portfolio = loaded(context, qtbot)
    assert len(portfolio.loaded()) == 14
    assert all(portfolio.attention(id_) is not None for id_ in portfolio.ids())


def test_a_change_refreshes_just_its_engagement(context: Context, qtbot: QtBot) -> None:
    portfolio = loaded(context, qtbot)
    kept = {id_: portfolio.dossier(id_) for id_ in portfolio.ids()}
    with qtbot.waitSignal(portfolio.engagements_changed) as heard:
        time_log.log(context.store, portfolio.current, 30)
    assert heard.args == [frozenset({portfolio.current})]
    fresh = {id_ for id_ in portfolio.ids() if portfolio.dossier(id_) is not kept[id_]}
    assert fresh == {portfolio.current}


def test_what_another_program_writes_arrives(context: Context, qtbot: QtBot, opened: Callable[..., Store]) -> None:
    portfolio = loaded(context, qtbot)
    other = opened(origin="cli")
    engagements.edit(other, portfolio.current, client="Northwind Clinics")
    with qtbot.waitSignal(portfolio.engagements_changed):
        context.feed.look()
    assert portfolio.name(portfolio.current) == "Northwind Clinics"


def test_deleting_the_open_engagement_opens_another(context: Context, qtbot: QtBot) -> None:
    portfolio = loaded(context, qtbot)
    gone = portfolio.current
    engagements.delete(context.store, gone)
    assert portfolio.current not in (gone, 0)
    assert portfolio.dossier(gone) is None
    context.store.undo()
    assert gone in portfolio.ids()


def test_the_open_engagement_is_remembered(context: Context, qtbot: QtBot) -> None:
    portfolio = loaded(context, qtbot)
    other = next(id_ for id_ in portfolio.ids() if id_ != portfolio.current)
    portfolio.open(other)
    assert context.store.recall("engagement") == str(other)
