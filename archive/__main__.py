"""Runs the program as ``python -m archive``."""

import sys

from archive.cli import start

if __name__ == "__main__":
    sys.exit(start())
