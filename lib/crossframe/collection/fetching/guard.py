"""Host -> addresses that may be connected to: none inside a private network, unless allowed.

A name is resolved once and the very address that was checked is connected to, so that a name which
is answered differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from crossframe.corpus.wording import quote

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Addresses of version 6 that stand for one of version 4.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class RefusedError(Exception):
    """Why an address is not fetched, whatever its server would answer."""


def checked_parts(url: str) -> SplitResult:
    """Takes an address apart, if it is one that may be fetched at all.

    Args:
        url: The address.

    Returns:
        Its parts, with a host.

    Raises:
        RefusedError: If it is not of the web, or carries a user's name.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedError(f"{quote(url)} is no address ({error})") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise RefusedError(f"{quote(url)} is not of the web; only http and https are fetched")
    if parts.username or parts.password:
        raise RefusedError(f"{quote(url)} carries a name or password; leave it out")
    return parts


def resolve(host: str, port: int, *, allow_private: bool) -> str:
    """Resolves a host and checks every address that it has.

    Args:
        host: The name, or an address as such.
        port: The port.
        allow_private: Whether private networks are allowed, as for an intranet.

    Returns:
        The address to connect to.

    Raises:
        RefusedError: If the host has no address, or any that is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise RefusedError(f"host {quote(host)} cannot be resolved") from None
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    for address in addresses:
        if not allow_private and not is_public(address):
            raise RefusedError(
                f"host {quote(host)} is {address}, inside a private network; fetch it with "
                "--allow-private if that is meant"
            )
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet.

    >>> [is_public(a) for a in ("93.184.215.14", "10.1.2.3", "127.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    >>> [is_public(a) for a in ("::1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1")]
    [False, False, False, False]
    """
    ip = ipaddress.ip_address(address)
    return all(
        one.is_global and not one.is_multicast and not one.is_reserved and not one.is_unspecified
        for one in _meant(ip)
    )


def _meant(ip: _Address) -> list[_Address]:
    """An address, or the one of version 4 that it stands for."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    inner: list[_Address] = [part for part in (ip.ipv4_mapped, ip.sixtofour) if part]
    if ip.teredo:
        inner.extend(ip.teredo)
    if ip in _NAT64:
        inner.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return inner or [ip]
