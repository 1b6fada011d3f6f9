"""The videos of the example: their words and moments, without files."""

from __future__ import annotations

import hashlib
import tomllib
from importlib import resources
from pathlib import Path

from msgspec import Struct

from models import library, settings
from models.playbook_file import shipped
from models.store import Store
from models.texts import _
from models.video_files import Content


class ExampleMoment(Struct, frozen=True):
    """A moment of an example; `at` as a player shows it."""

    at: str
    title: str
    step: str = ""
    note: str = ""


class ExampleVideo(Struct, frozen=True):
    """A video of the example; `file` only where it was once, so that it isn't found."""

    title: str
    speaker: str
    stage: str
    length: str
    recorded_on: str = ""
    file: str = ""
    moments: tuple[ExampleMoment, ...] = ()


class ExampleVideos(Struct, frozen=True):
    """All of them."""

    video: tuple[ExampleVideo, ...]


def create_videos(store: Store) -> None:
    """Write the example's videos; its library lies beside its database, and nobody's Downloads are read."""
    import msgspec  # start-up saving: 60 ms; only the example is read by it here

    text = (resources.files("resources") / "sample" / "videos.toml").read_text(encoding="utf-8")
    examples = msgspec.convert(tomllib.loads(text), ExampleVideos)
    with store.step(_("Load the example")):
        settings.put(store, "videos.folder", str(library.data_folder(store) / "E2E library"))
        settings.put(store, "videos.downloads", str(library.data_folder(store) / "Downloads"))
        settings.put(store, "videos.may_look", "no")
        for example in examples.video:
            _write(store, example)


def _write(store: Store, example: ExampleVideo) -> None:
    length = library.read_clock(example.length)
    content = Content(length, hashlib.sha256(example.title.encode()).hexdigest())
    id_ = library.add(store, content, Path(example.file), length_ms=length, title=example.title, stage=example.stage)
    library.change(store, id_, speaker=example.speaker, recorded_on=example.recorded_on)
    for moment in example.moments:
        definition = shipped().step(moment.step)
        words = definition.text if definition else ""
        at_ms = library.read_clock(moment.at)
        library.add_moment(store, id_, at_ms, moment.title, note=moment.note, step=moment.step, step_words=words)
    with store.step(_("Load the example")) as db:
        db.execute("UPDATE video_place SET path = ? WHERE sha256 = ?", [example.file, content.sha256])
