"""HTML pages: the article's text by trafilatura, else by simple means; what the reader of the page does not see is no source."""

import logging
import re

from reportedly.errors import UnreadableInputError
from reportedly.read.decoding import decoded
from reportedly.read.details import Details
from reportedly.read.markup import plain
from reportedly.read.page_details import Element, page_details
from reportedly.read.reports import make_report, storable
from reportedly.records import Report

MAX_PAGE_BYTES = 8 * 1024 * 1024  # the extractor takes a minute for 19 MB; a news page is some 0.2 MB
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_STYLE = "translate(@style, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ \t\n', 'abcdefghijklmnopqrstuvwxyz')"
_HIDDEN = [
    "//*[@hidden]",
    "//*[@aria-hidden='true']",
    f"//*[contains({_STYLE}, 'display:none') or contains({_STYLE}, 'visibility:hidden')]",
    "//template",
]
for _name in ("trafilatura", "htmldate"):  # they warn about every page that they give up, which a reader of ours learns in other words
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_page(raw: bytes, ref: str, defaults: Details, raw_sha256: str) -> Report:
    """The report that the page holds; raises UnreadableInputError where no text is left."""
    if len(raw) > MAX_PAGE_BYTES:
        raise UnreadableInputError(f"page larger than {MAX_PAGE_BYTES // 1024 // 1024} MB")
    declared = _CHARSET.search(raw[:4096])
    page = decoded(raw, declared[1].decode("ascii") if declared else None)
    tree = _tree(storable(page.text))
    text = (_article(tree) if tree is not None else None) or plain(page.text)
    if not text:
        raise UnreadableInputError("no text: nothing that a reader of the page would see")
    media_type = f"text/html; charset={page.charset}" if page.charset else "text/html"
    return make_report(text, ref, page_details(tree), defaults, raw_sha256=raw_sha256, media_type=media_type)


def _tree(page: str) -> Element | None:
    from trafilatura import load_html  # takes half a second to load, and most runs read no page

    try:
        tree: Element | None = load_html(page)
    except Exception:  # a parser of hostile input may raise anything; the page is then read by simple means
        return None
    return tree


def _article(tree: Element) -> str | None:
    """The article's text; None where the extractor finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, prune_xpath=_HIDDEN)
    except Exception:  # as above
        return None
    text = getattr(found, "text", None)
    return text.strip() or None if isinstance(text, str) else None
