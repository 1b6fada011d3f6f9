"""The library of training videos: each video by its content, its moments, and where its file lies now (N14, N15)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from models import settings, zones
from models.errors import UserError
from models.playbook import Playbook
from models.store import Store
from models.subtitles import Line
from models.texts import _, mark
from models.video_files import Content

if TYPE_CHECKING:
    from sqlite_utils import Database

STAGES: Final = (
    ("schedule", mark("Schedule prod upgrade")),
    ("preparation", mark("Kickoff")),
    ("closing", mark("Support Week and Best Practices")),
    ("", mark("Other videos")),
)
"""The headings of the library, in its order; the empty one holds what belongs to no stage."""

PHASE_STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "dev_upgrade": ("preparation",),
    "technical_validation": ("preparation",),
    "kickoff": ("preparation",),
    "client_validation": ("schedule", "preparation"),
    "prod_upgrade": ("schedule",),
    "support_week": ("closing",),
    "best_practices": ("closing",),
}
"""Which videos fit a phase; during client validation the scheduling is next."""

_SECONDS: Final = re.compile(r"\d{1,6}", re.ASCII)
_DRIVE: Final = re.compile(r"^/([A-Za-z]:)")
_COLUMNS: Final = (
    "video.id, video.size, video.sha256, title, speaker, recorded_on, tags, stage, length_ms, added_utc,"
    " COALESCE(path, ''), COALESCE(position_ms, 0), COALESCE(watched_utc, '')"
    " FROM video LEFT JOIN video_place ON video_place.sha256 = video.sha256 AND video_place.size = video.size"
)


class Video(Struct, frozen=True):
    """A training video; `path` is where its file was last seen, positions and lengths are milliseconds.

    A length of 0 is not known; `recorded_on` is a date or empty; `tags` are separated by commas.
    """

    id: int
    size: int
    sha256: str
    title: str
    speaker: str
    recorded_on: str
    tags: str
    stage: str
    length_ms: int
    added_utc: str
    path: str
    position_ms: int
    watched_utc: str

    @property
    def content(self) -> Content:
        """What makes it this video."""
        return Content(self.size, self.sha256)

    @property
    def file(self) -> Path:
        """Where its file was last seen."""
        return Path(self.path)

    def found(self) -> bool:
        """Whether a file of its size lies where it was last seen; asks the disk."""
        try:
            return bool(self.path) and self.file.stat().st_size == self.size
        except OSError:
            return False


class Moment(Struct, frozen=True):
    """A place in a video: what happens there, and the step of the checklist that it shows, where it shows one."""

    id: int
    video: int
    at_ms: int
    title: str
    note: str
    step: str
    step_words: str

    def step_changed(self, playbook: Playbook) -> bool:
        """Whether the playbook words the step differently now than when the moment was noted."""
        definition = playbook.step(self.step) if self.step else None
        return bool(self.step_words) and (definition is None or _(definition.text) != _(self.step_words))


def videos(store: Store) -> list[Video]:
    """Return all videos in the order in which they were added."""
    return [Video(*row) for row in store.records(f"SELECT {_COLUMNS} ORDER BY video.id")]


def video(store: Store, id_: int) -> Video | None:
    """Return one video; None for one that is gone."""
    found = store.records(f"SELECT {_COLUMNS} WHERE video.id = ?", [id_])
    return Video(*found[0]) if found else None


def known(store: Store, content: Content) -> Video | None:
    """Return the video that holds this content; None where the library has none."""
    values = [content.sha256, content.size]
    found = store.records(f"SELECT {_COLUMNS} WHERE video.sha256 = ? AND video.size = ?", values)
    return Video(*found[0]) if found else None


def moments(store: Store, step: str = "") -> dict[int, tuple[Moment, ...]]:
    """Return the moments of every video that has some, by the video's id, earliest first; or those of one step."""
    found: defaultdict[int, list[Moment]] = defaultdict(list)
    query = (
        "SELECT id, video, at_ms, title, note, step, step_words FROM moment WHERE ? IN (step, '') ORDER BY at_ms, id"
    )
    for row in store.records(query, [step]):
        found[row[1]].append(Moment(*row))
    return {id_: tuple(items) for id_, items in found.items()}


def moment_counts(store: Store) -> dict[int, int]:
    """Return how many moments each video has that has some."""
    return dict(store.records("SELECT video, COUNT(*) FROM moment GROUP BY video"))


def with_changed_steps(store: Store, playbook: Playbook) -> frozenset[int]:
    """Return the videos with a moment whose step the playbook words differently since it was noted."""
    rows = store.records("SELECT DISTINCT video, step, step_words FROM moment WHERE step <> '' AND step_words <> ''")
    words = {step.key: step.text for step in playbook.steps}
    return frozenset(video_id for video_id, step, noted in rows if words.get(step) != noted)


