"""The address of a scheduler -> a cluster, or an error within seconds that says what to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from ssl import SSLError
from typing import TYPE_CHECKING, NamedTuple

from crossframe.cluster.identity import identify
from crossframe.cluster.workers import Cluster, told_if_lost
from crossframe.config import Parameters
from crossframe.embedding import Encoder
from crossframe.errors import ClusterError, MissingExtraError

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

# A scheduler that is there answers at once; a wrong address should not cost a minute.
_CONNECT_SECONDS = 5
_POLL_SECONDS = 0.5
# Articles of a large event travel as one message, and that is meant.
_LARGE = "1GiB"


class SchedulerAddress(NamedTuple):
    """What the user said about the cluster.

    `wait` is how many seconds may pass without a worker: those of a batch system stand in a queue.
    `ca`, `certificate` and `key` are PEM files for TLS; None leaves each to Dask's configuration.
    """

    address: str
    wait: float = 60.0
    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None


@contextmanager
def connected(
    asked: SchedulerAddress,
    parameters: Parameters,
    load: Callable[[], Encoder],
    warn: Callable[[str], None],
) -> Iterator[Cluster]:
    """Opens a connection to a scheduler that has at least one worker to give work to.

    Args:
        asked: Where it is.
        parameters: They name the models.
        load: Loads the encoder, once the scheduler is reached: workers must have the same.
        warn: Told of workers that are refused.

    Yields:
        The cluster.

    Raises:
        MissingExtraError: If the package distributed is not installed.
        ClusterError: If the scheduler cannot be reached, or no worker can be used.
    """
    require_distributed()
    import dask
    import distributed  # noqa: F401 - fills Dask's configuration, which the end of `set` would empty

    with dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}):
        client = _client(asked)
        try:
            identity = identify(parameters, load())
            cluster = Cluster(client, parameters, identity, asked.wait, warn)
            _await_workers(cluster)
            yield cluster
        finally:
            client.close(timeout=_CONNECT_SECONDS)


def _client(asked: SchedulerAddress) -> Client:
    from distributed import Client

    try:
        _require_sense(asked)
        return Client(
            asked.address,
            timeout=_CONNECT_SECONDS,
            security=_security(asked),
            set_as_default=False,
        )
    except SSLError as error:
        raise ClusterError(
            f"--scheduler {asked.address}: {_cause(error)}; name PEM files that belong together"
        ) from error
    except (OSError, TimeoutError) as error:
        raise ClusterError(
            f"--scheduler {asked.address}: not reached within {_CONNECT_SECONDS} s "
            f"({_cause(error)}); is it running (dask scheduler), and can this machine reach its "
            "port?"
        ) from error
    except (ValueError, TypeError, RuntimeError) as error:
        raise ClusterError(
            f"--scheduler {asked.address}: {error}; write tcp://HOST:PORT, or tls://HOST:PORT with "
            "--scheduler-tls-ca, --scheduler-tls-cert and --scheduler-tls-key"
        ) from error


def _require_sense(asked: SchedulerAddress) -> None:
    """Refuses what no client can be made of: half made, it would not end without a traceback."""
    from distributed.comm.addressing import resolve_address
    from distributed.security import Security

    resolve_address(asked.address)
    if asked.address.startswith("tls://"):
        security = _security(asked) or Security()
        if security.get_connection_args("client")["ssl_context"] is None:
            raise ValueError("TLS needs certificates")


def require_distributed() -> None:
    """Refuses to go on without the package that speaks with a scheduler.

    Raises:
        MissingExtraError: If it is not installed.
    """
    from importlib.util import find_spec

    if find_spec("distributed") is None:
        raise MissingExtraError(
            "--scheduler needs the package distributed, which is not installed: "
            "pip install 'crossframe[cluster]'"
        )


def _security(asked: SchedulerAddress) -> Security | None:
    """TLS as it was asked for; None leaves it to Dask's configuration."""
    from distributed.security import Security

    files = {
        "tls_ca_file": asked.ca,
        "tls_client_cert": asked.certificate,
        "tls_client_key": asked.key,
    }
    given = {name: str(path) for name, path in files.items() if path}
    for path in given.values():
        if not Path(path).is_file():
            raise ClusterError(f"{path}: no such file; name a PEM file")
    return Security(require_encryption=True, **given) if given else None


def _await_workers(cluster: Cluster) -> None:
    """Waits until there is a worker to give work to; not for more than one, who may never come."""
    begun = time.monotonic()
    with told_if_lost("looking at the workers"):
        cluster.look_at_workers()
        while not cluster.n_workers:
            if cluster.refusals or time.monotonic() - begun > cluster.wait:
                raise ClusterError(f"--scheduler: {cluster.lack()}")
            time.sleep(_POLL_SECONDS)
            cluster.look_at_workers()


def _cause(error: BaseException) -> str:
    """The innermost cause, in one line: Dask wraps it several times."""
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split())[:200] or type(error).__name__
