"""`e2e-tracker calendar`: an engagement as a calendar file (N12)."""

from __future__ import annotations

from pathlib import Path

import click

from models import calendar_file, dossiers, settings
from models.cli_commands import choose
from models.errors import UserError
from models.records import PHASE_KINDS
from models.session import Session


@click.command("calendar")
@click.argument("engagement")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.ics", help="Write it here.")
@click.option("--phase", default="", type=click.Choice(["", *PHASE_KINDS]), metavar="PHASE", help="Only this phase.")
@click.option("--cancel", is_flag=True, help="Take it out of the calendar.")
@click.pass_obj
def calendar_command(session: Session, engagement: str, out: Path | None, phase: str, *, cancel: bool) -> None:
    """Write an engagement as a calendar file; kickoff and best_practices alone are invitations.

    Without --out it is printed. Only a file that this program wrote is replaced.
    """
    store = session.open_store()
    dossier, formats = choose(dossiers.load_all(store), engagement), settings.formats(store)
    if out is None:
        click.echo(calendar_file.make(store, dossier.id, formats, kind=phase, cancel=cancel), nl=False)
        return
    if not calendar_file.is_ours(out):
        raise UserError("This file was not written by E2E Tracker.", str(out), "Choose another name.")
    found = calendar_file.save(store, dossier.id, out, formats, kind=phase, cancel=cancel)
    click.echo(f"Saved {len(found)} entries of {dossier.engagement.client} in {out}")
