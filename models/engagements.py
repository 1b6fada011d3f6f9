"""Engagements come, change, are put away and go; `models.dossiers` reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import fields, replace

from models import calendars, change_log, client_zone, facts, message_language, passwords, zones
from models.dossiers import load, load_all, load_some, names, touched_by
from models.errors import UserError
from models.placements import Placement, initial_plan
from models.playbook import Playbook
from models.playbook_rows import keep
from models.records import Contact, Dossier, Engagement, Phase, Roadmap, Step, Ticket, You
from models.store import Store
from models.texts import _, mark

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "Draft",
    "add_contact",
    "archive",
    "create",
    "delete",
    "edit",
    "edit_contact",
    "in_bin",
    "is_bin_due",
    "load",
    "load_all",
    "load_some",
    "name_act",
    "names",
    "preview",
    "purge",
    "purge_now",
    "remove_contact",
    "restore",
    "touched_by",
    "unarchive",
]

FIELDS: Final[Mapping[str, str]] = {
    "client": mark("client"),
    "consultant": mark("consultant"),
    "parent": mark("parent"),
    "zone": mark("time zone"),
    "zone_confirmed": mark("time zone"),
    "country": mark("country"),
    "subdivision": mark("state or province"),
    "language": mark("language of the texts"),
    "dev_instance": mark("dev instance"),
    "prod_instance": mark("prod instance"),
    "projector_project": mark("Projector project"),
    "billable": mark("billable"),
    "experienced_developer": mark("experienced developer"),
    "service_partner": mark("service partner"),
    "notes": mark("notes"),
    "backup_taken_utc": mark("time of the backup"),
    "password_changed_utc": mark("time of the password's last change"),
    "entered_utc": mark("planned dates entered"),
}
"""What a person may edit, with the word that Undo shows; facts of the schedule change only through their steps."""

BIN_KEEPS: Final = timedelta(days=30)
_CONTACT: Final = frozenset({"name", "role", "email", "zone"})
_INSTANTS: Final = frozenset({"backup_taken_utc", "password_changed_utc", "entered_utc"})


class Draft(Struct, frozen=True):
    """What a person knows of a new engagement.

    `prod` and `kickoff` are naive wall times in the client's zone, at most one of them is needed; `fold` picks the
    first (0) or second (1) of a time that the client's clock shows twice. With `agreed` the prod time goes on the
    roadmap, agreed with `agreed_with`. `language` is that of the client's texts, empty for that of the country.
    """

    client: str
    zone: str
    country: str = ""
    subdivision: str = ""
    prod: datetime | None = None
    kickoff: datetime | None = None
    fold: int | None = None
    consultant: str = ""
    parent: str = ""
    agreed: bool = True
    agreed_with: str = ""
    language: str = ""


def preview(
    draft: Draft,
    playbook: Playbook,
    now: datetime,
    you: You,
    others: Sequence[tuple[str, datetime]] = (),
) -> Dossier:
    """Return the engagement that a draft would give, with id 0; nothing is stored.

    Raises:
        UserError: unknown zone or country; GapError and FoldError where the time doesn't exist once there.
    """
    plan = _plan(draft, playbook)
    prod = next(place for place in plan if place.kind == "prod_upgrade")
    agreed = {"id": 0, "engagement": 0} | _agreed(draft, prod, now, you.initials)
    dossier = Dossier(
        engagement=Engagement(**_blank(Engagement) | {"id": 0, "playbook": 0} | _new(draft, now)),
        playbook=playbook,
        phases={place.kind: place.applied_to(Phase(0, 0, place.kind, *[""] * 7)) for place in plan},
        steps={step.key: Step(0, 0, step.key, "", "", "", "", "") for step in playbook.steps},
        tickets=tuple(Ticket(0, 0, ticket.kind, "", "", "", "", "") for ticket in playbook.tickets),
        roadmap=(Roadmap(**agreed),) if _is_agreed(draft) else (),
        you=you,
        others=tuple(sorted(others, key=lambda other: other[1])),
    )
    return _settled(dossier)


def create(store: Store, draft: Draft, playbook: Playbook | None = None) -> int:
    """Store a new engagement with its plan, checklist and tickets as one step and return its id.

    Raises:
        UserError: no client's name, an unknown zone or country; GapError and FoldError as `preview`.
    """
    from models.playbook_file import shipped  # start-up saving: 10 ms

    client = _client(draft.client)
    chosen = playbook or shipped()
    plan, now = _plan(draft, chosen), store.clock.now()
    label = _("Add {client}").format(client=client)
    with store.step(label) as db:
        row = _new(draft, now) | {"client": client, "playbook": keep(db, chosen)}
        engagement = _insert(db, "engagement", row)
        mine = {"engagement": engagement}
        db.table("phase").insert_all([mine | _columns(place) for place in plan])
        db.table("step").insert_all([mine | {"key": step.key} for step in chosen.steps])
        db.table("ticket").insert_all([mine | {"kind": ticket.kind} for ticket in chosen.tickets])
        if _is_agreed(draft):
            prod = next(place for place in plan if place.kind == "prod_upgrade")
            db.table("roadmap").insert(mine | _agreed(draft, prod, now, store.initials))
        name_act(db, label, engagement)
    return engagement


def edit(store: Store, engagement: int, **values: str | int) -> None:
    """Change fields of an engagement as one step: `edit(store, 1, client="Northwind Health")`.

    Another time zone keeps the client's local times where the old one was confirmed, else the instants.

    Raises:
        UserError: a value that the field can't have; nothing is changed.
    """
    before = load(store, engagement)
    columns = {name: _checked(before, values, name) for name in values}
    words = list(dict.fromkeys(_(FIELDS[name]) for name in columns))
    with store.step(_("Change {fields}").format(fields=", ".join(words)), engagement=engagement) as db:
        if columns.get("zone", before.engagement.zone) != before.engagement.zone:
            client_zone.follow(db, before, str(columns["zone"]))
            columns.setdefault("zone_confirmed", 1)
        db.table("engagement").update(engagement, columns)


def archive(store: Store, engagement: int) -> None:
    """Put an engagement away: it stays in searches and history and needs nobody any more."""
    _stamp(store, engagement, _("Archive {client}"), "archived_utc")


def unarchive(store: Store, engagement: int) -> None:
    """Take an engagement out of the archive."""
    _stamp(store, engagement, _("Unarchive {client}"), "archived_utc", clear=True)


def delete(store: Store, engagement: int) -> None:
    """Put an engagement into the bin, where it stays for 30 days."""
    _stamp(store, engagement, _("Delete {client}"), "deleted_utc")


def restore(store: Store, engagement: int) -> None:
    """Take an engagement out of the bin."""
    _stamp(store, engagement, _("Restore {client}"), "deleted_utc", clear=True)


def in_bin(store: Store) -> list[Dossier]:
    """Return the engagements in the bin, by client."""
    return load_all(store, deleted=True)


def is_bin_due(store: Store, now: datetime) -> bool:
    """Whether something has been in the bin for 30 days, so that `purge` would remove it."""
    limit = zones.utc_text(now - BIN_KEEPS)
    return bool(store.records("SELECT 1 FROM engagement WHERE deleted_utc <> '' AND deleted_utc <= ? LIMIT 1", [limit]))


def purge(store: Store, now: datetime) -> list[str]:
    """Remove for good what has been in the bin for 30 days, evidence too, and return the clients' names.

    A tombstone stays of each chain of evidence. Undo stops at this step: what is purged can't come back whole.
    """
    limit = now - BIN_KEEPS
    old = [item.engagement for item in in_bin(store) if zones.parse_utc(item.engagement.deleted_utc) <= limit]
    if old:
        _remove(store, _("Empty the bin"), old)
    return [engagement.client for engagement in old]


def purge_now(store: Store, engagement: int) -> None:
    """Remove one engagement of the bin for good, before its 30 days are over; one that isn't there stays."""
    found = [item.engagement for item in in_bin(store) if item.id == engagement]
    if found:
        _remove(store, _("Delete for good"), found)


