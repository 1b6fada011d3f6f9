"""A text saved as a file: as plain text, or as a draft for a mail program with what goes along."""

from __future__ import annotations

from pathlib import Path

from models import attachments, outgoing
from models.message_drafts import Sheet
from models.outgoing import Mail
from models.records import Dossier
from models.texts import _
from ui.composer.attachment_bytes import content
from ui.context import Context


def save_text(context: Context, dossier: Dossier, sheet: Sheet, mail: Mail, path: Path) -> str:
    """Save a text under a name and say so; attachments go into a draft (.eml) alone.

    Raises:
        UserError: an attachment can't be read, or the file can't be written; nothing is written then.
    """
    keys = sheet.attachments if path.suffix.lower() == ".eml" else ()
    files = [(attachments.file_name(dossier, key), content(context, dossier, key, sheet.language)) for key in keys]
    outgoing.save(mail, path, files)
    left = bool(sheet.attachments) and not keys
    words = _("Saved as {name}. Attachments go into a draft (.eml) alone.") if left else _("Saved as {name}")
    return words.format(name=path.name)


def handed_over(sheet: Sheet, *, opened: bool) -> str:
    """Return what to say once a text was given to the mail program."""
    if not opened:
        return _("No mail program answered. Save or copy the text.")
    if sheet.attachments:
        return _("Opened without the attachments, which can't go along this way. Save a draft (.eml) to send them.")
    return _("Opened in your mail program.")
