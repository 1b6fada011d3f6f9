"""The film chips of Today: the video of a task's step, at the moment that shows it."""

from __future__ import annotations

from models import library
from models.today import Task
from ui.context import Context


class Films:
    """Knows which tasks have one, and plays it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def at(self, task: Task) -> str:
        """Return where in its video a task's step is shown, as a player writes it; empty where none shows it."""
        found = library.step_moment(self._context.store, task.key)
        return library.clock_text(found[1].at_ms) if found is not None else ""

    def play(self, task: Task) -> None:
        """Play the video of a task's step at its moment."""
        from ui.videos.opening import open_moment  # start-up saving: imported when the first video is opened

        open_moment(self._context, task.key)
