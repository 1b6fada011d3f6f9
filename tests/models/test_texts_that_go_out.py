"""Every template, filled in for every engagement: in the client's time, and what clients wrote stays text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from models import (
    checklist,
    dossiers,
    engagements,
    message_drafts,
    message_fields,
    message_language,
    messages,
    sample,
    settings,
    templates,
    zones,
)
from models.clock import Clock
from models.composing import Composed, check_template, compose, missing_in
from models.errors import UserError
from models.formats import Formats
from models.message_fields import FIELDS, Field
from models.message_language import NAMES
from models.records import Dossier, SessionRequest
from models.store import Store, open_store

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC)
SNAPSHOTS = Path(__file__).parent.parent / "data" / "texts"
NASTY = [
    "{{ 7 * 7 }} & {% raw %}",
    "Acme\r\nBcc: everyone@example.org",
    'O\'Neil "Tools" <b>Ltd</b>',
    "\u202eevil\u2066 שלום",
    "\ue0000\ue001x\ue002",
    "‹client›",
]


@pytest.fixture
def example(store: Store) -> Store:
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    settings.put(store, "language", "en")
    return store


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, ...]:
    """The engagements of the example, read once; Northwind Health is the first."""
    store = open_store(tmp_path_factory.mktemp("texts") / "e2e.db", clock=Clock(NOW))
    sample.create_example(store)
    settings.put(store, "you.zone", "America/New_York")
    found = dossiers.load_all(store)
    store.close()
    return tuple(sorted(found, key=lambda item: item.engagement.client != "Northwind Health"))


def northwind(store: Store) -> Dossier:
    return next(item for item in dossiers.load_all(store) if item.engagement.client == "Northwind Health")


def written(dossier: Dossier, kind: str, language: str = "en", **known: str) -> Composed:
    template = templates.shipped(kind, language)
    found = message_fields.fields(dossier, NOW, Formats(), language=language)
    found |= {name: replace(found[name], value=value) for name, value in known.items()}
    return compose(template.subject, template.body, found)


@pytest.mark.parametrize("language", NAMES)
def test_every_template_is_filled_in_for_every_engagement_that_has_its_facts(
    language: str, plan: tuple[Dossier, ...]
) -> None:
    for dossier in plan:
        found = message_fields.fields(dossier, NOW, Formats(), language=language)
        for kind in templates.KINDS:
            template = templates.shipped(kind, language)
            composed = compose(template.subject, template.body, found)
            unknown = {found[name].words for name in composed.fields if not found[name].value}
            assert set(missing_in(f"{composed.subject}\n{composed.body}", found)) == unknown
            assert "{" not in composed.body
            assert "\n" not in composed.subject
            assert "\n\n\n" not in composed.body


KNOWN = {
    "results": "Two skipped records, both reviewed.",
    "change_of_dates": "Northwind Health: the prod upgrade moves.",
    "mismatch": "Northwind Health: planned dates do not match.",
    "planned_start": "2026-12-03 19:00:00",
    "planned_end": "2026-12-03 22:00:00",
}
FACTS = {name: f"[{name}]" for name in FIELDS}
"""What is not known of an engagement yet: a text whose facts are there must show no hole."""


@pytest.mark.parametrize("language", NAMES)
def test_no_field_is_missing_in_any_engagement_whose_facts_are_known(language: str, plan: tuple[Dossier, ...]) -> None:
    for dossier in plan:
        found = message_fields.fields(dossier, NOW, Formats(), language=language)
        found = {name: replace(item, value=item.value or FACTS[name]) for name, item in found.items()}
        for kind in templates.KINDS:
            template = templates.shipped(kind, language)
            composed = compose(template.subject, template.body, found)
            assert not [piece for piece in (*composed.subject_pieces, *composed.body_pieces) if piece.missing]
            assert "‹" not in composed.subject + composed.body


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("kind", templates.KINDS)
def test_the_words_of_each_template(kind: str, language: str, plan: tuple[Dossier, ...]) -> None:
    composed = written(plan[0], kind, language, **KNOWN)
    assert not [piece for piece in (*composed.subject_pieces, *composed.body_pieces) if piece.missing]
    text = f"{composed.subject}\n\n{composed.body}\n"
    folder = SNAPSHOTS if language == "en" else SNAPSHOTS / language
    assert text == (folder / f"{kind}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", templates.KINDS)
def test_a_text_says_the_same_things_in_every_language(kind: str) -> None:
    names = re.compile(r"\b(?:" + "|".join(FIELDS) + r")\b(?=[^{}]*[%}]})")
    said = {}
    for language in NAMES:
        template = templates.shipped(kind, language)
        found = set(names.findall(f"{template.subject}\n{template.body}"))
        said[language] = found - {"contact", "contact_name"}
        assert bool(found & {"contact", "contact_name"}) == bool(said["en"] and "Hi {{ contact" in english(kind))
    assert len({frozenset(item) for item in said.values()}) == 1
    same = {language: templates.shipped(kind, language).body for language in NAMES}
    assert len(set(same.values())) == (1 if kind == "timezone_check" else len(NAMES))


def english(kind: str) -> str:
    body = templates.shipped(kind).body
    return body if kind != "handover" else f"Hi {{{{ contact {body}"


def test_dates_are_written_as_each_language_writes_them(plan: tuple[Dossier, ...]) -> None:
    said = {language: written(plan[0], "validation_reminder", language).body for language in NAMES}
    assert "Donnerstag, 3. Dezember 2026, 19:00 – 22:00 PST (Los Angeles)" in said["de"]
    assert "jueves, 3 de diciembre de 2026, " in said["es"]
    assert "jeudi 3 décembre 2026, 19:00 – 22:00 PST (Los Angeles)" in said["fr"]
    assert written(plan[0], "prod_scheduled", "de").subject == "Prod Upgrade eingeplant für Do., 3. Dez., 19:00 PST"


def test_a_client_is_written_to_in_the_language_of_their_country_unless_another_is_chosen(store: Store) -> None:
    plan = engagements.Draft("Kestrel", "Europe/Berlin", "DE", prod=datetime(2026, 12, 3, 19))
    made = engagements.create(store, plan)
    load = lambda: dossiers.load(store, made)  # noqa: E731
    assert message_language.of_client(load().engagement) == "de"
    assert message_language.of_text(load(), "lead") == "en"
    engagements.edit(store, made, language="fr")
    assert message_drafts.sheet(store, load(), "survey_headsup", NOW, Formats()).words.body.startswith("Bonjour")
    message_drafts.choose_language(store, load(), "survey_headsup", "es")
    assert message_drafts.sheet(store, load(), "survey_headsup", NOW, Formats()).language == "es"
    store.undo()
    assert message_language.of_client(load().engagement) == "de"
    with pytest.raises(UserError, match="en, de, es, fr"):
        engagements.edit(store, made, language="xx")
    codes = ("", "CH", "MX", "CA", "JP", "ZZ", "FR")
    assert [message_language.of_country(code) for code in codes] == ["en", "de", "es", "en", "en", "en", "fr"]


def test_templates_are_changed_by_language(example: Store) -> None:
    german = templates.find(example, "validation_reminder", "de")
    templates.save(example, replace(german, body="Hallo {{ contact }}"))
    assert templates.find(example, "validation_reminder", "de").body == "Hallo {{ contact }}"
    assert templates.find(example, "validation_reminder").body == templates.shipped("validation_reminder").body
    assert templates.changed_languages(example, "validation_reminder") == {"de"}
    templates.reset(example, templates.find(example, "validation_reminder", "de"))
    assert templates.find(example, "validation_reminder", "de") == german
    kind = templates.add(example, "Parking", "email")
    templates.save(example, replace(templates.find(example, kind, "fr"), body="Bonjour"))
    assert templates.find(example, kind, "fr").body == "Bonjour"
    assert templates.find(example, kind, "de").body == templates.find(example, kind).body != "Bonjour"
    templates.reset(example, templates.find(example, kind, "fr"))
    assert settings.get(example, templates.SETTING) == "{}"


def test_a_playbook_of_before_says_not_that_kickoff_was_held(store: Store) -> None:
    plan = engagements.Draft("Kestrel", "Europe/Berlin", prod=datetime(2026, 12, 3, 19))
    made = engagements.create(store, plan)
    held = dossiers.load(store, made).playbook.step("kickoff_held")
    assert held is not None
    with store.step("As it was before", engagement=made) as db:
        rows = store.records("SELECT id, body FROM playbook")
        old = [(json.loads(str(body)), number) for number, body in rows]
        for body, number in old:
            for item in body["steps"]:
                if item["key"] == "kickoff_held":
                    item["message"] = "kickoff_invitation"
            db.execute("UPDATE playbook SET body = ? WHERE id = ?", [json.dumps(body), number])
    before = dossiers.load(store, made)
    assert before.playbook.step("kickoff_held").message == "kickoff_invitation"  # type: ignore[union-attr]
    messages.send(store, before, words("kickoff_invitation"), "email")
    after = dossiers.load(store, made)
    assert not after.is_done("kickoff_held")
    assert not after.phases["kickoff"].actual_end_utc
    assert messages.entry(after, "kickoff_invitation", NOW, Formats()).state == "sent"


def test_the_date_is_the_clients_and_yours_stands_in_internal_texts_only(plan: tuple[Dossier, ...]) -> None:
    reminder = written(plan[0], "validation_reminder").body
    assert "Thursday 3 December 2026, 7:00 PM – 10:00 PM PST (Los Angeles)" in reminder
    assert "2–4 hours" in reminder
    assert "EST" not in reminder
    assert "22:00 EST" in written(plan[0], "handover").body
    for kind in templates.KINDS:
        template = templates.shipped(kind)
        assert template.audience != "client" or "prod_yours" not in template.body


def test_a_window_over_midnight_and_over_a_clock_change_names_both_ends(plan: tuple[Dossier, ...]) -> None:
    dossier = plan[0]
    start = zones.attach(datetime(2026, 10, 31, 23, 30), "America/Los_Angeles")
    end = zones.after(start, zones.elapsed_between(dossier.prod.starts, dossier.prod.ends))  # type: ignore[arg-type]
    prod = structs.replace(
        dossier.prod,
        start=zones.wall_text(start),
        end=zones.wall_text(end),
        start_utc=zones.utc_text(start),
        end_utc=zones.utc_text(end),
    )
    moved = structs.replace(dossier, phases=dossier.phases | {"prod_upgrade": prod})
    said = message_fields.fields(moved, NOW, Formats())["prod_time"].value
    assert said == "Saturday 31 October 2026, 11:30 PM – Sun 1 Nov, 1:30 AM PDT (Los Angeles)"


def test_a_prod_date_without_a_time_is_missing(plan: tuple[Dossier, ...]) -> None:
    dossier = plan[0]
    prod = structs.replace(dossier.prod, start="2026-12-03", end="2026-12-03", start_utc="", end_utc="")
    composed = written(structs.replace(dossier, phases=dossier.phases | {"prod_upgrade": prod}), "validation_reminder")
    assert "‹prod date and time›" in composed.body
    assert "‹prod date›" in composed.subject


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("name", NASTY)
def test_no_text_of_any_language_is_changed_by_a_name(name: str, language: str, plan: tuple[Dossier, ...]) -> None:
    found = message_fields.fields(plan[0], NOW, Formats(), language=language)
    found |= {field: replace(found[field], value=name) for field in ("client", "contact", "contact_name")}
    for kind in templates.KINDS:
        template = templates.shipped(kind, language)
        composed = compose(template.subject, template.body, found)
        assert len(composed.subject.splitlines()) <= 1
        assert "49" not in composed.subject + composed.body
        assert not any(char in composed.subject + composed.body for char in "\u202e\u2066\ue000\ue001\ue002\r")


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("name", NASTY)
def test_what_a_client_is_called_stays_text(name: str, language: str, plan: tuple[Dossier, ...]) -> None:
    composed = written(plan[0], "handover", language, client=name, contact_name=name, contact=name)
    whole = composed.subject + composed.body
    assert "49" not in whole
    assert "\n" not in composed.subject
    assert "\r" not in whole
    assert not any(char in whole for char in "\u202e\u2066\ue000\ue001\ue002")
    assert composed.body.count("\n") == written(plan[0], "handover", language).body.count("\n")


@given(st.text(max_size=60))
def test_no_name_breaks_a_text(name: str) -> None:
    fields = {key: Field(key, words) for key, words in FIELDS.items()} | {"client": Field("client", "client", name)}
    composed = compose("About {{ client }}", "{% if client %}[{{ client }}]{% endif %}", fields)
    assert len(composed.subject.splitlines()) == 1
    assert composed.body == (f"[{composed.subject[6:]}]" if name else "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("One\n{{ clint }}", "line 2: there is no field “clint”. Did you mean “client”?"),
        ("{{ client", "line 1"),
        ("\n\n{% if client %}", "line 3"),
        ("{% for x in range(9) %}{% endfor %}", "line 1: this can't be used"),
        ("{{ client.__class__ }}", "this can't be used"),
        ("{{ ().__class__ }}", "this can't be used"),
        ("{{ client|attr('x') }}", "this can't be used"),
        ("{% include 'x' %}", "this can't be used"),
        ("{{ 9 ** 9 }}", "this can't be used"),
        ("{% set x = 1 %}", "this can't be used"),
    ],
)
def test_an_error_names_its_line_and_nothing_dangerous_is_carried_out(source: str, said: str) -> None:
    with pytest.raises(UserError) as caught:
        check_template(source, "Text")
    assert said in str(caught.value)


def test_a_condition_hides_what_is_not_known() -> None:
    fields = {name: Field(name, words) for name, words in FIELDS.items()}
    assert compose("", "a{% if change %} with {{ change }}{% endif %}b", fields).body == "ab"
    assert compose("", "{{ change or 'none yet' }}{{ 'x'|upper }}", fields).body == "none yetX"
    assert compose("", "{{ change|upper }}", fields).body_pieces[0].missing


def test_templates_are_changed_added_and_reset_in_undoable_steps(example: Store) -> None:
    reminder = templates.find(example, "validation_reminder")
    templates.save(example, replace(reminder, subject="Soon: {{ prod_day }}", body="Hello {{ contact }}"))
    changed = templates.find(example, "validation_reminder")
    assert (changed.subject, changed.body, changed.changed) == ("Soon: {{ prod_day }}", "Hello {{ contact }}", True)
    example.undo()
    assert templates.find(example, "validation_reminder") == reminder
    example.redo()
    templates.reset(example, templates.find(example, "validation_reminder"))
    assert templates.find(example, "validation_reminder") == reminder
    templates.save(example, reminder)
    assert settings.get(example, templates.SETTING) == "{}"


def test_a_template_of_ones_own(example: Store) -> None:
    kind = templates.add(example, "Parking at our office", "email")
    own = templates.find(example, kind)
    assert (own.name, own.own, own.channel) == ("Parking at our office", True, "email")
    templates.save(example, replace(own, body="Subject: is no header here\n{{ client }}"))
    assert templates.find(example, kind).body == "Subject: is no header here\n{{ client }}"
    assert templates.add(example, "A note", "note") != kind
    templates.reset(example, own)
    for refused in ("", "Handover"):
        with pytest.raises(UserError):
            templates.add(example, refused, "note")
    with pytest.raises(UserError, match="validation_reminder"):
        templates.find(example, kind)


@pytest.mark.parametrize("value", ["nonsense", "[]", '{"handover": 1}'])
def test_what_is_no_table_of_templates_is_not_kept(value: str, store: Store) -> None:
    with pytest.raises(UserError):
        settings.put(store, templates.SETTING, value)


def test_a_broken_or_empty_template_is_not_kept(example: Store) -> None:
    reminder = templates.find(example, "validation_reminder")
    for body in ("{{ nobody }}", "{% if", "  "):
        with pytest.raises(UserError):
            templates.save(example, replace(reminder, body=body))
    assert templates.find(example, "validation_reminder") == reminder


# The register


def words(kind: str, body: str = "Hello", subject: str = "Subject") -> messages.Words:
    return messages.Words(kind, kind, subject, body)


def state(store: Store, kind: str) -> tuple[str, str]:
    found = messages.entry(northwind(store), kind, NOW, Formats())
    return found.state, found.words


def test_the_register_says_what_is_due_drafted_and_sent(example: Store) -> None:
    assert state(example, "validation_instructions") == ("sent", "Sent Mon 23 Nov")
    assert state(example, "validation_reminder") == ("due", "Due today 17:00")
    assert state(example, "support_week_open") == ("later", "")
    assert state(example, "handover") == ("later", "")
    messages.keep_draft(example, northwind(example), words("validation_reminder"))
    assert state(example, "validation_reminder") == ("drafted", "Draft")
    messages.send(example, northwind(example), words("validation_reminder"), "email")
    assert state(example, "validation_reminder") == ("sent", "Sent Tue 24 Nov")


def test_marking_as_sent_ticks_the_step_and_undo_takes_both_back(example: Store) -> None:
    messages.keep_draft(example, northwind(example), words("validation_reminder"))
    assert not northwind(example).is_done("validation_reminder")
    messages.send(example, northwind(example), words("validation_reminder", "Changed"), "email")
    sent = messages.newest_sent(northwind(example), "validation_reminder")
    assert sent is not None
    assert (sent.body, sent.sent_how) == ("Changed", "email")
    assert northwind(example).is_done("validation_reminder")
    example.undo()
    assert not northwind(example).is_done("validation_reminder")
    example.redo()
    messages.take_back(example, northwind(example), sent, "reminder")
    assert not northwind(example).is_done("validation_reminder")
    assert state(example, "validation_reminder")[0] == "drafted"


def test_posting_the_results_records_that_they_were_posted(store: Store) -> None:
    made = engagements.create(store, engagements.Draft("Kestrel", "Europe/Berlin", prod=datetime(2026, 12, 3, 19)))
    assert not dossiers.load(store, made).phases["technical_validation"].actual_end_utc
    messages.send(store, dossiers.load(store, made), words("technical_validation_results"), "note")
    after = dossiers.load(store, made)
    assert after.phases["technical_validation"].actual_end_utc
    assert after.is_done("results_in_work_notes")
    message = messages.newest_sent(after, "technical_validation_results")
    assert message is not None
    messages.take_back(store, after, message, "results")
    taken = dossiers.load(store, made)
    assert not taken.is_done("results_in_work_notes")
    assert not taken.phases["technical_validation"].actual_end_utc


def test_an_invitation_to_kickoff_does_not_say_that_it_was_held(store: Store) -> None:
    made = engagements.create(store, engagements.Draft("Kestrel", "Europe/Berlin", prod=datetime(2026, 12, 3, 19)))
    messages.send(store, dossiers.load(store, made), words("kickoff_invitation"), "email")
    assert not dossiers.load(store, made).is_done("kickoff_held")


def test_the_results_wait_for_kickoff_unless_they_are_let_out_with_a_reason(store: Store) -> None:
    plan = engagements.Draft("Kestrel", "Europe/Berlin", prod=datetime(2027, 1, 21, 19))
    made = engagements.create(store, plan)
    load = lambda: dossiers.load(store, made)  # noqa: E731
    assert "Kickoff has not begun" in messages.held_back(load(), "results_told", NOW)
    assert not messages.held_back(load(), "validation_reminder", NOW)
    with pytest.raises(UserError, match="Kickoff has not begun"):
        messages.send(store, load(), words("results_told"), "email")
    with pytest.raises(UserError):
        messages.release(store, load(), "results_told", "  ")
    messages.release(store, load(), "results_told", "The client asked in writing")
    assert not messages.held_back(load(), "results_told", NOW)
    assert "asked in writing" in load().messages[0].facts
    messages.send(store, load(), words("results_told"), "email")
    assert load().is_done("results_shared")


def test_a_draft_with_a_password_is_refused_and_the_same_words_leave_no_trace(example: Store) -> None:
    with pytest.raises(UserError, match="password"):
        messages.keep_draft(example, northwind(example), words("handover", "password: Zx9!kk"))
    messages.keep_draft(example, northwind(example), words("handover"))
    before = example.next_undo()
    messages.keep_draft(example, northwind(example), words("handover"))
    assert example.next_undo() == before


def test_the_results_come_from_the_note_of_their_step(example: Store) -> None:
    checklist.annotate(example, northwind(example), "technical_validation_done", "No conflicts.\nTwo skipped records.")
    body = written(northwind(example), "technical_validation_results").body
    assert "No conflicts.\nTwo skipped records." in body


def test_a_refusal_names_the_day_that_was_asked_for(plan: tuple[Dossier, ...]) -> None:
    assert "session that far:" in written(plan[0], "best_practices_move_refused").body
    asked = SessionRequest(1, 1, "request", "2026-11-24", "Elena", "2026-12-21", "", "", "", "2026-11-24T15:00:00Z")
    dossier = structs.replace(plan[0], session_requests=(asked,))
    assert "session to Mon 21 Dec 2026:" in written(dossier, "best_practices_move_refused").body


def test_an_adjustment_says_what_changed(example: Store) -> None:
    facts: dict[str, Any] = {"kind": "adjustment", "created_utc": "2026-11-24T15:00:00Z", "engagement": 1}
    dossier = northwind(example)
    facts |= {
        "engagement": dossier.id,
        "facts": '{"from": "2026-12-02T19:00", "to": "2026-12-03T19:00", "zone": "America/Los_Angeles",'
        ' "reason": "Board meeting", "followers": []}',
    }
    with example.step("Move", engagement=dossier.id) as db:
        db.table("message").insert(facts)
    dossier = northwind(example)
    assert messages.entry(dossier, messages.ADJUSTMENT, NOW, Formats()).state == "due"
    composed = written(dossier, messages.ADJUSTMENT)
    assert "moves from Wed 2 Dec 2026, 19:00 PST to Thu 3 Dec 2026, 19:00 PST." in composed.body
    assert "Reason: Board meeting" in composed.body
