"""Work for other machines: a Dask cluster as an executor, for pieces that depend on nothing but what they are given."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from functools import cache
from typing import Any, ParamSpec, TypeVar

from groundplan.errors import GroundplanError, UsageError

T = TypeVar("T")
P = ParamSpec("P")

LOCAL = "local"
_DASK = "dask:"
_PATIENCE = 20
"""Seconds that a cluster may take to answer."""
_RETRIES = 3
"""How often a piece is tried again whose worker is gone."""


def executor_of(wanted: str) -> Executor | None:
    """What `local` or `dask:ADDRESS` means; None for the cores of this machine. Raises UsageError for anything else.

    It raises GroundplanError where the extra `cluster` is not installed, or where no cluster answers at the address.
    """
    if wanted == LOCAL:
        return None
    if not wanted.startswith(_DASK) or not (address := wanted.removeprefix(_DASK)):
        raise UsageError(f"there is no executor `{wanted}`; write `{LOCAL}`, or `{_DASK}ADDRESS` with the address of a scheduler")
    return _cluster(address)


@cache
def _cluster(address: str) -> Cluster:
    """One connection for each cluster, however often a site is made."""
    try:
        from distributed import Client  # an extra, of which most installations have nothing
    except ImportError as error:
        raise GroundplanError("distributed is not installed; install it with `pip install 'groundplan[cluster]'`") from error
    try:
        client: Any = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
        workers = len(client.scheduler_info()["workers"])
    except (OSError, TimeoutError, ValueError) as error:
        raise GroundplanError(f"no Dask cluster answers at {address}: {error}") from error
    if not workers:
        raise GroundplanError(f"the Dask cluster at {address} has no workers; start one with `dask worker {address}`")
    return Cluster(client.get_executor(pure=False, retries=_RETRIES), address, client.close)


class Cluster(Executor):
    """Hands pieces to workers. When it is gone, it says so once and gives no more: whoever asked makes the rest."""

    def __init__(self, executor: Executor, address: str, close: Callable[[], object] = lambda: None) -> None:
        self._executor, self._address, self._close = executor, address, close
        self._is_gone = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self._executor.submit(fn, *args, **kwargs)

    def map(self, fn: Callable[..., T], *iterables: Iterable[Any], timeout: float | None = None, chunksize: int = 1) -> Iterator[T]:
        """As many results as the cluster has to give, in the order of what is asked."""
        if self._is_gone:
            return
        try:
            yield from self._executor.map(fn, *iterables, timeout=timeout, chunksize=chunksize)
        except GroundplanError:  # a worker says why it cannot be asked
            raise
        except Exception as error:  # there are many ways in which a network may fail
            self._is_gone = True
            print(f"groundplan: the cluster at {self._address} is gone ({type(error).__name__}); the rest is made here", file=sys.stderr)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, which lives on."""
        self._executor.shutdown(wait and not cancel_futures)
        self._close()
        _cluster.cache_clear()
