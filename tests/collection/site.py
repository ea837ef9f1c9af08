"""A real web server on loopback that answers as servers do: well, slowly, hugely, wrongly."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from collection.pages import article_page, meta_page

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass
class Site:
    """The server's address, the requests that it got, and what it answers by path."""

    port: int = 0
    requests: list[tuple[float, str, str]] = field(default_factory=list)
    robots: str | None = None
    robots_status: int = 200
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.requests]


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in (HTML | {k.replace("_", "-"): v for k, v in headers.items()}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def page_for(path: str) -> bytes:
    first = f"This is what stands at {path} today, and nowhere else."
    return article_page([first, *_STORY], url=f"https://post.example{path}").encode()


_STORY = [
    "A span of the Harbour Bridge fell into the water on Tuesday morning, and divers searched.",
    "Two fishing boats that were moored at the northern pier sank at once, the harbour said.",
    "The bridge was closed to lorries last winter, after inspectors found cracks in its bearings.",
]


def _redirect(to: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: send(handler, b"", 302, Location=to)


def _drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(2_000):
        handler.wfile.write(b"<p>drop</p>")
        handler.wfile.flush()
        time.sleep(0.05)


def _flood(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(2_000):
        handler.wfile.write(b"<p>" + b"flood " * 10_000)


def _short(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(b"<p>half")
    handler.close_connection = True


# Packed beforehand: a busy machine would take longer than a test waits for an answer.
_PACKED = gzip.compress(b"<p>" + b" " * 60_000_000, 6, mtime=0)


def _bomb(handler: BaseHTTPRequestHandler) -> None:
    send(handler, _PACKED, Content_Encoding="gzip")


class Busy:
    """Answers "later" a number of times, then the page."""

    def __init__(self, times: int, wait: str) -> None:
        self.times, self.wait = times, wait

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        if self.times:
            self.times -= 1
            send(handler, b"busy", 429, Retry_After=self.wait)
        else:
            send(handler, page_for("/busy"))


ANSWERS: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "/packed": lambda h: send(h, gzip.compress(page_for("/packed")), Content_Encoding="gzip"),
    "/declared": lambda h: send(h, meta_page().encode(), Content_Type="text/html; charset=ascii"),
    "/latin": lambda h: send(
        h, page_for("/latin").replace(b"water", b"Gew\xe4sser"), Content_Type="text/html; charset=x"
    ),
    "/moved": _redirect("/one"),
    "/circle": _redirect("/circle"),
    "/to-private": _redirect("http://10.0.0.1/secret"),
    "/to-metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "/to-file": _redirect("file:///etc/passwd"),
    "/drip": _drip,
    "/flood": _flood,
    "/short": _short,
    "/bomb": _bomb,
    "/image": lambda h: send(h, b"\x89PNG", Content_Type="image/png"),
    "/gone": lambda h: send(h, b"<p>gone</p>", 404),
}


@contextmanager
def serving(certificate: tuple[Path, Path] | None = None) -> Iterator[Site]:
    """Runs the server in a thread for as long as a test needs it; with a certificate, for https."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            agent = self.headers.get("User-Agent", "")
            site.requests.append((time.monotonic(), self.path, agent))
            try:
                if self.path == "/robots.txt":
                    body = (site.robots or "").encode()
                    status = 404 if site.robots is None else site.robots_status
                    send(self, body, status, Content_Type="text/plain")
                    return
                answer = site.answers.get(self.path) or ANSWERS.get(self.path)
                if answer:
                    answer(self)
                else:
                    send(self, page_for(self.path))
            except (BrokenPipeError, ConnectionError):
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
