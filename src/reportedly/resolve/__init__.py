"""Detection in, claims out: dates on a calendar, bounds, places with coordinates, persons and sides, the relay chain."""

from reportedly.resolve.claims import claims as resolve

__all__ = ["resolve"]
