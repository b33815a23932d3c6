"""Which affordable homes a city may lose, when, and why.

Read `housing.pipeline` first: it is the whole road from raw files to a published snapshot.
"""
