//! The small files of `jzz demo`: three senders, and an older system with its ledger of cards.
//!
//! All are taken in in the last days of August 2012, under Guiyang's decree, into a practice register, in
//! the order given: the ledger speaks of people whom the older system's roster brings. Some rows are bad
//! on purpose, each in a way that clerks meet: a check digit that does not fit, a number that a
//! spreadsheet cut, one person twice (the second time by an old card of 15 digits), no number, an
//! impossible day.

use encoding_rs::GB18030;

use crate::domain::lang::Lang;
/// One file of the demo, and how it is taken in.
#[derive(Debug)]
pub struct DemoFile {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    /// What follows `roster import NAME`.
    pub arguments: &'static [&'static str],
    /// Who sent it and what is odd about it: one sentence, Chinese and English.
    pub about: (&'static str, &'static str),
    /// Rows of data, and how many of them are bad on purpose.
    #[cfg(test)]
    pub rows: (usize, usize),
}

impl DemoFile {
    pub fn about(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.about.0,
            Lang::En => self.about.1,
        }
    }
}

/// The files in the order in which they are taken in.
pub fn demo_files() -> Vec<DemoFile> {
    vec![older_system(), ledger(), factory(), landlord(), school()]
}

fn older_system() -> DemoFile {
    DemoFile {
        name: "older-system.csv",
        bytes: include_bytes!("rosters/older-system.csv").to_vec(),
        arguments: &["--source", "原流动人口系统", "--on", "2012-08-20"],
        about: (
            "原有系统导出的人员：2011 年登记，表头与规范一致",
            "people from an older system, registered in 2011, under the canonical headings",
        ),
        #[cfg(test)]
        rows: (12, 0),
    }
}

fn ledger() -> DemoFile {
    DemoFile {
        name: "cards-2011.csv",
        bytes: include_bytes!("rosters/cards-2011.csv").to_vec(),
        arguments: &["--source", "2011 年发证台账", "--on", "2012-08-20"],
        about: (
            "2011 年 8 月、9 月发证的台账：其中一本是暂住证，两张已签注，一张已过期",
            "the ledger of cards issued in August and September 2011: one an old temporary permit, two endorsed, one expired",
        ),
        #[cfg(test)]
        rows: (10, 0),
    }
}

fn factory() -> DemoFile {
    let text = with_windows_lines(include_str!("rosters/factory.csv"));
    DemoFile {
        name: "factory.csv",
        bytes: GB18030.encode(&text).0.into_owned(),
        arguments: &[
            "--unit",
            "520102402",
            "--set",
            "reason=务工",
            "--set",
            "dwelling=单位内部",
            "--source",
            "贵阳××机械厂",
            "--on",
            "2012-08-21",
        ],
        about: (
            "工厂报送的花名册：GB18030 编码，表头上方有标题行，末尾有合计行；社区、居住事由和居住处所随命令一次给出",
            "a factory's roster: GB18030, a title above the headings, a total below; unit, reason and dwelling are given \
             once, with the command",
        ),
        #[cfg(test)]
        rows: (24, 3),
    }
}

fn landlord() -> DemoFile {
    let text = with_windows_lines(include_str!("rosters/landlord.csv"));
    DemoFile {
        name: "landlord.csv",
        bytes: ["\u{feff}", &text].concat().into_bytes(),
        arguments: &["--source", "房东简××", "--on", "2012-08-24"],
        about: (
            "房东报送的租客名单：带 BOM 的 UTF-8，分号分隔，社区写的是名称",
            "a landlord's list of tenants: UTF-8 with BOM, semicolons, communities by name",
        ),
        #[cfg(test)]
        rows: (8, 1),
    }
}

fn school() -> DemoFile {
    DemoFile {
        name: "school.csv",
        bytes: include_bytes!("rosters/school.csv").to_vec(),
        arguments: &["--source", "贵阳××学校", "--on", "2012-08-27"],
        about: (
            "学校报送的学生名册：UTF-8，多数学生未满 16 周岁",
            "a school's list of pupils: UTF-8, most of them under 16",
        ),
        #[cfg(test)]
        rows: (10, 1),
    }
}

