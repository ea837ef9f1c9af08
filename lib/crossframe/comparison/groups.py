"""Claim map and the researcher's labels -> a claim map that compares groups of outlets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crossframe.errors import ParameterError
from crossframe.records import Article, ClaimMap

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """What outlets are compared by: a label of theirs, and the outlets of each group by name."""

    label: str
    members: Mapping[str, tuple[str, ...]]

    @property
    def n_outlets(self) -> int:
        """How many outlets there are in all groups."""
        return sum(len(outlets) for outlets in self.members.values())


def group_outlets(claim_map: ClaimMap, outlets: Labels, label: str) -> ClaimMap:
    """Puts groups in the place of outlets, so that every table and figure compares groups.

    Args:
        claim_map: The event.
        outlets: Labels of each outlet by name, as `corpus.outlets.read_outlets` gives them.
        label: The one to compare by, such as "country".

    Returns:
        The same event. Each article's outlet is its group ("Veldria", or "no country"); the outlet
        itself is kept as `extra["outlet"]`, and the label in `provenance`. Articles, sentences and
        claims stand in the order that the groups ask for.

    Raises:
        ParameterError: If no outlet has such a label; names those that there are.
    """
    known = sorted({name for labels in outlets.values() for name in labels})
    if label not in known:
        allowed = ", ".join(known) or "none"
        raise ParameterError(
            f"group: no outlet has the label {label!r}; labels there are: {allowed}"
        )
    names = {outlet: group_name(outlets.get(outlet, {}), label) for outlet in claim_map.outlets}
    articles = sorted(
        (_grouped(article, names[article.outlet]) for article in claim_map.articles),
        key=lambda article: article.order,
    )
    exclusions = (
        replace(left, outlet=group_name(outlets.get(left.outlet, {}), label))
        if left.outlet
        else left
        for left in claim_map.exclusions
    )
    older = (
        _grouped(article, group_name(outlets.get(article.outlet, {}), label))
        for article in claim_map.older
    )
    grouped = replace(
        claim_map,
        articles=tuple(articles),
        exclusions=tuple(exclusions),
        older=tuple(older),
        provenance={**claim_map.provenance, "group": label},
    )
    return _reordered(grouped)


def grouping(claim_map: ClaimMap) -> Grouping | None:
    """Tells what outlets of an event are compared by; None where each stands for itself."""
    label = claim_map.provenance.get("group")
    if not label:
        return None
    members: dict[str, set[str]] = defaultdict(set)
    for article in claim_map.articles:
        members[article.outlet].add(article.extra["outlet"])
    return Grouping(label, {name: tuple(sorted(members[name])) for name in claim_map.outlets})


def publisher(article: Article) -> str:
    """Names the outlet that published an article, where groups are compared as well.

    Whether an outlet corrects itself, or repeats its own lines, no group can say.
    """
    return str(article.extra.get("outlet", article.outlet))


def group_name(labels: Mapping[str, str], label: str) -> str:
    """Names the group of an outlet with these labels.

    >>> group_name({"country": "Veldria"}, "country"), group_name({}, "country")
    ('Veldria', 'no country')
    """
    return labels.get(label, f"no {label}")


def _grouped(article: Article, group: str) -> Article:
    return replace(article, outlet=group, extra={**article.extra, "outlet": article.outlet})


def _reordered(claim_map: ClaimMap) -> ClaimMap:
    """Sentences follow their articles; claims stand from the most to the least widely carried."""
    rank = {article.article_id: number for number, article in enumerate(claim_map.articles)}
    order = sorted(
        range(len(claim_map.sentences)),
        key=lambda row: (rank[claim_map.sentences[row].article_id], claim_map.sentences[row].index),
    )
    row_of = {claim_map.sentences[row].sentence_id: at for at, row in enumerate(order)}
    claims = []
    for claim in claim_map.claims:
        pairs = zip(claim.sentence_ids, claim.probabilities, strict=True)
        members = sorted(pairs, key=lambda pair: row_of[pair[0]])
        claims.append(
            replace(
                claim,
                sentence_ids=tuple(sentence for sentence, _ in members),
                probabilities=tuple(probability for _, probability in members),
            )
        )
    widths = {
        claim.claim_id: len({claim_map.article_of(s).outlet for s in claim.sentence_ids})
        for claim in claims
    }
    claims.sort(key=lambda claim: -widths[claim.claim_id])
    place = {claim.claim_id: at for at, claim in enumerate(claims)}
    return replace(
        claim_map,
        sentences=tuple(claim_map.sentences[row] for row in order),
        placements=tuple(claim_map.placements[row] for row in order),
        parses=tuple(claim_map.parses[row] for row in order),
        claims=tuple(claims),
        near_misses=tuple(sorted(claim_map.near_misses, key=lambda m: place[m.claim_id])),
    )
