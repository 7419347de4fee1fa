//! What the headings of rosters mean: which field each one binds, and which are never bound.
//!
//! A heading comes here cleaned (no blanks, no trailing marks). Only a heading that is listed, or cut
//! from a listed one by an old database, binds; whoever speaks of somebody else is not listed.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Unreadable, must, rows};
use crate::domain::roster::{Days, Field, Holds, RosterKind};

const TEXT: &str = include_str!("headings.csv");

/// Old databases cut the name of a column to ten bytes of GBK: five Chinese characters.
const CUT_TO: usize = 5;

/// What a heading means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingMeaning {
    Field(Field),
    /// Not quite the same thing: taken with a warning.
    Weak(Field, WeakKind),
    /// A register of this kind must not hold it.
    Refused,
    /// A counting column, or one of the first three of a file of rejects.
    Ordinal,
    Unknown,
}

/// How weakly a heading speaks for its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WeakKind {
    /// Taken like any other, with a warning (家庭住址).
    Warned,
    /// Taken, with a warning, only where no other column gives the field (籍贯).
    LastResort,
}

/// All headings that are known.
#[derive(Debug)]
pub struct HeadingTable {
    rules: Vec<Rule>,
    by_heading: HashMap<String, Vec<usize>>,
    refused_words: Vec<String>,
    bearers: Vec<String>,
}

#[derive(Debug)]
struct Rule {
    heading: String,
    /// Empty: all.
    kinds: Vec<RosterKind>,
    meaning: HeadingMeaning,
}

enum Row {
    Rule(Rule),
    RefusedWord(String),
    Bearer(String),
}

pub fn headings() -> &'static HeadingTable {
    static TABLE: LazyLock<HeadingTable> = LazyLock::new(|| HeadingTable::new(rows("headings.csv", TEXT, read)));
    &TABLE
}

fn read(row: &super::Row) -> Result<Row, Unreadable> {
    let heading = row[1].to_owned();
    let field = || must(Field::parse(row[0]));
    let meaning = match row[3] {
        "refused" => return Ok(Row::RefusedWord(heading)),
        "bearer" => return Ok(Row::Bearer(heading)),
        "ordinal" => HeadingMeaning::Ordinal,
        "warned" => HeadingMeaning::Weak(field()?, WeakKind::Warned),
        "last_resort" => HeadingMeaning::Weak(field()?, WeakKind::LastResort),
        "" => HeadingMeaning::Field(field()?),
        _ => return Err(Unreadable),
    };
    let kinds = must(row[2].split_whitespace().map(RosterKind::parse).collect())?;
    Ok(Row::Rule(Rule { heading, kinds, meaning }))
}

impl HeadingTable {
    fn new(rows: Vec<Row>) -> HeadingTable {
        let mut table = HeadingTable {
            rules: Vec::new(),
            by_heading: HashMap::new(),
            refused_words: Vec::new(),
            bearers: Vec::new(),
        };
        for row in rows {
            match row {
                Row::Rule(rule) => table.add(rule),
                Row::RefusedWord(word) => table.refused_words.push(word),
                Row::Bearer(word) => table.bearers.push(word),
            }
        }
        for field in Field::ALL {
            let heading = field.as_str().to_owned();
            table.add(Rule { heading, kinds: Vec::new(), meaning: HeadingMeaning::Field(*field) });
        }
        table
    }

    fn add(&mut self, rule: Rule) {
        self.by_heading.entry(rule.heading.clone()).or_default().push(self.rules.len());
        self.rules.push(rule);
    }

    /// What a cleaned heading means in a roster of that kind (`None`: not known yet).
    pub fn field(&self, cleaned_heading: &str, kind: Option<RosterKind>) -> HeadingMeaning {
        let heading = cleaned_heading.to_lowercase();
        if self.refused_words.iter().any(|word| heading.contains(word.as_str())) {
            return HeadingMeaning::Refused;
        }
        if let Some(meaning) = self.listed(&heading, kind).or_else(|| self.cut_short(&heading, kind)) {
            return meaning;
        }
        if let Some(meaning) = self.numbered(&heading, kind) {
            return meaning;
        }
        let of_bearer = self.bearers.iter().filter_map(|bearer| heading.strip_prefix(bearer.as_str()));
        of_bearer
            .filter_map(|rest| self.listed(rest, kind))
            .find(|meaning| matches!(meaning, HeadingMeaning::Field(_)))
            .unwrap_or(HeadingMeaning::Unknown)
    }

