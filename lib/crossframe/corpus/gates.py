"""Line -> whether it asks to pay, to sign in or to consent, in the languages that are compared."""

from __future__ import annotations

import re

GATE = re.compile(
    r"(?i:\b(?:subscribe|sign (?:in|up)|log ?in|register|create (?:an? )?(?:free )?account)"
    r"(?: now| today)? to (?:continue|keep|read|unlock|access)\b|"
    r"\bto (?:continue|keep) reading\b|\bcontinue reading\b|"
    r"\b(?:article|story|content) is (?:only |exclusively )?(?:available |reserved )?(?:for|to) "
    r"(?:\w+ )?(?:subscribers|members)|\b(?:exclusive|only) (?:for|to) (?:our )?subscribers|"
    r"\balready an? (?:subscriber|member)\b|\bthis is a (?:premium|subscriber)\b|"
    r"\byou(?:’ve|'ve| have) (?:reached|used)\b.{0,40}\barticles|"
    r"\bpara (?:seguir|continuar) leyendo\b|"
    r"\b(?:artículo|contenido) (?:es )?exclusivo para suscriptores|"
    r"\b(?:article|suite).{0,20} réservée? (?:à nos|aux) abonnés|\bpour lire la suite\b|"
    r"\b(?:weiterlesen|lesen sie weiter) mit\b|\b(?:nur )?für abonnent\w+ (?:verfügbar|lesbar)|"
    r"\bjetzt abonnieren und weiterlesen|\bum (?:den artikel )?weiterzulesen\b|"
    r"\b(?:contenuto|articolo) riservato agli abbonati|\bper continuare a leggere\b|"
    r"\balleen (?:voor|toegankelijk voor) abonnees|\bom verder te lezen\b|"
    r"\bconteúdo exclusivo para assinantes|\bpara continuar (?:a ler|lendo)\b|"
    r"\bdostęp(?:ny)? (?:tylko )?dla (?:subskrybentów|prenumeratorów)|\baby czytać dalej\b|"
    r"\bdevamını okumak için\b|\bдоступно (?:только )?(?:по подписке|подписчикам)|"
    r"\bчтобы (?:продолжить чтение|читать дальше)|この記事は(?:有料|会員)|会員限定(?:記事)?です|"
    r"이 기사는 (?:유료|구독)|본문은 구독자|(?:本文|全文)(?:仅限|僅限|限).{0,4}(?:订阅|訂閱)|"
    r"للمشتركين فقط|เฉพาะสมาชิก)"
)
# What a button says that shows the rest of a text.
MORE = re.compile(
    r"(?i:(?:read|show|see) more|(?:read|show|view) (?:the )?(?:full|whole|rest of the) "
    r"(?:article|story|text)|continue reading|mehr (?:lesen|anzeigen)|weiterlesen|"
    r"(?:ganzen|vollständigen) (?:artikel|text) (?:lesen|anzeigen)|leer más|seguir leyendo|"
    r"ver más|lire (?:plus|la suite)|afficher (?:plus|la suite)|leggi (?:di più|tutto)|"
    r"continua a leggere|lees (?:meer|verder)|ler mais|continuar (?:a ler|lendo)|"
    r"czytaj (?:więcej|dalej)|devamını oku|читать (?:далее|дальше|полностью)|続きを読む|"
    r"더 ?보기|(?:展开|展開|阅读|閱讀)全文|اقرأ المزيد)\W*"
)
_CONSENT = re.compile(
    r"(?i:\b(?:we|our partners|this (?:web)?site|by (?:continuing|clicking))\b.{0,80}\bcookies?\b|"
    r"\b(?:accept|reject|manage|allow) (?:all )?(?:cookies|consent|preferences)|"
    r"\byour privacy (?:choices|matters|settings)|"
    r"\bcookie (?:policy|notice|settings|preferences)\b|"
    r"\bconsent to (?:the use of|our)\b|"
    r"\b(?:wir|unsere partner) (?:verwenden|nutzen|setzen)\b.{0,60}\bcookies|"
    r"\bcookies? (?:akzeptieren|ablehnen)|"
    r"\bnous (?:et nos partenaires )?utilisons\b.{0,60}\bcookies|"
    r"\b(?:accepter|refuser) (?:tous )?les cookies|"
    r"\b(?:utilizamos|usamos|utilizza(?:mo)?|usiamo|gebruiken|używamy)\b.{0,60}\bcookies?\b|"
    r"\b(?:aceptar|rechazar|accetta|rifiuta|aceitar|accepteer|weiger)\w* (?:todas? |tutti )?"
    r"(?:las |los |i |os |alle )?cookies?\b|\bplik\w+ cookie|\bфайлы cookie|\bçerez(?:leri|ler)\b|"
    r"\bcookie(?:を使用|の使用)|쿠키를 사용|使用\s?cookie|ملفات تعريف الارتباط|คุกกี้)"
)


_HINT = re.compile(r"(?i:cookie|privacy|consent|çerez|쿠키|คุกกี้|ملفات)")


def may_hold_consent(text: str) -> bool:
    """Whether a text has any of the words without which no line of it is such a notice."""
    return _HINT.search(text) is not None


def is_consent(line: str) -> bool:
    """Whether a line is of a notice about cookies.

    >>> is_consent("We and our partners use cookies to store information on your device.")
    True
    >>> is_consent("She baked cookies for the divers.")
    False
    """
    return _CONSENT.search(line) is not None
