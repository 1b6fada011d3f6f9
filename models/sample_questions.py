"""The client questions of the example: one runs, one is paused, one has ended."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib import resources
from typing import Any, Final, Literal

from msgspec import Struct

from models import client_questions, dossiers, timers, zones
from models.store import Store
from models.texts import _


class Example(Struct, frozen=True):
    """One question as resources/sample/questions.toml has it; `ago` in seconds."""

    client: str
    text: str
    ago: int
    state: Literal["running", "paused", "ended"]
    minutes: int = 0
    asked_by: str = ""


class Examples(Struct, frozen=True):
    """All of them."""

    question: tuple[Example, ...]


def create_questions(store: Store) -> None:
    """Write the questions inside the running step; nobody is asked about the time before it."""
    import msgspec  # start-up saving: 60 ms; only the example is read by it

    text = (resources.files("resources") / "sample" / "questions.toml").read_text(encoding="utf-8")
    engagements: Final = {client: id_ for id_, client in dossiers.names(store)}
    for item in msgspec.convert(tomllib.loads(text), Examples).question:
        _write(store, engagements[item.client], item)
    timers.heartbeat(store)


def _write(store: Store, engagement: int, item: Example) -> None:
    began = zones.after(store.clock.now(), timedelta(seconds=-item.ago))
    row: dict[str, Any] = {"engagement": engagement, "text": item.text, "began_utc": zones.utc_text(began)}
    row["asked_by"] = item.asked_by
    with store.step(_("Load the example")) as db:
        if item.state == "ended":
            ended = zones.utc_text(zones.after(began, timedelta(minutes=item.minutes)))
            row |= {"minutes": item.minutes, "ended_utc": ended}
        else:
            timer = {"engagement": engagement, "note": client_questions.note_of(item.text)}
            timer |= {"made_utc": row["began_utc"]}
            counted = {"started_utc": row["began_utc"]} if item.state == "running" else {}
            counted |= {"counted_seconds": item.minutes * 60} if item.minutes else {}
            row["timer"] = db.table("timer").insert(timer | counted).last_pk
        db.table("client_question").insert(row)
