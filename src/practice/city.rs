//! Guiyang at the end of August 2012, as a people roster and a ledger of cards.
//!
//! Of 589,315 people 468,800 hold a card; other sizes keep the proportion, half rounded up. Both files
//! are UTF-8 without BOM, lines end in LF, headings are the canonical ones, and every row is good. The
//! same size and seed give the same bytes; the two files of one seed speak of the same people. Rows are
//! put together by hand in one buffer, so that a file of millions needs no more memory than a small one.

use std::io::{self, Write};

use super::dates::{civil, put_digits, put_iso};
use super::guiyang::{Guiyang, Home};
use super::people::{Card, People, Person, purpose};
use super::profile::Profiles;
use super::rng::Rng;
use super::serials::Serials;
use crate::domain::calendar::Day;
use crate::domain::permit_number::check_digit;

pub use super::population::MOST_PEOPLE;

/// Headings of the people roster.
pub const PEOPLE_HEADINGS: &str = "姓名,性别,民族,公民身份号码,户籍地址,社区代码,现居住地址,居住事由,居住处所,联系电话,\
                                   服务处所,来本地日期,登记日期";
/// Headings of the ledger of cards.
pub const PERMIT_HEADINGS: &str = "公民身份号码,居住证号,受理点,发证日期,签注日期,注销日期,注销原因";

const BUFFER_BYTES: usize = 1 << 17;
/// No row of ours is longer.
const ROW_BYTES: usize = 1 << 10;

/// The day that the city is a picture of, as ISO text: 2012-08-31.
pub const AS_OF_ISO: &str = "2012-08-31";

/// Writes the roster of `people` made-up people.
///
/// # Errors
/// What `out` answers; [`io::ErrorKind::InvalidInput`] above [`MOST_PEOPLE`].
pub fn write_people(out: impl Write, people: u64, seed: u64) -> io::Result<()> {
    let city = Guiyang::on(day_of(people)?);
    let source = People::new(seed);
    let profiles = Profiles::new();
    let mut file = Rows::new(out, PEOPLE_HEADINGS);
    for index in 0..people {
        put_person(&mut file.buffer, &city, &profiles, seed, &source.person(index));
        file.end_row()?;
    }
    file.end()
}

/// Writes the ledger of the cards that [`write_people`]'s people hold.
///
/// # Errors
/// As [`write_people`].
pub fn write_permits(out: impl Write, people: u64, seed: u64) -> io::Result<()> {
    let city = Guiyang::on(day_of(people)?);
    let source = People::new(seed);
    let mut serials = Serials::new(city.counters.len());
    let mut file = Rows::new(out, PERMIT_HEADINGS);
    for index in 0..people {
        let person = source.person(index);
        if let Some(card) = person.card {
            put_card(&mut file.buffer, &city, &mut serials, seed, &person, card);
            file.end_row()?;
        }
    }
    file.end()
}

fn day_of(people: u64) -> io::Result<Day> {
    let day = Day::parse_iso(AS_OF_ISO).filter(|_| people <= MOST_PEOPLE);
    day.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, format!("more than {MOST_PEOPLE} people")))
}

fn put_person(out: &mut Vec<u8>, city: &Guiyang, profiles: &Profiles, seed: u64, person: &Person) {
    let mut place = Rng::new(seed, purpose::HOME, person.index);
    let home = city.home(&mut place);
    let mut profile = profiles.of(person, Rng::new(seed, purpose::PROFILE, person.index));
    profiles.put_identity(out, &mut profile, person.birth.is_male());
    person.birth.put_number(out);
    out.push(b',');
    profile.put_hukou(out);
    out.push(b',');
    out.extend_from_slice(home.code.as_bytes());
    out.push(b',');
    home.put_address(out, &mut place);
    out.push(b',');
    profiles.put_stay(out, &mut profile, person.birth.age());
    put_iso(out, person.arrived);
    out.push(b',');
    put_iso(out, person.registered);
}

