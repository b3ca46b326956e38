"""HTML pages."""

import logging
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import UnreadableInputError
from reportedly.read import Details, make_report, read
from reportedly.read.markup import plain
from reportedly.read.pages import page_of
from reportedly.records import Report

WORDS = [
    "Two people were hurt when a drone fell on a depot near the town of Harrowdene, the mayor said.",
    "A warehouse burnt down and about 40 trucks were lost, according to the owner of the depot.",
    "Nobody has claimed the attack, and the Copper Mail could not confirm the numbers itself.",
]
BODY = "".join(f"<p>{words}</p>" for words in WORDS)


def read_page(raw: bytes, ref: str, defaults: Details, raw_sha256: str) -> Report:
    page = page_of(raw)
    return make_report(page.text, ref, page.said, defaults, raw_sha256=raw_sha256, media_type=page.media_type)


def page(body: str = BODY, head: str = "", html: str = "<html>") -> Report:
    return read_page(f"<!DOCTYPE html>{html}<head>{head}</head><body>{body}</body></html>".encode(), "a.html", Details(), "0" * 64)


def test_the_article_is_the_text_and_the_rest_is_not() -> None:
    report = page(f"<nav><a href='/'>Home</a></nav><article><h1>Depot hit</h1>{BODY}</article><footer>All rights reserved</footer>")
    assert report.text == "\n".join(["Depot hit", *WORDS])
    assert (report.media_type, report.raw_sha256, report.report_ref) == ("text/html", "0" * 64, "a.html")


def test_a_page_declares_its_details() -> None:
    report = page(
        f"<article>{BODY}</article>",
        """<title>Depot hit - Copper Mail</title><meta property="og:site_name" content="Copper Mail"><meta property="og:title" content="Depot hit">
        <meta property="article:published_time" content="2025-02-08T23:30:00+02:00"><link rel="canonical" href="https://mail.example/depot">""",
        "<html lang='en-GB'>",
    )
    assert (report.outlet, report.title, report.language) == ("Copper Mail", "Depot hit", "en")
    assert (report.published, report.url) == ("2025-02-08T23:30:00+02:00", "https://mail.example/depot")


