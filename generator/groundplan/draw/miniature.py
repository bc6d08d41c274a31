"""Pictures at the size at which they are drawn: an icon of a package is twenty times what a card shows of it."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import error, pack
from typing import TYPE_CHECKING, Any

from groundplan.project.store import Store

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 52
"""Pixels of the longer side: twice what a card shows, for screens with two to each."""
SIDE_ON_PAPER = 2 * SIDE
"""The same for what people may look at from close by. An icon of that size has all of its colours."""
COLOURS = 8
"""As many at most; with all that it has, an icon takes twice the room and looks the same."""
VERSION = "7"
"""To be raised with every change to what is made here."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST = 1 << 20  # pixels that are read
_EIGHT_BITS = frozenset(("1", "L", "LA", "P", "RGB", "RGBA"))
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, zlib.error, error)
"""What the reader of pictures raises for files that are none."""

Pixel = tuple[int, int, int, int]


def miniature(icon: bytes, folder: Path, side: int = SIDE) -> bytes:
    """`icon` in the size at which it is drawn, from `folder` if it was made before; as it is where that would be no smaller."""
    store, key = Store(folder), f"icon-{sha256(icon).hexdigest()[:24]}-{side}-{VERSION}"
    kept = store.recall(key)
    if isinstance(kept, str):
        return bytes.fromhex(kept) or icon
    made = shrunk(icon, side)
    made = made if len(made) < len(icon) else b""
    store.keep(key, made.hex())
    return made or icon


def shrunk(icon: bytes, side: int = SIDE) -> bytes:
    """A PNG with a longer side of at most `side` pixels; `icon` where it has no more, has far too many, or is no PNG that can be read."""
    from PIL.PngImagePlugin import PngImageFile

    try:
        with PngImageFile(BytesIO(icon)) as picture:
            longest = max(picture.size)
            if not (longest > side and picture.width * picture.height <= _MOST and picture.mode in _EIGHT_BITS):
                return icon
            size = max(1, round(picture.width * side / longest)), max(1, round(picture.height * side / longest))
            whole = picture.convert("RGBA")
            return _written(_small(whole, size), size) if side == SIDE else _in_all_colours(whole, size)
    except _UNREADABLE:
        return icon


def _small(picture: Image, size: tuple[int, int]) -> list[Pixel]:
    """The pixels of a picture of that size. What cannot be seen has no part in the colours beside it."""
    from PIL import Image, ImageMath

    *colours, alpha = picture.split()
    weighed = [ImageMath.lambda_eval(_weighed, colour=colour, alpha=alpha) for colour in colours]
    planes = [plane.resize(size, Image.Resampling.BOX).tobytes() for plane in (*weighed, alpha.convert("F"))]
    return list(map(_pixel, *(memoryview(plane).cast("f") for plane in planes)))


def _weighed(channels: Mapping[str, Any]) -> Any:
    """A colour by how much there is of it, in numbers that lose nothing."""
    return channels["float"](channels["colour"]) * channels["float"](channels["alpha"])


def _written(pixels: Sequence[Pixel], size: tuple[int, int]) -> bytes:
    """A PNG of few colours, by hand: what writes all kinds of PNG takes twice the room for this one."""
    like = _few(Counter(pixels))
    colours = sorted(set(like.values()), key=lambda pixel: (pixel[3] == 255, pixel))  # those that are not opaque come first
    index, (width, height) = {pixel: at for at, pixel in enumerate(colours)}, size
    seen = bytes(index[like[pixel]] for pixel in pixels)
    lines = b"".join(b"\0" + seen[start : start + width] for start in range(0, len(seen), width))
    return _png(
        (b"IHDR", pack(">II", width, height) + bytes((8, 3, 0, 0, 0))),
        (b"PLTE", b"".join(bytes(pixel[:3]) for pixel in colours)),
        (b"tRNS", bytes(pixel[3] for pixel in colours if pixel[3] < 255)),
        (b"IDAT", zlib.compress(lines, 9)),
    )


def _in_all_colours(picture: Image, size: tuple[int, int]) -> bytes:
    from PIL import Image

    buffer = BytesIO()
    picture.convert("RGBa").resize(size, Image.Resampling.BOX).convert("RGBA").save(buffer, "PNG")
    return buffer.getvalue()


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    return _SIGNATURE + b"".join(
        pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
        for name, content in (*chunks, (b"IEND", b""))
        if content or name == b"IEND"
    )


def _few(counts: Mapping[Pixel, int]) -> dict[Pixel, Pixel]:
    """For each of the colours, which are `counts` of pixels, one of at most `COLOURS` that stand for them.

    What is spread widest, and seen most, is divided in the middle of its widest channel, again and again. Most of a group stands for
    all of it, or else its mean.
    """
    groups = [list(counts)]
    while len(groups) < COLOURS and (
        widest := max(groups, key=lambda group: _width(group)[0] * sum(map(counts.__getitem__, group)) ** 0.5)
    ):
        width, channel = _width(widest)
        if not width:
            break
        middle = min(pixel[channel] for pixel in widest) + width / 2
        groups.remove(widest)
        groups += [[pixel for pixel in widest if (pixel[channel] > middle) is above] for above in (False, True)]
    return {pixel: one for group in groups for one in (_one_for(group, counts),) for pixel in group}


def _width(group: Sequence[Pixel]) -> tuple[int, int]:
    """How far the colours of a group are apart in the channel in which they are farthest, and that channel."""
    return max((max(values) - min(values), channel) for channel, values in enumerate(zip(*group, strict=True)))


def _one_for(group: Sequence[Pixel], counts: Mapping[Pixel, int]) -> Pixel:
    total = sum(map(counts.__getitem__, group))
    most = max(group, key=counts.__getitem__)
    if 2 * counts[most] >= total:
        return most
    red, green, blue, alpha = (round(sum(pixel[at] * counts[pixel] for pixel in group) / total) for at in range(4))
    return red, green, blue, alpha


def _pixel(red: float, green: float, blue: float, alpha: float) -> Pixel:
    clear = round(alpha)
    return (_level(red / alpha), _level(green / alpha), _level(blue / alpha), clear) if clear else (0, 0, 0, 0)


def _level(value: float) -> int:
    return min(round(value), 255)
