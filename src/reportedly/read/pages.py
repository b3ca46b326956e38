"""HTML pages: the article's text by trafilatura, else by simple means; what the reader of the page does not see is no source."""

import logging
import re

from reportedly.errors import UnreadableInputError
from reportedly.read.decoding import decoded
from reportedly.read.markup import plain
from reportedly.read.page_details import Element, page_details
from reportedly.read.parsed import Parsed
from reportedly.read.reports import storable

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


def page_of(raw: bytes) -> Parsed:
    """The text that the page holds and what it declares; raises UnreadableInputError where no text is left.

    The media type says 'extraction=simple' where the extractor found no article (little text, broken markup, more than 1,000 elements in each
    other): the text is then all that a reader of the page sees, menus and all.
    """
    if len(raw) > MAX_PAGE_BYTES:
        raise UnreadableInputError(f"page larger than {MAX_PAGE_BYTES // 1024 // 1024} MB")
    declared = _CHARSET.search(raw[:4096])
    page = decoded(raw, declared[1].decode("ascii") if declared else None)
    tree = _tree(storable(page.text))
    article = _article(tree) if tree is not None else None
    text = article or plain(page.text)
    if not text:
        raise UnreadableInputError("no text: nothing that a reader of the page would see")
    parameters = (f"; charset={page.charset}" if page.charset else "", "" if article else "; extraction=simple")
    return Parsed(text, page_details(tree), "text/html" + "".join(parameters))


def ready() -> None:
    """Nothing, once what parses pages is loaded: it takes half a second, which the first page should not be charged."""
    import trafilatura

    trafilatura.bare_extraction("<html><body><p>Ready.</p></body></html>")


def _tree(page: str) -> Element | None:
    from trafilatura import load_html  # takes half a second to load, and most runs read no page

    try:
        tree: Element | None = load_html(page)
    except MemoryError:  # not a fault of the markup: more memory would give another text
        raise
    except Exception:  # a parser of hostile input may raise anything; the page is then read by simple means
        return None
    return tree


def _article(tree: Element) -> str | None:
    """The article's text; None where the extractor finds none."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, include_comments=False, prune_xpath=_HIDDEN)
    except MemoryError:
        raise
    except Exception:  # as above
        return None
    text = getattr(found, "text", None)
    return text.strip() or None if isinstance(text, str) else None
