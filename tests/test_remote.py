"""Articles from another file system: real ones in memory and on a loopback web server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
from crossframe.cli import main
from crossframe.config import Parameters
from crossframe.corpus import open_outlets, read_anywhere, read_corpora
from crossframe.corrections.files import corrections_path
from crossframe.errors import MissingExtraError, RemoteError
from crossframe.places import home, mirror_of
from crossframe.remote import Remote, fetch, written
from crossframe.suite import find_jobs
from small_world import FakeEncoder, small_articles
from web_world import serving, storing

SIGNED = "hunter2-of-somebody"


@pytest.fixture
def store() -> Iterator[fsspec.AbstractFileSystem]:
    with storing() as memory:
        yield memory


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CROSSFRAME_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    """A folder on a loopback web server."""
    folder = tmp_path / "web"
    folder.mkdir()
    with serving(folder) as address:
        yield address


def lines(articles: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(article) + "\n" for article in articles).encode()


def test_a_file_is_read_as_if_it_were_here(
    store: fsspec.AbstractFileSystem, cache: Path, write_articles: Callable[..., Path]
) -> None:
    store.pipe_file("/news/small.jsonl", lines(small_articles()) + b"{\n")
    store.pipe_file("/news/outlets.toml", b'["Harbour Post"]\ncountry = "Veldria"\n')
    address = "memory://news/small.jsonl"
    (job,) = find_jobs([address])
    here = read_corpora(write_articles())["small"]
    assert [a.sha256 for a in job.corpus.articles] == [a.sha256 for a in here.articles]
    assert {article.path for article in job.corpus.articles} == {address}
    (left,) = job.corpus.exclusions
    assert (left.path, left.line) == (address, 7)
    assert job.source == address
    parameters = Parameters(event="small", source=job.source)
    assert open_outlets(parameters) == {"Harbour Post": {"country": "Veldria"}}
    assert parameters.source_path.is_relative_to(cache)
    assert corrections_path(parameters) == home() / "corrections/small.jsonl"


def test_a_folder_is_read_and_follows_what_is_deleted(
    store: fsspec.AbstractFileSystem, cache: Path
) -> None:
    for article in small_articles():
        name = f"/days/{article['article_id']}.jsonl"
        store.pipe_file(name, lines([article]))
    store.pipe_file("/days/README.md", b"what is in here")
    store.pipe_file("/days/.hidden.jsonl", b"{}")
    store.pipe_file("/days/picture.png", b"\x89PNG")
    assert len(read_anywhere("memory://days")["small"].articles) == 6
    store.rm("/days/tide-1.jsonl")
    assert len(read_anywhere("memory://days")["small"].articles) == 5
    assert not list(mirror_of("memory://days").rglob("*.png"))
    store.rm("/days", recursive=True)
    store.pipe_file("/days", lines(small_articles()))  # a file now, where a folder was
    assert fetch("memory://days", {".jsonl"}).is_file()


def test_an_address_with_secrets_is_never_shown_with_them(cache: Path, web: str) -> None:
    folder = cache.parent / "web"
    (folder / "small.jsonl").write_bytes(lines(small_articles()))
    (job,) = find_jobs([f"{web}/small.jsonl?X-Signature={SIGNED}"])
    assert job.source == f"{web}/small.jsonl"
    assert SIGNED not in repr(job)
    (folder / "bad.jsonl").write_text("[]\n", encoding="utf-8")
    asked = (
        f"{web}/bad.jsonl?sig={SIGNED}",
        f"{web}/none.jsonl?sig={SIGNED}",
        f"http://me:{SIGNED}@127.0.0.1:1/x.jsonl?sig={SIGNED}",
    )
    for address, told in zip(asked, ("bad.jsonl", "does not exist", "Cannot connect"), strict=True):
        try:
            complaint = repr(read_anywhere(address))
        except RemoteError as error:
            complaint = str(error)
        assert told in complaint
        assert SIGNED not in complaint
    assert not [path for path in cache.rglob("*") if SIGNED in str(path)]


@pytest.mark.parametrize(
    ("address", "error", "complaint"),
    [
        ("s3://bucket/a.jsonl", MissingExtraError, r"^s3://bucket/a.jsonl: .* pip install s3fs$"),
        ("gs://bucket/a.jsonl", MissingExtraError, "pip install gcsfs$"),
        ("zz://bucket/a.jsonl", RemoteError, "Protocol not known"),
        ("memory://nothing/a.jsonl", RemoteError, "does not exist"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(
    address: str, error: type[Exception], complaint: str, cache: Path
) -> None:
    with pytest.raises(error, match=complaint):
        read_anywhere(address)


def test_what_is_wrong_in_a_file_is_told_by_its_address(
    store: fsspec.AbstractFileSystem, cache: Path
) -> None:
    store.pipe_file("/news/empty.jsonl", b"")
    with pytest.raises(RemoteError, match=r"^memory://news/empty\.jsonl: is empty"):
        read_anywhere("memory://news/empty.jsonl")


def test_a_folder_of_another_machine_cannot_lead_out_of_its_mirror(
    store: fsspec.AbstractFileSystem, cache: Path
) -> None:
    store.pipe_file("/days/a.jsonl", lines(small_articles()))
    store.store["/days/../../outside.jsonl"] = store.store["/days/a.jsonl"]
    mirror = fetch("memory://days", {".jsonl"})
    assert [path.name for path in cache.rglob("*.jsonl")] == ["a.jsonl"]
    assert mirror.is_dir()


def test_what_is_written_elsewhere_is_whole_or_not_there(
    store: fsspec.AbstractFileSystem, cache: Path
) -> None:
    with written("memory://out/claims.jsonl") as path:
        path.write_bytes(b"done\n")
    assert Remote.at("memory://out/claims.jsonl").read() == b"done\n"

    def write_half() -> None:
        with written("memory://out/half.jsonl") as path:
            path.write_bytes(b"ha")
            raise KeyboardInterrupt("stopped")

    with pytest.raises(KeyboardInterrupt, match="stopped"):
        write_half()
    assert Remote.at("memory://out/half.jsonl").read() is None
    with written("memory://out/half.jsonl") as path:  # whoever goes on finds what there is
        assert path.read_bytes() == b"ha"
        assert path.is_relative_to(cache)
    assert not path.exists()


@pytest.mark.model
def test_claims_come_from_and_go_to_a_store(
    store: fsspec.AbstractFileSystem,
    cache: Path,
    write_articles: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
) -> None:
    store.pipe_file("/news/small.jsonl", lines(small_articles()))
    there = ["claims", "memory://news/small.jsonl", "--out", "memory://news/claims.jsonl"]
    main(there, standalone_mode=False)
    assert capsys.readouterr().err.endswith("sentences: memory://news/claims.jsonl\n")
    here = cache.parent / "claims.jsonl"
    main(["claims", str(write_articles()), "--out", str(here)], standalone_mode=False)
    assert store.cat_file("/news/claims.jsonl") == here.read_bytes()


def test_what_was_done_before_a_failed_upload_is_not_done_again(
    store: fsspec.AbstractFileSystem,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("crossframe.embedding.load_encoder", lambda *_: FakeEncoder())
    store.pipe_file("/news/small.jsonl", lines(small_articles()))
    there = ["claims", "memory://news/small.jsonl", "--out", "memory://news/claims.jsonl"]

    def refuse(*_: object) -> None:
        raise PermissionError("no key")

    with monkeypatch.context() as patched:
        patched.setattr(type(store), "put_file", refuse)
        assert main(there, standalone_mode=False) == 2
    assert "memory://news/claims.jsonl: PermissionError: no key" in capsys.readouterr().err
    assert Remote.at("memory://news/claims.jsonl").read() is None
    main(there, standalone_mode=False)
    assert capsys.readouterr().err.startswith("1 of 1 events are finished already\n")
    assert store.cat_file("/news/claims.jsonl").count(b"\n") > 6
    assert not [path for path in cache.rglob("*") if "claims.jsonl" in path.name]


def test_no_bucket_is_made_where_there_is_none_of_that_name(
    store: fsspec.AbstractFileSystem, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lack(*_: object, **__: object) -> None:
        raise FileNotFoundError("The specified bucket does not exist")

    monkeypatch.setattr(type(store), "protocol", ("s3", "s3a"))
    monkeypatch.setattr(type(store), "makedirs", lambda *_, **__: pytest.fail("a bucket is made"))
    Remote.at("memory://out/claims.jsonl").write(b"done\n")
    for verb in ("pipe_file", "put_file"):
        monkeypatch.setattr(type(store), verb, lack)
    target = Remote.at("memory://out/claims.jsonl")
    for write in (lambda: target.write(b""), lambda: target.upload(Path(__file__))):
        with pytest.raises(RemoteError, match=r"out/claims\.jsonl: OSError: there is no bucket"):
            write()
