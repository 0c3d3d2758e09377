"""A finished file in a ZIP that only its password opens (AES-256, as WinZip and 7-Zip read it).

The password is used once and kept nowhere. The ZIP is a nameless file that is gone as soon as it is closed.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pyzipper


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
        with pyzipper.AESZipFile(
            out, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES, allowZip64=True
        ) as archive:
            archive.setpassword(password.encode())
            archive.setencryption(pyzipper.WZ_AES, nbits=256)
            for path, name in files:
                archive.write(path, name)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out
