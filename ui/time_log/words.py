"""How the time log writes hours: with two decimals always, so that they stand below each other."""

from __future__ import annotations

from models import settings, zones
from models.formats import Formats
from models.projector import hours
from models.texts import _
from ui.context import Context

NONE = "–"


def number(minutes: int, formats: Formats) -> str:
    """Return "2.50", "0.25"; minutes that two decimals don't hold are rounded for the eye only."""
    return str(hours(minutes)).replace(".", formats.decimal).replace("-", "−")


def length(minutes: int, formats: Formats) -> str:
    """Return "2.50 h"."""
    return _("{count} h").format(count=number(minutes, formats))


def passed(minutes: int, formats: Formats) -> str:
    """Return "1 h": a limit, without decimals that say nothing."""
    return _("{count} h").format(count=f"{minutes / 60:g}".replace(".", formats.decimal))


def typed(minutes: int, formats: Formats) -> str:
    """Return what a field begins with, so that typing it back means the same minutes."""
    exact = hours(minutes) * 60 == minutes
    return number(minutes, formats) if exact else f"{minutes // 60}:{minutes % 60:02}"


def clock(seconds: int) -> str:
    """Return "1:04:12"."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def time(context: Context, utc: str) -> str:
    """Return "09:38" of your clock."""
    return context.formats.time(zones.to_zone(zones.parse_utc(utc), settings.you(context.store).zone))
