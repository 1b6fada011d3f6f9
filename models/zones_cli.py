"""`e2e-tracker zones`: a moment on the clock of everybody who matters, and what each of them will read (N16, N20)."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import click

from models import clock_watch, computer_clock, dossiers, reading_texts, settings, timezone_check, zone_data, zones
from models import zone_roles as named_roles
from models.aligned_text import aligned
from models.cli_commands import choose
from models.clock_watch import Notice
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.session import Session
from models.texts import _
from models.timezone_check import CheckStatus
from models.zone_bands import axis_around, overlap
from models.zone_roles import ZoneRole
from models.zone_rows import Window, ZoneRow, as_text, instant, prod_window, rows


@click.command("zones")
@click.argument("engagement")
@click.option("--at", default="", metavar="ISO", help="A start with its offset: 2026-12-03T19:00-08:00.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_obj
def zones_command(session: Session, engagement: str, at: str, *, as_json: bool) -> None:
    """Show a time on every clock: the prod upgrade, or what --at names, with what each party will read."""
    store, now = session.open_store(), session.clock.now()
    dossier, formats = choose(dossiers.load_all(store), engagement), settings.formats(store)
    here = computer_clock.computer_zone()
    status = timezone_check.status(dossier, now, here, formats, rehearsal=session.clock.rehearsal)
    roles = named_roles.roles(dossier, named_roles.setup(store), session=status.session)
    window = prod_window(dossier, _moment(at) if at else None) or instant(now)
    found = rows(roles, axis_around(window.start, dossier.you.zone), now, window, formats)
    notices = _notices(dossier, roles, window, now, formats)
    notices += [
        Notice(status.tone, status.title, status.detail),
        *computer_clock.doubts(computer_clock.look(store), now),
    ]
    common = overlap([role for role in roles if role.is_person], now)
    if as_json:
        told = _told(dossier, roles, found, window, formats)
        told |= {"watch": [{"tone": item.tone, "title": item.title, "text": item.text} for item in notices]}
        told |= {"common_working_hours": [zones.utc_text(moment) for moment in common] if common else None}
        told |= {"timezone_check": _check(status)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    _print(dossier, roles, found, window, notices, formats)
    if common:
        span = formats.span(*(zones.to_zone(moment, dossier.you.zone) for moment in common))
        click.echo(_("Next common working hours: {span} (you)").format(span=span))


def _moment(text: str) -> datetime:
    do = "Write it as 2026-12-03T19:00-08:00."
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError(f"“{text}” is no moment.", "--at", do) from error
    if moment.tzinfo is None:
        raise UserError(f"“{text}” does not say its offset from UTC.", "--at", do)
    if not zones.FIRST_YEAR < moment.year < zones.LAST_YEAR:
        raise UserError(f"The year {moment.year} can't be.", "--at", do)
    return moment.astimezone(zones.UTC)


def _notices(
    dossier: Dossier, roles: tuple[ZoneRole, ...], window: Window, now: datetime, formats: Formats
) -> list[Notice]:
    found = [*zone_data.notices(dossier, now, formats)]
    if not window.instant_only:
        found += clock_watch.watch(roles, window, now, formats)
    return found


def _told(
    dossier: Dossier, roles: tuple[ZoneRole, ...], found: tuple[ZoneRow, ...], window: Window, formats: Formats
) -> dict[str, Any]:
    readings = reading_texts.party_readings(roles, window, formats)
    return {
        "engagement": dossier.id,
        "client": dossier.engagement.client,
        "start_utc": zones.utc_text(window.start),
        "end_utc": zones.utc_text(window.end),
        "impact_end_utc": zones.utc_text(window.impact_end),
        "tzdata": zones.tzdata_version(),
        "rows": [_row(row) for row in found],
        "unknown": [{"role": role.kind, "name": role.name, "why": role.trouble} for role in roles if not role.known],
        "readings": [{"place": item.place, "zone": item.zone, "text": item.text} for item in readings],
    }


def _row(row: ZoneRow) -> dict[str, Any]:
    shown = row.start or row.now
    return {
        "role": row.role.kind,
        "name": row.role.name,
        "zone": row.role.zone,
        "now": zones.wall_text(row.now),
        "start": zones.wall_text(shown),
        "end": zones.wall_text(row.end or shown),
        "days_from_you": row.shift,
        "offset_minutes": zones.offset_minutes(shown, row.role.zone),
        "abbreviation": zones.abbreviation(shown, row.role.zone),
        "clock_changes_utc": [zones.utc_text(change.at) for change in row.changes],
    }


def _check(status: CheckStatus) -> dict[str, Any]:
    at = zones.utc_text(status.at) if status.at is not None else None
    return {"state": status.state, "session_zone": status.session or None, "at_utc": at}


def _print(
    dossier: Dossier,
    roles: tuple[ZoneRole, ...],
    found: tuple[ZoneRow, ...],
    window: Window,
    notices: list[Notice],
    formats: Formats,
) -> None:
    over = zones.elapsed_between(window.end, window.impact_end) > timedelta()
    click.echo(dossier.engagement.client)
    click.echo(as_text(found, formats))
    for role in roles:
        if not role.known:
            click.echo(f"{role.name}: {role.trouble}")
    click.echo(f"\n{_('What each party will read')}")
    click.echo(reading_texts.as_text(reading_texts.party_readings(roles, window, formats)))
    if over:
        latest = zones.to_zone(window.impact_end, dossier.you.zone)
        click.echo(_("Business impact is over by {time} (you) at the latest").format(time=formats.moment(latest)))
    click.echo("")
    click.echo(aligned([(item.title, item.text) for item in notices]))
