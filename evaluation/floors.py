"""Floors under scores: they may only rise; lowering one is a decision written in the changelog."""

import json
import math
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.json"
Scores = dict[str, float]


def load(path: Path = FLOORS) -> dict[str, Scores]:
    """The floors by set and score; none where the file is absent."""
    floors: dict[str, Scores] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return floors


def save(floors: Mapping[str, Scores], path: Path = FLOORS) -> None:
    """Write the floors, in order of name."""
    path.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def below(floors: Mapping[str, Scores], measured: Mapping[str, Scores]) -> list[str]:
    """One line for each measured score that is below its floor; a set that was not measured is passed over."""
    return [
        f"{name}: {key} is {measured[name].get(key, 0.0):.3f}, below its floor {floor:.3f}"
        for name, least in sorted(floors.items())
        if name in measured
        for key, floor in sorted(least.items())
        if measured[name].get(key, 0.0) < floor
    ]


def raised(floors: Mapping[str, Scores], measured: Mapping[str, Scores]) -> dict[str, Scores]:
    """The floors, lifted to the measured scores (down to the hundredth: what another platform's arithmetic may cost); none is lowered."""
    out = {name: dict(least) for name, least in floors.items()}
    for name, scores in measured.items():
        least = out.setdefault(name, {})
        for key, value in scores.items():
            least[key] = max(least.get(key, 0.0), math.floor(value * 100 + 1e-9) / 100)
    return out
