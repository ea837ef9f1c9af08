"""Requests on a socket -> kernels, each a fork of this process, which has imported what they need.

Run by `crossframe.suite.forked`, as a module, with the number of the socket. Importing what every
notebook imports takes longer than most notebooks: here it is done once. This process has one thread
and does nothing but fork, so that a kernel begins as if it had just imported all of it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any, NoReturn

from crossframe.machine import collect_rarely, without_modules
from crossframe.suite.prepared import prepare_kernels, run_kernel
from crossframe.suite.table_maker import LONGEST
from crossframe.suite.tether import give_way, name_process, tie_to

if TYPE_CHECKING:
    from crossframe.suite.findings import Findings

_USUALLY_COLLECTED = gc.get_threshold()
# What notebooks import, by themselves or on the way to what they show, and their kernels at last.
_IMPORTED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "crossframe.claim_map",
    "crossframe.comparison.everything",
    "crossframe.corpus",
    "crossframe.evaluation",
    "crossframe.presentation",
    "crossframe.suite.findings",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "tornado.platform.asyncio",
    "vaderSentiment",
)


def main() -> None:
    """Imports, and forks a kernel for each request until the socket is closed."""
    collect_rarely()
    name_process("cf-forker")
    _prepare()
    _serve(socket.socket(fileno=int(sys.argv[1])))


def _prepare() -> None:
    """Does what every notebook would have to do before its first cell, and on the way to a page."""
    with without_modules("debugpy"):  # nobody debugs a run, and no kernel is to import that
        import_module("ipykernel.debugger")
    for name in _IMPORTED:
        import_module(name)
    from crossframe.comparison.wordings.ratings import load_lexicon
    from crossframe.presentation.page import compile_templates

    load_lexicon()
    compile_templates()
    prepare_kernels()


def _serve(requests: socket.socket, findings: Findings | None = None) -> None:
    """Forks, and tells of each fork its number and then how it ended.

    A fork that ended is reaped when whoever asked for it knows, and its number is free only then:
    nobody can end another process in its place. Where `findings` are made, they are meanwhile: who
    asks for a fork waits for one table, and not for all.
    """
    os.close(os.pidfd_open(os.getpid()))  # Linux has it from 5.3 on; before, nothing is forked
    gc.collect()
    with DefaultSelector() as events:
        events.register(requests, EVENT_READ)
        while True:
            for key, _ in events.select(0 if findings and findings.are_made else None):
                if key.fileobj is requests:
                    message, given, *_ = socket.recv_fds(requests, LONGEST, 3)
                    if not message:
                        return
                    _heed(json.loads(message), given, events, findings)
                elif isinstance(key.fileobj, socket.socket):
                    _forget(key.fileobj, key.data, events)
                else:
                    _tell_end(key.fd, key.data, events)
            if findings and (told := findings.go_on()):
                requests.send(json.dumps(told).encode()[:LONGEST])


def _heed(
    request: Mapping[str, Any],
    given: Sequence[int],
    events: DefaultSelector,
    findings: Findings | None,
) -> None:
    """Does what is asked for, of what finds something out or of what forks."""
    if findings is None or "arguments" in request:
        _begin(request, given, events)
        return
    if "rest" in request:  # what is left of the run ends, and nobody asks how
        for key in [*events.get_map().values()]:
            if isinstance(key.fileobj, socket.socket) and key.data:
                _forget(key.fileobj, key.data, events)
    findings.heed(request, given)


def _begin(request: Mapping[str, Any], given: Sequence[int], events: DefaultSelector) -> None:
    """Forks what is asked for; `given` are a log, where to tell of it, and what else it needs."""
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
        sys.exit("a library has started a thread: what it holds would be held for ever in a fork")
    gc.freeze()  # the collector of a fork would write to all of it, and so copy it
    told = given[1]
    parent = os.getpid()
    try:
        pid = os.fork()
    except OSError:  # no memory, too many processes: whoever asked sees the end of the channel
        pid = -1
    if not pid:
        held = [key.fd for key in events.get_map().values()]
        _be(request, parent, given, [*held, told])
    if pid > 0:
        channel = socket.socket(fileno=os.dup(told))
        with suppress(OSError):
            channel.send(str(pid).encode())
        events.register(os.pidfd_open(pid), EVENT_READ, (pid, channel))
        events.register(channel, EVENT_READ, pid)
    for number in given:
        os.close(number)


def _tell_end(handle: int, fork: tuple[int, socket.socket], events: DefaultSelector) -> None:
    """Tells how a fork ended, as `subprocess` numbers it, unless nobody asks any more."""
    pid, channel = fork
    events.unregister(handle)
    os.close(handle)
    with suppress(OSError):
        found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
        if found:
            code = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
            channel.send(str(code).encode())


def _forget(channel: socket.socket, pid: int, events: DefaultSelector) -> None:
    """Takes note that nobody asks for a fork any more; one that is still there ends here."""
    events.unregister(channel)
    if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)  # with what it started, once it leads a group
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    channel.close()  # which tells that it is over


def _be(
    request: Mapping[str, Any], parent: int, given: Sequence[int], held: Sequence[int]
) -> NoReturn:
    """What a fork does, and that nothing of it returns to the loop that it was forked in."""
    status = 1
    try:
        _stand_alone(parent, given[0], held)
        if "findings" in request:
            _find_out(request, given[2])
        else:
            _become_kernel(request)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str) and sys.__stderr__:
            sys.__stderr__.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001
        sys.excepthook(*sys.exc_info())
    finally:
        for stream in (sys.__stdout__, sys.__stderr__):
            with suppress(OSError):  # of a full disk: whatever happens, this process ends here
                if stream:
                    stream.flush()
        os._exit(status)


def _stand_alone(parent: int, log: int, held: Sequence[int]) -> None:
    """Gives this process a session and a log of its own, and nothing that is another's."""
    os.setsid()
    tie_to(parent)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, stream in enumerate((nothing, log, log)):
        os.dup2(stream, number)
    for number in (nothing, log, *held):
        os.close(number)


def _find_out(request: Mapping[str, Any], requests: int) -> None:
    """Reads texts, makes the tables of their run, tells of these, and forks kernels meanwhile.

    What is found out about the claims until then, a kernel has.
    """
    from crossframe.suite.findings import Findings

    name_process("cf-tables")
    findings = Findings()
    findings.heed(request)
    _serve(socket.socket(fileno=requests), findings)


def _become_kernel(request: Mapping[str, Any]) -> None:
    """Gives this process what a kernel has that was started by itself, and is that kernel."""
    name_process("cf-kernel")
    give_way(0, request["niceness"])
    gc.set_threshold(*_USUALLY_COLLECTED)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    _part_from_others(request["threads"])
    run_kernel(request["arguments"])


def _part_from_others(threads: int) -> None:
    """What all forks would have in common: numbers drawn by chance, and one thread a product."""
    import numpy as np

    np.random.seed()  # noqa: NPY002  # of libraries that draw from it; `random` sees to itself
    if threads > 1:
        from threadpoolctl import threadpool_limits

        threadpool_limits(threads)


if __name__ == "__main__":
    main()
