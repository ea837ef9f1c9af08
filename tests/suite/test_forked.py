"""Kernels that are forked are kernels as any other, and where none can be, they are started."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd
import psutil
import pytest
from crossframe.claim_build import UNDRAWN, build_claim_map
from crossframe.claim_store import read_claim_map, write_claim_map
from crossframe.comparison import TABLES
from crossframe.config import Parameters
from crossframe.corpus import read_corpora
from crossframe.suite import forked
from crossframe.suite.fork import Forked
from crossframe.suite.forked import Forker
from crossframe.suite.kernels import Kernel, Kernels, kernels_for
from crossframe.suite.lineage import RunName, follow, write_lineage
from crossframe.suite.notebooks import SUITE, run_notebook
from crossframe.suite.prepared import ASKED
from crossframe.suite.tables import TABLE_NAMES
from small_world import FakeEncoder, small_articles

pytestmark = [
    pytest.mark.notebook,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks are for Linux alone"),
]


def forkers() -> list[psutil.Process]:
    """The processes of this one that fork; other tests have children of their own here."""
    found = psutil.Process().children()
    return [one for one in found if "crossframe.suite.forker" in " ".join(_command(one))]


def _command(process: psutil.Process) -> list[str]:
    """Its command; one that was just started has none for a moment."""
    found: list[str] = []
    with suppress(psutil.Error):  # it is gone
        while not found and process.status() != psutil.STATUS_ZOMBIE:
            found = process.cmdline()
    return found


def niceness_of(pid: int) -> list[int]:
    """How nice a process is, and its session where Linux shares processors among these."""
    groups = Path("/proc/sys/kernel/sched_autogroup_enabled")
    own = os.getpriority(os.PRIO_PROCESS, pid)
    if not groups.is_file() or groups.read_text().strip() != "1":
        return [own]
    return [own, int(Path(f"/proc/{pid}/autogroup").read_text().rpartition(" ")[2])]


@pytest.fixture
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kernels]:
    # Not pytest's own temporary folder: a socket's path may have 107 characters.
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with kernels_for(2) as found:
            yield found


class Talk:
    """A kernel that is asked for values of expressions."""

    def __init__(self, kernels: Kernels, name: str, *, has_time: bool = False) -> None:
        self.kernel: Kernel = kernels.open(name, has_time=has_time)
        self.manager: Any = self.kernel.manager_class()(kernel_name="python3")
        self.client: Any = None

    async def begin(self, folder: Path, *asked: str) -> None:
        await self.manager.start_kernel(cwd=str(folder), extra_arguments=list(asked))
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=60)

    async def value(self, expression: str) -> str:
        asked = self.client.execute("", user_expressions={"found": expression})
        while True:
            reply = await self.client.get_shell_msg(timeout=60)
            if reply["parent_header"]["msg_id"] == asked:
                found = reply["content"]["user_expressions"]["found"]
                return str(found["data"]["text/plain"]) if found["status"] == "ok" else str(found)

    async def end(self) -> None:
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=True)
        self.kernel.close()

    @property
    def process(self) -> Any:
        return self.manager.provisioner.process


def test_two_forks_have_nothing_in_common_but_what_they_imported(
    kernels: Kernels, tmp_path: Path
) -> None:
    async def ask() -> tuple[list[list[str]], list[int]]:
        talks = [Talk(kernels, name) for name in ("one", "two")]
        questions = (
            "__import__('numpy').random.random()",
            "__import__('random').random()",
            "__import__('os').getpid()",
            "__import__('os').getcwd()",
            "__import__('os').environ['TMPDIR']",
            "__import__('os').environ['OMP_NUM_THREADS']",
            "{i['num_threads'] for i in __import__('threadpoolctl').threadpool_info()}",
            "'crossframe.presentation' in __import__('sys').modules",
            "'debugpy' in __import__('sys').modules",
            "[n for n in globals() if n in ('main', 'LAUNCHER', 'annotations')]",
            "__import__('os').getsid(0) == __import__('os').getpid()",
            "__import__('os').readlink('/proc/self/fd/0')",
        )
        for talk in talks:
            await talk.begin(tmp_path)
            assert isinstance(talk.process, Forked)
        found = [[await talk.value(question) for question in questions] for talk in talks]
        pids = [talk.process.pid for talk in talks]
        for talk in talks:
            await talk.end()
        return found, pids

    (one, two), pids = asyncio.run(ask())
    assert [a == b for a, b in zip(one[:3], two[:3], strict=True)] == [False, False, False]
    assert [int(one[2]), int(two[2])] == pids
    assert one[3:] == two[3:]
    assert one[3:] == [
        repr(str(tmp_path)),
        repr(str(kernels.folder)),
        "'2'",
        "{2}",
        "True",
        "False",
        "[]",
        "True",
        "'/dev/null'",
    ]
    for pid in pids:
        assert not psutil.pid_exists(pid)


def test_how_a_fork_ended_is_told_as_of_a_child(kernels: Kernels, tmp_path: Path) -> None:
    async def ends() -> None:
        for name, code, how in (
            ("left", "__import__('os')._exit(7)", 7),
            ("killed", "__import__('os').kill(__import__('os').getpid(), 9)", -signal.SIGKILL),
        ):
            talk = Talk(kernels, name)
            await talk.begin(tmp_path)
            assert talk.process.poll() is None
            talk.client.execute(code)
            assert talk.process.wait(60) == how
            assert talk.process.poll() == how
            assert (talk.kernel.last_words == "it was ended by SIGKILL") == (how < 0)
            await talk.end()

    asyncio.run(ends())


def test_kernels_are_started_as_ever_when_the_forker_is_gone(
    kernels: Kernels, tmp_path: Path
) -> None:
    async def ends() -> None:
        first, second = Talk(kernels, "first"), Talk(kernels, "second")
        await first.begin(tmp_path)
        forker = psutil.Process(first.process.pid).parent()
        assert forker
        forker.kill()
        assert first.process.wait(60) == -signal.SIGKILL, "a kernel ends with its parent"
        await second.begin(tmp_path)
        assert not isinstance(second.process, Forked)
        assert await second.value("1 + 1") == "2"
        for talk in (first, second):
            await talk.end()

    asyncio.run(ends())


def test_a_forker_that_does_not_answer_is_not_waited_for_again(
    kernels: Kernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forked, "_PATIENCE_SECONDS", 0.2)

    async def ends() -> None:
        (forker,) = forkers()
        forker.suspend()
        talk = Talk(kernels, "plain")
        await talk.begin(tmp_path)
        assert not isinstance(talk.process, Forked)
        assert await talk.value("1 + 1") == "2"
        assert not forker.is_running() or forker.status() == psutil.STATUS_ZOMBIE
        await talk.end()

    asyncio.run(ends())


def test_why_nothing_is_forked_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forker that really fails: one of the libraries that it imports cannot be."""
    (tmp_path / "vaderSentiment.py").write_text("raise ImportError('no lexicon there')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    told: list[str] = []

    async def ends(kernels: Kernels) -> None:
        for name in ("one", "two"):
            talk = Talk(kernels, name)
            await talk.begin(tmp_path)
            assert not isinstance(talk.process, Forked)
            assert await talk.value("1 + 1") == "2"
            await talk.end()

    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        with kernels_for(1, warn=told.append) as kernels:
            asyncio.run(ends(kernels))
    lead = "kernels cannot be forked as they should be, which takes longer: "
    assert told == [f"{lead}the process that forks kernels is gone: ImportError: no lexicon there"]


def test_a_forker_ends_with_the_context_and_begins_again_when_it_died() -> None:
    with Forker() as forker:
        assert forkers() == []
        forker.begin()
        (first,) = forkers()
        forker.begin()
        assert forkers() == [first]
        first.kill()
        assert _comes(lambda: first.status() == psutil.STATUS_ZOMBIE)
        forker.begin()
        (second,) = forkers()
        assert second != first
    assert forkers() == []
    with pytest.raises(OSError, match="no process is there to fork a kernel"):
        forker.fork([], 1, 0, 2, {"env": dict(os.environ)})


@pytest.mark.model
def test_the_tables_of_a_run_and_its_kernels_share_what_was_found_out(
    kernels: Kernels, tmp_path: Path, write_articles: Callable[..., Path]
) -> None:
    told = _begun_run(write_articles, tmp_path)
    made: list[str] = []
    portions = {"claims": ["claims"], "all": [name for name in TABLE_NAMES if name != "claims"]}
    assert kernels.make_findings(told, portions, made.append) == ""
    assert made == list(portions)
    found = (
        "len(__import__('crossframe.claim_map').claim_map.load_claim_map("
        f"__import__('crossframe.config').config.Parameters(**{asdict(told)!r})).findings)"
    )

    async def ask() -> list[int]:
        talks = [Talk(kernels, name) for name in ("with", "without")]
        await talks[0].begin(tmp_path)
        maker = psutil.Process(talks[0].process.pid).parent()
        assert maker
        assert maker.name() == "cf-tables"
        counts = [int(await talks[0].value(found))]
        maker.kill()
        assert talks[0].process.wait(60) == -signal.SIGKILL
        await talks[1].begin(tmp_path)
        assert isinstance(talks[1].process, Forked), "what has no findings forks on"
        counts.append(int(await talks[1].value(found)))
        for talk in talks:
            await talk.end()
        return counts

    made, none = asyncio.run(ask())
    assert made > len(TABLES)
    assert none == 0
    tables = {path.stem for path in (told.out_path / "tables").glob("*.parquet")}
    assert tables == set(TABLE_NAMES)


# What a shell, its kernel and its application are, and where they think they are.
_SHELL = "get_ipython()"
_APP = "__import__('ipykernel.kernelapp').kernelapp.IPKernelApp.instance()"
_OF_A_KERNEL = (
    f"type({_SHELL}).__name__, {_SHELL}.kernel.shell is {_SHELL}",
    f"{_SHELL}.parent is {_SHELL}.kernel, {_SHELL}.kernel.parent is {_APP}",
    f"{_APP}.kernel is {_SHELL}.kernel, {_APP}.shell is {_SHELL}, type({_APP}).__name__",
    f"{_APP}.log_level, {_APP}.extra_args, {_APP}.abs_connection_file[-6:]",
    f"{_APP}.parent_handle == __import__('os').getppid()",
    f"{_SHELL}.profile_dir.location, {_SHELL}.ipython_dir",
    f"{_SHELL}.starting_dir, {_SHELL}.home_dir, _dh, {_SHELL}.execution_count",
    f"{_SHELL}.history_manager.enabled, type({_SHELL}.history_manager.db)",
    f"[type(one).__name__ for one in {_SHELL}.configurables]",
    f"{_SHELL}.ast_node_interactivity, sorted({_SHELL}.config)[-3:], {_SHELL}.banner[:20]",
    f"{{kind: len(known) for kind, known in {_SHELL}.magics_manager.magics.items()}}",
    f"{_SHELL}.user_ns is globals(), sorted(globals()), type({_SHELL}.compile).__name__",
    f"{_SHELL}.display_pub.session is {_SHELL}.kernel.session, {_SHELL}.displayhook.topic[-15:]",
    "__name__, __import__('sys').modules['__main__'].__dict__ is globals()",
    "{k: v for k, v in __import__('os').environ.items() if k[:4] not in ('JPY_', 'PYDE')}",
    "__import__('sys').path, __import__('os').getcwd(), __import__('tempfile').gettempdir()",
    "__import__('sys').stdout.__class__.__name__, __import__('builtins').display.__module__",
)


def test_the_kernels_of_a_run_are_asked_for_as_they_were_made_before(
    kernels: Kernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def fork(arguments: Sequence[str], *_: object) -> None:
        asked.extend(arguments)
        raise OSError("enough")

    monkeypatch.setattr(kernels, "fork", fork)
    state = run_notebook(SUITE[0], Parameters(event="small", out="x"), tmp_path, kernels)
    assert state.error
    assert "enough" in state.error
    assert (asked[0], *asked[2:]) == ("-f", *ASKED)


@pytest.mark.parametrize("is_configured", [True, False])
def test_a_kernel_whose_shell_was_made_before_is_as_one_that_made_its_own(
    kernels: Kernels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_configured: bool
) -> None:
    profile = tmp_path / "ipython/profile_default"
    profile.mkdir(parents=True)
    monkeypatch.setenv("IPYTHONDIR", str(profile.parent))
    if is_configured:
        wanted = "get_config().InteractiveShell.ast_node_interactivity = 'all'"
        (profile / "ipython_kernel_config.py").write_text(wanted)

    async def answers(*, made_before: bool) -> list[str]:
        talk = Talk(kernels, str(made_before))
        await talk.begin(tmp_path, *ASKED)
        assert isinstance(talk.process, Forked) is made_before
        found = [await talk.value(question) for question in _OF_A_KERNEL]
        await talk.end()
        return found

    forked = asyncio.run(answers(made_before=True))
    monkeypatch.setattr(kernels, "fork", lambda *_: None)
    started = asyncio.run(answers(made_before=False))
    assert {a: b for a, b in zip(forked, started, strict=True) if a != b} == {}
    assert any("'all'" in answer for answer in forked) is is_configured


@pytest.mark.parametrize("has_time", [True, False])
def test_a_kernel_that_has_time_leaves_the_processors_to_others(
    kernels: Kernels, tmp_path: Path, *, has_time: bool
) -> None:
    async def found() -> list[int]:
        talk = Talk(kernels, "any", has_time=has_time)
        await talk.begin(tmp_path)  # a fork gives way before it answers
        niceness = niceness_of(talk.process.pid)
        await talk.end()
        return niceness

    [maker] = forkers()
    mine, its = niceness_of(maker.pid), asyncio.run(found())
    assert all((one > other) is has_time for one, other in zip(its, mine, strict=True))


def test_what_the_tables_failed_of_is_told(kernels: Kernels, tmp_path: Path) -> None:
    lost = Parameters(event="small", source=str(tmp_path / "none.jsonl"), out=str(tmp_path))
    assert kernels.make_findings(lost, {}, print).startswith("CorpusError: ")


@pytest.mark.parametrize("is_whole", [True, False])
def test_texts_are_read_ahead_of_their_claims(
    kernels: Kernels, tmp_path: Path, write_articles: Callable[..., Path], *, is_whole: bool
) -> None:
    told = _begun_run(write_articles, tmp_path)
    claim_map = read_claim_map(told.out_path / "claim_map")
    draft = claim_map if is_whole else replace(claim_map, articles=claim_map.articles[:-1])
    kernels.forker.begin()
    kernels.read_ahead(draft.unclaimed)
    kernels.read_ahead(replace(claim_map, event_id="another"))
    assert _comes(lambda: kernels.forker.findings_pid is not None)
    reader = kernels.forker.findings_pid
    assert kernels.make_findings(told, {"all": TABLE_NAMES}, print) == ""
    assert kernels.forker.findings_pid == reader
    for name, table in TABLES.items():
        found = pd.read_parquet(told.out_path / f"tables/{name}.parquet")
        assert len(found) == len(table(claim_map)), name


def test_a_reader_that_dies_is_told_of_and_the_tables_are_left_to_others(
    tmp_path: Path, write_articles: Callable[..., Path]
) -> None:
    told = _begun_run(write_articles, tmp_path)
    warned: list[str] = []
    with kernels_for(1, warn=warned.append) as kernels:
        kernels.read_ahead(read_claim_map(told.out_path / "claim_map"))
        assert _comes(lambda: kernels.forker.findings_pid is not None)
        os.kill(kernels.forker.findings_pid or 0, signal.SIGKILL)
        with pytest.raises(OSError, match="ended before they were there"):
            kernels.make_findings(told, {}, print)
        assert kernels.forker.findings_pid is None
    assert [line.split(": ")[0] for line in warned] == [
        "kernels cannot be forked as they should be, which takes longer"
    ]


def _comes(is_so: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Waits until something is so."""
    last = time.monotonic() + seconds
    while not is_so() and time.monotonic() < last:
        time.sleep(0.02)
    return is_so()


def _begun_run(write_articles: Callable[..., Path], folder: Path) -> Parameters:
    """A run whose claims are settled, and the parameters that its notebooks would be told."""
    source = write_articles(small_articles())
    parameters = Parameters(event="small", source=str(source), out=str(folder / "out"))
    corpus = read_corpora(source)["small"]
    claim_map = build_claim_map(corpus, parameters, FakeEncoder(), extent=UNDRAWN)
    named, lineage = follow(claim_map, None, RunName("r1", "2024-01-01T00:00:00+00:00"))
    write_claim_map(named, parameters.out_path / "claim_map")
    write_lineage(lineage, parameters.out_path)
    return parameters
