"""`e2e-tracker handover`: an engagement as one file for a colleague, and its readable sheet (N36)."""

from __future__ import annotations

from pathlib import Path

import click

from models import dossiers, handover, handover_sheet, settings, whole_files
from models.cli_commands import choose
from models.handover import EMAILS, NOTES
from models.session import Session
from models.texts import _


@click.command("handover")
@click.argument("engagement", metavar="ENGAGEMENT")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, metavar="FILE")
@click.option("--notes", is_flag=True, help="Take the internal notes along.")
@click.option("--emails", is_flag=True, help="Take the contacts' e-mail addresses along.")
@click.pass_obj
def handover_command(session: Session, engagement: str, out: Path, *, notes: bool, emails: bool) -> None:
    """Write an engagement (id, uid or client) as a handover, and a readable sheet (.md) beside it."""
    store = session.open_store()
    dossier = choose(dossiers.load_all(store), engagement)
    chosen = frozenset(name for name, wanted in ((NOTES, notes), (EMAILS, emails)) if wanted)
    file = out if out.name.endswith(handover.SUFFIX) else out.with_name(f"{out.name}{handover.SUFFIX}")
    sheet = file.with_name(f"{file.name.removesuffix(handover.SUFFIX)}.md")
    handover.write(handover.take(store, dossier.id, chosen=chosen), file)
    parts = handover_sheet.parts(dossier, session.clock.now(), settings.formats(store), private=chosen)
    whole_files.write(sheet, handover_sheet.markdown(handover_sheet.title(dossier), parts).encode())
    client = dossier.engagement.client
    click.echo(_("{client} written to {file}, its sheet to {sheet}.").format(client=client, file=file, sheet=sheet))
