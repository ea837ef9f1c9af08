"""IPython's application and shell -> made once before kernels are forked; each goes on with them.

To make them takes half as long as all that a kernel does until its first cell. What depends on
where and for whom a kernel runs is made up for in the kernel. One that is asked for otherwise than
those of a run, or whose user configured IPython, makes its own, as ever.
"""

from __future__ import annotations

import atexit
import os
import runpy
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from crossframe.suite.fork import LAUNCHER

# What the launcher is told of every kernel of a run, after the file that tells of its sockets.
ASKED = ("--log-level=CRITICAL", "--HistoryManager.enabled=False")


def prepare_kernels() -> None:
    """Makes what kernels will have which are forked from here."""
    environment, path, main = dict(os.environ), list(sys.path), sys.modules["__main__"]
    shells, prepared = _shells(), _prepared()
    try:
        prepared.instance().parse_command_line(["-f", "", *ASKED])
        config = deepcopy(prepared.instance().config)
        shell = shells.instance(config=config, compiler_class=_compilers())
        atexit.unregister(shell.atexit_operations)  # it is no shell of this process
    except Exception:  # noqa: BLE001  # whatever it is, each kernel makes its own and tells of it
        _forget()
    finally:
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:], sys.modules["__main__"] = path, main


def run_kernel(arguments: Sequence[str]) -> None:
    """Is a kernel until it ends, in a fork of the process that prepared it.

    Args:
        arguments: What the launcher of a kernel is given, the file of its sockets first.
    """
    # ipykernel looks whether its parent is still there: it was another when it was imported.
    given = [*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"]
    sys.argv = [LAUNCHER, *given]
    tempfile.tempdir = None  # it is found out anew, in the environment of this process
    if tuple(arguments[2:]) == ASKED and arguments[0] == "-f" and _prepared().initialized():
        _prepared().launch_instance(given)
    else:
        _forget()
        runpy.run_module(LAUNCHER, run_name="__main__", alter_sys=True)


def _forget() -> None:
    """Makes nothing of what was prepared: a kernel begins as where nothing was."""
    _prepared().clear_instance()
    _shells().clear_instance()


def _shells() -> Any:
    from ipykernel.zmqshell import ZMQInteractiveShell

    return ZMQInteractiveShell


def _compilers() -> Any:
    from ipykernel.compiler import XCachingCompiler

    return XCachingCompiler


@cache
def _prepared() -> Any:
    """The application of ipykernel for a kernel that takes what is there."""
    from ipykernel import kernelapp

    class IPKernelApp(kernelapp.IPKernelApp):  # the name that people configure it by
        def parse_command_line(self, argv: Any = None) -> None:
            if not self.config:
                super().parse_command_line(argv)
                return
            self.argv, self.extra_args = list(argv), []
            config = deepcopy(self.cli_config)
            config.IPKernelApp.connection_file = argv[1]
            config.IPKernelApp.parent_handle = os.getppid()
            config.IPKernelApp.log_level = self.log_level  # as a number it is known to be the same
            self.cli_config = config
            self.update_config(config)

        def init_kernel(self) -> None:
            if self.loaded_config_files:
                _shells().clear_instance()
            shell = _shells().instance() if _shells().initialized() else None
            if shell:
                _settle(shell)
            with _few_modules():
                super().init_kernel()  # type: ignore[no-untyped-call]
            if shell:
                shell.parent = shell.kernel = self.kernel
                shell.profile_dir = self.profile_dir

    return IPKernelApp


def _settle(shell: Any) -> None:
    """Has a shell be here what it would be had it been made here."""
    shell.init_ipython_dir(None)
    shell.init_environment()
    shell.init_virtualenv()
    shell.starting_dir = os.getcwd()  # noqa: PTH109  # as it asks for it
    shell.history_manager.dir_hist[:] = [Path.cwd()]
    shell.save_sys_module_state()
    shell.init_sys_modules()
    shell.init_pushd_popd_magic()
    atexit.register(shell.atexit_operations)


@contextmanager
def _few_modules() -> Iterator[None]:
    """Has a kernel that is made within not look at every module there is.

    It does so for a debugger, and none is there. Each look is a write, and so copies the module: of
    the memory that a kernel copies until its first cell these are two fifths.
    """
    from ipykernel import ipkernel

    whole = vars(ipkernel)["sys"]
    vars(ipkernel)["sys"] = SimpleNamespace(modules={})
    try:
        yield
    finally:
        vars(ipkernel)["sys"] = whole
