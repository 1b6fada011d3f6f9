"""Giving an engagement away: it stays here, archived and read-only, until it is taken back (N36)."""

from __future__ import annotations

from models import engagements, zones
from models.dossiers import load
from models.errors import UserError
from models.store import Store
from models.texts import _


def give_away(store: Store, engagement: int, receiver: str = "") -> None:
    """Note that an engagement was handed over to a colleague, as one undoable step.

    Args:
        store: where it is.
        engagement: its id.
        receiver: the colleague's name; empty where it isn't said.

    Raises:
        UserError: it was given away already.
    """
    client = load(store, engagement).engagement.client
    now = zones.utc_text(store.clock.now())
    row = {"given_to": " ".join(receiver.split()), "given_utc": now, "archived_utc": now}
    with store.step(_("Hand over {client}").format(client=client), engagement=engagement) as db:
        db.table("engagement").update(engagement, row)


def take_back(store: Store, engagement: int) -> None:
    """Make an engagement that was given away one's own again, as one undoable step.

    Raises:
        UserError: it wasn't given away.
    """
    stored = load(store, engagement).engagement
    if not stored.given_utc:
        raise UserError(_("{client} was not handed over.").format(client=stored.client))
    label = _("Take back {client}").format(client=stored.client)
    with store.step(label) as db:
        db.table("engagement").update(engagement, {"given_to": "", "given_utc": "", "archived_utc": ""})
        engagements.name_act(db, label, engagement)
