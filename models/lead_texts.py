"""The lead's overview in words: cells of the table, and the whole as text, Markdown and CSV (N35); pure."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import datetime

from models import zones
from models.formats import Formats
from models.lead import COLUMNS, STAGES, STALE, Difference, Line, prod_in_words, tickets_in_words
from models.spreadsheet_safety import csv_text
from models.texts import _


def cells(item: Line, formats: Formats, now: datetime) -> tuple[str, ...]:
    """Return a line's texts by column."""
    return (
        item.client,
        item.consultant or _("Nobody"),
        _(STAGES.get(item.stage, item.stage)),
        tickets_in_words(item),
        prod_in_words(item, formats),
        item.reason,
        data_in_words(item, now, formats),
    )


def to_filter(item: Line, formats: Formats) -> str:
    """Return the words by which a line is found, in lower case."""
    found = (
        item.client,
        item.parent,
        item.consultant,
        _(STAGES.get(item.stage, item.stage)),
        tickets_in_words(item),
        prod_in_words(item, formats),
        item.reason,
    )
    return "\n".join(found).casefold()


def stale(made_utc: str, now: datetime) -> bool:
    """Whether something that was made then is older than a day; what is the own database's never is."""
    return bool(made_utc) and zones.elapsed_between(zones.parse_utc(made_utc), now) > STALE


def data_in_words(item: Line, now: datetime, formats: Formats) -> str:
    """Return "Now" for an own line, "3 h ago" or "Stale, 2 days ago" for one of a snapshot, "List, 3 h ago"."""
    if not item.made_utc:
        return _("Now")
    if stale(item.made_utc, now):
        words = _("Stale list, {age}") if item.source == "list" else _("Stale, {age}")
    else:
        words = _("List, {age}") if item.source == "list" else "{age}"
    return words.format(age=_ago(item.made_utc, now, formats))


def difference_in_words(found: Difference, now: datetime, formats: Formats) -> str:
    """Return "ETIU list, 3 h ago: Sat 5 Dec, 19:00 PST" or "Priya's snapshot, 2 days ago: ETIU03 open"."""
    whose = _("ETIU list") if found.source == "list" else _("Snapshot of {name}").format(name=found.consultant)
    if found.of == "prod":
        says = _("prod upgrade {when}").format(when=prod_in_words(found, formats))
    else:
        says = _("open: {tickets}").format(tickets=", ".join(found.open_tickets) or _("None"))
    return _("{source}, {age}: {says}").format(source=whose, age=_ago(found.made_utc, now, formats), says=says)


def as_text(found: Sequence[Line], formats: Formats, now: datetime) -> str:
    """Return the overview for a chat: a line an engagement, with what other sources say beneath it."""
    return "".join(_as_line(item, formats, now) for item in found)


def as_markdown(found: Sequence[Line], formats: Formats, now: datetime) -> str:
    """Return the overview as a table in Markdown."""
    rows = [tuple(_(name) for name in COLUMNS), ("---",) * len(COLUMNS)]
    rows += [tuple(text.replace("|", "\\|") for text in _full(item, formats, now)) for item in found]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def as_csv(found: Sequence[Line], formats: Formats, now: datetime) -> str:
    """Return the overview as CSV that no spreadsheet takes for formulas."""
    return csv_text([[_(name) for name in COLUMNS], *(_full(item, formats, now) for item in found)])


def as_html(found: Sequence[Line], formats: Formats, now: datetime, title: str) -> str:
    """Return the overview as a page to print: a title and the table; whatever stands in a cell is only text."""
    head = "".join(f"<th align='left'>{html.escape(_(name))}</th>" for name in COLUMNS)
    rows = (
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in _full(item, formats, now)) + "</tr>"
        for item in found
    )
    table = "<table width='100%' cellspacing='0' cellpadding='4' border='1' style='border-collapse: collapse'>"
    return f"<h2>{html.escape(title)}</h2>{table}<thead><tr>{head}</tr></thead>{''.join(rows)}</table>"


def _as_line(item: Line, formats: Formats, now: datetime) -> str:
    row = cells(item, formats, now)
    age = f" ({row[6]})" if item.made_utc else ""
    text = f"- {row[0]} ({row[1]}): {row[2]}, {row[4]}. {row[5]}{age}\n"
    return text + "".join(f"  {difference_in_words(each, now, formats)}\n" for each in item.differences)


def _full(item: Line, formats: Formats, now: datetime) -> tuple[str, ...]:
    """Return the cells with what other sources say in the last one."""
    *row, data = cells(item, formats, now)
    others = [difference_in_words(each, now, formats) for each in item.differences]
    return (*row, "; ".join([data, *others]))


def _ago(made_utc: str, now: datetime, formats: Formats) -> str:
    return formats.ago(max(0, int(zones.elapsed_between(zones.parse_utc(made_utc), now).total_seconds() // 60)))
