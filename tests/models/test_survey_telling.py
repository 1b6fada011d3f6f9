"""The draft to the lead says which score, of whom, when, after what, and what was said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from msgspec.structs import replace

from models import sample, settings, survey_figures, survey_telling, surveys, time_log
from models.formats import Formats
from models.store import Store
from models.surveys import Scale


def kept(store: Store, **changes: Any) -> surveys.Score:
    entry = surveys.Entry(date(2026, 11, 16), "Saltmarsh", 340, Scale(1, 5), stage="prod_upgrade", comment="It moved")
    surveys.add(store, replace(entry, **changes))
    return surveys.scores(store)[-1]


def test_the_draft_has_all_that_is_known(store: Store) -> None:
    settings.put(store, "you.name", "Mara Kowalski")
    mail = survey_telling.draft(kept(store), settings.you(store), Formats())
    assert mail.subject == "Survey score of Saltmarsh: 3.4 on 1–5"
    assert mail.body == (
        "Hi Aja,\n\n"
        "Saltmarsh gave 3.4 on a scale of 1–5, seen in HI on Mon 16 Nov 2026.\n"
        "It came after: Prod upgrade.\n"
        "They said: “It moved”\n\n"
        "I would like to go through it with you before I answer the client.\n\n"
        "Mara Kowalski"
    )


def test_what_is_not_known_is_left_out(store: Store) -> None:
    settings.put(store, "people.lead", "")
    score = kept(store, stage="", comment="", kind="csat", scale=Scale(0, 10))
    mail = survey_telling.draft(score, settings.you(store), Formats("de"))
    assert mail.subject == "CSAT score of Saltmarsh: 3,4 on 0–10"
    assert mail.body.startswith("Hi,\n\nSaltmarsh gave 3,4")
    assert "It came after" not in mail.body
    assert "They left no comment." in mail.body


def test_the_example_looks_like_the_picture(store: Store) -> None:
    sample.create_example(store)
    found, marks = surveys.scores(store), surveys.marks(store)
    tiles = survey_figures.tiles(found, marks, time_log.today(store), Formats())
    assert [(tile.number, tile.text, tile.about) for tile in tiles] == [
        ("4.7", "average of the last 5", "4.4 in the 5 before"),
        ("11", "surveys in 90 days", "from 8 clients"),
        ("3", "below 4.5 in 90 days", "3.4, 4.2 and 4.4"),
        ("1", "below 4, followed up", "Saltmarsh Energy, with Aja"),
    ]
    assert survey_figures.mean(survey_figures.of_kind(found, "csat"), marks.scale).value == Fraction(9, 2)
