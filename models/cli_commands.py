"""The sub-commands that work on the data folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from models import (
    doctor,
    dossiers,
    handover_imports,
    imports,
    lead_texts,
    reports,
    rules,
    settings,
    snapshot_cli,
    stages,
    zones,
)
from models.aligned_text import aligned
from models.errors import UserError
from models.formats import Formats
from models.records import Dossier
from models.rules.finding import Finding
from models.session import Session

_json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--zone", default="", metavar="IANA", help="Time zone of the file's own time stamps.")
@click.option("--dry-run", is_flag=True, help="Only show what would happen.")
@_json_option
@click.pass_obj
def import_command(session: Session, files: tuple[Path, ...], zone: str, *, dry_run: bool, as_json: bool) -> None:
    """Import exports of ServiceNow (CSV, Excel, JSON, XML), and colleagues' snapshots and handovers (.e2e.json).

    Creates engagements that are not there yet and records what ServiceNow shows now; a plan is never changed but by a
    handover, which is taken over.
    """
    files = handover_imports.import_handovers(session, files, dry_run=dry_run, as_json=as_json)
    files = snapshot_cli.import_snapshots(session, files, dry_run=dry_run, as_json=as_json)
    if not files:
        return
    rows = imports.read_files(files)
    store = session.open_store()
    if not dry_run:
        session.back_up(store, "import")
    result = imports.import_rows(store, rows, zone=zone, dry_run=dry_run)
    if as_json:
        _print_json(reports.imported(result) | {"dry_run": dry_run})
        return
    verbs = ("Would create", "Would observe") if dry_run else ("Created", "Observed")
    for verb, clients in zip(verbs, (result.created, result.updated), strict=True):
        click.echo(f"{verb}: {', '.join(clients) or 'nothing'}")
    if result.unread:
        click.echo("\nLeft undated or out:")
        click.echo(aligned([(f"row {item.row}", item.text, item.why) for item in result.unread]))
    _print_findings(result.findings)


@click.command("list")
@_json_option
@click.pass_obj
def list_command(session: Session, *, as_json: bool) -> None:
    """List the engagements with their phases and tickets."""
    store, now = session.open_store(), session.clock.now()
    found = dossiers.load_all(store)
    if as_json:
        _print_json({"engagements": [reports.engagement(dossier, now) for dossier in found]})
        return
    formats = settings.formats(store)
    rows = [("id", "client", "stage", "prod upgrade", "open tickets", "steps")]
    for dossier in found:
        known = [f"{ticket.kind} {ticket.state}" for ticket in dossier.tickets if ticket.is_open]
        done = sum(step.done for step in dossier.steps.values())
        stage, prod = stages.chip(dossier, now), _prod(dossier, formats)
        steps = f"{done} of {len(dossier.steps)}"
        rows.append((str(dossier.id), dossier.engagement.client, stage, prod, ", ".join(known) or "none", steps))
    click.echo(aligned(rows) if found else "There is no engagement yet.")


@click.command("status")
@_json_option
@click.pass_obj
def status_command(session: Session, *, as_json: bool) -> None:
    """Show what needs attention: the lead's overview."""
    store, now = session.open_store(), session.clock.now()
    found = dossiers.load_all(store)
    told = reports.status(found, _all_findings(found, session), now)
    lines = snapshot_cli.overview(store, found, now)
    told["overview"] = [reports.overview_line(line) for line in lines]
    if as_json:
        _print_json(told)
        return
    counts = told["counts"]
    moment = settings.formats(store).with_zone(zones.to_zone(now, settings.you(store).zone))
    click.echo(f"{moment}: {counts['open']} open, {counts['no_prod_date']} without a prod date")
    needs = [(item["severity"], item["client"], item["message"]) for item in told["attention"]]
    click.echo(aligned(needs) if needs else "Nothing needs attention.")
    if others := [line for line in lines if line.source or line.differences]:
        click.echo("\n" + lead_texts.as_text(others, settings.formats(store), now), nl=False)


@click.command("check")
@click.argument("engagement", required=False, default="")
@_json_option
@click.pass_context
def check_command(context: click.Context, engagement: str, *, as_json: bool) -> None:
    """Show what the rules find, of one engagement (id, uid or client) or of all; exits with 1 where one is an error."""
    session: Session = context.obj
    found = dossiers.load_all(session.open_store())
    if engagement:
        findings: Sequence[Finding] = rules.findings(choose(found, engagement), session.clock.now())
    else:
        findings = _all_findings(found, session)
    if as_json:
        _print_json({"findings": [reports.finding(item) for item in reports.in_order(findings)]})
    else:
        _print_findings(findings, none="Nothing found.")
    context.exit(int(any(item.severity == "error" for item in findings)))


@click.command("doctor")
@_json_option
@click.pass_context
def doctor_command(context: click.Context, *, as_json: bool) -> None:
    """Examine the database, its evidence and the folders; exits with 1 where something is wrong."""
    session: Session = context.obj
    examined = doctor.examine(session.paths)
    healthy = all(item.ok for item in examined)
    if as_json:
        checks = [{"name": item.name, "ok": item.ok, "found": item.found} for item in examined]
        _print_json({"ok": healthy, "checks": checks})
    else:
        click.echo(
            aligned([("ok" if item.ok else "WRONG", item.name.replace("_", " "), item.found) for item in examined])
        )
    context.exit(int(not healthy))


COMMANDS: Final = (import_command, list_command, status_command, check_command, doctor_command)


def choose(found: Sequence[Dossier], text: str) -> Dossier:
    """Return the engagement with that id, uid or client; a client may be shortened while it stays unique.

    Raises:
        UserError: none or more than one fits.
    """
    wanted = " ".join(text.split()).casefold()
    exact = [item for item in found if wanted in {str(item.id), item.engagement.uid.casefold()}]
    named = [item for item in found if item.engagement.client.casefold() == wanted]
    begun = [item for item in found if item.engagement.client.casefold().startswith(wanted)]
    fitting = exact or named or begun
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise UserError(f"There is no engagement “{text}”.", do="See the names with: e2e-tracker list")
    clients = ", ".join(f"{item.engagement.client} ({item.id})" for item in fitting)
    raise UserError(f"“{text}” fits more than one engagement: {clients}.", do="Give the id.")


def _all_findings(found: Sequence[Dossier], session: Session) -> list[Finding]:
    now = session.clock.now()
    running = [dossier for dossier in found if not dossier.engagement.archived_utc]
    single = [item for dossier in running for item in rules.findings(dossier, now)]
    return [*single, *rules.portfolio_findings(running, now)]


def _prod(dossier: Dossier, formats: Formats) -> str:
    start, day = dossier.prod.starts, dossier.prod.first_day
    if start is not None:
        return formats.with_zone(start)
    return formats.day(day) if day else "no date"


def _print_findings(findings: Sequence[Finding], none: str = "") -> None:
    if not findings:
        if none:
            click.echo(none)
        return
    click.echo("")
    for item in reports.in_order(findings):
        told = f"{item.client}: {item.message.rstrip('.')}. {item.action}"
        click.echo(f"{item.severity:8}{told} ({item.rule}, {item.requirement})")


def _print_json(answer: dict[str, Any]) -> None:
    """Print JSON with letters as they are, escaped only where the terminal could not show them."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    click.echo(json.dumps(answer, ensure_ascii=encoding != "utf8", indent=2))
