"""One file per kind of format: bytes to the texts they hold."""
