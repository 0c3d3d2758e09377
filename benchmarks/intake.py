"""How long a sheet takes from file to records, and how much memory.

    python -m benchmarks.intake --rows 10000
    python -m benchmarks.intake --rows 100000 --database postgresql+psycopg://...

Every run is a process of its own with an empty database, so that the peak is that of the import: steps of reading,
understanding (with coding and comparing) and saving, then the same file once more.
"""

import argparse
import csv
import io
import random
import resource
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from secrets import token_urlsafe


def cut(text):
    """The words of a line, apart by semicolons."""
    return text.split(";")


FIRST = cut(
    "Azad;Dilan;Shilan;Rêbîn;Karwan;Nazdar;Hawar;Soran;Rojîn;Ahmed;Mohammed;Ali;Sara;Leyla;Omar;Hassan;Hussein;Zaynab;"
    "Fatima;Kawa;Bahar;Rebwar;Sherko;Hemin;Avin;Chiya;Baran;Aram;Lana;Shno"
)
SKILLS = cut(
    "welding;arc welding;cooking;driving;plumbing;electrical wiring;carpentry;tailoring;hairdressing;phone repair;"
    "Excel;accounting;masonry;painting;cleaning;forklift driving;car mechanics;سائق;لحام;خياطة;customer service"
)
JOBS = cut(
    "welder;cook;driver;plumber;electrician;carpenter;tailor;hairdresser;accountant;mason;painter;cleaner;waiter;"
    "security guard;teacher;nurse;sales assistant;سائق;لحام;خياط;warehouse worker;order picker"
)
TOWNS = cut("Erbil;Hewlêr;أربيل;Slemani;Sulaymaniyah;Duhok;دهوك;Zakho;Koya;Ranya;Akre;Halabja;Soran;Kirkuk")
LEVELS = cut("good;native;B2;intermediate;زۆر باش;weak;fluent")
HEADINGS = cut(
    "No;Full name;Date of birth;Mobile;Gender;Town;Skills;Last job;Job wanted;English;Languages;Education;"
    "Expected salary;Returned from;Consent date;Shoe size"
)
OWN_WORDS = 0.05
"""The share of rows with a skill in words that nobody else uses."""


def rows(count, seed=1):
    """Rows as they come: phones in four forms, dates as text and as Excel's numbers, lists with three separators."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        name = " ".join(chance.choice(FIRST) for _ in range(3))
        born = [f"01/07/{chance.randint(1960, 2004)}", f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/1990",
                str(chance.randint(22000, 38000))]  # fmt: skip
        phone = chance.choice(["0750%07d", "+964750%07d", "750%07d", "00964750%07d"]) % chance.randint(0, 9_999_999)
        skills = chance.choice([", ", "; ", "\n"]).join(chance.sample(SKILLS, 3))
        if chance.random() < OWN_WORDS:
            skills += f", {chance.choice(SKILLS)} {number}"
        yield [
            str(number), chance.choice([name, name.upper()]), chance.choice(born), phone, chance.choice("MF"),
            chance.choice(TOWNS), skills, f"{chance.choice(JOBS)} {chance.randint(1, 20)} years", chance.choice(JOBS),
            chance.choice(LEVELS), f"Kurdish native, Arabic {chance.choice(LEVELS)}",
            chance.choice(["bachelor", "secondary school", "primary", "diploma", "بكالوريوس"]),
            chance.choice(["500 USD", "750,000 IQD", "25000 IQD per day"]),
            chance.choice(["Belgium", "Netherlands", "Austria", "France"]),
            chance.choice(["", "12/03/2026", "yes", "15.06.2026"]), str(chance.randint(36, 46)),
        ]  # fmt: skip


def sheet(count, form):
    """The bytes of a sheet."""
    if form == "csv":
        out = io.StringIO()
        csv.writer(out).writerows([HEADINGS, *rows(count)])
        return out.getvalue().encode()
    import xlsxwriter

    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"constant_memory": True})
    page = book.add_worksheet()
    for at, row in enumerate([HEADINGS, *rows(count)]):
        page.write_row(at, 0, row)
    book.close()
    return packed.getvalue()


def resident():
    """Memory in use, MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20


def measure(database, content, name):
    """Import a sheet twice and print each step."""
    import models
    from jobmatch import create_app
    from jobmatch.db import db
    from jobmatch.importing import in_steps, take_file
    from jobmatch.services.intake import saving, staging
    from models import ImportKind, Office, Programme

    app = create_app(_settings(database))
    today = date(2026, 11, 23)
    with app.app_context():
        models.Base.metadata.create_all(db.engine)
        office = Office(code="ERB", name="Erbil", country="IQ", governorate="IQ-AR")
        programme = Programme(code="P", name="P", starts_on=date(2026, 1, 1))
        db.session.add_all([office, programme])
        db.session.commit()
        list(staging.taxonomy.code_texts(db.session, models.CodingKind.SKILL, ["welding"]))
        list(staging.taxonomy.code_texts(db.session, models.CodingKind.OCCUPATION, ["welder"]))
        db.session.commit()
        print(f"ready: {resident()} MB")
        for turn in ("first", "again"):
            marks = [now()]
            run = take_file(
                db.session, kind=ImportKind.JOB_SEEKERS, content=content, file_name=name, office=office,
                programme=programme, by=None,
            )  # fmt: skip
            marks.append(now())
            in_steps(db.session, staging.prepare(db.session, run, today))
            marks.append(now())
            saving.save_run(db.session, run, by=None, today=today)
            db.session.commit()
            marks.append(now())
            tell(turn, marks, run.counts["outcomes"])


def now():
    """Seconds by the clock and of this process."""
    return time.perf_counter(), time.process_time()


def tell(turn, marks, outcomes):
    """Print the steps: seconds by the clock, and in brackets of the processor."""
    named = zip(("read", "understand", "save"), pairwise(marks), strict=True)
    steps = [f"{name} {b[0] - a[0]:.1f} ({b[1] - a[1]:.1f})" for name, (a, b) in named]
    whole = f"all {marks[-1][0] - marks[0][0]:.1f} ({marks[-1][1] - marks[0][1]:.1f}) s"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{turn}: {', '.join(steps)}, {whole}, peak {peak} MB, {outcomes}", flush=True)


def _settings(database):
    from jobmatch.settings import Settings

    return Settings(secret_key=token_urlsafe(), secure_cookies=False, database_url=database)


def main():
    """Measure one sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--format", choices=("csv", "xlsx"), default="csv")
    parser.add_argument("--database", help="an empty database; SQLite in a temporary folder unless given")
    given = parser.parse_args()
    content = sheet(given.rows, given.format)
    print(f"{given.rows} rows, {given.format}, {len(content) / 2**20:.1f} MB", file=sys.stdout)
    with tempfile.TemporaryDirectory() as folder:
        measure(given.database or f"sqlite:///{folder}/intake.sqlite", content, f"sheet.{given.format}")


if __name__ == "__main__":
    main()
