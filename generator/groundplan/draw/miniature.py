"""Pictures at the size at which they are drawn: an icon of a package is twenty times what a card shows of it.

Reads the PNG files that icons come as: eight bits a channel, not interlaced. What it does not know is left as it is.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import accumulate
from operator import add, mul
from pathlib import Path
from struct import error, pack, unpack
from typing import NamedTuple

from groundplan.project.store import Store

SIDE = 52
"""Pixels of the longer side: twice what a card shows, for screens with two to each."""
COLOURS = 8
"""As many at most; with all that it has, an icon takes twice the room and looks the same."""
VERSION = "4"
"""To be raised with every change to what is made here."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST = 1 << 20  # pixels that are read
_CHANNELS = {0: (0, 0, 0), 2: (0, 1, 2), 4: (0, 0, 0), 6: (0, 1, 2)}
_BYTES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}

Plane = list[list[float]]
Pixel = tuple[int, int, int, int]


class Raster(NamedTuple):
    """Red, green and blue, weighed by alpha, and alpha itself: rows of numbers up to 255 * 255, and up to 255."""

    planes: tuple[Plane, Plane, Plane, Plane]


def miniature(icon: bytes, folder: Path) -> bytes:
    """`icon` in the size at which it is drawn, from `folder` if it was made before; as it is where that would be no smaller."""
    store, key = Store(folder), f"icon-{sha256(icon).hexdigest()[:24]}-{VERSION}"
    kept = store.recall(key)
    if isinstance(kept, str):
        return bytes.fromhex(kept) or icon
    made = shrunk(icon)
    made = made if len(made) < len(icon) else b""
    store.keep(key, made.hex())
    return made or icon


def shrunk(icon: bytes) -> bytes:
    """A PNG with a longer side of at most `SIDE` pixels; `icon` where it has no more, or is no PNG that is read here."""
    try:
        read = _read(icon)
    except (zlib.error, error, KeyError, IndexError, ValueError):
        return icon
    return _written(read) if read else icon


def _chunks(icon: bytes) -> dict[bytes, bytes]:
    """What the parts of each name hold, together."""
    chunks: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(icon):
        (length,) = unpack(">I", icon[at : at + 4])
        name = icon[at + 4 : at + 8]
        chunks[name] = chunks.get(name, b"") + icon[at + 8 : at + 8 + length]
        at += 12 + length
    return chunks


def _read(icon: bytes) -> Raster | None:
    """`icon`, shrunk while it is read. None where it is small, or not of a kind that is read."""
    if not icon.startswith(_SIGNATURE):
        return None
    chunks = _chunks(icon)
    width, height, depth, kind, _, _, interlaced = unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or interlaced or (kind in (0, 2) and b"tRNS" in chunks) or not (max(width, height) > SIDE and width * height <= _MOST):
        return None
    stride = width * _BYTES[kind]
    data = zlib.decompressobj().decompress(chunks[b"IDAT"], (stride + 1) * height)
    palette = _palette(chunks) if kind == 3 else None
    rows = [_channels(row, kind, palette) for row in _unfiltered(data, stride, _BYTES[kind], height)]
    longest = max(width, height)
    return Raster(_planes(rows, _shares(width, longest), _shares(height, longest)))


def _unfiltered(data: bytes, stride: int, step: int, height: int) -> Iterator[bytes]:
    """The rows of a PNG, each `stride` bytes with `step` to a pixel."""
    above = bytes(stride)
    for start in range(0, height * (stride + 1), stride + 1):
        row = data[start + 1 : start + 1 + stride]
        match data[start]:
            case 1:
                row = _interleaved([_running(row[at::step]) for at in range(step)])
            case 2:
                row = bytes(a + b & 255 for a, b in zip(row, above, strict=True))
            case 3 | 4 as way:
                row = _predicted(row, above, step, way == 4)
        yield row
        above = row


def _running(row: bytes) -> bytes:
    """The sums of the bytes up to each."""
    return bytes(total & 255 for total in accumulate(row))


def _interleaved(parts: Sequence[bytes]) -> bytes:
    row = bytearray(sum(map(len, parts)))
    for at, part in enumerate(parts):
        row[at :: len(parts)] = part
    return bytes(row)


