"""Standard input: JSON Lines where its first line begins like a JSON object, else one plain text."""

import io
import re
from typing import BinaryIO

from reportedly.read import files

MOST_BLANK_LINES = 1000  # before the first line that is looked at
_OBJECT = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"')


class Opened:
    """A stream with its first line read ahead."""

    def __init__(self, stream: BinaryIO) -> None:
        start = bytearray()
        for _ in range(MOST_BLANK_LINES):
            part = stream.readline(files.MAX_REPORT_BYTES + 1 - len(start))
            start += part
            if not part or not part.isspace():
                break
        self._start = io.BytesIO(bytes(start))
        self._rest = stream
        self.holds_lines = _OBJECT.match(start) is not None

    def readline(self, size: int, /) -> bytes:
        """The next line, or as much of it as `size` bytes."""
        part = self._start.readline(size)
        if part.endswith(b"\n") or len(part) == size:
            return part
        return part + self._rest.readline(size - len(part))

    def read(self, size: int) -> bytes:
        """Up to `size` bytes."""
        part = self._start.read(size)
        return part + self._rest.read(size - len(part))
