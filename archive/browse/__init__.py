"""The full-screen app: the archive as a reading room. Imported by its own command alone."""
