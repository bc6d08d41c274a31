"""Icons come to a page at the size at which it draws them, and look the same."""

import zlib
from io import BytesIO
from pathlib import Path
from struct import pack, unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from groundplan.draw import icon_file, miniature
from groundplan.draw.miniature import shrunk

RED, GREEN, BLUE, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)
SIDE = 104
QUARTERS = [[(RED, GREEN), (BLUE, CLEAR)][y * 2 // SIDE][x * 2 // SIDE] for y in range(SIDE) for x in range(SIDE)]
KINDS = {2: lambda p: p[:3], 3: lambda p: (p[0] // 255 + p[1] // 255 * 2,), 4: lambda p: (p[0], p[3]), 6: lambda p: p}
SEEN = {
    2: [RED, GREEN, BLUE, (0, 0, 0, 255)],
    3: [RED, GREEN, BLUE, CLEAR],
    4: [(255,) * 4, (0, 0, 0, 255), (0, 0, 0, 255), CLEAR],
    6: [RED, GREEN, BLUE, CLEAR],
}
"""Colour type of a PNG -> what its four quarters show."""


def chunk(name: bytes, content: bytes) -> bytes:
    return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))


def filtered(row: bytes, above: bytes, step: int, way: int) -> bytes:
    """A row as PNG has it that tells its bytes by `way`; see section 9 of its specification."""

    def guess(at: int) -> int:
        left, up, corner = (row[at - step] if at >= step else 0), above[at], (above[at - step] if at >= step else 0)
        nearest = min((left, up, corner), key=lambda one: abs(left + up - corner - one))
        return (0, left, up, (left + up) // 2, nearest)[way]

    return bytes([way, *((row[at] - guess(at)) % 256 for at in range(len(row)))])


def png(kind: int, way: int) -> bytes:
    """The four quarters as a PNG of colour type `kind`, each row told by `way`."""
    pixels = [KINDS[kind](pixel) for pixel in QUARTERS]
    step = len(pixels[0])
    rows = [bytes(value for pixel in pixels[at : at + SIDE] for value in pixel) for at in range(0, len(pixels), SIDE)]
    body = b"".join(filtered(row, above, step, way) for row, above in zip(rows, [bytes(SIDE * step), *rows], strict=False))
    palette = chunk(b"PLTE", bytes((0, 0, 255, 255, 0, 0, 0, 255, 0))) if kind == 3 else b""
    head = chunk(b"IHDR", pack(">IIBBBBB", SIDE, SIDE, 8, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + palette + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b"")


def quarters(icon: bytes) -> list[tuple[int, ...]]:
    """The colours in the middle of the four quarters of a PNG with a palette."""
    width, height = unpack(">II", icon[16:24])
    parts, at = {}, 8
    while at < len(icon):
        (length,) = unpack(">I", icon[at : at + 4])
        parts[icon[at + 4 : at + 8]] = icon[at + 8 : at + 8 + length]
        at += 12 + length
    body = zlib.decompress(parts[b"IDAT"])
    clear = parts.get(b"tRNS", b"").ljust(256, b"\xff")
    found = [body[(height * y // 4) * (width + 1) + 1 + width * x // 4] for y in (1, 3) for x in (1, 3)]
    return [(*parts[b"PLTE"][3 * one : 3 * one + 3], clear[one]) for one in found]


@pytest.mark.parametrize("way", range(5))
@pytest.mark.parametrize("kind", [2, 4, 6])
def test_a_picture_looks_the_same_in_small(kind: int, way: int, tmp_path: Path) -> None:
    small = miniature(png(kind, way), tmp_path)
    assert unpack(">II", small[16:24]) == (52, 52)
    assert quarters(small) == SEEN[kind]


def test_a_picture_with_a_palette_has_its_colours(tmp_path: Path) -> None:
    assert quarters(miniature(png(3, 0), tmp_path))[:3] == [RED, GREEN, BLUE]


def test_an_icon_of_the_package_is_a_tenth_of_its_file_and_kept(tmp_path: Path) -> None:
    icon = icon_file("aws.network.NLB", tmp_path)
    assert icon
    small = miniature(icon.read_bytes(), tmp_path)
    assert 0 < len(small) < icon.stat().st_size / 14
    assert miniature(icon.read_bytes(), tmp_path) == small
    assert len(list(tmp_path.glob("icon-*.json"))) == 1


def test_colours_without_number_become_eight_that_are_near(tmp_path: Path) -> None:
    rows = b"".join(b"\0" + bytes(value for x in range(SIDE) for value in (255 * x // SIDE, 255 * y // SIDE, 0)) for y in range(SIDE))
    head = chunk(b"IHDR", pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0))
    icon = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    small = miniature(icon, tmp_path)
    assert unpack(">I", small[33:37]) == (3 * 8,), "the palette comes first"
    near = [(64, 64, 0), (191, 64, 0), (64, 191, 0), (191, 191, 0)]
    assert all(
        abs(have - want) < 45 for seen, one in zip(quarters(small), near, strict=True) for have, want in zip(seen, one, strict=False)
    )


@pytest.mark.parametrize("kind", ["1", "L", "LA", "P", "RGB"])
def test_a_picture_of_any_kind_has_few_colours_that_are_its_own(kind: str) -> None:
    """A square that is dark on the left and light on the right, as programs write it."""
    halves = Image.new("RGBA", (SIDE * 4, SIDE * 2), (255, 255, 255, 255))
    halves.paste((0, 0, 0, 255), (0, 0, SIDE * 2, SIDE * 2))
    file = BytesIO()
    halves.convert(kind).save(file, "PNG")
    with Image.open(BytesIO(shrunk(file.getvalue()))) as small:
        assert small.size == (52, 26)
        assert [small.convert("RGBA").getpixel(place) for place in ((10, 13), (40, 13))] == [(0, 0, 0, 255), (255, 255, 255, 255)]


def test_a_colour_that_is_told_to_be_clear_is_clear(tmp_path: Path) -> None:
    file = BytesIO()
    Image.new("RGB", (SIDE, SIDE), (0, 255, 0)).save(file, "PNG", transparency=(0, 255, 0))
    assert quarters(miniature(file.getvalue(), tmp_path)) == [CLEAR] * 4


def test_more_than_eight_bits_are_left_as_they_are() -> None:
    file = BytesIO()
    Image.new("I;16", (SIDE, SIDE), 40_000).save(file, "PNG")
    assert shrunk(file.getvalue()) == file.getvalue()


@pytest.mark.parametrize(("width", "height"), [(52, 52), (20_000, 60)])
def test_what_is_small_or_huge_is_left_as_it_is(width: int, height: int) -> None:
    file = BytesIO()
    Image.new("RGB", (width, height), (1, 2, 3)).save(file, "PNG")
    assert shrunk(file.getvalue()) == file.getvalue()


def test_a_picture_that_claims_to_be_endless_is_not_read() -> None:
    head = chunk(b"IHDR", pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0))
    icon = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    assert shrunk(icon) == icon


@given(st.binary(max_size=80), st.integers(0, 255))
def test_what_is_no_picture_stays_as_it_is(noise: bytes, at: int) -> None:
    nowhere = Path("/dev/null/nowhere")
    assert miniature(noise, nowhere) == noise
    broken = bytearray(BROKEN)
    broken[at % len(broken)] ^= 0x5A
    assert miniature(bytes(broken[: at + 40]), nowhere) == bytes(broken[: at + 40])


BROKEN = png(6, 4)
