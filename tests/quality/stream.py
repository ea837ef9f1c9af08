"""Makes a long stream of articles from gold that is kept elsewhere, and measures it end to end.

    python tests/quality/stream.py make GOLD_DIR STREAM.jsonl --articles 100000
    python tests/quality/stream.py measure STREAM.jsonl FOLDER

The stream is resampled: copies of the gold's events, each article with its own headline and first
sentences and others drawn from those of its event, at invented times and under invented outlets.
Names, figures and all but common words are exchanged in each of a number of worlds, or all copies
of an event would be one: a name for another name of the gold, a word for another of its words, as
rare. In one world an event returns every 25 days, which is beyond the window, and is meant as
another then. `provenance.kind` says "resampled", and `meant` which copy it is. What
returns has leads that the vector cache holds: `different_leads` says how many had to be computed.
Nothing of it is to be committed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

BEGIN = datetime(2030, 1, 1, tzinfo=UTC)
OUTLETS = 60
RETURNS = timedelta(days=25)
# So many of the commonest words of the gold are kept in all worlds.
COMMON = 500
WORD = re.compile(r"\b[A-Za-z]+\b|\b\d+\b")


def read_events(gold: Path) -> dict[str, list[dict[str, Any]]]:
    """Articles of the gold by event; a first sentence that is an address is skipped."""
    events = defaultdict(list)
    for line in (gold / "ecbplus" / "articles.jsonl").read_text(encoding="utf-8").split("\n"):
        if line:
            row = json.loads(line)
            row["sentences"] = [s for s in row["sentences"] if not re.match(r"https?\s*:", s)]
            events[row["event_id"]].append(row)
    return dict(events)


class Words(NamedTuple):
    """The words of the gold: the common ones, and the others by whether they are names and rare."""

    common: frozenset[str]
    kinds: Mapping[str, tuple[bool, int]]
    alike: Mapping[tuple[bool, int], Sequence[str]]


def read_words(sentences: Iterable[str]) -> Words:
    """Words by kind: names are those that mostly have a capital where they are not the first."""
    counts, capitals, inside = Counter[str](), Counter[str](), Counter[str]()
    for sentence in sentences:
        for place, word in enumerate(WORD.findall(sentence)):
            if word.isalpha():
                counts[word.lower()] += 1
                if place:
                    inside[word.lower()] += 1
                    capitals[word.lower()] += word[0].isupper()
    common = frozenset(word for word, _ in counts.most_common(COMMON))
    kinds = {
        word: (2 * capitals[word] > inside[word], counts[word].bit_length())
        for word in sorted(counts.keys() - common)
    }
    alike = defaultdict(list)
    for word, kind in kinds.items():
        alike[kind].append(word)
    return Words(common, kinds, dict(alike))


def disguise(articles: list[dict[str, Any]], known: Words, draw: random.Random) -> dict[str, str]:
    """Others of their kind for the words of an event that are not common, and other figures."""
    texts = [" ".join([row["title"], *row["sentences"]]) for row in articles]
    words = sorted({word.lower() for text in texts for word in WORD.findall(text)} - known.common)
    return {
        word: str(draw.randint(2, 9 * 10 ** len(word)))
        if word.isdigit()
        else draw.choice(known.alike[known.kinds[word]])
        for word in words
        if word.isdigit() or word in known.kinds
    }


def articles_of(
    event_id: str,
    articles: list[dict[str, Any]],
    known: Words,
    world: int,
    times: int,
) -> Iterator[dict[str, Any]]:
    """An event in one world, so many times over: as many articles as it has, over a few days."""
    draw = random.Random(f"{event_id} {world}")  # noqa: S311
    new = disguise(articles, known, draw)

    def told(text: str) -> str:
        return WORD.sub(lambda word: renamed(word[0]), text)

    def renamed(word: str) -> str:
        found = new.get(word.lower(), word)
        return found.capitalize() if word[0].isupper() else found

    pool = sorted({sentence for row in articles for sentence in row["sentences"]})
    begin = BEGIN + draw.random() * RETURNS
    for time_over in range(times):
        for number, row in enumerate(articles):
            rest = draw.sample(pool, k=min(len(pool), draw.randint(4, 12)))
            later = timedelta(days=min(draw.expovariate(1), 5))
            yield {
                "article_id": f"{event_id}-{world}-{time_over}-{number}",
                "outlet": f"Outlet {draw.randrange(OUTLETS)}",
                "title": told(row["title"]),
                "sentences": [told(sentence) for sentence in [*row["sentences"][:5], *rest]],
                "published_at": (begin + time_over * RETURNS + later).isoformat("T", "minutes"),
                "language": "en",
                "provenance": {"kind": "resampled", "note": "Names, figures, times are invented."},
                "meant": f"{event_id}-{world}-{time_over}",
            }


def make(gold: Path, out: Path, n_articles: int, times: int) -> None:
    """Writes the stream, in an order that is not that of time."""
    events = read_events(gold)
    rows_of_all = [row for articles in events.values() for row in articles]
    known = read_words(sentence for row in rows_of_all for sentence in row["sentences"])
    worlds = -(-n_articles // (times * len(rows_of_all)))
    rows = [
        json.dumps(row) + "\n"
        for world in range(worlds)
        for event_id, articles in sorted(events.items())
        for row in articles_of(event_id, articles, known, world, times)
    ]
    random.Random(0).shuffle(rows)  # noqa: S311
    out.write_text("".join(rows[:n_articles]), encoding="utf-8")


def run(*arguments: str) -> dict[str, object]:
    """Runs a command of crossframe: seconds on the clock and of the processor, peak memory."""
    command = [str(Path(sys.executable).with_name("crossframe")), *arguments]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.monotonic()
    # Each in a process of its own, whose peak `wait4` tells.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout
    shown = process.stdout.read().decode()
    process.stdout.close()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0, f"{command}: {status}"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": round(time.monotonic() - begin, 1),
        "processor_seconds": round(
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1
        ),
        "peak_mb": round(used.ru_maxrss / 1024),
        "shown": shown,
    }


def b_cubed_f1(found: dict[str, str], meant: dict[str, str]) -> float:
    """B-cubed F1 over articles, counted by pairs of groups, for there are too many for a matrix."""
    both = Counter((found[name], meant[name]) for name in found)
    ours, theirs = Counter(found.values()), Counter(meant[name] for name in found)
    precision = sum(n * n / ours[one] for (one, _), n in both.items()) / len(found)
    recall = sum(n * n / theirs[other] for (_, other), n in both.items()) / len(found)
    return 2 * precision * recall / (precision + recall)


def placed(stream: Path, out: Path) -> dict[str, float]:
    """How well the stream's events are those that were meant."""
    meant = {}
    for line in stream.open(encoding="utf-8"):
        row = json.loads(line)
        meant[row["article_id"]] = row["meant"]
    found: dict[str, str] = {}
    with (out / "state.jsonl").open(encoding="utf-8") as lines:
        head = json.loads(next(lines))
        for _ in range(head["n_events"]):
            event = json.loads(next(lines))
            found |= {one[0]: event["event_id"] for one in event["articles"]}
    return {"events": len(set(found.values())), "b_cubed_f1": round(b_cubed_f1(found, meant), 4)}


