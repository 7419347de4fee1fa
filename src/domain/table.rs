//! Code tables of the national standards: how a code, its label or both together are read.
//!
//! A table accepts the code (`01`), the label (`务工`), a synonym (`打工`), the English label, and
//! `code-label` (`01-务工`); ethnic groups with or without 族. What it does not know is `None`:
//! whoever asks decides whether that is a refusal or a warning.

use super::quick::QuickMap;
use super::text::trimmed;

/// One row of a code table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub code: String,
    pub zh: String,
    pub en: String,
}

/// A code table with its labels in both languages.
#[derive(Debug, Default)]
pub struct CodeTable {
    entries: Vec<Entry>,
    by_word: QuickMap<String, usize>,
}

impl CodeTable {
    /// `rows`: the entry and its synonyms, in the standard's order.
    pub fn new(rows: impl IntoIterator<Item = (Entry, Vec<String>)>) -> CodeTable {
        let mut table = CodeTable::default();
        for (entry, synonyms) in rows {
            let at = table.entries.len();
            for word in [entry.code.clone(), entry.zh.clone(), entry.en.to_lowercase()].into_iter().chain(synonyms) {
                if !word.is_empty() {
                    table.by_word.entry(word).or_insert(at);
                }
            }
            table.entries.push(entry);
        }
        table.add_peoples();
        table
    }

    /// Of every word the one with 族 behind it, as rosters write it: else each row of an import would be read
    /// the long way.
    fn add_peoples(&mut self) {
        let lower = self.by_word.iter().filter(|(word, _)| word.to_lowercase() == **word);
        let peoples: Vec<(String, usize)> = lower.map(|(word, at)| (format!("{word}族"), *at)).collect();
        for (word, at) in peoples {
            self.by_word.entry(word).or_insert(at);
        }
    }

    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The row that `text` names, or `None`.
    pub fn read(&self, text: &str) -> Option<&Entry> {
        let text = trimmed(text);
        match self.by_word.get(text) {
            Some(at) => self.entries.get(*at),
            None => self.read_apart(text),
        }
    }

    fn read_apart(&self, text: &str) -> Option<&Entry> {
        let lower = text.to_lowercase();
        let stripped = lower.strip_suffix('族').unwrap_or(&lower);
        // `汉 族`, `务　工`: blanks that make words of one width.
        let closed = || stripped.split_whitespace().collect::<String>();
        if let Some(&at) = self.by_word.get(stripped).or_else(|| self.by_word.get(&closed())) {
            return self.entries.get(at);
        }
        let (code, label) = lower.split_once(['-', '－']).or_else(|| lower.split_once(' '))?;
        let by_code = self.by_word.get(code.trim())?;
        let label = label.trim();
        let by_label = self.by_word.get(label).or_else(|| self.by_word.get(label.strip_suffix('族')?))?;
        (by_code == by_label).then(|| self.entries.get(*by_code)).flatten()
    }

    pub fn get(&self, code: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_its_label_and_both_together_name_the_same_row() {
        let entry = |code: &str, zh: &str, en: &str| Entry { code: code.into(), zh: zh.into(), en: en.into() };
        let table = CodeTable::new([
            (entry("01", "务工", "Employment"), vec!["打工".to_owned()]),
            (entry("06", "苗", "Miao"), vec![]),
        ]);
        for text in ["01", "务工", "打工", "01-务工", "01 - 务工", "employment", " 务工 ", "务 工", "务\u{3000}工"]
        {
            assert_eq!(table.read(text).map(|e| e.code.as_str()), Some("01"), "{text}");
        }
        for text in ["苗族", "苗", "06-苗族", "miao", "苗 族"] {
            assert_eq!(table.read(text).map(|e| e.code.as_str()), Some("06"), "{text}");
        }
        for text in ["01", "务工", "打工", "06", "苗"] {
            let people = format!("{text}族");
            assert_eq!(table.read(&people), table.read_apart(&people), "{text}");
        }
        for text in ["", "01-苗", "13", "其它", "x-务工"] {
            assert_eq!(table.read(text), None, "{text}");
        }
    }
}
