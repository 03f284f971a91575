"""What can be stored and asked: articles, questions, and the engine that answers them.

This package knows nothing of files, formats, commands or screens.
"""
