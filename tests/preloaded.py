"""What a forked command finds imported: the service with every page and job, and its tables."""

from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import configure_mappers

from jobmatch import create_app
from jobmatch.cli import COMMANDS
from jobmatch.job_queue import JOBS
from jobmatch.settings import Settings

with TemporaryDirectory() as folder:
    create_app(Settings(database_url="sqlite://", instance_dir=Path(folder), secret_key="no secret of anybody's"))
configure_mappers()
for job in JOBS:
    job.function()
import_module(COMMANDS["work"].partition(":")[0])
