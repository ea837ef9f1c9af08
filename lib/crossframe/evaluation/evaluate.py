"""A folder or file of labels and the articles they are about -> every figure, as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from crossframe.claim_build import NO_CACHES, UNDRAWN, Caches, build_claim_map
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.embedding import Encoder
from crossframe.errors import GoldError
from crossframe.evaluation.claim_coding import CodedClaim, measure_claims
from crossframe.evaluation.gold import Tier
from crossframe.evaluation.labels import (
    Labels,
    coded_claims,
    coded_pairs,
    place_pairs,
    read_labels,
)
from crossframe.evaluation.measures import DRAWS, SEED, Spread, measure, spread
from crossframe.evaluation.outcomes import Outcomes, index_gold, pair_outcomes
from crossframe.evaluation.predictions import read_predictions
from crossframe.evaluation.quality import Part, Quality, Standing, measure_quality, read_part
from crossframe.evaluation.reading import judge_for
from crossframe.evaluation.score import score_claims
from crossframe.records import Corpus

Tell = Callable[[str, int, int], None]


class Asked(NamedTuple):
    """What to evaluate: labels, the articles they are about, and what of them counts.

    `articles` None stands for `articles.jsonl` in the folder of the labels, or the file of the
    same name in the folder `events` beside theirs. `split` "" stands for all splits.
    """

    labels: Path
    articles: Path | None = None
    tiers: Tier = "strict"
    split: str = ""
    peers: bool = True


def evaluate(
    asked: Asked,
    parameters: Parameters,
    load: Callable[[], Encoder],
    tell: Tell,
    caches: Callable[[Encoder], Caches] = lambda _: NO_CACHES,
) -> dict[str, Any]:
    """Finds the claims of every labelled event and says how far they agree with people.

    Args:
        asked: What to evaluate.
        parameters: How to compare; the event that they name has no say.
        load: Loads the encoder.
        tell: Told of each event before it begins: its name, its number from 1, how many there are.
        caches: Opens the caches for an encoder.

    Returns:
        Plain values for JSON, the figures of `Score` first; see `quality_values`. Of a coding also
        `coders` and `claims`; the latter alone where claims were judged and no pair was.

    Raises:
        GoldError: If labels or articles are missing, do not fit each other, or none counts.
    """
    labels = read_labels(asked.labels)
    encoder = load()
    parts = list(read_parts(asked, labels, parameters, encoder, caches(encoder), tell))
    of_claims = _of_claims([claim for part in parts for claim in part.coded_claims])
    if labels.of_claims and not labels.pairs:
        return of_claims
    quality = measure_quality(parts, parameters.verification, asked.tiers, judge_for(parameters))
    return quality_values(quality) | _of_coders(quality) | of_claims


def evaluate_predictions(predictions: Path, asked: Asked) -> dict[str, Any]:
    """Scores claims that were found before, by crossframe or by anyone else.

    Args:
        predictions: One JSON line a sentence.
        asked: What to evaluate; the labels must be a gold folder.

    Returns:
        Plain values for JSON, the figures of `Score` first.

    Raises:
        GoldError: If the labels are of another form, or none counts.
    """
    labels = read_labels(asked.labels)
    if labels.form != "gold":
        raise GoldError(
            f"{asked.labels}: predictions name sentences by number and are scored against a gold "
            "folder; leave out --predictions to score these labels"
        )
    found = read_predictions(predictions)
    outcomes = pair_outcomes(found, index_gold(labels.gold, asked.tiers))
    return {
        **score_claims(found, labels.gold, asked.tiers)._asdict(),
        **_figures(outcomes),
        "intervals": spread_values(spread(outcomes)),
    }


def read_parts(
    asked: Asked,
    labels: Labels,
    parameters: Parameters,
    encoder: Encoder,
    caches: Caches,
    tell: Tell,
) -> Iterator[Part]:
    """Builds the claim map of each labelled event, one at a time, and reads its labels.

    Args:
        asked: What to evaluate.
        labels: Its labels, read.
        parameters: How to compare.
        encoder: The model.
        caches: Where vectors and parses are kept.
        tell: Told of each event before it begins.

    Yields:
        What each event brings.

    Raises:
        GoldError: If the articles do not hold a labelled event, or no event is of the split.
    """
    chosen = _labelled(asked, labels)
    judge = judge_for(parameters)
    for number, corpus in enumerate(chosen, 1):
        tell(corpus.event_id, number, len(chosen))
        claim_map = build_claim_map(corpus, parameters, encoder, caches, extent=UNDRAWN)
        pairs = place_pairs(labels, claim_map)
        part = read_part(claim_map, pairs, parameters, encoder, caches, judge, peers=asked.peers)
        yield part._replace(
            coded=tuple(coded_pairs(labels, claim_map)),
            coded_claims=tuple(coded_claims(labels, claim_map)),
        )


def _labelled(asked: Asked, labels: Labels) -> list[Corpus]:
    path = asked.articles or articles_beside(asked.labels)
    corpora = read_corpora(path, any_name=True)
    named = [event for event in labels.events if event]
    missing = [event for event in named if event not in corpora]
    if missing:
        raise GoldError(
            f"{path}: has no event {missing[0]!r} that {asked.labels} labels; it has "
            f"{', '.join(sorted(corpora)[:5])}"
        )
    if not named and len(corpora) > 1:
        raise GoldError(f"{asked.labels}: names no event_id, and {path} has {len(corpora)} events")
    chosen = [corpora[event] for event in named or corpora]
    of_split = [c for c in chosen if not asked.split or _is_of(c, asked.split)]
    if not of_split:
        raise GoldError(f"{path}: no labelled event is of split {asked.split!r}")
    return of_split


def _is_of(corpus: Corpus, split: str) -> bool:
    return any(article.extra.get("split") == split for article in corpus.articles)


def articles_beside(labels: Path) -> Path:
    """Finds the articles that belong to labels.

    Args:
        labels: A gold folder, or a file of labels.

    Returns:
        `articles.jsonl` in the folder, or `../events/<name>.jsonl`, or `<name>.jsonl` beside.

    Raises:
        GoldError: If there is none.
    """
    if labels.is_dir():
        candidates = [labels / "articles.jsonl"]
    else:
        name = f"{labels.stem}.jsonl"
        candidates = [labels.parent.parent / "events" / name, labels.with_name("articles.jsonl")]
        candidates += [labels.with_name(name)] if labels.suffix != ".jsonl" else []
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        raise GoldError(f"{labels}: the articles are not in {candidates[0]}; name them: --articles")
    return found


def quality_values(quality: Quality) -> dict[str, Any]:
    """Turns figures into plain values for JSON.

    Args:
        quality: The figures.

    Returns:
        The figures of `Score`, then `counts`, the further measures, `intervals`, `judge` with its
        reliability curve, `settings` and `peers`.
    """
    return {
        **quality.score._asdict(),
        **_figures(quality.outcomes),
        "intervals": spread_values(quality.standing.spread),
        "verification": quality.verification,
        "judge": {
            "name": quality.judge,
            "n_pairs": int(sum(one.n_pairs for one in quality.curve)),
            "curve": [one._asdict() for one in quality.curve],
        },
        "settings": [standing_values(one) for one in quality.settings],
        "peers": [standing_values(one) for one in quality.peers],
    }


def standing_values(standing: Standing) -> dict[str, Any]:
    """Turns the figures of one method into plain values."""
    head = {"name": standing.name, "settings": standing.settings}
    if standing.measures is None:
        return head | {"missing": standing.missing}
    less = standing.difference
    return {
        **head,
        **standing.measures,
        "intervals": spread_values(standing.spread),
        "crossframe_less_this_f1": list(less) if less else None,
    }


def spread_values(found: Spread | None) -> dict[str, Any]:
    """Turns intervals into plain values, with what was drawn and how often."""
    if found is None:
        return {}
    return {
        "over": found.over,
        "n_units": found.n_units,
        "draws": DRAWS,
        "seed": SEED,
        **{name: list(interval) for name, interval in found.intervals.items()},
    }


def _figures(outcomes: Outcomes) -> dict[str, Any]:
    """Counts, and every measure that `Score` does not have already."""
    rows = outcomes.gold.counts
    same, together = outcomes.gold.same[rows], outcomes.together[rows]
    counts = {
        "together_and_same": int((together & same).sum()),
        "together_but_not": int((together & ~same).sum()),
        "apart_but_same": int((~together & same).sum()),
        "apart_and_not": int((~together & ~same).sum()),
    }
    known = {"precision", "recall", "f1", "false_merge", "macro_f1", "absorbed"}
    further = {name: value for name, value in measure(outcomes).items() if name not in known}
    return {"counts": counts, **further}


def _of_coders(quality: Quality) -> dict[str, Any]:
    """What coders agree on, and claims against each of them; nothing where none is named."""
    if quality.coding is None:
        return {}
    agreement, scores, by_design = quality.coding
    return {
        "coders": {
            **agreement._asdict(),
            "by_design": by_design,
            "claims_against": [score._asdict() for score in scores],
        }
    }


def _of_claims(coded: list[CodedClaim]) -> dict[str, Any]:
    """What coders said of whole claims; nothing where they judged none."""
    found = measure_claims(coded)
    if found is None:
        return {}
    said = [score._asdict() for score in found.scores]
    agreement = found.agreement._asdict()
    return {"claims": {"n_claims": agreement.pop("n_pairs"), **agreement, "judged_by": said}}
