//! How a sheet's values of the domain are kept as text, for figures that were frozen.

pub mod day {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::calendar::Day;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    pub fn serialize<S: Serializer>(day: &Day, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(day)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = String::deserialize(from)?;
        Day::parse_iso(&text).ok_or_else(|| D::Error::custom("no day"))
    }
}

pub mod lang {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::domain::lang::Lang;

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    pub fn serialize<S: Serializer>(lang: &Lang, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(lang.as_str())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Lang, D::Error> {
        let text = String::deserialize(from)?;
        Lang::parse(&text).ok_or_else(|| D::Error::custom("no language"))
    }
}
