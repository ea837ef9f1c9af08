"""A finished event -> somebody told of it: a command or a web address on this machine.

What is told never decides anything: a hook that fails, hangs or is not there is a line in the log.
"""

from __future__ import annotations

import ipaddress
import json
import os
import shlex
import signal
import subprocess
import tempfile
import urllib.request
from contextlib import suppress
from dataclasses import asdict, dataclass
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import IO, Any
from urllib.parse import urlsplit

from crossframe.errors import ParameterError
from crossframe.suite.changing import change_of
from crossframe.suite.runs import RunResult
from crossframe.suite.telling import Teller

_SECONDS = 30.0
# Of what a failing hook says, so much is kept: the end says what went wrong.
_KEPT = 300


@dataclass(frozen=True, slots=True)
class Notices:
    """Whom to tell, and of what.

    `command` is a program and its words, started without a shell; `webhook` an address that takes
    POST. Both are told of every event that failed and, if `share` is set, of every one that changed
    by such a share since the run before: see `changing.change_of`.
    """

    command: tuple[str, ...] = ()
    webhook: str = ""
    share: float | None = None
    seconds: float = _SECONDS

    @classmethod
    def from_values(
        cls, command: str, webhook: str, share: float | None, *, anywhere: bool = False
    ) -> Notices:
        """Checks what the user gave.

        Args:
            command: Words as in a shell, quotes and all; "" for none.
            webhook: An address; "" for none.
            share: 0..1; None to tell of failures alone.
            anywhere: Allows a webhook that is not on this machine.

        Returns:
            The notices.

        Raises:
            ParameterError: If the command cannot be taken apart, the address is none or leads off
                this machine, or a share was given and nobody to tell.
        """
        try:
            words = tuple(shlex.split(command))
        except ValueError as error:
            raise ParameterError(f"--notify {command!r}: {error}; close the quotes") from None
        if webhook:
            _require_address(webhook, anywhere=anywhere)
        if share is not None and not (words or webhook):
            raise ParameterError("--notify-change tells nobody; add --notify or --webhook")
        return cls(words, webhook, share)

    def __call__(self, result: RunResult, reports: Path, tell: Teller) -> None:
        """Tells of an event, if there is something to tell.

        Args:
            result: How the event fared.
            reports: Folder of all runs.
            tell: Told whether the notice arrived.
        """
        if not (self.command or self.webhook) or (result.reused and not result.errors):
            return
        change = change_of(_folder(reports, result)) if result.run else None
        reasons = ["failed"] if result.errors else []
        if change and self.share is not None and change["share"] >= self.share:
            reasons.append("changed")
        if not reasons:
            return
        message = json.dumps(
            {
                "reasons": reasons,
                "event": result.event_id,
                "errors": list(result.errors),
                "change": change,
                "run": asdict(result.run) if result.run else None,
                "folder": str(_folder(reports, result)) if result.run else None,
            },
            ensure_ascii=False,
        ).encode()
        troubles = [
            *([run_command(self.command, message, self.seconds)] if self.command else []),
            *([post(self.webhook, message, self.seconds)] if self.webhook else []),
        ]
        for trouble in filter(None, troubles):
            tell.warn(trouble)
        if not all(troubles):
            tell("notified", f"told of it: {', '.join(reasons)}", reasons=reasons)


def run_command(command: tuple[str, ...], message: bytes, seconds: float) -> str | None:
    """Starts a program with a message on its standard input.

    Args:
        command: The program and its words.
        message: The message.
        seconds: After so many it is ended, with all that it started.

    Returns:
        None if it succeeded, else what went wrong.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(message)
        given.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell: the user's own words
                command,
                stdin=given,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        except OSError as error:
            return f"--notify: {command[0]} cannot be started: {error.strerror}"
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            return f"--notify: {command[0]} was ended after {seconds:g} s"
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        return (
            f"--notify: {command[0]} failed with status {status}{_end_of(said)}" if status else None
        )


def post(address: str, message: bytes, seconds: float) -> str | None:
    """Sends a message by POST, past any proxy and along no redirection.

    Args:
        address: Where to.
        message: JSON.
        seconds: To wait, however slowly the answer trickles in.

    Returns:
        None if it was taken, else what went wrong.
    """
    answers: list[str | None] = []
    thread = Thread(target=lambda: answers.append(_post(address, message, seconds)), daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else f"--webhook: {address} did not answer in {seconds:g} s"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Takes a redirection for the failure that it is: it may lead off this machine."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _post(address: str, message: bytes, seconds: float) -> str | None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
    request = urllib.request.Request(  # noqa: S310 - http and https alone: `_require_address`
        address, data=message, headers={"Content-Type": "application/json"}, method="POST"
    )
    try:
        with direct.open(request, timeout=seconds):
            return None
    except (OSError, HTTPException, ValueError) as error:
        return f"--webhook: {address}: {error}"


def _require_address(address: str, *, anywhere: bool) -> None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ParameterError(f"--webhook {address!r}: {error}") from None
    if parts.scheme not in {"http", "https"} or not host or parts.username is not None:
        raise ParameterError(f"--webhook {address!r} is no address; write http://127.0.0.1:8000/")
    if not anywhere and not _is_here(host):
        raise ParameterError(
            f"--webhook {address!r} leads off this machine, with all that a run says; name "
            "127.0.0.1 or localhost, or allow it with --webhook-anywhere"
        )


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _folder(reports: Path, result: RunResult) -> Path:
    return reports / result.event_id / (result.run.run_id if result.run else "")


def _end_of(said: IO[bytes]) -> str:
    size = said.seek(0, os.SEEK_END)
    said.seek(max(0, size - _KEPT))
    text = " ".join(said.read().decode("utf-8", "replace").split())
    return f": {text}" if text else ""
