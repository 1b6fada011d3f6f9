"""Settings: declared data, one row in the database for each value that differs from its default, all undoable."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct

from models import calendars, texts, zones
from models.abbreviations import ABBREVIATIONS
from models.errors import UserError
from models.formats import Formats, prefers_12_hours
from models.records import ETIU_KINDS, You
from models.texts import _, mark

if TYPE_CHECKING:
    from models.store import Store

Kind = Literal[
    "text",
    "zone",
    "country",
    "subdivision",
    "clock",
    "choice",
    "number",
    "decimal",
    "prefix",
    "switch",
    "table",
    "columns",
    "texts",
    "keys",
]


class Setting(Struct, frozen=True):
    """One setting: what it is called, what it may be, and what it is where nobody chose.

    Attributes:
        key: its name in the database.
        default: as stored; an empty zone, country or language means "as this computer" or "none".
        kind: how a value is checked: `clock` is "HH:MM", `switch` "0" or "1", `table` JSON of zones by text,
            `columns` JSON of texts by text, `texts` what `models.templates` keeps.
        words: its name on the screen, in English.
        choices: the values of a `choice`.
        lowest: the least value of a `number` or a `decimal`.
        highest: the greatest value of a `number` or a `decimal`.
    """

    key: str
    default: str
    kind: Kind
    words: str
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 0


SETTINGS: Final = (
    Setting("you.name", "", "text", mark("Your name")),
    Setting("you.initials", "", "text", mark("Your initials")),
    Setting("you.email", "", "text", mark("Your email address")),
    Setting("you.zone", "", "zone", mark("Your time zone")),
    Setting("you.country", "", "country", mark("Your country")),
    Setting("you.subdivision", "", "subdivision", mark("Your state or province")),
    Setting("you.work_start", "08:00", "clock", mark("Start of your working hours")),
    Setting("you.work_end", "18:00", "clock", mark("End of your working hours")),
    Setting("people.lead", "Aja", "text", mark("Lead")),
    Setting("people.approver", "Damien", "text", mark("Approver of skipped Best Practices")),
    Setting("theme", "system", "choice", mark("Theme"), ("system", "light", "dark", "contrast")),
    Setting("density", "comfortable", "choice", mark("Density"), ("comfortable", "compact")),
    Setting("text_size", "100", "number", mark("Text size"), lowest=90, highest=150),
    Setting("reduced_motion", "0", "switch", mark("Reduced motion")),
    Setting("language", "", "text", mark("Language")),
    Setting("hour12", "auto", "choice", mark("Time format"), ("auto", "12", "24")),
    Setting("today.first", "morning", "choice", mark("Today at the start"), ("morning", "always", "never")),
    Setting("single_keys", "1", "switch", mark("Single-letter keys")),
    Setting("keys", "{}", "keys", mark("Keys")),
    Setting("notifications.shown", "1", "switch", mark("Reminders")),
    Setting("notifications.system", "1", "switch", mark("Notifications of the system")),
    Setting("notifications.quiet", "0", "switch", mark("Quiet hours")),
    Setting("notifications.quiet_from", "20:00", "clock", mark("Start of your quiet hours")),
    Setting("notifications.quiet_to", "07:00", "clock", mark("End of your quiet hours")),
    Setting("zones.abbreviations", "{}", "table", mark("Time zone abbreviations")),
    Setting("zones.pinned", "{}", "table", mark("Pinned time zones")),
    Setting("servicenow.system_zone", "America/Los_Angeles", "zone", mark("Time zone of the ServiceNow system")),
    Setting("servicenow.session_zone", "", "zone", mark("Time zone of your ServiceNow session")),
    Setting("servicenow.profiles", "{}", "table", mark("Your profiles on instances")),
    Setting("servicenow.export_zone", "", "zone", mark("Time zone of exported lists")),
    Setting("servicenow.columns", "{}", "columns", mark("Names of columns in exported lists")),
    Setting("import.not_mine", "", "text", mark("Parents of engagements that are not yours")),
    Setting("numbers.change", "CHG", "prefix", mark("Prefix of change requests")),
    Setting("numbers.task", "CTASK", "prefix", mark("Prefix of change tasks")),
    Setting("numbers.incident", "INC", "prefix", mark("Prefix of incidents")),
    Setting("texts.templates", "{}", "texts", mark("Templates of texts")),
    Setting(
        "projector.increment",
        "15",
        "choice",
        mark("Projector: increment in minutes"),
        ("3", "6", "12", "15", "30", "60"),
    ),
    Setting("projector.rounding", "up", "choice", mark("Projector: rounding"), ("up", "nearest", "down")),
    Setting(
        "projector.date_format",
        "YYYY-MM-DD",
        "choice",
        mark("Projector: dates"),
        ("YYYY-MM-DD", "MM/DD/YYYY", "DD/MM/YYYY", "DD.MM.YYYY"),
    ),
    Setting("projector.column_project", "Project Code", "text", mark("Projector: column of the project code")),
    Setting("projector.column_date", "Date", "text", mark("Projector: column of the date")),
    Setting("projector.column_hours", "Hours", "text", mark("Projector: column of the hours")),
    Setting("projector.column_description", "Description", "text", mark("Projector: column of the description")),
    Setting("projector.column_reference", "Reference", "text", mark("Projector: column of our id")),
    Setting("calendar.folder", "", "text", mark("Folder of the calendar file to subscribe to")),
    Setting("short_description.ETIU01", "", "text", mark("Pattern of the short description of ETIU01")),
    Setting("short_description.ETIU02", "", "text", mark("Pattern of the short description of ETIU02")),
    Setting("short_description.ETIU03", "", "text", mark("Pattern of the short description of ETIU03")),
    Setting("short_description.ETIU04", "", "text", mark("Pattern of the short description of ETIU04")),
    Setting("short_description.ETIU05", "", "text", mark("Pattern of the short description of ETIU05")),
    Setting(
        "surveys.scale",
        "1-5",
        "choice",
        mark("Surveys: scale"),
        ("1-5", "1-7", "1-10", "0-10", "0-100"),
    ),
    Setting("surveys.threshold", "4", "decimal", mark("Surveys: low score"), highest=100),
    Setting("surveys.goal", "4.5", "decimal", mark("Surveys: goal"), highest=100),
    Setting("snapshots.share", "", "text", mark("Folder that your snapshot is written into")),
    Setting("snapshots.watch", "", "text", mark("Folder of colleagues' snapshots to watch")),
    Setting("videos.folder", "", "text", mark("Folder of the training videos")),
    Setting("videos.downloads", "", "text", mark("Folders to look in for new videos, separated by |")),
    Setting("videos.may_look", "ask", "choice", mark("Look in Downloads for videos"), ("ask", "yes", "no")),
    Setting("backups.folder", "", "text", mark("Folder of backups")),
    Setting("first_start.done", "0", "switch", mark("First start done")),
)

_BY_KEY: Final[Mapping[str, Setting]] = {setting.key: setting for setting in SETTINGS}
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_DECIMAL = re.compile(r"\d{1,3}([.,]\d{1,2})?", re.ASCII)
_PREFIX = re.compile(r"[A-Z]{1,10}", re.ASCII)


def values(store: Store) -> dict[str, str]:
    """Return every setting: what was chosen, else its default."""
    chosen = dict(store.records("SELECT key, value FROM setting"))
    return {setting.key: chosen.get(setting.key, setting.default) for setting in SETTINGS}


def get(store: Store, key: str) -> str:
    """Return one setting; a key that isn't declared is a KeyError."""
    default = _BY_KEY[key].default
    found = store.records("SELECT value FROM setting WHERE key = ?", [key])
    return str(found[0][0]) if found else default


