"""Settings, addresses and start of the site.

Every way in (``manage.py``, ``config.start``, ``config.wsgi``) imports this package first, so the one check
that must come before everything else stands here. It has to be readable for the Python it turns away.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036  (older interpreters do arrive here: that is the point)
    sys.exit("支部台账需要 Python 3.11 或更高版本，当前是 %d.%d。请安装新版本后重试。" % sys.version_info[:2])  # noqa: UP031
