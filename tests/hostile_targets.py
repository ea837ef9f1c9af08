"""What is fuzzed: each target takes one input from a stranger and fails on whatever must not be.

Shared by Hypothesis (`tests/hostile/test_fuzz.py`) and atheris (`tests/hostile/fuzz_atheris.py`).
"""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType

from crossframe.config import PARAMETERS, Parameters, load_parameters, parse_assignments
from crossframe.corpus import read_corpora
from crossframe.corpus.formats import READERS, read_sources
from crossframe.corpus.reprints import find_origins
from crossframe.corpus.versions import find_versions
from crossframe.errors import CorpusError, ParameterError
from crossframe.presentation.untrusted import (
    anchor,
    foreign_language,
    neutralise,
    page_link,
    web_link,
)
from crossframe.records import Article, Parse
from crossframe.text import split_article
from crossframe.text.health import health_field, health_signs
from crossframe.text.meaning.alignment import compare_words, words_of
from crossframe.text.meaning.assertions import find_assertions
from crossframe.text.meaning.denials import find_denials
from crossframe.text.meaning.phrases import terms_of
from crossframe.text.meaning.predicates import predicates_of
from crossframe.text.meaning.times import times_of
from crossframe.text.meaning.tree import Tree
from crossframe.text.quantities import find_quantities
from crossframe.text.speech.article_attribution import find_attributions_in_article
from crossframe.text.speech.pairing import sift_quotations
from crossframe.text.speech.quotation_words import quoted_words
from crossframe.text.speech.quotations import find_quotations
from crossframe.text.speech.same_utterance import is_same_utterance

TAGS = (
    "NN",
    "NNS",
    "NNP",
    "VBD",
    "VBN",
    "VBZ",
    "CD",
    "IN",
    "DT",
    "JJ",
    "PRP",
    "RB",
    "CC",
    ".",
    "''",
)
POS = ("NOUN", "PROPN", "VERB", "AUX", "NUM", "ADP", "DET", "ADJ", "PRON", "ADV", "CCONJ", "PUNCT")
DEPS = (
    *("nsubj", "nsubjpass", "dobj", "pobj", "prep", "nummod", "quantmod", "amod", "compound"),
    *(
        "appos",
        "conj",
        "cc",
        "ccomp",
        "advcl",
        "acl",
        "relcl",
        "attr",
        "poss",
        "neg",
        "aux",
        "punct",
    ),
)
ENTITIES = ("", "PERSON", "ORG", "GPE", "NORP", "DATE", "CARDINAL")
LEMMAS = (
    "say",
    "be",
    "not",
    "accord",
    "to",
    "he",
    "they",
    "kill",
    "number",
    "of",
    "official",
    "it",
)


