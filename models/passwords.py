"""Keeps secrets out of notes: the program never stores a password or a token (N01)."""

from __future__ import annotations

import re
from typing import Final

from models.errors import UserError
from models.texts import _

# Compiled by `re` on first use: the start does not wait for them.
_NAMED: Final = (
    r"(?i)\b(?:pass(?:word|wd|phrase|code)?|pwd|pw|secret|token|api[ _-]?key)\b\s*(?:[:=]|\bis\b)\s*(?P<value>\S+)"
)
_BEARER: Final = r"(?i)\b(?:bearer|basic)\s+[A-Za-z0-9+/=._~-]{16,}"
_IN_ADDRESS: Final = r"(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@"
_ADDRESS: Final = r"(?i)\b[a-z][a-z0-9+.-]*://\S+"
_LONG: Final = r"[A-Za-z0-9+/_=.-]{24,}"
_JWT: Final = r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"
_TALK: Final = (
    r"(?i)an?|the|as|from|not|of|to|same|old|new|(?:un)?known|needed|required|changed|asked|sent|correct|wrong|kept"
    r"|missing|tested|confirmed"
)


def refuse(text: str, where: str = "") -> None:
    """Refuse a text that holds what looks like a password, a key or a token.

    Plain talk about passwords ("the password was changed on Monday") is fine, and so are ServiceNow's 32-digit ids.

    Raises:
        UserError: it looks like one; the text is not stored.
    """
    secret = any(re.search(pattern, text) for pattern in (_BEARER, _IN_ADDRESS, _JWT))
    if secret or _named(text) or _random(text):
        raise UserError(
            _("This looks like a password or a token, which is never stored here."),
            where,
            _("Take it out and keep it in your password manager."),
        )


def _named(text: str) -> bool:
    """Whether a value stands behind a word for a secret; an ordinary word there is talk, not a value."""
    for found in re.finditer(_NAMED, text):
        value = found["value"].strip(".,;!\"'“”()")
        if value and not re.fullmatch(_TALK, value):
            return True
    return False


def _random(text: str) -> bool:
    """Whether a long run of letters of both cases and digits stands in the text, outside addresses."""
    for run in re.findall(_LONG, re.sub(_ADDRESS, " ", text)):
        mixed = re.search(r"[a-z]", run) and re.search(r"[A-Z]", run) and re.search(r"\d", run)
        if mixed and len(re.findall(r"\d", run)) >= 3:
            return True
    return False
