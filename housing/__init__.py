"""Which affordable homes a city may lose, when, and why.

Read `housing.pipeline` first: it is the whole road from raw files to a published snapshot.
"""

#: Kept equal to `pyproject.toml`; every snapshot names it.
__version__ = "0.1.0"
