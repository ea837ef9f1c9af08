"""Requests on a socket -> kernels, each a fork of this process, which has imported what they need.

Run by `crossframe.suite.forked`, as a module, with the number of the socket. Importing what every
notebook imports takes longer than most notebooks: here it is done once. This process has one thread
and does nothing but fork, so that a kernel begins as if it had just imported all of it.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import sys
from collections.abc import Mapping
from importlib import import_module
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from crossframe.suite.tether import tie_to

LAUNCHER = "ipykernel_launcher"
# A request holds the environment of a kernel; what is longer cannot be sent.
LONGEST = 1 << 17
# What notebooks import, by themselves or on the way to what they show.
_IMPORTED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "crossframe.claim_map",
    "crossframe.comparison.everything",
    "crossframe.corpus",
    "crossframe.evaluation",
    "crossframe.presentation",
    "pyarrow.dataset",
    "pyarrow.pandas_compat",
    "pyarrow.parquet",
    "vaderSentiment",
)


def main() -> None:
    """Imports, and forks a kernel for each request until the socket is closed."""
    # ipykernel reads it when it is imported, and looks whether this is still its parent.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    _prepare()
    if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208
        sys.exit("a library has started a thread: what it holds would be held for ever in a fork")
    gc.collect()
    gc.freeze()  # the collector of a kernel would write to all of it, and so copy it
    _serve(socket.socket(fileno=int(sys.argv[1])))


def _prepare() -> None:
    """Does what every notebook would have to do before its first cell, and on the way to a page."""
    for name in _IMPORTED:
        import_module(name)
    from crossframe.presentation.page import compile_templates

    compile_templates()


def _serve(requests: socket.socket) -> None:
    """Forks, and tells of each kernel its number and then how it ended.

    A kernel that ended is reaped when whoever asked for it knows, and its number is free only then:
    nobody can end another process in its place.
    """
    with DefaultSelector() as events:
        events.register(requests, EVENT_READ)
        while True:
            for key, _ in events.select():
                if key.fileobj is requests:
                    request, given, *_ = socket.recv_fds(requests, LONGEST, 2)
                    if not request:
                        return
                    log, told = given
                    _begin(json.loads(request), log, socket.socket(fileno=told), events)
                elif isinstance(key.fileobj, socket.socket):
                    _forget(key.fileobj, key.data, events)
                else:
                    _tell_end(key.fd, key.data, events)


def _begin(
    request: Mapping[str, Any], log: int, channel: socket.socket, events: DefaultSelector
) -> None:
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        status = 1
        try:
            held = [key.fd for key in events.get_map().values()]
            _become_kernel(request, parent, log, [*held, channel.fileno()])
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001  # nothing of a kernel may return to the loop above
            sys.excepthook(*sys.exc_info())
        finally:
            for stream in (sys.__stdout__, sys.__stderr__):
                if stream:
                    stream.flush()
            os._exit(status)
    os.close(log)
    channel.send(str(pid).encode())
    events.register(os.pidfd_open(pid), EVENT_READ, (pid, channel))
    events.register(channel, EVENT_READ, pid)


def _tell_end(handle: int, kernel: tuple[int, socket.socket], events: DefaultSelector) -> None:
    """Tells how a kernel ended, as `subprocess` numbers it."""
    pid, channel = kernel
    events.unregister(handle)
    os.close(handle)
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    if found and channel.fileno() >= 0:
        code = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
        channel.send(str(code).encode())


def _forget(channel: socket.socket, pid: int, events: DefaultSelector) -> None:
    """Takes note that nobody asks for a kernel any more; one that is still there ends here."""
    events.unregister(channel)
    channel.close()
    if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _become_kernel(request: Mapping[str, Any], parent: int, log: int, held: list[int]) -> None:
    """Gives this process what a kernel has that was started by itself, and is that kernel."""
    os.setsid()
    tie_to(parent)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, stream in enumerate((nothing, log, log)):
        os.dup2(stream, number)
    for number in (nothing, log, *held):
        os.close(number)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["environment"])
    _part_from_others(request["threads"])
    sys.argv = [LAUNCHER, *request["arguments"]]
    runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)


def _part_from_others(threads: int) -> None:
    """What all forks would have in common: numbers drawn by chance, and one thread a product."""
    import numpy as np

    np.random.seed()  # noqa: NPY002  # of libraries that draw from it; `random` sees to itself
    if threads > 1:
        from threadpoolctl import threadpool_limits

        threadpool_limits(threads)


if __name__ == "__main__":
    main()
