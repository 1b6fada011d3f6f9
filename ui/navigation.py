"""The pages of the side bar as declared data: their names, icons and keys; a page is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from models.texts import mark
from ui.context import Context
from ui.navigation_page import NavigationPage

HOME = "engagements"


class Place(Struct, frozen=True):
    """One entry of the side bar; `make` imports and builds its page, and None stands for the open engagement."""

    id: str
    text: str
    icon: str
    keys: str
    make: Callable[[Context], NavigationPage] | None = None


def _today(context: Context) -> NavigationPage:
    from ui.today.page import TodayPage  # start-up saving: made when it is first shown

    return TodayPage(context)


def _lead(context: Context) -> NavigationPage:
    from ui.lead.page import LeadPage  # start-up saving: made when it is first shown

    return LeadPage(context)


def _time_log(context: Context) -> NavigationPage:
    from ui.time_log.page import TimeLogPage  # start-up saving: made when it is first shown

    return TimeLogPage(context)


def _videos(context: Context) -> NavigationPage:
    from ui.videos.page import VideosPage  # start-up saving: made when it is first shown

    return VideosPage(context)


def _surveys(context: Context) -> NavigationPage:
    from ui.surveys.page import SurveysPage  # start-up saving: made when it is first shown

    return SurveysPage(context)


PLACES: tuple[Place, ...] = (
    Place("today", mark("Today"), "sun", "Ctrl+1", _today),
    Place(HOME, mark("Engagements"), "rows", "Ctrl+2"),
    Place("lead", mark("Lead overview"), "users", "Ctrl+3", _lead),
    Place("time_log", mark("Time log"), "timer", "Ctrl+4", _time_log),
    Place("videos", mark("Videos"), "film", "Ctrl+5", _videos),
    Place("surveys", mark("Surveys"), "star", "Ctrl+6", _surveys),
)
"""In the order of the side bar; the keys are those of SCREENS, §0."""


def place(id_: str) -> Place:
    """Return the entry of that id; an unknown one is a KeyError."""
    return {item.id: item for item in PLACES}[id_]