def _remove(store: Store, label: str, gone: Sequence[Engagement]) -> None:
    """Remove engagements with their evidence, their scores and what undo kept of them."""
    with store.step(label, barrier=_("What was removed from the bin can't come back.")) as db:
        for engagement in gone:
            store.purge_evidence(engagement.uid)
            db.table("survey_score").delete_where("engagement_uid = ?", [engagement.uid])
            db.table("engagement").delete(engagement.id)
            change_log.forget(db.conn, engagement.id, engagement.uid, _("Removed for good"))


def add_contact(store: Store, engagement: int, name: str, *, role: str = "", email: str = "", zone: str = "") -> int:
    """Add a person at the client and return the contact's id; raises UserError without a name or for a bad zone."""
    row = {"name": name, "role": role, "email": email, "zone": zone}
    with store.step(_("Add contact {name}").format(name=name.strip()), engagement=engagement) as db:
        return _insert(db, "contact", {"engagement": engagement} | _contact(row))


def edit_contact(store: Store, contact: int, **values: str) -> None:
    """Change a contact's name, role, email or zone."""
    found = _find_contact(store, contact)
    with store.step(_("Change contact {name}").format(name=found.name), engagement=found.engagement) as db:
        db.table("contact").update(contact, _contact(values))


def remove_contact(store: Store, contact: int) -> None:
    """Remove a contact."""
    found = _find_contact(store, contact)
    with store.step(_("Remove contact {name}").format(name=found.name), engagement=found.engagement) as db:
        db.table("contact").delete(contact)