def put(store: Store, key: str, value: str) -> None:
    """Choose a setting as one undoable step; the value that it has already changes nothing.

    Another country empties the subdivision in the same step where it has none of that code.

    Raises:
        UserError: the value isn't one that the setting can have.
    """
    setting = _BY_KEY[key]
    value = value.strip()
    _check(store, setting, value)
    if value == get(store, key):
        return
    with store.step(_("Change setting “{name}”").format(name=_(setting.words))):
        _write(store, setting, value)
        if key == "you.country" and not _subdivision_fits(value, get(store, "you.subdivision")):
            _write(store, _BY_KEY["you.subdivision"], "")


def you(store: Store) -> You:
    """Return your own settings; initials come from the name, the zone from this computer, where none was chosen.

    A computer that doesn't say its zone counts as UTC, so that the program runs; `zones.local_zone` says why.
    """
    found = values(store)
    return You(
        name=found["you.name"],
        initials=found["you.initials"] or initials_of(found["you.name"]),
        zone=found["you.zone"] or _local_zone(),
        country=found["you.country"],
        subdivision=found["you.subdivision"],
        work_start=found["you.work_start"],
        work_end=found["you.work_end"],
        lead=found["people.lead"],
        approver=found["people.approver"],
        patterns=tuple((kind, found[f"short_description.{kind}"]) for kind in ETIU_KINDS),
    )


