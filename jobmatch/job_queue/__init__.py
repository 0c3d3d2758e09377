"""Work that is done beside requests: which jobs there are, how they are woken, and who does them.

The queue only wakes and repeats. What is to be done stands in the database: a job looks there for what is due, so a
lost queue loses nothing, and a job that is run twice does nothing the second time.
"""

from jobmatch.job_queue.table import JOBS, BackgroundJob
from jobmatch.job_queue.waking import enqueue, queue_of, register

__all__ = ["JOBS", "BackgroundJob", "enqueue", "queue_of", "register"]
