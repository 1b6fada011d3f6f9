"""The command line: every sub-command works without a display (ARCHITECTURE, "Command line").

Exit codes: 0 fine, 1 findings or mismatch, 2 wrong use or bad input, told in one line on standard error.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from models import zones
from models.clock import Clock
from models.errors import UserError
from models.session import Session

NAME: Final = "e2e-tracker"
OpenWindow = Callable[[Session], int]
_HELP: Final = (
    "Plan, check and carry out Express to Enterprise upgrades. "
    "Without a command the window opens, with the files to import that are named in its place."
)


class Program(click.Group):
    """The group of all commands; without one it opens the window."""

    def __init__(self, open_window: OpenWindow, commands: Iterable[click.Command] = ()) -> None:
        self._open_window = open_window
        files = click.Argument(["files"], nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
        self._opening = click.Command("open", params=[files], callback=self._open)
        super().__init__(
            NAME,
            commands={command.name or "": command for command in commands},
            params=list(_options()),
            callback=self._begin,
            invoke_without_command=True,
            help=_HELP,
        )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names for the help page."""
        return sorted([*super().list_commands(ctx), *_known()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        return super().get_command(ctx, cmd_name) or _known().get(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a line; files in the place of one are opened in the window."""
        if self.get_command(ctx, args[0]) is None and Path(args[0]).is_file():
            return "open", self._opening, args
        return super().resolve_command(ctx, args)

    def _open(self, files: tuple[Path, ...]) -> None:
        context = click.get_current_context()
        session: Session = context.obj
        session.files = tuple(file.absolute() for file in files)
        context.exit(self._open_window(session))

    def _begin(self, data_dir: Path | None, now: str | None, lang: str, theme: str, demo: bool, safe: bool) -> None:
        clock = Clock(read_now(now)) if now else Clock()
        session = Session(data_dir, clock, lang, theme, demo, safe)
        context = click.get_current_context()
        context.obj = context.with_resource(closing(session))
        if context.invoked_subcommand is None:
            context.exit(self._open_window(session))


def _known() -> dict[str, click.Command]:
    """Return the commands that need no interface, by name."""
    # start-up saving: 80 ms, not for the window
    from models import (
        backup_cli,
        calendar_cli,
        cli_commands,
        handover_cli,
        snapshot_cli,
        text_cli,
        time_cli,
        triple_check_cli,
        zones_cli,
    )

    kept = (backup_cli.backup_command, backup_cli.restore_command)
    others = (triple_check_cli.triple_check_command, zones_cli.zones_command, text_cli.text_command, *kept)
    commands = (
        *cli_commands.COMMANDS,
        *others,
        time_cli.time_command,
        calendar_cli.calendar_command,
        snapshot_cli.snapshot_command,
        handover_cli.handover_command,
    )
    return {command.name or "": command for command in commands}


def run(arguments: Sequence[str], open_window: OpenWindow, commands: Iterable[click.Command] = ()) -> int:
    """Carry out one command line and return the exit code.

    Args:
        arguments: without the program's name.
        open_window: opens the window and returns its exit code; models never import the interface.
        commands: commands that need the interface.
    """
    as_json = "--json" in arguments
    try:
        code = Program(open_window, commands).main(list(arguments), prog_name=NAME, standalone_mode=False)
    except UserError as error:
        return tell(error, as_json=as_json)
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        where = context.command_path if context else NAME
        return tell(UserError(error.format_message(), where, f"Try: {where} --help"), as_json=as_json)
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0


def read_now(text: str) -> datetime:
    """Read the moment of `--now`, ISO 8601 with an offset: "2026-11-24T10:42-05:00".

    Raises:
        UserError: unreadable, without an offset, or a year that no plan can have.
    """
    do = "Write it as 2026-11-24T10:42-05:00."
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"“{text}” is no moment.", "--now", do) from error
    if moment.tzinfo is None:
        raise UserError(f"“{text}” does not say its offset from UTC.", "--now", do)
    if not zones.FIRST_YEAR < moment.year < zones.LAST_YEAR:
        raise UserError(f"The year {moment.year} is not between {zones.FIRST_YEAR} and {zones.LAST_YEAR}.", "--now", do)
    return moment


def _options() -> Iterable[click.Option]:
    folder = click.Path(file_okay=False, path_type=Path)
    themes = click.Choice(["system", "light", "dark", "contrast"])
    yield click.Option(["--data-dir"], type=folder, metavar="DIR", help="Folder of the data.")
    yield click.Option(["--now"], metavar="ISO8601", help="Pretend a moment, with its offset: a rehearsal.")
    yield click.Option(["--lang"], default="", metavar="CODE", help="Language of the interface.")
    yield click.Option(["--theme"], type=themes, default=None, callback=_text, help="Looks of the window.")
    yield click.Option(["--demo"], is_flag=True, help="Open an example in a temporary folder.")
    yield click.Option(["--safe"], is_flag=True, help="Open with default looks and without background work.")


def _text(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    return value or ""


def tell(error: UserError, *, as_json: bool = False) -> int:
    """Say in one line on standard error what went wrong; returns the exit code."""
    if as_json:
        told = json.dumps({"error": {"what": error.what, "where": error.where, "do": error.do}}, ensure_ascii=False)
    else:
        told = " ".join(str(error).split())
    click.echo(told, err=True)
    return 2
