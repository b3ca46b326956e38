"""When Ctrl-C and SIGTERM count, and when they wait."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from reportedly import stops

CTRL_C = signal.SIGINT


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """SIGINT and SIGTERM raise KeyboardInterrupt, and what handles them is the same after each test."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    formers = [signal.signal(kind, signal.default_int_handler) for kind in kinds]
    yield
    assert [signal.getsignal(kind) for kind in kinds] == [signal.default_int_handler] * 2
    for kind, former in zip(kinds, formers, strict=True):
        signal.signal(kind, former)


@contextmanager
def stopped() -> Iterator[list[KeyboardInterrupt]]:
    """A list for the KeyboardInterrupt that the block must end with."""
    told: list[KeyboardInterrupt] = []
    try:
        yield told
    except KeyboardInterrupt as stop:
        told.append(stop)
    assert told


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_waits_for_the_end_of_the_block(kind: signal.Signals):
    done = []
    with stopped(), stops.put_off():
        signal.raise_signal(kind)
        done.append("the rest")
    assert done == ["the rest"]


def test_it_counts_at_once_elsewhere_and_in_a_heeded_part():
    done = []
    with stopped():
        signal.raise_signal(CTRL_C)
    with stopped(), stops.put_off(), stops.heeded():
        signal.raise_signal(CTRL_C)
        done.append("the rest")
    with stopped(), stops.put_off():
        signal.raise_signal(CTRL_C)
        with stops.heeded():
            done.append("the part")
    assert done == []


def test_the_outermost_block_counts():
    done = []
    with stopped(), stops.put_off():
        with stops.put_off():
            signal.raise_signal(CTRL_C)
        done.append("after the inner one")
    assert done == ["after the inner one"]


def test_a_part_of_a_block_may_be_as_outside():
    done = []
    with stopped(), stops.put_off() as outside, outside:
        signal.raise_signal(CTRL_C)
        done.append("the rest")
    with stopped(), stops.put_off():
        with stops.put_off() as outside, outside:
            signal.raise_signal(CTRL_C)
        done.append("after the inner one")
    assert done == ["after the inner one"]


def test_a_block_in_a_heeded_part_waits_for_its_own_end():
    done = []
    with stopped(), stops.put_off(), stops.heeded():
        with stops.put_off():
            signal.raise_signal(CTRL_C)
            done.append("the rest of the inner one")
        done.append("the rest")
    assert done == ["the rest of the inner one"]


def test_without_a_stop_nothing_is_raised_and_a_function_gives_what_it_gives():
    @stops.put_off()
    def one() -> int:
        return 1

    with stops.put_off(), stops.heeded():
        assert one() == 1


def test_what_goes_wrong_meanwhile_is_not_lost():
    with stopped() as told, stops.put_off():
        signal.raise_signal(CTRL_C)
        raise ValueError("wrong")
    assert isinstance(told[0].__context__, ValueError)


def test_a_signal_that_is_ignored_stays_ignored():
    signal.signal(CTRL_C, signal.SIG_IGN)
    with stops.put_off(), stops.heeded():
        signal.raise_signal(CTRL_C)
    signal.signal(CTRL_C, signal.default_int_handler)


def test_items_are_used_before_a_stop_counts_and_not_made_after_it():
    made, used = [], []

    def items() -> Iterator[int]:
        for number in range(3):
            made.append(number)
            yield number

    with stopped(), stops.put_off():
        for item in stops.heeding(items()):
            if item == 1:
                signal.raise_signal(CTRL_C)
            used.append(item)
    assert (made, used) == ([0, 1], [0, 1])
    assert list(stops.heeding(items())) == [0, 1, 2]


def test_other_threads_are_left_alone():
    done = []

    def work() -> None:
        with stops.put_off(), stops.heeded():
            done.append(signal.getsignal(CTRL_C))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [signal.default_int_handler]
