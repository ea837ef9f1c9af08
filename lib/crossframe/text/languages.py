"""Codes of languages -> what they are compared by, and what people call them."""

from __future__ import annotations

# Those that are compared, and those that are recognised where no article states them.
_LANGUAGES = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sl": "Slovene",
    "sr": "Serbian",
    "sv": "Swedish",
    "th": "Thai",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "und": "a language not recognised",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}


def primary_language(code: str) -> str:
    """Leaves out of a language's code where and in what script it is written.

    >>> primary_language("es-ES"), primary_language("zh_Hant")
    ('es', 'zh')
    """
    return code.replace("_", "-").split("-", maxsplit=1)[0].lower()


def language_name(code: str) -> str:
    """Names a language in English, with its code.

    >>> language_name("en-GB"), language_name("xx")
    ('English (en)', 'xx')
    """
    code = primary_language(code)
    name = _LANGUAGES.get(code)
    return f"{name} ({code})" if name else code
