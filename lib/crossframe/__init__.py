"""crossframe compares how outlets tell the same event."""

__version__ = "0.1.0"
