"""Files of a folder that are passed over are named to whoever gave the folder."""

from __future__ import annotations

from pathlib import Path

from crossframe.corpus import left_unread


def test_pages_and_feeds_among_articles_are_told(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.csv", "README.md", "outlets.toml", "photo.png", ".c.html"):
        (tmp_path / name).touch()
    assert left_unread(tmp_path) == ""
    assert left_unread(tmp_path / "a.jsonl") == left_unread(tmp_path / "nothing") == ""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved/page.html").touch()
    assert left_unread(tmp_path) == (
        f"{tmp_path}: 1 file not read (.html); crossframe ingest reads such files"
    )
    (tmp_path / "feed.xml").touch()
    assert "2 files not read (.html, .xml)" in left_unread(tmp_path)
