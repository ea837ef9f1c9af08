"""What `crossframe lab` opens: notebooks as they are, or copies set to an event of anybody's."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from crossframe.errors import CorpusError, ParameterError
from crossframe.suite.lab import lab_folder
from crossframe.suite.notebooks import SUITE
from small_world import small_articles


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two events in a file."""
    other = [{**row, "event_id": "other"} for row in small_articles()]
    lines = "".join(json.dumps(row) + "\n" for row in [*small_articles(), *other])
    (tmp_path / "articles.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_notebooks_are_set_to_articles_of_a_file_and_stay_as_people_left_them(
    project: Path,
) -> None:
    root, first = lab_folder("articles.jsonl", "other")
    assert (root, first) == (project, "reports/other/lab/00_corpus.ipynb")
    folder = (project / first).parent
    assert sorted(path.stem for path in folder.iterdir()) == sorted(SUITE)
    cells = nbformat.read(project / first, as_version=4).cells
    (set_to,) = [c.source for c in cells if "injected-parameters" in c.metadata.get("tags", ())]
    assert set_to.splitlines()[1:] == ['event = "other"', 'source = "articles.jsonl"']
    (project / first).write_text("mine", encoding="utf-8")
    lab_folder("articles.jsonl", "other")
    assert (project / first).read_text(encoding="utf-8") == "mine"


def test_what_names_no_single_event_is_refused(project: Path) -> None:
    with pytest.raises(ParameterError, match="holds 2 events; name one with --event: other, small"):
        lab_folder("articles.jsonl")
    with pytest.raises(CorpusError, match="event 'smal' is not in it; did you mean 'small'"):
        lab_folder("articles.jsonl", "smal")
    with pytest.raises(ParameterError, match="'flood' is neither an event nor a file"):
        lab_folder("flood")
    assert not (project / "reports").exists()
