"""Averages are exact and rounded once; quarters lose nobody; the tiles say what the picture says."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from models import survey_figures
from models.formats import Formats
from models.surveys import Marks, Scale, Score

FIVE = Scale(1, 5)
MARKS = Marks(FIVE, Fraction(4), Fraction(9, 2))
TODAY = date(2026, 11, 24)


def score(day: date, hundredths: int, client: str = "Northwind", kind: str = "survey", told: str = "") -> Score:
    return Score(0, "", 0, client, day, hundredths, FIVE, kind, "", "", told, "", "")  # type: ignore[arg-type]


days = st.dates(date(2024, 1, 1), TODAY)
scores = st.builds(
    score, days, st.integers(100, 500), st.sampled_from(["A", "B", "C"]), st.sampled_from(["survey", "csat"])
)
many = st.lists(scores, max_size=40).map(lambda found: sorted(found, key=lambda item: item.day))


@given(many)
def test_a_mean_is_exact_and_lies_between_the_least_and_the_greatest(found: list[Score]) -> None:
    mean = survey_figures.mean(found, FIVE)
    assert mean.count == len(found)
    if mean.value is None:
        assert found == []
        return
    assert mean.value * 100 * len(found) == sum(item.hundredths for item in found)
    assert min(item.hundredths for item in found) <= mean.value * 100 <= max(item.hundredths for item in found)


@given(st.fractions(0, 100, max_denominator=400))
def test_a_tenth_is_rounded_half_up_and_never_twice(value: Fraction) -> None:
    tenth = survey_figures.tenth(value)
    assert abs(tenth - value) <= Fraction(1, 20)
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if Fraction(exact) == value:
        assert Decimal(tenth.numerator) / tenth.denominator == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert survey_figures.tenth(tenth) == tenth


def test_rounding_twice_would_give_another_number() -> None:
    value = Fraction(445, 100) - Fraction(1, 1000)
    assert survey_figures.tenth(value) == Fraction(44, 10)


@given(many)
def test_the_line_is_the_mean_of_the_last_five(found: list[Score]) -> None:
    line = survey_figures.line(found, FIVE)
    assert len(line) == len(found)
    for at, value in enumerate(line):
        assert value == survey_figures.mean(found[max(0, at - 4) : at + 1], FIVE).value


@given(many)
def test_every_score_stands_in_one_quarter(found: list[Score]) -> None:
    quarters = survey_figures.quarters(found, FIVE)
    assert sum(item.survey.count + item.csat.count for item in quarters) == len(found)
    firsts = [item.first for item in quarters]
    assert firsts == sorted(set(firsts))
    months = [(later.year - first.year) * 12 + later.month - first.month for first, later in pairwise(firsts)]
    assert set(months) <= {3}, "none is left out between the first and the last"
    for kind in ("survey", "csat"):
        weighed = [(getattr(item, kind).value, getattr(item, kind).count) for item in quarters]
        total = sum(value * count for value, count in weighed if value is not None)
        assert total * 100 == sum(item.hundredths for item in found if item.kind == kind)


def test_a_quarter_is_that_of_the_calendar() -> None:
    found = [score(date(2026, 9, 30), 400), score(date(2026, 10, 1), 500, kind="csat")]
    third, fourth = survey_figures.quarters(found, FIVE)
    assert (third.name(), third.survey.words(Formats()), third.csat.words(Formats())) == ("Q3 2026", "4.0", "–")
    assert (fourth.name(), fourth.survey.count, fourth.csat.words(Formats("de"))) == ("Q4 2026", 0, "5,0")
    assert survey_figures.quarters([], FIVE) == ()


def test_the_tiles_of_nothing_and_of_one() -> None:
    nothing = survey_figures.tiles([], MARKS, TODAY, Formats())
    assert [tile.number for tile in nothing] == ["–", "0", "0", "0"]
    assert [tile.about for tile in nothing] == ["no score yet", "none", "no survey", "in 90 days"]
    one = survey_figures.tiles([score(TODAY, 480)], MARKS, TODAY, Formats())
    assert (one[0].number, one[0].text, one[0].about) == ("4.8", "the newest score", "none before")
    assert (one[1].text, one[1].about) == ("survey in 90 days", "from 1 client")


def test_a_low_score_is_to_be_followed_up_until_somebody_is_told() -> None:
    low = score(date(2026, 9, 16), 340, "Saltmarsh")
    csat, old = score(TODAY, 100, kind="csat"), score(date(2026, 8, 26), 100)
    waiting = survey_figures.tiles([old, low, csat], MARKS, TODAY, Formats())[3]
    assert (waiting.number, waiting.text, waiting.bad) == ("1", "below 4, 1 to follow up", True)
    told = survey_figures.tiles([old, replace(low, told="Aja"), csat], MARKS, TODAY, Formats())[3]
    assert (told.text, told.about) == ("below 4, followed up", "Saltmarsh, with Aja")


def test_many_low_names_are_counted() -> None:
    found = [score(TODAY, 300, name) for name in "ABCDE"]
    assert survey_figures.tiles(found, MARKS, TODAY, Formats())[3].about == "E, D, C and 2 more"
