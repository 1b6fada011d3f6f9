"""What the Settings page says of each setting: its section, one line about it, and words for its choices.

A setting that isn't named here still shows, in the section of the first part of its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from models import texts
from models.settings import SETTINGS, Setting
from models.texts import mark


class Section(Struct, frozen=True):
    """One entry of the page's list: the keys that it shows are those that begin with one of `begins`."""

    id: str
    heading: str
    words: str
    icon: str
    begins: tuple[str, ...]


YOU, PROCESS, DATA = mark("You"), mark("Process"), mark("Data")

SECTIONS: Final = (
    Section("people", YOU, mark("You and people"), "users", ("you.name", "you.initials", "you.email", "people.")),
    Section("hours", YOU, mark("Hours and holidays"), "cal", ("you.work_", "you.country", "you.subdivision")),
    Section("zones", YOU, mark("Time zones"), "clock", ("you.zone", "zones.")),
    Section(
        "looks",
        YOU,
        mark("Appearance"),
        "sun",
        ("theme", "density", "text_size", "reduced_motion", "today."),
    ),
    Section("language", YOU, mark("Language and time format"), "globe", ("language", "hour12")),
    Section("keyboard", YOU, mark("Keyboard"), "key", ("single_keys", "keys")),
    Section("reminders", YOU, mark("Notifications"), "flag", ("notifications.", "reminders.", "tray.")),
    Section("playbook", PROCESS, mark("Playbook and limits"), "rows", ()),
    Section("servicenow", PROCESS, mark("ServiceNow"), "dl", ("servicenow.", "numbers.", "import.")),
    Section("calendar", PROCESS, mark("Calendar files"), "cal", ("calendar.", "calendars.")),
    Section("texts", PROCESS, mark("Texts"), "copy", ("texts.", "short_description.")),
    Section("checks", PROCESS, mark("Triple-check"), "shield", ("checks.", "triple_check.")),
    Section("projector", DATA, mark("Projector"), "ul", ("projector.", "time.")),
    Section("snapshots", DATA, mark("Lead overview"), "users", ("snapshots.",)),
    Section("surveys", DATA, mark("Surveys"), "star", ("surveys.",)),
    Section("videos", DATA, mark("Videos"), "film", ("videos.",)),
    Section("backups", DATA, mark("Backups"), "disk", ("backups.",)),
    Section("other", DATA, mark("More"), "dots", ("",)),
)
"""In the order of the list; the last one takes whatever none of the others does."""

HIDDEN: Final = frozenset({"first_start.done"})
HIDDEN_KINDS: Final = frozenset({"texts", "keys", "columns"})
"""Tables that are edited where they are used: templates, the rows of keys, the columns of a list."""

ABOUT: Final[Mapping[str, str]] = {
    "you.name": mark("Signs checks and texts"),
    "you.initials": mark("Stands behind everything that you write. Empty takes them from your name"),
    "you.email": mark("Invitations in calendar files come from it"),
    "calendar.folder": mark("Holds all engagements in one file, written anew after each change. Empty is off"),
    "people.lead": mark("Is told of every change of an agreed date"),
    "people.approver": mark("Agrees where Best Practices is skipped"),
    "you.work_start": mark("The light part of every band, Monday to Friday"),
    "you.country": mark("Its holidays are yours. A client's come from its engagement"),
    "you.subdivision": mark("Adds the holidays of that state or province"),
    "you.zone": mark("Every time is shown in yours and the client's. Empty follows this computer"),
    "notifications.shown": mark("What is due comes as a card in the window, wherever you are in it"),
    "notifications.system": mark("Also while another window is in front. A click leads to the place"),
    "notifications.quiet": mark("Only a prod upgrade within 24 hours comes then. The rest waits"),
    "notifications.quiet_from": mark("On your clock"),
    "notifications.quiet_to": mark("On your clock, over midnight where it is earlier than the start"),
    "zones.abbreviations": mark("What an abbreviation in a ticket means, over the shipped table. No zone means: ask"),
    "zones.pinned": mark("Shown where time zones are compared"),
    "theme": mark("The system's high contrast is followed whatever is chosen here"),
    "density": mark("Height of the rows of all engagements"),
    "text_size": mark("All words and rows, 90 to 150 percent"),
    "reduced_motion": mark("Scrolls at once instead of gliding"),
    "language": mark("Of the window, and of texts where the engagement has none of its own"),
    "hour12": mark("As 19:00 or as 7:00 PM"),
    "today.first": mark("Where something needs you. Else the engagement that was open last"),
    "single_keys": mark("Letters such as T for today, while no text field has the focus"),
    "servicenow.system_zone": mark("Planned dates are kept in it"),
    "servicenow.session_zone": mark("What your ServiceNow pages show times in. Empty takes the client's"),
    "servicenow.profiles": mark("Instance = time zone of your user there. Goes before the one above"),
    "servicenow.export_zone": mark("Assumed for lists that you import. Empty asks each time"),
    "import.not_mine": mark("Left out when lists are imported, with spaces between them"),
    "numbers.change": mark("Numbers begin with it, such as CHG0041877"),
    "numbers.task": mark("Numbers begin with it, such as CTASK0052114"),
    "numbers.incident": mark("Numbers begin with it, such as INC0098312"),
    "projector.increment": mark("Pieces of time are exported in multiples of it"),
    "projector.rounding": mark("Where a piece of time lies between two multiples"),
    "projector.column_project": mark("As the list of time cards is headed"),
    "projector.column_date": mark("As the list of time cards is headed"),
    "projector.column_hours": mark("As the list of time cards is headed"),
    "projector.column_description": mark("As the list of time cards is headed"),
    "projector.column_reference": mark(
        "As the list of time cards is headed. Our id tells new pieces from exported ones"
    ),
    "snapshots.share": mark(
        "Your engagements for the lead, in a file that is written anew after each change. Empty is off"
    ),
    "snapshots.watch": mark("For a lead: what lies there stands in the overview. Empty is off"),
    "surveys.scale": mark("Of the chart. A score on another scale is shown in proportion"),
    "surveys.threshold": mark("Scores under it are red, and the lead can be told"),
    "surveys.goal": mark("The dashed line of the chart"),
    "videos.folder": mark("Where the library is. Empty is the folder E2E among your videos"),
    "videos.downloads": mark("Looked through for training videos. Empty is your Downloads folder"),
    "videos.may_look": mark("Only names and lengths are looked at"),
    "backups.folder": mark("Where backups go. Empty keeps them beside the data"),
    "projector.date_format": mark("As the import of time cards reads dates"),
}

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "you.zone": mark("As this computer"),
    "servicenow.session_zone": mark("The client's"),
    "servicenow.profiles": "northwindprod = America/New_York",
    "servicenow.export_zone": mark("Ask each time"),
    "zones.abbreviations": "CST = America/Chicago",
    "zones.pinned": "Prague = Europe/Prague",
}

