# ruff: noqa: E501 (tables of pieces read better in one)
"""Plain texts that are hostile: encodings, characters, numbers, days, floods, compression."""

import gzip
from collections.abc import Iterator

Row = tuple[str, bytes, tuple[str, ...], bool]
WORDS = "At least 12 soldiers were killed near Sumy on Monday, the regional council said."
TEXT = WORDS.encode() + b"\n"
CYRILLIC = "Внаслідок удару загинули 12 військових, повідомила обласна рада в понеділок."
ADDED, REFUSED, EITHER = ("added",), ("quarantined",), ("either",)


def cases() -> Iterator[Row]:
    """Name, bytes, ends, and whether it is slow."""
    for name, raw, ends in (*_encodings(), *_characters(), *_numbers(), *_days(), *_heads(), *_empty(), *_gzip()):
        yield name, raw, ends, False
    yield from _floods()


def _encodings() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    for charset in ("utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-7", "cp037"):
        yield f"{charset}.txt", f"{WORDS} In {charset}.".encode(charset), EITHER
    for charset in ("cp1251", "koi8_u", "cp866", "mac_cyrillic", "iso8859_5"):
        yield f"{charset}.txt", f"{CYRILLIC} {charset}".encode(charset, "replace"), EITHER
    for charset, words in (
        ("gb18030", "周一有12名士兵死亡"),
        ("big5", "週一有12名士兵死亡"),
        ("shift_jis", "兵士12人が死亡"),
        ("euc_kr", "군인 12명 사망"),
    ):
        yield f"{charset}.txt", words.encode(charset) * 5, EITHER
    utf8, other = CYRILLIC.encode(), CYRILLIC.encode("cp1251")
    mixed = {
        "utf8-then-cp1251": utf8 + b"\n" + other,
        "cp1251-then-utf8": other + b"\n" + utf8,
        "cut-in-a-character": TEXT + utf8[:-1],
        "one-bad-byte": TEXT * 20 + b"\xff" + TEXT * 20,
        "overlong": TEXT + b"\xc0\xaf\xe0\x80\xaf",
        "cesu-surrogates": TEXT + b"\xed\xa0\xbd\xed\xb8\x80",
        "beyond-unicode": TEXT + b"\xf4\x90\x80\x80",
        "encoded-twice": CYRILLIC.encode().decode("latin-1").encode(),
        "utf-16-odd-length": b"\xff\xfe" + WORDS.encode("utf-16-le")[:-1],
        "utf-16-lone-surrogate": b"\xff\xfe\x00\xd8a\x00",
        "all-bytes": bytes(range(256)),
        "random": bytes((i * 7919 + i // 7) % 256 for i in range(5000)),
    }
    for name, raw in mixed.items():
        yield f"{name}.txt", raw, EITHER
    for name, raw in (
        ("nul", TEXT + b"\0"),
        ("nul-first", b"\0" + TEXT),
        ("nuls", b"\0" * 10_000),
        ("elf", b"\x7fELF\x02\x01\x01\0" + b"\0\xff" * 500),
    ):
        yield f"{name}.txt", raw, REFUSED


def _characters() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    odd = {
        "bidi": f"\u202e{WORDS}\u202c \u2066{WORDS}\u2069 \u200f12 people died.",
        "zero-width": "\u200b".join(WORDS),
        "zero-width-in-number": "At least 2\u200b30 people were killed, he said.",
        "joiners": f"{WORDS} 👩‍👩‍👧‍👦 👨🏿‍🚒 🇺🇦",
        "combining": "A" + "\u0301" * 10_000 + f" {WORDS}",
        "tags": f"{WORDS}" + "".join(chr(0xE0000 + ord(c)) for c in "hidden 900 dead"),
        "private-use": f"\ue000\uf8ff\U000f0000 {WORDS}",
        "noncharacters": f"\ufffe\uffff\U0010ffff {WORDS}",
        "replacement": f"\ufffd\ufffd {WORDS}",
        "bom-inside": f"{WORDS}\ufeff{WORDS}",
        "line-separators": f"{WORDS}\u2028{WORDS}\u2029{WORDS}\x85{WORDS}\x0b\x0c",
        "bare-returns": f"{WORDS}\r{WORDS}\r\r\n",
        "controls": f"\x01\x02\x1b[2J\x07\x08{WORDS}\x7f\x9b31m",
        "dotted-i": "İSTANBUL: 12 ışık İLKER İİİ dedi ki. 12 people died, İlker said.",
        "sharp-s": "ẞß 12 Menſchen ﬁﬂ were killed, he ſaid.",
        "decomposed": "Zele\u0301nskyi\u0306 said 12 soldiers were killed near Kyi\u0306v.",
        "right-to-left": "قُتل ١٢ جنديًا قرب المدينة، قال المجلس. לפחות 12 חיילים נהרגו.",
        "quotes": "\"“”„«»‘’‚'‹›「」" * 50 + WORDS,
        "open-quotes": '"' * 2000 + WORDS,
        "nested-quotes": "“He said: ‘" * 200 + WORDS,
        "parentheses": "(" * 2000 + WORDS + ")" * 2000,
        "apostrophes": "'' 12 people'' died ''" * 20,
        "markup": f"<script>alert(1)</script> {{{{7*7}}}} =cmd|' /C calc'!A0 {WORDS}",
        "ansi": f"\x1b]0;title\x07 {WORDS}",
    }
    for name, words in odd.items():
        yield f"{name}.txt", words.encode(), ADDED


def _numbers() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    odd = {
        "full-width": "２０", "arabic-indic": "١٢٣", "devanagari": "४५", "superscript": "²", "circled": "⑫", "roman": "Ⅻ", "vulgar": "½", "mathematical": "𝟚𝟛",
        "han": "一百二十", "mixed-scripts": "1٢3", "huge": "9" * 400, "huger": "9" * 100_000, "grouped": ",".join(["999"] * 2000), "scaled": "one million " * 500,
        "exponent": "1e999", "dots": "1.2.3.4.5", "zeros": "0" * 5000 + "1", "negative": "-5", "infinity": "inf", "nan": "NaN", "range-upside-down": "30-20",
        "ranges": "1-" * 2000 + "2", "slashes": "1/0", "spaces": "12 000 000 000 000 000 000 000", "words": "nine hundred " * 300,
    }  # fmt: skip
    for name, number in odd.items():
        yield f"number-{name}.txt", f"At least {number} people were killed and {number} wounded in Sumy, the council said.".encode(), ADDED


def _days() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    days = [
        "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "2025-02-30", "2025-13-45", "2025-02-08T25:61:61Z", "2025-02-08T10:00+24:00",
        "2025-02-08T23:59:60Z", "2025-10-26T03:30 Europe/Kyiv", "-2025-02-08", "٢٠٢٥-٠٢-٠٨", "99999999-99-99", "08/02/2025",
    ]  # fmt: skip
    for index, day in enumerate(days):
        yield f"day-{index}.txt", f"outlet: Copper Mail {index}\ndate: {day}\n\n{WORDS} It began on {day} and ended on {day}.".encode(), ADDED
    yield "days-ago.txt", b"999999 years ago 12 people died; in 99999999 days 3 more will, he said on 31 February 9999.", ADDED


def _heads() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    yield "head-long.txt", b"outlet: " + b"x" * 100_000 + b"\n" + TEXT, ADDED
    yield "head-many.txt", b"outlet: a\n" * 10_000 + TEXT, ADDED
    yield "head-only.txt", b"outlet: a\ndate: 2025-02-08\n", ADDED
    yield "fences.md", b"---\n" * 10_000 + TEXT, ADDED


def _empty() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    blank = {"empty": "", "space": " ", "breaks": "\r\n" * 100_000, "no-break-spaces": "\u00a0" * 100, "tabs": "\t\x0b\x0c", "mark-only": "\ufeff"}
    for name, words in blank.items():
        yield f"{name}.txt", words.encode(), REFUSED
    for name, words in (("zero-width-only", "\u200b" * 100), ("stop", "."), ("marks", "!?" * 500), ("one-letter", "a")):
        yield f"{name}.txt", words.encode(), ADDED


def _gzip() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    whole = gzip.compress((WORDS * 40 + "Packed.").encode(), mtime=0)
    for share in (1, 5, 10, 30, 60, 90, 99):
        yield f"cut-at-{share}.txt.gz", whole[: max(1, len(whole) * share // 100)], REFUSED
    parts = gzip.compress(TEXT + b"One.", mtime=0) + gzip.compress(TEXT + b"Two.", mtime=0)
    yield "members.txt.gz", parts, ADDED
    yield "members-cut.txt.gz", parts[:-5], REFUSED
    yield "garbage-behind.txt.gz", whole + b"garbage", REFUSED
    yield "zeros-behind.txt.gz", gzip.compress(TEXT + b"Zeros.", mtime=0) + bytes(100), ADDED
    yield "wrong-sum.txt.gz", whole[:-8] + bytes(8), REFUSED
    yield "flipped.txt.gz", whole[:40] + bytes([whole[40] ^ 1]) + whole[41:], REFUSED
    yield "no-gzip.txt.gz", TEXT, REFUSED
    yield "empty.txt.gz", b"", REFUSED
    yield "empty-inside.txt.gz", gzip.compress(b"", mtime=0), REFUSED
    yield "bomb.txt.gz", gzip.compress(b"A" * 66 * 1024 * 1024, 9, mtime=0), REFUSED
    yield "bomb-in-bomb.txt.gz", gzip.compress(gzip.compress(b"A" * 30 * 1024 * 1024, 9, mtime=0), mtime=0), EITHER
    yield "bomb.html.gz", gzip.compress(b"<p>" * 22 * 1024 * 1024, 9, mtime=0), REFUSED


def _floods() -> Iterator[Row]:
    pieces = {
        "said": "said ", "number": "12 ", "comma": "12, ", "killed": "killed ", "and": "and 12 killed ", "day": "2025-02-08 ", "month": "May ", "place": "Sumy ",
        "quote": '" ', "quoted": '"a" he said ', "dash": "- ", "stop": ". ", "stops": ".", "open": "(", "url": "https://a.example/1 ", "break": "\n12 dead",
        "who": "the army said that ", "that": "that ", "colon": "a: ", "than": "more than ", "of": "of ", "capital": "Ab ", "range": "1-2 ", "percent": "1% ",
        "denied": "denied that ", "according": "according to ", "one-word": "a", "digits": "1", "hyphen": "a-", "apostrophe": "a'", "month-days": "8 May ",
    }  # fmt: skip
    for name, piece in pieces.items():
        flood = f"{WORDS} Flood.\n{piece * (20_000 // len(piece))}\n{WORDS}"
        yield f"flood-{name}.txt", flood.encode(), EITHER, False
        yield f"great-flood-{name}.txt", f"{WORDS} Great flood.\n{piece * (300_000 // len(piece))}".encode(), EITHER, True
    yield "one-line-of-10-mb.txt", (WORDS + " ").encode() * 130_000, REFUSED, False
    yield "lines-of-10-mb.txt", TEXT * 130_000, REFUSED, False
    yield "line-of-900-kb.txt", (WORDS + " ").encode() * 11_000, EITHER, True
    yield "lines-of-900-kb.txt", TEXT * 11_000, EITHER, True
