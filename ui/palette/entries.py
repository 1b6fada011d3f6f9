"""What the palette offers: acts, engagements, the open one's steps and texts, videos, settings, help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import guide, key_choices, library, settings_sections
from models.palette import Entry, by_attention
from models.records import Dossier
from models.store import Store
from models.texts import _
from ui.actions import ACTIONS, Action, keys_of
from ui.settings.keyboard import native

if TYPE_CHECKING:
    from ui.main_window import MainWindow

PALETTE = "palette"
ON_OPEN = ("engagement", "timeline")
"""Groups of acts that are about the open engagement."""


def entries(window: MainWindow, dossier: Dossier | None) -> list[Entry]:
    """Return everything that can be done or gone to; `dossier` is what is open, None where it was left out."""
    store = window.context.store
    about = [*_acts(window, dossier), *_engagements(window), *_steps(dossier), *_texts(store, dossier)]
    return [*about, *_numbers(window), *_videos(store), *_settings(), *_help()]


def link_entry(store: Store, text: str) -> Entry | None:
    """Return what a pasted link to a moment of a video opens; None where the text is no such link."""
    found = library.linked(store, text)
    if found is None:
        return None
    item, moment = found
    at = library.clock_text(moment.at_ms)
    title = _("Play “{title}” from {time}").format(title=item.title, time=at)
    return Entry(f"link:{text}", "do", title, moment.title, "film", copy=text)


def _acts(window: MainWindow, dossier: Dossier | None) -> Iterator[Entry]:
    client = dossier.engagement.client if dossier is not None else ""
    chosen = key_choices.chosen(window.context.store)
    for action in ACTIONS:
        if action.id == PALETTE:
            continue
        keys = keys_of(action, chosen)
        about = client if action.when == "open" and action.group in ON_OPEN else ""
        yield Entry(
            f"act:{action.id}",
            "go" if action.slot in ("show_place", "settings") else "do",
            _(action.text),
            about,
            action.icon,
            native(keys[0]) if keys else "",
            "" if window.acts[action.id].isEnabled() else _reason(action),
            near=bool(about),
        )


def _reason(action: Action) -> str:
    match action.when:
        case "undo":
            return _("Nothing to undo")
        case "redo":
            return _("Nothing to redo")
    return _("Opens with an engagement")


def _engagements(window: MainWindow) -> Iterator[Entry]:
    portfolio = window.portfolio
    for id_ in portfolio.ids():
        state = portfolio.attention(id_)
        urgency = by_attention(state.group, state.tone) if state is not None else 0
        reason = state.reason if state is not None else ""
        yield Entry(f"engagement:{id_}", "go", portfolio.name(id_), reason, "rows", attention=urgency)


def _steps(dossier: Dossier | None) -> Iterator[Entry]:
    if dossier is None:
        return
    client = dossier.engagement.client
    for definition in dossier.playbook.steps:
        done = dossier.is_done(definition.key)
        detail = _("{client}, done").format(client=client) if done else client
        yield Entry(f"step:{definition.key}", "go", definition.text, detail, "check", near=not done)


def _texts(store: Store, dossier: Dossier | None) -> Iterator[Entry]:
    """Yield the texts that can be written for what is open."""
    if dossier is None:
        return
    from models import templates  # start-up saving: the template engine, needed when a text is written

    client = dossier.engagement.client
    for kind, name in templates.names(store):
        title = _("Write “{text}”").format(text=_(name))
        yield Entry(f"text:{kind}", "do", title, client, "mail", more=_("text"), near=True, copy=_(name))


def _videos(store: Store) -> Iterator[Entry]:
    """Yield the videos of the library and the moments that are noted in them."""
    noted = library.moments(store)
    for video in library.videos(store):
        yield Entry(f"video:{video.id}", "do", video.title, _("Video"), "play", attention=-1)
        for moment in noted.get(video.id, ()):
            detail = _("{video}, {time}").format(video=video.title, time=library.clock_text(moment.at_ms))
            yield Entry(f"video:{video.id}:{moment.id}", "do", moment.title, detail, "play", attention=-1)


def _help() -> Iterator[Entry]:
    for page in guide.PAGES:
        yield Entry(f"help:{page}", "go", guide.title(page), _("Guide"), "bulb", attention=-2)


def _numbers(window: MainWindow) -> Iterator[Entry]:
    for dossier in window.portfolio.loaded():
        client = dossier.engagement.client
        named = [(dossier.engagement.parent, _("Master Change Request"))]
        named += [(ticket.number, ticket.kind) for ticket in dossier.tickets]
        for number, kind in named:
            if number:
                detail = _("{kind} of {client}").format(kind=kind, client=client)
                yield Entry(f"number:{dossier.id}:{number}", "go", number, detail, "tag", copy=number)


def _settings() -> Iterator[Entry]:
    for section, found in settings_sections.shown():
        for setting in found:
            detail = _("Settings, {section}").format(section=_(section.words))
            words = _(settings_sections.words_of(setting))
            yield Entry(f"setting:{section.id}:{setting.key}", "go", words, detail, "gear", attention=-1)
