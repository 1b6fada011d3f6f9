"""Handovers among the files of `import` (N36)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from models import counterpart, handover, handover_reading, merging, settings, takeover
from models.aligned_text import aligned
from models.session import Session
from models.texts import _


def is_handover(path: Path) -> bool:
    """Whether a file is a handover by its name and what it says of itself; raises UserError where it can't be read."""
    return path.name.endswith(handover.SUFFIX) and handover_reading.is_handover(handover_reading.read_bytes(path))


def import_handovers(session: Session, files: Sequence[Path], *, dry_run: bool, as_json: bool) -> tuple[Path, ...]:
    """Take over the handovers among the files of `import`, or show what would be merged; return the other files.

    The prod upgrade stays unconfirmed, for nobody states it here. One that is here by another way is taken onto where
    parent or tickets say that it is the same; where only the client's name does, it is told and left apart.
    """
    own = [path for path in files if is_handover(path)]
    if not own:
        return tuple(files)
    read = [handover_reading.read(path) for path in own]
    store = session.open_store()
    if not dry_run:
        session.back_up(store, "import")
    formats, told = settings.formats(store), []
    for found in read:
        alike = counterpart.find(store, found)
        onto = alike.engagement if alike is not None and alike.certain else 0
        lines = merging.differences(store, found, formats, onto)
        if not dry_run:
            takeover.take_over(store, found, takeover.Stated(), onto=onto)
        beside = alike.client if alike is not None and not onto else ""
        names = {"client": found.engagement.client, "sender": found.sender.name, "beside": beside}
        told.append(names | {"differences": lines})
    rest = tuple(path for path in files if path not in own)
    if as_json and not rest:
        click.echo(json.dumps({"handovers": [_as_json(item) for item in told], "dry_run": dry_run}, ensure_ascii=False))
    for item in () if as_json else told:
        _tell(item, dry_run=dry_run)
    return rest


def _as_json(told: dict[str, Any]) -> dict[str, Any]:
    lines = [{"what": i.name, "yours": i.yours, "theirs": i.theirs, "result": i.result} for i in told["differences"]]
    return told | {"differences": lines}


def _tell(told: dict[str, Any], *, dry_run: bool) -> None:
    words = _("Would take over {client} from {sender}") if dry_run else _("Took over {client} from {sender}")
    click.echo(words.format(**told))
    if told["beside"]:
        click.echo(_("You have another engagement of {beside}. Is it the same? Then delete one.").format(**told))
    results = {"theirs": _("theirs"), "yours": _("yours, newer"), "both": _("both"), "you": _("you, from today")}
    click.echo(aligned([(i.name, i.yours, i.theirs, results[i.result]) for i in told["differences"]]))
