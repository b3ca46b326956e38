"""What a page declares of itself: meta elements, JSON-LD, marked elements, its address; nothing is taken from the running text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, cast
from urllib.parse import urlsplit

import msgspec

from reportedly.read import dates, languages
from reportedly.read.details import Details

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date",
    "publishdate", "publish-date", "publish_date", "pubdate", "pub_date", "published", "article.published", "dcterms.created",
    "dc.date.created", "date",
)  # fmt: skip
_OUTLET = ("og:site_name", "dcterms.publisher", "dc.publisher", "publisher", "application-name")
_MARKED = "//*[@class or @id][not(self::body or self::html or self::article)]"
_DATE_WORDS = re.compile(r"(?:^|[\s_-])(?:date|time|published|pubdate|posted|datetime|timestamp|byline|dateline)(?:$|[\s_-])", re.IGNORECASE)
_URL_DAY = re.compile(r"/((?:19|20)[0-9]{2})[/-]([0-9]{1,2})[/-]([0-9]{1,2})(?:[/-]|$)")
_MOST_MARKED = 60  # characters of an element that holds a date and little else


class Element(Protocol):
    """What an element of lxml is used for here."""

    text: str | None

    def get(self, key: str) -> str | None:
        """The value of the attribute."""
        ...

    def itertext(self) -> Iterator[str]:
        """Each piece of text within."""
        ...

    def xpath(self, path: str) -> object:
        """A list of elements, or of strings where the path ends in an attribute."""
        ...


@dataclass(frozen=True, slots=True)
class Article:
    """The fields of a JSON-LD article that say something of the report."""

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None


def page_details(tree: Element | None) -> Details:
    """What the page declares of its outlet, day of publication, language, address and title."""
    if tree is None:
        return Details()
    meta, article = _meta(tree), _article(tree)
    url = _first(_web, (*_values(tree, "//link[@rel='canonical']/@href"), meta.get("og:url"), article.url))
    return Details(
        outlet=_first(_words, (meta.get("og:site_name"), article.outlet, *map(meta.get, _OUTLET))) or _host(url),
        published=_published(tree, meta, article, url),
        language=_first(languages.code, (*_values(tree, "/html/@lang"), article.language, meta.get("content-language"), meta.get("og:locale"))),
        url=url,
        title=_first(_words, (meta.get("og:title"), article.title, _only_heading(tree), *_texts(tree, "//head/title"))),
    )


def _first(read: Callable[[str], str | None], values: Iterable[str | None]) -> str | None:
    return next((found for value in values if value and (found := read(value))), None)


def _words(value: str) -> str | None:
    return " ".join(value.split())[:500] or None


def _web(value: str) -> str | None:
    value = value.strip()
    return value if value.lower().startswith(("http://", "https://")) else None


def _host(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _meta(tree: Element) -> dict[str, str]:
    """The page's meta elements by property, name, itemprop or http-equiv in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for element in _elements(tree, "//meta[@content]"):
        content = element.get("content") or ""
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and content.strip():
                found.setdefault(name, content)
    return found


def _published(tree: Element, meta: dict[str, str], article: Article, url: str | None) -> str | None:
    declared = (*map(meta.get, _PUBLISHED[:3]), article.published, *map(meta.get, _PUBLISHED[3:]))
    marked = "//*[@itemprop='datePublished' or @pubdate]"
    elements = (*_values(tree, f"{marked}/@datetime"), *_values(tree, f"{marked}/@content"), *_texts(tree, marked))
    return _first(dates.published, (*declared, *elements)) or _one_day(_values(tree, "//time/@datetime")) or _marked_day(tree) or _day_in(url)


def _one_day(values: Iterable[str]) -> str | None:
    """The date that all of them name; None where they differ: the page then lists other articles too."""
    found = [value for words in values if (value := dates.published(words))]
    return found[0] if len({value[:10] for value in found}) == 1 else None


def _marked_day(tree: Element) -> str | None:
    """The day in the short elements whose class or id speaks of a date, where they all name the same."""
    marked = (e for e in _elements(tree, _MARKED) if _DATE_WORDS.search(f"{e.get('class') or ''} {e.get('id') or ''}"))
    texts = (_words("".join(e.itertext())) or "" for e in marked)
    days = {day for text in texts if len(text) <= _MOST_MARKED and (day := dates.only(text))}
    return days.pop() if len(days) == 1 else None


def _day_in(url: str | None) -> str | None:
    found = _URL_DAY.search(url or "")
    return dates.published("-".join(found.groups())) if found else None


def _only_heading(tree: Element) -> str | None:
    headings = _texts(tree, "//h1")
    return headings[0] if len(headings) == 1 else None


def _texts(tree: Element, path: str) -> list[str]:
    return ["".join(element.itertext()) for element in _elements(tree, path)]


def _elements(tree: Element, path: str) -> list[Element]:
    return cast(list[Element], tree.xpath(path))


def _values(tree: Element, path: str) -> list[str]:
    return cast(list[str], tree.xpath(path))


def _article(tree: Element) -> Article:
    """The first article that the page's JSON-LD describes (schema.org Article and its kinds)."""
    for script in _elements(tree, "//script[@type='application/ld+json']"):
        try:
            data = msgspec.json.decode((script.text or "").strip())
        except (msgspec.DecodeError, RecursionError, ValueError):
            continue
        for item in _items(data):
            if "Article" in str(item.get("@type")) or "Posting" in str(item.get("@type")):
                return _fields(item)
    return Article()


def _items(data: object) -> Iterator[dict[str, object]]:
    """The objects at the top of JSON-LD: alone, in a list, or in '@graph'."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _fields(item: dict[str, object]) -> Article:
    page = item.get("mainEntityOfPage")
    return Article(
        published=_text(item.get("datePublished")),
        outlet=_text(_within(item.get("publisher"), "name")),
        title=_text(item.get("headline")),
        url=_text(item.get("url")) or _text(_within(page, "@id")),
        language=_text(item.get("inLanguage")),
    )


def _within(value: object, key: str) -> object:
    first = value[0] if isinstance(value, list) and value else value
    return first.get(key) if isinstance(first, dict) else first


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
