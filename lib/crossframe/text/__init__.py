"""Articles -> sentences with offsets and grammar, each said to be a statement or not."""

from crossframe.text.boilerplate import kind_of
from crossframe.text.languages import language_name, primary_language
from crossframe.text.parsing import (
    PARSED_LANGUAGES,
    parse_texts,
    parser_digest,
    parser_name,
    tag_texts,
)
from crossframe.text.plain_words import normalised, text_key
from crossframe.text.sentences import Span, split_article, split_text

__all__ = [
    "PARSED_LANGUAGES",
    "Span",
    "kind_of",
    "language_name",
    "normalised",
    "parse_texts",
    "parser_digest",
    "parser_name",
    "primary_language",
    "split_article",
    "split_text",
    "tag_texts",
    "text_key",
]
