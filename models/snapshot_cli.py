"""`e2e-tracker snapshot`: your engagements for the lead's overview, and colleagues' files into it (N35)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from models import attention, dossiers, lead_list, lead_sources, settings, snapshot_folder, snapshots
from models.errors import UserError
from models.lead import Line
from models.records import Dossier
from models.session import Session
from models.snapshots import Snapshot
from models.store import Store
from models.texts import _, ngettext


def import_snapshots(session: Session, files: Sequence[Path], *, dry_run: bool, as_json: bool) -> tuple[Path, ...]:
    """Take colleagues' snapshots (.e2e.json) out of the files of `import` and keep them; return the other files."""
    own = [path for path in files if path.name.endswith(snapshots.SUFFIX)]
    read = [snapshots.read(path) for path in own]
    store = session.open_store() if read and not dry_run else None
    told = []
    for found in read:
        kept = store is None or snapshots.keep(store, found)
        told.append({"consultant": found.consultant, "lines": len(found.lines), "kept": kept})
    rest = tuple(path for path in files if path not in own)
    if as_json and told and not rest:
        click.echo(json.dumps({"snapshots": told, "dry_run": dry_run}, ensure_ascii=False))
    for item in () if as_json else told:
        words = _("Would read {consultant}") if dry_run else _("Read {consultant}")
        click.echo((words if item["kept"] else _("{consultant} is newer here")).format(**item))
    return rest


def overview(store: Store, found: Sequence[Dossier], now: datetime) -> tuple[Line, ...]:
    """Return the lead's overview of all sources; of the watched folder too, where it can be read now."""
    formats = settings.formats(store)
    known = [(item, attention.assess(item, now, formats)) for item in found]
    return lead_sources.lines(known, snapshots.others(store, _watched(store)), now)


def _watched(store: Store) -> tuple[Snapshot, ...]:
    folder = settings.get(store, "snapshots.watch")
    if not folder:
        return ()
    try:
        seen = snapshot_folder.look(Path(folder), snapshot_folder.Seen())
    except UserError as error:
        click.echo(" ".join(str(error).split()), err=True)
        return ()
    return tuple(seen.found.values())


@click.command("snapshot")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE…]")
@click.option("--list", "list_file", type=click.Path(path_type=Path), metavar="FILE", help="Read the team's ETIU list.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write your own.")
@click.pass_obj
def snapshot_command(session: Session, files: tuple[Path, ...], list_file: Path | None, out: Path | None) -> None:
    """Read colleagues' snapshots into the lead overview, or write your own with --out; a plan is never changed."""
    if not files and out is None and list_file is None:
        do = _("Name files to read, --list FILE for the team's list, or --out FILE to write your own.")
        raise UserError(_("There is nothing to do."), do=do)
    store = session.open_store()
    if list_file is not None:
        _read_list(session, store, list_file)
    for found in [snapshots.read(path) for path in files]:
        words = _("Read {consultant}") if snapshots.keep(store, found) else _("{consultant} is newer here")
        click.echo(words.format(consultant=found.consultant))
    if out is None:
        return
    now = session.clock.now()
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


def _read_list(session: Session, store: Store, file: Path) -> None:
    """Rebuild the team's portfolio from its ETIU list, as a source of the overview."""
    found = lead_list.rebuild([file], lead_list.options(store), session.clock.now(), settings.formats(store))
    kept = snapshots.keep_list(store, found.lines, found.made_utc)
    count = len(found.lines)
    words = ngettext("{n} engagement rebuilt from {file}.", "{n} engagements rebuilt from {file}.", count)
    click.echo(words.format(n=count, file=file.name) if kept else _("The ETIU list here is newer."))
