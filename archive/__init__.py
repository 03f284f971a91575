"""From files to articles, and the program that people use."""

__version__ = "0.1.0"
