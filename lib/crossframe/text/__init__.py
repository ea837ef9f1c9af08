"""Articles -> sentences with exact offsets, each said to be a statement or not."""

from crossframe.text.boilerplate import kind_of
from crossframe.text.languages import language_name, primary_language
from crossframe.text.sentences import Span, split_article, split_text

__all__ = ["Span", "kind_of", "language_name", "primary_language", "split_article", "split_text"]
