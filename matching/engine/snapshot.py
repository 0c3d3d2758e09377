"""The job seekers of an index in one file, to start from without reading the database."""

import json
import os
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from matching.engine.codebook import LARGEST_CODE, Codebook
from matching.engine.encoding import LARGEST, Encoded
from matching.profiles import Place

FORMAT = 1  # raised whenever the arrays or the codes change their meaning
ARRAYS = ("ids", "state", "place", "coded", "languages", "skills_start", "skills", "occupations_start")


class SnapshotError(ValueError):
    """A snapshot that cannot be started from: missing, truncated, damaged, of another version, or stale."""


def save(path: Path, codes: Encoded, stamp: Mapping[str, Any]) -> None:
    """Write a snapshot, at once or not at all."""
    header = {
        "format": FORMAT,
        "stamp": dict(stamp),
        "languages": codes.language_names,
        "books": {name: [_plain(value) for value in book.values[1:]] for name, book in codes.books.items()},
    }
    arrays = {name: getattr(codes, name) for name in ARRAYS}
    arrays |= {f"occupation_{name}": column for name, column in codes.occupations.items()}
    unfinished = path.with_name(path.name + ".part")
    with unfinished.open("wb") as file:
        np.savez(file, header=np.frombuffer(json.dumps(header).encode(), np.uint8), **arrays)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def load(path: Path, expect: Mapping[str, Any]) -> tuple[Encoded, dict[str, Any]]:
    """Read a snapshot and its stamp; raises SnapshotError. The file's own checksums notice damage."""
    try:
        with np.load(path, allow_pickle=False) as file:
            header = json.loads(file["header"].tobytes())
            _check(path, header, expect)
            arrays = {name: file[name] for name in file.files if name != "header"}
        return _encoded(header, arrays), header["stamp"]
    except (OSError, EOFError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise SnapshotError(f"{path} cannot be read: {error}") from error
    except ValueError as error:
        raise error if isinstance(error, SnapshotError) else SnapshotError(f"{path} is damaged: {error}") from error


def _check(path: Path, header: dict, expect: Mapping[str, Any]) -> None:
    if header.get("format") != FORMAT:
        raise SnapshotError(f"{path} has format {header.get('format')}, not {FORMAT}")
    for name, value in expect.items():
        if header["stamp"].get(name) != value:
            raise SnapshotError(f"{path} is stale: its {name} is {header['stamp'].get(name)!r}, not {value!r}")


def _encoded(header: dict, arrays: dict[str, np.ndarray]) -> Encoded:
    books = {
        name: Codebook(name, [READ.get(name, _itself)(value) for value in values], LARGEST.get(name, LARGEST_CODE))
        for name, values in header["books"].items()
    }
    occupations = {name: arrays[f"occupation_{name}"] for name in ("occupation", "years", "side")}
    known = {name: arrays[name] for name in ARRAYS}
    return Encoded(**known, language_names=header["languages"], occupations=occupations, books=books)


def _plain(value: Any) -> Any:
    """Turn a value into JSON's types."""
    if isinstance(value, Place):
        return [value.latitude, value.longitude, value.governorate, value.country]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _itself(value: Any) -> Any:
    return value


READ = {
    "place": lambda value: Place(*value),
    "availability": date.fromisoformat,
    "contract": frozenset,
    "licences": frozenset,
    "mobility": lambda value: (frozenset(value[0]), value[1], value[2]),
    "occupation": tuple,
}
