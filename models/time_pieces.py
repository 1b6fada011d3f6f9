"""The pieces of logged time, of engagements and of internal work, as one kind of record (N28)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, Literal, NamedTuple

from msgspec import Struct

from models.errors import UserError
from models.store import Store
from models.texts import _

Kind = Literal["engagement", "internal"]

TABLES: Final[dict[Kind, str]] = {"engagement": "time_entry", "internal": "internal_entry"}

_ALL: Final = """SELECT * FROM (SELECT entry.id, 'engagement' AS kind, entry.engagement, engagement.client,
        engagement.projector_project, engagement.billable, entry.day, entry.minutes, entry.note, entry.step,
        entry.made_utc, entry.exported_utc, entry.exported_minutes, entry.corrects
    FROM time_entry AS entry JOIN engagement ON engagement.id = entry.engagement WHERE engagement.deleted_utc = ''
    UNION ALL SELECT entry.id, 'internal', entry.project, internal_project.name, internal_project.code,
        0, entry.day, entry.minutes, entry.note, '', entry.made_utc, entry.exported_utc,
        entry.exported_minutes, entry.corrects
    FROM internal_entry AS entry JOIN internal_project ON internal_project.id = entry.project)"""


class Place(NamedTuple):
    """What time is logged to: an engagement, or a project of internal work, by its id."""

    kind: Kind
    id: int


class Piece(Struct, frozen=True):
    """Time in minutes on one day of your calendar; a correction's minutes may be negative.

    `name`, `code` and `billable` are those of the project now: billable is a property of the project (N27).
    `exported_minutes` is what its card said, rounded; `corrects` is the id of the exported piece that it corrects.
    """

    id: int
    place: Place
    name: str
    code: str
    billable: bool
    day: date
    minutes: int
    note: str
    step: str
    made_utc: str
    exported_utc: str
    exported_minutes: int
    corrects: int

    @property
    def locked(self) -> bool:
        """Whether it stands on an exported card: only a correction changes it."""
        return bool(self.exported_utc)

    @property
    def table(self) -> str:
        """Where it is stored."""
        return TABLES[self.place.kind]

    @property
    def root(self) -> int:
        """The id of the piece that the chain of corrections begins with."""
        return self.corrects or self.id

    @property
    def key(self) -> tuple[Kind, int]:
        """What no other piece has."""
        return (self.place.kind, self.id)


def between(store: Store, first: date, last: date) -> list[Piece]:
    """Return the pieces of some days, both ends included, newest first; without those of engagements in the bin."""
    query = f"{_ALL} WHERE day BETWEEN ? AND ? ORDER BY day DESC, made_utc DESC, id DESC"
    return _pieces(store.records(query, [first.isoformat(), last.isoformat()]))


def not_exported(store: Store, last: date) -> list[Piece]:
    """Return the pieces up to a day that no card holds yet, oldest first."""
    query = f"{_ALL} WHERE exported_utc = '' AND day <= ? ORDER BY day, made_utc, id"
    return _pieces(store.records(query, [last.isoformat()]))


def chain(store: Store, piece: Piece) -> list[Piece]:
    """Return a piece with everything that corrects it, oldest first."""
    query = f"{_ALL} WHERE kind = ? AND ? IN (id, corrects) ORDER BY id"
    return _pieces(store.records(query, [piece.place.kind, piece.root]))


def get(store: Store, kind: Kind, id_: int) -> Piece:
    """Return one piece; raises UserError where it is gone."""
    query = f"{_ALL} WHERE kind = ? AND id = ?"
    found = _pieces(store.records(query, [kind, id_]))
    if not found:
        raise UserError(_("This piece of time is not there any more."), do=_("Look at the day again."))
    return found[0]


def _pieces(rows: Iterable[tuple[object, ...]]) -> list[Piece]:
    return [_piece(*row) for row in rows]  # type: ignore[arg-type]


def _piece(id_: int, kind: Kind, owner: int, name: str, code: str, billable: int, day: str, *rest: object) -> Piece:
    return Piece(id_, Place(kind, owner), name, code, bool(billable), date.fromisoformat(day), *rest)  # type: ignore[arg-type]
