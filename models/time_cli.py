"""`e2e-tracker time`: a week of time on the terminal, as JSON and as CSV (N28)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from models import projector, settings, time_log, time_weeks, week_csv
from models.aligned_text import aligned
from models.formats import Formats
from models.session import Session
from models.texts import _
from models.time_weeks import Grid, Week


@click.command("time")
@click.option("--week", "named", default="", metavar="2026-W48", help="Which week; this one where it isn't given.")
@click.option("--csv", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write the week.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.pass_obj
def time_command(session: Session, named: str, file: Path | None, *, as_json: bool) -> None:
    """Show the hours of a week, billable first; --csv writes its pieces for a spreadsheet and marks nothing."""
    store = session.open_store()
    formats = settings.formats(store)
    week = time_weeks.read_week(named) if named else Week.of(time_log.today(store))
    grid = time_weeks.grid(store, week)
    if file is not None:
        projector.write_files(file, [week_csv.text(store, week, formats)])
    if as_json:
        click.echo(json.dumps(_told(grid, file), ensure_ascii=False, indent=2))
        return
    click.echo(f"{week.text}, {formats.days(week.monday, week.sunday)}")
    click.echo(aligned(_lines(grid, formats)) if grid.rows else _("No time is logged in this week."))
    if file is not None:
        click.echo(_("Written to {file}.").format(file=file))


def _told(grid: Grid, file: Path | None) -> dict[str, Any]:
    days = [day.isoformat() for day in grid.week.days]
    return {
        "week": grid.week.text,
        "days": days,
        "rows": [
            {
                "kind": row.place.kind,
                "id": row.place.id,
                "name": row.name,
                "billable": row.billable,
                "minutes": list(row.minutes),
                "hours": str(projector.hours(row.total)),
            }
            for row in grid.rows
        ],
        "billable_minutes": grid.total(billable=True),
        "not_billable_minutes": grid.total(billable=False),
        "csv": str(file) if file else None,
    }


def _lines(grid: Grid, formats: Formats) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = [("", *(formats.short_day(day) for day in grid.week.days), _("Week"))]
    for billable, title in ((True, _("Billable")), (False, _("Not billable"))):
        rows = grid.group(billable=billable)
        if rows:
            lines.append((title, *[""] * time_weeks.DAYS, _hours(grid.total(billable=billable), formats)))
        for row in rows:
            cells = (_hours(minutes, formats) if minutes else "–" for minutes in row.minutes)
            lines.append((f"  {row.name}", *cells, _hours(row.total, formats)))
    totals = (_hours(grid.on(number), formats) for number in range(time_weeks.DAYS))
    return [*lines, (_("Total"), *totals, _hours(grid.total(), formats))]


def _hours(minutes: int, formats: Formats) -> str:
    return str(projector.hours(minutes)).replace(".", formats.decimal)
