"""The file of corrections: appended to by many, read whole, damaged by some."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import dedent

import pytest
from crossframe.config import Parameters
from crossframe.corrections import (
    NO_CORRECTIONS,
    Correction,
    append_correction,
    corrections_path,
    merge_claims,
    note_claim,
    open_corrections,
    read_corrections,
    undo,
)
from crossframe.corrections.correction import Said, from_line, to_line
from crossframe.errors import CorrectionError, ParameterError
from crossframe.records import ClaimMap
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[2]
START = datetime(2026, 3, 12, tzinfo=UTC)
KEYS = st.text("0123456789abcdef", min_size=16, max_size=16)
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)
PARTS = st.dictionaries(KEYS, WORDS, min_size=1, max_size=3).map(
    lambda part: tuple(Said(key, text) for key, text in part.items())
)
CORRECTIONS = st.builds(
    Correction,
    correction_id=st.uuids().map(str),
    at=st.integers(0, 10**6).map(lambda n: f"2026-03-12T08:00:00.{n % 10**6:06}Z"),
    by=WORDS,
    action=st.just("merge"),
    parts=st.tuples(PARTS, PARTS),
    shared=st.frozensets(KEYS, max_size=2),
)


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


@given(CORRECTIONS)
def test_a_line_says_all_of_a_correction(correction: Correction) -> None:
    line = to_line(correction)
    assert "\n" not in line
    assert from_line(line) == correction


@given(st.lists(CORRECTIONS, max_size=5), st.lists(CORRECTIONS, max_size=5))
def test_two_files_put_together_say_what_both_say(
    ours: list[Correction], theirs: list[Correction]
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("ours", "theirs", "union", "turned")]
        for path, lines in zip(
            paths, (ours, theirs, ours + theirs + ours, theirs[::-1] + ours), strict=True
        ):
            path.write_text("".join(to_line(line) + "\n" for line in lines), encoding="utf-8")
        one, other, union, turned = map(read_corrections, paths)
    assert set(union.lines) == set(one.lines) | set(other.lines)
    assert union == turned
    assert union.digest == turned.digest


def git(folder: Path, *words: str) -> None:
    # Without what names the repository that the tests may have been started from, as a hook is.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    own |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    named = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", *named, *words]
    done = subprocess.run(command, cwd=folder, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"


def attributes() -> dict[str, str]:
    """The rule for git as this project has it, and as README tells people to write it."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"`([^`]+merge=union)` in `\.gitattributes`", readme)
    shipped = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    return {"seeds/corrections/small.jsonl": shipped, "corrections/small.jsonl": told + "\n"}


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@pytest.mark.parametrize(
    ("where", "begun", "ended"),
    [
        ("seeds/corrections/small.jsonl", True, True),
        ("seeds/corrections/small.jsonl", False, True),
        ("corrections/small.jsonl", True, True),
        ("corrections/small.jsonl", True, False),
    ],
)
def test_git_puts_two_people_s_files_together(
    small_map: ClaimMap, tmp_path: Path, where: str, *, begun: bool, ended: bool
) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text(attributes()[where], encoding="utf-8")
    path = tmp_path / where
    claim = small_map.claims[0].claim_id
    base = note_claim(small_map, claim, "of both", by="Ada", at=START)
    if begun:
        append_correction(path, base)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "begin")
    made = {base} if begun else set[Correction]()
    for number, by in enumerate(("Ada", "Ben"), 1):
        git(tmp_path, "switch", "-q", "-c", by, "main")
        own = [
            note_claim(small_map, claim, f"{by} {k}", by=by, at=START + timedelta(hours=number + k))
            for k in range(3)
        ]
        for line in [*own, undo(own[0].correction_id, by=by, at=START + timedelta(days=1))]:
            append_correction(path, line)
            made.add(line)
        if not ended:  # as an editor may leave it
            path.write_bytes(path.read_bytes().removesuffix(b"\n"))
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", by)
    read = []
    for ours, theirs in (("Ada", "Ben"), ("Ben", "Ada")):
        git(tmp_path, "switch", "-q", "-c", f"{ours}-merged", ours)
        git(tmp_path, "merge", "-q", "--no-edit", theirs)
        read.append(read_corrections(path))
        assert b"<<<<" not in path.read_bytes()
    assert set(read[0].lines) == made
    assert read[0].damaged == ()
    assert read[0] == read[1]
    assert read[0].digest == read[1].digest


def test_what_is_appended_is_read_in_order_of_time(small_map: ClaimMap, tmp_path: Path) -> None:
    path = tmp_path / "new" / "small.jsonl"
    claim = small_map.claims[0].claim_id
    late = note_claim(small_map, claim, "later: “=1+1” \u202e", by="Ada", at=START)
    early = undo("x", by="Ben", at=START - timedelta(days=1))
    for correction in (late, early):
        append_correction(path, correction)
    assert read_corrections(path).lines == (early, late)
    assert json.loads(lines_of(path)[0])["by"] == "Ada"
    assert sorted(path.parent.iterdir()) == [path]  # no lock is left beside it


def test_a_last_line_without_its_end_is_ended_first(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    first = undo("x", by="Ada", at=START)
    path.write_text(to_line(first), encoding="utf-8")
    append_correction(path, undo("y", by="Ada"))
    assert [line.target for line in read_corrections(path).lines] == ["x", "y"]


APPENDING = """
    import sys
    from pathlib import Path
    from crossframe.corrections import append_correction, undo
    for number in range(25):
        append_correction(Path(sys.argv[1]), undo(f"{sys.argv[2]}-{number}", by="x" * 200))
"""


def test_many_processes_append_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    command = [sys.executable, "-c", dedent(APPENDING), str(path)]
    running = [subprocess.Popen([*command, str(k)]) for k in range(3)]
    while any(process.poll() is None for process in running):
        assert read_corrections(path).damaged == ()
    assert [process.returncode for process in running] == [0, 0, 0]
    found = read_corrections(path)
    assert len(found.lines) == 75
    assert found.damaged == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("<<<<<<< ours", "a mark of an unfinished merge"),
        ('{"id": "a"', "not JSON"),
        ("[1]", "a list; a correction is one object a line"),
        ('{"id": "a", "by": "Ada", "action": "undo"}', "'at' is missing"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": "a", "at": "May", "by": "A", "action": "undo", "target": "x"}', "'at' is 'May'"),
        ('{"id": "../a", "at": "2026-01-01", "by": "A", "action": "undo"}', "'id' is '../a'"),
        ('{"id": "a", "at": "2026-01-01", "by": "A\\ud800", "action": "undo"}', "U\\+D800"),
        ('{"id": "a", "at": "2026-01-01", "by": "A", "action": "merge"}', "has 0 parts"),
        ('{"id": "a", "at": "2026-01-01", "by": "A", "action": "x", "no": 1}', "'no' is unknown"),
        (
            '{"id": "a", "at": "2026-01-01", "by": "A", "action": "check", "parts": [{"k": "t"}]}',
            "'k' is no key",
        ),
    ],
)
def test_a_damaged_line_is_listed_with_its_place_and_stops_no_other(
    line: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.jsonl"
    good = undo("x", by="Ada", at=START)
    path.write_text(f"{to_line(good)}\n\n{line}\n", encoding="utf-8")
    found = read_corrections(path)
    assert found.lines == (good,)
    assert len(found.damaged) == 1
    with pytest.raises(CorrectionError, match=f"x.jsonl:3: .*{reason}"):
        open_corrections(Parameters(event="x", corrections=str(path), strict=True))


def test_bytes_that_are_no_text_and_ids_on_two_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    one, other = (undo(target, by="Ada", at=START) for target in "xy")
    twin = to_line(other).replace(other.correction_id, one.correction_id)
    path.write_bytes(b"\xef\xbb\xbf" + to_line(one).encode() + b"\r\n\xff\n" + twin.encode())
    found = read_corrections(path)
    assert found.lines == (one,)
    assert sorted(line.reason.partition(": ")[2] for line in found.damaged) == [
        "not UTF-8",
        f"the id '{one.correction_id}' is on two lines that differ",
    ]


def test_where_corrections_are_kept(tmp_path: Path) -> None:
    def kept(**values: object) -> str:
        path = corrections_path(Parameters.from_values({"event": "flood", **values}))
        return path.resolve().relative_to(tmp_path.resolve()).as_posix()

    for name in ("events", "news", "mine"):
        (tmp_path / name).mkdir()
    assert kept(source=f"{tmp_path}/events/flood.jsonl") == "corrections/flood.jsonl"
    assert kept(source=f"{tmp_path}/news/all.csv") == "news/corrections/flood.jsonl"
    assert kept(source=f"{tmp_path}/news") == "corrections/flood.jsonl"
    assert kept(corrections=f"{tmp_path}/mine") == "mine/flood.jsonl"
    assert kept(corrections=f"{tmp_path}/mine/a.jsonl") == "mine/a.jsonl"


def test_a_named_file_must_be_there_and_an_unnamed_one_need_not(tmp_path: Path) -> None:
    articles = tmp_path / "flood.jsonl"
    assert open_corrections(Parameters(event="flood", source=str(articles))) == NO_CORRECTIONS
    named = Parameters(event="flood", corrections=str(tmp_path / "typo.jsonl"))
    with pytest.raises(CorrectionError, match=r"typo\.jsonl: is not there; to begin one"):
        open_corrections(named)
    with pytest.raises(CorrectionError, match="cannot be read: Is a directory"):
        read_corrections(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_is_said_and_leaves_no_half_line() -> None:
    with pytest.raises(CorrectionError, match="the correction was not kept: No space left"):
        append_correction(Path("/dev/full"), undo("x", by="Ada"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CorrectionError, match="Permission denied"):
        append_correction(tmp_path / "x.jsonl", undo("x", by="Ada"))


def test_what_cannot_be_asked_for_is_refused(small_map: ClaimMap) -> None:
    claim = small_map.claims[0].claim_id
    with pytest.raises(ParameterError, match="name at least two"):
        merge_claims(small_map, [claim, claim], by="Ada")
    with pytest.raises(ParameterError, match="no claim 'c-no' in 'small'"):
        merge_claims(small_map, [claim, "c-no"], by="Ada")
    with pytest.raises(ParameterError, match="note: 'by' is empty"):
        note_claim(small_map, claim, "x", by=" ")
    with pytest.raises(ParameterError, match="note: 'note' has no text"):
        note_claim(small_map, claim, "  ", by="Ada")
    with pytest.raises(ParameterError, match="'text' has 4,001 characters; at most 4,000"):
        note_claim(small_map, claim, "x" * 4001, by="Ada")


def test_corrections_below_a_folder_of_articles_are_read_as_none_of_them(tmp_path: Path) -> None:
    from crossframe.corpus import read_corpora

    article = {"event_id": "e", "outlet": "Post", "title": "T", "text": "It fell on Tuesday."}
    (tmp_path / "e.jsonl").write_text(json.dumps(article) + "\n", encoding="utf-8")
    file = Parameters(event="e", source=str(tmp_path / "e.jsonl"))
    append_correction(corrections_path(file), undo("x", by="Ada"))
    news = tmp_path / "corrections" / "news.jsonl"  # a paper may have a column of that name
    news.write_text(json.dumps({**article, "text": "We were wrong."}) + "\n", encoding="utf-8")
    found = read_corpora(tmp_path, [])["e"]
    assert [article.text for article in found.articles] == ["We were wrong.", "It fell on Tuesday."]
    assert found.exclusions == ()
