"""Move a video into the library: copy, compare, rename, and delete the original on a click only (N14, Decisions 14).

Every move is a row of `video_move`, written before the files are touched: the journal that tells the next start what
was begun, and the way to put everything back. Functions that take a `Move` alone work on files and may run on a worker
thread; those that take the store run on its own.

A move is `copying` → `verified` → `moved` (or `joined`, where the library has the content already) → `kept` or
`deleted`; `undone` is one that left nothing behind, `returned` one that was put back.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from models import library, video_files, zones
from models.errors import UserError
from models.store import Store
from models.texts import _
from models.video_files import CHUNK, CancelledError, Content, content_of, refusal

Stage = Literal["copying", "checking"]
Progress = Callable[[Stage, int], None]
Standing = Literal["away", "named", "copied", "gone"]
"""What a stopped move left: its drive is away, the copy has its name, the copy is whole, or there is nothing to use."""

WAITING: Final = ("moved", "joined")
_COLUMNS: Final = "id, source, part, target, size, sha256, state, made_utc"
_MEGABYTE: Final = 1_000_000


class Move(Struct, frozen=True):
    """One file on its way into the library; paths are absolute, `target` is empty until its name is chosen."""

    id: int
    source: str
    part: str
    target: str
    size: int
    sha256: str
    state: str
    made_utc: str

    @property
    def name(self) -> str:
        """The name of the file as it was found."""
        return Path(self.source).name

    @property
    def kept_as(self) -> str:
        """The name in the library; empty until it is chosen."""
        return Path(self.target).name if self.target else ""

    @property
    def content(self) -> Content:
        """What was read while it was copied."""
        return Content(self.size, self.sha256)


def moves(store: Store, *states: str) -> list[Move]:
    """Return the moves that are in one of these states, or all of them, oldest first."""
    rows = store.records(f"SELECT {_COLUMNS} FROM video_move ORDER BY id")  # noqa: S608 - the columns are Move's own
    found = [Move(*row) for row in rows]
    return [move for move in found if not states or move.state in states]


def begin(store: Store, source: Path, folder: Path) -> Move:
    """Note that a file is about to be copied, before anything is written.

    Raises:
        UserError: the file is gone, the folder can't be made, or the drive has too little room.
    """
    source = source.absolute()
    try:
        size = source.stat().st_size
    except OSError as error:
        raise refusal(error, source) from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise refusal(error, folder) from error
    if size > free:
        what = _("{needed} MB needed, {free} MB free.")
        numbers = {"needed": -(-size // _MEGABYTE), "free": free // _MEGABYTE}
        raise UserError(what.format(**numbers), str(folder), _("Free some space, then try again."))
    with store.step(_("Move a video")) as db:
        row = {"source": str(source), "size": size, "state": "copying", "made_utc": zones.utc_text(store.clock.now())}
        id_ = int(db.table("video_move").insert(row).last_pk or 0)
        part = folder.absolute() / f".e2e-tracker-{id_}.part"
        db.table("video_move").update(id_, {"part": str(part)})
    return _again(store, id_)


def copy(move: Move, progress: Progress, cancelled: video_files.Cancelled = video_files.never) -> Content:
    """Copy the file to its temporary name, write it through to the disk, read it again and compare.

    Nothing of the copy stays where it doesn't succeed.

    Raises:
        CancelledError: it was stopped.
        UserError: full disk, removed drive, no permission, file in use, or a copy that differs.
    """
    part = Path(move.part)
    try:
        copied = _copy_bytes(Path(move.source), part, lambda done: progress("copying", done), cancelled)
        if content_of(part, lambda done: progress("checking", done), cancelled) != copied:
            raise UserError(_("The copy differs. The original is untouched."), move.source, _("Try again."))
    except BaseException:
        with suppress(UserError):
            _drop(part)
        raise
    return copied


def finish(store: Store, move: Move, content: Content, *, length_ms: int = 0, stage: str = "") -> Move:
    """Give the compared copy its name and add the video; nothing in the folder is ever overwritten.

    The library's own copy is kept where it has this content already.

    Raises:
        UserError: the drive is gone; the original is untouched.
    """
    before = library.known(store, content)
    if before is not None and before.found() and before.file != Path(move.source):
        _drop(Path(move.part))
        found: dict[str, str | int] = {
            "size": content.size,
            "sha256": content.sha256,
            "target": before.path,
            "state": "joined",
        }
        return _note(store, move, **found)
    target = free_name(Path(move.part).parent, move.name)
    noted: dict[str, str | int] = {
        "size": content.size,
        "sha256": content.sha256,
        "target": str(target),
        "state": "verified",
    }
    return _settle(store, _note(store, move, **noted), length_ms, stage)


def cancel(store: Store, move: Move) -> Move:
    """Leave a move that isn't finished, with nothing of it in the library."""
    _drop(Path(move.part))
    return _note(store, move, state="undone")


def keep(store: Store, move: Move) -> Move:
    """Leave the original where it is."""
    return _note(store, move, state="kept")


def remove_original(move: Move) -> None:
    """Delete the original, after the click on Delete, once both copies are compared again.

    Raises:
        UserError: one of them is gone or has changed, or the original is in use; nothing is deleted then.
    """
    source, target = Path(move.source), Path(move.target)
    if _same_file(source, target):
        raise UserError(_("This is the library's own file."), move.source, _("It is kept."))
    for path in (target, source):
        if content_of(path) != move.content:
            raise UserError(_("The two files differ now. Both are kept."), str(path), _("Compare them yourself."))
    try:
        source.unlink()
    except OSError as error:
        raise refusal(error, source) from error