def _predicted(row: bytes, above: bytes, step: int, paeth: bool) -> bytes:
    """A row whose bytes were told by the ones before and above them: by their mean, or by the nearest to their gradient."""
    made = bytearray(step) + row
    higher = bytes(step) + above
    for at in range(step, len(made)):
        left, up = made[at - step], higher[at]
        if paeth:
            corner = higher[at - step]
            a, b, c = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = left if a <= b and a <= c else up if b <= c else corner
        else:
            guess = left + up >> 1
        made[at] = made[at] + guess & 255
    return bytes(made[step:])


def _palette(chunks: dict[bytes, bytes]) -> tuple[bytes, bytes, bytes, bytes]:
    colours, alpha = chunks[b"PLTE"], chunks.get(b"tRNS", b"")
    return colours[0::3].ljust(256), colours[1::3].ljust(256), colours[2::3].ljust(256), alpha.ljust(256, b"\xff")


def _channels(row: bytes, kind: int, palette: tuple[bytes, ...] | None) -> tuple[Sequence[int], ...]:
    """Red, green and blue of a row, weighed by alpha, and alpha."""
    if palette:
        *colours, alpha = (row.translate(table) for table in palette)
    else:
        step = _BYTES[kind]
        colours = [row[at::step] for at in _CHANNELS[kind]]
        alpha = row[step - 1 :: step] if kind in (4, 6) else b"\xff" * (len(row) // step)
    return *(list(map(mul, colour, alpha)) for colour in colours), alpha


def _shares(length: int, longest: int) -> list[list[tuple[int, float]]]:
    """For each pixel that is made of `length` ones: the ones that it covers, each with its share."""
    count = max(1, round(length * SIDE / longest))
    found = []
    for at in range(count):
        start, end = at * length / count, (at + 1) * length / count
        covered = range(int(start), min(length, -int(-end // 1)))
        found.append([(one, (min(one + 1, end) - max(one, start)) * count / length) for one in covered])
    return found


def _planes(
    rows: Sequence[tuple[Sequence[int], ...]], columns: list[list[tuple[int, float]]], lines: list[list[tuple[int, float]]]
) -> tuple[Plane, Plane, Plane, Plane]:
    red, green, blue, alpha = ([_across(_summed(rows, channel, line), columns) for line in lines] for channel in range(4))
    return red, green, blue, alpha


def _summed(rows: Sequence[tuple[Sequence[int], ...]], channel: int, line: list[tuple[int, float]]) -> list[float]:
    total: list[float] = [0.0] * len(rows[0][channel])
    for one, share in line:
        total = list(map(add, total, (share * value for value in rows[one][channel])))
    return total


def _across(line: list[float], columns: list[list[tuple[int, float]]]) -> list[float]:
    return [sum(line[one] * share for one, share in column) for column in columns]


def _written(raster: Raster) -> bytes:
    pixels = [list(map(_pixel, *lines)) for lines in zip(*raster.planes, strict=True)]
    like = _few(Counter(pixel for row in pixels for pixel in row))
    rows = [[like[pixel] for pixel in row] for row in pixels]
    colours = sorted(set(like.values()), key=lambda pixel: (pixel[3] == 255, pixel))
    index = {pixel: at for at, pixel in enumerate(colours)}
    size = pack(">II", len(rows[0]), len(rows))
    body = _lines(bytes(map(index.__getitem__, row)) for row in rows)
    return _png((b"IHDR", size + bytes((8, 3, 0, 0, 0))), *_listed(colours), body)


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


def _listed(colours: Sequence[tuple[int, ...]]) -> tuple[tuple[bytes, bytes], ...]:
    """The palette, of which the first colours are not opaque."""
    clear = bytes(pixel[3] for pixel in colours if pixel[3] < 255)
    return (b"PLTE", b"".join(bytes(pixel[:3]) for pixel in colours)), (b"tRNS", clear)


def _lines(rows: Iterable[bytes]) -> tuple[bytes, bytes]:
    return b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)


def _pixel(red: float, green: float, blue: float, alpha: float) -> Pixel:
    clear = round(alpha)
    return (_level(red / alpha), _level(green / alpha), _level(blue / alpha), clear) if clear else (0, 0, 0, 0)


def _level(value: float) -> int:
    return min(round(value), 255)


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    return _SIGNATURE + b"".join(
        pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))
        for name, content in (*chunks, (b"IEND", b""))
        if content or name == b"IEND"
    )
