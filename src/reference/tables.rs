//! Code tables of the national standards and of the registration form, with the synonyms rosters use.

use std::sync::LazyLock;

use super::rows;
use crate::domain::roster::Codes;
use crate::domain::table::{CodeTable, Entry};

/// Ethnic groups (GB/T 3304); groups without a code of their own read as 97.
pub fn ethnic_groups() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| parsed("ethnic.csv", include_str!("ethnic.csv")));
    &TABLE
}

/// Reasons for living here (居住事由).
pub fn reasons() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| parsed("reasons.csv", include_str!("reasons.csv")));
    &TABLE
}

/// Kinds of dwelling (居住处所).
pub fn dwellings() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| parsed("dwellings.csv", include_str!("dwellings.csv")));
    &TABLE
}

/// Intended lengths of stay (拟居住期限).
pub fn stays() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| parsed("stays.csv", include_str!("stays.csv")));
    &TABLE
}

/// Levels of education (GB/T 4658).
pub fn educations() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| parsed("educations.csv", include_str!("educations.csv")));
    &TABLE
}

/// Marital status (GB/T 2261.2).
pub fn marriages() -> &'static CodeTable {
    static TABLE: LazyLock<CodeTable> = LazyLock::new(|| parsed("marriages.csv", include_str!("marriages.csv")));
    &TABLE
}

/// The table behind the codes of a field.
pub fn table(codes: Codes) -> &'static CodeTable {
    match codes {
        Codes::Ethnic => ethnic_groups(),
        Codes::Reason => reasons(),
        Codes::Dwelling => dwellings(),
        Codes::Stay => stays(),
        Codes::Education => educations(),
        Codes::Marriage => marriages(),
    }
}

fn parsed(file: &str, text: &'static str) -> CodeTable {
    CodeTable::new(rows(file, text, |row| {
        let code = row[0].to_owned();
        let mut synonyms: Vec<String> = row[3].split_terminator(';').map(str::to_owned).collect();
        // A spreadsheet takes the zero off a code; what is left names the same row and no other.
        synonyms.extend(code.strip_prefix('0').filter(|rest| !rest.is_empty()).map(str::to_owned));
        Ok((Entry { code, zh: row[1].to_owned(), en: row[2].to_owned() }, synonyms))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<'a>(table: &'a CodeTable, text: &str) -> Option<&'a str> {
        table.read(text).map(|entry| entry.code.as_str())
    }

    #[test]
    fn the_tables_have_the_rows_of_their_standards() {
        let codes =
            |table: &CodeTable| table.entries().iter().map(|entry| entry.code.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(ethnic_groups().entries().len(), 58);
        assert_eq!(codes(reasons()), "01 02 03 04 05 06 07 08 09 10 11 99");
        assert_eq!(codes(dwellings()), "10 20 21 30 40 43 71 90");
        assert_eq!(codes(stays()), "0 1 2 3 4 5 6");
        assert_eq!(codes(educations()), "10 20 30 40 44 47 60 70 80 90");
        assert_eq!(codes(marriages()), "10 20 21 22 23 30 40 90");
    }

    #[test]
    fn every_row_reads_by_code_label_english_label_and_both_and_no_word_names_two_rows() {
        for (file, table) in [
            ("ethnic.csv", ethnic_groups()),
            ("reasons.csv", reasons()),
            ("dwellings.csv", dwellings()),
            ("stays.csv", stays()),
            ("educations.csv", educations()),
            ("marriages.csv", marriages()),
        ] {
            for entry in table.entries() {
                let both = format!("{}-{}", entry.code, entry.zh);
                for text in [&entry.code, &entry.zh, &entry.en, &both] {
                    assert_eq!(table.read(text), Some(entry), "{file}: {text}");
                }
            }
        }
        for text in [
            include_str!("ethnic.csv"),
            include_str!("reasons.csv"),
            include_str!("dwellings.csv"),
            include_str!("stays.csv"),
            include_str!("educations.csv"),
            include_str!("marriages.csv"),
        ] {
            let mut seen = std::collections::HashSet::new();
            for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
                let cells: Vec<&str> = line.split(',').collect();
                let words = [cells[0], cells[1]].into_iter().chain(cells[3].split_terminator(';'));
                for word in words {
                    assert!(seen.insert(word), "{word} twice, again in {line}");
                }
            }
        }
    }

    #[test]
    fn people_without_a_code_of_their_own_are_97() {
        for text in ["穿青人", "穿青", "革家人", "其他", "其它", "未识别民族", "97"] {
            assert_eq!(code(ethnic_groups(), text), Some("97"), "{text}");
        }
        for (text, expected) in
            [("汉族", "01"), ("汉", "01"), ("布依族", "09"), ("土家族", "15"), ("01-汉族", "01"), ("水族", "25")]
        {
            assert_eq!(code(ethnic_groups(), text), Some(expected), "{text}");
        }
        assert_eq!(code(ethnic_groups(), "大"), None);
    }

    #[test]
    fn the_words_of_rosters_are_understood() {
        for (table, text, expected) in [
            (reasons(), "打工", "01"),
            (reasons(), "就业", "01"),
            (reasons(), "求学", "06"),
            (reasons(), "上学", "06"),
            (reasons(), "就读", "06"),
            (reasons(), "做生意", "03"),
            (reasons(), "随迁", "09"),
            (reasons(), "投亲", "09"),
            (reasons(), "1", "01"),
            (reasons(), "01-务工", "01"),
            (dwellings(), "租房", "30"),
            (dwellings(), "出租屋", "30"),
            (dwellings(), "宿舍", "40"),
            (dwellings(), "学生宿舍", "43"),
            (dwellings(), "工地", "71"),
            (dwellings(), "宾馆", "10"),
            (stays(), "6个月", "3"),
            (stays(), "两年", "5"),
            (stays(), "一年以上", "4"),
            (educations(), "大专", "30"),
            (educations(), "本科", "20"),
            (marriages(), "离异", "40"),
        ] {
            assert_eq!(code(table, text), Some(expected), "{text}");
        }
        for text in ["", "13", "某事由", "01-务农"] {
            assert_eq!(code(reasons(), text), None, "{text}");
        }
    }
}