def moments_of(store: Store, video_id: int) -> tuple[Moment, ...]:
    """Return the moments of one video, earliest first."""
    query = "SELECT id, video, at_ms, title, note, step, step_words FROM moment WHERE video = ? ORDER BY at_ms, id"
    return tuple(Moment(*row) for row in store.records(query, [video_id]))


def step_moment(store: Store, step: str) -> tuple[Video, Moment] | None:
    """Return the moment that shows a step, the newest video's first; None where none does (N15)."""
    query = "SELECT id, video, at_ms, title, note, step, step_words FROM moment WHERE step = ? ORDER BY video DESC"
    found = store.records(query, [step]) if step else []
    shown = video(store, found[0][1]) if found else None
    return (shown, Moment(*found[0])) if shown else None


def shown_steps(store: Store) -> frozenset[str]:
    """Return the keys of the steps that some moment shows: those have a film icon in the checklist (N15)."""
    return frozenset(row[0] for row in store.records("SELECT DISTINCT step FROM moment WHERE step <> ''"))


# Writing


def add(store: Store, content: Content, path: Path, *, length_ms: int = 0, title: str = "", stage: str = "") -> int:
    """Add a video as one undoable step and return its id; content that is known keeps its moments and its name.

    Where the known one's file is missing, it is found again at `path`.
    """
    before = known(store, content)
    if before is not None:
        if not before.found():
            put_place(store, content, path)
        return before.id
    name = title or path.stem
    with store.step(_("Add video “{title}”").format(title=name)) as db:
        row = {"size": content.size, "sha256": content.sha256, "title": name, "length_ms": length_ms, "stage": stage}
        added = db.table("video").insert(row | {"added_utc": zones.utc_text(store.clock.now())})
        _put_place(db, content, path)
        return int(added.last_pk or 0)


def change(store: Store, id_: int, **columns: str) -> None:
    """Change title, speaker, recorded_on, tags or stage as one undoable step.

    Raises:
        UserError: an empty title, or a date that is none.
    """
    if not columns.get("title", "-").strip():
        raise UserError(_("A video needs a title."), do=_("Write what it shows."))
    if columns.get("recorded_on"):
        _demand_date(columns["recorded_on"])
    with store.step(_("Change a video")) as db:
        db.table("video").update(id_, {name: text.strip() for name, text in columns.items()})


def remove(store: Store, id_: int) -> None:
    """Take a video and its moments out of the library, undoable; its file stays where it is."""
    with store.step(_("Remove a video")) as db:
        db.table("video").delete(id_)


def add_moment(
    store: Store, video_id: int, at_ms: int, title: str, *, note: str = "", step: str = "", step_words: str = ""
) -> int:
    """Note a moment as one undoable step and return its id; raises UserError without words or outside the video."""
    _demand_moment(store, video_id, at_ms, title)
    with store.step(_("Add moment “{title}”").format(title=title.strip())) as db:
        row = {"video": video_id, "at_ms": at_ms, "title": title.strip(), "note": note.strip()}
        return int(db.table("moment").insert(row | {"step": step, "step_words": step_words}).last_pk or 0)


def change_moment(
    store: Store, moment: Moment, at_ms: int, title: str, *, note: str = "", step: str = "", step_words: str = ""
) -> None:
    """Change a moment as one undoable step; raises UserError as `add_moment` does."""
    _demand_moment(store, moment.video, at_ms, title)
    with store.step(_("Change moment “{title}”").format(title=title.strip())) as db:
        row = {"at_ms": at_ms, "title": title.strip(), "note": note.strip(), "step": step, "step_words": step_words}
        db.table("moment").update(moment.id, row)


def delete_moment(store: Store, moment: Moment) -> None:
    """Delete a moment as one undoable step."""
    with store.step(_("Delete moment “{title}”").format(title=moment.title)) as db:
        db.table("moment").delete(moment.id)


def put_place(store: Store, content: Content, path: Path) -> None:
    """Say where a video's file lies now; outside undo, for undo moves no files."""
    with store.step(_("Find a video")) as db:
        _put_place(db, content, path)


def relink(store: Store, places: Mapping[int, Path]) -> None:
    """Say where the files of several videos lie now, all at once; the caller has compared their content."""
    with store.step(_("Find videos")) as db:
        for id_, path in places.items():
            found = video(store, id_)
            if found is not None:
                _put_place(db, found.content, path)


def save_position(store: Store, id_: int, position_ms: int) -> None:
    """Keep where playback is and that the video was watched now; outside undo."""
    found = video(store, id_)
    if found is None:
        return
    with store.step(_("Watch a video")) as db:
        db.execute(
            "INSERT INTO video_place (sha256, size, position_ms, watched_utc) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
            " SET position_ms = excluded.position_ms, watched_utc = excluded.watched_utc",
            [found.sha256, found.size, max(0, position_ms), zones.utc_text(store.clock.now())],
        )


