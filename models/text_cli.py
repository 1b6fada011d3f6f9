"""`e2e-tracker text`: a text that goes out, filled in from the plan, on standard output (N03, N06, N08, N34)."""

from __future__ import annotations

from typing import Final

import click

from models import dossiers, messages, settings, tickets
from models.cli_commands import choose
from models.errors import UserError
from models.message_language import NAMES
from models.records import Dossier
from models.session import Session
from models.texts import _

SHORT_DESCRIPTION: Final = "short_description"


@click.command("text")
@click.argument("kind", metavar="KIND")
@click.argument("engagement")
@click.option("--ticket", default="", metavar="ETIU03", help="The ticket of a short description.")
@click.option("--language", type=click.Choice(tuple(NAMES)), help="The language; the reader's own unless given.")
@click.pass_context
def text_command(context: click.Context, kind: str, engagement: str, ticket: str, language: str | None) -> None:
    """Write a generated text: a template's kind, or short_description with --ticket.

    The exit code is 1 where a field is missing; the text names it in ‹›.
    """
    # start-up saving: 30 ms of the template engine for this command alone
    from models import message_drafts, message_fields, templates
    from models.composing import compose, missing_in  # start-up saving: as above

    session: Session = context.obj
    store, now = session.open_store(), session.clock.now()
    if kind == SHORT_DESCRIPTION or (ticket and kind.upper() == ticket.upper()):
        click.echo(_short_description(choose(dossiers.load_all(store), engagement), ticket or kind))
        return
    known = [item.kind for item in templates.available(store)]
    if kind not in known:
        do = _("Choose one of: {names}.").format(names=", ".join([*known, SHORT_DESCRIPTION]))
        raise UserError(_("There is no text “{kind}”.").format(kind=kind), do=do)
    dossier = choose(dossiers.load_all(store), engagement)
    chosen = language or message_drafts.language_of(store, dossier, templates.find(store, kind))
    template = templates.find(store, kind, chosen)
    if held := messages.held_back(dossier, kind, now):
        raise UserError(held, kind, _("Wait for it, or let it out in the composer and say why."))
    waiting = messages.draft(dossier, kind)
    found = message_fields.fields(dossier, now, settings.formats(store), waiting, chosen)
    composed = compose(template.subject, template.body, found)
    edited = waiting is not None and bool(waiting.body) and not language
    subject, body = (waiting.subject, waiting.body) if waiting and edited else (composed.subject, composed.body)
    click.echo(f"{_('Subject')}: {subject}\n\n{body}" if subject else body)
    if missing := missing_in(f"{subject}\n{body}", found):
        click.echo(_("Still missing: {names}.").format(names=", ".join(missing)), err=True)
        context.exit(1)


def _short_description(dossier: Dossier, ticket: str) -> str:
    wanted = ticket.upper()
    kinds = [item.kind for item in dossier.playbook.tickets]
    if wanted not in kinds:
        do = _("Give it as --ticket, one of: {names}.").format(names=", ".join(kinds))
        raise UserError(_("A short description belongs to a ticket."), "--ticket", do)
    text = tickets.expected_text(dossier, wanted)
    if not text:
        raise UserError(_("{ticket} has no date yet.").format(ticket=wanted), dossier.engagement.client)
    return text