fn with_windows_lines(text: &str) -> String {
    text.replace('\n', "\r\n")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::calendar::Day;
    use crate::domain::endorsement::endorse;
    use crate::domain::identity::{self, IdRefusal};
    use crate::domain::permit::{Card, PermitKind};
    use crate::domain::permit_number::PermitNumber;
    use crate::domain::place::Place;
    use crate::domain::regime::Regime;
    use crate::domain::unit::Tier;
    use crate::practice::visits::{TO_ENDORSE, WALK_INS};
    use crate::reference::{divisions, dwellings, ethnic_groups, reasons, rule_book, stays};

    fn on() -> Day {
        Day::new(2012, 8, 31).unwrap()
    }

    fn text(file: &DemoFile) -> String {
        if file.name == "factory.csv" {
            let (text, bad) = encoding_rs::GB18030.decode_without_bom_handling(&file.bytes);
            assert!(!bad && std::str::from_utf8(&file.bytes).is_err());
            return text.into_owned();
        }
        let text = std::str::from_utf8(&file.bytes).unwrap();
        text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()
    }

    /// Headings and rows of data, without what stands above and below them.
    fn table(file: &DemoFile) -> (Vec<String>, Vec<Vec<String>>) {
        let separator = if file.name == "landlord.csv" { ';' } else { ',' };
        let all: Vec<Vec<String>> =
            text(file).lines().map(|line| line.split(separator).map(str::to_owned).collect()).collect();
        let width = all[0].len();
        assert!(all.iter().all(|row| row.len() == width), "{}", file.name);
        let first = all.iter().position(|row| row.iter().any(|cell| cell.contains("身份"))).unwrap();
        let is_data = |row: &Vec<String>| row[0] != "合计" && !row[0].starts_with("制表");
        (all[first].clone(), all[first + 1..].iter().filter(|row| is_data(row)).cloned().collect())
    }

    fn column(headings: &[String], part: &str) -> usize {
        headings.iter().position(|heading| heading.contains(part)).unwrap()
    }

    fn numbers(file: &DemoFile) -> Vec<Result<String, IdRefusal>> {
        let (headings, rows) = table(file);
        let at = column(&headings, "身份");
        rows.iter().map(|row| identity::read(&row[at], None, on(), true).map(|number| number.text.into())).collect()
    }

    #[test]
    fn each_file_has_the_rows_and_the_bad_rows_it_says() {
        for file in demo_files() {
            let numbers = numbers(&file);
            let mut seen = HashSet::new();
            let bad_numbers = numbers.iter().filter(|number| match number {
                Ok(number) => !seen.insert(number.clone()),
                Err(_) => true,
            });
            let bad = bad_numbers.count() + usize::from(text(&file).contains("2012-02-30"));
            assert_eq!((numbers.len(), bad), file.rows, "{}", file.name);
        }
    }

    #[test]
    fn nobody_is_in_two_files_and_no_good_number_looks_like_one_that_a_spreadsheet_ruined() {
        let mut seen = HashSet::new();
        let files = demo_files();
        let people: Vec<&DemoFile> = files.iter().filter(|file| file.name != "cards-2011.csv").collect();
        let mut all: Vec<String> = Vec::new();
        for file in people {
            let mine: HashSet<String> = numbers(file).into_iter().flatten().collect();
            all.extend(mine);
        }
        for walk_in in WALK_INS {
            all.push(walk_in.number().to_owned());
        }
        for number in all {
            assert!(number.parse::<u64>().map_or(true, |value| value % 64 != 0 && value % 1000 != 0), "{number}");
            assert!(seen.insert(number));
        }
    }

    #[test]
    fn sexes_births_places_and_codes_fit() {
        for file in demo_files().iter().filter(|file| file.name != "cards-2011.csv") {
            let (headings, rows) = table(file);
            for row in rows {
                let at = |part: &str| headings.iter().position(|heading| heading.contains(part)).map(|at| &row[at]);
                let hukou = at("户").unwrap();
                let Place::County(code) = divisions().locate(hukou) else { panic!("{hukou}") };
                assert!(!code.starts_with("5201"), "{hukou}");
                let number = identity::read(at("身份").unwrap(), None, on(), true);
                if let (Some(sex), Ok(number)) = (at("性别"), &number) {
                    assert_eq!(identity::Sex::parse(sex), number.sex, "{row:?}");
                }
                if let (Some(birth), Ok(number)) = (at("出生"), &number) {
                    assert_eq!(Day::parse(birth).ok(), number.birth, "{row:?}");
                }
                assert!(at("民族").is_none_or(|group| ethnic_groups().read(group).is_some()), "{row:?}");
                assert!(at("事由").is_none_or(|reason| reasons().read(reason).is_some()), "{row:?}");
                for part in ["居住处所", "房屋类型"] {
                    assert!(at(part).is_none_or(|dwelling| dwellings().read(dwelling).is_some()), "{row:?}");
                }
            }
        }
    }

    #[test]
    fn the_ledgers_cards_belong_to_the_older_systems_people_and_some_can_be_endorsed() {
        let files = demo_files();
        let (_, people) = table(&files[0]);
        let (_, cards) = table(&files[1]);
        for card in &cards {
            let person = people.iter().find(|person| person[3] == card[0]).unwrap();
            let issued = Day::parse_iso(&card[3]).unwrap();
            assert!(Day::parse_iso(&person[12]).unwrap() <= issued);
            assert!((Day::new(2011, 8, 1).unwrap()..=Day::new(2011, 9, 30).unwrap()).contains(&issued));
        }
        assert_eq!(cards.iter().filter(|card| PermitNumber::parse(&card[1]).is_none()).count(), 1);
        let mut tiers = HashSet::new();
        for act in TO_ENDORSE {
            let card = cards.iter().find(|card| card[1] == act.permit).unwrap();
            let issued_on = Day::parse_iso(&card[3]).unwrap();
            let on = Day::parse_iso(act.on).unwrap();
            let card = Card {
                kind: PermitKind::Residence,
                regime: Regime::Guiyang2012,
                issued_on,
                base_on: issued_on,
                printed_until: None,
                endorsements: Day::parse_iso(&card[4]).into_iter().collect(),
                ended: None,
            };
            assert_eq!(endorse(&card, &rule_book(), on), Ok(false), "{}", act.permit);
            assert!(!on.is_weekend());
            tiers.insert(act.counter.len() + usize::from(act.counter == "520100"));
        }
        assert_eq!(tiers.len(), 3, "an act at a counter of each tier");
    }

    #[test]
    fn walk_ins_bring_all_that_is_asked_for_at_a_counter_of_each_tier() {
        assert_eq!(WALK_INS.each_ref().map(|one| one.tier), Tier::ALL);
        for one in WALK_INS {
            let value = |flag: &str| one.add.iter().find(|(name, _)| *name == flag).map(|(_, value)| *value);
            assert_eq!(value("--id-number"), Some(one.number()));
            assert!(identity::read(one.number(), None, on(), true).is_ok());
            assert!(matches!(divisions().locate(value("--hukou").unwrap()), Place::County(_)));
            assert!(reasons().read(value("--reason").unwrap()).is_some());
            assert!(dwellings().read(value("--dwelling").unwrap()).is_some());
            assert!(stays().read(value("--stay").unwrap()).is_some());
            let days =
                [value("--arrived").unwrap(), one.registered_on, one.issued_on].map(|day| Day::parse_iso(day).unwrap());
            assert!(days.is_sorted() && days[2] <= on() && days.iter().skip(1).all(|day| !day.is_weekend()));
            assert!(["--name", "--unit", "--address"].into_iter().all(|flag| value(flag).is_some()));
        }
    }
}
