"""The present moment: the computer's clock, or the moment that `--now` pretends."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from models.zones import UTC


class Clock:
    """Tells the moment and whether it is pretended (a rehearsal; PRODUCT, Decisions 16).

    Args:
        pretended: the moment that `--now` names, aware; None for the computer's own clock. It stands still.
    """

    def __init__(self, pretended: datetime | None = None) -> None:
        if pretended is not None and pretended.tzinfo is None:
            raise ValueError("a pretended moment needs a zone or an offset")
        self._pretended = pretended

    @property
    def rehearsal(self) -> bool:
        """Whether the moment is pretended."""
        return self._pretended is not None

    def now(self) -> datetime:
        """Return the moment in UTC, to the second."""
        return (self._pretended or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)

    def now_in(self, zone: ZoneInfo) -> datetime:
        """Return the moment as a wall clock in `zone` shows it."""
        return self.now().astimezone(zone)
