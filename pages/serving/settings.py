"""The options of the command line that say who may come in, and the guard they ask for."""

from __future__ import annotations

import argparse
import importlib.util
import ssl
from dataclasses import dataclass
from pathlib import Path

from accounts.accounts import Accounts
from pages.serving.guard import (
    Guard,
    SettingsError,
    allowed_names,
    check_exposure,
    is_loopback,
    listening,
)

THIS_MACHINE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Certificate:
    """For TLS, in PEM.

    Attributes:
        file: the certificate, with those that lead to its root.
        key: its private key, without a password.
    """

    file: Path
    key: Path

    def __post_init__(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            context.load_cert_chain(self.file, self.key, password=_no_password)
        except (OSError, ssl.SSLError, SettingsError) as error:
            raise SettingsError(
                f"{self.file.name} and {self.key.name} are no certificate and key for TLS "
                f"({error}); give both in PEM, the key without a password"
            ) from error


def _no_password() -> str:
    """Else OpenSSL would ask on the terminal and a service would wait for ever."""
    raise SettingsError("the key has a password")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line asks for, checked.

    Attributes:
        guard: who may come in.
        tls: the certificate, or None.
        address: where the page is, for a person to open.
        assistants: whether assistants may call the endpoints by MCP.
    """

    guard: Guard
    tls: Certificate | None
    address: str
    assistants: bool = False


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say who may come in."""
    access = parser.add_argument_group("who may come in (docs/serving.md)")
    access.add_argument(
        "--accounts", type=Path, metavar="FILE", help="ask for a log-in; see python -m accounts"
    )
    access.add_argument(
        "--behind-proxy",
        metavar="ADDRESS",
        nargs="?",
        const=THIS_MACHINE,
        help="answer only a proxy that connects from this address (%(const)s)",
    )
    access.add_argument(
        "--user-header", metavar="NAME", help="the header in which that proxy names the user"
    )
    access.add_argument(
        "--name", action="append", default=[], help="a host name that browsers use; may be repeated"
    )
    access.add_argument("--tls-certificate", type=Path, metavar="FILE", help="serve by HTTPS")
    access.add_argument("--tls-key", type=Path, metavar="FILE", help="key of the certificate")
    access.add_argument(
        "--mcp", action="store_true", help="let assistants of this computer call docs/api.md"
    )
    access.add_argument(
        "--insecure-http", action="store_true", help="let passwords travel in clear"
    )


def settings_of(options: argparse.Namespace) -> Settings:
    """The checked settings.

    Args:
        options: parsed; `host` and `port` besides those of `add_options`.

    Raises:
        SettingsError: they would serve strangers, or contradict each other.
        AccountError: the file of accounts cannot be used.
    """
    has_proxy = options.behind_proxy is not None
    if (options.tls_certificate is None) != (options.tls_key is None):
        raise SettingsError("--tls-certificate and --tls-key go together; give both")
    has_tls = options.tls_certificate is not None
    check_exposure(
        options.host,
        accounts=options.accounts is not None,
        proxy=has_proxy,
        tls=has_tls,
        insecure=options.insecure_http,
    )
    if options.mcp:
        _check_assistants(options, has_proxy=has_proxy)
    accounts = None if options.accounts is None else Accounts(options.accounts)
    if accounts is not None and not any(each.enabled for each in accounts.all()):
        raise SettingsError(
            "nobody may log in; add somebody with python -m accounts add NAME --role admin "
            f"--file {options.accounts}"
        )
    guard = Guard(
        accounts=accounts,
        proxy=options.behind_proxy,
        user_header=options.user_header,
        names=allowed_names(options.host, options.name, proxy=has_proxy),
        is_https=has_tls or (has_proxy and not options.insecure_http),
    )
    tls = Certificate(options.tls_certificate, options.tls_key) if has_tls else None
    scheme = "https" if has_tls else "http"
    address = f"{scheme}://{listening(options.host)}:{options.port}"
    return Settings(guard, tls, address, assistants=options.mcp)


def _check_assistants(options: argparse.Namespace, *, has_proxy: bool) -> None:
    """Assistants carry no log-in, so they are let in where nobody needs one."""
    if options.accounts is not None or has_proxy or not is_loopback(options.host):
        raise SettingsError("--mcp serves assistants of this computer alone, without accounts")
    if importlib.util.find_spec("mcp") is None:
        raise SettingsError("--mcp needs an extra; start with: uv run --extra mcp app.py --mcp")
