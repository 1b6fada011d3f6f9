"""What a move of a phase would mean: where it and its followers land, which limits it breaks; pure."""

from __future__ import annotations

from models.placements import Placement, initial_plan

__all__ = ["Placement", "initial_plan"]
