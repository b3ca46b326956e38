"""Floors hold, and only rise."""

from pathlib import Path

from evaluation import floors


def test_below_names_the_set_the_score_and_the_floor() -> None:
    lines = floors.below(
        {"examples": {"core_f1": 0.5, "detect_f1": 0.9}, "absent": {"core_f1": 1.0}}, {"examples": {"core_f1": 0.4, "detect_f1": 0.9}}
    )
    assert lines == ["examples: core_f1 is 0.400, below its floor 0.500"]


def test_a_score_that_is_not_measured_any_more_is_below() -> None:
    assert floors.below({"examples": {"core_f1": 0.5}}, {"examples": {}}) == ["examples: core_f1 is 0.000, below its floor 0.500"]


def test_floors_rise_to_the_hundredth_below_and_never_fall() -> None:
    old = {"examples": {"core_f1": 0.5, "full_f1": 0.4}, "gold/dev": {"core_f1": 0.3}}
    assert floors.raised(old, {"examples": {"core_f1": 0.619, "full_f1": 0.2, "detect_f1": 0.8}}) == {
        "examples": {"core_f1": 0.61, "full_f1": 0.4, "detect_f1": 0.8},
        "gold/dev": {"core_f1": 0.3},
    }


def test_floors_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert floors.load(path) == {}
    floors.save({"b": {"x": 0.5}, "a": {}}, path)
    assert floors.load(path) == {"a": {}, "b": {"x": 0.5}}


def test_the_floors_of_the_project_are_shares() -> None:
    assert all(0 <= value <= 1 for scores in floors.load().values() for value in scores.values())
