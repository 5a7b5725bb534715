"""How often codes from paper were tried in vain from one address of the network, of late."""

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from threading import Lock

WRONG_ALLOWED = 30  # from one address: several offices may stand behind it
FORGOTTEN_AFTER = timedelta(hours=1)
MOST_ADDRESSES = 10_000  # that are remembered at once


class WrongCodes:
    """Counted by this process alone, and never written down: who tries is nobody we know."""

    def __init__(self) -> None:
        self._tried: dict[str, tuple[int, datetime]] = {}
        self._lock = Lock()

    def of(self, host: str, now: datetime) -> int:
        count, since = self._tried.get(_network(host), (0, now))
        return 0 if now - since >= FORGOTTEN_AFTER else count

    def count(self, host: str, now: datetime) -> None:
        with self._lock:
            if len(self._tried) >= MOST_ADDRESSES:
                self._forget(now)
            self._tried[_network(host)] = self.of(host, now) + 1, now

    def _forget(self, now: datetime) -> None:
        """Those of an hour ago; where that is not enough, those that tried longest ago."""
        newest = sorted(self._tried.items(), key=lambda one: one[1][1])[MOST_ADDRESSES // 10 :]
        self._tried = {key: one for key, one in newest if now - one[1] < FORGOTTEN_AFTER}


def _network(host: str) -> str:
    """One line has millions of addresses of the newer kind."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return host if address.version == 4 else str(ip_network(f"{host}/64", strict=False))
