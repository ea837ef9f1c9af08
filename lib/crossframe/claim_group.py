"""Workings and corrections -> `ClaimMap`: all that needs no model, and takes no time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from crossframe.claims import (
    SETTINGS,
    Block,
    Constraints,
    Part,
    Setting,
    Workings,
    assemble,
    best_jaccard,
    group_judged,
)
from crossframe.config import Parameters
from crossframe.corrections import (
    NO_CORRECTIONS,
    Corrections,
    Resolved,
    attach,
    constraints_of,
    presence_of,
    resolve,
)
from crossframe.records import ClaimMap, Perturbation, Sentence
from crossframe.text import normalised, text_key


class Needs(NamedTuple):
    """What corrections ask of the workings themselves.

    `apart`: pairs of texts that must not be taken for light edits of each other; `together`: groups
    of texts that must be compared with each other. Both are of `normalised` texts, sorted.
    """

    apart: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()


NO_NEEDS = Needs()


class _Asked(NamedTuple):
    """What corrections ask for among the texts of an event."""

    compared: Sequence[Sentence]
    resolved: Resolved
    constraints: Constraints
    needs: Needs


def compared_sentences(draft: ClaimMap) -> list[Sentence]:
    """The sentences of a draft that are compared."""
    rows = zip(draft.sentences, draft.placements, strict=True)
    return [sentence for sentence, placed in rows if placed.status == "unmatched"]


def stating_articles(workings: Workings) -> list[set[str]]:
    """The articles that state each text."""
    found: list[set[str]] = [set() for _ in workings.texts]
    rows = zip(compared_sentences(workings.draft), workings.text_of.tolist(), strict=True)
    for sentence, text in rows:
        found[text].add(sentence.article_id)
    return found


def unmet_needs(workings: Workings, corrections: Corrections) -> Needs:
    """Says what corrections ask for that these workings do not allow.

    Args:
        workings: The event.
        corrections: What people decided.

    Returns:
        What must be worked out otherwise; usually nothing.
    """
    return _ask(workings, corrections).needs if corrections.lines else NO_NEEDS


def suitable_workings(corrections: Corrections, work: Callable[[Needs], Workings]) -> Workings:
    """Works an event out as its corrections need it: once, unless they ask for something rare.

    Args:
        corrections: What people decided.
        work: Works the event out.

    Returns:
        Workings that meet all needs of the corrections.
    """
    needs = NO_NEEDS
    while True:
        workings = work(needs)
        lacking = unmet_needs(workings, corrections)
        if lacking == NO_NEEDS:
            return workings
        needs = Needs(
            tuple(sorted({*needs.apart, *lacking.apart})),
            tuple(sorted({*needs.together, *lacking.together})),
        )


def group_claims(
    workings: Workings,
    parameters: Parameters,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    perturbed: bool = True,
) -> ClaimMap:
    """Groups the sentences of an event into claims as people corrected them.

    Args:
        workings: The event; `unmet_needs` of it must be none.
        parameters: How it was worked out, and how sure grouping must be.
        corrections: What people decided.
        perturbed: False leaves out the runs that tell how stable a claim is.

    Returns:
        The claim map.
    """
    draft, setting = workings.draft, SETTINGS[parameters.verification]
    asked = _ask(workings, corrections)
    blocks = _blocks(workings, setting, asked.constraints, perturbed=perturbed)
    outlet_of = {article.article_id: article.outlet for article in draft.articles}
    found = assemble(
        asked.compared,
        workings.text_of,
        blocks,
        workings.layout,
        outlet_of,
        setting.merge,
        asked.constraints.lone,
    )
    key_of = {s.sentence_id: text_key(s.text) for s in asked.compared}
    presence = presence_of(draft.sentences, draft.placements)
    attached = attach(found.claims, key_of, corrections, asked.resolved, presence)
    placed = {placement.sentence_id: placement for placement in found.placements}
    return replace(
        draft,
        placements=tuple(placed.get(p.sentence_id, p) for p in draft.placements),
        claims=attached.claims,
        near_misses=found.near_misses,
        headlines=found.headlines,
        perturbations=_perturbations(blocks),
        provenance={**draft.provenance, **_decided(parameters, setting, corrections)},
        corrections=attached.corrections,
    )


def _decided(
    parameters: Parameters, setting: Setting, corrections: Corrections
) -> dict[str, object]:
    """What the groups were decided by; in the order in which it is read back."""
    return {
        "corrections": corrections.digest,
        "parameters": dict(sorted(parameters.determining.items())),
        "setting": setting._asdict(),
    }


def _ask(workings: Workings, corrections: Corrections) -> _Asked:
    draft = workings.draft
    compared = compared_sentences(draft)
    presence = presence_of(draft.sentences, draft.placements)
    words = {text_key(s.text): normalised(s.text) for s in compared}
    numbers = workings.text_of.tolist()
    number_of = {text_key(s.text): n for s, n in zip(compared, numbers, strict=True)}
    # Which texts are no copies of each other has to be known before copies are one text.
    apart = resolve(corrections.lines, presence).bonds.apart
    resolved, constraints = constraints_of(corrections.lines, presence, number_of)
    part_of = {
        row: number for number, part in enumerate(workings.parts) for row in part.rows.tolist()
    }
    other = workings.other.parts if workings.other else ()
    elsewhere = {row: number for number, part in enumerate(other) for row in part.rows.tolist()}
    crossing = [
        group
        for group in constraints.bound
        if len({(part_of[text], elsewhere.get(text)) for text in group}) > 1
    ]
    needs = Needs(
        tuple(sorted((words[a], words[b]) for a, b in apart if number_of[a] == number_of[b])),
        tuple(sorted(tuple(normalised(workings.texts[t]) for t in group) for group in crossing)),
    )
    return _Asked(compared, resolved, constraints, needs)


def _blocks(
    workings: Workings, setting: Setting, constraints: Constraints, *, perturbed: bool
) -> list[Block]:
    articles = stating_articles(workings)
    blocks = [
        _block(part, articles, setting, constraints, perturbed=perturbed) for part in workings.parts
    ]
    if workings.other is None:
        return blocks
    groups = [
        group
        for part in workings.other.parts
        for group in _text_groups(_block(part, articles, setting, constraints, perturbed=False))
    ]
    return [_as_cut_otherwise(b, workings.other.change, groups, articles) for b in blocks]


def _block(
    part: Part,
    articles: Sequence[set[str]],
    setting: Setting,
    constraints: Constraints,
    *,
    perturbed: bool = True,
) -> Block:
    rows = part.rows.tolist()
    stated: list[Collection[str]] = [articles[row] for row in rows]
    local = constraints.among({row: at for at, row in enumerate(rows)})
    verified = group_judged(
        part.judged, stated + [()] * len(part.articles), setting, local, perturbed=perturbed
    )
    return Block(part.rows, part.articles, verified)


def _text_groups(block: Block) -> list[list[int]]:
    """The groups of a block, headlines left out, as numbers of texts."""
    groups = block.verified.groups
    return [block.rows[list(group)].tolist() for group in groups if group[-1] < len(block.rows)]


def _as_cut_otherwise(
    block: Block, change: str, groups: Sequence[Sequence[int]], articles: Sequence[set[str]]
) -> Block:
    """The block, with what another cut makes of its claims among the runs that it was put to."""
    texts = {
        k: frozenset(block.rows[list(group)].tolist())
        for k, group in enumerate(block.verified.groups)
        if group[-1] < len(block.rows)
    }
    claims = {
        k: own for k, own in texts.items() if len(set().union(*(articles[t] for t in own))) > 1
    }
    stability = block.verified.stability.with_run("cut", change, best_jaccard(claims, groups))
    return block._replace(verified=block.verified._replace(stability=stability))


def _perturbations(blocks: Sequence[Block]) -> tuple[Perturbation, ...]:
    """What became of the claims in each perturbed run that tells of any, over all blocks."""
    runs: dict[str, list[Perturbation]] = defaultdict(list)
    for block in blocks:
        for run in block.verified.stability.runs:
            if run.n_claims:
                runs[run.change].append(run)
    return tuple(_joined(change, parts) for change, parts in runs.items())


def _joined(change: str, parts: Sequence[Perturbation]) -> Perturbation:
    n_claims = sum(part.n_claims for part in parts)
    total = sum(
        part.n_claims * part.mean_jaccard for part in parts if part.mean_jaccard is not None
    )
    return Perturbation(change, n_claims, round(total / n_claims, 3) if n_claims else None)
