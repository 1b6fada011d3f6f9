"""One bar of the timeline: where it stands, how it looks, what it says; data only."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from models.formats import Formats

State = Literal[
    "done",
    "now",
    "planned",
    "tentative",
    "prod",
    "scheduling",
    "locked",
    "overdue",
    "blocked",
    "undated",
    "skipped",
    "clash",
    "follower",
    "ghost",
    "refused",
    "soft",
    "impact",
    "busy",
    "block",
    "flag",
    "missed",
    "change",
]


class Words(Struct, frozen=True):
    """What a bar says.

    Attributes:
        beside: the words at its right (or left), longest first.
        inside: the words in it, longest first, where it is long enough.
        elsewhere: the words of the chip at the edge while the bar itself is out of sight.
        under: a second, quieter line beside it.
        before: words that stand left of it beside those at its right.
        icon: name of a small icon before the words.
        tone: token of the colour; empty for that of the state.
        both: the words inside don't stand for those beside it: both are shown.
    """

    beside: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    elsewhere: str = ""
    under: str = ""
    before: str = ""
    icon: str = ""
    tone: str = ""
    both: bool = False


class Bar(Struct, frozen=True):
    """One bar of the timeline.

    Attributes:
        engagement: id of its engagement.
        kind: phase kind, or "other" for another engagement's Prod Upgrade.
        state: how it looks.
        start: seconds since 1970; with `end` both 0 while it is undated.
        end: likewise.
        whole_days: it stands for whole days of the client, from column edge to column edge.
        untimed: it has a date but no time: it spans the client's working hours.
        tail: the moment up to which a hatched piece follows it; 0 for none.
        words: what it says.
    """

    engagement: int
    kind: str
    state: State
    start: float = 0.0
    end: float = 0.0
    whole_days: bool = False
    untimed: bool = False
    tail: float = 0.0
    words: Words = Words()

    @property
    def dated(self) -> bool:
        """Whether it stands anywhere."""
        return self.end > 0


class Scale(Struct, frozen=True):
    """For whom and how closely bars are made: the moment, your zone, the zoom, how times are written, and history."""

    now: datetime
    zone: str
    level: str
    formats: Formats
    history: bool = False

    @property
    def true_days(self) -> bool:
        """Whether a client's day begins at the client's midnight; coarser zooms use the axis' own columns."""
        return self.level == "day"
