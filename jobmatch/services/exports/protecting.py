"""A finished file in a ZIP that only its password opens (AES-256, as WinZip and 7-Zip read it).

The password is used once and kept nowhere. The ZIP of a small file is a nameless file that is gone as soon as it is
closed; a large one is handed over while it is made, so that nobody waits for the first byte. Cut off, it has no table
of contents, and no program opens it.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import pyzipper

AT_ONCE = 8 * 2**20
"""A file of more bytes is handed over while its ZIP is made."""
BLOCK = 2**18


def protect(files: Sequence[tuple[Path, str]], password: str, folder: Path) -> IO[bytes]:
    """Put files under their names into an encrypted ZIP; read and written in blocks, in flat memory.

    Parameters
    ----------
    files : sequence of (path, name inside the ZIP)
    folder : Path
        Where the nameless file lies; it needs the room of the compressed files.

    Returns
    -------
    file
        Open at its beginning. OSError where it cannot be written.
    """
    out = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - whoever sends it closes it
    try:
        with encrypted(out, password) as archive:
            for path, name in files:
                archive.write(path, name)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def encrypted(out: Any, password: str) -> Any:
    """A ZIP that is written into `out`, which need not be able to go back."""
    archive = pyzipper.AESZipFile(
        out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES, allowZip64=True
    )
    archive.setpassword(password.encode())
    archive.setencryption(pyzipper.WZ_AES, nbits=256)
    return archive


class Taken:
    """What was written since it was last taken."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        """Keep a part until it is taken."""
        self.parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing waits elsewhere."""

    def take(self) -> bytes:
        """What is there, which is then not there any more."""
        taken = b"".join(self.parts)
        self.parts.clear()
        return taken


def protect_on_the_way(files: Sequence[tuple[Path, str]], password: str) -> Iterator[bytes]:
    """The encrypted ZIP of files under their names, a part at a time, in flat memory.

    The files are opened before this returns, so that they may be deleted on the way. OSError where that cannot be.
    """
    with ExitStack() as opened:
        sources = [(opened.enter_context(path.open("rb")), name) for path, name in files]
        kept = opened.pop_all()
    return parts(kept, sources, password)


def parts(opened: ExitStack, sources: Sequence[tuple[IO[bytes], str]], password: str) -> Iterator[bytes]:
    """The parts of a ZIP of open files, which are closed at the end of it."""
    out = Taken()
    with opened:
        with encrypted(out, password) as archive:
            for source, name in sources:
                with archive.open(name, "w", force_zip64=True) as entry:
                    while block := source.read(BLOCK):
                        entry.write(block)
                        yield out.take()
        yield out.take()