def initials_of(name: str) -> str:
    """Return the first letters of a name's words, in capitals: "Jo Ann Lee" gives "JAL"."""
    return "".join(word[0] for word in name.split()).upper()


def abbreviations(store: Store) -> dict[str, str]:
    """Return abbreviation → IANA zone: the shipped table with your own entries over it; "" means ask (Decisions 4)."""
    own: dict[str, str] = json.loads(get(store, "zones.abbreviations"))
    return {**ABBREVIATIONS, **own}


def formats(store: Store) -> Formats:
    """Return how times are written: the language and the 12 or 24 hours that were chosen, else this computer's."""
    chosen = texts.asked() or get(store, "language") or _system_locale()
    hours = get(store, "hour12")
    twelve = hours == "12" or (hours == "auto" and bool(chosen) and prefers_12_hours(chosen))
    return Formats(texts.resolve(chosen or texts.SOURCE), hour12=twelve)


def _system_locale() -> str:
    """Return this computer's locale for times ("en_US"); empty for none, and for the one called C."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_TIME", "LANG") if os.environ.get(name)), "")
    name = named.partition(".")[0]
    if not name:
        import locale  # start-up saving: 2 ms where the environment says it

        name = locale.getlocale(locale.LC_TIME)[0] or ""
    return "" if name in {"C", "POSIX"} else name


def _write(store: Store, setting: Setting, value: str) -> None:
    with store.step(setting.words) as db:
        if value == setting.default:
            db.table("setting").delete_where("key = ?", [setting.key])
        else:
            db.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [setting.key, value],
            )


def _check(store: Store, setting: Setting, value: str) -> None:
    """Refuse a value that the setting can't have."""
    if setting.kind == "clock":
        _check_hours(store, setting, value)
    elif value == setting.default:
        return
    elif setting.kind == "zone":
        zones.zone(value)
    elif setting.kind == "country":
        calendars.calendar(value)
    elif setting.kind == "subdivision":
        calendars.calendar(get(store, "you.country"), value)
    elif setting.kind in {"table", "columns", "texts"}:
        _check_table(setting, value)
    elif advice := _advice(setting, value):
        raise UserError(_("“{value}” can't be used here.").format(value=value), _(setting.words), advice)


def _advice(setting: Setting, value: str) -> str:
    """Return what to write in place of a value that doesn't fit, empty where it fits."""
    match setting.kind:
        case "choice" if value not in setting.choices:
            return _("Choose one of: {choices}.").format(choices=", ".join(setting.choices))
        case "switch" if value not in {"0", "1"}:
            return _("Write 1 for on or 0 for off.")
        case "number" if not (_NUMBER.fullmatch(value) and setting.lowest <= int(value) <= setting.highest):
            span = _("Write a number from {lowest} to {highest}.")
            return span.format(lowest=setting.lowest, highest=setting.highest)
        case "decimal" if not (_DECIMAL.fullmatch(value) and float(value.replace(",", ".")) <= setting.highest):
            return _("Write a number such as 4.5, up to {highest}.").format(highest=setting.highest)
        case "prefix" if not _PREFIX.fullmatch(value):
            return _("Write up to ten capital letters.")
    return ""


def _check_hours(store: Store, setting: Setting, value: str) -> None:
    where = _(setting.words)
    if not _CLOCK.fullmatch(value):
        raise UserError(_("“{value}” can't be used here.").format(value=value), where, _("Write a time like 08:00."))
    if not setting.key.startswith("you."):
        return
    hours = {key: get(store, key) for key in ("you.work_start", "you.work_end")} | {setting.key: value}
    if hours["you.work_start"] >= hours["you.work_end"]:
        raise UserError(_("Working hours end before they start."), where, _("Choose an end after the start."))


def _check_table(setting: Setting, value: str) -> None:
    where = _(setting.words)
    try:
        table = json.loads(value)
    except ValueError as error:
        raise UserError(_("This isn't JSON."), where, _('Write it like {"CST": "America/Chicago"}.')) from error
    if not isinstance(table, dict) or not all(isinstance(name, str) for name in table.values()):
        raise UserError(_("This isn't a table."), where, _('Write it like {"CST": "America/Chicago"}.'))
    for name in filter(None, table.values() if setting.kind == "table" else ()):
        zones.zone(name)


def _subdivision_fits(country: str, subdivision: str) -> bool:
    try:
        calendars.calendar(country, subdivision)
    except UserError:
        return False
    return True


def _local_zone() -> str:
    try:
        return zones.local_zone()
    except UserError:
        return zones.UTC.key
