"""Survey scores are kept exactly, on their own scale, bound to the engagement of their client, and undone like all."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from models import activity, checklist, engagements, settings, surveys, zones
from models.errors import UserError
from models.formats import Formats
from models.store import Store
from models.surveys import Entry, Scale

FIVE = Scale(1, 5)
TODAY = date(2026, 11, 24)


def entry(**changes: Any) -> Entry:
    return Entry(**{"day": TODAY, "client": "Northwind Health", "hundredths": 480, "scale": FIVE} | changes)


@pytest.fixture
def northwind(store: Store) -> int:
    settings.put(store, "you.zone", "America/New_York")
    return engagements.create(store, engagements.Draft("Northwind Health", "America/Los_Angeles"))


def test_a_score_is_kept_as_it_was_given(store: Store, northwind: int) -> None:
    id_ = surveys.add(store, entry(client=" northwind  health ", comment=" Short and friendly ", stage="kickoff"))
    (score,) = surveys.scores(store)
    assert score == surveys.get(store, id_)
    assert (score.client, score.engagement) == ("Northwind Health", northwind), "it is the engagement's name"
    assert (score.hundredths, score.comment, score.stage, score.told) == (480, "Short and friendly", "kickoff", "")
    assert store.history(northwind)[0].label == "Add a score of northwind health"
    store.undo()
    assert surveys.scores(store) == []
    store.redo()
    assert surveys.get(store, id_) == score


def test_a_client_without_an_engagement_is_a_name(store: Store, northwind: int) -> None:
    surveys.add(store, entry(client="Tallis Water"))
    (score,) = surveys.scores(store)
    assert (score.engagement, score.client) == (0, "Tallis Water")
    assert surveys.clients(store) == ["Northwind Health", "Tallis Water"]


def test_a_name_that_two_engagements_have_binds_to_neither(store: Store, northwind: int) -> None:
    engagements.create(store, engagements.Draft("Northwind Health", "Europe/Berlin"))
    surveys.add(store, entry())
    assert surveys.scores(store)[0].engagement == 0


def test_it_follows_a_renamed_client_and_goes_with_the_engagement(store: Store, northwind: int, clock: Any) -> None:
    surveys.add(store, entry())
    engagements.edit(store, northwind, client="Northwind")
    assert surveys.scores(store)[0].client == "Northwind"
    engagements.delete(store, northwind)
    assert surveys.scores(store) == []
    engagements.restore(store, northwind)
    assert len(surveys.scores(store)) == 1
    engagements.delete(store, northwind)
    clock.advance(timedelta(days=31))
    assert engagements.purge(store, clock.now()) == ["Northwind"]
    assert store.records("SELECT * FROM survey_score") == []


def test_edit_delete_and_told_are_steps_in_words(store: Store, northwind: int) -> None:
    surveys.add(store, entry(hundredths=340, comment="The date moved twice"))
    score = surveys.scores(store)[0]
    surveys.edit(store, score, entry(hundredths=350, comment="It moved"))
    surveys.mark_told(store, surveys.get(store, score.id), "Aja")
    assert surveys.get(store, score.id).told_utc == "2026-11-24T15:42:00Z"
    surveys.remove(store, score)
    assert surveys.scores(store) == []
    dossier = engagements.load(store, northwind)
    lines = [line for item in activity.entries(store, dossier, Formats()) for line in item.lines]
    name = "Survey score of Northwind Health, Tue 24 Nov"
    assert lines[:4] == [
        f"{name}: 3.5 → nothing",
        f"{name}, told to: Aja",
        f"{name}: 3.4 → 3.5",
        f"{name}, comment: “The date moved twice” → “It moved”",
    ]
    with pytest.raises(UserError, match="not there any more"):
        surveys.edit(store, score, entry())
    store.undo()
    surveys.mark_told(store, surveys.get(store, score.id), "")
    assert surveys.get(store, score.id).told_utc == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"client": "  "}, "needs the client's name"),
        ({"day": date(2026, 11, 25)}, "day to come"),
        ({"hundredths": 501}, "not on its scale"),
        ({"stage": "lunch"}, "no stage"),
        ({"comment": "password: Winter2026!"}, "looks like a password"),
    ],
)
def test_what_cannot_be_is_refused(store: Store, northwind: int, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(UserError, match=words):
        surveys.add(store, entry(**changes))
    assert surveys.scores(store) == []


@pytest.mark.parametrize(("text", "hundredths"), [("4.8", 480), ("4,75", 475), ("5", 500), (" 1.0 ", 100)])
def test_a_typed_score_is_read(text: str, hundredths: int) -> None:
    assert surveys.read_score(text, FIVE) == hundredths


@pytest.mark.parametrize("text", ["", "four", "5.1", "0", "4.755", "1e1", "−3", "٤"])
def test_what_is_no_score_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        surveys.read_score(text, FIVE)


def test_another_scale_counts_in_proportion(store: Store) -> None:
    surveys.add(store, entry(client="Tallis", hundredths=900, scale=Scale(0, 10)))
    (score,) = surveys.scores(store)
    assert score.on(FIVE) == Fraction(23, 5)
    marks = surveys.marks(store)
    assert not marks.is_low(score)
    assert surveys.value_in_words(score, Formats(), marks.scale) == "9.0 on 0–10"
    settings.put(store, "surveys.scale", "0-10")
    assert surveys.value_in_words(score, Formats("de"), surveys.marks(store).scale) == "9,0"


def test_the_settings_are_checked(store: Store) -> None:
    settings.put(store, "surveys.threshold", "3,5")
    settings.put(store, "surveys.goal", "4.75")
    marks = surveys.marks(store)
    assert (marks.threshold, marks.goal) == (Fraction(7, 2), Fraction(19, 4))
    for text in ("high", "101", "4.555", ""):
        with pytest.raises(UserError, match="can't be used"):
            settings.put(store, "surveys.goal", text)


def test_a_score_after_the_upgrade_ticks_its_step(store: Store) -> None:
    start = zones.parse_wall("2026-11-20T19:00")
    draft = engagements.Draft("Kestrel", "America/New_York", prod=start)
    kestrel = engagements.create(store, draft)
    for step in ("validation_confirmed", "prod_outcome"):
        checklist.tick(store, engagements.load(store, kestrel), step, why="It went well")
    surveys.add(store, entry(client="Kestrel", day=date(2026, 11, 16)))
    assert not engagements.load(store, kestrel).is_done("survey_noted"), "it came before the upgrade"
    surveys.add(store, entry(client="Kestrel", kind="csat"))
    assert not engagements.load(store, kestrel).is_done("survey_noted"), "CSAT is no survey"
    surveys.add(store, entry(client="Kestrel"))
    assert engagements.load(store, kestrel).is_done("survey_noted")
    store.undo()
    assert not engagements.load(store, kestrel).is_done("survey_noted")
    assert len(surveys.scores(store)) == 2
