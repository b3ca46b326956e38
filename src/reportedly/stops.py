"""Ctrl-C and SIGTERM, put off while they would fall between two halves of one thing: a row and its count, a lock and its release."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ContextDecorator
from types import FrameType
from typing import Any, Self, TypeVar, cast

_KINDS = (signal.SIGINT, signal.SIGTERM)
T = TypeVar("T")


class _Stops:
    """What stands of them in this process; Python hands signals to its main thread alone."""

    def __init__(self) -> None:
        self.put_off = False
        self.came: list[int] = []
        self.handlers: dict[int, Callable[[int, FrameType | None], Any]] = {}  # those that were there before ours


_stops = _Stops()


class _Part(ContextDecorator):
    """A block in which stops wait, or count at once. No generator: one that a stop left suspended would come back when it is cleared away."""

    def __init__(self, *, put_off: bool) -> None:
        self._put_off = put_off
        self._before: bool | None = None

    def _recreate_cm(self) -> Self:
        return type(self)(put_off=self._put_off)

    def __enter__(self) -> object:
        if threading.current_thread() is threading.main_thread():
            self._before, _stops.put_off = _stops.put_off, self._put_off
            try:
                _heed()
            except BaseException:
                _stops.put_off = self._before
                raise
        return self

    def __exit__(self, *error: object) -> None:
        if self._before is not None:
            _stops.put_off = self._before
            _heed()


class _Block(_Part):
    """A block in which stops wait, and our handlers stand in for those that were there."""

    _formers: dict[int, Any]

    def __enter__(self) -> _Part:
        main = threading.current_thread() is threading.main_thread()
        formers = {kind: signal.getsignal(kind) for kind in _KINDS} if main else {}
        self._formers = {kind: former for kind, former in formers.items() if callable(former) and former is not _handle}
        _stops.handlers.update(self._formers)
        outside = _Part(put_off=_stops.put_off)
        for kind in self._formers:
            signal.signal(kind, _handle)
        super().__enter__()
        return outside

    def __exit__(self, *error: object) -> None:
        try:
            super().__exit__(*error)
        finally:
            # Ours hands on what it does not put off, so that a stop that comes between these does no harm.
            for kind, former in self._formers.items():
                signal.signal(kind, former)


def put_off() -> _Block:
    """A block in which a stop waits for its end, or for a `heeded` part of it; it gives a part in which a stop counts as it does outside.

    Also a decorator. Where a signal has no handler in Python it never waits.
    """
    return _Block(put_off=True)


def heeded() -> _Part:
    """A block in which a stop counts at once again, also one that was put off: what waits or works long, and can be broken off. Also a decorator."""
    return _Part(put_off=False)


def heeding(items: Iterable[T]) -> Iterator[T]:
    """The items, with every stop heeded while one is made, and none while it is used."""
    iterator, end = iter(items), object()
    while True:
        with heeded():
            item = next(iterator, end)
        if item is end:
            return
        yield cast(T, item)


def _handle(number: int, frame: FrameType | None) -> None:
    _stops.came.append(number)
    _heed(frame)


def _heed(frame: FrameType | None = None) -> None:
    while _stops.came and not _stops.put_off:
        number = _stops.came.pop()
        _stops.handlers[number](number, frame)
