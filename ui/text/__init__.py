"""What the app says, one module per language."""
