"""The one door to other programs: links of the web and of e-mail, files of the library, folders; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models import video_files
from models.errors import UserError
from models.texts import _

SCHEMES: Final = ("http", "https", "mailto")
"""What a link may begin with; a file, a program or a share is never opened by a link."""


def open_link(link: str) -> bool:
    """Hand a link over to the browser or the mail program, and say whether one took it.

    Raises:
        UserError: it is no link of the web or of e-mail.
    """
    url = QUrl(link, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in SCHEMES:
        raise UserError(_("Only links to the web and e-mail addresses are opened."), link[:200])
    return QDesktopServices.openUrl(url)


def open_video_file(path: Path) -> bool:
    """Hand a video of the library over to the system's player, and say whether there is one.

    Raises:
        UserError: the file is no video, so the system could run it.
    """
    if path.suffix.lower() not in video_files.SUFFIXES:
        raise UserError(_("Only videos are opened from the library."), str(path))
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def open_folder(path: Path) -> bool:
    """Show a folder in the system's file manager, and say whether there is one.

    Raises:
        UserError: there is no such folder.
    """
    if not path.is_dir():
        raise UserError(_("There is no such folder."), str(path))
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
