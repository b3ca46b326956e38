"""Plain text out of HTML by simple means, for pages that the extractor gives up: tags dropped, hidden parts too; time grows with length only."""

import html
import re
from collections.abc import Iterator

_NOT_SHOWN = {"script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object", "select", "button", "textarea", "nav", "form"}
_RAW = {"script", "style", "textarea", "title", "iframe", "noscript"}  # what stands in them is no markup
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "wbr",
}
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*+)(?P<rest>[^<>]*+)>")
_HIDDEN = re.compile(
    r"""\shidden(?=[\s=/]|$)|aria-hidden\s*=\s*["']?true|style\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)""", re.IGNORECASE
)
_SPACES = re.compile(r"[ \t\r\f\v\n]+")


def plain(page: str) -> str:
    """The words of the page that a reader sees, one block a line; '' where there are none."""
    blocks = html.unescape("".join(_shown(page)))
    return _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", blocks).strip()


def _shown(page: str) -> Iterator[str]:
    """The text between the tags, outside hidden elements; a line break stands for each block's border."""
    closing: str | None = None  # the element whose end brings the text back
    depth = 0
    for piece, tag in _pieces(page):
        if closing is None:
            yield piece
        if tag is None:
            continue
        name = tag["name"].lower()
        if closing is None:
            yield "" if name in _INLINE else "\n"
            if not tag["close"] and name not in _VOID and (name in _NOT_SHOWN or _HIDDEN.search(tag["rest"])):
                closing, depth = name, 1
        elif name == closing and not tag["rest"].endswith("/"):
            depth += -1 if tag["close"] else 1
            closing = closing if depth else None


def _pieces(page: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each run of text with the tag after it; comments, declarations and what stands in scripts are left out."""
    place = 0
    while (start := page.find("<", place)) >= 0:
        if page.startswith("<!--", start):
            yield page[place:start], None
            end = page.find("-->", start + 4)
            place = end + 3 if end >= 0 else len(page)
            continue
        tag = _TAG.match(page, start)
        if tag is None:
            place, text = _no_tag(page, place, start)
            yield text, None
            continue
        yield page[place:start], tag
        place = _after(page, tag)
    yield page[place:], None


def _no_tag(page: str, place: int, start: int) -> tuple[int, str]:
    """Where to go on after a '<' that opens no tag, and the text up to there; '<!DOCTYPE ...>' is dropped."""
    if page[start + 1 : start + 2] in ("!", "?"):
        end = page.find(">", start)
        return (end + 1, page[place:start]) if end >= 0 else (len(page), page[place:start])
    return start + 1, page[place : start + 1]


def _after(page: str, tag: re.Match[str]) -> int:
    """Where the text goes on after a tag; an element that holds no markup is left out up to its end tag."""
    name = tag["name"].lower()
    if tag["close"] or name not in _RAW:
        return tag.end()
    end = re.compile(rf"</{name}\b", re.IGNORECASE).search(page, tag.end())
    return end.start() if end else len(page)