    /// The headings that mean a field in a roster of that kind.
    pub fn words_of(&self, field: Field, kind: RosterKind) -> impl Iterator<Item = &str> {
        let of_field = move |rule: &&Rule| rule.meaning == HeadingMeaning::Field(field) && rule.holds_in(Some(kind));
        self.rules.iter().filter(of_field).map(|rule| rule.heading.as_str())
    }

    /// While the kind is unknown a rule for all kinds goes before one for some.
    fn listed(&self, heading: &str, kind: Option<RosterKind>) -> Option<HeadingMeaning> {
        let found = self.by_heading.get(heading)?.iter().map(|at| &self.rules[*at]);
        let holding = found.filter(|rule| rule.holds_in(kind));
        holding.min_by_key(|rule| kind.is_none() && !rule.kinds.is_empty()).map(|rule| rule.meaning)
    }

    /// One of several columns for a field that holds several days: 签注日期2, 签注日期(二), 第二次签注.
    fn numbered(&self, heading: &str, kind: Option<RosterKind>) -> Option<HeadingMeaning> {
        let is_count = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let before = heading.strip_prefix('第').map(|rest| rest.trim_start_matches(is_count));
        let before = before.and_then(|rest| rest.strip_prefix('次')).or_else(|| heading.strip_prefix("首次"));
        let behind = heading.trim_end_matches(')').trim_end_matches(is_count).trim_end_matches('(');
        let bare = before.unwrap_or(behind);
        let of_several = |meaning: &HeadingMeaning| matches!(meaning, HeadingMeaning::Field(field) if field.holds() == Holds::Days(Days::Several));
        let found =
            (bare != heading).then(|| self.listed(bare, kind).or_else(|| self.listed(&format!("{bare}日期"), kind)));
        found.flatten().filter(of_several)
    }

    /// The meaning of a heading cut to ten bytes, where all headings that begin so mean the same.
    fn cut_short(&self, heading: &str, kind: Option<RosterKind>) -> Option<HeadingMeaning> {
        if heading.chars().count() != CUT_TO || heading.chars().any(|c| c.is_ascii()) {
            return None;
        }
        let mut meanings = self
            .rules
            .iter()
            .filter(|rule| rule.holds_in(kind) && rule.heading.starts_with(heading))
            .map(|rule| rule.meaning);
        let first = meanings.next()?;
        meanings.all(|meaning| meaning == first).then_some(first)
    }
}

