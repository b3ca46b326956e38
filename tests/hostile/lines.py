"""JSON Lines that are hostile: nesting, wrong types, surrogates, one bad line among good ones, broken compression."""

import gzip
import json
from collections.abc import Iterator

from texts import ADDED, EITHER, REFUSED, WORDS, Row

A, Q, E = ADDED[0], REFUSED[0], EITHER[0]


def good(name: str) -> bytes:
    """A line with words of its own, and no id: it is called by its place."""
    return json.dumps({"text": f"{WORDS} Line {name}."}).encode()


def cases() -> Iterator[Row]:
    """Name, bytes, ends, and whether it is slow."""
    for name, line, end in _lines():
        yield f"{name}.jsonl", good(f"{name} 1") + b"\n" + line + b"\n" + good(f"{name} 3"), (A, end, A), False
    yield "mark.ndjson", b"\xef\xbb\xbf" + good("mark"), (A,), False
    yield "blank-lines.jsonl", b"\n" * 10_000 + good("blank") + b"\n \t \n", (A,), False
    yield "returns.jsonl", good("returns 1") + b"\r\n" + good("returns 2") + b"\r\n", (A, A), False
    yield "utf-16.jsonl", good("sixteen").decode().encode("utf-16"), (Q,), False
    yield "empty.jsonl", b"", (), False
    yield "array.jsonl", b"[" + good("array") + b"]", (Q,), False
    yield "pretty.jsonl", json.dumps({"text": WORDS}, indent=1).encode(), (Q, Q, Q), False
    packed = gzip.compress(b"\n".join(good(f"packed {n}") for n in range(3)), mtime=0)
    yield "packed.jsonl.gz", packed, (A, A, A), False
    yield "cut.jsonl.gz", packed[:10], (Q,), False
    yield "members.jsonl.gz", gzip.compress(good("member 1") + b"\n", mtime=0) + gzip.compress(good("member 2"), mtime=0), (A, A), False
    yield "line-of-65-mb.jsonl.gz", gzip.compress(b"A" * 65 * 1024 * 1024 + b"\n" + good("behind"), 9, mtime=0), (Q, A), True
    yield "endless.jsonl.gz", gzip.compress(b"A" * 400 * 1024 * 1024, 9, mtime=0), (Q, Q), True


def _lines() -> Iterator[tuple[str, bytes, str]]:
    yield "bad-line", b"{bad", Q
    yield "no-object", b"[1, 2]", Q
    yield "null-line", b"null", Q
    yield "number-line", b"12", Q
    for depth in (500, 100_000):
        yield f"arrays-{depth}", b'{"text": "a", "x": ' + b"[" * depth + b"]" * depth + b"}", Q if depth > 500 else E
    yield "objects-100000", b'{"a":' * 100_000 + b"1" + b"}" * 100_000, Q
    yield "open-arrays", b"[" * 100_000, Q
    wrong = {
        "no-text": {},
        "text-number": {"text": 5},
        "text-list": {"text": ["a"]},
        "text-null": {"text": None},
        "outlet-list": {"text": "a", "outlet": ["b"]},
    }
    wrong |= {
        "blank-text": {"text": " "},
        "nul": {"text": "a\0b"},
        "bad-day": {"text": "a", "published": "08/02/2025"},
        "id-object": {"text": "a", "id": {}},
    }
    for name, fields in wrong.items():
        yield name, json.dumps(fields).encode(), Q
    for name, escape in (("high", "\\ud800"), ("low", "\\udc00"), ("swapped", "\\udc00\\ud800"), ("cut", "\\ud83d"), ("in-half", "\\u12")):
        yield f"surrogate-{name}", f'{{"text": "a{escape}b"}}'.encode(), Q
    yield "surrogate-pair", b'{"text": "12 people were killed \\ud83d\\ude00, he said."}', A
    yield "not-utf-8", b'{"text": "caf\xe9"}', Q
    yield "number-huge", b'{"text": "12 were killed, he said.", "id": ' + b"9" * 5000 + b"}", E
    yield "number-infinite", b'{"text": "13 were killed, he said.", "id": 1e999}', E
    yield "not-a-number", b'{"text": "14 were killed, he said.", "x": NaN}', Q
    yield "comma", b'{"text": "a",}', Q
    yield "twice", b'{"text": "15 were killed, he said.", "text": "16 were killed, he said."}', A
    yield "day-of-year-0", b'{"text": "17 were killed, he said.", "published": "0000-01-01"}', Q
    yield "day-of-year-9999", b'{"text": "18 were killed, he said.", "published": "9999-12-31T23:59:59-23:59"}', A
    yield "other-fields", json.dumps({"text": "19 were killed, he said."} | {f"x{n}": n for n in range(20_000)}).encode(), A
    yield "escapes", b'{"text": "20 were killed, he said.' + b"\\u0041" * 20_000 + b'"}', E
    yield "odd-tags", b'{"text": "21 were killed, he said.", "language": "x-klingon", "url": "javascript:alert(1)", "title": "\\u202e"}', A