def _plan(draft: Draft, playbook: Playbook) -> tuple[Placement, ...]:
    calendar = calendars.calendar(draft.country, draft.subdivision)
    if draft.zone or draft.prod or draft.kickoff:
        zones.zone(draft.zone)
    prod, kickoff = (
        zones.attach(wall, draft.zone, fold=draft.fold) if wall else None for wall in (draft.prod, draft.kickoff)
    )
    return initial_plan(playbook, calendar, draft.zone, prod=prod, kickoff=kickoff)


def _is_agreed(draft: Draft) -> bool:
    return draft.agreed and draft.prod is not None


def _new(draft: Draft, now: datetime) -> dict[str, Any]:
    import uuid  # start-up saving: 5 ms

    return {
        "uid": uuid.uuid4().hex,
        "client": draft.client.strip(),
        "zone": draft.zone,
        "zone_confirmed": int(bool(draft.zone)),
        "country": draft.country,
        "subdivision": draft.subdivision,
        "language": draft.language,
        "consultant": draft.consultant.strip(),
        "parent": draft.parent.strip(),
        "created_utc": zones.utc_text(now),
    }


def _agreed(draft: Draft, prod: Placement, now: datetime, initials: str) -> dict[str, Any]:
    return {
        "start": prod.start,
        "zone": prod.zone,
        "start_utc": prod.start_utc,
        "agreed_utc": zones.utc_text(now),
        "agreed_with": draft.agreed_with.strip(),
        "recorded_by": initials,
        "reason": "",
    }


def _blank(record: type[Engagement]) -> dict[str, Any]:
    """Return the columns as the database fills them in."""
    ones = {"billable": 1}
    return {field.name: ones.get(field.name, 0 if field.type is int else "") for field in fields(record)}


def _columns(place: Placement) -> dict[str, str]:
    return {name: getattr(place, name) for name in ("kind", "start", "end", "zone", "start_utc", "end_utc")}


def _settled(dossier: Dossier) -> Dossier:
    return replace(dossier, steps=facts.settle(dossier))


def _insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    return int(db.table(table).insert(dict(row)).last_pk or 0)


def name_act(db: Database, label: str, engagement: int) -> None:
    """Note the new id on the running act, so that undo and Activity show it; an import's act belongs to no one."""
    current = "id = (SELECT history FROM recording) AND label = ?"
    db.execute(f"UPDATE history SET engagement = ? WHERE {current}", [engagement, label])  # noqa: S608 - constant text


def _client(name: str) -> str:
    client = " ".join(name.split())
    if not client:
        raise UserError(_("An engagement needs the client's name."), do=_("Write the client's name."))
    return client


def _checked(before: Dossier, values: Mapping[str, str | int], name: str) -> str | int:
    """Return a field's value as it is stored; raises UserError where it can't have it."""
    if name not in FIELDS:
        raise TypeError(f"an engagement's {name} is not edited")
    value = values[name]
    if not isinstance(value, str):
        return int(value)
    text = value.strip()
    if name == "client":
        return _client(text)
    if name == "zone":
        zones.zone(text)
    elif name in {"country", "subdivision"}:
        country = str(values.get("country", before.engagement.country))
        calendars.calendar(country, str(values.get("subdivision", "")))
    elif name == "language" and text and text not in message_language.NAMES:
        do = _("Choose one of: {names}.").format(names=", ".join(message_language.NAMES))
        raise UserError(_("There are no texts in that language."), text, do)
    elif name == "notes":
        passwords.refuse(text)
    elif name in _INSTANTS and text:
        return zones.utc_text(zones.parse_utc(text))
    return text


def _stamp(store: Store, engagement: int, label: str, column: str, *, clear: bool = False) -> None:
    client = load(store, engagement).engagement.client
    value = "" if clear else zones.utc_text(store.clock.now())
    with store.step(label.format(client=client), engagement=engagement) as db:
        db.table("engagement").update(engagement, {column: value})


def _contact(values: Mapping[str, str]) -> dict[str, str]:
    unknown = values.keys() - _CONTACT
    if unknown:
        raise TypeError(f"a contact has no {', '.join(sorted(unknown))}")
    row = {name: value.strip() for name, value in values.items()}
    if row.get("name") == "":
        raise UserError(_("A contact needs a name."), do=_("Write the person's name."))
    if row.get("zone"):
        zones.zone(row["zone"])
    return row


def _find_contact(store: Store, contact: int) -> Contact:
    found = store.records("SELECT * FROM contact WHERE id = ?", [contact])
    if not found:
        raise UserError(_("This contact is not there any more."))
    return Contact(*found[0])
