"""`e2e-tracker snapshot`: your engagements for the lead's overview, and colleagues' files into it (N35)."""

from __future__ import annotations

from pathlib import Path

import click

from models import attention, dossiers, lead_sources, settings, snapshots
from models.errors import UserError
from models.session import Session
from models.texts import _, ngettext


@click.command("snapshot")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write your own.")
@click.pass_obj
def snapshot_command(session: Session, files: tuple[Path, ...], out: Path | None) -> None:
    """Read colleagues' snapshots into the lead overview, or write your own with --out; a plan is never changed."""
    if not files and out is None:
        raise UserError(_("There is nothing to do."), do=_("Name files to read, or --out FILE to write your own."))
    store, now = session.open_store(), session.clock.now()
    for found in [snapshots.read(path) for path in files]:
        words = _("Read {consultant}") if snapshots.keep(store, found) else _("{consultant} is newer here")
        click.echo(words.format(consultant=found.consultant))
    if out is None:
        return
    formats = settings.formats(store)
    known = [(item, attention.assess(item, now, formats)) for item in dossiers.load_all(store)]
    taken = snapshots.take(store, lead_sources.lines(known, (), now))
    snapshots.write(taken, out)
    count = len(taken.lines)
    click.echo(
        ngettext("{n} engagement written to {file}.", "{n} engagements written to {file}.", count).format(
            n=count, file=out
        )
    )
