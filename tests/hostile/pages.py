# ruff: noqa: E501 (tables of pieces read better in one)
"""HTML pages that are hostile: nesting, floods, broken markup, hidden text, entities, encodings."""

from collections.abc import Iterator

from texts import ADDED, EITHER, REFUSED, WORDS, Row

BODY = f"<p>{WORDS}</p>"


def cases() -> Iterator[Row]:
    """Name, bytes, ends, and whether it is slow."""
    for name, markup, ends in (*_broken(), *_nested(), *_hidden(), *_declared(), *_entities()):
        yield f"{name}.html", _page(name, markup), ends, False
    for name, raw, ends in _encoded():
        yield f"{name}.html", raw, ends, False
    for name, markup in _floods():
        yield f"{name}.html", _page(name, markup), EITHER, False
    yield "page-of-8-mb.html", b"<p>x</p>" * (1024 * 1024 + 1), REFUSED, False
    yield "page-of-7-mb.html", _page("seven", BODY * 70_000), EITHER, True
    yield "page-of-1-mb.html", _page("one", BODY * 10_000), EITHER, True


def _page(name: str, markup: str) -> bytes:
    """The markup as a page with words of its own, unless it is a whole one."""
    return (markup if "<html" in markup else f"<html><head><title>{name}</title></head><body>{markup}<p>Page {name}.</p></body></html>").encode()


def _broken() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    broken = {
        "bang-h": "<!h<!h" + BODY, "bang-hs": "<!h" * 5000 + BODY, "doctype-system": f'<!DOCTYPE html SYSTEM "file:///etc/passwd">{BODY}',
        "unclosed": "<div><p><b><i>" + WORDS, "unclosed-tag": BODY + "<a href='", "only-ends": "</div></p>" * 1000 + BODY, "crossed": "<b><i></b></i>" * 500 + BODY,
        "colspan": f"<table><tr><td colspan=9007199254740991 rowspan=9007199254740991>{WORDS}</td></tr></table>", "plaintext": BODY + "<plaintext>" + BODY,
        "textarea": BODY + "<textarea>" + BODY, "title": "<title>" + BODY, "frameset": f"<frameset><frame src=x></frameset>{BODY}", "cdata": f"<![CDATA[{BODY}]]>" + BODY,
        "instruction": f"<?php echo 1; ?>{BODY}<?xml", "conditional": f"<!--[if IE]>{BODY}<![endif]-->{BODY}", "nul": f"<p>{WORDS}\0</p>",
        "svg": f"<svg><text>{WORDS}</text></svg>{BODY}", "math": f"<math><mi>{WORDS}</mi></math>{BODY}", "upper": BODY.upper(), "attributes": f"<p =x ''\"\" a=b=c>{WORDS}",
        "namespace": f"<a:b xmlns:a='x'>{BODY}</a:b>", "xml": f"<?xml version='1.0'?><rss><channel><item>{BODY}</item></channel></rss>", "bare": WORDS,
    }  # fmt: skip
    for name, markup in broken.items():
        yield name, markup, REFUSED if name == "nul" else ADDED


def _nested() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for depth in (250, 999, 1000, 1001, 5000):
        yield f"divs-{depth}", "<div>" * depth + BODY * 3 + "</div>" * depth, ADDED
    for tag in ("div", "span", "b", "table", "ul", "font", "blockquote", "svg", "p", "select", "object"):
        yield f"nested-{tag}", f"<{tag}>" * 100_000 + BODY, EITHER
    yield "nested-lists", "<ul><li>" * 2000 + BODY, ADDED
    yield "nested-tables", "<table><tr><td>" * 500 + BODY, EITHER


def _hidden() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for index, how in enumerate(("style='display:none'", "hidden", "aria-hidden='true'", "style='visibility: hidden'")):
        yield f"hidden-{index}", f"<div {how}><p>Nine hundred people died in Nowhere.</p></div>{BODY}", ADDED
        yield f"all-hidden-{index}", f"<html><body><div {how}>{BODY}</div></body></html>", REFUSED
    yield "only-scripts", f"<html><body><script>{WORDS}</script><style>{WORDS}</style><noscript></noscript></body></html>", REFUSED
    yield "empty-page", "<html></html>", REFUSED
    yield "only-markup", "<html>" + "<div></div>" * 1000, REFUSED


