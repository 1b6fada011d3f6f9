"""What the settings say about the window itself, followed from the moment they are changed."""

from __future__ import annotations

from models import settings
from models.history import Changed
from ui.context import Context


class Chosen:
    """Theme, text size, initials and your zone as they are chosen now."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.your_zone = settings.you(context.store).zone
        self._theme = settings.get(context.store, "theme")

    def follow(self, changed: Changed) -> bool:
        """Take over what a step changed; False where it touched no setting."""
        if not changed.touches("setting"):
            return False
        store, look = self._context.store, self._context.appearance
        theme = settings.get(store, "theme")
        if theme != self._theme:  # else a theme that was asked for at the start stays
            self._theme = theme
            look.use(theme)
        look.set_text_size(int(settings.get(store, "text_size")))
        you = settings.you(store)
        self.your_zone, store.initials = you.zone, you.initials
        return True
