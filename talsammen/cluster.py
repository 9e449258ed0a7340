"""A crew of other machines: the processes of a Dask scheduler (extra ``cluster``). Text goes out, PDFs come back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from .errors import WrongUse, say
from .pdf.cache import made_by

try:
    from distributed import Client
    from distributed.scheduler import KilledWorker
except ImportError as error:
    raise WrongUse(say("for --cluster something is missing: pip install talsammen[cluster]")) from error


class Cluster:
    """Every thread of every worker of the scheduler at this address. Raises WrongUse when it cannot be used."""

    deaths = (KilledWorker,)

    def __init__(self, address: str) -> None:
        try:
            self._client = Client(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise WrongUse(say("no cluster answers at {address}", address=address)) from error
        self._executor = self._client.get_executor(pure=False)
        self.count = sum(self._client.ncores().values())
        others = self._client.run(made_by)
        if strange := sorted(worker for worker, what in others.items() if what != made_by()):
            self._client.close()
            named = ", ".join(strange)
            raise WrongUse(say("not the same versions as here: {workers}; install the same on all", workers=named))
        if not self.count:
            self._client.close()
            raise WrongUse(say("the cluster at {address} has no workers", address=address))

    def submit(self, task: Callable[..., Any], *args: Any) -> Future:
        return self._executor.submit(task, *args)

    def renew(self) -> None:
        """The cluster minds the memory of its workers itself."""

    def stop(self, at_once: bool) -> None:
        self._executor.shutdown(wait=not at_once, cancel_futures=at_once)
        self._client.close()
