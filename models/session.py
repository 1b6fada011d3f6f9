"""One run of the program: which data folder, which moment, which language and theme were asked for."""

from __future__ import annotations

from contextlib import ExitStack, closing
from functools import cached_property
from pathlib import Path

from models import paths, settings, texts
from models.clock import Clock
from models.paths import Paths
from models.store import Store, open_store


class Session:
    """What the command line was called with; closes what it opened when it ends.

    Attributes:
        data_dir: the data folder, None for the usual one; without meaning in a demo.
        clock: the moment, pretended with `--now`.
        language: interface language, empty for the one in the settings.
        theme: "light", "dark", "contrast" or "system"; empty for the one in the settings.
        demo: whether the example is opened, in a folder that goes away with the session.
        safe: whether looks and window start as shipped, and nothing is done in the background.
        files: what the window imports when it opens.
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        clock: Clock | None = None,
        language: str = "",
        theme: str = "",
        demo: bool = False,
        safe: bool = False,
    ) -> None:
        self.data_dir, self.clock = data_dir, clock or Clock()
        self.language, self.theme = language, theme
        self.demo, self.safe = demo, safe
        self.files: tuple[Path, ...] = ()
        self._open = ExitStack()

    @cached_property
    def paths(self) -> Paths:
        """The data folder; raises UserError where it can't be used."""
        if not self.demo:
            return paths.locate(self.data_dir)
        from tempfile import TemporaryDirectory  # start-up saving: 7 ms for the demo alone

        return paths.locate(self._open.enter_context(TemporaryDirectory(prefix="e2e-tracker-demo-")))

    def open_store(self, *, origin: str = "cli", busy_ms: int = 5000) -> Store:
        """Open the database, in a demo filled with the example, and put its language in force.

        Raises UserError as `store.open_store` does.
        """
        folder = self.paths
        if not _has_content(folder.database):
            from models import recovery  # start-up saving: only a first start, or one after a loss, has to ask

            recovery.demand_database(folder)
        opened = open_store(folder.database, clock=self.clock, origin=origin, busy_ms=busy_ms, backups=folder.backups)
        store = self._open.enter_context(closing(opened))
        if self.demo:
            _fill(store)
        store.initials = settings.you(store).initials
        texts.ask_for(self.language)
        texts.set_language(settings.formats(store).lang)
        return store

    def back_up(self, store: Store, reason: str) -> None:
        """Back up what changed since the newest backup, before something that could harm it.

        It bears the computer's own time, also in a rehearsal: a pretended moment would thin the real backups.
        Raises UserError as `backup.make` does.
        """
        from models import backup  # start-up saving: a worker makes the window's

        folder = backup.choose_folder(self.paths, settings.get(store, "backups.folder"))
        backup.make_if_changed(self.paths.database, folder, reason, Clock().now())

    def open_example(self) -> Store:
        """Open the example in a data folder of its own inside the real one, apart from real data."""
        folder = paths.locate(self.paths.data / "example")
        store = self._open.enter_context(closing(open_store(folder.database, clock=self.clock)))
        _fill(store)
        store.initials = settings.you(store).initials
        return store

    def remove_example(self) -> None:
        """Remove the example's data folder; its store has to be closed."""
        from shutil import rmtree  # start-up saving: for the end of the example alone

        rmtree(self.paths.data / "example", ignore_errors=True)

    def close(self) -> None:
        """Close the stores and remove a demo's folder."""
        self._open.close()


def _has_content(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def _fill(store: Store) -> None:
    """Put the example into a store that is empty."""
    if not store.records("SELECT 1 FROM engagement LIMIT 1"):
        from models import sample  # start-up saving: 40 ms for the example alone

        sample.create_example(store)
