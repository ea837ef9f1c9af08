"""Articles of a stream -> events by content and time, growing from day to day, never renamed."""

from __future__ import annotations

from crossframe.events.at_once import group_articles
from crossframe.events.grouping import Nodes, Rule, group_nodes
from crossframe.events.growing import Asked
from crossframe.events.lexicon import Lexicon
from crossframe.events.outcome import Grouped
from crossframe.events.reading import read_article
from crossframe.events.shelf import Least
from crossframe.events.stream import group_stream

__all__ = [
    "Asked",
    "Grouped",
    "Least",
    "Lexicon",
    "Nodes",
    "Rule",
    "group_articles",
    "group_nodes",
    "group_stream",
    "read_article",
]