fn put_card(out: &mut Vec<u8>, city: &Guiyang, serials: &mut Serials, seed: u64, person: &Person, card: Card) {
    let home = city.home(&mut Rng::new(seed, purpose::HOME, person.index));
    let counter = city.counter(home, &mut Rng::new(seed, purpose::COUNTER, person.index));
    let year = civil(card.issued).0;
    person.birth.put_number(out);
    out.push(b',');
    put_permit_number(out, home, year, serials.next(home.district_counter, year, counter));
    out.push(b',');
    out.extend_from_slice(city.counters[counter].as_bytes());
    out.push(b',');
    put_iso(out, card.issued);
    out.push(b',');
    if let Some(endorsed) = card.endorsed {
        put_iso(out, endorsed);
    }
    out.extend_from_slice(b",,");
}

/// The bytes of `domain::permit_number::PermitNumber`, without its allocations.
fn put_permit_number(out: &mut Vec<u8>, home: &Home, year: i32, serial: u32) {
    out.extend_from_slice(b"JZ");
    let from = out.len();
    out.extend_from_slice(home.county.as_bytes());
    put_digits(out, year.unsigned_abs() % 100, 2);
    put_digits(out, serial, 7);
    let check = std::str::from_utf8(&out[from..]).map_or('0', check_digit);
    out.push(u8::try_from(check).unwrap_or(b'0'));
}

/// A file under way: rows gather in a buffer that is handed on whenever it is full.
struct Rows<W> {
    out: W,
    buffer: Vec<u8>,
}

impl<W: Write> Rows<W> {
    fn new(out: W, headings: &str) -> Rows<W> {
        let mut buffer = Vec::with_capacity(BUFFER_BYTES);
        buffer.extend_from_slice(headings.as_bytes());
        buffer.push(b'\n');
        Rows { out, buffer }
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.buffer.push(b'\n');
        if self.buffer.len() + ROW_BYTES > BUFFER_BYTES {
            self.out.write_all(&self.buffer)?;
            self.buffer.clear();
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::domain::identity;
    use crate::domain::permit::{self, Card, PermitKind, Status};
    use crate::domain::permit_number::PermitNumber;
    use crate::domain::place::Place;
    use crate::domain::regime::Regime;
    use crate::practice::population::holders_among;
    use crate::reference::{divisions, dwellings, ethnic_groups, reasons, rule_book};

    fn files(people: u64, seed: u64) -> (Vec<u8>, Vec<u8>) {
        let (mut roster, mut ledger) = (Vec::new(), Vec::new());
        write_people(&mut roster, people, seed).unwrap();
        write_permits(&mut ledger, people, seed).unwrap();
        (roster, ledger)
    }

    fn rows(bytes: &[u8], headings: &str) -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_reader(bytes);
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>().join(","), headings);
        reader.records().map(Result::unwrap).collect()
    }

