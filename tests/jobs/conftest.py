"""Kinds of work for the tests, beside those the apps declare."""

from collections.abc import Iterator

import pytest

from branches import jobs
from branches.models import Job


@pytest.fixture
def kinds() -> Iterator[None]:
    """``counting`` counts to three and offers a file, ``leading`` leads to a page, ``refusing`` gives
    a reason, ``breaking`` breaks."""
    known = dict(jobs.kinds())

    @jobs.job("counting", "数数")
    def count(work: Job, progress: jobs.Progress) -> None:
        for number in range(3):
            progress(number + 1, 3, f"数到 {number + 1}")
        work.keep("结果.txt", f"数完了：{work.parameters['name']}".encode())

    @jobs.job("leading", "带路")
    def lead(work: Job, progress: jobs.Progress) -> None:
        work.point_to("/members/")

    @jobs.job("refusing", "拒绝")
    def refuse(work: Job, progress: jobs.Progress) -> None:
        raise jobs.JobError("这个党支部今年没有记录。")

    @jobs.job("breaking", "出错")
    def fall(work: Job, progress: jobs.Progress) -> None:
        raise ZeroDivisionError

    yield
    for kind in set(jobs.kinds()) - set(known):
        del jobs._kinds[kind]
