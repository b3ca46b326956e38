"""A single bit of the file is flipped: wherever that alters a stored value, verify says so."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from ledgers import copy, fill, found, pack, values

from reportedly.ledger import verification


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    path = tmp_path / "whole.db"
    fill(path)
    pack(path)
    return path


def _flipped(whole: Path, target: Path, chance: random.Random) -> None:
    copy(whole, target)
    content = bytearray(target.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    target.write_bytes(content)


def test_a_flipped_bit_that_alters_a_value_is_found(
    whole: Path, tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    before, flipped = values(whole), tmp_path / "flipped.db"
    altered = told_besides = 0
    for flip in range(flips := often(60, 1000)):
        _flipped(whole, flipped, chance)
        told = found(flipped)
        if values(flipped) != before:
            altered += 1
            assert told, f"flip {flip}: a changed value was not found"
        else:
            told_besides += bool(told)
    assert altered > flips / 4
    note(f"{flips} flips, {altered} altered a stored value: all found; {told_besides} of the {flips - altered} others told too")


def test_the_control_is_noticed(whole: Path, tmp_path: Path, chance: random.Random, monkeypatch: pytest.MonkeyPatch):
    """A verify that does not take the hashes again would miss changed values, and this test would show it."""
    monkeypatch.setattr(verification, "_log_faults", lambda connection: iter(()))
    before, flipped = values(whole), tmp_path / "flipped.db"
    for _ in range(200):
        _flipped(whole, flipped, chance)
        if values(flipped) != before and not found(flipped):
            return
    pytest.fail("a verify without hashes found everything")