impl Rule {
    /// A rule for some kinds holds while the kind is unknown too.
    fn holds_in(&self, kind: Option<RosterKind>) -> bool {
        self.kinds.is_empty() || kind.is_none_or(|kind| self.kinds.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(heading: &str, kind: RosterKind) -> HeadingMeaning {
        headings().field(heading, Some(kind))
    }

    fn people(heading: &str) -> HeadingMeaning {
        meaning(heading, RosterKind::People)
    }

    #[test]
    fn every_listed_heading_binds_its_field() {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).skip(1);
        let mut checked = 0;
        for line in lines {
            let cells: Vec<&str> = line.split(',').collect();
            let Some(field) = Field::parse(cells[0]).filter(|_| cells[3].is_empty()) else { continue };
            for kind in RosterKind::ALL {
                if cells[2].is_empty() || cells[2].contains(kind.as_str()) {
                    assert_eq!(meaning(cells[1], kind), HeadingMeaning::Field(field), "{line} in {kind:?}");
                    checked += 1;
                }
            }
        }
        assert!(checked > 300, "{checked}");
    }

    #[test]
    fn every_field_but_what_the_file_says_once_has_a_heading_and_binds_by_its_own_name() {
        for field in Field::ALL {
            assert_eq!(people(field.as_str()), HeadingMeaning::Field(*field), "{field:?}");
            assert!(
                headings()
                    .rules
                    .iter()
                    .any(|rule| !rule.heading.is_ascii() && rule.meaning == HeadingMeaning::Field(*field)),
                "{field:?} has no heading"
            );
        }
        assert_eq!(people("ID_Number"), HeadingMeaning::Field(Field::IdNumber));
    }

    #[test]
    fn a_canonical_roster_binds_in_full() {
        let canonical = "姓名,性别,民族,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,联系电话,服务处所,来本地日期,登记日期";
        for heading in canonical.split(',') {
            assert!(matches!(people(heading), HeadingMeaning::Field(_)), "{heading}");
        }
        for heading in "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因".split(',')
        {
            assert!(matches!(meaning(heading, RosterKind::Permits), HeadingMeaning::Field(_)), "{heading}");
        }
        for (heading, field) in [("公民身份号码", Field::IdNumber), ("离开日期", Field::LeftOn), ("去向", Field::To)]
        {
            assert_eq!(meaning(heading, RosterKind::Departures), HeadingMeaning::Field(field));
        }
    }

    #[test]
    fn some_headings_mean_another_thing_in_another_kind() {
        for (heading, kind, field) in [
            ("证件类型", Some(RosterKind::People), Field::IdKind),
            ("证件类型", Some(RosterKind::Permits), Field::PermitKind),
            ("证件类型", None, Field::IdKind),
            ("ended_on", Some(RosterKind::Departures), Field::LeftOn),
            ("ended_on", Some(RosterKind::Permits), Field::CardEndedOn),
            ("ended_on", None, Field::LeftOn),
            ("注销日期", Some(RosterKind::Permits), Field::CardEndedOn),
            ("注销日期", None, Field::CardEndedOn),
        ] {
            assert_eq!(headings().field(heading, kind), HeadingMeaning::Field(field), "{heading} in {kind:?}");
        }
    }

    #[test]
    fn a_name_cut_to_ten_bytes_binds_where_it_can_mean_one_thing_only() {
        for (cut, field) in [
            ("公民身份号", Field::IdNumber),
            ("公民身份证", Field::IdNumber),
            ("身份证件号", Field::IdNumber),
            ("常住户口所", Field::Hukou),
            ("现居住地住", Field::Address),
            ("到达本地日", Field::ArrivedOn),
            ("最近签注日", Field::LastEndorsedOn),
            ("与承租人关", Field::Relation),
        ] {
            assert_eq!(people(cut), HeadingMeaning::Field(field), "{cut}");
        }
        for not_cut in ["公民身份", "公民身", "常住户口", "现居住地", "紧急联系人"] {
            assert_eq!(people(not_cut), HeadingMeaning::Unknown, "{not_cut}");
        }
    }

    #[test]
    fn a_numbered_heading_binds_where_a_field_holds_several_days() {
        let permits = |heading: &str| meaning(heading, RosterKind::Permits);
        for heading in ["签注日期1", "签注日期12", "签注日期(二)", "第一次签注", "第2次签注日期", "首次签注", "签注3"]
        {
            assert_eq!(permits(heading), HeadingMeaning::Field(Field::EndorsedOn), "{heading}");
        }
        for heading in ["签注", "发证日期2", "第二次发证日期", "最近签注日期2", "第次", "1"] {
            assert_eq!(permits(heading), HeadingMeaning::Unknown, "{heading}");
        }
    }

    #[test]
    fn what_is_not_quite_the_hukou_address_is_taken_with_its_weakness() {
        assert_eq!(people("家庭住址"), HeadingMeaning::Weak(Field::Hukou, WeakKind::Warned));
        assert_eq!(people("籍贯"), HeadingMeaning::Weak(Field::Hukou, WeakKind::LastResort));
        assert_eq!(people("学生籍贯"), HeadingMeaning::Unknown);
    }

    #[test]
    fn what_a_register_must_not_hold_is_refused() {
        for heading in [
            "宗教信仰",
            "政治面貌",
            "婚育",
            "婚育状况",
            "婚育证明",
            "计划生育",
            "计划生育状况",
            "重点人员",
            "是否重点人员",
        ] {
            assert_eq!(people(heading), HeadingMeaning::Refused, "{heading}");
        }
        assert_eq!(people("婚姻状况"), HeadingMeaning::Field(Field::Marriage));
    }

    #[test]
    fn counting_columns_and_those_of_a_rejects_file_are_passed_over() {
        for heading in ["序号", "编号", "No.", "NO", "行号", "错误码", "原因"] {
            assert_eq!(people(heading), HeadingMeaning::Ordinal, "{heading}");
        }
    }

    #[test]
    fn a_heading_that_speaks_of_somebody_else_never_binds() {
        for heading in [
            "户主姓名",
            "房东姓名",
            "房东身份证号",
            "房东电话",
            "出租人姓名",
            "紧急联系人电话",
            "紧急联系人姓名",
            "联系人电话",
            "监护人姓名",
            "监护人",
            "监护人身份证号",
            "学生家长电话",
            "父亲姓名",
            "配偶姓名",
            "员工编号",
            "",
        ] {
            assert_eq!(people(heading), HeadingMeaning::Unknown, "{heading}");
        }
    }

    #[test]
    fn a_word_for_the_bearer_before_a_heading_changes_nothing() {
        for (heading, field) in [
            ("承租人身份证号", Field::IdNumber),
            ("员工身份证号码", Field::IdNumber),
            ("租客联系电话", Field::Phone),
            ("本人联系电话", Field::Phone),
            ("承租人", Field::Name),
        ] {
            assert_eq!(people(heading), HeadingMeaning::Field(field), "{heading}");
        }
    }
}
