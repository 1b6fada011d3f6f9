"""The shipped playbook holds what the notes say, and a broken one is refused by the place of the mistake."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from models import engagements, locks, playbook_file
from models.errors import UserError
from models.playbook import Playbook, from_json, to_json
from models.playbook_file import available, read, shipped
from models.records import ETIU_KINDS, PHASE_KINDS
from models.store import Store

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "resources" / "playbooks" / playbook_file.SHIPPED).read_text(encoding="utf-8")
DRAFT = engagements.Draft("Northwind Health", "America/Los_Angeles")
NOTE_LINES = 124

FIXED_KEYS = """
old_password clone_requested dev_started dev_finished login_confirmed dev_date_text technical_validation_done
results_in_work_notes results_held kickoff_held results_shared prod_agreed kickoff_date_text prod_date_text
etiu01_closed etiu02_closed validation_instructions roadmap_update calendar_tentative validation_reminder
validation_confirmed timezone_check gate_before_scheduling schedule_conversion gate_after_saving ctask_appeared
gate_ctask ctask_closed ctask_after_check calendar_confirmed etiu03_closed support_week_opened support_week_told
best_practices_in_progress support_week_text prod_outcome long_question remote_admin survey_noted etiu05_closed
best_practices_booked best_practices_text best_practices_held etiu04_closed
"""


def test_has_the_phases_tickets_and_44_steps_in_their_order() -> None:
    playbook = shipped()
    assert tuple(phase.kind for phase in playbook.phases) == PHASE_KINDS
    assert tuple(ticket.kind for ticket in playbook.tickets) == ETIU_KINDS
    assert [step.key for step in playbook.steps] == FIXED_KEYS.split()
    sizes = [sum(step.group == group.key for step in playbook.steps) for group in playbook.groups]
    assert sizes == [16, 5, 10, 9, 4]


def test_every_step_cites_lines_of_the_notes_and_a_requirement() -> None:
    for step in shipped().steps:
        numbers = [int(number) for number in re.findall(r"\d+", step.line)]
        assert re.fullmatch(r"L\d+(-\d+)?(, L\d+(-\d+)?)*", step.line), step.key
        assert numbers == sorted(numbers), step.key
        assert numbers[-1] <= NOTE_LINES, step.key
        assert re.fullmatch(r"N(0[1-9]|[12]\d|3[0-6])", step.requirement), step.key
        assert step.text, step.key
        assert step.hint, step.key


def test_window_and_business_impact_are_separate_values() -> None:
    limits = shipped().limits
    assert (limits.prod_window_minutes, limits.impact_min_minutes, limits.impact_max_minutes) == (180, 120, 240)
    assert shipped().phase("prod_upgrade").minutes == limits.prod_window_minutes


def test_words_follow_the_house() -> None:
    for step in shipped().steps:
        for text in (step.text, step.hint):
            assert not re.search(r"!|\bplease\b|\bOK\b", text) or step.key == "ctask_appeared", text
    assert not re.search(r"\b(Aja|Damien|Jesse)\b", SOURCE)


def test_only_closing_the_ctask_asks_for_a_signed_check() -> None:
    firm = [step.key for step in shipped().steps if locks.is_firm(step)]
    assert firm == ["ctask_closed"]


def test_survives_its_text_form() -> None:
    assert from_json(to_json(shipped())) == shipped()
    assert to_json(from_json(to_json(shipped()))) == to_json(shipped())


def test_an_older_snapshot_without_newer_fields_still_reads() -> None:
    text = re.sub(r',"hint_stays":(true|false)', "", to_json(shipped()))
    assert from_json(text).steps[0] == shipped().steps[0]


def changed(old: str, new: str) -> str:
    assert old in SOURCE
    return SOURCE.replace(old, new, 1)


BROKEN: list[tuple[str, Callable[[], str]]] = [
    ("line 9", lambda: changed('version = "1"', "version = ")),
    (
        "“limits.backup_age_hours” must be a whole number",
        lambda: changed("backup_age_hours = 24", 'backup_age_hours = "x"'),
    ),
    ("“limits.backup_age_hours” is missing", lambda: changed("backup_age_hours = 24", "")),
    ("“limits.backup_age_hour” is no key", lambda: changed("backup_age_hours = 24", "backup_age_hour = 24")),
    ("“title” is missing", lambda: changed('title = "Express to Enterprise"', "")),
    ("“limits.validation_days” must be more than 0", lambda: changed("validation_days = 2", "validation_days = 0")),
    (
        "“limits.impact_min_minutes” must not be more",
        lambda: changed("impact_min_minutes = 120", "impact_min_minutes = 300"),
    ),
    ("“phases[0].at” must be a time", lambda: changed('at = "18:00"', 'at = "6 pm"')),
    ("“phases[0].offset_days” must be a whole number", lambda: changed("offset_days = -10", "offset_days = 1.5")),
    ("“phases” must be these seven", lambda: changed('kind = "kickoff"', 'kind = "kick_off"')),
    ("“tickets[2].phase” names no phase", lambda: changed('phase = "prod_upgrade"\nwords', 'phase = "prod"\nwords')),
    ("“steps[1]” must have a name of its own", lambda: changed('key = "clone_requested"', 'key = "old_password"')),
    ("“steps[0].group” (old_password) names no group", lambda: changed('group = "preparation"', 'group = "begin"')),
    ("“steps[4].gate” (login_confirmed) is no condition", lambda: changed('gate = "dev_finished"', 'gate = "dev"')),
    ("“steps[2].fact” (dev_started) is nothing", lambda: changed("dev_upgrade.actual_start", "dev_upgrade.started")),
    ("“steps[0].due” (old_password) must be a phase", lambda: changed('due = "dev_upgrade.start"', 'due = "noon"')),
    ("“steps[0].colour” is no key", lambda: changed('key = "old_password"', 'key = "old_password"\ncolour = "red"')),
    ("“steps[1].hint” (clone_requested) may hold only", lambda: changed("It is made from", "Made {when} from")),
    ("“steps[1].hint” (clone_requested) may hold only", lambda: changed("It is made from", "Made { from")),
    ("“groups[2].gate” is no condition", lambda: changed('gate = "validation_complete"', 'gate = "some_day"')),
]


@pytest.mark.parametrize(("words", "text"), BROKEN, ids=[words for words, _ in BROKEN])
def test_a_broken_playbook_is_refused_by_the_place_of_the_mistake(words: str, text: Callable[[], str]) -> None:
    with pytest.raises(UserError) as refused:
        read(text(), "mine.toml")
    assert words in str(refused.value)
    assert refused.value.where == "mine.toml"


def test_own_playbooks_stand_beside_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(changed('title = "Express to Enterprise"', 'title = "Short"'), encoding="utf-8")
    (tmp_path / "broken.toml").write_text("name = ", encoding="utf-8")
    (tmp_path / "picture.toml").write_bytes(b"\xff\xfe\x00")
    found = available(tmp_path)
    assert found[0] == ("Express to Enterprise", shipped())
    assert [name for name, _ in found[1:]] == ["broken.toml", "Short", "picture.toml"]
    assert [isinstance(item, UserError) for _, item in found] == [False, True, False, True]


def test_without_a_folder_only_the_shipped_one_is_offered(tmp_path: Path) -> None:
    assert [name for name, _ in available(tmp_path / "none")] == ["Express to Enterprise"]


def test_a_running_engagement_keeps_the_playbook_that_it_began_with(store: Store) -> None:
    first = engagements.create(store, DRAFT)
    edited: Playbook = replace(shipped(), version="2", steps=shipped().steps[:3])
    second = engagements.create(store, DRAFT, edited)
    third = engagements.create(store, DRAFT)
    assert [engagements.load(store, item).playbook.version for item in (first, second, third)] == ["1", "2", "1"]
    assert len(engagements.load(store, first).steps) == 44
    assert len(engagements.load(store, second).steps) == 3
    assert store.records("SELECT COUNT(*) FROM playbook") == [(2,)]


def test_a_copy_of_the_shipped_one_is_offered_under_a_title_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "playbooks"
    first, second = (playbook_file.copy_shipped(folder) for _ in range(2))
    assert (first.name, second.name) == ("express_to_enterprise_2.toml", "express_to_enterprise_3.toml")
    offered = [title for title, _found in playbook_file.available(folder)]
    assert offered == ["Express to Enterprise", "Express to Enterprise 2", "Express to Enterprise 3"]
    first.write_text("broken =", encoding="utf-8")
    assert playbook_file.copy_shipped(folder).name == "express_to_enterprise_4.toml"
    assert first.read_text(encoding="utf-8") == "broken =", "nothing is overwritten"


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "playbooks").write_text("a file", encoding="utf-8")
    with pytest.raises(UserError):
        playbook_file.copy_shipped(tmp_path / "playbooks")
