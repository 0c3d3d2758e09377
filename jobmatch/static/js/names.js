// Names folded as the server folds them (jobmatch/services/names.py): the rules come from there as data, and the tests
// hold both to the same answers.
"use strict";

function nameFolding(rules) {
  const marks = new RegExp(rules.marks, "g");
  const breaks = new RegExp(rules.breaks);
  const all = (pairs) => pairs.map(([pattern, sound]) => [new RegExp(pattern, "g"), sound]);
  const spellings = all(rules.spellings);
  const groups = all(rules.sounds);
  const [joined, servant, article] = [rules.joined, rules.servant, rules.article].map((pattern) => new RegExp(pattern));
  const mapped = (text, table) => Array.from(text, (mark) => table[mark] ?? mark).join("");

  function letters(written) {
    let word = written;
    if (/[\u0600-\u06ff]/.test(word) && word.startsWith("ال") && word.length > 4) word = word.slice(2);
    word = word.replaceAll("الله", "ولا").replace(marks, "").normalize("NFC");
    word = mapped(mapped(word, rules.casefold).toLowerCase(), rules.letters).normalize("NFKD");
    let plain = Array.from(word, (mark) => (/[a-z]/.test(mark) ? mark : rules.ascii[mark] ?? mark.toLowerCase())).join("");
    plain = plain.replace(/[^a-z]/g, "");
    for (const [pattern, sound] of spellings) plain = plain.replace(pattern, sound);
    return plain.slice(0, rules.longest_word);
  }

  function wordsOf(name) {
    const found = [];
    let held = "";
    for (const part of name.split(breaks)) {
      const word = letters(part);
      if (!word || article.test(word)) continue;
      if (joined.test(word)) {
        held = "abd";
        continue;
      }
      found.push(held + word.replace(servant, "abd"));
      held = "";
    }
    return held ? [...found, held] : found;
  }

  function sounds(written) {
    let word = written;
    for (const [pattern, group] of groups) word = word.replace(pattern, group);
    return word || rules.no_consonant;
  }

  // The share of letters that two words have in common, in order: 100 times one less the insertions and deletions.
  function ratio(one, other) {
    let row = new Array(other.length + 1).fill(0);
    for (const mark of one) {
      const next = [0];
      for (let at = 0; at < other.length; at += 1) {
        next.push(mark === other[at] ? row[at] + 1 : Math.max(row[at + 1], next[at]));
      }
      row = next;
    }
    const length = one.length + other.length;
    return length ? 100 * (1 - (length - 2 * row[other.length]) / length) : 100;
  }

  function wordLikeness(one, other) {
    if (one === other) return 100;
    const bySound = ratio(sounds(one), sounds(other));
    const smoothed = ratio(mapped(one, rules.vowels), mapped(other, rules.vowels)) - rules.smoothed_costs;
    const alike = 0.5 * Math.max(ratio(one, other), smoothed) + 0.5 * bySound;
    const begins = one.length >= rules.shortest_beginning && other.startsWith(one);
    return begins ? Math.max(alike, rules.beginning) : alike;
  }

  function answered(asked, held) {
    let [weighted, length] = [0, 0];
    for (const word of asked) {
      weighted += word.length * Math.max(...held.map((other) => wordLikeness(word, other)));
      length += word.length;
    }
    return weighted / length;
  }

  function foundBy(searched, held) {
    const alike = searched.length && held.length ? answered(searched, held) : 0;
    return alike > 0 && alike < rules.alike ? Math.max(alike, rules.shorter * answered(held, searched)) : alike;
  }

  // Which of the rows answer a name, best first; `wordsIn` gives the folded words of a row.
  function bestNamed(name, rows, wordsIn) {
    const searched = wordsOf(name);
    const scored = rows.map((row, at) => [foundBy(searched, wordsIn(row)), at, row]);
    const found = scored.filter(([score]) => score >= rules.alike);
    return found.sort((one, other) => other[0] - one[0] || one[1] - other[1]).map(([, , row]) => row);
  }

  return { wordsOf, sounds, bestNamed };
}
