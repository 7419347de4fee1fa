//! The names with which an address may begin, found by their first two characters.
//!
//! Besides the names of the list there are those that people write: 贵州 and 毕节 without 省 and 市,
//! 黔东南州 for 黔东南苗族侗族自治州, 威宁县 for 威宁彝族回族苗族自治县. An import asks for every row, so a
//! question costs a look-up and a comparison or two.

use std::borrow::Cow;

use super::beginnings::Look;
use crate::domain::quick::QuickMap;

/// A text that names divisions, and which of them.
#[derive(Debug)]
pub struct Name {
    pub text: Cow<'static, str>,
    /// Without its ending (贵州, 毕节): it is a name only where the rest does not speak against it.
    pub is_short: bool,
    /// Places in the list.
    pub divisions: Vec<usize>,
}

/// All names, the longest first under each pair of first characters.
#[derive(Debug, Default)]
pub struct NameIndex {
    by_start: QuickMap<u64, Vec<Name>>,
}

/// What a province's or city's name ends with, the longest first.
const ENDINGS: [&str; 9] =
    ["维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "地区", "省", "市", "盟"];

/// What an autonomous area is called, and what people say for it.
const AUTONOMOUS: [(&str, &str); 3] = [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗")];

/// Peoples in the names of autonomous areas, with 族 unless the area's name leaves it out.
const PEOPLES: &str = "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水 东乡 纳西 \
                       景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 普米 塔吉克 怒 鄂温克 保安 裕固 独龙 鄂伦春 各";

impl NameIndex {
    /// Adds the names of the division at that place of the list. `is_county`: whether it is one.
    pub fn add(&mut self, name: &'static str, is_county: bool, at: usize) {
        self.insert(Cow::Borrowed(name), false, at);
        if let Some((base, ending)) = autonomous(name) {
            self.insert(Cow::Owned(format!("{base}{ending}")), false, at);
            if !is_county {
                self.insert(Cow::Borrowed(base), true, at);
            }
        } else if !is_county && let Some(short) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
            self.insert(Cow::Borrowed(short), true, at);
        }
    }

    fn insert(&mut self, text: Cow<'static, str>, is_short: bool, at: usize) {
        let Some(start) = start_of(&text) else { return };
        let names = self.by_start.entry(start).or_default();
        if let Some(name) = names.iter_mut().find(|name| name.text == text && name.is_short == is_short) {
            if !name.divisions.contains(&at) {
                name.divisions.push(at);
            }
            return;
        }
        let place = names.partition_point(|name| (name.text.len(), !name.is_short) > (text.len(), !is_short));
        names.insert(place, Name { text, is_short, divisions: vec![at] });
    }

    /// The names that begin with the first two characters of `text`, the longest first.
    pub fn of_start(&self, look: &mut Look, text: &str) -> &[Name] {
        let mut characters = text.char_indices();
        let (Some(_), Some((at, second))) = (characters.next(), characters.next()) else {
            look.reads(text, text.len() + 1);
            return &[];
        };
        look.reads(text, at + second.len_utf8());
        start_of(text).and_then(|start| self.by_start.get(&start)).map_or(&[], Vec::as_slice)
    }
}

/// The first two characters, as one number.
fn start_of(text: &str) -> Option<u64> {
    let mut characters = text.chars().map(u64::from);
    Some(characters.next()? << 32 | characters.next()?)
}

/// What an autonomous area's name is without its peoples, and the ending people give it.
fn autonomous(name: &'static str) -> Option<(&'static str, &'static str)> {
    let (mut base, ending) = AUTONOMOUS.iter().find_map(|(long, short)| Some((name.strip_suffix(long)?, *short)))?;
    let whole = base;
    while let Some(rest) = PEOPLES.split(' ').find_map(|people| without(base, people)) {
        base = rest;
    }
    (base.len() < whole.len() && base.chars().count() >= 2).then_some((base, ending))
}

/// `base` without a people at its end; a people of one character is one only with 族 behind it.
fn without<'a>(base: &'a str, people: &str) -> Option<&'a str> {
    match base.strip_suffix('族') {
        Some(stem) => stem.strip_suffix(people),
        None if people.chars().count() > 1 => base.strip_suffix(people),
        None => None,
    }
}
