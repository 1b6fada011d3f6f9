"""Notes never hold a password or a token; talk about passwords is fine (N01)."""

from __future__ import annotations

import pytest

from models import checklist, engagements, passwords
from models.engagements import Draft
from models.errors import UserError
from models.store import Store


@pytest.mark.parametrize(
    "text",
    [
        "password: hunter2",
        "The admin password is Sommer2026!",
        "pwd=abc",
        "API key = 12345",
        "Authorization: Bearer abcdefghijklmnop1234",
        "https://admin:s3cret@instance.service-now.com/",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
        "use Xk92LmQp7RtVw3YzA8bN4cD6",
    ],
)
def test_what_looks_like_a_secret_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="never stored here"):
        passwords.refuse(f"Note from Monday. {text} Thanks.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The password was changed on Monday; ask for the old one",
        "The password is not known to us, password is needed before the clone",
        "https://northwind.service-now.com/change_request.do?sys_id=9d385017c611228701d22104cc95c371",
        "sys_id 9d385017c611228701d22104cc95c371",
        "CHG0041877 and CTASK0010001, planned 2026-12-03 19:00:00",
        "Northwind-Health-Express-to-Enterprise",
    ],
)
def test_plain_talk_is_kept(text: str) -> None:
    passwords.refuse(text)


def test_no_way_into_the_database_takes_one(store: Store) -> None:
    engagement = engagements.create(store, Draft("Northwind", "America/Los_Angeles"))
    with pytest.raises(UserError):
        engagements.edit(store, engagement, notes="password: hunter2")
    with pytest.raises(UserError):
        checklist.annotate(store, engagements.load(store, engagement), "dev_started", "pw: hunter2")
    assert engagements.load(store, engagement).engagement.notes == ""
