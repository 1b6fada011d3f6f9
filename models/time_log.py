"""Time in small pieces, for Projector (N28); kept to the minute, rounded only on export."""

from __future__ import annotations

from datetime import date

from models import settings, zones
from models.dossiers import load
from models.errors import UserError
from models.store import Store
from models.texts import _

_DAY_MINUTES = 24 * 60


def log(store: Store, engagement: int, minutes: int, note: str = "", *, day: date | None = None, step: str = "") -> int:
    """Log a piece of time in minutes and return its id.

    Args:
        store: the store.
        engagement: whose time; its project says whether it is billable (N27).
        minutes: more than 0 and at most a day.
        note: what it was for.
        day: date of your calendar; today where it isn't given.
        step: key of the step that it was spent on.

    Raises:
        UserError: a length that no piece of a day can have.
    """
    if not 0 < minutes <= _DAY_MINUTES:
        raise UserError(_("A piece of time is between 1 minute and 24 hours."), do=_("Write another length."))
    now = store.clock.now()
    row = {
        "engagement": engagement,
        "day": (day or today(store)).isoformat(),
        "minutes": minutes,
        "billable": load(store, engagement).engagement.billable,
        "note": note.strip(),
        "step": step,
        "made_utc": zones.utc_text(now),
    }
    label = _("Log {hours} h").format(hours=f"{minutes / 60:.2f}".rstrip("0").rstrip("."))
    with store.step(label, engagement=engagement) as db:
        return int(db.table("time_entry").insert(row).last_pk or 0)


def minutes_on(store: Store, day: date, engagement: int | None = None) -> int:
    """Return the minutes that are logged on a day of your calendar, of one engagement or of all."""
    query = "SELECT COALESCE(SUM(minutes), 0) FROM time_entry WHERE day = ?"
    if engagement is None:
        return int(store.records(query, [day.isoformat()])[0][0])
    return int(store.records(f"{query} AND engagement = ?", [day.isoformat(), engagement])[0][0])


def today(store: Store) -> date:
    """Return the date on your clock."""
    return zones.to_zone(store.clock.now(), settings.you(store).zone).date()
