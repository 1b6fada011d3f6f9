"""The writing of a drop that nobody has to read over: one step, said with its way back."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from models import rescheduling, zones
from models.planning import Proposal
from models.texts import _
from ui.context import Context
from ui.reschedule.words import moved_together


def write_drop(context: Context, proposal: Proposal, edge: str, zone: str) -> str:
    """Write a move, or another end, and offer its undo; return what was said, empty where it was refused.

    Args:
        context: store and words.
        proposal: the place.
        edge: "bar" for a move, "end" for another end.
        zone: your zone, in which the new time is said.
    """
    if proposal.together:
        return _write_together(context, proposal)
    store, place = context.store, proposal.placements[0]
    write = rescheduling.move_phase if edge == "bar" else rescheduling.resize_phase
    chosen = (place.starts or place.first_day) if edge == "bar" else (place.ends or place.last_day)
    if chosen is None:
        return ""
    if not context.attempt(partial(write, store, proposal.before.id, proposal.kind, chosen)):
        return ""
    text = _done_words(context, proposal, edge, zone)
    context.notices.tell(text, _("Undo"), partial(_undo, context, store.next_undo()))
    return text


def _write_together(context: Context, proposal: Proposal) -> str:
    store, kinds, days = context.store, proposal.together, proposal.days
    if not context.attempt(partial(rescheduling.move_together, store, proposal.before.id, kinds, days)):
        return ""
    text = moved_together(proposal)
    context.notices.tell(text, _("Undo"), partial(_undo, context, store.next_undo()))
    return text


def _done_words(context: Context, proposal: Proposal, edge: str, zone: str) -> str:
    place, formats = proposal.placements[0], context.formats
    moment = place.starts if edge == "bar" else place.ends
    day = place.first_day if edge == "bar" else place.last_day
    if isinstance(moment, datetime):
        when = formats.moment(zones.to_zone(moment, zone))
    else:
        when = formats.day(day) if day else ""
    name = proposal.before.playbook.phase(proposal.kind).name
    text = _("Moved {phase} to {when}") if edge == "bar" else _("{phase} now ends {when}")
    return text.format(phase=name, when=when)


def _undo(context: Context, act: object) -> None:
    """Take back a drop while it is still the newest act."""
    if context.store.next_undo() == act:
        context.attempt(context.store.undo)
