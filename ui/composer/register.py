"""The register as the composer lists it: what is due, drafted and sent."""

from __future__ import annotations

from models import message_drafts, messages, templates
from models.records import Dossier
from models.texts import _
from ui.composer.template_list import Line
from ui.context import Context


def lines(context: Context, dossier: Dossier, channel: str) -> list[Line]:
    """Return the texts of a channel, each with where it stands."""
    now, found = context.clock.now(), []
    for template in templates.available(context.store):
        if template.channel == channel:
            entry = messages.entry(dossier, template.kind, now, context.formats)
            words = entry.words or _(template.when) if template.when else entry.words
            found.append(Line(template.kind, message_drafts.title(template, dossier), words, entry.state))
    return found


def first(context: Context, dossier: Dossier) -> str:
    """Return the text that is due first, else the first e-mail."""
    now, formats = context.clock.now(), context.formats
    found = templates.available(context.store)
    if messages.due(dossier):
        return messages.ADJUSTMENT
    kinds = [item.kind for item in found]
    due = (kind for kind in kinds if messages.entry(dossier, kind, now, formats).state in {"due", "drafted"})
    return next(due, next(item.kind for item in found if item.channel == "email"))
