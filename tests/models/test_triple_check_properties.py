"""Thousands of readings: a wrong one never passes, a right one never fails and is asked about only when in doubt."""

from __future__ import annotations

import random
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.readings import Agreed, Request, Shown
from models.triple_check import check


def _rates() -> ModuleType:
    path = Path(__file__).parent.parent / "benchmarks" / "triple_check_rates.py"
    spec = spec_from_file_location("triple_check_rates", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


rates = _rates()
dice_of = st.integers(0, 2**32).map(random.Random)
texts = st.one_of(st.text(max_size=20), st.sampled_from(["2026-12-03 19:00:00", "03/04/2026 7:00 PM", "19:00", ""]))
zone_names = st.one_of(st.text(max_size=12), st.sampled_from(rates.ZONES))


@settings(max_examples=1000, deadline=None)
@given(dice_of)
def test_a_right_reading_passes_or_is_in_doubt(dice: random.Random) -> None:
    truth = rates.Truth(dice)
    verdict = check(truth.request)
    assert verdict.verdict == ("ask" if truth.doubtful(truth.request) else "pass"), verdict
    assert all(row.result == "same" for row in verdict.rows)


@pytest.mark.parametrize("name", rates.CORRUPTIONS)
@settings(max_examples=150, deadline=None)
@given(dice=dice_of)
def test_a_wrong_reading_never_passes(name: str, dice: random.Random) -> None:
    truth = rates.Truth(dice)
    request = rates.CORRUPTIONS[name](truth, dice)
    if request is None:
        return
    verdict = check(request)
    assert verdict.verdict in {"mismatch", "ask"}
    assert verdict.verdict == "mismatch" or truth.doubtful(request) or name == "stamp", verdict
    assert verdict.causes
    assert verdict.title


@settings(max_examples=200, deadline=None)
@given(dice_of)
def test_the_values_it_offers_are_right(dice: random.Random) -> None:
    truth = rates.Truth(dice)
    correct = check(truth.request).correct
    if correct is not None:
        truth.format = "%Y-%m-%d %H:%M:%S"
        assert (correct.start, correct.end) == (truth.text(truth.start), truth.text(truth.end))


@settings(max_examples=300, deadline=None)
@given(
    st.builds(Agreed, date=texts, time=texts, zone=zone_names, weekday=st.none() | texts),
    st.none() | st.builds(Shown, start=st.none() | texts, end=st.none() | texts),
    texts,
    texts,
    st.dictionaries(st.text(max_size=5), st.none() | zone_names, max_size=3),
    st.sampled_from(["before_scheduling", "after_saving", "ctask"]),
)
def test_no_text_breaks_it(
    agreed: Agreed, shown: Shown | None, stamp: str, clock: str, zones: dict[str, str | None], gate: str
) -> None:
    verdict = check(Request(agreed=agreed, shown=shown, stamp=stamp, clock=clock, zones=zones, gate=gate))
    assert verdict.verdict in {"mismatch", "ask", "invalid"}
    assert verdict.title
