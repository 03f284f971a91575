"""From bytes to copy, one file per format."""
