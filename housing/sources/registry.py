"""Every source, in one place: adding one is one import and one line."""

from housing.sources.base import Source

SOURCES: dict[str, Source] = {}
