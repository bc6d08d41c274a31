"""Two folders that trade places in one step, so that nobody ever finds neither."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
"""From `linux/fs.h`; see renameat2(2)."""
_UNKNOWN = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
"""What kernels and file systems answer that cannot exchange."""

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def exchange(one: Path, other: Path) -> bool:
    """Let two entries of one file system trade names, at once. False where the system cannot. Raises OSError."""
    rename = getattr(_LIBC, "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNKNOWN:
        return False
    raise OSError(number, os.strerror(number), str(other))
