"""How publishers are spoken to, one module per way of speaking."""
