"""Time in small pieces, for Projector (N28); kept to the minute, rounded only on export.

What stands on an exported card is locked: changing it makes a correction piece, which goes out with the next export.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from models import passwords, settings, time_pieces, zones
from models.dossiers import load
from models.errors import UserError
from models.store import Store
from models.texts import _
from models.time_pieces import TABLES, Piece, Place
from models.time_typing import DAY_MINUTES

if TYPE_CHECKING:
    from sqlite_utils import Database


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
        UserError: a length that no piece of a day can have, or a note that holds a password.
    """
    return add(store, Place("engagement", engagement), minutes, note, day=day, step=step)


def add(store: Store, place: Place, minutes: int, note: str = "", *, day: date | None = None, step: str = "") -> int:
    """Log a piece to an engagement or to internal work; as `log`."""
    _demand_length(minutes)
    passwords.refuse(note, _("Note"))
    row = {
        "day": (day or today(store)).isoformat(),
        "minutes": minutes,
        "note": note.strip(),
        "made_utc": zones.utc_text(store.clock.now()),
    }
    if place.kind == "engagement":
        row |= {"billable": load(store, place.id).engagement.billable, "step": step}
    with store.step(_logged(minutes), engagement=_engagement(place)) as db:
        return _insert(db, place, row)


def edit(store: Store, piece: Piece, *, minutes: int | None = None, note: str | None = None) -> None:
    """Change the length or the note of a piece, undoable; an exported one gets a correction piece.

    Args:
        store: the store.
        piece: as it was read.
        minutes: what the piece comes to now, its corrections included.
        note: what it was for.

    Raises:
        UserError: a length that can't be, a note that holds a password, another note for an exported piece.
    """
    with store.step(_("Change a piece of time"), engagement=_engagement(piece.place)) as db:
        if note is not None and note.strip() != piece.note:
            _demand_open(piece, _("An exported piece keeps its note."))
            passwords.refuse(note, _("Note"))
            db.table(piece.table).update(piece.id, {"note": note.strip()})
        if minutes is not None:
            _set_minutes(store, db, piece, minutes)


def delete(store: Store, piece: Piece) -> None:
    """Take a piece away, undoable; an exported one is corrected to nothing."""
    with store.step(_("Delete a piece of time"), engagement=_engagement(piece.place)) as db:
        if piece.locked:
            _set_minutes(store, db, piece, 0)
        else:
            db.table(piece.table).delete(piece.id)


def split(store: Store, piece: Piece, first: int) -> int:
    """Make two of one piece, the first so many minutes long, and return the id of the second.

    Raises:
        UserError: it is exported or a correction, or the first part is not shorter than the piece.
    """
    _demand_open(piece, _("An exported piece can't be split."))
    _demand_plain(piece)
    if not 0 < first < piece.minutes:
        raise UserError(_("The first part has to be shorter than the piece."), do=_("Write another length."))
    with store.step(_("Split a piece of time"), engagement=_engagement(piece.place)) as db:
        row = dict(store.rows(f"SELECT * FROM {piece.table} WHERE id = ?", [piece.id])[0])  # noqa: S608
        db.table(piece.table).update(piece.id, {"minutes": first})
        del row["id"]
        return int(db.table(piece.table).insert(row | {"minutes": piece.minutes - first}).last_pk or 0)


def move(store: Store, piece: Piece, place: Place, day: date | None = None) -> int:
    """Move a piece to another project or day and return its id there; an exported one is corrected to nothing first.

    Raises:
        UserError: it is a correction.
    """
    _demand_plain(piece)
    minutes = sum(item.minutes for item in time_pieces.chain(store, piece)) if piece.locked else piece.minutes
    _demand_length(minutes)
    row: dict[str, Any] = {"day": (day or piece.day).isoformat(), "minutes": minutes}
    row |= {"note": piece.note, "made_utc": piece.made_utc}
    if place.kind == "engagement":
        row |= {"billable": load(store, place.id).engagement.billable, "step": piece.step}
    with store.step(_("Move a piece of time"), engagement=_engagement(place)) as db:
        if piece.locked or place.kind != piece.place.kind:
            delete(store, piece)
            return _insert(db, place, row)
        db.table(piece.table).update(piece.id, row | _owner(place))
        return piece.id


