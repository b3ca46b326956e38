"""What a process of its own costs a page: `python -m benchmarks.workers [--pages 200] [--rounds 5]`, as a share of parsing it right here.

The pages are some 3 to 30 KB, made of one paragraph; the start of the process is told apart, for it is paid once in 500 pages.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from reportedly.read.pages import page_of, ready
from reportedly.read.workers import Worker

PARAGRAPH = "<p>Two people were hurt when a drone fell on a depot near the town of Harrowdene, the mayor of the town said.</p>"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    pages = [f"<html><body><article><h1>Page {n}</h1>{PARAGRAPH * (20 + n % 200)}</article></body></html>".encode() for n in range(args.pages)]
    ready()
    with Worker() as worker:
        start = _seconds(lambda: worker.parse("page", pages[0]))
        rounds = [
            (_seconds(lambda: [page_of(page) for page in pages]), _seconds(lambda: [worker.parse("page", page) for page in pages]))
            for _ in range(args.rounds)
        ]
    ratio = statistics.median(there / here for here, there in rounds)
    page = statistics.median(here for here, _ in rounds) / args.pages
    print(f"{args.pages} pages: in a worker {ratio:.2f} times the time of parsing here; its start takes as long as {start / page:.0f} pages")


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
