"""Import of exports: new engagements, and what ServiceNow shows now about those that are there.

PRODUCT, Decisions 2: an import never changes a plan. It creates engagements that are not there yet and adds
observations; a difference is a finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from msgspec import Struct
from msgspec.structs import replace

from models import (
    calendars,
    change_imports,
    change_lists,
    column_names,
    dossiers,
    engagements,
    placements,
    rules,
    settings,
    ticket_lists,
    zone_search,
    zones,
)
from models.change_lists import Kind, ListedRecord
from models.errors import UserError
from models.placements import Placement
from models.playbook import Playbook
from models.playbook_file import shipped
from models.records import PHASE_KINDS
from models.rules.finding import Finding
from models.servicenow import dates, exports
from models.servicenow.date_cells import STAMPS
from models.servicenow.rows import Rows
from models.store import Store
from models.texts import _, ngettext
from models.ticket_lists import ListedEngagement, ListedTicket, Unread, local_start
from models.tickets import UNIQUE

if TYPE_CHECKING:
    from sqlite_utils import Database


class ImportResult(Struct, frozen=True):
    """What an import did or, as a dry run, would do.

    Attributes:
        created: clients of new engagements.
        updated: clients of engagements that were there and were observed.
        unread: pieces left out.
        findings: what the rules say about all of them now.
        made: ids of the new engagements.
        at_utc: when everything was seen.
    """

    created: tuple[str, ...]
    updated: tuple[str, ...]
    unread: tuple[Unread, ...]
    findings: tuple[Finding, ...]
    made: tuple[int, ...] = ()
    at_utc: str = ""


class _Listed(Struct, frozen=True):
    """What the files say, apart by what it is about."""

    tickets: ticket_lists.TicketList
    records: tuple[ListedRecord, ...]
    stamp_zones: dict[str, str]


class _DryRunError(Exception):
    """Carries the result out of the transaction that it rolls back."""

    def __init__(self, result: ImportResult) -> None:
        super().__init__()
        self.result = result


def read_files(files: Sequence[Path]) -> list[Rows]:
    """Read exported lists; raises UserError for a file that is none."""
    return [exports.read(path) for path in files]


def import_files(store: Store, files: Sequence[Path], *, zone: str = "", dry_run: bool = False) -> ImportResult:
    """Read files and import them as one step of undo; raises UserError as `read_files` and `import_rows` do."""
    return import_rows(store, read_files(files), zone=zone, dry_run=dry_run)


def import_rows(store: Store, files: Sequence[Rows], *, zone: str = "", dry_run: bool = False) -> ImportResult:
    """Create the engagements that are not there yet and add observations to all.

    Args:
        store: written in one step, or not at all with `dry_run`.
        files: the lists, read.
        zone: IANA zone of the files' own time stamps; empty where nobody knows.
        dry_run: only tell what would happen.

    Raises:
        UserError: a file is no ticket list, or the zone is unknown.
    """
    if zone:
        zones.zone(zone)
    files = column_names.known(store, files)
    listed = _listed(store, files, zone or settings.get(store, "servicenow.export_zone"))
    name = files[0].source if len(files) == 1 else ngettext("{n} file", "{n} files", len(files)).format(n=len(files))
    try:
        with store.step(_("Import {name}").format(name=name)) as db:
            result = _write(store, db, listed)
            if dry_run:
                raise _DryRunError(result)
    except _DryRunError as dry:
        return dry.result
    return result


def _listed(store: Store, files: Sequence[Rows], zone: str) -> _Listed:
    """Read the rows of all files: tickets together, because one engagement may be in several; the rest by file."""
    prefixes = {kind: settings.get(store, UNIQUE[kind]) for kind in get_args(Kind)}
    unread: list[Unread] = []
    records: list[ListedRecord] = []
    lists: list[Rows] = []
    for rows in files:
        found = change_lists.read(rows, zone, prefixes, unread)
        records += found
        rest = tuple(row for row in rows.rows if change_lists.kind_of(row["number"], prefixes) is None)
        if rest or not found:
            lists.append(replace(rows, rows=rest))
        if rows.prose:
            why = _("The export says that it was cut. Filter it and export again.")
            unread.append(Unread(rows.prose[0], "", rows.prose[1], why, rows.source))
    listed = ticket_lists.read(lists, shipped(), settings.abbreviations(store), mixed={item.source for item in records})
    zones_of = {rows.source: "UTC" if rows.raw_utc else zone for rows in files}
    return _Listed(replace(listed, unread=(*listed.unread, *unread)), tuple(records), zones_of)


def _write(store: Store, db: Database, listed: _Listed) -> ImportResult:
    known = _Known(store)
    created: dict[int, str] = {}
    updated: dict[int, str] = {}
    unread = list(listed.tickets.unread)
    not_mine = {parent.casefold() for parent in settings.get(store, "import.not_mine").split()}
    for item in listed.tickets.engagements:
        found = known.find(item)
        if found is None and item.parent.casefold() in not_mine:
            row = item.tickets[0].row.number
            why = _("You said that it is not yours.")
            unread.append(Unread(row, "parent", item.parent, why, item.tickets[0].source))
            continue
        if found is None:
            found = _create(store, db, item, shipped(), unread)
            created[found.id] = item.client
        else:
            updated[found.id] = item.client
            if item.parent and not found.parent:
                db.table("engagement").update(found.id, {"parent": item.parent})
        _observe(store, db, found.id, item, listed.stamp_zones)
    for engagement, client in change_imports.observe(store, db, listed.records, unread):
        if engagement not in created:
            updated.setdefault(engagement, client)
    unread.sort(key=lambda piece: (piece.file, piece.row))
    return ImportResult(
        created=tuple(created.values()),
        updated=tuple(updated.values()),
        unread=tuple(unread),
        findings=_findings(store, (*created, *updated)),
        made=tuple(created),
        at_utc=zones.utc_text(store.clock.now()),
    )


def _findings(store: Store, touched: Iterable[int]) -> tuple[Finding, ...]:
    wanted, now = set(touched), store.clock.now()
    found = [dossier for dossier in dossiers.load_all(store) if dossier.id in wanted]
    return tuple(finding for dossier in found for finding in rules.findings(dossier, now))


class _Stored(Struct, frozen=True):
    id: int
    client: str
    parent: str


class _Known:
    """The engagements that were there before the import, found again by parent, else by client (Decisions 3)."""

    def __init__(self, store: Store) -> None:
        rows = store.records("SELECT id, client, parent FROM engagement WHERE deleted_utc = '' ORDER BY id")
        self._stored = [_Stored(*row) for row in rows]

    def find(self, item: ListedEngagement) -> _Stored | None:
        """Return the engagement with the parent, else the only one of that client that has no parent yet."""
        same_client = [stored for stored in self._stored if stored.client.casefold() == item.client.casefold()]
        if item.parent:
            same_parent = [stored for stored in self._stored if stored.parent.casefold() == item.parent.casefold()]
            if same_parent:
                return next((stored for stored in same_parent if stored in same_client), same_parent[0])
        free = [stored for stored in same_client if not (item.parent and stored.parent)]
        return free[0] if len(free) == 1 else None


def _create(store: Store, db: Database, item: ListedEngagement, playbook: Playbook, unread: list[Unread]) -> _Stored:
    countries = zone_search.countries_of(item.zone) if item.zone else ()
    country = _country(countries)
    draft = engagements.Draft(
        client=item.client,
        zone=item.zone,
        country=country,
        consultant=item.consultant,
        parent=item.parent,
        agreed=False,
    )
    number = engagements.create(store, draft, playbook)
    plan = _plan(item, playbook, country, unread)
    stage = imported_stage(item, plan, store.clock.now())
    db.table("engagement").update(number, {"zone_confirmed": 0, "imported_stage": stage})
    _place(store, db, number, plan)
    done = steps_done_before(item, playbook, stage)
    db.execute(
        """UPDATE step SET done_utc = ?, origin = 'before'
        WHERE engagement = ? AND key IN (SELECT value FROM json_each(?))""",
        [zones.utc_text(store.clock.now()), number, json.dumps(sorted(done))],
    )
    return _Stored(number, item.client, item.parent)


def _country(countries: Sequence[str]) -> str:
    """Return the only country of a zone where it has a calendar."""
    if len(countries) != 1:
        return ""
    try:
        calendars.calendar(countries[0])
    except UserError:
        return ""
    return countries[0]


def _plan(item: ListedEngagement, playbook: Playbook, country: str, unread: list[Unread]) -> dict[str, Placement]:
    """Place what the list dates, and Support Week, which follows the Prod Upgrade; the rest stays undated."""
    calendar = calendars.calendar(country)
    plan: dict[str, Placement] = {}
    for phase in item.starts:
        start = local_start(item, phase)
        if start is None:
            unread.append(_without_place(item, phase))
            continue
        zone = zones.zone_name(start) if isinstance(start, datetime) else item.zone
        plan[phase] = placements.first_place(playbook.phase(phase), playbook, calendar, zone, start)
    prod_day = plan["prod_upgrade"].first_day if "prod_upgrade" in plan else None
    if prod_day is not None and "support_week" not in plan:
        definition = playbook.phase("support_week")
        plan["support_week"] = placements.after_prod(definition, playbook, calendar, item.zone, prod_day)
    return plan


def _without_place(item: ListedEngagement, phase: str) -> Unread:
    named = ((ticket, found) for ticket in item.tickets for found in ticket.parsed.dates if found.phase in {phase, ""})
    ticket, found = next(named)
    why = "The offset names no place, and the client's time zone is not known."
    return Unread(ticket.row.number, "short_description", found.text, why, ticket.source)


def _place(store: Store, db: Database, engagement: int, plan: dict[str, Placement]) -> None:
    for row, kind in store.records("SELECT id, kind FROM phase WHERE engagement = ?", [engagement]):
        if kind in plan:
            at = plan[kind]
            fields = {"start": at.start, "end": at.end, "zone": at.zone}
            db.table("phase").update(row, fields | {"start_utc": at.start_utc, "end_utc": at.end_utc})


def imported_stage(item: ListedEngagement, plan: dict[str, Placement], now: datetime) -> str:
    """Return the current phase as the tickets' states and dates prove it.

    ETIU03 Closed Complete proves that validation is over and schedules nothing by itself (PRODUCT, Decisions 3). The
    clock alone ends no phase.
    """
    if all(_closed(item, kind) for kind in ("ETIU03", "ETIU04", "ETIU05")) and _past(plan.get("prod_upgrade"), now):
        return "done"
    if _closed(item, "ETIU03"):
        return "validated"
    if _closed(item, "ETIU01"):
        return "client_validation"
    if not _closed(item, "ETIU02"):
        return "dev_upgrade"
    return "kickoff" if _begun(plan.get("kickoff"), now) else "technical_validation"


def _closed(item: ListedEngagement, kind: str) -> bool:
    ticket = item.ticket(kind)
    return ticket is not None and ticket.closed


def _begun(at: Placement | None, now: datetime) -> bool:
    if at is None or at.first_day is None:
        return False
    return at.starts <= now if at.starts else at.first_day <= _today(at, now)


def _past(at: Placement | None, now: datetime) -> bool:
    if at is None or at.last_day is None:
        return True
    return at.ends <= now if at.ends else at.last_day < _today(at, now)


def _today(at: Placement, now: datetime) -> date:
    return zones.to_zone(now, at.zone or "UTC").date()


def steps_done_before(item: ListedEngagement, playbook: Playbook, stage: str) -> frozenset[str]:
    """Return the steps that were done before E2E Tracker: those of phases before the current one.

    A step about a listed ticket follows the ticket instead: its state is a fact that ticks the step by itself, and a
    short description is up to date when it carries a date.
    """
    over = PHASE_KINDS if stage == "done" else _phases_before(stage)
    phases = {definition.kind: definition.phase for definition in playbook.tickets}
    done = set()
    for step in playbook.steps:
        about, _dot, rest = step.fact.partition(".")
        ticket = item.ticket(rest.partition(".")[0]) if about in {"ticket", "text"} else None
        if ticket is None:
            before = step.phase in over
        elif about == "text":
            before = phases[ticket.kind] in item.starts
        else:
            before = not ticket.state and step.phase in over
        if before:
            done.add(step.key)
    return frozenset(done)


def _phases_before(stage: str) -> tuple[str, ...]:
    return PHASE_KINDS[: PHASE_KINDS.index("prod_upgrade" if stage == "validated" else stage)]


def _observe(store: Store, db: Database, engagement: int, item: ListedEngagement, stamp_zones: dict[str, str]) -> None:
    """Record what the list shows of each ticket: seen now, with the row's own stamps beside it."""
    uid = str(store.records("SELECT uid FROM engagement WHERE id = ?", [engagement])[0][0])
    now = zones.utc_text(store.clock.now())
    db.execute(
        """UPDATE ticket SET number = kind
        WHERE engagement = ? AND number = '' AND kind IN (SELECT value FROM json_each(?))""",
        [engagement, json.dumps([ticket.kind for ticket in item.tickets])],
    )
    for ticket in item.tickets:
        shown = {"state": ticket.state, "short_description": ticket.text}
        told = _stamps(ticket, stamp_zones[ticket.source]) | {"batch": now}
        body = json.dumps(told, ensure_ascii=False, sort_keys=True)
        for name, value in shown.items():
            if value:
                store.add_evidence(
                    {
                        "engagement": uid,
                        "kind": "observation",
                        "subject": f"{ticket.kind}.{name}",
                        "value": value,
                        "source": f"{ticket.source}, row {ticket.row.number}",
                        "at_utc": now,
                        "body": body,
                    }
                )


def _stamps(ticket: ListedTicket, zone: str) -> dict[str, str]:
    """Return the row's time stamps as shown, and as instants where their zone is known and they read in one way."""
    stamps = {name: ticket.row[name] for name in STAMPS if ticket.row[name]}
    instants: dict[str, str] = {}
    for name, text in stamps.items():
        try:
            readings = dates.read(text)
            if zone and len(readings) == 1:
                instants[f"{name}_utc"] = zones.utc_text(zones.attach(readings[0].wall, zone))
        except UserError:
            continue
    return stamps | instants
