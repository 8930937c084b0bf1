"""A file named on the command line is read up to a limit; what never ends is refused at once."""

from pathlib import Path

import pytest

from branches.givenfile import TooLarge, read_given


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"12345")
    assert read_given(path, 5) == b"12345"
    with pytest.raises(TooLarge):
        read_given(path, 4)


@pytest.mark.parametrize("name", ["/dev/zero", "/", "/没有这个文件"])
def test_what_is_no_file_is_unreadable(name: str) -> None:
    with pytest.raises(OSError):
        read_given(Path(name), 10)
