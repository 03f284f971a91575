"""The commands: each module has one, called ``command``, and is imported only when it is called."""
