"""One request -> the answer as the server sent it, within limits of size and time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import quote, urlunsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
)
from urllib3.response import BaseHTTPResponse

from crossframe.collection.fetching.guard import checked_parts, resolve
from crossframe.corpus.formats.markup import MAX_PAGE_BYTES

_CHUNK = 65_536
# What stands in a path or query as it is; the rest is escaped, as an address bar would.
_SAFE = "/?&=%:;,@!~'()+$*[]-._"
_PORTS = {"http": 80, "https": 443}


class UnreachableError(Exception):
    """Why a request got no whole answer; a later one may."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost: seconds to connect and between two pieces, in all, and bytes."""

    connect: float = 10.0
    silence: float = 15.0
    seconds: float = 60.0
    size: int = MAX_PAGE_BYTES


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; `body` is packed as `Content-Encoding` says.

    `cut` says why the body is not whole, in a word of the WARC standard ("length"), else None.
    """

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: str | None = None

    def header(self, name: str) -> str | None:
        """The first header of a name, in any case."""
        found = (value for key, value in self.headers if key.lower() == name.lower())
        return next(found, None)


def get(url: str, headers: Mapping[str, str], limits: Limits, *, allow_private: bool) -> Answer:
    """Sends a GET request to the very address that was checked, and follows no redirect.

    Args:
        url: What to get.
        headers: Headers to send.
        limits: What it may cost.
        allow_private: Whether private networks are allowed.

    Returns:
        The answer; of a body that is too large, its beginning.

    Raises:
        RefusedError: If the address may not be fetched.
        UnreachableError: If there is no whole answer.
    """
    parts = checked_parts(url)
    host = parts.hostname or ""
    port = parts.port or _PORTS[parts.scheme]
    address = resolve(host, port, allow_private=allow_private)
    named = host if parts.port is None else f"{host}:{parts.port}"
    target = quote(urlunsplit(("", "", parts.path or "/", parts.query, "")), safe=_SAFE)
    connection = _connection(parts.scheme, host, address, port, limits)
    with _hung_up_late(connection, limits) as sockets:
        response = _asked(connection, target, {"Host": named, **headers}, limits, sockets)
        body, cut = _body(response, limits.size)
        items = tuple(
            (str(key), str(value))
            for key, value in response.headers.items()
            if key.lower() != "transfer-encoding"  # the body is no longer in chunks
        )
        status, reason = response.status, response.reason or ""
    return Answer(url, status, reason, items, body, cut)


@contextmanager
def _hung_up_late(connection: HTTPConnection, limits: Limits) -> Iterator[list[socket.socket]]:
    """Shuts a connection when its time is over, and says in words whatever went wrong.

    The limits of the socket begin anew with each byte; this one does not.
    """
    sockets: list[socket.socket] = []
    late = threading.Event()
    watchdog = threading.Timer(limits.seconds, _hang_up, (connection, sockets, late))
    watchdog.daemon = True
    watchdog.start()
    try:
        yield sockets
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        said = _late(limits) if late.is_set() else _said(error, limits)
        raise UnreachableError(said) from None
    finally:
        watchdog.cancel()
        connection.close()
    if late.is_set():  # a connection that was shut looks like one that is done
        raise UnreachableError(_late(limits))


def _asked(
    connection: HTTPConnection,
    target: str,
    headers: Mapping[str, str],
    limits: Limits,
    sockets: list[socket.socket],
) -> BaseHTTPResponse:
    """Sends the request, and waits for the head of the answer."""
    connection.connect()
    # The response takes the socket over where the server will close it.
    sockets.extend([connection.sock] if connection.sock else [])
    connection.request("GET", target, headers=headers, preload_content=False, decode_content=False)
    connection.timeout = limits.silence
    if connection.sock:
        connection.sock.settimeout(limits.silence)
    return connection.getresponse()


def _connection(
    scheme: str, host: str, address: str, port: int, limits: Limits
) -> HTTPConnection | HTTPSConnection:
    timeout = limits.connect
    if scheme == "http":
        return HTTPConnection(address, port, timeout=timeout)
    name = host.strip("[]")
    return HTTPSConnection(
        address,
        port,
        timeout=timeout,
        server_hostname=name,
        assert_hostname=name,
        cert_reqs="CERT_REQUIRED",
    )


def _body(response: BaseHTTPResponse, limit: int) -> tuple[bytes, str | None]:
    body = bytearray()
    while len(body) <= limit:
        piece = response.read1(_CHUNK, decode_content=False)
        if not piece:
            if response.length_remaining:
                raise UnreachableError(
                    f"the answer broke off, {response.length_remaining} bytes short"
                )
            return bytes(body), None
        body += piece
    return bytes(body), "length"


def _hang_up(
    connection: HTTPConnection, sockets: list[socket.socket], late: threading.Event
) -> None:
    late.set()
    for one in sockets or ([connection.sock] if connection.sock else []):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


def _late(limits: Limits) -> str:
    return f"no whole answer in {limits.seconds:g} seconds"


def _said(error: Exception, limits: Limits) -> str:
    """What went wrong, without addresses of objects."""
    # urllib3 counts a refused connection among those that took too long.
    if isinstance(error, ConnectTimeoutError) and not isinstance(error, NewConnectionError):
        return f"no connection in {limits.connect:g} seconds"
    if isinstance(error, TimeoutError | ReadTimeoutError):
        return f"nothing came for {limits.silence:g} seconds"
    text = str(error).split(">: ", 1)[-1] or type(error).__name__
    return text.split(": Failed", 1)[-1].strip()[:200]
