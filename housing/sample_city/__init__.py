"""A fictional city, written as raw files in the real publishers' shapes."""

from housing.sample_city.city import write_sample_city
from housing.sample_city.hard_cases import HARD_CASES, QUARANTINED
from housing.sample_city.model import AS_OF

__all__ = ["AS_OF", "HARD_CASES", "QUARANTINED", "write_sample_city"]
