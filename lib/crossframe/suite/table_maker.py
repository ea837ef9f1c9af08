"""The process that makes the tables of a run -> asked for them, left to rest, and woken again.

While it rests it holds what it found in the sentences of events, and nothing of a run: of the next
one it reads what is new.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from crossframe.suite.fork import Forked
from crossframe.suite.usage import resident_bytes

# A message holds the environment of a kernel. One that is longer is not sent.
LONGEST = 1 << 17
# After a run of 41 articles it holds 180 MB, of which 170 are what it imported. One that holds more
# than this is made anew: what it knows is soon found out again.
_MOST_BYTES = 400_000_000


class TableMaker:
    """What this process knows of the one that makes tables, which is a fork of the forker."""

    def __init__(self, fork: Forked, requests: socket.socket) -> None:
        self.requests = requests
        self.knows_any = False
        self.rests = False
        self._fork = fork
        self._is_done = False

    @property
    def pid(self) -> int:
        """Its number."""
        return self._fork.pid

    def make(
        self,
        values: Mapping[str, object],
        portions: Mapping[str, Sequence[str]],
        made: Callable[[str], None],
    ) -> str:
        """Has it make the tables of a run.

        Args:
            values: The parameters that the notebooks of the run are told.
            portions: Names of tables, by that of their portion, in the order to make them in.
            made: Told of each portion that is there.

        Returns:
            What the tables failed of; "" if they are there.

        Raises:
            ConnectionError: If it died.
            OSError: If it cannot be asked.
        """
        request = worded({"values": values, "portions": portions})
        with suppress(OSError):
            self.requests.send(request)
            while said := self.requests.recv(LONGEST):
                told = json.loads(said)
                if "error" in told:
                    self._is_done = not told["error"]
                    return str(told["error"])
                self.knows_any = True
                made(told["made"])
        raise ConnectionError("the process that made the tables ended before they were there")

    def rest(self) -> bool:
        """Has it forget the run, and wait for the next.

        Returns:
            Whether it does: not if its tables failed or were never made, and not if it is gone or
            has grown too large.
        """
        held = resident_bytes(self.pid)
        if self._is_done and held is not None and held <= _MOST_BYTES:
            self.knows_any = self._is_done = False
            with suppress(OSError):
                self.requests.send(worded({"rest": True}))
                self.rests = True
        return self.rests

    def wake(self, draft: str, cwd: str, log: int) -> bool:
        """Has it begin another run, as `Forker.begin_findings` has a new one begin it.

        Args:
            draft: The folder of the run's claim map without claims; "" for none.
            cwd: The folder that it works in.
            log: Number of the open file that it writes its words to.

        Returns:
            Whether it does; else another is to be begun.
        """
        if not self.rests or self._fork.poll() is not None:
            return False
        self.rests = False
        request = worded({"findings": draft, "cwd": cwd})
        with suppress(OSError):
            socket.send_fds(self.requests, [request], [log])
            return True
        return False

    def end(self) -> None:
        """Ends it, and kernels that are left with it."""
        with suppress(OSError):
            self.requests.shutdown(socket.SHUT_RDWR)  # whoever waits for them waits no longer
        self.requests.close()
        self._fork.forget()


def worded(request: Mapping[str, object]) -> bytes:
    """Words a request as it is sent.

    Args:
        request: What JSON can say.

    Returns:
        Its bytes.

    Raises:
        OSError: If it is too long.
    """
    words = json.dumps(request).encode()
    if len(words) > LONGEST:
        raise OSError("the environment is too long to be handed over")
    return words
