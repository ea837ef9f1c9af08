"""Clusters for tests, ended when all of them are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from cluster.site import Site


@pytest.fixture(scope="session")
def start_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Site]]:
    with ExitStack() as processes:
        yield lambda *security: Site(tmp_path_factory.mktemp("site"), processes, *security)


@pytest.fixture(scope="module")
def site(start_site: Callable[..., Site]) -> Site:
    """Two workers."""
    started = start_site()
    for name in ("one", "two"):
        started.add_worker(name)
    return started
