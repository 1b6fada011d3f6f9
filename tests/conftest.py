"""What every test may use: an offscreen platform, a moment that stands still, stores in a temporary folder."""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import hypothesis
import pytest
from babel.messages.catalog import Catalog

from models import texts, zones
from models.clock import Clock
from models.store import Store, open_store

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones.
hypothesis.settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


class StandingClock(Clock):
    """Stands still where a test puts it, and is no rehearsal: what is written counts as written for real."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)

    @property
    def rehearsal(self) -> bool:
        return False

    def advance(self, elapsed: timedelta) -> None:
        assert self._pretended is not None
        self._pretended = zones.after(self._pretended, elapsed)


@pytest.fixture
def clock() -> StandingClock:
    """The moment of the pictures: Tuesday 24 November 2026, 10:42 in New York."""
    return StandingClock(datetime(2026, 11, 24, 15, 42, tzinfo=zones.UTC))


@pytest.fixture
def opened(tmp_path: Path, clock: StandingClock) -> Iterator[Callable[..., Store]]:
    """Open a store on a file of the test's folder, by default always the same one; closed at the end."""
    stores: list[Store] = []

    def open_one(name: str = "e2e-tracker.db", **options: Any) -> Store:
        stores.append(open_store(tmp_path / name, **{"clock": clock, "busy_ms": 0} | options))
        return stores[-1]

    yield open_one
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    """A store on a new, empty file."""
    return opened()


@pytest.fixture(scope="session")
def packaging_script() -> Callable[[str], ModuleType]:
    """Loads a program of packaging/, which is no package, by its name."""

    def load(name: str) -> ModuleType:
        file = Path(__file__).resolve().parent.parent / "packaging" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"packaging_{name}", file)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture(scope="session")
def tool(packaging_script: Callable[[str], ModuleType]) -> ModuleType:
    """The program that takes words out of the sources."""
    return packaging_script("languages")


@pytest.fixture(scope="session")
def sources(tool: ModuleType) -> Catalog:
    """Every message of the sources and the shipped playbook, taken out once."""
    found: Catalog = tool.catalogue()
    return found


@pytest.fixture(autouse=True)
def source_language() -> Iterator[None]:
    """Every test begins and ends in English."""
    texts.set_language("en")
    yield
    texts.ask_for("")
    texts.set_language("en")


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that a test didn't look at (and then clear) fails it."""
    yield
    stray = [
        record
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not stray, [record.getMessage() for record in stray]
