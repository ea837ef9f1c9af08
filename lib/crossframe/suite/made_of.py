"""A run's record -> what it was made of, and in what two runs differ there."""

from __future__ import annotations

from collections.abc import Mapping

from crossframe.claim_provenance import DECIDING, code_digest, library_versions
from crossframe.comparison.changes.blame import Cause
from crossframe.corrections import NO_CORRECTIONS
from crossframe.suite.store import Run

# Parameters that change what is compared, but no claim map.
_FURTHER = ("nli", "group")


def differences(before: Run, after: Run, cause: Cause) -> tuple[tuple[str, str, str], ...]:
    """What the two runs were made with differently, of one kind of cause."""
    old, new = _made_of(before)[cause], _made_of(after)[cause]
    return tuple(
        (name, old.get(name, ""), new.get(name, ""))
        for name in sorted(old.keys() | new.keys())
        if old.get(name, "") != new.get(name, "")
    )


def _made_of(run: Run) -> Mapping[Cause, Mapping[str, str]]:
    """What a run was made of, by kind of cause; as far as it was recorded."""
    made = run.provenance
    parameters = {
        **{name: run.parameters[name] for name in _FURTHER if name in run.parameters},
        **made.get("parameters", {}),
    }
    if run.parameters.get("group"):
        parameters["labels of outlets"] = run.inputs.get("outlets", "")
    making = {
        "crossframe": made.get("crossframe", ""),
        "code": run.inputs.get("code") or made.get("code", ""),
        "parser": made.get("parser", ""),
        **{kind: made.get(kind, {}).get("fingerprint", "") for kind in ("encoder", "judge")},
        **{f"library {name}": version for name, version in made.get("versions", {}).items()},
    }
    return {
        "articles": {"SHA-256": made.get("corpus", "")},
        "parameters": {name: str(value) for name, value in parameters.items()},
        "corrections": {"SHA-256": _corrections_digest(run)},
        "making": {name: str(value) for name, value in making.items()},
    }


def _corrections_digest(run: Run) -> str:
    """SHA-256 of the corrections that a run was made with."""
    return str(run.provenance.get("corrections") or NO_CORRECTIONS.digest)


def is_of_here(run: Run) -> bool:
    """Whether the code and the libraries that are here made a run."""
    made = run.provenance
    whole = run.inputs.get("code")
    same_code = made.get("code") == code_digest(*DECIDING) and whole in {None, code_digest()}
    return same_code and made.get("versions") == library_versions()