def note_deleted(store: Store, move: Move) -> Move:
    """Note that the original is deleted."""
    return _note(store, move, state="deleted")


def bring_back(move: Move) -> None:
    """Put the original back and take the library's copy away; never overwrites, never leaves less than one copy.

    Raises:
        UserError: the library's copy is gone or has changed, another file has the original's name, or a drive refuses.
    """
    source, target = Path(move.source), Path(move.target)
    if source.exists():
        if content_of(source) != move.content:
            what = _("Another file has this name now.")
            raise UserError(what, move.source, _("Rename it, then put the video back."))
    else:
        _copy_back(move, source, target)
    if move.state == "joined" or not target.exists():
        return
    if content_of(target) == move.content:
        _drop(target)


def note_returned(store: Store, move: Move) -> Move:
    """Note that a move was put back: the video's file is the original again."""
    with store.step(_("Put a video back")):
        library.put_place(store, move.content, Path(move.source))
        return _note(store, move, state="returned")


def can_return(store: Store) -> list[Move]:
    """Return the moves that can be put back, newest first: the manifest of what was moved."""
    return moves(store, "moved", "kept", "deleted")[::-1]


def stopped(store: Store) -> list[Move]:
    """Return the moves that a stopped program left half done."""
    return moves(store, "copying", "verified")


def examine(move: Move) -> Standing:
    """Look at what a stopped move left on the disk; reads whole files, so it belongs on a worker thread."""
    part, target = Path(move.part), Path(move.target)
    if not part.parent.is_dir():
        return "away"
    try:
        if move.state == "verified" and target.exists() and content_of(target) == move.content:
            return "named"
        if move.state == "verified" and part.exists() and content_of(part) == move.content:
            return "copied"
    except UserError:
        return "away"
    return "gone"


def settle(store: Store, move: Move, standing: Standing) -> Move:
    """Finish a stopped move whose copy was compared, undo another; one whose drive is away waits for the next start.

    Raises:
        UserError: the drive refuses; the original is untouched.
    """
    part, target = Path(move.part), Path(move.target)
    match standing:
        case "named":
            _drop(part)
            return _settle(store, move, video_files.length_ms(target), "")
        case "copied":
            moved = _note(store, move, target=str(free_name(part.parent, move.name)))
            return _settle(store, moved, video_files.length_ms(Path(move.source)), "")
        case "gone":
            return cancel(store, move)
    return move


def asked(store: Store) -> list[Move]:
    """Return the moves that wait for Keep or Delete; an original that the person deleted needs no answer."""
    for move in moves(store, *WAITING):
        if Path(move.source).parent.is_dir() and not Path(move.source).exists():
            note_deleted(store, move)
    return moves(store, *WAITING)


def recover(store: Store) -> list[Move]:
    """Finish or undo what a stopped program left, and return the moves that wait for Keep or Delete."""
    for move in stopped(store):
        settle(store, move, examine(move))
    return asked(store)


def free_name(folder: Path, name: str) -> Path:
    """Return a path in the folder that nothing has: "Production upgrades (2).mp4" beside another of that name."""
    first, number = folder / name, 1
    path = first
    while os.path.lexists(path):
        number += 1
        path = first.with_stem(f"{first.stem} ({number})")
    return path


def _settle(store: Store, move: Move, length_ms: int, stage: str) -> Move:
    part, target = Path(move.part), Path(move.target)
    if part.exists():
        try:
            _rename(part, target)
        except OSError as error:
            raise refusal(error, target) from error
    with store.step(_("Move “{name}” into the library").format(name=move.name)):
        library.add(store, move.content, target, length_ms=length_ms, title=Path(move.source).stem, stage=stage)
        library.put_place(store, move.content, target)
        return _note(store, move, state="moved")


def _copy_bytes(
    source: Path, part: Path, progress: video_files.Progress, cancelled: video_files.Cancelled = video_files.never
) -> Content:
    digest, done = hashlib.sha256(), 0
    try:
        with source.open("rb") as read, part.open("xb") as write:
            while chunk := read.read(CHUNK):
                write.write(chunk)
                digest.update(chunk)
                done += len(chunk)
                progress(done)
                if cancelled():
                    raise CancelledError
            write.flush()
            os.fsync(write.fileno())
        shutil.copystat(source, part)
    except OSError as error:
        raise refusal(error, source) from error
    return Content(done, digest.hexdigest())


def _copy_back(move: Move, source: Path, target: Path) -> None:
    part = source.with_name(f".e2e-tracker-{move.id}.part")
    _drop(part)
    try:
        if _copy_bytes(target, part, video_files.silent) != move.content or content_of(part) != move.content:
            raise UserError(_("The library's copy has changed."), move.target, _("It is kept where it is."))
        _rename(part, source)
    except OSError as error:
        raise refusal(error, source) from error
    finally:
        _drop(part)


def _rename(part: Path, target: Path) -> None:
    """Rename without ever taking another file's place, also where the drive knows no second names."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        part.rename(target)
    else:
        part.unlink()
    if os.name == "posix":
        handle = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _drop(path: Path) -> None:
    """Remove a file of our own; one that can't be removed now is found again at the next start."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(error, path) from error


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _note(store: Store, move: Move, **columns: str | int) -> Move:
    with store.step(_("Move a video")) as db:
        db.table("video_move").update(move.id, columns)
    return replace(move, **columns)


def _again(store: Store, id_: int) -> Move:
    return next(move for move in moves(store) if move.id == id_)
