"""One file per factor: a question, its points, and where the points come from."""
