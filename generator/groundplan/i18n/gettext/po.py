"""PO files as Babel reads them: whatever is in them."""

from __future__ import annotations

import codecs
import io
import re

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape

from groundplan.blank import unless_blank
from groundplan.i18n.gettext.translation import CatalogueError, Translation, digest_in, earlier_wording

_LINE = re.compile(
    r"""\s*(?:$|\#|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*$)""",
)

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def parse_po(content: bytes, locale: str) -> Catalog:
    """The messages in `content`. Raises CatalogueError."""
    if content.startswith(_MARKS):
        raise CatalogueError("the file begins with a byte order mark; save it as UTF-8 without one", 1)
    _refuse_broken_lines(content)
    readable = re.sub(rb"(?m)^#~\|.*", b"", content)  # gettext tells the earlier wording of obsolete entries, too; Babel cannot
    try:
        return read_po(io.BytesIO(readable), locale=cldr_name(locale), abort_invalid=True)
    except PoFileError as error:
        raise CatalogueError(str(error), getattr(error, "lineno", 0) + 1) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"this is not {error.encoding} text", _line_with(content, error)) from error
    except (UnknownLocaleError, LookupError, ValueError) as error:
        raise CatalogueError(str(error), 1) from error
    except (AttributeError, TypeError, ArithmeticError) as error:  # Babel looks for parts of a date that need not be there
        raise CatalogueError("the head of the catalogue cannot be read; see its dates and its plural forms", 1) from error


def _refuse_broken_lines(content: bytes) -> None:
    """Raise CatalogueError at a line that is no PO: Babel would take a text without its last quote, and cut it."""
    contexts: set[str] = set()
    for number, line in enumerate(content.decode("utf-8", errors="replace").split("\n"), start=1):
        if not _LINE.match(line.rstrip("\r")):
            raise CatalogueError("this is neither a comment nor a keyword with a text between quotes", number)
        if line.startswith("msgctxt") and line in contexts:
            raise CatalogueError("a second message has the same context", number)
        if not line.startswith('msgctxt ""'):  # which goes on in the next line
            contexts.add(line)


def _line_with(content: bytes, error: UnicodeDecodeError) -> int:
    """The number of the first line that cannot be decoded; Babel tells only where in the line."""
    for number, line in enumerate(content.split(b"\n"), start=1):
        try:
            line.decode(error.encoding)
        except UnicodeDecodeError:
            return number
    return 1


def cldr_name(locale: str) -> str:
    """A locale's tag as gettext and CLDR write it."""
    return locale.replace("-", "_")


def read_carefully(content: bytes, locale: str) -> dict[str, Translation]:
    """The translations in `content` by context. Raises CatalogueError where it is not a PO file."""
    translations = (_translation(message) for message in parse_po(content, locale) if message.id)
    return {translation.context: translation for translation in translations}


def _translation(message: Message) -> Translation:
    text = unless_blank(message.string) if isinstance(message.string, str) else ""
    return Translation(message.context or "", wording_of(message), text, message.fuzzy, digest_of(message), message.lineno or 1)


def wording_of(message: Message) -> str:
    """The wording that a message translates: an earlier one, if it is fuzzy and tells so."""
    current = message.id if isinstance(message.id, str) else message.id[0]
    if not message.fuzzy:
        return current
    told = earlier_wording(message.user_comments)
    return unescape(f'"{told}"') or current


def digest_of(message: Message) -> str:
    """The digest of the facts that a message was translated against; empty where it tells none."""
    return digest_in(message.auto_comments)