def set_day(store: Store, place: Place, day: date, minutes: int) -> None:
    """Make the pieces of a project on a day come to so many minutes: a cell of the week that was typed over; undoable.

    More is added to the only open piece, else as a new one; less is taken from the newest open pieces first, and only
    then from exported ones by corrections. 0 clears the day.

    Raises:
        UserError: more than a day.
    """
    _demand_length(minutes, least=0)
    with store.step(_set_label(minutes), engagement=_engagement(place)) as db:
        found = [item for item in time_pieces.between(store, day, day) if item.place == place]
        missing = minutes - sum(item.minutes for item in found)
        free = [item for item in found if not item.locked and not item.corrects]
        if missing > 0 and len(free) == 1:
            _set_minutes(store, db, free[0], free[0].minutes + missing)
        elif missing > 0:
            add(store, place, missing, day=day)
        for item in [*free, *(item for item in found if item.locked and not item.corrects)]:
            if missing >= 0:
                break
            has = sum(other.minutes for other in found if other.root == item.root)
            taken = min(has, -missing)
            _set_minutes(store, db, item, has - taken)
            missing += taken


def minutes_on(store: Store, day: date, engagement: int | None = None) -> int:
    """Return the minutes that are logged on a day of your calendar, of one engagement or of all."""
    query = "SELECT COALESCE(SUM(minutes), 0) FROM time_entry WHERE day = ?"
    if engagement is None:
        return int(store.records(query, [day.isoformat()])[0][0])
    return int(store.records(f"{query} AND engagement = ?", [day.isoformat(), engagement])[0][0])


def today(store: Store) -> date:
    """Return the date on your clock."""
    return zones.to_zone(store.clock.now(), settings.you(store).zone).date()


def _set_minutes(store: Store, db: Database, piece: Piece, minutes: int) -> None:
    """Make a piece, with its corrections, come to so many minutes; 0 takes away what is not exported."""
    chain = time_pieces.chain(store, piece)
    _demand_length(minutes, least=0)
    if not any(item.locked for item in chain):
        if minutes:
            db.table(piece.table).update(piece.id, {"minutes": minutes})
        else:
            db.table(piece.table).delete(piece.id)
        return
    difference = minutes - sum(item.minutes for item in chain if item.locked)
    waiting = next((item for item in chain if not item.locked), None)
    if waiting is not None and difference:
        db.table(piece.table).update(waiting.id, {"minutes": difference})
    elif waiting is not None:
        db.table(piece.table).delete(waiting.id)
    elif difference:
        row = dict(store.rows(f"SELECT * FROM {piece.table} WHERE id = ?", [piece.root])[0])  # noqa: S608
        del row["id"]
        row |= {"minutes": difference, "corrects": piece.root, "exported_utc": "", "exported_minutes": 0}
        db.table(piece.table).insert(row | {"made_utc": zones.utc_text(store.clock.now())})


def _insert(db: Database, place: Place, row: dict[str, Any]) -> int:
    return int(db.table(TABLES[place.kind]).insert(_owner(place) | row).last_pk or 0)


def _owner(place: Place) -> dict[str, int]:
    return {"engagement" if place.kind == "engagement" else "project": place.id}


def _engagement(place: Place) -> int | None:
    return place.id if place.kind == "engagement" else None


def _logged(minutes: int) -> str:
    return _("Log {hours} h").format(hours=_hours(minutes))


def _set_label(minutes: int) -> str:
    return _("Set a day to {hours} h").format(hours=_hours(minutes)) if minutes else _("Clear a day")


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")


def _demand_length(minutes: int, least: int = 1) -> None:
    if not least <= minutes <= DAY_MINUTES:
        raise UserError(_("A piece of time is between 1 minute and 24 hours."), do=_("Write another length."))


def _demand_open(piece: Piece, what: str) -> None:
    if piece.locked:
        raise UserError(what, do=_("Change its length: that makes a correction."))


def _demand_plain(piece: Piece) -> None:
    if piece.corrects:
        raise UserError(_("This piece corrects an exported one."), do=_("Change the exported piece."))
