"""``jobmatch report outcomes``."""

import csv
import io
import json

import pytest


def outcomes(run, *more):
    return run("report", "outcomes", "--programme", "MAGNET-I", *more)


def test_json_holds_the_figures_and_every_breakdown(run_demo):
    code, out, _ = outcomes(run_demo, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert (found["figures"]["registered"], found["figures"]["employed"], found["figures"]["looking"]) == (107, 46, 45)
    for breakdown in ("by_month", "by_host_country", "by_governorate", "by_gender"):
        assert all(group.keys() == {"key", "figures"} for group in found[breakdown])
        assert sum(group["figures"]["registered"] for group in found[breakdown]) == 107


def test_one_host_country(run_demo):
    found = json.loads(outcomes(run_demo, "--host-country", "BE", "--format", "json")[1])
    assert found["figures"]["registered"] == 47
    assert [group["key"] for group in found["by_host_country"]] == ["BE"]


def test_csv_has_one_line_for_the_whole_and_for_each_group(run_demo):
    code, out, _ = outcomes(run_demo, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert rows[0]["openings"] == "396"
    assert {row["breakdown"] for row in rows} == {"total", "by_month", "by_host_country", "by_governorate", "by_gender"}


def test_the_table_is_for_people(run_demo):
    code, out, _ = outcomes(run_demo)
    assert code == 0
    assert "MAGNET I, 2012-01-01 to 2013-06-30" in out
    assert "by_host_country BE" in out


def test_small_counts_can_be_suppressed(run_demo):
    found = json.loads(outcomes(run_demo, "--public", "--format", "json")[1])
    values = [value for group in found["by_month"] for value in group["figures"].values()]
    assert "fewer than 5" in values
    assert found["figures"]["employed"] == 46


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--programme", "NONE"], 1, "There is no programme NONE."),
        (["--programme", "MAGNET-I", "--office", "XXX"], 1, "There is no office XXX."),
        (["--programme", "MAGNET-I", "--from", "2013-01-01", "--to", "2012-01-01"], 1, "The end lies before"),
        (["--programme", "MAGNET-I", "--from", "yesterday"], 2, "no day such as"),
        ([], 2, "--programme"),
        (["--programme", "MAGNET-I", "--format", "pdf"], 2, "pdf"),
    ],
)
def test_what_cannot_be_used_is_named(run_demo, arguments, code, words):
    got, out, err = run_demo("report", "outcomes", *arguments)
    assert (got, out) == (code, "")
    assert words in err
    assert "Traceback" not in err
