"""What billable work waits, so that it goes before the rest (N27)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from models import due_times, locks, stages, zones
from models.records import Dossier
from models.texts import _, ngettext


class Waiting(Struct, frozen=True):
    """How many billable steps are overdue, and how many more are due today; locked ones don't count."""

    engagement: int
    client: str
    overdue: int
    today: int

    @property
    def words(self) -> str:
        """Say "1 step overdue" or "2 steps due today"."""
        if self.overdue:
            return ngettext("{count} step overdue", "{count} steps overdue", self.overdue).format(count=self.overdue)
        return ngettext("{count} step due today", "{count} steps due today", self.today).format(count=self.today)


def waiting(dossier: Dossier, now: datetime) -> Waiting | None:
    """Return the billable work that an engagement waits for today; None for none, and for work that isn't billable."""
    engagement = dossier.engagement
    if not engagement.billable or engagement.archived_utc or engagement.deleted_utc or stages.is_done(dossier, now):
        return None
    today = zones.to_zone(now, dossier.you.zone).date()
    overdue = due_today = 0
    for step in dossier.playbook.steps:
        if not step.billable or not step.due or dossier.is_done(step.key):
            continue
        due = due_times.due(dossier, step)
        if due is None or zones.to_zone(due, dossier.you.zone).date() > today or locks.reason(dossier, step, now):
            continue
        overdue += due < now
        due_today += due >= now
    if not overdue + due_today:
        return None
    return Waiting(dossier.id, engagement.client, overdue, due_today)


def note(found: Iterable[Waiting], work: Iterable[str] = ()) -> str:
    """Return the kind words: "Northwind and Juniper have billable work due. It goes before Training videos."."""
    clients = [item.client for item in found]
    if not clients:
        return ""
    if len(clients) == 1:
        text = _("{client} has billable work due.").format(client=clients[0])
    elif len(clients) == 2:
        text = _("{client} and {other} have billable work due.").format(client=clients[0], other=clients[1])
    else:
        text = _("{client} and {count} more have billable work due.").format(client=clients[0], count=len(clients) - 1)
    names = ", ".join(dict.fromkeys(work))
    return f"{text} {_('It goes before {work}.').format(work=names)}" if names else text
