"""A synthetic event as large as the reader is to stay smooth on: made by rule, of no model."""

from __future__ import annotations

from random import Random

from crossframe.records import Article, Claim, ClaimMap, Placement, Sentence

_SYLLABLES = ("ba", "den", "fo", "gar", "hil", "jo", "kel", "lum", "mer", "nov", "pra", "tor")
_ARTICLES = 240


def large_map(n_claims: int = 2_000, n_outlets: int = 12) -> ClaimMap:
    """An event of so many claims, each in two to five of 240 articles."""
    random = Random(0)  # noqa: S311
    texts: dict[str, list[str]] = {}
    members: list[list[str]] = []
    for number in range(n_claims):
        words = [_word(random) for _ in range(20)]
        claim: list[str] = []
        for place in sorted(random.sample(range(_ARTICLES), 2 + number % 4)):
            article = f"a{place % n_outlets}-{place}"
            rows = texts.setdefault(article, [])
            claim.append(f"{article}#{len(rows)}")
            own = random.sample(words, 16) + [_word(random) for _ in range(4)]
            rows.append(f"Statement {number}: {' '.join(own)}.")
        members.append(claim)
    articles = tuple(_article(name, rows) for name, rows in texts.items())
    sentences = tuple(s for article in articles for s in _sentences(article))
    claim_of = {s: f"c-{n:010x}" for n, claim in enumerate(members) for s in claim}
    return ClaimMap(
        event_id="large",
        articles=articles,
        exclusions=(),
        sentences=sentences,
        placements=tuple(
            Placement(s.sentence_id, "claim", (claim_of[s.sentence_id],)) for s in sentences
        ),
        parses=(None,) * len(sentences),
        claims=tuple(_claim(n, claim) for n, claim in enumerate(members)),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={},
    )


def _word(random: Random) -> str:
    return "".join(random.choices(_SYLLABLES, k=3))


def _article(name: str, rows: list[str]) -> Article:
    outlet, day = name.split("-")[:2]
    return Article(
        article_id=name,
        event_id="large",
        outlet=f"Outlet {outlet[1:]}",
        title=f"Headline of {name}",
        text="\n".join(rows),
        sha256="0" * 64,
        path="large.jsonl",
        published_at=f"2024-03-{1 + int(day) % 28:02}",
        language="en",
    )


def _sentences(article: Article) -> list[Sentence]:
    found, start = [], 0
    for index, text in enumerate(article.text.split("\n")):
        name, end = f"{article.article_id}#{index}", start + len(text)
        found.append(Sentence(name, article.article_id, index, start, end, index // 3, text))
        start = end + 1
    return found


def _claim(number: int, members: list[str]) -> Claim:
    probabilities = (0.7,) * len(members)
    stability = (number % 20) / 19
    return Claim(f"c-{number:010x}", members[0], tuple(members), probabilities, 0.7, stability)
