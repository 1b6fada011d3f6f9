"""Whether the Prod Upgrade of an engagement that was taken over is confirmed (N36; PRODUCT, Decisions 18)."""

from __future__ import annotations

import json

from msgspec import Struct

from models.records import Dossier, Engagement


class Taken(Struct, frozen=True):
    """Kept with the engagement: whose file it was, when it was made and taken over, and what was stated then.

    `stated_utc` is empty where nothing was stated, `sent_utc` the sender's Prod Upgrade, empty where it has none.
    """

    sender: str
    made_utc: str
    taken_utc: str
    sent_utc: str
    stated_utc: str
    next_step: str


def taken(engagement: Engagement) -> Taken | None:
    """Return how an engagement was taken over last; None where it never was."""
    return Taken(**json.loads(engagement.taken_over)) if engagement.taken_over else None


def unconfirmed(dossier: Dossier) -> Taken | None:
    """Return the take-over whose Prod Upgrade was never confirmed here; None where all is well.

    It is confirmed once it was stated as planned, agreed with somebody, or signed in a triple check.
    """
    found, planned = taken(dossier.engagement), dossier.prod.start_utc
    if found is None or not planned or found.stated_utc == planned:
        return None
    if any(agreed.agreed_utc > found.taken_utc and agreed.start_utc == planned for agreed in dossier.roadmap):
        return None
    own = (item for item in dossier.observations if item.kind == "check" and item.at_utc > found.taken_utc)
    return None if any(item.value == "pass" and item.instant_utc == planned for item in own) else found
