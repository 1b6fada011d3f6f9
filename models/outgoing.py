"""The ways out of a text: clipboard, mail program, draft file. The program itself never sends a mail."""

from __future__ import annotations

import html
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Final
from urllib.parse import quote

from models import whole_files
from models.composing import one_line, plain
from models.errors import UserError
from models.texts import _

MAILTO_LIMIT: Final = 1900
"""Characters of a `mailto:` address that mail programs still take."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes out: one address or none, a subject in one line, a text."""

    to: str
    subject: str
    body: str


def as_plain(mail: Mail) -> str:
    """Return the text as it is pasted."""
    return plain(mail.body)


def as_html(mail: Mail) -> str:
    """Return the text as HTML: paragraphs and line breaks, everything else escaped."""
    paragraphs = plain(mail.body).split("\n\n")
    inner = "".join(f"<p>{html.escape(text).replace(chr(10), '<br>')}</p>" for text in paragraphs if text.strip())
    return f'<html><head><meta charset="utf-8"></head><body>{inner}</body></html>'


def mailto(mail: Mail) -> str:
    """Return the address that opens the mail program with the text in it.

    Raises:
        UserError: the text is longer than mail programs take this way.
    """
    body = quote(plain(mail.body).replace("\n", "\r\n"), safe="")
    link = f"mailto:{quote(_address(mail.to), safe='@')}?subject={quote(one_line(mail.subject), safe='')}&body={body}"
    if len(link) > MAILTO_LIMIT:
        raise UserError(
            _("The text is too long to hand over to the mail program this way."),
            do=_("Save it as a draft (.eml) and open that, or copy it."),
        )
    return link


def as_eml(mail: Mail, attachments: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """Return a draft that mail programs open for editing (`X-Unsent: 1`), in UTF-8.

    Args:
        mail: address, subject and text.
        attachments: name and content of each file that goes with it.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = one_line(mail.subject)
    if to := _address(mail.to):
        message["To"] = Address(addr_spec=to)
    message.set_content(as_plain(mail), charset="utf-8")
    message.add_alternative(as_html(mail), subtype="html", charset="utf-8")
    for name, content in attachments:
        kind = (mimetypes.guess_type(name)[0] or "application/octet-stream").split("/")
        message.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=one_line(name))
    return message.as_bytes()


def save(mail: Mail, path: Path, attachments: Sequence[tuple[str, bytes]] = ()) -> None:
    """Write a text to a file: a draft with its attachments where its name ends in .eml, else plain text in UTF-8.

    Raises:
        UserError: the file can't be written.
    """
    eml = path.suffix.lower() == ".eml"
    whole_files.write(path, as_eml(mail, attachments) if eml else f"{as_plain(mail)}\n".encode())


def _address(text: str) -> str:
    """Return an e-mail address in one line; what is none is left out, so that it can't become a header."""
    found = one_line(text)
    try:
        return Address(addr_spec=found).addr_spec if "@" in found else ""
    except (HeaderParseError, ValueError, IndexError):
        return ""
