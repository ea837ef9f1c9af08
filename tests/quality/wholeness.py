"""Measures extraction and health on gold that is kept elsewhere, and prints what it finds as JSON.

    python tests/quality/wholeness.py GOLD_DIR

GOLD_DIR holds `html/gold.jsonl` with pages (`html`, `url`, `gold_paragraphs`), and may hold folders
with `articles.jsonl` (`sentences`, `title`, `language`), whose articles are taken to be whole.
Texts are cut at random characters, words and sentences; with the page beside them, and without.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from crossframe.corpus.formats.evidence import page_evidence
from crossframe.corpus.formats.markup import decode_page, parse_page
from crossframe.corpus.formats.page import Page, read_page
from crossframe.corpus.formats.page_facts import page_facts
from crossframe.corpus.raw import Raw
from crossframe.records import Article
from crossframe.text import split_text
from crossframe.text.health import health_signs

CUTS = 20


def token_f1(found: str, gold: str) -> float:
    """F1 of two texts as bags of words."""
    ours, theirs = (Counter(re.findall(r"\w+", text.casefold())) for text in (found, gold))
    shared = (ours & theirs).total()
    return 2 * shared / max(ours.total() + theirs.total(), 1)


def is_flagged(text: str, title: str, language: str | None, page: object = None) -> bool:
    """Whether a text shows any sign; with the evidence of its page, if there is one."""
    extra = {"health": {"page": page}} if page else {}
    return bool(
        health_signs(Article("a", "e", "o", title, text, "", "", language=language, extra=extra))
    )


def cuts(text: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """The text cut once at a random character, once at a word, once at the end of a sentence."""
    yield "character", text[: draw.randint(1, len(text) - 1)]
    ends = {
        "word": [found.end() for found in re.finditer(r"\S+", text)][:-1],
        "sentence": [span.end for span in split_text(text)][:-1],
    }
    for kind, places in ends.items():
        if places:
            yield kind, text[: draw.choice(places)]


def measure(
    texts: Iterable[tuple[str, Callable[[str], bool]]], times: int
) -> dict[str, float | int]:
    """False alarms on whole texts, and the share of cut ones that is flagged."""
    draw, hits, alarms, n = random.Random(0), Counter[str](), 0, 0  # noqa: S311
    tried: Counter[str] = Counter()
    for text, flagged in texts:
        n, alarms = n + 1, alarms + flagged(text)
        for _ in range(times):
            for kind, cut in cuts(text, draw):
                tried[kind] += 1
                hits[kind] += flagged(cut)
    found: dict[str, float | int] = {"texts": n, "false_alarms": alarms}
    return found | {f"flagged_{kind}": round(hits[kind] / tried[kind], 3) for kind in tried}


def measure_pages(folder: Path) -> dict[str, Any]:
    """Extraction and health on real pages."""
    scores, extracted, published, with_page = [], [], [], []
    for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8")):
        data = gzip.decompress((folder / row["html"]).read_bytes())
        found = read_page(Page(data, row["url"]), row["article_id"])
        assert isinstance(found, Raw), found
        gold, text = "\n".join(row["gold_paragraphs"]), found.fields["text"]
        scores.append(token_f1(text, gold))
        root = parse_page(decode_page(data))
        facts, title, language = page_facts(root), row["gold_title"], found.fields["language"]

        def plain(one: str, title: str = title, language: str | None = language) -> bool:
            return is_flagged(one, title, language)

        def paged(
            one: str,
            title: str = title,
            language: str | None = language,
            root: Any = root,
            facts: Any = facts,
        ) -> bool:
            return is_flagged(one, title, language, page_evidence(root, one, facts))

        published.append((gold, plain))
        extracted.append((text, plain))
        with_page.append((text, paged))
    return {
        "extraction_f1_median": round(statistics.median(scores), 3),
        "extraction_f1_mean": round(statistics.mean(scores), 3),
        "publishers_text": measure(published, CUTS),
        "extracted_text": measure(extracted, CUTS),
        "extracted_text_with_its_page": measure(with_page, CUTS // 4),
    }


def measure_articles(path: Path) -> dict[str, float | int]:
    """Health on articles of other gold; a first sentence that is an address is skipped."""
    texts = []
    for row in map(json.loads, path.open(encoding="utf-8")):
        told = [one for one in row["sentences"] if not re.match(r"https?\s*:", one)]
        title, language = row.get("title") or "", row["language"]
        texts.append(
            ("\n".join(told), lambda one, t=title, code=language: is_flagged(one, t, code))
        )
    return measure(texts, 2)


def main() -> None:
    """Measures whatever the folder holds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    found: dict[str, Any] = {"html": measure_pages(gold / "html")}
    for path in sorted(gold.glob("*/articles.jsonl")):
        found[path.parent.name] = measure_articles(path)
    print(json.dumps(found, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
