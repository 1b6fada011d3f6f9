"""The survey and CSAT scores of the example, of the last nine months."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib import resources

from msgspec import Struct

from models import settings, surveys, time_log, zones
from models.store import Store
from models.surveys import Entry, Kind
from models.texts import _


class ExampleScore(Struct, frozen=True):
    """One score as resources/sample/surveys.toml has it; `told` says that the lead was told."""

    day: date
    client: str
    score: str
    kind: Kind = "survey"
    stage: str = ""
    comment: str = ""
    told: bool = False


class ExampleScores(Struct, frozen=True):
    """All of them, as they stand on one day of yours."""

    moment: date
    score: tuple[ExampleScore, ...]


def create_scores(store: Store) -> None:
    """Add the scores inside the running step, moved by whole weeks to the store's week."""
    import msgspec  # start-up saving: 60 ms; only the example is read by it here

    text = (resources.files("resources") / "sample" / "surveys.toml").read_text(encoding="utf-8")
    found = msgspec.convert(tomllib.loads(text), ExampleScores)
    today, scale = time_log.today(store), surveys.marks(store).scale
    shift = _monday(today) - _monday(found.moment)
    you, now = settings.you(store), zones.utc_text(store.clock.now())
    known, rows = surveys.known_clients(store), []
    for item in found.score:
        value = surveys.read_score(item.score, scale)
        day = min(item.day + shift, today)
        entry = Entry(day, item.client, value, scale, item.kind, item.stage, item.comment)
        row = surveys.row_of(entry, known, today)
        row |= {"told": you.lead, "told_utc": now} if item.told else {"told": "", "told_utc": ""}
        rows.append((row, ""))
    with store.step(_("Load the example")) as db:
        surveys.insert_all(store, db, rows)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
