"""As much of a browser as a measurement needs: cookies, forms with their hidden fields, files."""

import http.client
import uuid
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

File = tuple[str, bytes]


class _Hidden(HTMLParser):
    """The hidden fields of every form of a page, together."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input" and told.get("type") == "hidden" and told.get("name"):
            self.fields[str(told["name"])] = told.get("value") or ""


class Browser:
    """``at``: the path of the page that was shown last, ``page`` its text, ``hidden`` its hidden fields."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._cookies: dict[str, str] = {}
        self.at, self.page = "/", ""
        self.hidden: dict[str, str] = {}
        self.headers: http.client.HTTPMessage = http.client.HTTPMessage()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> str:
        return self._ask("GET", path, None, dict(headers or {}))

    def post(self, path: str, values: Mapping[str, str], files: Mapping[str, File] | None = None) -> str:
        """Send a form of the page that is shown, with its hidden fields."""
        sent = {**self.hidden, **values}
        if not files:
            body, kind = urlencode(sent).encode(), "application/x-www-form-urlencoded"
        else:
            body, kind = _multipart(sent, files)
        headers = {"Content-Type": kind, "Referer": f"http://{self._host}:{self._port}{self.at}"}
        return self._ask("POST", path, body, headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> str:
        for _ in range(10):
            answer, text = self._once(method, path, body, headers)
            if answer.status not in (301, 302, 303):
                break
            path = urlsplit(urljoin(path, answer.headers["Location"])).path
            method, body = "GET", None
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status}")
        self.at, self.page, self.headers = path, text, answer.headers
        parser = _Hidden()
        parser.feed(text)
        self.hidden = parser.fields
        return text

    def _once(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, str]:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=300)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        connection.request(method, path, body, {**headers, "Cookie": cookies})
        answer = connection.getresponse()
        text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self._cookies[name] = value
        connection.close()
        return answer, text


def _multipart(values: Mapping[str, str], files: Mapping[str, File]) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts: list[bytes] = []
    for name, value in values.items():
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file_name, content) in files.items():
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{name}"; filename="{file_name}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join([*parts, f"--{mark}--\r\n".encode()]), f"multipart/form-data; boundary={mark}"
