"""The commands about backups: make one, put one in place, recover what is left of a broken database."""

from __future__ import annotations

from pathlib import Path

import click

from models import backup, recovery, restoring, settings
from models.clock import Clock
from models.errors import UserError
from models.session import Session
from models.texts import _

SHOWN = 10
"""How many steps are named before a restore."""


@click.command("backup")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Copy into this file, not beside it.")
@click.pass_obj
def backup_command(session: Session, out: Path | None) -> None:
    """Back up the database and prove the copy by opening it again."""
    store = session.open_store()
    if out is not None:
        if out.exists():
            raise UserError(_("There is a file of that name."), str(out), _("Choose another name."))
        copy = store.copy_to(out)
        backup.prove(copy)
        click.echo(str(copy))
        return
    folder = backup.choose_folder(session.paths, settings.get(store, "backups.folder"))
    click.echo(backup.make(session.paths.database, folder, "wish", Clock().now()).path)


@click.command("restore")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--list", "as_list", is_flag=True, help="List the backups, newest first.")
@click.option("--recover", is_flag=True, help="Read what can be read of a broken database into a new one.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.pass_obj
def restore_command(session: Session, file: Path | None, *, as_list: bool, recover: bool, dry_run: bool) -> None:
    """Put a backup in the place of the database; today's file is kept aside.

    FILE is a backup, its name in the folder of backups, or “newest”.
    """
    if as_list:
        for item in backup.known(session.paths):
            click.echo(f"{item.made_utc}  {_(backup.REASONS.get(item.reason, item.reason))}  {item.path}")
    elif recover:
        _recover(session)
    elif file is None:
        raise UserError(_("No backup was named."), "FILE", _("See restore --list, or write: restore newest"))
    else:
        _restore(session, _found(session, file), dry_run=dry_run)


def _found(session: Session, file: Path) -> Path:
    if file.exists():
        return file
    if str(file) == "newest":
        newest = recovery.newest_good(session.paths)
        if newest is None:
            raise UserError(_("There is no backup that can be read."), str(session.paths.backups))
        return newest.file
    named = next((item.file for item in backup.known(session.paths) if item.file.name == file.name), None)
    return named or file


def _restore(session: Session, file: Path, *, dry_run: bool) -> None:
    found = restoring.preview(session.paths.database, file)
    for item in found.counts:
        click.echo(f"{item.words}: {item.today} → {item.then}")
    for label in found.lost[:SHOWN]:
        click.echo(_("Gone: {step}").format(step=label))
    if len(found.lost) > SHOWN:
        click.echo(_("and {count} more steps").format(count=len(found.lost) - SHOWN))
    if dry_run:
        return
    kept = restoring.restore(session.paths, file, Clock().now())
    click.echo(_("Restored {file}.").format(file=file))
    if kept is not None:
        click.echo(_("Today's file is kept as {file}.").format(file=kept))


def _recover(session: Session) -> None:
    done = recovery.recover(session.paths, Clock().now())
    click.echo(_("{count} rows were read.").format(count=done.rows))
    if done.broken:
        click.echo(_("Some are missing in: {tables}").format(tables=", ".join(done.broken)))
    click.echo(_("The broken file is kept as {file}.").format(file=done.kept))
