"""Places held against each other: one, one within the other, apart, or not to be told."""

from typing import Literal

from reportedly.foldings import folded
from reportedly.records import Place

Ground = Literal["same", "within", "around", "apart", "unknown"]
_REGION, _COUNTRY = 4, 6  # UCDP where_prec


def ground(one: Place | None, other: Place | None) -> Ground:
    """How the first place lies to the second: the same, within it, around it, apart, or unknown where the text or the gazetteer does not say."""
    if one is None or other is None:
        return "unknown"
    if one.geonameid is not None and one.geonameid == other.geonameid:
        return "same"
    if one.country and other.country and one.country != other.country:
        return "apart"
    if folded(one.name or one.text) == folded(other.name or other.text):
        return "same"
    if not one.country or not other.country:
        return "unknown"
    return _nested(one, other)


def _nested(one: Place, other: Place) -> Ground:
    """How two places of one country lie to each other."""
    levels = level(one), level(other)
    if levels == (_COUNTRY, _COUNTRY):
        return "same"
    if _COUNTRY in levels:
        return "around" if levels[0] == _COUNTRY else "within"
    if one.admin1 is None or other.admin1 is None:
        return "unknown"
    if one.admin1 != other.admin1:
        return "apart"
    if levels == (_REGION, _REGION):
        return "same"
    if _REGION in levels:
        return "around" if levels[0] == _REGION else "within"
    # Two points of a region with names of their own are apart; a district may hold the other.
    return "unknown" if max(levels) > 2 else "apart"


def level(place: Place) -> int:
    """How exact a place is: 1-3 a point or district, 4 a region, 6 a country (UCDP where_prec)."""
    if place.where_prec is None:
        return 1
    return place.where_prec if place.where_prec != 5 else _REGION


def is_exact(place: Place | None) -> bool:
    """Whether the place is narrow enough for one incident: no region, no country."""
    return place is not None and level(place) < _REGION
