"""What was decided at the start: who logs in, through which proxy, under which names.

Pure: checks itself, opens nothing.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from accounts.accounts import Accounts

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class SettingsError(Exception):
    """The settings would serve photos or passwords to strangers; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Who may come in, and how.

    Attributes:
        accounts: who may log in; None asks nobody.
        proxy: address from which the proxy connects; every other one is refused. None: no proxy.
        user_header: the header in which the proxy names the user; None: it names nobody.
        names: host names that a browser may use, without port; None takes any.
        is_https: whether the browser speaks TLS, to us or to the proxy.
    """

    accounts: Accounts | None = None
    proxy: str | None = None
    user_header: str | None = None
    names: frozenset[str] | None = LOOPBACK_NAMES
    is_https: bool = False

    def __post_init__(self) -> None:
        if self.user_header is not None and self.proxy is None:
            raise SettingsError("--user-header needs --behind-proxy: anybody can send a header")
        if self.user_header is not None and self.accounts is not None:
            raise SettingsError("--user-header and --accounts exclude each other; choose one")
        if self.proxy is not None:
            try:
                ipaddress.ip_address(self.proxy)
            except ValueError:
                raise SettingsError(
                    f"--behind-proxy takes the address of the proxy, such as 127.0.0.1, not "
                    f"{self.proxy!r}"
                ) from None


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone.

    A name counts only if it is `localhost`; what another name means today it may not tomorrow.
    """
    bare = host.removeprefix("[").removesuffix("]").casefold()
    if bare == "localhost":
        return True
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def listening(host: str) -> str:
    """The address as a URL needs it: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def check_exposure(host: str, *, accounts: bool, proxy: bool, tls: bool, insecure: bool) -> None:
    """Refuse to serve strangers.

    Args:
        host: address to listen on.
        accounts: whether people log in.
        proxy: whether a proxy authenticates or at least ends TLS.
        tls: whether a certificate is given.
        insecure: whether passwords in clear were asked for.

    Raises:
        SettingsError: beyond this machine without accounts or proxy, or passwords in clear.
    """
    if is_loopback(host):
        return
    if not accounts and not proxy:
        raise SettingsError(
            f"{host} can be reached from other machines; say who may log in with --accounts FILE, "
            "or give --behind-proxy where a proxy does (docs/serving.md)"
        )
    if not tls and not proxy and not insecure:
        raise SettingsError(
            f"passwords would travel to {host} in clear; give --tls-certificate and --tls-key, "
            "or --insecure-http on a network that nobody else can listen to"
        )


def allowed_names(host: str, given: list[str], *, proxy: bool) -> frozenset[str] | None:
    """Host names that are answered; None for any.

    On this machine always a list, against DNS rebinding: there no log-in stands in the way.
    """
    if is_loopback(host) and not proxy:
        return LOOPBACK_NAMES | {listening(host).casefold(), *(n.casefold() for n in given)}
    if not given:
        return None
    own = {listening(host).casefold(), *LOOPBACK_NAMES}  # the server asks itself at the start
    return frozenset({*own, *(name.casefold() for name in given)})