def _put_place(db: Database, content: Content, path: Path) -> None:
    db.execute(
        "INSERT INTO video_place (sha256, size, path) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET path = excluded.path",
        [content.sha256, content.size, str(path)],
    )


def _demand_moment(store: Store, video_id: int, at_ms: int, title: str) -> None:
    if not title.strip():
        raise UserError(_("A moment needs words."), do=_("Write what happens here."))
    found = video(store, video_id)
    if at_ms < 0 or (found and found.length_ms and at_ms > found.length_ms):
        raise UserError(_("The moment is outside the video."), do=_("Write a time like 6:10."))


def _demand_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise UserError(_("“{text}” is no date.").format(text=text), do=_("Write it as 2026-10-02.")) from error


# Finding


def stage_words(stage: str) -> str:
    """Return the heading of a stage; an unknown one stands with the others."""
    return _(dict(STAGES).get(stage, dict(STAGES)[""]))


def fitting(items: Iterable[Video], phase: str) -> list[Video]:
    """Return the videos that fit a phase, its own stage's first."""
    wanted = PHASE_STAGES.get(phase, ())
    return sorted((item for item in items if item.stage in wanted), key=lambda item: wanted.index(item.stage))


def matches(item: Video, noted: Sequence[Moment], said: Sequence[Line], text: str) -> bool:
    """Whether every word of a text occurs in title, speaker, tags, moments, notes or subtitles."""
    parts = [item.title, item.speaker, item.tags]
    parts += [words for moment in noted for words in (moment.title, moment.note)]
    parts += [line.text for line in said]
    whole = " ".join(parts).casefold()
    return all(word in whole for word in text.casefold().split())


def clock_text(at_ms: int) -> str:
    """Return a position as a player shows it: "6:10", "41:05", "1:02:09"."""
    minutes, seconds = divmod(at_ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def read_clock(text: str) -> int:
    """Return the milliseconds of "6:10", "1:02:09" or "42"; raises UserError for anything else."""
    parts = text.strip().split(":")
    if not (1 <= len(parts) <= 3) or not all(part.isascii() and part.isdigit() for part in parts):
        raise UserError(_("“{text}” is no time in a video.").format(text=text), do=_("Write a time like 6:10."))
    if any(int(part) > 59 for part in parts[1:]):
        raise UserError(_("“{text}” is no time in a video.").format(text=text), do=_("Minutes and seconds go to 59."))
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000


def moment_text(moment: Moment) -> str:
    """Return a moment as text: "Schedule Conversion, top right, 6:10"."""
    return f"{moment.title}, {clock_text(moment.at_ms)}"


def linked(store: Store, link: str) -> tuple[Video, Moment] | None:
    """Return the video and the place that a link of `moment_link` leads to; None where it is none of the library.

    A file that was moved or renamed since is found by its name, so that old links keep working.
    """
    address, mark_, seconds = link.strip().partition("#t=")
    if not mark_ or not _SECONDS.fullmatch(seconds) or not address.startswith("file:"):
        return None
    path = Path(_DRIVE.sub(r"\1", unquote(urlsplit(address).path)))
    items = [item for item in videos(store) if item.path]
    found = next((item for item in items if item.file == path), None)
    found = found or next((item for item in items if path.name in (item.file.name, f"{item.title}{path.suffix}")), None)
    if found is None:
        return None
    at_ms = int(seconds) * 1000
    noted = next((item for item in moments_of(store, found.id) if item.at_ms // 1000 == int(seconds)), None)
    return found, noted or Moment(0, found.id, at_ms, found.title, "", "", "")


def moment_link(item: Video, moment: Moment) -> str:
    """Return a link to a moment that browsers and players open: the file's address with `#t=` and seconds."""
    return f"{item.file.absolute().as_uri()}#t={moment.at_ms // 1000}"


# Folders


def folder(store: Store) -> Path:
    """Return the library's folder: the one of the settings, else "E2E" in the user's Videos folder."""
    chosen = settings.get(store, "videos.folder")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs  # start-up saving: 5 ms, only the videos need it here

    return Path(platformdirs.user_videos_dir()) / "E2E"


def data_folder(store: Store) -> Path:
    """Return the folder of the database."""
    found = store.records("SELECT file FROM pragma_database_list WHERE name = 'main'")
    return Path(str(found[0][0])).parent


def stills_folder(store: Store) -> Path:
    """Return where stills of the videos are kept; they can be taken again at any time."""
    return data_folder(store) / "cache" / "stills"


def downloads(store: Store) -> tuple[Path, ...]:
    """Return the folders to look in for new videos: those of the settings, else the user's Downloads."""
    chosen = [part.strip() for part in settings.get(store, "videos.downloads").split("|") if part.strip()]
    if chosen:
        return tuple(Path(part).expanduser() for part in chosen)
    import platformdirs  # start-up saving: 5 ms, only the videos need it here

    return (Path(platformdirs.user_downloads_dir()),)
