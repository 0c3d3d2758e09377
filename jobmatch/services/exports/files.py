"""Files of exports: unfinished in a folder of their own, whole under their name, or not there.

``exports/.<id>-<worker>/`` holds what a worker is writing. When it is complete and on the disk, it is renamed to
``exports/<id>.<format>``, with ``exports/<id>.<format>.json`` beside it that says what it must be, and
``exports/<id>.<format>.held`` that says by number who is in it and how much it tells of them.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jobmatch.errors import JobmatchError
from models import Export

ONLY_OURS = 0o700


class DamagedFile(JobmatchError):
    """The file is not the one that was written: its size or its hash differ, or it is gone. It is not handed over."""

    status = 410
    code = "export_damaged"


def folder_of(instance: Path) -> Path:
    """The folder of exports, readable by the service alone."""
    folder = instance / "exports"
    folder.mkdir(parents=True, exist_ok=True, mode=ONLY_OURS)
    return folder


def workplace(instance: Path, export: Export) -> Path:
    """The folder of one worker's unfinished file."""
    place = folder_of(instance) / f".{export.id}-{export.worker}"
    place.mkdir(mode=ONLY_OURS, exist_ok=True)
    return place


def whole_path(instance: Path, export: Export) -> Path:
    """Where the finished file is, or will be."""
    return folder_of(instance) / f"{export.id}.{export.format.value}"


def sidecar_path(path: Path) -> Path:
    """Where it stands what the file must be."""
    return path.with_name(f"{path.name}.json")


def held_path(path: Path) -> Path:
    """Where it stands whose rows are in the file."""
    return path.with_name(f"{path.name}.held")


def held_in(instance: Path, export: Export) -> dict[int, list[int]] | None:
    """The numbers of the rows in a file by the level that it shows them at; None where nobody wrote them down."""
    try:
        told = json.loads(held_path(whole_path(instance, export)).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return {int(level): ids for level, ids in told.items()}


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def put_whole(
    unfinished: Path, whole: Path, facts: Mapping[str, Any], held: Mapping[Any, Sequence[int]] | None = None
) -> None:
    """Give the finished file its name, with what stands beside it; all are on the disk when this returns.

    Parameters
    ----------
    held : mapping, optional
        For a file that tells of people: the numbers of its rows by the level that it shows them at.
    """
    beside, who = sidecar_path(unfinished), held_path(unfinished)
    beside.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    names = {beside: sidecar_path(whole)}
    if held is not None:
        who.write_text(json.dumps({int(level): list(ids) for level, ids in held.items()}), encoding="ascii")
        names[who] = held_path(whole)
    names[unfinished] = whole  # last: where the file is, what belongs to it is there
    for path in names:
        path.chmod(0o600)
        sync(path)
    for path, name in names.items():
        path.replace(name)
    sync(whole.parent)


def clear(instance: Path, export: Export) -> None:
    """Take away what an export left: the unfinished file of any worker, and the whole one."""
    folder = folder_of(instance)
    for place in folder.glob(f".{export.id}-*"):
        shutil.rmtree(place, ignore_errors=True)
    whole = whole_path(instance, export)
    for path in (whole, sidecar_path(whole), held_path(whole)):
        path.unlink(missing_ok=True)


def numbers(instance: Path) -> list[int]:
    """The numbers of the exports whose file is there."""
    return sorted(int(path.stem) for path in folder_of(instance).iterdir() if path.stem.isdecimal())


def checked(instance: Path, export: Export) -> Path:
    """The file of an export that is done, compared with its record.

    Raises
    ------
    DamagedFile
        If it is not whole: another size, another hash, or not there.
    """
    path = whole_path(instance, export)
    if not export.available or not path.is_file():
        raise DamagedFile("the file is not there")
    if path.stat().st_size != export.size_bytes or digest(path) != export.sha256:
        raise DamagedFile("the file is not the one that was written")
    return path
