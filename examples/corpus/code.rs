//! Code blocks, for the one article in twenty that has one.

use super::random::Random;

/// Returns a fenced code block in one of several languages. Identifiers are taken from `words`,
/// which must have at least eight entries.
pub fn block(words: &[String], random: &mut Random) -> String {
    let languages = [json, python, sql, bash, rust];
    let (language, code) = random.pick(&languages)(words, random);
    format!("```{language}\n{code}```\n")
}

fn json(words: &[String], random: &mut Random) -> (&'static str, String) {
    let fields: Vec<String> = words
        .iter()
        .map(|word| format!("    \"{word}\": {}", random.between(0, 9999)))
        .collect();
    let code = format!(
        "{{\n  \"id\": \"{}-{}\",\n  \"checked\": true,\n  \"notes\": null,\n  \"counts\": {{\n{}\n  }}\n}}\n",
        words[0],
        words[1],
        fields.join(",\n")
    );
    ("json", code)
}

fn python(words: &[String], random: &mut Random) -> (&'static str, String) {
    let [a, b, c, d] = [&words[0], &words[1], &words[2], &words[3]];
    let limit = random.between(2, 99);
    let code = format!(
        "import csv\n\n\ndef {a}_by_{b}(path, limit={limit}):\n    \"\"\"Counts each {c} once, by its {d}.\"\"\"\n    \
         seen = {{}}\n    with open(path, newline=\"\") as rows:\n        for row in csv.DictReader(rows):\n            \
         if int(row[\"{c}\"]) > limit:  # too many to be one {d}\n                continue\n            \
         seen.setdefault(row[\"{d}\"], set()).add(row[\"{b}\"])\n    \
         return {{key: len(value) for key, value in sorted(seen.items())}}\n"
    );
    ("python", code)
}

fn sql(words: &[String], random: &mut Random) -> (&'static str, String) {
    let [a, b, c, d] = [&words[0], &words[1], &words[2], &words[3]];
    let year = random.between(2012, 2025);
    let code = format!(
        "-- One row for each {a}, the newest first.\nSELECT t.{b} AS name, count(*) AS total, max(t.{c}) AS latest\n\
         FROM {a}_log AS t\nJOIN {d} USING ({b})\nWHERE t.{c} >= '{year}-01-01'\n  AND t.{d} IS NOT NULL\n\
         GROUP BY t.{b}\nHAVING count(*) > 1\nORDER BY latest DESC\nLIMIT 50;\n"
    );
    ("sql", code)
}

fn bash(words: &[String], random: &mut Random) -> (&'static str, String) {
    let [a, b, c] = [&words[0], &words[1], &words[2]];
    let field = random.between(1, 9);
    let code = format!(
        "#!/usr/bin/env bash\nset -euo pipefail\n\nfor file in {a}/*.csv; do\n    name=$(basename \"$file\" .csv)\n    \
         if [ ! -s \"$file\" ]; then\n        echo \"$name: no {b}\" >&2\n        continue\n    fi\n    \
         cut -d, -f{field} \"$file\" | sort | uniq -c | sort -rn > \"{c}/$name.txt\"\ndone\n"
    );
    ("bash", code)
}

fn rust(words: &[String], random: &mut Random) -> (&'static str, String) {
    let [a, b, c] = [&words[0], &words[1], &words[2]];
    let limit = random.between(2, 99);
    let code = format!(
        "/// How often each {a} is named, without those named {limit} times or fewer.\n\
         fn {a}_counts(lines: &[&str]) -> BTreeMap<String, usize> {{\n    let mut {b}: BTreeMap<String, usize> = BTreeMap::new();\n    \
         for line in lines {{\n        if let Some((name, _)) = line.split_once(\"{c}\") {{\n            \
         *{b}.entry(name.trim().to_owned()).or_default() += 1;\n        }}\n    }}\n    \
         {b}.retain(|_, count| *count > {limit});\n    {b}\n}}\n"
    );
    ("rust", code)
}
