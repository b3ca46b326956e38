"""A disk that can lose its power: what SQLite writes and syncs is recorded, and the files are made as a power cut may leave them.

The functions with which SQLite opens, writes, cuts, syncs and deletes files (its VFS, https://www.sqlite.org/vfs.html) are wrapped, by ctypes.
What a file was told before its last sync is there after the cut. Of what came later, each sector of 512 bytes is there or not. A deletion is there
when any file has been synced after it.
"""

import _sqlite3
import ctypes
import random
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Literal

SECTOR = 512
# Names are pointers here, for SQLite keeps the one that it is given.
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    _fields_: ClassVar = [
        ("iVersion", c_int), ("szOsFile", c_int), ("mxPathname", c_int), ("pNext", c_void_p), ("zName", c_char_p), ("pAppData", c_void_p),
        ("xOpen", _Open), ("xDelete", _Delete),
    ]  # fmt: skip


class _Methods(Structure):
    _fields_: ClassVar = [
        ("iVersion", c_int), ("xClose", c_void_p), ("xRead", c_void_p), ("xWrite", _Write), ("xTruncate", _Truncate), ("xSync", _Sync),
        ("others", c_void_p * 13),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a file, or a report that was acknowledged (`file` is its ref)."""

    kind: Literal["write", "truncate", "sync", "delete", "acknowledged"]
    file: str
    at: int = 0  # offset of a write, or the size that is left
    content: bytes = b""


@dataclass(slots=True)
class Recording:
    """Everything that SQLite does to files in this process, from `begin` on."""

    steps: list[Step] = field(default_factory=list)
    _kept: list[object] = field(default_factory=list)  # ctypes forgets what nobody holds
    _names: dict[int, str] = field(default_factory=dict)
    _methods: dict[int, _Methods] = field(default_factory=dict)

    def begin(self) -> None:
        """Wrap SQLite's functions. Raises AttributeError where Python's SQLite does not show them."""
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        vfs = library.sqlite3_vfs_find(None).contents
        opened, deleted = _Open(ctypes.cast(vfs.xOpen, c_void_p).value or 0), _Delete(ctypes.cast(vfs.xDelete, c_void_p).value or 0)

        def open_(own: int, name: int | None, file: int, flags: int, out: int) -> int:
            result: int = opened(own, name, file, flags, out)
            if result == 0 and name is not None:
                self._names[file] = _file_name(name)
                self._wrap(file)
            return result

        def delete(own: int, name: int, sync: int) -> int:
            self.steps.append(Step("delete", _file_name(name)))
            return int(deleted(own, name, sync))

        vfs.xOpen, vfs.xDelete = _Open(open_), _Delete(delete)
        self._kept += [vfs, vfs.xOpen, vfs.xDelete]

    def acknowledge(self, ref: str) -> None:
        """Note that a report was acknowledged."""
        self.steps.append(Step("acknowledged", ref))

    def _wrap(self, file: int) -> None:
        pointer = ctypes.cast(file, POINTER(POINTER(_Methods)))
        address = ctypes.cast(pointer.contents, c_void_p).value or 0
        if address not in self._methods:
            self._methods[address] = self._wrapped(pointer.contents.contents)
        ctypes.memmove(file, byref(c_void_p(ctypes.addressof(self._methods[address]))), ctypes.sizeof(c_void_p))

    def _wrapped(self, own: _Methods) -> _Methods:
        methods = _Methods.from_buffer_copy(own)
        writes, truncates, syncs = own.xWrite, own.xTruncate, own.xSync

        def write(file: int, data: int, length: int, offset: int) -> int:
            self.steps.append(Step("write", self._names.get(file, ""), offset, ctypes.string_at(data, length)))
            return int(writes(file, data, length, offset))

        def truncate(file: int, size: int) -> int:
            self.steps.append(Step("truncate", self._names.get(file, ""), size))
            return int(truncates(file, size))

        def sync(file: int, flags: int) -> int:
            self.steps.append(Step("sync", self._names.get(file, "")))
            return int(syncs(file, flags))

        methods.xWrite, methods.xTruncate, methods.xSync = _Write(write), _Truncate(truncate), _Sync(sync)
        self._kept += [own, methods, methods.xWrite, methods.xTruncate, methods.xSync]
        return methods


def _file_name(pointer: int) -> str:
    return Path(ctypes.string_at(pointer).decode()).name


def after_power_cut(steps: list[Step], folder: Path, chance: random.Random) -> None:
    """Make the files in the folder as they may be when the power is cut after these steps."""
    last_sync = max((index for index, step in enumerate(steps) if step.kind == "sync"), default=-1)
    synced = {step.file: index for index, step in enumerate(steps) if step.kind == "sync"}
    kept_share = chance.choice((0.0, 0.5, 0.9, 1.0))
    files: dict[str, bytearray] = {}
    for index, step in enumerate(steps):
        is_safe = index < synced.get(step.file, -1)
        happens: Callable[[], bool] = lambda safe=is_safe: safe or chance.random() < kept_share  # type: ignore[misc]  # noqa: E731
        if step.kind == "write":
            _write(files.setdefault(step.file, bytearray()), step, happens)
        elif step.kind == "truncate" and happens():
            del files.setdefault(step.file, bytearray())[step.at :]
        elif step.kind == "delete" and (index < last_sync or chance.random() < kept_share):
            files.pop(step.file, None)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _write(file: bytearray, step: Step, happens: Callable[[], bool]) -> None:
    for begin in range(0, len(step.content), SECTOR):
        piece = step.content[begin : begin + SECTOR]
        if happens():
            start = step.at + begin
            file.extend(bytes(max(0, start + len(piece) - len(file))))
            file[start : start + len(piece)] = piece
