"""What a move brings with it, said before it happens: Northwind in Los Angeles, you in New York."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from models import zones
from models.engagements import Draft, preview
from models.planning import Proposal, propose_move
from models.playbook_file import shipped
from models.records import Dossier, Observation, Roadmap, Step, Ticket, You

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
LOS_ANGELES = "America/Los_Angeles"


def at(wall: str, zone: str = LOS_ANGELES) -> datetime:
    return zones.attach(zones.parse_wall(wall), zone)


def local(day: int, hour: int, minute: int = 0, *, month: int = 12) -> datetime:
    return at(f"2026-{month:02}-{day:02}T{hour:02}:{minute:02}")


@pytest.fixture
def northwind() -> Dossier:
    """Agreed with the client, nothing scheduled."""
    draft = Draft("Northwind Health", LOS_ANGELES, country="US", prod=zones.parse_wall("2026-12-03T19:00"))
    return preview(draft, shipped(), NOW, You(zone="America/New_York", lead="Aja"))


class TestEffects:
    def kinds(self, proposal: Proposal) -> list[str]:
        return [effect.kind for effect in proposal.effects]

    def test_a_move_of_an_agreed_prod_names_every_consequence(self, northwind: Dossier) -> None:
        signed = Observation(
            1, "uid", "check", "gate.before_scheduling", "pass", northwind.prod.start_utc, *[""] * 4, 0, "{}", "", ""
        )
        confirmed = "E2E | Northwind Health | Prod Upgrade 2026-12-03 19:00 PST"
        full = replace(
            northwind,
            observations=(signed,),
            tickets=(Ticket(1, 0, "ETIU03", "", "Open", "", confirmed, "2026-11-20T10:00:00Z"),),
            steps={"calendar_tentative": Step(1, 0, "calendar_tentative", "2026-11-20T10:00:00Z", "", "", "", "")},
            others=(("Kestrel Energy", local(3, 20)), ("Larkspur Bank", local(2, 19))),
        )
        effects = propose_move(full, "prod_upgrade", local(2, 19), NOW).effects
        assert [(effect.text, effect.detail) for effect in effects] == [
            ("Support Week moves to Thu 3 – Wed 9 Dec", ""),
            ("Best Practices moves to Fri 4 Dec, 10:00", ""),
            ("Kestrel Energy's prod upgrade no longer overlaps", ""),
            ("Larkspur Bank's prod upgrade is the same night", ""),
            ("1 signed check becomes void", "they hold for the old time"),
            ("The roadmap still says Thu 3 Dec, 19:00", "the triple-check reads from it"),
            ("Update the short description", "ETIU03, text ready to copy"),
            ("Tell Aja about the adjustment", "due until it is marked as sent"),
            ("Email Northwind Health the new time", "draft ready"),
            ("Move your calendar block", "Wed 2 Dec, 22:00 – 01:00"),
        ]

    def test_before_the_client_has_agreed_nobody_is_told(self, northwind: Dossier) -> None:
        kinds = self.kinds(propose_move(replace(northwind, roadmap=()), "prod_upgrade", local(2, 19), NOW))
        assert not {"tell_lead", "roadmap"} & set(kinds)

    def test_dragging_a_kickoff_tells_nobody(self, northwind: Dossier) -> None:
        assert self.kinds(propose_move(northwind, "kickoff", local(25, 13, month=11), NOW)) == []

    def test_moving_to_the_agreed_date_is_in_line_with_the_roadmap(self, northwind: Dossier) -> None:
        agreed = Roadmap(2, 0, "2026-12-02T19:00", LOS_ANGELES, "2026-12-03T03:00:00Z", "", "", "", "")
        dossier = replace(northwind, roadmap=(*northwind.roadmap, agreed))
        assert "roadmap" not in self.kinds(propose_move(dossier, "prod_upgrade", local(2, 19), NOW))

    def test_a_ticket_of_another_phase_goes_out_of_date_too(self, northwind: Dossier) -> None:
        text = "E2E | Northwind Health | Best Practices 2026-12-07 10:00 PST"
        ticket = Ticket(1, 0, "ETIU04", "", "Open", "", text, "2026-11-20T10:00:00Z")
        effects = propose_move(replace(northwind, tickets=(ticket,)), "best_practices", local(8, 10), NOW).effects
        assert [effect.detail for effect in effects] == ["ETIU04, text ready to copy"]
