import contextlib
from pathlib import Path

import pytest
from crossframe.config import (
    PARAMETERS,
    Parameters,
    cache_folder,
    home,
    load_parameters,
    parse_assignments,
)
from crossframe.errors import ParameterError
from hypothesis import given
from hypothesis import strategies as st


def test_defaults_need_only_an_event() -> None:
    parameters = Parameters.from_values({"event": "flood"})
    assert parameters.verification == "balanced"
    assert parameters.source_path == home() / "seeds/events/flood.jsonl"


@pytest.mark.parametrize(
    ("given_text", "name", "value"),
    [
        ("15", "seed", 15),
        ("0.8", "near_duplicate", 0.8),
        ("true", "strict", True),
        ("False", "strict", False),
        ("wide", "verification", "wide"),
    ],
)
def test_text_from_schedulers_is_read(given_text: str, name: str, value: object) -> None:
    assert getattr(Parameters.from_values({"event": "flood", name: given_text}), name) == value


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"event": "flood", "verificaton": "wide"}, "did you mean 'verification'"),
        ({"event": "flood", "seed": "many"}, "'seed' is 'many'; allowed: a whole number from 0"),
        ({"event": "flood", "seed": 1.5}, "'seed' is 1.5"),
        ({"event": "flood", "near_duplicate": 2}, "a number from 0.5 to 1.0"),
        ({"event": "flood", "verification": "loose"}, "'strict', 'balanced' or 'wide'"),
        ({"event": "flood", "strict": "maybe"}, "true or false"),
        ({"event": "../../x"}, "a name of letters"),
        ({"event": "flood", "encoder": " "}, "a name or folder, with :int8 behind it"),
        (
            {"event": "flood", "encoder": "universal-sentence-encoder-multilingual-3:int8"},
            "for the eight-bit form of a BERT model",
        ),
        ({}, "'event' is missing"),
    ],
)
def test_what_will_not_do_is_named_with_what_is_allowed(
    values: dict[str, object], message: str
) -> None:
    with pytest.raises(ParameterError, match=message):
        Parameters.from_values(values)


@given(st.dictionaries(st.text(max_size=12), st.one_of(st.text(), st.integers(), st.none())))
def test_any_values_give_parameters_or_a_parameter_error(values: dict[str, object]) -> None:
    with contextlib.suppress(ParameterError):
        assert isinstance(Parameters.from_values(values), Parameters)


def test_an_unknown_name_that_papermill_injected_stops_the_notebook() -> None:
    namespace = {"event": "flood", "sede": 3, "In": ["", "# Parameters\nsede = 3\n"]}
    with pytest.raises(ParameterError, match="unknown parameter 'sede'; did you mean 'seed'"):
        Parameters.from_namespace(namespace)


def declared() -> str:
    return "\n".join(f"{name}: str = ''" for name in PARAMETERS)


def test_an_unknown_name_that_jupyter_scheduler_injected_stops_the_notebook() -> None:
    namespace = {"event": "flood", "sede": 3, "In": ["", declared(), "sede = 3\nevent = 'flood'"]}
    with pytest.raises(ParameterError, match="unknown parameter 'sede'; did you mean 'seed'"):
        Parameters.from_namespace(namespace)
    for cell in ("sede = 3\nprint(sede)", "%matplotlib inline", "x: int = 3"):
        assert (
            Parameters.from_namespace(namespace | {"In": ["", declared(), cell]}).event == "flood"
        )


def test_relative_paths_start_where_the_lab_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "far/away").mkdir(parents=True)
    (tmp_path / "project/seeds/events").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "far/away")
    monkeypatch.delenv("CROSSFRAME_HOME", raising=False)
    assert home() == tmp_path / "far/away"
    monkeypatch.setenv("CROSSFRAME_HOME", str(tmp_path / "far"))
    assert home() == tmp_path / "far"
    monkeypatch.chdir(tmp_path / "project/seeds")  # what is there itself comes first
    assert home() == tmp_path / "project"


def test_other_variables_of_a_notebook_are_no_parameters() -> None:
    namespace = {"event": "flood", "mine": 3, "In": ["mine = 3", "# Parameters\nseed = 4"]}
    assert Parameters.from_namespace(namespace | {"seed": 4}).seed == 4


@pytest.mark.parametrize(
    ("name", "text"), [("p.toml", 'seed = 3\nencoder = "m"'), ("p.json", '{"seed": 3}')]
)
def test_parameter_files_are_toml_or_json(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert load_parameters(tmp_path / name)["seed"] == 3


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [("p.toml", "seed = ", "cannot be read as parameters"), ("p.json", "[1]", "holds a list")],
)
def test_unreadable_parameter_files_are_named(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ParameterError, match=message):
        load_parameters(tmp_path / name)
    with pytest.raises(ParameterError, match="No such file"):
        load_parameters(tmp_path / "absent.toml")


def test_an_assignment_needs_an_equals_sign() -> None:
    with pytest.raises(ParameterError, match="write --set name=value"):
        parse_assignments(["seed"])


def test_every_parameter_says_what_it_takes() -> None:
    assert all(parameter.allowed for parameter in PARAMETERS.values())


def test_the_cache_is_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("CROSSFRAME_CACHE")
    assert cache_folder().name == "crossframe"


def test_home_is_the_nearest_folder_with_seeds(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "seeds/events").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "notebooks")
    assert home() == tmp_path
