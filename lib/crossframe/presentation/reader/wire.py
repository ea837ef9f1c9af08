"""Values -> what goes to the browser: JSON, compressed, and no character in it that acts."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from typing import Any

from crossframe.presentation.untrusted import neutralise

Json = dict[str, Any]

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def pack(table: Mapping[str, Any]) -> bytes:
    """Packs values for the way to the browser: JSON, compressed; no character acts."""
    text = json.dumps(harmless(table), ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def harmless(value: Any) -> Any:
    r"""The same value, with every text in it made unable to disturb what stands around it.

    >>> harmless({"said": ["left \u202e right", 3]})
    {'said': ['left [U+202E] right', 3]}
    """
    if isinstance(value, str):
        return neutralise(value)
    if isinstance(value, Mapping):
        return {key: harmless(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [harmless(one) for one in value]
    return value


def language_tag(language: str | None) -> str:
    """The tag to mark a text's language with; "" says that it is unknown.

    >>> language_tag("pt_BR"), language_tag('"><b>'), language_tag(None)
    ('pt-BR', '', '')
    """
    tag = (language or "").replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""
