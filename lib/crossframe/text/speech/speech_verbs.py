"""Verbs that report what somebody says: their class, and what they must govern to report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

VerbClass = Literal[
    "neutral", "claim", "admit", "deny", "warn", "promise", "demand", "opinion", "according"
]

_BY_CLASS: Mapping[VerbClass, str] = {
    "neutral": """
        add agree announce answer ask attribute bellow call chant chime cite clarify comment
        conclude confirm counter echo enthuse fume gush lament muse mutter opine plead proclaim rave
        retort roar scream sigh snap sob thunder vent
        continue count cry declare describe disclose emphasise emphasize estimate exclaim
        explain express find indicate inform iterate joke list mention note notify observe point
        post put quip quote read recall record recount reiterate relate remark repeat reply
        remind report respond reveal rule say shout show speak state stress tell testify tweet
        whisper write yell
    """,
    "claim": """
        accuse allege argue assert blame boast charge claim complain contend hint imply
        insist maintain profess purport speculate suggest swear
    """,
    "admit": "acknowledge admit allow concede confess own",
    "deny": "deny disavow dismiss dispute rebut refute reject",
    "warn": "alert caution threaten warn",
    "promise": "assure guarantee pledge promise undertake vow",
    "demand": "appeal demand propose recommend request urge",
    "opinion": """
        believe consider deem expect fear forecast predict presume reckon regard suspect think
    """,
    "according": "according",
}
VERB_CLASS: Mapping[str, VerbClass] = {
    verb: verb_class for verb_class, verbs in _BY_CLASS.items() for verb in verbs.split()
}

# These report with no more than somebody who does it: "..., X said".
BARE = frozenset(
    """
    acknowledge add admit agree allege announce answer argue assert believe caution claim
    comment complain concede conclude confirm contend estimate explain insist joke maintain note
    observe predict quip recall reckon remark reply report respond say shout state stress
    suggest tell testify think warn write
    """.split()  # noqa: SIM905
)
# These report with a noun: "denied any warning", "reported 38 injuries".
WITH_OBJECT = frozenset(
    """
    acknowledge admit allege blame concede confirm declare demand deny disavow dispute estimate
    forecast pledge predict promise propose rebut recommend refute report suspect
    """.split()  # noqa: SIM905
)
# These report with a noun only what a document holds: "the log mentions corrosion".
OF_PAPERS_WITH_OBJECT = frozenset("indicate list mention note quote record reveal show".split())  # noqa: SIM905
# These report with a noun only if it is something that is said.
WITH_SAYING = frozenset({"claim", "dismiss", "reject"})
SAYINGS = frozenset(
    """
    account accusation allegation argument assertion call charge claim complaint concern
    criticism demand fear figure idea it notion offer proposal report request responsibility
    rumor rumour speculation story suggestion that theory this version warning
    """.split()  # noqa: SIM905
)
# These report with a noun behind a preposition: "warned of a collapse", "accused him of lying".
WITH_PREPOSITION: Mapping[str, frozenset[str]] = {
    "accuse": frozenset({"of"}),
    "alert": frozenset({"to"}),
    "appeal": frozenset({"for"}),
    "ask": frozenset({"for"}),
    "attribute": frozenset({"to"}),
    "boast": frozenset({"of", "about"}),
    "call": frozenset({"for", "on"}),
    "complain": frozenset({"of", "about"}),
    "describe": frozenset({"as"}),
    "estimate": frozenset({"at"}),
    "dismiss": frozenset({"as"}),
    "hint": frozenset({"at"}),
    "own": frozenset({"to"}),
    "regard": frozenset({"as"}),
    "reject": frozenset({"as"}),
    "speak": frozenset({"of"}),
    "tell": frozenset({"of"}),
    "threaten": frozenset({"with"}),
    "warn": frozenset({"of", "about", "against"}),
}
# These report with an infinitive: "promised to resign", "claims to know".
WITH_INFINITIVE = frozenset(
    "ask claim pledge profess promise swear tell threaten undertake urge vow warn".split()  # noqa: SIM905
)
# These report with a gerund: "admitted taking the boat".
WITH_GERUND = frozenset({"acknowledge", "admit", "deny", "propose", "recall"})
# These report only with "that", a question or a quotation.
FULL_ONLY = frozenset(
    """
    allow answer ask conclude count express find indicate purport read remind reveal show suggest
    """.split()  # noqa: SIM905
)
# These report only with a quotation: of what else they govern, most is no speech.
QUOTING = frozenset(
    """
    bellow call chant chime continue counter cry echo enthuse express fume gush lament muse mutter
    opine plead post proclaim put rave read retort roar scream sigh snap sob thunder vent whisper
    yell
    """.split()  # noqa: SIM905
)
# These report no quotation: what stands beside them in marks is somebody else's.
UNQUOTING = frozenset({"blame", "expect", "find", "indicate", "reveal", "show"})
# These report only with the particle.
PARTICLES: Mapping[str, str] = {"point": "out", "own": "up"}
# A verb of these before "to say" leaves it said, or unsaid.
SAID_AFTER = frozenset({"begin", "continue", "go"})
UNSAID_AFTER = frozenset({"decline", "refuse", "fail"})
# To deny these is to refuse them: nothing is said to be untrue.
REQUESTS = frozenset(
    "access appeal application bail entry motion permission petition request visa".split()  # noqa: SIM905
)
# "It was said to be", "reportedly": said, and nobody needs to be named.
UNSTATED_PASSIVE = frozenset(
    """
    accuse acknowledge allege announce assert believe claim confirm describe disclose estimate
    fear predict presume report reveal say suspect tell think
    """.split()  # noqa: SIM905
)
UNSTATED_ADJECTIVES: Mapping[str, VerbClass] = {
    "alleged": "claim",
    "purported": "claim",
    "reported": "neutral",
}
UNSTATED_ADVERBS: Mapping[str, VerbClass] = {
    "allegedly": "claim",
    "purportedly": "claim",
    "reportedly": "neutral",
    "supposedly": "claim",
}

# "Ana Kos's claim that", "by Moscow's account", "the ministry's estimate of 480 million".
SPEECH_NOUNS: Mapping[str, VerbClass] = {
    "account": "according",
    "accusation": "claim",
    "admission": "admit",
    "allegation": "claim",
    "announcement": "neutral",
    "argument": "claim",
    "assertion": "claim",
    "assessment": "opinion",
    "belief": "opinion",
    "claim": "claim",
    "contention": "claim",
    "conclusion": "neutral",
    "denial": "deny",
    "estimate": "neutral",
    "explanation": "neutral",
    "figure": "neutral",
    "forecast": "opinion",
    "insistence": "claim",
    "opinion": "opinion",
    "prediction": "opinion",
    "promise": "promise",
    "reckoning": "opinion",
    "statement": "neutral",
    "suggestion": "claim",
    "view": "opinion",
    "warning": "warn",
    "word": "according",
}
