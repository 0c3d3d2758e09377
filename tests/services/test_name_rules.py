"""The rules that a device folds names with hold no name and can be read by JavaScript."""

import json
import re

from jobmatch.services.name_rules import name_rules


def test_the_rules_are_plain_data():
    rules = name_rules()
    assert json.loads(json.dumps(rules)) == rules
    assert rules["letters"]["ش"] == "sh"
    assert rules["ascii"]["ж"] == "zh"


def test_patterns_hold_nothing_that_only_python_reads():
    rules = name_rules()
    patterns = [rules[name] for name in ("marks", "breaks", "joined", "servant", "article")]
    patterns += [pattern for pattern, _ in rules["spellings"] + rules["sounds"]]
    assert not [pattern for pattern in patterns if re.search(r"\(\?[P<#aiLmsux]|\\[AZ]", pattern)]
