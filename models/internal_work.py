"""Internal work that is no engagement: team meetings, training; never billable (N27)."""

from __future__ import annotations

from msgspec import Struct

from models.errors import UserError
from models.store import Store
from models.texts import _


class InternalProject(Struct, frozen=True):
    """A row of internal work; without a code of Projector its time stays here."""

    id: int
    name: str
    code: str


def projects(store: Store) -> list[InternalProject]:
    """Return all internal work by name."""
    query = "SELECT id, name, code FROM internal_project ORDER BY name COLLATE NOCASE, id"
    return [InternalProject(*row) for row in store.records(query)]


def add(store: Store, name: str, code: str = "") -> int:
    """Add a row of internal work and return its id; raises UserError without a name or for one that is there."""
    name = name.strip()
    if not name:
        raise UserError(_("Internal work needs a name."), do=_("Write one, such as Team meeting."))
    if any(item.name.casefold() == name.casefold() for item in projects(store)):
        raise UserError(_("There is “{name}” already.").format(name=name), do=_("Write another name."))
    with store.step(_("Add “{name}”").format(name=name)) as db:
        return int(db.table("internal_project").insert({"name": name, "code": code.strip()}).last_pk or 0)


def set_code(store: Store, project: int, code: str) -> None:
    """Give internal work a code of Projector, or take it away with an empty one; undoable."""
    with store.step(_("Change a project code")) as db:
        db.table("internal_project").update(project, {"code": code.strip()})
