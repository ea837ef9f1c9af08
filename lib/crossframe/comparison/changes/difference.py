"""Two claim maps of an event under common ids -> what changed between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from crossframe.claims.identity import claim_texts, holder
from crossframe.comparison.changes.blame import Cause, changed_facts
from crossframe.comparison.changes.facts import LEDGERS, Fact, Facts, members
from crossframe.comparison.changes.values import (
    ArticleChange,
    ArticleFate,
    Changes,
    ClaimChange,
    ClaimFate,
    FactChange,
    Moved,
)
from crossframe.records import Article, ClaimMap

Blame = Mapping[Fact, tuple[Cause, ...]]

# What is compared of an article that is there in both states.
_COMPARED = (
    *("outlet", "title", "text", "sentences", "published_at", "url", "language", "authors"),
    *("section", "provenance", "extra"),
)


_FATES: tuple[ClaimFate, ...] = ("born", "split", "returned", "died", "merged", "changed")


def find_changes(
    before: ClaimMap,
    after: ClaimMap,
    facts: tuple[Facts, Facts],
    causes: Blame,
    returned: frozenset[str] = frozenset(),
) -> Changes:
    """Compares two states of an event.

    Args:
        before: The earlier state.
        after: The later one, a claim that is in both under one id.
        facts: What the two say.
        causes: The causes of changed facts, as far as they are known.
        returned: Claims of the later state that had been there before the earlier one.

    Returns:
        The changes. Cells are those of claims and outlets that are there in both states: what a
        claim that came or went is carried by, it says itself.
    """
    articles = _articles(before, after)
    claims = _claims(before, after, articles, causes, returned)
    words = {fact[1]: said for state in facts for fact, said in state.items() if fact[0] == "words"}
    changed = [
        FactChange(
            fact[0],
            fact[1:],
            facts[0].get(fact),
            facts[1].get(fact),
            words.get(fact[1], ""),
            causes.get(fact, ()),
        )
        for fact in changed_facts(*facts)
        if fact[0] == "cell" or fact[0] in LEDGERS
    ]
    here = {fact for state in facts for fact in state if fact[0] == "count"}
    counts = {fact[1]: tuple(int(state.get(fact, 0)) for state in facts) for fact in sorted(here)}
    return Changes(
        articles=articles,
        claims=claims,
        cells=tuple(one for one in changed if one.kind == "cell" and _is_told(one)),
        ledgers=tuple(one for one in changed if one.kind != "cell"),
        counts={name: (pair[0], pair[1]) for name, pair in counts.items()},
    )


def _is_told(cell: FactChange) -> bool:
    return cell.before is not None and cell.after is not None


def _articles(before: ClaimMap, after: ClaimMap) -> tuple[ArticleChange, ...]:
    old, new = dict(before.article_by_id), dict(after.article_by_id)
    both = [
        _changed(old[article_id], new[article_id])
        for article_id in sorted(old.keys() & new.keys())
        if old[article_id].sha256 != new[article_id].sha256
    ]
    gone = [article for article_id, article in old.items() if article_id not in new]
    come = [article for article_id, article in new.items() if article_id not in old]
    for was, now in _renamed(gone, come):
        gone.remove(was)
        come.remove(now)
        both.append(_changed(was, now))
    return (
        *(_fate("added", article) for article in come),
        *(_fate("withdrawn", article) for article in gone),
        *both,
    )


def _fate(fate: ArticleFate, article: Article) -> ArticleChange:
    return ArticleChange(
        fate, article.article_id, article.outlet, article.title, article.published_at
    )


def _changed(was: Article, now: Article) -> ArticleChange:
    fields = tuple(name for name in _COMPARED if getattr(was, name) != getattr(now, name))
    was_id = was.article_id if was.article_id != now.article_id else None
    place = (now.article_id, now.outlet, now.title, now.published_at)
    return ArticleChange("changed", *place, fields, was_id)


def _renamed(gone: Sequence[Article], come: Sequence[Article]) -> list[tuple[Article, Article]]:
    """Pairs of one article before and after an edit that its id did not outlast.

    They have one address, or one outlet and headline, that no other article has.
    """
    found: list[tuple[Article, Article]] = []
    for key in (lambda a: a.url or None, lambda a: (a.outlet, a.title)):
        taken = {id(article) for pair in found for article in pair}
        for was in gone:
            olds = [a for a in gone if key(a) == key(was) and id(a) not in taken]
            news = [a for a in come if key(a) == key(was) and id(a) not in taken]
            if key(was) is not None and olds == [was] and len(news) == 1:
                found.append((was, news[0]))
    return found


def _claims(
    before: ClaimMap,
    after: ClaimMap,
    articles: Sequence[ArticleChange],
    causes: Blame,
    returned: frozenset[str],
) -> tuple[ClaimChange, ...]:
    fates = {change.article_id: change.fate for change in articles}
    fates |= {change.was_id: "changed" for change in articles if change.was_id}
    texts = [{c.claim_id: claim_texts(m, c) for c in m.claims} for m in (before, after)]
    seen = _Seen(before), _Seen(after)
    found: list[ClaimChange] = []
    for claim_id in sorted(texts[0].keys() | texts[1].keys()):
        there, here = claim_id in texts[0], claim_id in texts[1]
        gained, lost = _members(*seen, claim_id, fates)
        words = (
            _words(before, claim_id) if there else "",
            _words(after, claim_id) if here else "",
        )
        why = causes.get(("claim", claim_id), ()) or causes.get(("words", claim_id), ())
        fate: ClaimFate = "changed"
        other = None
        if there and here:
            if not gained and not lost and words[0] == words[1]:
                continue
        elif here:
            other = holder(texts[1][claim_id], texts[0])
            fate = "returned" if claim_id in returned else "split" if other else "born"
        else:
            other = holder(texts[0][claim_id], texts[1])
            fate = "merged" if other else "died"
        found.append(
            ClaimChange(fate, claim_id, words[0], words[1], gained, lost, other or "", why)
        )
    return tuple(sorted(found, key=lambda change: _FATES.index(change.fate)))


def _words(claim_map: ClaimMap, claim_id: str) -> str:
    return claim_map.sentence_by_id[claim_map.claim_by_id[claim_id].medoid_id].text


class _Seen:
    """A state, and the claims of each of its sentences by article and text."""

    def __init__(self, claim_map: ClaimMap) -> None:
        self.map = claim_map
        self.members = {c.claim_id: members(claim_map, c.claim_id) for c in claim_map.claims}
        self.claims_of: dict[str, list[str]] = defaultdict(list)
        for claim_id, keys in self.members.items():
            for key in keys:
                self.claims_of[key].append(claim_id)


def _members(
    before: _Seen, after: _Seen, claim_id: str, fates: Mapping[str, str]
) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """What a claim gained and what it lost, in the order of the articles."""
    old, new = before.members.get(claim_id, {}), after.members.get(claim_id, {})
    came = [_moved(after, new[key], key, before, fates) for key in new if key not in old]
    went = [_moved(before, old[key], key, after, fates) for key in old if key not in new]
    return tuple(came), tuple(went)


def _moved(
    here: _Seen, sentence_id: str, key: str, elsewhere: _Seen, fates: Mapping[str, str]
) -> Moved:
    sentence = here.map.sentence_by_id[sentence_id]
    article = here.map.article_of(sentence_id)
    others = (one for one in elsewhere.claims_of[key] if one not in here.claims_of[key])
    fate = fates.get(article.article_id, "")
    return Moved(sentence.text, article.outlet, article.article_id, next(others, ""), fate)
