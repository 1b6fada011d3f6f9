"""Moving videos into the library: real files, real refusals, and a program killed at every turn (N14)."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models import consolidation, library, video_files
from models.consolidation import Move
from models.errors import UserError
from models.store import Store
from models.video_files import CancelledError, content_of

TINY = Path(__file__).parents[1] / "data" / "training.mp4"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A video in Downloads."""
    path = tmp_path / "Downloads" / "Production upgrades.mp4"
    path.parent.mkdir()
    path.write_bytes(TINY.read_bytes())
    return path


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """The library's folder; made by the first move."""
    return tmp_path / "E2E library"


def quiet(_stage: str, _done: int) -> None:
    """Nobody watches."""


def move_in(store: Store, source: Path, shelf: Path) -> Move:
    begun = consolidation.begin(store, source, shelf)
    return consolidation.finish(store, begun, consolidation.copy(begun, quiet), length_ms=2000)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_move_copies_compares_and_leaves_the_original_until_the_click(
    store: Store, source: Path, shelf: Path
) -> None:
    told: list[tuple[str, int]] = []
    begun = consolidation.begin(store, source, shelf)
    content = consolidation.copy(begun, lambda stage, done: told.append((stage, done)))
    assert not (shelf / source.name).exists()
    done = consolidation.finish(store, begun, content)
    assert told == [("copying", content.size), ("checking", content.size)]
    assert names(shelf) == [source.name]
    assert source.exists()
    (video,) = library.videos(store)
    assert (video.title, video.file, video.content) == ("Production upgrades", shelf / source.name, content_of(TINY))
    assert consolidation.recover(store) == [done]
    consolidation.remove_original(done)
    consolidation.note_deleted(store, done)
    assert not source.exists()
    assert consolidation.recover(store) == []
    assert content_of(shelf / source.name) == content


def test_keep_leaves_both(store: Store, source: Path, shelf: Path) -> None:
    consolidation.keep(store, move_in(store, source, shelf))
    assert source.exists()
    assert (shelf / source.name).exists()
    assert consolidation.recover(store) == []


def test_the_same_content_is_joined(store: Store, source: Path, shelf: Path) -> None:
    move_in(store, source, shelf)
    again = source.with_name("Jesse.mp4")
    again.write_bytes(TINY.read_bytes())
    joined = move_in(store, again, shelf)
    assert joined.state == "joined"
    assert joined.kept_as == source.name
    assert names(shelf) == [source.name]
    assert len(library.videos(store)) == 1
    consolidation.remove_original(joined)
    assert not again.exists()


def test_the_same_name_with_other_content_is_kept_beside_it(store: Store, source: Path, shelf: Path) -> None:
    move_in(store, source, shelf)
    source.write_bytes(b"another recording")
    assert move_in(store, source, shelf).kept_as == "Production upgrades (2).mp4"
    assert content_of(shelf / source.name) == content_of(TINY)
    assert len(library.videos(store)) == 2


@pytest.mark.parametrize("at", ["copying", "checking"])
def test_it_can_be_stopped_at_any_point(store: Store, source: Path, shelf: Path, at: str) -> None:
    begun = consolidation.begin(store, source, shelf)
    seen: list[str] = []
    with pytest.raises(CancelledError):
        consolidation.copy(begun, lambda stage, _done: seen.append(stage), lambda: at in seen)
    consolidation.cancel(store, begun)
    assert names(shelf) == []
    assert source.exists()
    assert library.videos(store) == []
    assert consolidation.moves(store, "undone")


