"""Hostile inputs, some 200 of them, written into a folder: `python tests/hostile/make_corpus.py FOLDER [--slow]`.

Each has a name, what makes it, and how it must end: added, quarantined, or either (also 'already there') where more than one is right. One input is
one report, page or line. What takes long to make or to read is slow.
"""

import argparse
import os
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

sys.path.insert(0, str(Path(__file__).parent))

import lines
import pages
import texts

End = Literal["added", "quarantined", "either"]
TEXT = texts.TEXT


@dataclass(frozen=True, slots=True)
class Case:
    """One path to be added: its name, its bytes or what makes it, and the end of each of its inputs."""

    name: bytes
    content: bytes | Callable[[Path], object]
    ends: tuple[End, ...]
    slow: bool = False

    @property
    def size(self) -> int:
        """Bytes; 0 for what is no file."""
        return len(self.content) if isinstance(self.content, bytes) else 0

    def write(self, folder: Path) -> Path:
        """The path, made."""
        path = folder / os.fsdecode(self.name)
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def cases(*, slow: bool) -> list[Case]:
    """Every case that this system can make, in a fixed order; the slow ones only where asked for."""
    made = chain(texts.cases(), pages.cases(), lines.cases())
    rows = [Case(name.encode(), content, ends, late) for name, content, ends, late in made]
    return [case for case in (*rows, *_files()) if slow or not case.slow]


def _files() -> Iterator[Case]:
    """What stands under a name without being a file that can be read, and names that are none."""
    refused: dict[str, Callable[[Path], object]] = {
        "fifo.txt": os.mkfifo,
        "socket.txt": _socket,
        "device.txt": lambda path: path.symlink_to("/dev/zero"),
        "null.html": lambda path: path.symlink_to("/dev/null"),
        "loop.txt": lambda path: path.symlink_to(path),
        "dangling.jsonl": lambda path: path.symlink_to(path.with_name("nowhere")),
        "vanished.txt": lambda path: None,
        "n" * 300 + ".txt": lambda path: None,
        "/".join(["deep"] * 900) + ".txt": lambda path: None,
        "sparse.txt": _sparse,
    }
    for name, make in refused.items():
        yield Case(name.encode(), make, ("quarantined",))
    yield Case(b"denied.txt", _denied, ("either",))  # root may read everything
    yield Case(b"empty-folder", os.mkdir, ())
    yield Case(b"folder.txt", _folder, ("quarantined", "added", "quarantined"))
    for suffix in (".pdf", ".docx", ".exe", ".xml", ".rss", ".warc", ".zip", "", ".gz", ".txt.gz.gz", ".HTML~"):
        yield Case(f"unknown{suffix}".encode(), TEXT, ("quarantined",))
    odd = ["new\nline", "\x1b[31mred", "-dash", " space ", "💣", "\u202egnp", "%s%n", "[bold red]name", "n" * 250, "'; DROP TABLE reports; --", "a:7"]
    for name in (*map(str.encode, odd), b"caf\xe9", b"\xff\xfe"):
        yield Case(name + b".txt", TEXT + b" " + name.hex().encode(), ("added",))
    yield Case(b"UPPER.TXT", TEXT + b"Upper.", ("added",))
    yield Case(b"twin-a.txt", TEXT + b"Twin.", ("added",))


def _socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # the name of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(here)


def _denied(path: Path) -> None:
    path.write_bytes(TEXT + b"Denied.")
    path.chmod(0)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(8 * 1024**3)


def _folder(path: Path) -> None:
    """A folder with a file's name: in it a text, a link back to it, and a pipe."""
    path.mkdir()
    (path / "in.txt").write_bytes(TEXT + b"In a folder.")
    (path / "back").symlink_to(path)
    os.mkfifo(path / "pipe.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--slow", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    made = cases(slow=args.slow)
    for case in made:
        case.write(args.folder)
        print(case.name.decode(errors="backslashreplace"), *case.ends)
    print(f"{len(made)} cases, {sum(len(case.ends) for case in made)} inputs", file=sys.stderr)


if __name__ == "__main__":
    main()