def guess_grammar(text: str) -> Parse | None:
    """A grammar such as a parser gives, drawn at random for each text: a tree, true or not."""
    luck = random.Random(zlib.crc32(text.encode("utf-8", "replace")))  # noqa: S311
    spans, at = [], 0
    for piece in text.replace("-", " - ").split():
        start = text.find(piece, at)
        if start < 0:
            return None
        spans.append((start, start + len(piece)))
        at = start + len(piece)
    n = len(spans)
    if not 0 < n < 300:
        return None
    root = luck.randrange(n)
    # Every token is governed by one nearer to the root: a tree.
    heads = tuple(
        root if i == root else luck.randrange(min(i, root), max(i, root)) + (i < root)
        for i in range(n)
    )

    def pick(choices: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(luck.choice(choices) for _ in range(n))

    deps = tuple("ROOT" if i == root else dep for i, dep in enumerate(pick(DEPS)))
    lemmas = tuple(
        luck.choice(LEMMAS) if luck.random() < 0.5 else text[s:e].lower() for s, e in spans
    )
    starts, ends = tuple(s for s, _ in spans), tuple(e for _, e in spans)
    begins = tuple(luck.random() < 0.3 for _ in range(n))
    return Parse(starts, ends, lemmas, pick(TAGS), pick(POS), deps, heads, pick(ENTITIES), begins)


def storable(value: object, errors: str = "strict") -> None:
    """Fails unless JSON and UTF-8 can hold it: no NaN, no half of a pair."""
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", errors)


def plain(value: object) -> None:
    """The same for what was found in a text that no reader let pass: halves of pairs are in it."""
    storable(value, "surrogatepass")


def made_article(text: str) -> Article:
    return Article("a", "e", "Post", "Title", text, "00", "x.jsonl")


def fuzz_sentences(text: str) -> None:
    end = 0
    for sentence in split_article(made_article(text)):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text
        assert end <= sentence.start
        assert not text[end : sentence.start].strip()
        end = sentence.end
    assert not text[end:].strip()


def fuzz_quantities(text: str) -> None:
    for parse in (None, guess_grammar(text)):
        end = 0
        for found in find_quantities(text, parse):
            assert end <= found.start < found.end <= len(text)
            assert found.low <= found.high
            plain(dataclasses.asdict(found))
            end = found.end


def fuzz_speech(text: str) -> None:
    for quotation in find_quotations(text):
        assert text[quotation.start : quotation.end] == quotation.text
    for passage in sift_quotations(text).left_out:
        assert 0 <= passage.start <= passage.end <= len(text)
    sentences = split_article(made_article(text))
    for parses in ([None] * len(sentences), [guess_grammar(s.text) for s in sentences]):
        for said in find_attributions_in_article(text, sentences, parses):
            plain(dataclasses.asdict(said.attribution))
    assert is_same_utterance(text, text) in {True, False}
    for word in quoted_words(text):
        plain(word)


def fuzz_health(text: str) -> None:
    """What an article is asked before it is compared: is it whole, a copy, a newer version?"""
    one = made_article(text)
    for sign in health_signs(one):
        assert 0 <= sign.start <= sign.end <= len(text)
    plain(health_field(one))
    others = [dataclasses.replace(one, article_id="b", text=text + " It rained. " + text)]
    others += [dataclasses.replace(one, article_id="c", outlet="Tide", title=text)]
    assert len(find_origins([one, *others])) == 3
    for group in find_versions([one, *others]):
        assert len(group.articles) > 1


def fuzz_meaning(text: str) -> None:
    parse = guess_grammar(text)
    for grammar in (None, parse):
        plain([str(term) for term in terms_of(text, grammar)])
        plain([str(one) for one in predicates_of(text, grammar)])
        assert all(text[word.start : word.end] for word in words_of(text, grammar))
        compare_words(text, text[::-1], grammar)
    if parse is not None:
        tree = Tree(text, parse)
        plain([str(one) for one in (*find_assertions(tree), *find_denials(tree))])
        plain(sorted(times_of(tree)))


class _Strict(HTMLParser):
    """Fails on whatever a text could have become but text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "p", tag
        assert {name for name, _ in attrs} <= {"id", "lang", "title"}, attrs


def fuzz_page(text: str) -> None:
    from crossframe.presentation.page import _environment

    storable(neutralise(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")))
    assert anchor("s", text).replace("-", "").replace("_", "").isalnum()
    for link in (web_link(text), web_link(f"https://x.example/{text}")):
        assert link is None or link.lower().startswith(("http://", "https://"))
        assert link is None or not set(link) & set("\"'<> \n\t")
    link = page_link(text)
    assert link is None or not (":" in link or link.startswith(("/", "\\")))
    tag = foreign_language(text)
    assert tag is None or tag.replace("-", "").isalnum()
    template = '<p id="{{ a }}" title="{{ t }}">{{ t }}</p>'
    html = _environment(grouped=False).from_string(template).render(a=anchor("s", text), t=text)
    parser = _Strict()
    parser.feed(html)
    parser.close()
    html.encode("utf-8")


def fuzz_parameters(text: str) -> None:
    name, _, value = text.partition("=")
    for values in ({name: value}, {"event": text}, *({"event": "e", n: value} for n in FIELDS)):
        with suppress(ParameterError):
            storable(dataclasses.asdict(Parameters.from_values(values)))
    with suppress(ParameterError):
        parse_assignments([text])
    cell = f"{name} = {value!r}"
    with suppress(ParameterError):
        Parameters.from_namespace({"event": "e", "In": ["", f"# Parameters\n{cell}", text]})


FIELDS = tuple(PARAMETERS)


def fuzz_parameter_file(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".toml", ".json"):
            path = Path(folder) / f"p{suffix}"
            path.write_bytes(data)
            with suppress(ParameterError):
                Parameters.from_values({"event": "e", **load_parameters(path)})


def fuzz_readers(data: bytes, suffix: str) -> None:
    """What `crossframe run` reads, and what `crossframe ingest` reads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"flood{suffix}"
        path.write_bytes(data)
        with suppress(CorpusError):
            for corpus in read_corpora(path).values():
                storable(
                    [dataclasses.asdict(one) for one in (*corpus.articles, *corpus.exclusions)]
                )
        with suppress(CorpusError):
            for _, found in read_sources([path]):
                for given in found:
                    storable(str(given))
        assert sorted(Path(folder).iterdir()) == [path]


TEXT_TARGETS: Mapping[str, Callable[[str], None]] = MappingProxyType(
    {
        "sentences": fuzz_sentences,
        "quantities": fuzz_quantities,
        "speech": fuzz_speech,
        "health": fuzz_health,
        "meaning": fuzz_meaning,
        "page": fuzz_page,
        "parameters": fuzz_parameters,
    }
)


def _zipped(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        # A ZipInfo by itself is of 1980: the same bytes in every process.
        archive.writestr(zipfile.ZipInfo("archive/data.warc.gz"), data)
        archive.writestr(zipfile.ZipInfo("../../out.warc"), data)
    return stream.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    rows = {"outlet": ["A", "B"], "title": ["T", "U"], "text": ["It fell.", "It rained."]}
    pq.write_table(pa.table({**rows, "authors": [["x"], None]}), stream)
    return stream.getvalue()


_PAGE = (
    b"<!doctype html><html lang='en'><head><title>Span falls</title><meta charset='utf-8'>"
    b"<meta property='article:published_time' content='2024-03-12T08:00Z'>"
    b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Span"}</script>'
    b"</head><body><article><h1>Span falls</h1><p>A span of the bridge fell into the harbour on "
    b"Tuesday, the port said.</p><p>Divers are searching for two people, officials said.</p>"
    b"</article></body></html>"
)
_WARC = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/1\r\n"
    b"WARC-Date: 2024-03-12T08:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
)
_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + _PAGE
_RECORD = _WARC % (len(_ANSWER), _ANSWER)

# One valid file of each kind, to be spoilt.
SEEDS: Mapping[str, bytes] = MappingProxyType(
    {
        ".jsonl": b'{"outlet": "A", "title": "T", "text": "It fell.", "date": "2024-03-12"}\n',
        ".csv": b'outlet,title,text,authors\nA,T,"It ""fell"", they said.",x; y\n',
        ".parquet": _parquet(),
        ".txt": b"---\noutlet: A\npublished_at: 2024-03-12\n---\nSpan falls\n\nIt fell.\n",
        ".html": _PAGE,
        ".html.gz": gzip.compress(_PAGE, mtime=0),
        ".mhtml": b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: https://x.example/1\n\n"
        + _PAGE,
        ".rss": b'<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><item><title>T'
        b"</title><link>https://x.example/1</link><description>It fell.</description></item>"
        b"</channel></rss>",
        ".warc": _RECORD,
        ".warc.gz": gzip.compress(_RECORD, mtime=0),
        ".wacz": _zipped(gzip.compress(_RECORD, mtime=0)),
        ".json": b'[{"type": "article-newspaper", "title": "T", "URL": "https://x.example/1"}]',
        ".ris": b"TY  - NEWS\nTI  - T\nUR  - https://x.example/1\nER  - \n",
    }
)
assert set(SEEDS) <= set(READERS)