def test_too_little_room_is_said_before_anything_is_written(
    store: Store, source: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(consolidation.shutil, "disk_usage", lambda _path: Room())
        with pytest.raises(UserError, match="1 MB needed, 0 MB free"):
            consolidation.begin(store, source, shelf)
    assert names(shelf) == []
    assert consolidation.moves(store) == []


class Room:
    free = 100


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The drive is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "in use"),
        (OSError(errno.EIO, "Input/output error"), "Look whether the drive is connected"),
        (FileNotFoundError(errno.ENOENT, "No such file"), "isn't there any more"),
    ],
)
def test_what_the_system_refuses_is_a_clear_line_and_the_original_is_untouched(
    store: Store, source: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(_handle: int) -> None:
        raise error

    begun = consolidation.begin(store, source, shelf)
    with monkeypatch.context() as patch:
        patch.setattr(consolidation.os, "fsync", refuse)
        with pytest.raises(UserError, match=words):
            consolidation.copy(begun, quiet)
    assert names(shelf) == []
    assert content_of(source) == content_of(TINY)
    assert consolidation.finish(store, begun, consolidation.copy(begun, quiet)).state == "moved", "Try again"


def test_a_copy_that_differs_is_refused(
    store: Store, source: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = consolidation.begin(store, source, shelf)

    def damage(_handle: int) -> None:
        with Path(begun.part).open("ab") as file:
            file.write(b"x")

    with monkeypatch.context() as patch:
        patch.setattr(consolidation.os, "fsync", damage)
        with pytest.raises(UserError, match="The original is untouched"):
            consolidation.copy(begun, quiet)
    assert names(shelf) == []


def test_a_file_that_is_gone_is_said(store: Store, source: Path, shelf: Path) -> None:
    begun = consolidation.begin(store, source, shelf)
    source.unlink()
    with pytest.raises(UserError, match="isn't there any more"):
        consolidation.copy(begun, quiet)
    with pytest.raises(UserError, match="isn't there any more"):
        consolidation.begin(store, source, shelf)


def test_the_folder_can_be_refused(store: Store, source: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(UserError, match="drive"):
        consolidation.begin(store, source, tmp_path / "file" / "library")


def test_the_original_is_not_deleted_where_a_copy_has_changed(store: Store, source: Path, shelf: Path) -> None:
    done = move_in(store, source, shelf)
    (shelf / source.name).write_bytes(b"changed")
    with pytest.raises(UserError, match="differ now"):
        consolidation.remove_original(done)
    assert source.exists()


def test_the_librarys_own_file_is_never_deleted(store: Store, source: Path, shelf: Path) -> None:
    done = move_in(store, source, shelf)
    source.unlink()
    source.hardlink_to(shelf / source.name)
    with pytest.raises(UserError, match="own file"):
        consolidation.remove_original(done)
    assert source.exists()


@pytest.mark.parametrize("deleted", [True, False])
def test_everything_can_be_put_back(store: Store, source: Path, shelf: Path, deleted: bool) -> None:
    done = move_in(store, source, shelf)
    if deleted:
        consolidation.remove_original(done)
        consolidation.note_deleted(store, done)
    else:
        consolidation.keep(store, done)
    (move,) = consolidation.can_return(store)
    consolidation.bring_back(move)
    consolidation.note_returned(store, move)
    assert content_of(source) == content_of(TINY)
    assert names(shelf) == []
    assert names(source.parent) == [source.name]
    assert consolidation.can_return(store) == []
    assert library.videos(store)[0].file == source


def test_putting_back_overwrites_nothing(store: Store, source: Path, shelf: Path) -> None:
    done = move_in(store, source, shelf)
    source.write_bytes(b"another file")
    with pytest.raises(UserError, match="Another file"):
        consolidation.bring_back(done)
    assert source.read_bytes() == b"another file"
    assert names(shelf) == [source.name]


def test_putting_back_refuses_a_copy_that_changed(store: Store, source: Path, shelf: Path) -> None:
    done = move_in(store, source, shelf)
    source.unlink()
    (shelf / source.name).write_bytes(b"changed")
    with pytest.raises(UserError, match="changed"):
        consolidation.bring_back(done)
    assert not source.exists()
    assert names(source.parent) == []


def test_a_drive_without_second_names_is_renamed_on(
    store: Store, source: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(consolidation.os, "link", refuse)
        assert move_in(store, source, shelf).kept_as == source.name
        with pytest.raises(FileExistsError):
            consolidation._rename(source, shelf / source.name)
    assert names(shelf) == [source.name]


KILLED = """
import os, sys
from pathlib import Path
from models import consolidation
from models.store import open_store

turn, folder = int(sys.argv[1]), Path(sys.argv[2])
seen = 0

def watch(frame, event, _argument):
    if not frame.f_code.co_filename.endswith("consolidation.py"):
        return None
    def line(_frame, event, _argument):
        global seen
        seen += event == "line"
        if seen == turn:
            os.kill(os.getpid(), 9)
        return line
    return line

store = open_store(folder / "e2e-tracker.db")
sys.settrace(watch)
begun = consolidation.begin(store, folder / "Downloads" / "Production upgrades.mp4", folder / "E2E library")
done = consolidation.finish(store, begun, consolidation.copy(begun, lambda stage, bytes: None))
consolidation.remove_original(done)
consolidation.note_deleted(store, done)
print(seen)
"""


def test_a_program_that_is_killed_anywhere_is_finished_or_undone_at_the_next_start(
    opened: Callable[..., Store], tmp_path: Path
) -> None:
    opened("seed.db").close()
    wanted, turn, over = content_of(TINY), 1, False
    while not over:
        folder = tmp_path / str(turn)
        (folder / "Downloads").mkdir(parents=True)
        original = folder / "Downloads" / "Production upgrades.mp4"
        original.write_bytes(TINY.read_bytes())
        (folder / "e2e-tracker.db").write_bytes((tmp_path / "seed.db").read_bytes())
        command = [sys.executable, "-c", KILLED, str(turn), str(folder)]
        over = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
        store = opened(f"{turn}/e2e-tracker.db")
        waiting = consolidation.recover(store)
        kept = [path for path in folder.rglob("*") if path.is_file() and "e2e-tracker.db" not in path.name]
        assert all(content_of(path) == wanted for path in kept), (turn, kept)
        assert not [path for path in kept if path.suffix == ".part"], turn
        videos = library.videos(store)
        assert len(kept) == (1 if original.exists() != bool(videos) else 2), (turn, kept)
        assert all(video.found() for video in videos), turn
        assert original.exists() or over or not waiting, turn
        assert not consolidation.moves(store, "copying", "verified"), turn
        store.close()
        turn += 9
    assert turn > 60


def test_a_move_on_a_drive_that_is_gone_waits_for_it(store: Store, source: Path, shelf: Path) -> None:
    begun = consolidation.begin(store, source, shelf)
    consolidation._note(store, begun, state="verified", target=str(shelf / source.name))
    away = shelf.rename(shelf.with_name("unplugged"))
    assert consolidation.recover(store) == []
    assert consolidation.moves(store, "verified")
    away.rename(shelf)
    consolidation.recover(store)
    assert consolidation.moves(store, "undone"), "no copy was there: nothing to finish"


def test_a_name_that_was_taken_meanwhile_is_not_overwritten(store: Store, source: Path, shelf: Path) -> None:
    begun = consolidation.begin(store, source, shelf)
    content = consolidation.copy(begun, quiet)
    stopped = consolidation._note(
        store, begun, state="verified", target=str(shelf / source.name), size=content.size, sha256=content.sha256
    )
    (shelf / source.name).write_bytes(b"somebody else's")
    (waiting,) = consolidation.recover(store)
    assert waiting.id == stopped.id
    assert waiting.kept_as == "Production upgrades (2).mp4"
    assert (shelf / source.name).read_bytes() == b"somebody else's"


def test_an_original_that_somebody_deleted_needs_no_answer(store: Store, source: Path, shelf: Path) -> None:
    move_in(store, source, shelf)
    source.unlink()
    assert consolidation.recover(store) == []
    assert video_files.look_in([shelf])[0].length_ms == 2000
