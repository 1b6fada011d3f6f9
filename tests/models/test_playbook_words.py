"""The checklist in another language: words come from the catalogue, tickets keep those of ServiceNow."""

from __future__ import annotations

import gettext
from collections.abc import Iterator

import pytest

from models import dossiers, engagements, texts
from models.engagements import Draft
from models.playbook_file import shipped
from models.playbook_words import translated
from models.store import Store


class Shouting(gettext.NullTranslations):
    """A language that says everything in capitals, fields in braces left alone."""

    def gettext(self, message: str) -> str:
        return "".join(part if part.startswith("{") else part.upper() for part in split(message))


def split(message: str) -> Iterator[str]:
    before, brace, after = message.partition("{")
    yield before
    if brace:
        field, _end, rest = after.partition("}")
        yield "{" + field + "}"
        yield from split(rest)


@pytest.fixture
def shouting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_catalogue", Shouting())
    monkeypatch.setattr(texts, "_language", "xx")


def test_words_of_phases_groups_and_steps_are_translated_and_tickets_are_not(shouting: None) -> None:
    made = translated(shipped())
    assert made.phase("prod_upgrade").name == "PROD UPGRADE"
    assert made.groups[2].name == "SCHEDULE PROD UPGRADE"
    step = made.step("old_password")
    assert step is not None
    assert "{backup}" in step.hint
    assert " | " in step.hint
    assert step.text.isupper()
    assert made.tickets == shipped().tickets
    assert made.limits == shipped().limits


def test_an_engagement_is_read_in_the_language_of_the_interface(store: Store, shouting: None) -> None:
    id_ = engagements.create(store, Draft("Northwind", "America/Los_Angeles", "US"))
    dossier = dossiers.load(store, id_)
    assert dossier.playbook.phase("dev_upgrade").short == "DEV UPGRADE"
    assert '"name":"Dev upgrade"' in store.records("SELECT body FROM playbook")[0][0], (
        "what is kept stays as it is written"
    )
