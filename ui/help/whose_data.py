"""Whose data: where they lie, how they move, how they go for good (Help)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models import whose_data
from models.texts import _
from ui import links
from ui.context import Context
from ui.help.dialog import HelpDialog


def whose_data_page(context: Context, parent: QWidget | None = None) -> HelpDialog:
    """Make the page with the folders of this computer in it."""
    data = whose_data.paths_of(context.store).data
    page = HelpDialog(context, "whose-data", _("Whose data"), whose_data.places(context.store), parent)
    return page.finish((_("Open data folder"), lambda: links.open_folder(data)))
