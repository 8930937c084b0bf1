"""Behind a proxy that speaks https: what it says counts, what anyone else claims does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.site import Site

LOGIN = "/accounts/login/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def behind_proxy(folder: Path) -> Iterator[Site]:
    with Site(folder, DEMO="0", HTTPS="1", ALLOWED_HOSTS="ledger.example.org") as site:
        yield site


def test_plain_http_is_sent_to_https(behind_proxy: Site) -> None:
    answer = behind_proxy.get(LOGIN, Host="ledger.example.org")
    assert answer.status == 301
    assert answer.headers["Location"] == f"https://ledger.example.org{LOGIN}"


def test_https_at_the_proxy_is_https_here(behind_proxy: Site) -> None:
    answer = behind_proxy.get(LOGIN, Host="ledger.example.org", X_Forwarded_Proto="https")
    assert answer.status == 200
    assert "Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=2592000"
    assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]


def test_an_unknown_name_is_refused(behind_proxy: Site) -> None:
    answer = behind_proxy.get(LOGIN, Host="elsewhere.example.org", X_Forwarded_Proto="https")
    assert answer.status == 400


def test_what_a_stranger_claims_to_forward_is_not_believed(folder: Path) -> None:
    with Site(
        folder, DEMO="0", HTTPS="1", ALLOWED_HOSTS="ledger.example.org", TRUSTED_PROXY="192.0.2.1"
    ) as site:
        assert site.get(LOGIN, Host="ledger.example.org", X_Forwarded_Proto="https").status == 301
