"""How often one client may do something: a token bucket for each.

Knows clocks and names of clients; nothing of requests.
"""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST_CLIENTS = 10_000
"""Clients remembered at once. The one seen longest ago is forgotten first; it had the longest time to refill."""


class RateLimit:
    """`per_minute` of something for each client, all of them at once if it likes; 0 sets no limit.

    A token bucket (Turner 1986, "New directions in communications"): it holds `per_minute` tokens and gains
    `per_minute` / 60 a second. Safe to use from several threads at once.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute = per_minute
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens, and when they were
        self._lock = threading.Lock()

    def wait(self, client: str, *, counting: bool = True) -> int:
        """Seconds, rounded up, until `client` may do it; 0 where it may now, which is then counted."""
        if self.per_minute <= 0:
            return 0
        with self._lock:
            now = self._clock()
            tokens, then = self._buckets.pop(client, (float(self.per_minute), now))
            tokens = min(float(self.per_minute), tokens + (now - then) * self.per_minute / 60)
            allowed = tokens >= 1
            self._buckets[client] = (tokens - (allowed and counting), now)
            if len(self._buckets) > MOST_CLIENTS:
                self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - tokens) * 60 / self.per_minute))
