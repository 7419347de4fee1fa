//! The SQL outside `store/sqlite/` stays in what `SQLite` and `PostgreSQL` share: this reads every statement
//! of `src/store/*.rs` and `src/store/queries/*.sql` and refuses what only `SQLite` has.

use std::fs;
use std::path::Path;

/// Words and beginnings that only `SQLite` understands, or understands otherwise. Upper case, blanks single.
const ONLY_SQLITE: &[&str] = &[
    "INSERT OR ",
    "UPDATE OR ",
    "REPLACE INTO",
    "ROWID",
    "LAST_INSERT_ROWID",
    "PRAGMA",
    "AUTOINCREMENT",
    "FTS3",
    "FTS4",
    "FTS5",
    " MATCH ",
    "IFNULL(",
    "IIF(",
    " GLOB ",
    " REGEXP ",
    "DATE(",
    "DATETIME(",
    "STRFTIME(",
    "JULIANDAY(",
    "UNIXEPOCH(",
    "CURRENT_TIMESTAMP",
    "GROUP_CONCAT(",
    "TYPEOF(",
    "PRINTF(",
    "INSTR(",
    "TOTAL(",
    "CHANGES(",
    "RANDOMBLOB(",
    "HEX(",
    "ATTACH ",
    "VACUUM",
    "SQLITE_",
    "WITHOUT ROWID",
    "INDEXED BY",
    "COLLATE NOCASE",
    "JSON_EXTRACT(",
    " == ",
];

/// What is wrong with a statement.
fn offences(sql: &str) -> Vec<String> {
    let plain = without_texts(&without_comments(sql)).to_uppercase();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = ONLY_SQLITE.iter().copied().filter(|word| stands_alone(&plain, word)).collect();
    let mut found: Vec<String> = words.into_iter().map(|word| word.trim().to_owned()).collect();
    let mut rest = plain.as_str();
    while let Some(at) = rest.find('?') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_digit()) {
            found.push("? without its number".to_owned());
        }
    }
    for mark in [":", "@", "$"] {
        let named = plain.split(mark).skip(1).any(|after| after.starts_with(|c: char| c.is_ascii_alphabetic()));
        if named && !plain.contains("::") {
            found.push(format!("a named parameter {mark}"));
        }
    }
    if plain.contains('`') || plain.contains('[') {
        found.push("a name in ` or [".to_owned());
    }
    if plain.contains('"') {
        found.push("a text in double quotes".to_owned());
    }
    found
}

/// `DATE(` is not in `UPDATE(`: the character before must not belong to a word.
fn stands_alone(sql: &str, word: &str) -> bool {
    sql.match_indices(word).any(|(at, _)| {
        let before = sql[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_') || word.starts_with(' ')
    })
}

fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

/// The statement with its texts in single quotes emptied.
fn without_texts(sql: &str) -> String {
    sql.split('\'').step_by(2).collect::<Vec<_>>().join("''")
}

/// The SQL among the string literals of a source: those that begin with a verb of SQL.
fn statements(source: &str) -> Vec<String> {
    literals(source).into_iter().filter(|text| is_statement(text)).collect()
}

fn is_statement(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let verbs =
        ["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "REPLACE", "PRAGMA", "CREATE", "DROP", "ALTER", "VACUUM"];
    verbs.contains(&first) && text.contains(' ')
}

/// All string literals of production code, escapes and folded lines undone.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code: String = source
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' => skip_character(&mut chars),
            '"' => {
                let mut text = String::new();
                while let Some(c) = chars.next() {
                    match c {
                        '"' => break,
                        '\\' => match chars.next() {
                            Some('\n') => while chars.next_if(|c| c.is_whitespace()).is_some() {},
                            Some('n') => text.push('\n'),
                            Some(c) => text.push(c),
                            None => break,
                        },
                        c => text.push(c),
                    }
                }
                found.push(text);
            }
            _ => {}
        }
    }
    found
}

/// Steps over a character literal; a lifetime is left alone.
fn skip_character(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    let mut ahead = chars.clone();
    match (ahead.next(), ahead.next()) {
        (Some('\\'), _) => {
            chars.next();
            chars.next();
            while chars.next_if(|c| *c != '\'').is_some() {}
            chars.next();
        }
        (Some(_), Some('\'')) => {
            chars.next();
            chars.next();
        }
        _ => {}
    }
}

#[test]
fn the_sql_outside_the_engines_folder_is_understood_by_both_engines() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut read = 0;
    let mut wrong = Vec::new();
    for folder in [store.clone(), store.join("queries")] {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = || fs::read_to_string(&path).expect("a source");
            let found = match path.extension().and_then(|ending| ending.to_str()) {
                Some("rs") if name != "schema.rs" => statements(&text()),
                Some("sql") => vec![text()],
                _ => continue,
            };
            read += found.len();
            for sql in found {
                wrong.extend(offences(&sql).into_iter().map(|offence| format!("{name}: {offence}: {sql}")));
            }
        }
    }
    assert!(read > 40, "the statements are found: {read}");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_only_sqlite_has_would_be_noticed() {
    for (sql, offence) in [
        ("INSERT OR IGNORE INTO t VALUES (?1)", "INSERT OR"),
        ("REPLACE INTO t VALUES (?1)", "REPLACE INTO"),
        ("SELECT rowid FROM t", "ROWID"),
        ("SELECT last_insert_rowid()", "LAST_INSERT_ROWID"),
        ("PRAGMA journal_mode", "PRAGMA"),
        ("CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)", "AUTOINCREMENT"),
        ("SELECT * FROM f WHERE f MATCH ?1", "MATCH"),
        ("SELECT IFNULL(a, 0) FROM t", "IFNULL("),
        ("SELECT a FROM t WHERE a GLOB ?1", "GLOB"),
        ("SELECT date(?1, '+6 months')", "DATE("),
        ("SELECT datetime('now')", "DATETIME("),
        ("SELECT strftime('%Y', a) FROM t", "STRFTIME("),
        ("SELECT julianday(a) FROM t", "JULIANDAY("),
        ("SELECT a FROM t WHERE a = ?", "? without its number"),
        ("SELECT a FROM t WHERE a = :name", "a named parameter :"),
        ("SELECT \"a b\" FROM t WHERE x = 1", "a text in double quotes"),
        ("SELECT [a] FROM t", "a name in ` or ["),
        ("SELECT a FROM t WHERE a == ?1", "=="),
    ] {
        assert!(offences(sql).contains(&offence.to_owned()), "{sql}: {:?}", offences(sql));
    }
    for fine in [
        "SELECT a -- rowid, PRAGMA\nFROM t WHERE a = ?1 AND b LIKE '% rowid ' || ?2",
        "INSERT INTO t (updated_date) VALUES (?1) ON CONFLICT (a) DO UPDATE SET a = ?2 RETURNING a",
        "UPDATE t SET a = COALESCE(?2, a) WHERE b = ?1",
    ] {
        assert_eq!(offences(fine), Vec::<String>::new(), "{fine}");
    }
    let source = "let sql = \"SELECT a \\\n    FROM t\"; let c = '\"'; x(\"PRAGMA z\");\n// \"SELECT no\"\n\n#[cfg(test)]\nmod tests { \"SELECT t\" }";
    assert_eq!(statements(source), ["SELECT a FROM t", "PRAGMA z"]);
}
