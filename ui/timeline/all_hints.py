"""What All engagements says of the thing under the pointer: both times of a mark, a cut name, whose night is shared."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from models.texts import _
from ui.timeline.all_row import REACH
from ui.timeline.all_view import AllView
from ui.timeline.names import full_name


def hint_at(view: AllView, at: QPointF) -> str:
    """Return the words for a point; empty where there is nothing to say."""
    layout = view.layout_now
    if layout is None:
        return ""
    hit = layout.at(at.x(), at.y())
    if hit.line < 0 or layout.lines[hit.line].entry is None:
        return _of_day(view, at)
    entry = layout.lines[hit.line].entry
    dossier = view.dossier(layout.lines[hit.line].engagement)
    if entry is None or dossier is None:
        return ""
    if hit.part == "name":
        return f"{entry.client}\n{entry.reason}".strip()
    past = _past(view, hit.line, at.x())
    if hit.spot is None:
        return "\n".join((entry.client, *past)) if past else ""
    lines = [entry.client, full_name(dossier, hit.spot.bar, view.scale)]
    if hit.spot.bar.state in {"locked", "scheduling"}:
        lines.append(_("Scheduled. Cannot be moved or cancelled"))
    others = [view.context.portfolio.name(other) for other in view.listing.nights.get(entry.engagement, ())]
    if others and hit.spot.bar.kind == "prod_upgrade":
        lines.append(_("Same night as {client}").format(client=", ".join(others)))
    return "\n".join((*lines, *past))


def _past(view: AllView, line: int, x: float) -> list[str]:
    """Return what is said of the dates agreed before that are drawn under a point."""
    picture, layout = view.picture(line), view.layout_now
    under = [spot.bar for spot in picture.ghosts if abs(x - spot.middle) <= max(spot.width, REACH) / 2]
    past = view.marks(layout.lines[line].engagement).past if layout is not None else ()
    return [trace.words for trace in past if trace.bar in under]


def _of_day(view: AllView, at: QPointF) -> str:
    layout = view.layout_now
    if layout is None or at.y() >= layout.head or at.x() < layout.label:
        return ""
    day = layout.grid.day_at(at.x())
    holiday = layout.axis.scene.calendar.holiday(day)
    name = view.scale.formats.day(day)
    return _("{day}: {holiday}").format(day=name, holiday=holiday) if holiday else name
