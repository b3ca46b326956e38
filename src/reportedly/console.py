"""What is printed: data on standard output, all else on standard error."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from reportedly import codec, stops
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.pipeline import Outcome

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one line a record.")]
T = TypeVar("T")

out = Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 150)
err = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def sink(output: Path | None) -> Iterator[Callable[[bytes], object]]:
    """A writer to the file, which appears only when whole, or to standard output."""
    if output is None:
        yield sys.stdout.buffer.write
        sys.stdout.buffer.flush()
        return
    partial = output.with_name(output.name + ".part")
    try:
        with partial.open("wb") as stream:
            yield stream.write
        partial.replace(output)
    except OSError as error:
        raise ReportedlyError(f"{output}: cannot be written ({error.strerror})") from error
    finally:
        partial.unlink(missing_ok=True)


def line(encoded: bytes) -> None:
    """Print one line of data."""
    sys.stdout.buffer.write(encoded + b"\n")


def progress(items: Iterable[T], noun: str) -> Iterator[T]:
    """The items, counted on a terminal while they go by."""
    columns = (SpinnerColumn(), TextColumn("{task.completed} " + noun), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(noun, total=None)
        for item in items:
            yield item
            progress.advance(task)


def told(outcomes: "Iterable[Outcome]", counts: Counter[str], *, as_json: bool) -> bool:
    """Whether Ctrl-C cut the outcomes short; each is counted, and printed as it comes, and what was stored is told before a stop counts."""
    try:
        with stops.put_off():
            for outcome in outcomes:
                counts.update({outcome.status: 1, "claims": outcome.claims})
                if outcome.reason is not None:
                    err.print(f"quarantined {outcome.source}: {outcome.reason}", markup=False)
                if as_json:
                    line(codec.encode(outcome))
    except KeyboardInterrupt:
        return True
    return False
