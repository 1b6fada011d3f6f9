"""The notice to the lead: due from the adjustment until it is marked as sent (N18)."""

from __future__ import annotations

from datetime import datetime

import pytest

from models import engagements, messages, rescheduling, settings, tickets, zones
from models.engagements import Draft
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.store import Store

LA = "America/Los_Angeles"


@pytest.fixture
def agreed(store: Store) -> Dossier:
    """An engagement whose Prod Upgrade the client has agreed to; your zone is New York."""
    settings.put(store, "you.zone", "America/New_York")
    draft = Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 10, 19, 0), agreed_with="Elena")
    return engagements.load(store, engagements.create(store, draft))


def moved(store: Store, dossier: Dossier, wall: datetime, reason: str = "Board meeting") -> Dossier:
    rescheduling.move_phase(store, dossier.id, "prod_upgrade", zones.attach(wall, LA), reason=reason)
    return engagements.load(store, dossier.id)


def test_it_says_from_to_why_and_what_follows(store: Store, agreed: Dossier) -> None:
    tickets.set_number(store, agreed, "CHG", "CHG0041877")
    dossier = moved(store, agreed, datetime(2026, 12, 9, 19, 0))
    due = messages.due(dossier)
    assert len(due) == 1
    assert messages.text(dossier, due[0], Formats()).split("\n") == [
        "Northwind Health (CHG0041877): the prod upgrade moves from Thu 10 Dec 2026, 19:00 PST to "
        "Wed 9 Dec 2026, 19:00 PST.",
        "That is Wed 9 Dec, 22:00 EST for me.",
        "Reason: Board meeting",
        "Support Week: from Thu 10 Dec 2026",
        "Best Practices: Fri 11 Dec 2026, 10:00 PST",
    ]


def test_nobody_is_told_before_anything_is_agreed(store: Store) -> None:
    draft = Draft("Northwind Health", LA, "US", prod=datetime(2026, 12, 10, 19, 0), agreed=False)
    dossier = engagements.load(store, engagements.create(store, draft))
    assert messages.due(moved(store, dossier, datetime(2026, 12, 9, 19, 0), "")) == ()


def test_a_date_taken_away_is_told_too(store: Store, agreed: Dossier) -> None:
    rescheduling.undate(store, agreed.id, "prod_upgrade", reason="The client paused")
    dossier = engagements.load(store, agreed.id)
    lines = messages.text(dossier, messages.due(dossier)[0], Formats()).split("\n")
    assert lines[0] == "Northwind Health: the prod upgrade of Thu 10 Dec 2026, 19:00 PST has no date any more."
    assert "Support Week: no date" in lines


def test_marked_as_sent_it_is_due_no_more_until_undone(store: Store, agreed: Dossier) -> None:
    dossier = moved(store, agreed, datetime(2026, 12, 9, 19, 0))
    message = messages.due(dossier)[0]
    messages.mark_sent(store, message, "chat")
    sent = engagements.load(store, agreed.id)
    assert messages.due(sent) == ()
    assert (sent.messages[0].sent_how, sent.messages[0].sent_utc) == ("chat", "2026-11-24T15:42:00Z")
    with pytest.raises(UserError, match="marked as sent already"):
        messages.mark_sent(store, message)
    store.undo()
    assert len(messages.due(engagements.load(store, agreed.id))) == 1


def test_words_that_were_kept_are_not_written_anew(store: Store, agreed: Dossier) -> None:
    dossier = moved(store, agreed, datetime(2026, 12, 9, 19, 0))
    message = messages.due(dossier)[0]
    with store.step("Keep the text") as db:
        db.table("message").update(message.id, {"body": "As told on the phone"})
    dossier = engagements.load(store, agreed.id)
    assert messages.text(dossier, messages.due(dossier)[0], Formats()) == "As told on the phone"


def test_in_the_same_zone_no_second_time_is_named(store: Store, agreed: Dossier) -> None:
    settings.put(store, "you.zone", LA)
    dossier = moved(store, agreed, datetime(2026, 12, 9, 19, 0))
    assert "for me" not in messages.text(dossier, messages.due(dossier)[0], Formats())
