"""What the command line tells about engagements, in the stable JSON shapes of its contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from models import stages, tickets, zones
from models.imports import ImportResult
from models.lead import Line
from models.records import PHASE_KINDS, Dossier, Phase, Ticket
from models.rules.finding import Finding

SEVERITIES: Final = ("error", "warning", "notice")


def engagement(dossier: Dossier, now: datetime) -> dict[str, Any]:
    """Return one engagement as `list --json` shows it; times that are not known are null."""
    row = dossier.engagement
    done = sum(step.done for step in dossier.steps.values())
    return {
        "id": row.id,
        "uid": row.uid,
        "client": row.client,
        "parent": row.parent,
        "consultant": row.consultant,
        "zone": row.zone,
        "zone_confirmed": bool(row.zone_confirmed),
        "country": row.country,
        "archived": bool(row.archived_utc),
        "stage": stages.stage(dossier, now),
        "phases": [_phase(dossier, dossier.phases[kind], now) for kind in PHASE_KINDS if kind in dossier.phases],
        "tickets": [_ticket(dossier, ticket) for ticket in dossier.tickets],
        "steps": {"done": done, "total": len(dossier.steps)},
    }


def finding(item: Finding) -> dict[str, Any]:
    """Return one finding as `check --json` shows it."""
    return {
        "engagement": item.engagement,
        "client": item.client,
        "rule": item.rule,
        "severity": item.severity,
        "message": item.message,
        "requirement": item.requirement,
        "action": item.action,
    }


def imported(result: ImportResult) -> dict[str, Any]:
    """Return what an import did as `import --json` shows it."""
    return {
        "created": list(result.created),
        "updated": list(result.updated),
        "unread": [
            {"row": item.row, "field": item.field, "text": item.text, "why": item.why, "file": item.file}
            for item in result.unread
        ],
        "findings": [finding(item) for item in result.findings],
    }


def status(dossiers: Iterable[Dossier], findings: Sequence[Finding], now: datetime) -> dict[str, Any]:
    """Return the lead's overview as `status --json` shows it: open engagements, what needs attention first (N35)."""
    running = open_engagements(dossiers, now)
    wanted = {dossier.id for dossier in running} | {0}
    attention = [item for item in findings if item.engagement in wanted and item.severity != "notice"]
    return {
        "now": zones.utc_text(now),
        "attention": [
            {"client": item.client, "rule": item.rule, "severity": item.severity, "message": item.message}
            for item in in_order(attention)
        ],
        "counts": {"open": len(running), "no_prod_date": sum(not dossier.prod.dated for dossier in running)},
    }


def overview_line(line: Line) -> dict[str, Any]:
    """Return one line of the lead's overview, own or of another source, as `status --json` shows it."""
    return {
        "client": line.client,
        "consultant": line.consultant,
        "stage": line.stage,
        "open_tickets": list(line.open_tickets),
        "prod_start": line.prod_start or None,
        "prod_zone": line.prod_zone or None,
        "prod_start_utc": line.prod_utc or None,
        "attention": line.reason,
        "source": line.source or "own",
        "made_utc": line.made_utc or None,
        "differs": [
            {"of": each.of, "source": each.source or "own", "consultant": each.consultant, "made_utc": each.made_utc}
            for each in line.differences
        ],
    }


def open_engagements(dossiers: Iterable[Dossier], now: datetime) -> list[Dossier]:
    """Return the engagements that are neither done nor archived."""
    return [
        dossier for dossier in dossiers if not dossier.engagement.archived_utc and stages.stage(dossier, now) != "done"
    ]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with the errors first, otherwise in their order."""
    return sorted(findings, key=lambda item: SEVERITIES.index(item.severity))


def _phase(dossier: Dossier, phase: Phase, now: datetime) -> dict[str, Any]:
    columns = ("start", "end", "zone", "start_utc", "end_utc")
    known = {name: getattr(phase, name) or None for name in columns}
    return {"kind": phase.kind, **known, "status": stages.phase_status(dossier, phase.kind, now)}


def _ticket(dossier: Dossier, ticket: Ticket) -> dict[str, Any]:
    return {
        "kind": ticket.kind,
        "number": ticket.number,
        "state": ticket.state,
        "short_description": tickets.shown_text(dossier, ticket.kind),
        "expected": tickets.expected_text(dossier, ticket.kind),
    }
