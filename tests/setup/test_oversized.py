"""A request larger than the server takes is heard out and answered in Chinese, without being kept."""

import http.client
import threading
from collections.abc import Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from waitress import create_server

from config.oversized import answer_oversized
from config.start import LARGEST_REQUEST

LIMIT = 100_000
asked: list[str] = []


def application(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    asked.append(environ["PATH_INFO"])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(len(environ["wsgi.input"].read())).encode()]


@pytest.fixture
def port() -> Iterator[int]:
    asked.clear()
    server = create_server(application, host="127.0.0.1", port=0, max_request_body_size=LIMIT, threads=1)
    answer_oversized(server)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()


def send(port: int, body: bytes, path: str = "/") -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", path, body=body)  # sends all of it before it listens, as browsers do
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read().decode()


def test_it_is_answered_after_all_of_it_was_sent_and_reaches_no_page(port: int) -> None:
    status, kind, said = send(port, b"x" * 30_000_000, "/large")
    assert (status, kind) == (413, "text/html; charset=utf-8")
    assert "附件每个不超过 20 MB" in said
    assert asked == []
    assert send(port, b"x" * (LIMIT - 1), "/fitting") == (200, "text/plain", str(LIMIT - 1))
    assert asked == ["/fitting"]


def test_one_that_announces_beyond_all_measure_is_not_waited_for(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", "/")
    connection.putheader("Content-Length", str(10**15))
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_twenty_of_the_largest_attachments_fit() -> None:
    assert LARGEST_REQUEST > 20 * 20 * 1024 * 1024
