"""Text -> the language it is written in, by its script and its commonest words.

A light judge on purpose: it tells whether a text is in another language than its page declares, and
names a language where none is declared. Scripts that one language alone uses decide by themselves;
Latin and Cyrillic texts by the share of their words that are among the commonest of a language
(Ingle, "A language identification table", 1976). Where that is not clear, it says nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from types import MappingProxyType

# Fewer words than this say too little of a language written in Latin or Cyrillic.
FEWEST_WORDS = 20
FEWEST_LETTERS = 20
_SAMPLE = 5_000
# Share of a text's words that must be common ones of its language, and how far it must lead. On the
# 1,022 articles of ECB+, SuperPAL and MEANTIME (en, es, it, nl): right 1,014 times, silent 8 times.
_COMMON, _LEAD = 0.12, 1.15
# Languages that say with endings what others say with words have fewer common words.
_FEW_COMMON = MappingProxyType({"tr": 0.05, "fi": 0.06, "hu": 0.1})

_WORDS = MappingProxyType(
    {
        "ca": "el la els les de i a que en un una per amb és no del dels va al ha han més com ser",
        "cs": "a v na je se že s z do o to i za by pro který jsem ale jako po k od ve jeho jsou",
        "da": "og i at det er en til på af den som for med de ikke der et har har han var fra om",
        "de": (
            "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch "
            "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so"
        ),
        "en": (
            "the of and to in a that is was for on it with as be by at his from have are he this "
            "which has had not but were they or their been who will said its more after one would"
        ),
        "es": (
            "de la que el en y a los se del las un por con no una su para es al lo como más o pero "
            "sus le ha este sí porque esta entre cuando muy sin sobre también fue había desde"
        ),
        "fi": "ja on ei että oli se hän ovat mutta joka kun myös mukaan sen ole jo vain niin kuin",
        "fr": (
            "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce "
            "il sont avec son aux elle été ont mais ou leur cette ces nous comme à après"
        ),
        "hr": (
            "i u je na se da su za od s će koji koja koje a kako o do što bi ne iz nije te bio "
            "nakon prema ili kao sam ali bila rekao"
        ),
        "hu": "a az és hogy nem is egy volt de azt ez meg már csak mint vagy el még szerint ki aki",
        "id": "yang dan di dari untuk dengan pada ini tidak dalam itu akan ke adalah oleh juga ada",
        "it": (
            "di e il la che in a per un del è una i le con non da si della al sono dei alla più "
            "gli ha ma delle lo come anche dal dalla stato nella se ai cui questo"
        ),
        "nl": (
            "de van het een in en is dat op te zijn met voor die niet aan er om ook als dan maar "
            "bij uit nog door naar hij heeft werd ze wordt tot hebben over deze wel"
        ),
        "no": "og i å det er en til på av som for med at de ikke den et har han var fra om vi seg",
        "pl": (
            "w i na z się do nie to że o jest od za po jak co dla przez a ale przy tym oraz był są "
            "tego może jego które który być już tylko także"
        ),
        "pt": (
            "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele "
            "das à seu sua ou quando muito nos já também pelo pela até isso foi são"
        ),
        "ro": "de și în a la cu pe care nu o că din este să un mai pentru au fost al sunt prin",
        "sl": "je v in na se da so za z ki pa po s ne ni od tudi kot bi bil bo iz ob do še že sta",
        "sv": "och i att det som en på är av för med till den har de inte om ett han men var från",
        "tr": (
            "ve bir bu da de için ile olarak çok daha olan gibi ne kadar en sonra ancak ise var o "
            "dedi ya değil göre her ki olduğu olduğunu etti oldu"
        ),
        "vi": "và của là có không được cho trong một những các người với này đã để khi đến về",
        "bg": "и на да в се за от е с не по са като до ще че беше към това",
        "ru": (
            "и в не на что с он как это по но из его у за к от так же было для о бы мы до она они "
            "был только сказал может при если еще также после"
        ),
        "sr": "и у је да се на су за од са као не то који би што али је након из до",
        "uk": (
            "і в не на що з він як це по але та його у за до від так було для про ми вона вони був "
            "є які також після чи із яка"
        ),
    }
)
_COMMONEST = {code: frozenset(words.split()) for code, words in _WORDS.items()}
_CYRILLIC = frozenset({"bg", "ru", "sr", "uk"})
_SCRIPTS = (
    ("kana", "\u3040-\u30ff"),
    ("hangul", "\uac00-\ud7af\u1100-\u11ff"),
    ("han", "\u3400-\u9fff"),
    ("thai", "\u0e00-\u0e7f"),
    ("arabic", "\u0600-\u06ff"),
    ("hebrew", "\u0590-\u05ff"),
    ("greek", "\u0370-\u03ff"),
    ("devanagari", "\u0900-\u097f"),
    ("cyrillic", "\u0400-\u04ff"),
    ("latin", "a-zà-öø-ÿāăąćčďđēęěğīıłńňőœřśşšťūůźżžșțạ-ỹươ"),
)
_SCRIPT = {name: re.compile(f"[{small_letters}]") for name, small_letters in _SCRIPTS}
# Hindi's own, among the languages that are written in Devanagari; a word there is parted by spaces.
_HINDI = frozenset("के है में की को से का और ने कि पर हैं नहीं यह था".split())  # noqa: SIM905
# What ISO 639 calls a language that was looked for and not recognised.
UNDETERMINED = "und"
# An unclear text with a smaller share of the commonest English words is not English. Of those of
# ECB+, SuperPAL and MEANTIME, English ones of at least `FEWEST_WORDS` words have .12 or more.
_ENGLISH_AT_LEAST = 0.06
# What these mark off from Arabic: letters of Persian and Urdu.
_PERSIAN = re.compile("[پچژگکی]")
_URDU = re.compile("[ٹڈڑںے]")
_WORD = re.compile(r"[^\W\d_]+")


def common_words(code: str) -> frozenset[str]:
    """The commonest words of a language, which tell of no event; none where it is not known.

    >>> "the" in common_words("en"), len(common_words("xx"))
    (True, 0)
    """
    return _COMMONEST.get(code, frozenset())


# What reads an article asks for its language more than once in a row.
@lru_cache(maxsize=1)
def detect_language(text: str) -> str | None:
    """Names the language of a text, if it is clear.

    Args:
        text: Any text; its first 5,000 characters are looked at.

    Returns:
        An ISO 639-1 code, or None for a text that is short, mixed or in an unknown language.

    >>> detect_language("The river rose by two metres, and forty people who live by it were moved "
    ...                 "to a school on the hill, the mayor said after the storm.")
    'en'
    >>> detect_language("橋の一部が火曜日に港に落ち、潜水士が捜索している。"), detect_language("?")
    ('ja', None)
    """
    sample = text[:_SAMPLE].lower()
    counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPT.items()}
    total = sum(counts.values())
    if total < FEWEST_LETTERS:
        return None
    # Japanese mixes Han with kana, and all mix in Latin names.
    if counts["kana"] > 0.1 * total:
        return "ja"
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < 0.5 * total:
        return None
    if script in {"latin", "cyrillic"}:
        return _by_words(sample, cyrillic=script == "cyrillic")
    if script in {"arabic", "devanagari"}:
        return _arabic(sample) if script == "arabic" else _hindi(sample)
    return {"hangul": "ko", "han": "zh", "thai": "th", "hebrew": "he", "greek": "el"}.get(script)


def settled_language(text: str) -> str | None:
    """Names the language of a text, and says where it is none that is known here.

    Args:
        text: Any text; its first 5,000 characters are looked at.

    Returns:
        As `detect_language`; "und" (undetermined) for a text that is long enough to tell and in no
        language that is recognised. None for one that is too short or mixed, and may be English.

    >>> settled_language("Sehemu ya daraja ilianguka bandarini asubuhi na malori mawili yalianguka "
    ...                  "majini. Wapiga mbizi walimkuta dereva mmoja akiwa hai, alisema meya wa "
    ...                  "jiji.")
    'und'
    """
    found = detect_language(text)
    if found is not None:
        return found
    sample = text[:_SAMPLE].lower()
    known = sum(len(pattern.findall(sample)) for pattern in _SCRIPT.values())
    letters = sum(map(str.isalpha, sample))
    if (letters >= FEWEST_LETTERS and known < 0.5 * letters) or _is_devanagari(sample, letters):
        return UNDETERMINED
    words = _WORD.findall(sample)
    share = sum(word in _COMMONEST["en"] for word in words) / max(len(words), 1)
    is_long = len(words) >= FEWEST_WORDS
    return UNDETERMINED if is_long and share < _ENGLISH_AT_LEAST else None


def _is_devanagari(sample: str, letters: int) -> bool:
    return letters >= FEWEST_LETTERS and len(_SCRIPT["devanagari"].findall(sample)) > 0.5 * letters


def _hindi(sample: str) -> str | None:
    words = sample.split()
    return "hi" if sum(word in _HINDI for word in words) >= _COMMON * len(words) else None


def _arabic(sample: str) -> str:
    if len(_URDU.findall(sample)) > 0.02 * len(sample):
        return "ur"
    return "fa" if len(_PERSIAN.findall(sample)) > 0.03 * len(sample) else "ar"


def _by_words(sample: str, *, cyrillic: bool) -> str | None:
    words = Counter(_WORD.findall(sample))
    total = words.total()
    if total < FEWEST_WORDS:
        return None
    shares = {
        code: sum(words[word] for word in common) / total
        for code, common in _COMMONEST.items()
        if (code in _CYRILLIC) == cyrillic
    }
    first, second = sorted(shares, key=lambda code: (-shares[code], code))[:2]
    if shares[first] < _FEW_COMMON.get(first, _COMMON) or shares[first] < _LEAD * shares[second]:
        return None
    return first