CHOICES: Final[Mapping[str, str]] = {
    "system": mark("As the system"),
    "light": mark("Light"),
    "dark": mark("Dark"),
    "contrast": mark("High contrast"),
    "comfortable": mark("Comfortable"),
    "compact": mark("Compact"),
    "auto": mark("As this computer"),
    "up": mark("Up"),
    "nearest": mark("To the nearest"),
    "down": mark("Down"),
    "ask": mark("Ask"),
    "morning": mark("First of the day"),
    "always": mark("Each time"),
    "never": mark("Never"),
    "yes": mark("Yes"),
    "no": mark("No"),
}
"""Words of the values that are words; digits and formats are shown as they are."""
_HOURS: Final = {"12": mark("12 hours"), "24": mark("24 hours")}

PAIRED: Final = {"you.work_start": "you.work_end"}
"""Two settings on one row: the first names the row."""
ROW_WORDS: Final = {"you.work_start": mark("Your working hours"), "projector.increment": mark("Increment in minutes")}
STEP: Final = {"text_size": 10}
"""By how much the buttons of a number change it; 1 where nothing is said."""


def section_of(key: str) -> Section:
    """Return the section that shows a setting."""
    return next(item for item in SECTIONS if any(key == part or _begins(key, part) for part in item.begins))


def shown() -> tuple[tuple[Section, tuple[Setting, ...]], ...]:
    """Return the sections that have settings, each with its settings in the order of their declaration."""
    second = set(PAIRED.values())
    rows = [item for item in SETTINGS if item.key not in second and not _hidden(item)]
    found = ((item, tuple(row for row in rows if section_of(row.key) is item)) for item in SECTIONS)
    return tuple((item, settings) for item, settings in found if settings)


def words_of(setting: Setting) -> str:
    """Return a row's name, in English."""
    return ROW_WORDS.get(setting.key, setting.words)


def choice_words(key: str, value: str) -> str:
    """Return the words of one value of a choice, in English."""
    return _HOURS.get(value, value) if key == "hour12" and value in _HOURS else CHOICES.get(value, value)


def keys_of(setting: Setting) -> tuple[str, ...]:
    """Return the keys of the settings that a row shows."""
    return (setting.key, PAIRED[setting.key]) if setting.key in PAIRED else (setting.key,)


def languages() -> tuple[tuple[str, str], ...]:
    """Return code and own name of each language of the interface."""
    from babel import Locale  # start-up saving: 31 ms; only the page asks for names

    return tuple((code, Locale.parse(code).get_display_name(code) or code) for code in texts.languages())


def _hidden(setting: Setting) -> bool:
    return setting.key in HIDDEN or setting.kind in HIDDEN_KINDS


def _begins(key: str, part: str) -> bool:
    return part == "" or (part[-1] in "._" and key.startswith(part))
