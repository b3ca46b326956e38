"""Bytes enough like reports to reach deep into the rules: sentences of conflict news out of a small grammar, odd signs let in anywhere."""

import json
from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

Kind = Literal["text", "lines", "page"]

_WHO = [
    "the army", "a spokesman", "Governor Olena Marchenko", "two officials", "the Defence Ministry", "he", "who", "Reuters", "the mayor of Sumy",
    "Ukraine's General Staff", "residents", "the SANA agency", "our guys", "İlker Ünal", "Иван Петренко", "", "UN",
]  # fmt: skip
_CUE = [
    "said", "told Reuters", "denied that", "claimed", "according to", "was quoted as saying", "did not confirm", "warned that", "added,", "said:",
    "",
]  # fmt: skip
_HEDGE = [
    "", "", "at least ", "about ", "more than ", "up to ", "some ", "fewer than ", "nearly ", "between 3 and ", "~", "as many as ", "another ",
]  # fmt: skip
_NOUN = [
    "people", "soldiers", "North Korean soldiers", "drones", "km", "square kilometres", "of them", "children", "tanks",
    "officers, including senior ones", "wounded", "%", "villages", "bodies", "others", "missiles", "families", "percent of troops",
]  # fmt: skip
_VERB = [
    "were killed", "were wounded", "was shot down", "died", "have been captured", "advanced", "were lost", "may have been hit", "will be deployed",
    "fled", "struck a depot", "had not been killed", "was destroyed in an air strike", "to capture", "losing",
]  # fmt: skip
_WHERE = [
    "in Sumy", "near Kursk", "in the Kursk region", "in Gaza City", "in the village of Orlivka, Donetsk region", "on the border", "in New York", "",
    "there",
]  # fmt: skip
_WHEN = [
    "on Monday", "yesterday", "overnight", "on 8 February 2025", "in year 0000-00-00", "on 31 December 9999", "since the start of the war",
    "last week", "on 31 February", "06.02.2025", "at 25:61", "three days ago", "for nearly 10,000 years", "on 0001-01-01T00:00:00+24:00", "",
    "in 6 months", "on February 29, 2023", "999999 years ago", "in the past 24 hours", "Today (February 6 - ed.)", "by 2100", "in May",
]  # fmt: skip
_TEMPLATES = [
    "{who} {cue} {hedge}{number} {noun} {verb} {where} {when}.",
    "“{hedge}{number} {noun} {verb}”, {who} {cue} {when}.",
    "{when} {hedge}{number} {noun} {verb} {where}, {who} {cue}.",
    "{number} {noun} {verb} and {hedge}{number} more {verb} {where}, {cue} {who}.",
    '"{noun} {verb} {when}," {who} {cue} {where}. "{number} {noun} too.',
    "According to {who}, {who} {cue} that {hedge}{number} {noun}, or {number} to {number}, {verb}.",
    "- {number} {noun};\n- {hedge}{number} {noun} {verb}",
    "{who}: {number}/{number} {noun} ({number}%) {where}",
    "{verb} {where}? {cue} {who} {when}!",
]
_NUMBERS = [
    "0", "1", "12", "230", "4,000", "4.000", "12 000", "12\u00a0000", "1,234,567.89", "40 thousand", "two dozen", "twenty-one", "half a million",
    "scores", "a few", "hundreds", "١٢٣", "２０", "²", "x²", "½", "Ⅻ", "1e999", "9" * 400, "-5", "+7", "3.5.7", "1,2,3", "10-15", "10–15", "10 to 5",
    "2\u200b30", "no", "0.0000001", "1/0", "12th", "MM", "one hundred thousand million billion trillion", "2025", "3 - 4", "None", "NaN", "inf",
    "৪৫", "〇", "一百",
]  # fmt: skip
_ODD = [
    *"\"'“”„«»‘’‚—–-()[]{}<>&%$€#*_|/\\…·•¿¡", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u0301",
    "\u2028", "\x0b", "\x1f", "\x7f", "\x85", "İ", "ß", "ﬁ", "👩‍👩‍👧", "🇺🇦", "𝟚", "𐍈", "\U000e0041", "\ufffd", "\uffff", "ё", "שלום", "العربية",
    "12", "said", " ",
]  # fmt: skip
_DAYS = [
    "2025-02-08",
    "8 February 2025",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "2025-02-08T23:30:00+24:00",
    "2025-02-08T10:00-23:59",
    "08/02/2025",
    "",
    "２０２５-02-08",
]

number = st.one_of(st.sampled_from(_NUMBERS), st.sampled_from(_NUMBERS), st.integers(0, 10**7).map(str))
sentence = st.builds(
    lambda template, **words: template.format(**words), st.sampled_from(_TEMPLATES), who=st.sampled_from(_WHO), cue=st.sampled_from(_CUE),
    hedge=st.sampled_from(_HEDGE), number=number, noun=st.sampled_from(_NOUN), verb=st.sampled_from(_VERB), where=st.sampled_from(_WHERE),
    when=st.sampled_from(_WHEN),
)  # fmt: skip
odd = st.sampled_from(_ODD) | st.sampled_from(_ODD) | st.text(min_size=1, max_size=3)


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes as they would lie in a file of that kind."""

    kind: Kind
    raw: bytes


def _broken(words: str, breaks: list[tuple[float, str]]) -> str:
    """The words with each odd sign let in at its share of the length."""
    for share, sign in breaks:
        at = int(share * len(words))
        words = words[:at] + sign + words[at:]
    return words


_places = st.integers(0, 1000).map(lambda thousandths: thousandths / 1000)
wording = st.builds(_broken, st.lists(sentence, min_size=1, max_size=4).map(" ".join), st.lists(st.tuples(_places, odd), max_size=6))
_paragraphs = st.lists(wording, min_size=1, max_size=3)


def _text(paragraphs: list[str], day: str, head: bool) -> Input:
    top = f"outlet: Copper Mail\ndate: {day}\n\n" if head else ""
    return Input("text", (top + "\n".join(paragraphs)).encode(errors="surrogatepass"))


def _lines(paragraphs: list[str], day: str, escaped: bool) -> Input:
    lines = (json.dumps({"id": n, "published": day, "text": text}, ensure_ascii=escaped) for n, text in enumerate(paragraphs))
    return Input("lines", "\n".join(lines).encode(errors="surrogatepass"))


def _page(paragraphs: list[str], day: str, article: bool) -> Input:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    body = f"<article><h1>{paragraphs[0][:40]}</h1>{body}</article>" if article else f"<div hidden>{body}</div><div>{body}"
    return Input("page", f"<html lang=en><meta name=date content='{day}'><body>{body}</body></html>".encode(errors="surrogatepass"))


def _damaged(whole: Input, damage: list[tuple[float, bytes]]) -> Input:
    raw = whole.raw
    for share, piece in damage:
        at = int(share * len(raw))
        raw = raw[:at] + piece + raw[at + 1 :]
    return Input(whole.kind, raw)


_days = st.sampled_from(_DAYS)
whole = st.one_of(*(st.builds(make, _paragraphs, _days, st.booleans()) for make in (_text, _text, _lines, _page)))
damage = st.one_of(st.just([]), st.just([]), st.just([]), st.lists(st.tuples(_places, st.binary(max_size=3)), min_size=1, max_size=3))
inputs = st.builds(_damaged, whole, damage)
