"""A kernel's manager -> what starts its process: a fork, or its command, tied to this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossframe.suite.fork import LAUNCHER, Forked
from crossframe.suite.forked import TETHER
from crossframe.suite.tether import give_way

if TYPE_CHECKING:
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner


# Given what the launcher is told, how far it gives way to others, the number of a log, and the
# kernel's folder and environment.
Fork = Callable[[Sequence[str], int, int, Any], Forked | None]


def forking_provisioner(fork: Fork, manager: Any, niceness: int) -> LocalProvisioner | None:
    """What starts a kernel by forking; None for a kernel of a make that is not the usual one.

    Args:
        fork: Forks, or gives None where it cannot.
        manager: The kernel's manager, which will ask it.
        niceness: How much the kernel leaves the processors to others, 0..19.

    Returns:
        The provisioner. Where it cannot fork, it starts the kernel as ever.
    """
    from uuid import uuid4

    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    if "kernel_provisioner" in manager.kernel_spec.metadata:
        return None

    class Forking(LocalProvisioner):
        async def launch_kernel(self, cmd: list[str], **settings: Any) -> Any:
            arguments, log = _arguments(cmd), settings["stdout"].fileno()
            forked = fork(arguments, niceness, log, settings) if arguments is not None else None
            if forked is None:
                told = await super().launch_kernel(cmd, **settings)
                with suppress(OSError):  # it ended at once
                    give_way(self.process.pid, niceness)  # type: ignore[union-attr]
                return told
            self.process = forked  # type: ignore[assignment]  # all that is asked of a Popen
            self.pid = self.pgid = forked.pid
            self.cwd = settings.get("cwd", Path.cwd())
            return self.connection_info

    manager.kernel_id = manager.kernel_id or str(uuid4())
    return Forking(kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec, parent=manager)


def tethered(command: list[str]) -> list[str]:
    """The command of a kernel that ends with this process; one of another make as it is."""
    for at in range(1, len(command) - 1):
        if command[at : at + 2] == ["-m", LAUNCHER]:
            return [*command[:at], str(TETHER), str(os.getpid()), *command[at + 1 :]]
    return command


def _arguments(command: list[str]) -> list[str] | None:
    """What a tethered command of this very Python gives the launcher; None for another command."""
    is_own = command[0] == sys.executable and str(TETHER) in command
    return command[command.index(str(TETHER)) + 3 :] if is_own else None
