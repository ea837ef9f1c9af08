"""A process that ends with the one that started it, however that one ends, and gives way to it.

Run as a script: `tether.py PARENT MODULE ARGUMENT...` is `python -m MODULE ARGUMENT...`, tied to
PARENT. It imports nothing of crossframe. ipykernel itself looks once a second whether its parent is
still there, but only once it is up, and not while a library holds the interpreter; Linux tells at
once. It tells of the end of the thread that started this process, and that one waits for it.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys

# PR_SET_PDEATHSIG and PR_SET_NAME in <linux/prctl.h>.
_SET_DEATH_SIGNAL, _SET_NAME = 1, 15


def tie_to(parent: int) -> None:
    """Has this process killed when the thread that started it ends; on Linux, elsewhere not.

    Args:
        parent: The process that started it; if it is gone already, this one ends here.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the run that asked for this process is gone")


def give_way(pid: int, by: int) -> None:
    """Has a process that leads a session leave the processors to others, as `nice` does.

    Linux shares them out among sessions first where it groups processes by these, as on most
    desktops: how nice a process is tells within its session alone, and a kernel has its own.

    Args:
        pid: The process; 0 for this one.
        by: How much nicer it is from now on, 0..19.

    Raises:
        OSError: If it is gone.
    """
    if not by:
        return
    os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid) + by)
    try:
        with open(f"/proc/{pid or 'self'}/autogroup", "w", encoding="ascii") as group:  # noqa: PTH123
            group.write(str(by))
    except (
        OSError
    ):  # not Linux, it groups none, or was asked by too many within a tenth of a second
        return


def name_process(name: str) -> None:
    """Gives this process a name that `ps` and `top` show, on Linux; a fork has its parent's.

    Args:
        name: At most 15 characters.
    """
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(_SET_NAME, name.encode(), 0, 0, 0)


if __name__ == "__main__":
    del sys.path[0]  # the folder of this file, in the place of the one that a kernel runs in
    tie_to(int(sys.argv.pop(1)))
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)