def test_json_ld_declares_them_too() -> None:
    data = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "Depot hit",
    "datePublished": "2025-02-08T10:00:00Z", "publisher": {"name": "Copper Mail"}, "mainEntityOfPage": {"@id": "https://mail.example/depot"}}]}"""
    report = page(BODY, f'<script type="application/ld+json">{data}</script>')
    assert (report.outlet, report.title, report.published) == ("Copper Mail", "Depot hit", "2025-02-08T10:00:00+00:00")
    assert report.url == "https://mail.example/depot"


@pytest.mark.parametrize("data", ["", "{bad", "[1, null]", '{"@type": 5}', "[" * 100_000, '{"@type": "Article", "publisher": [], "url": 7}'])
def test_json_ld_that_is_none_does_no_harm(data: str) -> None:
    assert page(BODY, f'<script type="application/ld+json">{data}</script>').outlet is None


@pytest.mark.parametrize(
    ("body", "head", "published"),
    [
        ("", '<meta name="pubdate" content="8 February 2025">', "2025-02-08"),
        ("<time itemprop='datePublished' datetime='2025-02-08'>today</time>", "", "2025-02-08"),
        ("<time datetime='2025-02-08T10:00'>today</time>", "", "2025-02-08T10:00:00"),
        ("<time datetime='2025-02-08'>a</time><time datetime='2025-02-07'>b</time>", "", None),  # which one is this page's?
        ("<span class='post-date'>Published: February 8, 2025, 10:00</span>", "", "2025-02-08"),
        ("<span class='post-date'>8 February 2025</span><span class='post-date'>7 February 2025</span>", "", None),
        ("<span class='update'>8 February 2025</span>", "", None),
        ("", '<link rel="canonical" href="https://mail.example/2025/02/08/depot">', "2025-02-08"),
        ("", '<link rel="canonical" href="https://mail.example/1925/02/88/depot">', None),
        ("", '<meta name="date" content="08/02/2025">', None),
        ("<p>On 3 January 2020 the depot was opened.</p>", "", None),  # the running text dates no page
    ],
)
def test_the_day_of_publication_is_declared_or_none(body: str, head: str, published: str | None) -> None:
    assert page(f"{body}{BODY}", head).published == published


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("<title>Depot hit - Copper Mail</title>", None),  # 'Russia - Ukraine: the war' names no outlet
        ('<link rel="canonical" href="https://www.mail.example/depot">', "mail.example"),
        ('<meta property="og:url" content="https://mail.example/depot"><meta name="publisher" content="Copper Mail">', "Copper Mail"),
        ('<link rel="canonical" href="/depot">', None),
        ('<link rel="canonical" href="http://[bad">', None),
    ],
)
def test_the_outlet_is_declared_or_the_host(head: str, outlet: str | None) -> None:
    assert page(BODY, head).outlet == outlet


@pytest.mark.parametrize(
    "hidden", ['style="display: NONE"', "style='color:red;display:none'", 'style="visibility:hidden"', "hidden", 'hidden=""', 'aria-hidden="true"']
)
@pytest.mark.parametrize("depth", [1, 1500])
def test_what_the_reader_of_the_page_does_not_see_is_no_source(hidden: str, depth: int) -> None:
    body = f"{'<div>' * depth}{BODY}<div {hidden}><div>Nine hundred people were hurt in Nowhere.</div></div>{'</div>' * depth}"
    report = page(body)
    assert "Nowhere" not in report.text
    assert all(words in report.text for words in WORDS)
    assert report.media_type == ("text/html" if depth == 1 else "text/html; extraction=simple")  # beyond 1,000 the extractor finds nothing


def test_a_page_of_hidden_words_has_no_text() -> None:
    with pytest.raises(UnreadableInputError, match="no text"):
        page(f'<div style="display:none">{BODY}</div>')


@pytest.mark.parametrize(
    "raw", ["<p>Two people were hurt.</p>", "Two people were hurt.", "<html><body>Two people were hurt.", "<div><div><p>Two people were hurt."]
)
def test_little_and_bare_markup_is_read_by_simple_means(raw: str) -> None:
    assert read_page(raw.encode(), "a", Details(), "").text == "Two people were hurt."


def test_an_encoding_that_the_page_declares() -> None:
    raw = '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><body><p>Склад у міста згорів.</p></body></html>'
    report = read_page(raw.encode("cp1251"), "a", Details(), "")
    assert (report.text, report.media_type) == ("Склад у міста згорів.", "text/html; charset=windows-1251")


def test_a_nul_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="NUL"):
        page("a\0b")


def test_a_wrong_table_is_read() -> None:
    assert WORDS[0] in page(f"<table><tr><td colspan='9007199254740991'>x</td></tr></table>{BODY}").text


def test_a_page_given_up_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text("<html></html>")
    logging.getLogger().handlers, before = [], logging.getLogger().handlers
    try:
        assert len(list(read([tmp_path]))) == 1
    finally:
        logging.getLogger().handlers = before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a <b>bold</b> word", "a bold word"),
        ("a<br>b", "a\nb"),
        ("fish &amp; chips &lt;3", "fish & chips <3"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a<!-- <p>hidden</p> -->b", "ab"),
        ("a<!-- never closed", "a"),
        ("<!DOCTYPE html><?xml version='1.0'?>a", "a"),
        ("<script>if (a < b) document.write('<p>x</p>')</script>a", "a"),
        ("<style>p {}</style><title>t</title>a<script>never closed", "a"),
        ("<div hidden><div>x</div>y</div>z", "z"),
        ("<img hidden>z", "z"),
        ("12\u00a0000", "12\u00a0000"),
        ("", ""),
    ],
)
def test_plain(markup: str, words: str) -> None:
    assert plain(markup) == words


@pytest.mark.parametrize("piece", ["<", "<!--", "<!h", '<a x="', "</", "<a", "<textarea>a", '<p style="', " ", "<div hidden>", "&#", "<script>"])
def test_plain_takes_time_by_length_only(piece: str) -> None:
    plain(piece * 100_000)  # quadratic time would take minutes


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div hidden>", "</div>", "<!--", "-->", "<script>", "</script>", "&amp;", "<", ">", "\n", "text ", "é"])
    )
)
def test_no_page_raises(pieces: list[str]) -> None:
    with suppress(UnreadableInputError):
        read_page("".join(pieces).encode(), "a", Details(language="en"), "")
