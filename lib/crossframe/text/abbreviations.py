"""Language -> words that a full stop follows without ending a sentence.

English has its own lists in `sentences.py`; those are used for every language, and these beside
them where the language of the article is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# They lean on the word after them.
LEANING_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "de": "abs abt bzgl d.h dipl evtl fa frl geb gem gest ggf hl hr hrn inkl insb kath lfd "
            "mag max nr o.ä rd sog str tel u.a v.a vgl zt zzgl",
            "es": "arq av avda cap cía d.ª dpto ee excma fdo gral izq lcda ldo nro ntra pág págs "
            "profa sto tel tte vda",
            "fr": "bd boul chap env hab me mm no nos pp pr réf tél",
            "it": "all amm arch artt avv cap cav cfr comm dott dott.ssa geom int lett mons nn on "
            "on.le pag pagg prof.ssa rag rif sig sig.na sig.ra sigg ss tel ten",
            "nl": "afd afz bijv blz bv dhr drs fam gem hr incl ir jhr jl kol max mej mevr mw nr "
            "o.a o.m ong pag plm resp str t.a.v t.o.v tel v.a vgl vnl wed zgn",
            "pl": "al dyr dz godz hab inż kard kpt ks lek m.in marsz mec mgr nr ok os pkt por pos "
            "prez przew przyp płk red rtm tel tj ul ur ust woj wyd zob śp św",
            "pt": "arq av cap cel dep eng exmo núm pág profa sr.ª srs tel",
            "ru": "акад англ архит гл др доц ед инж каб кв корп напр нач об обл оз ок пер пл пос "
            "пр просп проф рис род св сек см ср стр тел тов ул ум ур чел чл ген полк",
            "tr": "alb av bkz bl böl cad cd doç ecz hz inş mah md mim müh nr opr ort sf sk sn sok "
            "tel tic tuğg uzm vd yrd yzb çev ör örn şb",
        }.items()
    }
)
# They may end a sentence, and do so when what follows looks like a beginning.
TRAILING_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "de": "dez febr okt",
            "es": "dic ene uu",
            "it": "ecc",
            "nl": "enz",
            "pl": "itd itp tys",
            "ru": "чел",
            "tr": "vb vs mlyn mlyr",
        }.items()
    }
)
# Words that begin sentences, beside those of `sentences.py`.
BEGINNING_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        language: frozenset(words.split())
        for language, words in {
            "de": "am auch auf bei dabei danach dann diese dieser doch im in mit nach nun seit so "
            "über um und viele vor während wegen wie wir zudem zwei",
            "fr": "à après au aux ce ces cette dans des du elle en et il ils l' la le les mais on "
            "par pour selon son un une",
            "it": "a al alla anche con da dal dalla di dopo gli i il in l' la le lo ma nel nella "
            "per secondo un una",
            "nl": "dat de deze die dit een en er het hij ik in maar met na naar niet nu op over "
            "toen van volgens voor we wij ze zij",
            "pl": "a ale do gdy jak jednak na nie o od po podczas policja przed to w według z za",
            "pt": "a ao após as com da de depois do e ela ele em entre foi mas na no o os para por "
            "segundo um uma",
            "tr": "ama ancak bir bu daha da ise o olay polis sonra ve",
        }.items()
    }
)
# A number with a full stop is an ordinal here: "am 3. Oktober", "19. yüzyıl".
ORDINALS = frozenset({"cs", "da", "de", "et", "fi", "hr", "hu", "nb", "no", "pl", "sk", "sl", "tr"})
# "2024 г." and "2024 r.", the year, end a sentence where a capital follows.
YEAR_MARKS = frozenset({"r", "г", "гг", "в", "вв", "w"})
