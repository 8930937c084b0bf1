"""The address the site listens on, taken before anything slow is done."""

import ipaddress
import os
import socket

from django.core.exceptions import ImproperlyConfigured

from config import environment


def open_socket(host: str, port: int) -> socket.socket:
    """A listening TCP socket; ``ImproperlyConfigured`` with one line when the address cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise ImproperlyConfigured(f"HOST 应为这台机器的地址，现在是“{host}”。") from error
    listening = socket.socket(family, kind, protocol)
    if os.name == "posix":  # elsewhere this option would allow taking over a port in use
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen()
    except OSError as error:
        listening.close()
        hint = f"可换一个端口，例如 PORT={_another(port)} make run。"
        raise ImproperlyConfigured(f"{host}:{port} {environment.reason(error)}。{hint}") from error
    return listening


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000


def is_local(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
