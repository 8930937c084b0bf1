"""Settings under test: a throw-away data folder, plain static files, quick password hashing.

The folder is made by the first process of a test run and shared with the ones it starts (xdist workers,
commands under test), so that an exported ``DATA_DIR`` of a real office is never touched.
"""

import atexit
import os
import shutil
import tempfile

if not os.environ.get("TEST_DATA_DIR"):
    os.environ["TEST_DATA_DIR"] = tempfile.mkdtemp(prefix="branch-ledger-test-")
    atexit.register(shutil.rmtree, os.environ["TEST_DATA_DIR"], ignore_errors=True)
os.environ["DATA_DIR"] = os.environ["TEST_DATA_DIR"]
os.environ["SECRET_KEY"] = "for tests only, " * 4
for name in ("ALLOWED_HOSTS", "DEBUG", "HTTPS", "EMAIL_HOST", "SITE_URL"):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403
from config.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because a live server and the test beside it cannot share an in-memory database; no fsync.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # A name of its own: two test runs can share a server. UTF-8, whatever locale the server was made with.
    name = f"test_{DATABASES['default']['NAME']}_{DATA_DIR.name[-8:]}"
    DATABASES["default"]["TEST"] = {"NAME": name, "CHARSET": "UTF8", "TEMPLATE": "template0"}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)
JOBS_IN_PROCESS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
