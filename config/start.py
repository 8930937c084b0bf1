"""``python -m config.start``: bring the data folder up to date and serve the site until Ctrl-C.

``HOST`` and ``PORT`` say where (127.0.0.1:8000). ``DEMO=0`` keeps a first start empty. ``TRUSTED_PROXY`` is
the address of the reverse proxy whose X-Forwarded-* headers count (127.0.0.1 when ``HTTPS=1``, else none).
"""

import os
import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from waitress import create_server

from config import environment, listen, prepare, problems
from config.oversized import answer_oversized

THREADS = 8
CONNECTIONS = 1000
LARGEST_REQUEST = 420 * 1024 * 1024  # bytes: twenty attachments of 20 MB in one form


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def stop(_number: int, _frame: FrameType | None) -> None:
    """A scheduler's stop is as quiet as Ctrl-C; and both count for a start in the background too."""
    raise KeyboardInterrupt


def bring_up_to_date() -> None:
    """Tables, sessions, static files, and on the first start the demo office (unless ``DEMO=0``)."""
    prepare.migrate(say)
    call_command("clearsessions", verbosity=0)
    prepare.collect_static(say)
    if prepare.is_new():
        if environment.flag("DEMO", default=True):
            prepare.load_demo(say, sys.stdout)
        else:
            say("还没有账号。请执行 .venv/bin/python manage.py createsuperuser 建立管理员。")


def start() -> None:
    """Check, prepare, serve. Returns when stopped; raises what ``problems.in_one_line`` tells."""
    host = environment.text("HOST", "127.0.0.1")
    port = environment.number("PORT", 8000, 1, 65535)
    if not (listen.is_local(host) or environment.text("ALLOWED_HOSTS")):
        raise ImproperlyConfigured(
            f"HOST={host} 会让别的机器访问，请用 ALLOWED_HOSTS 写明访问地址，如 ALLOWED_HOSTS=192.168.1.10。"
        )
    django.setup()
    with listen.open_socket(host, port) as listening:
        connection.ensure_connection()
        bring_up_to_date()
        connection.close()
        shown = f"[{host}]" if ":" in host else host
        say(f"\n支部台账已启动：http://{shown}:{port}/")
        say(f"数据和日志在 {settings.DATA_DIR}，按 Ctrl-C 停止。")
        serve(listening)


def serve(listening: socket.socket) -> None:
    """Answer requests on an open socket until interrupted; what is under way is finished first."""
    proxy = environment.text("TRUSTED_PROXY", "127.0.0.1" if settings.HTTPS else "")
    behind_proxy = {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": "x-forwarded-for x-forwarded-proto",
    }
    server = create_server(
        get_wsgi_application(),
        sockets=[listening],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() ends at file number 1024
        max_request_body_size=LARGEST_REQUEST,
        ident="",
        **(behind_proxy if proxy else {}),
    )
    answer_oversized(server)
    server.run()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with problems.in_one_line(), suppress(KeyboardInterrupt):
        start()
    say("\n已停止。")


if __name__ == "__main__":
    main()
