"""The library: a video is its content, moments are found by the step that they show, and search reads everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from models import library, settings, subtitles, video_files
from models.errors import UserError
from models.playbook_file import shipped
from models.store import Store
from models.video_files import Content, Found, content_of

DATA = Path(__file__).parents[1] / "data"
TINY = DATA / "training.mp4"


@pytest.fixture
def video(store: Store, tmp_path: Path) -> int:
    """Production upgrades, with its file in a folder."""
    path = tmp_path / "Production upgrades.mp4"
    path.write_bytes(TINY.read_bytes())
    return library.add(store, content_of(path), path, length_ms=2000, stage="schedule")


def one(store: Store, id_: int) -> library.Video:
    found = library.video(store, id_)
    assert found is not None
    return found


def test_a_renamed_file_keeps_moments_and_position(store: Store, video: int, tmp_path: Path) -> None:
    library.add_moment(store, video, 1000, "Schedule Conversion, top right", step="schedule_conversion")
    library.save_position(store, video, 1500)
    moved = one(store, video).file.rename(tmp_path / "Jesse.mp4")
    assert not one(store, video).found()
    assert library.add(store, content_of(moved), moved) == video
    again = one(store, video)
    assert (again.found(), again.file, again.position_ms, again.title) == (True, moved, 1500, "Production upgrades")
    assert again.watched_utc
    assert len(library.moments_of(store, video)) == 1


def test_a_copy_elsewhere_is_no_second_video(store: Store, video: int, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(TINY.read_bytes())
    assert library.add(store, content_of(copy), copy) == video
    assert one(store, video).file.name == "Production upgrades.mp4"


def test_the_same_name_with_other_content_is_not_the_video(store: Store, video: int) -> None:
    one(store, video).file.write_bytes(b"something else")
    assert not one(store, video).found()


def test_undo_takes_words_back_but_never_a_place_or_a_position(store: Store, video: int, tmp_path: Path) -> None:
    library.change(store, video, title="How to schedule", speaker="Jo", recorded_on="2026-10-02", tags="prod, change")
    library.save_position(store, video, 700)
    library.relink(store, {video: tmp_path / "elsewhere.mp4", 99: tmp_path / "none.mp4"})
    store.undo()
    found = one(store, video)
    assert (found.title, found.position_ms, found.file.name) == ("Production upgrades", 700, "elsewhere.mp4")


def test_a_step_opens_its_moment(store: Store, video: int) -> None:
    assert library.step_moment(store, "schedule_conversion") is None
    assert library.step_moment(store, "") is None
    library.add_moment(store, video, 1900, " Schedule Conversion ", note="Top right", step="schedule_conversion")
    found = library.step_moment(store, "schedule_conversion")
    assert found is not None
    assert (found[0].id, found[1].at_ms, library.moment_text(found[1])) == (video, 1900, "Schedule Conversion, 0:01")
    assert library.moment_link(*found).endswith("/Production%20upgrades.mp4#t=1")
    assert library.moments(store) == {video: (found[1],)}
    library.change_moment(store, found[1], 0, "Elsewhere")
    assert library.step_moment(store, "schedule_conversion") is None
    library.delete_moment(store, library.moments_of(store, video)[0])
    assert library.moments_of(store, video) == ()
    store.undo()
    assert library.moments_of(store, video)[0].title == "Elsewhere"


def test_a_step_that_was_reworded_since_is_noticed(store: Store, video: int) -> None:
    book = shipped()
    definition = book.step("schedule_conversion")
    assert definition is not None
    library.add_moment(store, video, 0, "It", step=definition.key, step_words=definition.text)
    (moment,) = library.moments_of(store, video)
    assert not moment.step_changed(book)
    assert replace(moment, step_words="As it was once").step_changed(book)
    assert replace(moment, step="gone").step_changed(book)
    assert not replace(moment, step_words="").step_changed(book)


def test_removing_a_video_is_undone_with_its_moments(store: Store, video: int) -> None:
    library.add_moment(store, video, 0, "It")
    library.remove(store, video)
    assert library.videos(store) == []
    assert library.moments(store) == {}
    library.save_position(store, video, 3)
    store.undo()
    assert one(store, video).found()
    assert library.moments_of(store, video)


def test_what_cannot_be_is_said(store: Store, video: int) -> None:
    for act in (
        lambda: library.change(store, video, title=" "),
        lambda: library.change(store, video, recorded_on="2 Oct"),
        lambda: library.add_moment(store, video, 0, " "),
        lambda: library.add_moment(store, video, 2001, "After its end"),
        lambda: library.add_moment(store, video, -1, "Before it"),
    ):
        with pytest.raises(UserError):
            act()


@pytest.mark.parametrize(("text", "milliseconds"), [("6:10", 370_000), ("1:02:09", 3_729_000), ("42", 42_000)])
def test_positions_are_read_as_they_are_written(text: str, milliseconds: int) -> None:
    assert library.read_clock(text) == milliseconds
    assert library.read_clock(library.clock_text(milliseconds)) == milliseconds


@pytest.mark.parametrize("text", ["", "six", "1:60", "1:2:3:4", "-1", "1:"])
def test_a_position_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        library.read_clock(text)


def test_search_reads_titles_moments_notes_and_subtitles(store: Store, video: int, tmp_path: Path) -> None:
    library.add_moment(store, video, 0, "Top right", note="Reload, then read both dates")
    beside = tmp_path / "Production upgrades.srt"
    beside.write_text(
        "1\n00:00:01,500 --> 00:00:02,000\n<i>Never</i> cancel\nthe CTASK\n\nNo times here\n\n"
        "2\n00:00:00,100 --> 00:00:01,000\nWelcome\n",
        encoding="utf-8",
    )
    said = subtitles.read(beside)
    assert [(line.at_ms, line.text) for line in said] == [(100, "Welcome"), (1500, "Never cancel the CTASK")]
    item, noted = one(store, video), library.moments_of(store, video)
    assert subtitles.beside(item.file) == beside
    for text in ("production", "top RIGHT", "reload dates", "ctask", ""):
        assert library.matches(item, noted, said, text), text
    assert not library.matches(item, noted, said, "kickoff")


def test_subtitles_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    assert subtitles.beside(tmp_path / "none.mp4") is None
    assert subtitles.read(tmp_path / "none.vtt") == ()
    large = tmp_path / "large.vtt"
    large.write_bytes(b"\n" * (4 * 2**20 + 1))
    assert subtitles.read(large) == ()


def test_what_fits_a_phase_comes_with_its_own_stage_first(store: Store, video: int) -> None:
    item = one(store, video)
    tour = replace(item, id=2, stage="preparation")
    assert [found.id for found in library.fitting([tour, item], "client_validation")] == [video, 2]
    assert [found.id for found in library.fitting([tour, item], "kickoff")] == [2]
    assert library.fitting([tour, item], "unknown") == []
    assert library.stage_words("schedule") == "Schedule prod upgrade"
    assert library.stage_words("unknown") == "Other videos"


def test_folders_come_from_the_settings(store: Store, tmp_path: Path) -> None:
    assert library.folder(store).name == "E2E"
    assert len(library.downloads(store)) == 1
    settings.put(store, "videos.folder", str(tmp_path))
    settings.put(store, "videos.downloads", f"{tmp_path} | {tmp_path / 'more'}")
    assert library.folder(store) == tmp_path
    assert library.downloads(store) == (tmp_path, tmp_path / "more")


def test_the_length_is_read_from_the_header(tmp_path: Path) -> None:
    assert video_files.length_ms(TINY) == 2000
    assert video_files.length_ms(DATA / "training.mkv") == 2000
    assert video_files.length_ms(tmp_path / "gone.mp4") == 0
    assert video_files.length_ms(tmp_path / "old.avi") == 0
    for number, body in enumerate((b"", b"\0\0\0\x04free", b"\0\0\0\x08moov\0\0\0\x6cmvhd\x01\0", b"\x15\x49\xa9\x66")):
        for suffix in (".mp4", ".mkv"):
            broken = tmp_path / f"{number}{suffix}"
            broken.write_bytes(body)
            assert video_files.length_ms(broken) == 0


def test_long_headers_are_read_too(tmp_path: Path) -> None:
    long = tmp_path / "long.mp4"
    times = b"\0" * 16 + (1000).to_bytes(4) + (5_000_000_000).to_bytes(8)
    head = b"\0\0\0\x01free" + (24).to_bytes(8) + b"\0" * 8
    long.write_bytes(head + b"\0\0\0\x78moov" + b"\0\0\0\x70mvhd\x01\0\0\0" + times)
    assert video_files.length_ms(long) == 5_000_000_000


def test_only_videos_of_a_folder_are_found(tmp_path: Path) -> None:
    for name in ("Production upgrades.mp4", "notes.txt", ".hidden.mp4", "holiday.MOV"):
        (tmp_path / name).write_bytes(TINY.read_bytes())
    (tmp_path / "folder.mp4").mkdir()
    found = video_files.look_in([tmp_path, tmp_path / "gone"])
    assert [item.path.name for item in found] == ["holiday.MOV", "Production upgrades.mp4"]
    assert [item.size for item in found] == [TINY.stat().st_size] * 2


@pytest.mark.parametrize(
    ("name", "length_ms", "training"),
    [
        ("Production_upgrades", 0, True),
        ("best-practices session", 2_465_000, True),
        ("Production upgrades", 2000, False),
        ("E2E", 5 * 3_600_000, False),
        ("holiday", 600_000, False),
    ],
)
def test_training_is_told_by_name_and_length(name: str, length_ms: int, training: bool) -> None:
    assert Found(Path(f"{name}.mp4"), 1, length_ms).looks_like_training is training


def test_content_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="isn't there"):
        content_of(tmp_path / "gone.mp4")
    assert content_of(TINY) == Content(TINY.stat().st_size, content_of(TINY).sha256)


def test_what_is_said_at_a_position(tmp_path: Path) -> None:
    beside = tmp_path / "said.vtt"
    beside.write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.500\nFirst\n\n01:00:00.000 --> 01:00:01.000\nLast\n", encoding="utf-8"
    )
    said = subtitles.read(beside)
    for at_ms, expected in (
        (0, ""),
        (1000, "First"),
        (2499, "First"),
        (2500, ""),
        (3_600_500, "Last"),
        (4_000_000, ""),
    ):
        assert subtitles.said_at(said, at_ms) == expected
    assert subtitles.said_at((), 0) == ""


def test_a_link_leads_back_to_its_moment_also_after_the_file_moved(store: Store, video: int, tmp_path: Path) -> None:
    library.add_moment(store, video, 1000, "Top right")
    (moment,) = library.moments_of(store, video)
    link = library.moment_link(one(store, video), moment)
    assert library.linked(store, f" {link}\n") == (one(store, video), moment)
    library.put_place(store, one(store, video).content, tmp_path / "elsewhere" / "Production upgrades.mp4")
    found = library.linked(store, link)
    assert found is not None
    assert found == (one(store, video), moment)
    between = library.linked(store, link.replace("#t=1", "#t=0"))
    assert between is not None
    assert (between[1].id, between[1].at_ms) == (0, 0)
    for text in ("", "Northwind", "https://example.com/a.mp4#t=1", "file:///other.mp4#t=1", link + "²", link + "x"):
        assert library.linked(store, text) is None, text


def test_videos_whose_step_is_worded_differently_now(store: Store, video: int) -> None:
    playbook = shipped()
    now = playbook.steps[0]
    library.add_moment(store, video, 0, "As now", step=now.key, step_words=now.text)
    assert library.moment_counts(store) == {video: 1}
    assert library.with_changed_steps(store, playbook) == frozenset()
    library.add_moment(store, video, 500, "As then", step=now.key, step_words="As it was worded then")
    assert library.with_changed_steps(store, playbook) == {video}
    assert library.moments(store, "no_such_step") == {}
    assert [moment.title for moment in library.moments(store, now.key)[video]] == ["As now", "As then"]
