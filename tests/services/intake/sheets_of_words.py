"""Messy sheets in six languages, made here: nobody in them exists."""

import csv
import io
import random


def cut(text: str) -> list[str]:
    """The cells of a line, apart by bars."""
    return text.split("|")


HEADINGS = {
    "en": cut("Full Name|DOB|Mobile No.|Sex|Town|Skils|Last job|English level|Consent date"),
    "fr": cut("Nom complet|Date de naissance|Téléphone|Sexe|Ville|Compétences|Métier|Niveau d'anglais|Consentement"),
    "nl": cut("Naam|Geboortedatum|Gsm-nummer|Geslacht|Woonplaats|Vaardigheden|Beroep|Engels|Toestemming"),
    "ar": cut("الاسم الثلاثي|المواليد|رقم الموبايل|الجنس|مكان السكن|المهارات|المهنة|اللغة الإنكليزية|تاريخ الموافقة"),
    "ckb": cut("ناوی سیانی|بەرواری لەدایکبوون|ژ. مۆبایل|ڕەگەز|شار|شارەزایی|پیشە|زمانی ئینگلیزی|ڕەزامەندی"),
    "kmr": cut("Navê tevahî|Roja jidayikbûnê|Telefon|Zayend|Bajar|Jêhatîbûn|Pîşe|Îngilîzî|Roja razîbûnê"),
}
FIELDS = cut("name|birth_on|phone|gender|place|skills|occupations_held|language:eng|consent_on")

ROWS = {
    "en": cut("KARIM, Azad|01/07/1988|7.501234567E9|M|Hewlêr|welding; cooking|driver 5 years|good|12/03/2026"),
    "fr": cut("KARIM Azad|1 juillet 1988|00964 750 123 45 67|homme|Erbil|soudage / cuisine|chauffeur|bon|12.03.2026"),
    "nl": cut("Azad Karim|32325|+964 750 123 4567|man|Arbil|lassen, koken|chauffeur|goed|12-3-2026"),
    "ar": cut("\u200fأزاد كريم\u200f|١/٧/١٩٨٨|٠٧٥٠١٢٣٤٥٦٧|ذكر|اربيل|لحام، طبخ|سائق|جيد|١٢/٣/٢٠٢٦"),
    "ckb": cut("ئازاد کەریم|1988-07-01|07501234567|نێر|هەولێر|لحیم، چێشت|شوفێر|باش|2026-03-12"),
    "kmr": cut("AZAD KERÎM|1.7.1988|0750 123 4567|mêr|Hewlêr|kaynak, xwarinçêkirin|şofêr|baş|12/03/26"),
}

NAMES = cut("Azad|Dilan|Shilan|Karwan|Nazdar|Hawar|Soran|Ahmed|Ali|Sara|Leyla|Omar|Hassan|Zaynab|Kawa|Bahar")
SKILLS = cut("welding|cooking|plumbing|carpentry|tailoring|hairdressing|masonry|painting")


def csv_bytes(rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """Rows as the bytes of a CSV file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_bytes(rows: list[list[object]], password: bool = False) -> bytes:
    """Rows as an XLSX file; dates and numbers stay what they are."""
    from datetime import date

    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet("Intake"), book.add_format({"num_format": "dd/mm/yyyy"})
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(at, column, value, day)
            else:
                sheet.write(at, column, value)
    book.close()
    return out.getvalue()


def many(count: int, seed: int = 1) -> list[list[str]]:
    """A long sheet with headings, everybody with a phone of their own."""
    chance = random.Random(seed)
    rows = [["Full name", "Birth date", "Phone", "Town", "Skills", "Job", "Languages", "Shoe size"]]
    for number in range(count):
        rows.append(
            [
                " ".join(chance.choice(NAMES) for _ in range(3)),
                f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1960, 2005)}",
                f"0750{1_000_000 + number:07}",
                chance.choice(["Erbil", "Duhok", "سلێمانی", "Zakho"]),
                ", ".join(chance.sample(SKILLS, 3)),
                chance.choice(["driver", "cook", "welder", "teacher"]),
                "Kurdish native, Arabic good",
                str(chance.randint(36, 46)),
            ]
        )
    return rows
