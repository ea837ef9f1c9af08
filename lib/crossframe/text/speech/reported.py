"""Speaker, verb and tokens of a sentence -> an `Attribution` with its places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from crossframe.text.meaning.tree import Extent, Scene, Tree
from crossframe.text.speech.speakers import Speaker
from crossframe.text.speech.speech_verbs import VERB_CLASS, VerbClass

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
# A reported text of whose words at least this share stand in quotation marks is direct speech.
_DIRECT = 0.5
# These part what one says from what another does.
_QUOTING = frozenset({'"', "“", "”"})
_PARTING = frozenset({";", ":", "but", "—", "–"}) | _QUOTING


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that a text gives to somebody: `speaker` says `contents`, with `verb`.

    Offsets count the characters of one text. `speaker` is None where nobody is named
    ("reportedly"). `verb` is a dictionary form, ":" where a colon stands for it; `verb_start` and
    `verb_end` say where it stands. `contents` are the pieces of what is attributed, `quoted` those
    of it in quotation marks; `direct` tells that at least half of it is. `negated`: "did not say".
    `antecedent` is whom a pronoun stands for, where that is safe. `carried` marks quoted words
    whose speaker and verb stand in another sentence.
    """

    speaker: Speaker | None
    verb: str
    verb_class: VerbClass
    verb_start: int
    verb_end: int
    contents: tuple[Extent, ...]
    quoted: tuple[Extent, ...]
    direct: bool
    negated: bool = False
    antecedent: Speaker | None = None
    carried: bool = False

    @property
    def content(self) -> Extent:
        """From the first to the last character of what is attributed."""
        return Extent(self.contents[0].start, self.contents[-1].end)

    @property
    def who(self) -> Speaker | None:
        """The speaker, or whom the pronoun stands for."""
        return self.antecedent or self.speaker

    def shifted(self, offset: int) -> Attribution:
        """The same attribution in a text that begins `offset` characters earlier."""
        return replace(
            self,
            speaker=self.speaker and self.speaker.shifted(offset),
            verb_start=self.verb_start + offset,
            verb_end=self.verb_end + offset,
            contents=tuple(piece.shifted(offset) for piece in self.contents),
            quoted=tuple(piece.shifted(offset) for piece in self.quoted),
            antecedent=self.antecedent and self.antecedent.shifted(offset),
        )


def reported(
    scene: Scene,
    speaker: Speaker | None,
    verb: tuple[str, VerbClass, Extent],
    tokens: Iterable[int],
    *,
    negated: bool = False,
) -> Iterator[Attribution]:
    """Makes an attribution of the tokens that it reports.

    Args:
        scene: The sentence.
        speaker: Whoever says it; None for nobody named.
        verb: Its dictionary form, its class and its place.
        tokens: What is reported.
        negated: Whether it is said not to be said.

    Yields:
        The attribution; nothing where the tokens hold no word.
    """
    contents = scene.tree.runs(tokens)
    if contents:
        quoted = tuple(
            Extent(max(piece.start, quote.start), min(piece.end, quote.end))
            for piece in contents
            for quote in scene.quotes
            if piece.overlap(quote)
        )
        lemma, verb_class, place = verb
        text = scene.tree.text
        direct = _words(text, quoted) >= _DIRECT * _words(text, contents)
        yield Attribution(speaker, lemma, verb_class, *place, contents, quoted, direct, negated)


def _words(text: str, pieces: Iterable[Extent]) -> int:
    return sum(len(_WORD.findall(text, *piece)) for piece in pieces)


def clause_above(tree: Tree, token: int) -> int:
    """The head of the clause in which a token stands; of the whole sentence if it opens it."""
    above = list(tree.ancestors(token))
    if token <= 1 and above:
        return above[-1]
    verbs = (head for head in above if tree.parse.pos[head] in {"VERB", "AUX"})
    return next(verbs, above[-1] if above else token)


def widest(tree: Tree, clause: int, source: Collection[int]) -> int:
    """The head of all that a source at the end of a sentence bears on.

    "It fell and two drowned, police said": behind a comma, and with nothing after it, a source
    bears on all that is joined before it, not on the last clause alone.

    Args:
        tree: The sentence.
        clause: The head of the clause beside the source.
        source: The tokens that tell who says it.

    Returns:
        The head of the first of the joined clauses; `clause` where something parts them.
    """
    first, last = min(source), max(source)
    after = range(last + 1, len(tree.parse.heads))
    if first == 0 or tree.word(first - 1) != "," or any(tree.word(t)[0].isalnum() for t in after):
        return clause
    above = clause
    while tree.parse.deps[above] in {"conj", "advcl"} and tree.parse.heads[above] != above:
        above = tree.parse.heads[above]
    between = range(above, clause)
    parting = {tree.word(token) for token in between} & _PARTING
    whole = tree.has(clause, "nsubj", "nsubjpass", "csubj", "expl")
    parted = bool(parting if whole else parting - _QUOTING)
    above = clause if parted or above > clause else above
    teller = tree.parse.heads[above]
    told = tree.parse.deps[above] == "ccomp" and teller < above and tree.has(teller, "nsubj")
    return teller if told and tree.lemma(teller) in VERB_CLASS else above
