"""Where the data of E2E Tracker lives on this computer; `--data-dir` overrides it in this one place."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from models.errors import UserError

APP = "e2e-tracker"
RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""What is shipped, for what every start reads: `importlib.resources` would cost it 9 ms."""


class Paths(Struct, frozen=True):
    """The folders and files of one data folder."""

    data: Path

    @property
    def database(self) -> Path:
        """The one database file."""
        return self.data / "e2e-tracker.db"

    @property
    def backups(self) -> Path:
        """Copies of the database, each made before something that could harm it."""
        return self.data / "backups"

    @property
    def playbooks(self) -> Path:
        """The user's own playbooks, offered beside the shipped one."""
        return self.data / "playbooks"

    @property
    def logs(self) -> Path:
        """Rotating logs without client data."""
        return self.data / "logs"


def locate(data_dir: str | os.PathLike[str] | None = None) -> Paths:
    """Find and create the data folder, readable by its owner only where the system has such a thing.

    Raises:
        UserError: the folder can't be made or isn't a folder.
    """
    if data_dir is None:
        import platformdirs  # start-up saving: 5 ms where --data-dir is given

        folder = Path(platformdirs.user_data_dir(APP, appauthor=False))
    else:
        folder = Path(data_dir).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UserError(f"The data folder can't be used: {reason}.", str(folder), "Choose another folder.") from error
    return Paths(folder.resolve())