def _declared() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    deep = "[" * 100_000
    for name, data in (("deep", deep), ("bad", "{bad"), ("wrong", '{"@type": ["Article", null], "datePublished": {"a": 1}, "publisher": [[]]}')):
        yield f"ld-{name}", f'<script type="application/ld+json">{data}</script>{BODY}', ADDED
    for name, day in (
        ("year-0", "0000-01-01"),
        ("year-9999", "9999-12-31T23:59:59+23:59"),
        ("zone", "2025-02-08T10:00+99:99"),
        ("long", "2" * 100_000),
    ):
        yield f"meta-{name}", f'<meta property="article:published_time" content="{day}">{BODY}', ADDED
    yield "author-32-kb", f'<meta name="author" content="{"a " * 16_000}">{BODY}', ADDED
    yield "byline", f'<span class="byline">{"by a, " * 6000}</span>{BODY}', ADDED
    yield "canonical", f'<link rel="canonical" href="http://[bad"><meta property="og:url" content="javascript:alert(1)">{BODY}', ADDED
    yield "lone-surrogate-in-ld", f'<script type="application/ld+json">{{"@type": "Article", "headline": "\\ud800"}}</script>{BODY}', ADDED


def _entities() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    yield "billion-laughs", f'<!DOCTYPE html [<!ENTITY l0 "ha">{bomb}]>{BODY}&l11;', ADDED
    yield "external-entity", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>{BODY}&x;', ADDED
    yield "references", f"<p>{WORDS} &#0; &#xD800; &#x110000; &#99999999999; &unknown; &amp;amp; &lt</p>", EITHER
    yield "many-references", f"{BODY}<p>" + "&amp;&#65;" * 20_000, ADDED


def _encoded() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    for charset in ("utf-16", "utf-8-sig", "utf-7", "windows-1251", "no-such-charset", "utf-32", "base64", "idna", "x" * 30):
        head = f"<html><meta charset='{charset}'><body>{BODY}<p>Declared {charset}.</p>"
        yield f"declared-{charset}", head.encode() + "é".encode("cp1252"), EITHER
    yield "utf-16-page", f"<html><body>{BODY}<p>Sixteen.</p>".encode("utf-16"), ADDED
    yield "two-encodings", "<html><meta charset=utf-8><p>Загинули 12 людей.</p>".encode() + "<p>Поранено 30.</p>".encode("cp1251"), EITHER


def _floods() -> Iterator[tuple[str, str]]:
    yield "scripts", "<script>var a = '<p>x</p>';</script>" * 20_000 + BODY
    yield "one-script", f"<script>{'x' * 4_000_000}</script>{BODY}"
    yield "comments", "<!-- x -->" * 50_000 + BODY
    yield "open-comment", BODY + "<!--" * 100_000
    yield "styles", f"<p style='{'color:red;' * 100_000}'>{WORDS}</p>"
    yield "many-attributes", f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{WORDS}</p>"
    yield "long-link", f"<a href='data:text/html;base64,{'A' * 4_000_000}'>{WORDS}</a>{BODY}"
    yield "breaks", WORDS + "<br>" * 50_000 + WORDS
    yield "paragraphs", BODY * 2000
    yield "links", "<a href='x'>12 dead</a> " * 5000 + BODY
    yield "options", f"<select>{'<option>12</option>' * 20_000}</select>{BODY}"
    yield "open-brackets", "<" * 200_000 + BODY
    yield "open-links", "<a" * 100_000 + BODY
    yield "cells", f"<table>{'<tr><td>12</td><td>dead</td></tr>' * 5000}</table>{BODY}"
    yield "images", "<img src=x alt='12 dead'>" * 20_000 + BODY
