"""Rules for what the client asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models.records import Dossier
from models.rules.finding import Finding, about
from models.texts import _


def long_question(dossier: Dossier, now: datetime) -> Iterator[Finding]:
    """N32: a question that "may take longer than an .5 or 1 hour" becomes an incident with the client (L100-103)."""
    limit = dossier.playbook.limits.question_incident_minutes
    for question in dossier.questions:
        if question.incident or question.handed_off_utc or question.seconds(now) <= limit * 60:
            continue
        hours = f"{limit / 60:g}"
        text = _("“{question}” took over {hours} h and has no incident.").format(question=question.text, hours=hours)
        yield about(dossier, "long-question", "warning", "N32", text, _("Ask the client to open an incident."))
