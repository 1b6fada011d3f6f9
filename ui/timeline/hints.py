"""What the timeline says of the thing under the pointer: a holiday's name, why a bar is locked, a cut name."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from models.texts import _
from ui.timeline import names
from ui.timeline.bar import Bar
from ui.timeline.view import TimelineView


def hint_at(view: TimelineView, at: QPointF) -> str:
    """Return the words for a point; empty where there is nothing to say."""
    layout = view.layout_now
    if layout is None or view.dossier is None:
        return ""
    hit = layout.at(at.x(), at.y())
    trace = layout.trace_at(at.x(), at.y())
    if hit.bar is not None or trace is not None:
        said = (_of_bar(view, hit.bar) if hit.bar is not None else "", trace.words if trace is not None else "")
        return "\n".join(filter(None, said))
    if at.x() < layout.label:
        return layout.scene.rows[hit.row].title if hit.row >= 0 else ""
    if layout.scene.level == "day":
        return ""
    day = layout.grid.day_at(at.x())
    holiday = layout.scene.calendar.holiday(day)
    name = layout.scene.scale.formats.day(day)
    if holiday:
        return _("{day}: {holiday}, the client does not work").format(day=name, holiday=holiday)
    return name if at.y() < layout.head else ""


def _of_bar(view: TimelineView, bar: Bar) -> str:
    if view.dossier is None:
        return ""
    if bar.kind == "other":
        name = view.context.portfolio.name(bar.engagement)
        return _("{name}. Click to open this engagement.").format(name=names.other_name(name, bar, view.scale))
    if bar.kind not in view.dossier.phases:
        return ""
    text = names.full_name(view.dossier, bar, view.scale)
    if bar.state in {"locked", "scheduling"}:
        return f"{text}\n{_('Scheduled. Cannot be moved or cancelled')}"
    return text