def leads(stream: Path) -> dict[str, int]:
    """How many leads of the stream are different, as `events` embeds them."""
    from crossframe.corpus import Raw, stream_records, to_article
    from crossframe.events import read_article
    from crossframe.records import Article

    different, n = set(), 0
    for raw in stream_records(stream):
        article = to_article(raw, "any") if isinstance(raw, Raw) else raw
        if isinstance(article, Article):
            n += 1
            different.add(hash(read_article(article).lead))
    return {"articles": n, "different_leads": len(different)}


def measure(stream: Path, folder: Path, claims: int) -> None:
    """Ingest, events and the claims of a sample of events; prints what each took."""
    folder.mkdir(parents=True, exist_ok=True)
    taken, out = folder / "ingested.jsonl", folder / "news"
    shutil.rmtree(out, ignore_errors=True)
    found: dict[str, Any] = {"stream": leads(stream)}
    found["ingest"] = run("ingest", str(stream), "--out", str(taken))
    print(json.dumps(found), file=sys.stderr, flush=True)  # noqa: T201
    found["events"] = run("events", str(taken), "--out", str(out), "--json")
    shown = json.loads(found["events"].pop("shown"))
    found["events"] |= {name: shown[name] for name in ("events", "to_compare", "too_thin")}
    found["events"]["merged"] = len(shown["changes"])
    found["events"] |= placed(stream, out)
    print(json.dumps(found), file=sys.stderr, flush=True)  # noqa: T201
    paths = sorted((out / "events").iterdir())
    sample = random.Random(0).sample(paths, k=min(claims, len(paths)))  # noqa: S311
    chosen = folder / "sample"
    shutil.rmtree(chosen, ignore_errors=True)
    chosen.mkdir()
    for path in sample:
        shutil.copy(path, chosen)
    found["claims"] = run("claims", str(chosen), "--out", str(folder / "claims.jsonl"))
    found["claims"]["events"] = len(sample)
    for stage in ("ingest", "claims"):
        found[stage].pop("shown")
    print(json.dumps(found, indent=2))  # noqa: T201


def main() -> None:
    """Makes a stream or measures one."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("make")
    making.add_argument("gold", type=Path)
    making.add_argument("out", type=Path)
    making.add_argument("--articles", type=int, default=100_000)
    making.add_argument("--times", type=int, default=10, help="How often an event returns.")
    measuring = verbs.add_parser("measure")
    measuring.add_argument("stream", type=Path)
    measuring.add_argument("folder", type=Path)
    measuring.add_argument("--claims", type=int, default=100)
    given = parser.parse_args()
    if given.verb == "make":
        make(given.gold, given.out, given.articles, given.times)
    else:
        measure(given.stream, given.folder, given.claims)


if __name__ == "__main__":
    main()
