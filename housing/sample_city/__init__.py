"""A fictional city, written as raw files in the real publishers' shapes."""