    fn iso(text: &str) -> Day {
        Day::parse_iso(text).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_other_ones() {
        let first = files(3_000, 1);
        assert_eq!(first, files(3_000, 1));
        let other = files(3_000, 2);
        assert!(first.0 != other.0 && first.1 != other.1);
        // A larger city begins with the smaller one.
        let larger = files(4_000, 1);
        assert!(larger.0.starts_with(&first.0) && larger.1.starts_with(&first.1));
    }

    #[test]
    fn a_hundred_thousand_rows_read_back_as_good_people() {
        let (roster, ledger) = files(100_000, 1);
        let on = iso(AS_OF_ISO);
        let mut people = HashMap::new();
        for row in rows(&roster, PEOPLE_HEADINGS) {
            let number = identity::read(&row[3], None, on, true).unwrap();
            let (arrived, registered) = (iso(&row[11]), iso(&row[12]));
            assert!(number.birth.unwrap() <= arrived && arrived <= registered && registered <= on, "{row:?}");
            assert_eq!(identity::Sex::parse(&row[1]), number.sex, "{row:?}");
            assert!(ethnic_groups().read(&row[2]).is_some(), "{row:?}");
            assert!(reasons().read(&row[7]).is_some() && dwellings().read(&row[8]).is_some(), "{row:?}");
            assert!(row[9].is_empty() || (row[9].len() == 11 && row[9].starts_with("154")), "{row:?}");
            assert!(people.insert(row[3].to_owned(), (registered, number.birth.unwrap(), row[5].to_owned())).is_none());
        }
        let cards = rows(&ledger, PERMIT_HEADINGS);
        assert_eq!((people.len(), cards.len() as u64), (100_000, holders_among(100_000)));
        let mut numbers = HashSet::new();
        for row in cards {
            let (registered, birth, unit) = people.remove(&row[0]).unwrap();
            let (number, issued) = (PermitNumber::parse(&row[1]).unwrap(), iso(&row[3]));
            assert!(registered <= issued && birth.birthday(16) <= issued && issued <= on, "{row:?}");
            assert!(number.county() == unit[..6] || (number.county() == "520112" && unit.starts_with("520115")));
            assert!(row[2] == *"520100" || row[2] == number.county() || row[2] == unit, "{row:?}");
            assert!(numbers.insert(row[1].to_owned()));
            if !row[4].is_empty() {
                let anniversary = issued.plus_months(12);
                assert!((anniversary.plus_days(-30)..anniversary).contains(&iso(&row[4])), "{row:?}");
            }
        }
    }

    #[test]
    fn everybody_comes_from_a_county_that_is_known_and_is_none_of_guiyangs() {
        for row in rows(&files(20_000, 4).0, PEOPLE_HEADINGS) {
            let Place::County(code) = divisions().locate(&row[4]) else { panic!("{}", &row[4]) };
            assert!(!code.starts_with("5201"), "{}", &row[4]);
        }
    }

    #[test]
    fn every_tier_issues_cards() {
        let ledger = files(20_000, 1).1;
        let mut by_tier = HashMap::new();
        for row in rows(&ledger, PERMIT_HEADINGS) {
            let tier = if row[2] == *"520100" {
                "city"
            } else if row[2].len() == 6 {
                "district"
            } else {
                "community"
            };
            *by_tier.entry(tier).or_insert(0) += 1;
        }
        assert!(by_tier["city"] > 300 && by_tier["district"] > 1_500 && by_tier["community"] > 10_000, "{by_tier:?}");
    }

    #[test]
    fn by_the_rules_of_the_day_few_cards_have_expired_and_all_others_are_in_force() {
        let book = rule_book();
        let cards = rows(&files(20_000, 1).1, PERMIT_HEADINGS);
        let expired = cards.iter().filter(|row| {
            let card = Card {
                kind: PermitKind::Residence,
                regime: Regime::Guiyang2012,
                issued_on: iso(&row[3]),
                base_on: iso(&row[3]),
                printed_until: None,
                endorsements: Day::parse_iso(&row[4]).into_iter().collect(),
                ended: None,
            };
            let status = permit::state(&card, &book, iso(AS_OF_ISO)).unwrap().status;
            assert!(status.is_in_force() || status == Status::Expired, "{row:?}");
            status == Status::Expired
        });
        assert!((20..=40).contains(&(expired.count() * 1000 / cards.len())));
    }

    #[test]
    fn more_people_than_there_are_numbers_for_are_refused() {
        let refused = write_people(Vec::new(), MOST_PEOPLE + 1, 1).unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
    }

    #[test]
    fn the_city_of_589_315_has_468_800_cards() {
        /// Counts lines and keeps nothing.
        struct Lines(usize);
        impl Write for Lines {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 += bytes.split(|byte| *byte == b'\n').count() - 1;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut lines = Lines(0);
        write_permits(&mut lines, 589_315, 1).unwrap();
        assert_eq!(lines.0, 468_800 + 1);
    }
}
