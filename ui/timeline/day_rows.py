"""The rows of Day zoom: the window, the business impact, the calendar block, the ticket's deadline, the clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from models import calendars, zones
from models.limits import calendar_of
from models.records import Dossier
from models.texts import _, ngettext
from ui.timeline import bands, clocks
from ui.timeline.bar import Bar, Scale, Words
from ui.timeline.bar_words import rounded
from ui.timeline.bars import bar as bar_of
from ui.timeline.others import Other
from ui.timeline.scene import Row, Scene, lane, more_rows, other_rows
from ui.timeline.zoom import Range

TALL, LOW = 44.0, 36.0
_HOUR = 60


def day_scene(dossier: Dossier, near: Sequence[Other], scale: Scale, shown: Range, more: int = 0) -> Scene:
    """Return one day: what belongs to the Prod Upgrade, then the phases of that day, then the others."""
    bars = {definition.kind: bar_of(dossier, definition.kind, scale) for definition in dossier.playbook.phases}
    prod = bars.pop("prod_upgrade")
    window = rounded(dossier.playbook.limits.prod_window_minutes, scale.formats)
    rows = [lane(dossier, prod, scale, TALL, _("Window of {length}").format(length=window))]
    if prod.dated and _meets(prod, shown, 24 * 3600):
        rows += [row for row in _around_prod(dossier, prod, scale) if any(_meets(bar, shown) for bar in row.bars)]
    rows += [lane(dossier, bar, scale, LOW) for bar in bars.values() if bar.dated and _meets(bar, shown)]
    rows += _clock_rows(dossier, scale, shown)
    left_out = [bar for bar in bars.values() if bar.dated and not _meets(bar, shown)]
    rows += [*other_rows(dossier, near, dossier.prod, scale), *more_rows(near, more)]
    rows += _footer(left_out, shown)
    return Scene(tuple(rows), scale, calendar_of(dossier), (prod.start, prod.end), bands.parties(dossier, scale.zone))


def _meets(bar: Bar, shown: Range, air: float = 0.0) -> bool:
    return bar.end + air > shown.start and bar.start - air < shown.end


def _around_prod(dossier: Dossier, prod: Bar, scale: Scale) -> list[Row]:
    return [_impact(dossier, prod, scale), _calendar(dossier, prod), _ticket(dossier, scale)]


def _impact(dossier: Dossier, prod: Bar, scale: Scale) -> Row:
    """Return the row of business impact: sure for 2 h, possible up to 4 h (N08)."""
    limits, formats = dossier.playbook.limits, scale.formats
    least, most = limits.impact_min_minutes, limits.impact_max_minutes
    end = zones.to_zone(datetime.fromtimestamp(prod.start + most * 60, zones.UTC), scale.zone)
    words = Words(
        inside=(rounded(least, formats),),
        beside=(_("Over by {time} at the latest").format(time=formats.time(end)), formats.time(end)),
        both=True,
    )
    sure = prod.start + least * 60
    bar = Bar(dossier.id, "impact", "impact", prod.start, sure, tail=prod.start + most * 60, words=words)
    span = _("{least}–{most} h").format(least=least // _HOUR, most=most // _HOUR)
    return Row("impact", _("Business impact"), span, "alert", token="text", bars=(bar,), height=TALL)


def _calendar(dossier: Dossier, prod: Bar) -> Row:
    """Return the row of the consultant's own calendar: tentative until client validation is confirmed (N12)."""
    confirmed = dossier.is_done("calendar_confirmed")
    words = Words(
        inside=(_("Busy") if confirmed else _("Tentative"),),
        beside=() if confirmed else (_("Confirm after client validation"), _("Tentative")),
        both=True,
    )
    bar = Bar(dossier.id, "calendar", "busy" if confirmed else "block", prod.start, prod.end, words=words)
    return Row("calendar", _("Your calendar"), mark="cal", bars=(bar,), height=LOW)


def _ticket(dossier: Dossier, scale: Scale) -> Row:
    """Return the row of the Support Week ticket: open by the next working morning at the latest (N13)."""
    ticket = next((item for item in dossier.playbook.tickets if item.phase == "support_week"), None)
    prod = dossier.prod.starts
    if ticket is None or prod is None:
        return Row("ticket", bars=())
    known = dossier.ticket(ticket.kind)
    opened = known is not None and known.is_open
    mine = calendars.calendar(dossier.you.country, dossier.you.subdivision)
    morning = mine.next_working(zones.to_zone(prod, scale.zone).date())
    clock = time.fromisoformat(dossier.playbook.limits.support_ticket_time)
    latest = datetime.combine(morning, clock, tzinfo=zones.zone(scale.zone))
    missed = not opened and scale.now > latest
    when = f"{scale.formats.short_day(latest)}, {scale.formats.time(latest)}"
    text = _("Opened") if opened else _("Latest {when}").format(when=when)
    words = Words(beside=(text,), tone="danger" if missed else "text")
    moment = latest.timestamp()
    bar = Bar(dossier.id, "ticket", "missed" if missed else "flag", moment, moment + 1, words=words)
    title = _("{ticket} opened").format(ticket=ticket.kind)
    return Row("ticket", title, mark="flag", bars=(bar,), height=LOW)


def _clock_rows(dossier: Dossier, scale: Scale, shown: Range) -> list[Row]:
    """Return a row for each clock change of a party that says what it does to the hours; none without one."""
    client = dossier.prod.zone or dossier.engagement.zone
    found = bands.changes(scale.zone, client, shown.start, shown.end)
    if not found:
        return []
    other, several = clocks.other_party(dossier, scale, found), len(found) > 1
    rows = []
    for place, change in enumerate(found):
        words = Words(beside=(change.text,), icon="alert", tone="warn")
        bar = Bar(dossier.id, "change", "change", change.moment, change.moment + 1, words=words)
        whose = (_("You") if change.mine else _("Client")) if several else other
        key = f"change:{place}" if place else "change"
        rows.append(Row(key, _("Clock change"), whose, "clock", token="warn", bars=(bar,), height=TALL))
    return rows


def _footer(left_out: Sequence[Bar], shown: Range) -> list[Row]:
    earlier = sum(bar.end <= shown.start for bar in left_out)
    later = len(left_out) - earlier
    if earlier and later:
        text = ngettext("{count} stage earlier, {later} later", "{count} stages earlier, {later} later", earlier)
    elif earlier:
        text = ngettext("{count} stage is earlier", "{count} stages are earlier", earlier)
    else:
        text = ngettext("{later} stage is later", "{later} stages are later", later)
    words = text.format(count=earlier, later=later)
    return [Row("footer", words, part="heading", token="text3", height=28.0)] if left_out else []
