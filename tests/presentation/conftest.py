"""A hand-written claim map of 3 outlets x 2 articles, and ways to read a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import pytest
from crossframe.records import Article, Claim, ClaimMap, Exclusion, Placement, Sentence

VOID = frozenset(
    re.findall(r"\w+", "area base br col embed hr img input link meta source track wbr")
)
HOSTILE = (
    "<script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned=1">',
    "'); alert(1)//",
    "javascript:window.pwned=1",
    "{{ 7 * 7 }}{% raw %}",
    "</style></title></textarea><svg onload=window.pwned=1>",
    "&lt;b&gt; &amp; \x00\x07",
    "\u202eright to left\u202c \u2066open isolate \u2069\u2069 out",
    "w" * 10_000,
)

MakeMap = Callable[..., ClaimMap]


@dataclass
class Page(HTMLParser):
    """A page read back: its elements in order, with text, and whether every one was closed."""

    html: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []
        self.feed(self.html)
        self.close()
        self.problems += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if len({name for name, _ in attrs}) < len(attrs):
            self.problems.append(f"<{tag}> names an attribute twice")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> closes another element")

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in {"style", "script"}:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]


@pytest.fixture
def read() -> Callable[[str], Page]:
    """Reads a page back."""
    return Page


TEXTS = {
    "post-1": ("The river rose by two metres.", "Forty people were moved.", "By Ann Ray"),
    "post-2": ("The river has risen two metres.", "Schools stay shut on Monday."),
    "wire-1": ("The river rose two metres overnight.", "A bridge was closed."),
    "wire-2": ("The bridge was closed to lorries.", "Photo: Lo"),
    "eco-1": ("El río subió dos metros.",),
    "eco-2": ("The bridge stays shut.", "Sheep were drowned, a farmer said."),
}
NON_CLAIMS = {"By Ann Ray": "byline", "Photo: Lo": "credit"}
CLAIMS = {
    "c-river": ("post-1#0", "post-2#0", "wire-1#0"),
    "c-bridge": ("wire-1#1", "wire-2#0", "eco-2#0"),
}
OUTLETS = {"post": "The Post", "wire": "News Wire", "eco": "El Eco"}


def _article(article_id: str, number: int) -> Article:
    return Article(
        article_id=article_id,
        event_id="river-flood",
        outlet=OUTLETS[article_id.partition("-")[0]],
        title=f"Headline of {article_id}",
        text="\n".join(TEXTS[article_id]),
        sha256=f"{number:064x}",
        path="seeds/events/river-flood.jsonl",
        line=number,
        published_at=f"2024-05-0{number}T10:00:00+02:00" if number < 6 else None,
        url=f"https://{article_id}.example/story",
        language="es" if article_id == "eco-1" else "en",
        provenance={"kind": "demonstration"},
    )


def _sentences(article: Article) -> list[Sentence]:
    found, start = [], 0
    for index, text in enumerate(TEXTS[article.article_id]):
        kind = NON_CLAIMS.get(text, "statement")
        name = f"{article.article_id}#{index}"
        end = start + len(text)
        found.append(Sentence(name, article.article_id, index, start, end, 0, text, kind))
        start = end + 1
    return found


def _placement(sentence: Sentence, number: int) -> Placement:
    claim = next((c for c, members in CLAIMS.items() if sentence.sentence_id in members), None)
    if not sentence.is_statement:
        return Placement(sentence.sentence_id, "non_claim")
    if sentence.article_id == "eco-1":
        return Placement(sentence.sentence_id, "not_compared")
    at = {"x": number / 20, "y": 1 - number / 15}
    if claim:
        return Placement(sentence.sentence_id, "claim", (claim,), **at)
    nearest = "wire-1#0" if sentence.article_id != "wire-1" else "post-1#0"
    return Placement(sentence.sentence_id, "unmatched", (), nearest, 0.31, region=-1, **at)


def build(
    articles: Sequence[str] = tuple(TEXTS), claims: Sequence[str] = tuple(CLAIMS)
) -> ClaimMap:
    """A claim map of some of the articles and claims above."""
    made = [_article(name, number) for number, name in enumerate(TEXTS, 1) if name in articles]
    sentences = [sentence for article in made for sentence in _sentences(article)]
    known = {sentence.sentence_id for sentence in sentences}
    members = {c: tuple(s for s in CLAIMS[c] if s in known) for c in claims}
    placements = []
    for number, sentence in enumerate(sentences):
        placement = _placement(sentence, number)
        if any(len(members.get(c, ())) < 2 for c in placement.claim_ids):
            placement = replace(placement, status="unmatched", claim_ids=())
        if placement.nearest_id not in known:
            placement = replace(placement, nearest_id=None, nearest_probability=None)
        placements.append(placement)
    return ClaimMap(
        event_id="river-flood",
        articles=tuple(made),
        exclusions=(
            Exclusion("seeds/events/river-flood.jsonl", 9, "'text' is empty", outlet="Far Mail"),
        )
        if made
        else (),
        sentences=tuple(sentences),
        placements=tuple(placements),
        parses=(None,) * len(sentences),
        claims=tuple(
            Claim(c, m[0], m, (0.61,) * len(m), 0.61) for c, m in members.items() if len(m) > 1
        ),
        near_misses=(),
        headlines=(),
        perturbations=(),
        provenance={
            "crossframe": "0.1.0",
            "code": "c0" * 32,
            "corpus": "a1" * 32,
            "encoder": {"name": "tiny", "fingerprint": "f0" * 32, "languages": ["en"]},
            "parameters": {"event": "river-flood", "verification": "balanced", "seed": 0},
            "setting": {"merge": 0.4, "size_penalty": 0.06, "further": 0.8},
            "judge": {"name": "tiny judge", "fingerprint": "1 2 3"},
            "parser": "en_core_web_sm 3.8.0",
            "versions": {"numpy": "2.4.6"},
        },
    )


@pytest.fixture
def claim_map() -> ClaimMap:
    """3 outlets x 2 articles; one article is Spanish, one undated, one was excluded."""
    return build()


@pytest.fixture
def make_map() -> MakeMap:
    """Builds a claim map of some of the articles and claims."""
    return build


def poisoned(claim_map: ClaimMap, poison: str) -> ClaimMap:
    """The same map with a hostile text in every field that comes from outside."""
    names = {name: f"{name} {poison}" for name in OUTLETS.values()}
    articles = tuple(
        replace(
            article,
            outlet=names[article.outlet],
            title=poison,
            url=poison if number % 2 else f"https://x.example/{poison}",
            language=poison,
            path=poison,
            published_at=article.published_at,
        )
        for number, article in enumerate(claim_map.articles)
    )
    return replace(
        claim_map,
        event_id=poison,
        articles=articles,
        exclusions=(Exclusion(poison, 1, poison, poison, poison, poison),),
        sentences=tuple(replace(s, text=f"{s.text} {poison}") for s in claim_map.sentences),
        provenance={
            **claim_map.provenance,
            "crossframe": poison,
            "encoder": {"name": poison, "fingerprint": poison, "languages": [poison]},
            "parameters": {"event": poison, poison: poison},
            "versions": {poison: poison},
        },
    )


@pytest.fixture(params=HOSTILE, ids=[f"hostile-{n}" for n in range(len(HOSTILE))])
def poison(request: pytest.FixtureRequest) -> str:
    """Each hostile text in turn."""
    return str(request.param)


@pytest.fixture
def poisoned_map(claim_map: ClaimMap, poison: str) -> ClaimMap:
    """The hand-written map with a hostile text in every field that comes from outside."""
    return poisoned(claim_map, poison)


@pytest.fixture
def poison_map() -> Callable[[ClaimMap, str], ClaimMap]:
    """Puts a hostile text into every field of a map that comes from outside."""
    return poisoned


@pytest.fixture
def wholly_poisoned_map(claim_map: ClaimMap) -> ClaimMap:
    """The hand-written map with all hostile texts at once."""
    return poisoned(claim_map, " ".join(HOSTILE))
