"""The roadmap as the client reads it: their dates in their time zone and language, and nothing else; pure.

It has no ticket, no reason, no name of another client and no result of the technical validation (N04).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from html import escape
from typing import Final

from babel import Locale, UnknownLocaleError
from msgspec import Struct

from models import texts, zones
from models.errors import UserError
from models.formats import Formats, prefers_12_hours
from models.records import Dossier, Phase, Roadmap
from models.stages import phase_status
from models.texts import _, mark

SHOWN: Final = ("dev_upgrade", "kickoff", "client_validation", "prod_upgrade", "support_week", "best_practices")
"""The phases that concern the client, in the order of the page."""

_NOTES: Final = {
    "dev_upgrade": mark("Your development instance is upgraded."),
    "kickoff": mark("We meet, and you get the instructions for your validation."),
    "client_validation": mark("You try out your processes on the upgraded development instance."),
    "prod_upgrade": mark("Expect an impact on your business for {least} to {most} hours."),
    "support_week": mark("We answer questions and look after what comes up."),
    "best_practices": mark("A session on maintaining and caring for your new instance."),
}
_STATES: Final = {"done": mark("Done"), "running": mark("Now"), "locked": mark("Scheduled")}

_STYLE: Final = """
body { font-family: Inter, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 11pt; color: #1b1f2a;
  background-color: #ffffff; max-width: 46em; margin: 36pt auto; padding: 0 18pt; line-height: 1.45; }
h1 { font-size: 20pt; font-weight: 600; margin: 0 0 6pt 0; }
p { margin: 0 0 4pt 0; }
.client { font-size: 11pt; font-weight: 600; color: #3a45b5; }
.quiet { font-size: 10pt; color: #565c6b; }
table { border-collapse: collapse; width: 100%; margin: 14pt 0; }
.prod td { background-color: #eef0fd; padding: 12pt; }
.prod .day { font-size: 14pt; font-weight: 600; }
.plan th, .plan td { text-align: start; vertical-align: top; padding: 8pt 10pt 8pt 0;
  border-bottom: 1px solid #d9dce5; }
.plan th { font-weight: 600; width: 30%; }
.plan .state { width: 14%; color: #565c6b; }
"""


class Entry(Struct, frozen=True):
    """One line of the roadmap: what, when, what it means for the client, and how far it is ("Done", "Now", "")."""

    kind: str
    name: str
    when: str
    note: str
    state: str = ""


class RoadmapPage(Struct, frozen=True):
    """The words of the page, in the client's language; plain text, escaped where it becomes HTML.

    Attributes:
        lang: language code of the words.
        right_to_left: whether the language is written so.
        client: whose roadmap it is.
        title: the heading.
        zone: in whose time it is written.
        prod: the Prod Upgrade, which stands above the others.
        agreed: whether the client has agreed to that date.
        entries: the phases, in their order.
        foot: when it was written, and by whom.
    """

    lang: str
    right_to_left: bool
    client: str
    title: str
    zone: str
    prod: Entry
    agreed: str
    entries: tuple[Entry, ...]
    foot: str


def roadmap_page(dossier: Dossier, now: datetime, lang: str = "") -> RoadmapPage:
    """Return an engagement's roadmap for its client (N06, N20).

    Args:
        dossier: the engagement.
        now: the moment, aware.
        lang: the client's language; empty for that of their country, English where there is no catalogue for it.

    Raises:
        UserError: the client's time zone is not known, so no time can be written.
    """
    engagement = dossier.engagement
    if not engagement.zone:
        what = _("The client's time zone is not known.")
        raise UserError(what, engagement.client, _("Choose it under Details first."))
    language = texts.resolve(lang) if lang else language_of(engagement.country)
    writer = _Writer(dossier, now, language)
    entries = tuple(writer.entries())
    prod = next(entry for entry in entries if entry.kind == "prod_upgrade")
    words = writer.words
    return RoadmapPage(
        language,
        Locale.parse(language).text_direction == "rtl",
        engagement.client,
        words.gettext("Roadmap of your upgrade"),
        words.gettext("All times are those of {city}.").format(city=zones.city(engagement.zone)),
        prod,
        writer.agreement(),
        entries,
        writer.foot(),
    )


def language_of(country: str) -> str:
    """Return the language of a country that the interface knows; English for any other."""
    try:
        return texts.resolve(str(Locale.parse(f"und_{country}").language)) if country else texts.SOURCE
    except (UnknownLocaleError, ValueError):
        return texts.SOURCE


def to_html(page: RoadmapPage) -> str:
    """Return the page as one self-contained HTML file: no script, nothing that is loaded from elsewhere."""
    rows = "\n".join(_row(entry) for entry in page.entries)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return f"""<!DOCTYPE html>
<html lang="{escape(page.lang.replace("_", "-"))}" dir="{"rtl" if page.right_to_left else "ltr"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(page.title)}, {escape(page.client)}</title>
<style>{_STYLE}</style>
</head>
<body>
<p class="client">{escape(page.client)}</p>
<h1>{escape(page.title)}</h1>
<p class="quiet">{escape(page.zone)}</p>
<table class="prod"><tr><td>
<p>{escape(page.prod.name)}</p>
<p class="day">{escape(page.prod.when)}</p>
<p class="quiet">{escape(" ".join(filter(None, (page.agreed, page.prod.note))))}</p>
</td></tr></table>
<table class="plan">
{rows}
</table>
<p class="quiet">{escape(page.foot)}</p>
</body>
</html>
"""


def _row(entry: Entry) -> str:
    return (
        f'<tr><th scope="row">{escape(entry.name)}</th>'
        f'<td><p>{escape(entry.when)}</p><p class="quiet">{escape(entry.note)}</p></td>'
        f'<td class="state">{escape(entry.state)}</td></tr>'
    )


class _Writer:
    """Writes the words of one engagement's page in one language."""

    def __init__(self, dossier: Dossier, now: datetime, language: str) -> None:
        self._dossier = dossier
        self._now = now
        self.words = texts.catalogue(language)
        country = dossier.engagement.country
        self._formats = Formats(language, prefers_12_hours(f"{language}_{country}" if country else language))

    def entries(self) -> Iterator[Entry]:
        """Yield the phases that the client takes part in or notices; a skipped one is not mentioned."""
        words, limits = self.words, self._dossier.playbook.limits
        hours = {"least": limits.impact_min_minutes // 60, "most": limits.impact_max_minutes // 60}
        for kind in SHOWN:
            phase, status = self._dossier.phases.get(kind), phase_status(self._dossier, kind, self._now)
            if phase is None or status == "skipped":
                continue
            name, state = words.gettext(self._dossier.playbook.phase(kind).name), self._state(phase, status)
            note = "" if status == "done" else words.gettext(_NOTES[kind]).format(**hours)
            yield Entry(kind, name, self._when(phase), note, words.gettext(state) if state else "")

    def agreement(self) -> str:
        """Return whether the planned Prod Upgrade is what the client agreed to; empty while it has no date."""
        words, agreed, prod = self.words, self._dossier.agreed, self._dossier.prod
        if not prod.dated or prod.actual_end_utc:
            return ""
        if agreed is None:
            return words.gettext("Proposed, to be agreed.")
        if (agreed.start, agreed.start_utc) == (prod.start, prod.start_utc):
            day = zones.to_zone(zones.parse_utc(agreed.agreed_utc), self._zone) if agreed.agreed_utc else None
            return (
                words.gettext("Agreed on {day}.").format(day=self._formats.day_year(day))
                if day
                else words.gettext("Agreed.")
            )
        return words.gettext("Proposed. Agreed so far: {when}.").format(when=self._agreed(agreed))

    def foot(self) -> str:
        """Return when the page was written, and by whom."""
        words, name = self.words, self._dossier.you.name
        when = self._formats.with_zone(zones.to_zone(self._now, self._zone))
        if name:
            return words.gettext("As of {when}. Prepared by {name}.").format(when=when, name=name)
        return words.gettext("As of {when}.").format(when=when)

    @property
    def _zone(self) -> str:
        return self._dossier.engagement.zone

    def _state(self, phase: Phase, status: str) -> str:
        """Return how far a phase is; one that runs past its plan is not told to the client."""
        today = zones.to_zone(self._now, self._zone).date()
        if status == "running" and phase.last_day is not None and phase.last_day < today:
            return ""
        return "" if status == "locked" and not self._dossier.engagement.scheduled else _STATES.get(status, "")

    def _agreed(self, agreed: Roadmap) -> str:
        if not agreed.start_utc:
            return self._formats.day_year(date.fromisoformat(agreed.start[:10]))
        start = zones.to_zone(zones.parse_utc(agreed.start_utc), self._zone)
        return f"{self._formats.day_year(start)}, {self._formats.time(start)} {self._zone_word(start)}"

    def _when(self, phase: Phase) -> str:
        """Return when a phase is; a past one by the days on which it happened."""
        words, first, last = self.words, phase.first_day, phase.last_day
        if phase.actual_end is not None:
            ended = zones.to_zone(phase.actual_end, self._zone).date()
            began = zones.to_zone(phase.actual_start, self._zone).date() if phase.actual_start else ended
            return self._days(began, ended)
        if first is None or last is None:
            return words.gettext("Date to be agreed")
        if phase.starts is not None and phase.ends is not None:
            return self._window(*(zones.to_zone(moment, self._zone) for moment in (phase.starts, phase.ends)))
        if phase.kind == "support_week":
            return self._days(first, last)
        return words.gettext("{days}, time to be agreed").format(days=self._days(first, last))

    def _window(self, start: datetime, end: datetime) -> str:
        zone = self._zone_word(start)
        if zones.elapsed_between(start, end).days:
            return self._days(start.date(), end.date())
        return f"{self._formats.full(start)} – {self._formats.time(end)} {zone}"

    def _days(self, first: date, last: date) -> str:
        days = dict.fromkeys((self._formats.day_year(first), self._formats.day_year(last)))
        return " – ".join(days)

    def _zone_word(self, moment: datetime) -> str:
        return zones.abbreviation(moment, self._zone)
