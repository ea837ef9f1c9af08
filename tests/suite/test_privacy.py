"""What is published: no secret, no place of this machine, and articles as they were."""

import os
import tempfile
from pathlib import Path

import nbformat
import pytest
from crossframe.suite.privacy import Privacy, mask_addresses

SECRET = "hunter2-and-more"  # noqa: S105


@pytest.fixture
def privacy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Privacy:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVICE_API_KEY", SECRET)
    monkeypatch.setenv("MY_PASSWORD", "short")
    monkeypatch.setenv("PWD", str(tmp_path))
    monkeypatch.setenv("HOME", "/home/harbour-clerk")
    monkeypatch.setattr("socket.gethostname", lambda: "harbour")
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    return Privacy.of_this_process(["../elsewhere/articles.jsonl", "/opt/models/mine", "wide", ""])


def test_secrets_and_places_are_replaced(privacy: Privacy, tmp_path: Path) -> None:
    told = f"{tmp_path}/x {tempfile.gettempdir()}/y {Path.home()}/z {SECRET} "
    told += "../elsewhere/articles.jsonl"
    assert privacy.clean(told) == "./x <tmp>/y ~/z <secret> …/articles.jsonl"
    assert privacy.clean("short is no secret, it would be found anywhere") == (
        "short is no secret, it would be found anywhere"
    )
    assert privacy.clean(f"loaded /opt/models/mine{os.sep}config.json") == (
        "loaded …/mine/config.json"
    )


def test_only_whole_paths_are_replaced(privacy: Privacy) -> None:
    home, temporary = str(Path.home()), tempfile.gettempdir()
    for kept in (f"{home}ed", f"https://outlet.example{temporary}/story", f"x{home}"):
        assert privacy.clean_content(kept) == kept


def test_names_are_replaced_in_words_of_the_machine_alone(privacy: Privacy) -> None:
    article = "A span fell into the harbour; the root of the matter is rust."
    assert privacy.clean_content(article) == article
    assert privacy.clean("root@harbour: permission denied") == "<user>@<host>: permission denied"


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("https://me:pw@host/x", "https://<secret>@host/x"),
        ("https://token@host/x", "https://<secret>@host/x"),
        (
            "https://host/x?page=2&access_token=abc#top",
            "https://host/x?page=2&access_token=<secret>#top",
        ),
        ("https://host/x?api-key=abc", "https://host/x?api-key=<secret>"),
        ("https://host/author=me?keyword=x", "https://host/author=me?keyword=x"),
        ("write to me@host.example", "write to me@host.example"),
    ],
)
def test_addresses_lose_their_secrets(address: str, masked: str) -> None:
    assert mask_addresses(address) == masked


def test_values_are_cleaned_at_any_depth(privacy: Privacy) -> None:
    given = {
        "a": [SECRET, {"token": "abc", "empty_token": ""}],
        "n": 3,
        "source": "/opt/models/mine",
    }
    assert privacy.clean_values(given) == {
        "a": ["<secret>", {"token": "<secret>", "empty_token": ""}],
        "n": 3,
        "source": "…/mine",
    }


def test_a_notebook_is_cleaned_and_its_articles_stay(privacy: Privacy, tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["papermill"] = {
        "input_path": "/x",
        "environment_variables": {"A": "b"},
        "parameters": {"encoder": "https://me:pw@host/model", "my_token": "abc"},
    }
    results = {"application/vnd.crossframe.results+json": {"n": 3}}
    notebook.cells = [
        nbformat.v4.new_code_cell(
            f'source = "../elsewhere/articles.jsonl"  # {SECRET}',
            outputs=[
                nbformat.v4.new_output("stream", name="stderr", text=f"root {tmp_path}/a {SECRET}"),
                nbformat.v4.new_output("display_data", {"text/html": "the root of the harbour"}),
                nbformat.v4.new_output("error", ename="E", evalue=SECRET, traceback=[f"{SECRET}"]),
                nbformat.v4.new_output("execute_result", results, execution_count=1),
            ],
        )
    ]
    path = tmp_path / "x.ipynb"
    nbformat.write(notebook, path)
    assert privacy.clean_notebook_file(path) == {"n": 3}
    text = path.read_text("utf-8")
    for private in (SECRET, str(tmp_path), "elsewhere", "me:pw", "abc", "environment_variables"):
        assert private not in text, private
    assert "<user> ./a <secret>" in text
    assert "the root of the harbour" in text
