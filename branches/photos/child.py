"""The process that decodes: a picture on standard input, a small JPEG on standard output, or nothing.

Runs in a fresh interpreter (``thumbnail.py`` starts it) under limits of its own, and therefore imports the
standard library and Pillow only. It ends with status 1 where there is no picture to be made.
"""

import io
import sys

from PIL import Image, ImageOps

if sys.platform != "win32":  # there the parent's clock and the count of pixels hold
    import resource

EDGE = 480
QUALITY = 80
MOST_PIXELS = 64_000_000
"""A telephone's largest photos have 50 million."""
MEMORY_BYTES = 768 * 2**20
CPU_SECONDS = 15
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
GROUND = "white"


def main() -> None:
    _confine()
    try:
        small = reduced(sys.stdin.buffer.read())
    except Exception:  # noqa: BLE001 - decoders raise what they like; this process has no other task
        sys.exit(1)
    sys.stdout.buffer.write(small)


def _confine() -> None:
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def reduced(data: bytes) -> bytes:
    """A JPEG of at most ``EDGE`` pixels each way: upright, of an animation the first picture, and without
    anything that was written beside the picture (place, time, camera, name)."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise ValueError("too many pixels")
        small: Image.Image = picture
        if picture.mode in {"P", "PA"}:  # colours of a palette cannot be mixed
            small = picture.convert("RGBA")
        small.thumbnail((EDGE, EDGE))
        upright = ImageOps.exif_transpose(small).convert("RGBA")
    ground = Image.new("RGB", upright.size, GROUND)
    ground.paste(upright, mask=upright.getchannel("A"))
    made = io.BytesIO()
    ground.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
