"""No room: a clear error, nothing acknowledged lost, and with room again the next run goes on."""

import os
import random
import resource
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from adders import Adder, adding, rightly, whatever_happens
from children import Say, started
from states import goes_on, wrongs

COUNT = 40  # reports; they take some 900 KB
MOST = 1_200_000


def _limited(path: Path, size: int, adder: Adder) -> list[str]:
    """What a child says that may make no file larger than this many bytes: the limit stands in for the disk, and needs no root."""

    def work(say: Say) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        adding(path, 0, COUNT, adder, say)

    return started(work).ended()


def _sizes(count: int, chance: random.Random) -> list[int]:
    """Sizes from nothing to more than enough, among them those at which a page, a sector or the first write does not fit."""
    fixed = [0, 1, 511, 512, 4095, 4096, 32 + 24 + 4096, MOST]
    return fixed[:count] + [int(MOST ** chance.uniform(0.6, 1)) for _ in range(count - len(fixed))]


def _checked(path: Path, said: list[str]) -> bool:
    """Whether the disk was full; the error must say so in one line, and nothing acknowledged may be lost."""
    errors = [line for line in said if "Error" in line]
    acknowledged = set(said) - set(errors)
    assert len(errors) == (len(acknowledged) < COUNT), said
    for error in errors:
        assert error.startswith("LedgerError"), error
        assert any(words in error for words in ("is full", "no space", "cannot be written", "too large")), error
    assert wrongs(path, acknowledged) == []
    goes_on(path, COUNT)
    return bool(errors)


def test_a_disk_of_any_size(tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]):
    sizes = _sizes(often(9, 50), chance)
    full = [_checked(tmp_path / f"{index}.db", _limited(tmp_path / f"{index}.db", size, rightly)) for index, size in enumerate(sizes)]
    assert sum(full) > len(sizes) / 2
    note(f"{len(sizes)} sizes, {sum(full)} of them too small: each a clear error in one line, 0 lost")


def test_the_control_is_noticed(path: Path):
    """An error that is swallowed: what was acknowledged is not there."""
    said = _limited(path, 300_000, whatever_happens)
    assert any(found.startswith("lost") for found in wrongs(path, {line for line in said if "Error" not in line}))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A file system of so many bytes, or of another size from now on."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = os.geteuid() == 0 and not subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], capture_output=True).returncode
    if not mounted:
        pytest.skip("a file system cannot be mounted here; the limit on the size of files stands in for it")

    def sized(size: int) -> Path:
        subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True, capture_output=True)
        return folder

    try:
        yield sized
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_file_system_that_is_full(small_disk: Callable[[int], Path], often: Callable[[int, int], int], chance: random.Random):
    full = 0
    for index in range(often(4, 50)):
        folder = small_disk(chance.randrange(1, 250) * 4096)
        path = folder / f"{index}.db"
        said = started(lambda say, path=path: adding(path, 0, COUNT, rightly, say)).ended()
        small_disk(64 << 20)
        full += _checked(path, said)
        for file in folder.iterdir():
            file.unlink()
    assert full
