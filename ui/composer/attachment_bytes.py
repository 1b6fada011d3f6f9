"""What an attachment holds: the roadmap's PDF is drawn here, everything else the models make."""

from __future__ import annotations

from models import attachments
from models.records import Dossier
from models.roadmap_page import roadmap_page
from ui.context import Context


def content(context: Context, dossier: Dossier, key: str, language: str) -> bytes:
    """Return what an attachment holds now.

    Raises:
        UserError: the file can't be read, or the plan lacks what it needs.
    """
    if key != attachments.PDF:
        formats = context.formats
        return attachments.content(context.store, dossier, key, context.clock.now(), formats, language)
    return _pdf(context, dossier, language)


def size(context: Context, dossier: Dossier, key: str, language: str) -> int:
    """Return its length in bytes; nothing is recorded. Raises as `content`."""
    if key == attachments.PDF:
        return len(_pdf(context, dossier, language))
    return attachments.preview_size(dossier, key, context.clock.now(), context.formats, language)


def _pdf(context: Context, dossier: Dossier, language: str) -> bytes:
    from ui.taking_along.files import roadmap_pdf  # start-up saving: 20 ms of printing, for this attachment alone
    from ui.taking_along.paper import PaperInk  # start-up saving: as above

    return roadmap_pdf(roadmap_page(dossier, context.clock.now(), language), PaperInk(context.appearance))
