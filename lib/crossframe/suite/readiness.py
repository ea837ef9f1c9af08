"""A kernel that begins -> a client that goes on as soon as it answers.

The usual one listens for two tenths of a second more, so that no message of the beginning is left;
nbclient takes those alone that belong to a cell.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from queue import Empty
from time import monotonic
from typing import Any

# How long an answer is waited for before it is asked for again, and what comes after it.
_ANSWER_SECONDS, _MORE_SECONDS = 1.0, 0.2
_CALL_MILLISECONDS = 2


@cache
def prompt_client() -> type:
    """The class of clients by which nbclient talks to a kernel.

    It goes on as soon as the kernel answers, has the two channels alone that a notebook needs, and
    waits once for a message where the usual one waits until there is one and then for it. It calls
    a kernel that does not listen yet again at once, where the usual one does after a tenth of a
    second or two, which is longer than one takes that is forked. Whether the kernel is there, its
    manager tells, not its heart.
    """
    import zmq
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.channels import AsyncZMQSocketChannel
    from traitlets import Type

    class Channel(AsyncZMQSocketChannel):
        async def get_msg(self, timeout: float | None = None) -> Any:  # type: ignore[override]
            return await (self._recv() if timeout is None else super().get_msg(timeout))

    class PromptClient(AsyncKernelClient):
        shell_channel_class = Type(Channel)
        iopub_channel_class = Type(Channel)

        def start_channels(self, *_: bool, **__: bool) -> None:
            self.context.setsockopt(zmq.RECONNECT_IVL, _CALL_MILLISECONDS)
            super().start_channels(stdin=False, hb=False, control=False)

        def stop_channels(self) -> None:
            for channel in (self.shell_channel, self.iopub_channel):
                channel.stop()

        async def wait_for_ready(self, timeout: float | None = None) -> None:
            last = monotonic() + timeout if timeout else None
            while not await _answers(self):
                if not await self.is_alive():
                    raise RuntimeError("Kernel died before replying to kernel_info")
                if last is not None and monotonic() > last:
                    raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")

    return PromptClient


async def _answers(client: Any) -> bool:
    """Asks a kernel what it is, and whether what it prints comes here too."""
    client.kernel_info()
    with suppress(Empty):
        told = await client.shell_channel.get_msg(timeout=_ANSWER_SECONDS)
        if told["msg_type"] == "kernel_info_reply":
            await client.iopub_channel.get_msg(timeout=_MORE_SECONDS)
            client._handle_kernel_info_reply(told)  # noqa: SLF001 - as its own way does
            return True
    return False
