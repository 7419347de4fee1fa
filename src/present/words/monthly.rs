//! The words of the monthly table.

use super::{counted_as, text};
use crate::domain::calendar::Day;
use crate::domain::lang::Lang;

pub fn title(lang: Lang, period: &str) -> String {
    text!(lang, "{period} 流动人口登记情况月报（按居住事由）", "Registered migrants by reason of residence, {period}")
}

pub fn definition(lang: Lang, on: Day) -> String {
    text!(
        lang,
        "截至 {on} 24时居住登记有效的全部人员，港澳台居民和外国人也在内，一人只计一次，按当日登记的居住事由分行；已离开、已死亡、已落户的不在内。每人在性别、拟居住期限、户籍地、居住处所四组里各计一次，没有登记的计入“不详”，不并入别栏；拟居住三年以上是登记表最长的一档，计入“五年以上”。户籍地依次按户籍区县代码、户籍地址、号码前六位认定：县、旗为县，其余为市；都认不出的为不详；号码以 810000、820000、830000 开头的为港澳台，持外国人永久居留身份证的为国外，不看户籍地址；持其他证件的看户籍地址，写明香港、澳门、台湾的为港澳台，其余为国外；持公民身份号码的，户籍地址写在港澳台或国外也不计入这两栏。",
        "Everybody with an active registration at the end of {on}, residents of Hong Kong, Macao and Taiwan and foreigners too, each person once, by the reason registered on that day; nobody who has left, died or obtained local household registration. Each person counts once by sex, intended stay, origin and dwelling; what is not recorded is unknown and in no other column; three years or more, the form's longest stay, stands under over 5 years. Origin: by the household county code, else the address, else the first six digits of the number; a 县 or 旗 is a county, all else a city, the rest unknown. Numbers that begin with 810000, 820000 or 830000 stand under Hong Kong, Macao, Taiwan, a foreigner's permanent residence card under abroad, whatever the address; of any other paper the household address tells: Hong Kong, Macao or Taiwan if it names one, else abroad. A citizen's number stands under neither, whatever the address."
    )
}

/// How many origins rest on the number alone.
pub fn by_number(lang: Lang, count: u64) -> Option<String> {
    let people = counted_as(count, "person", "people");
    (count > 0).then(|| {
        text!(
            lang,
            "其中 {count} 人的户籍地只能按号码前六位认定。",
            "The origin of {people} is told by the first six digits of the number alone."
        )
    })
}

/// The shared heading and the title of a column; no heading over the total.
pub fn column(lang: Lang, key: &str) -> (String, String) {
    let (group, _) = key.split_once('_').unwrap_or((key, ""));
    let heading = match group {
        "male" | "female" | "sex" => text!(lang, "性别", "sex"),
        "stay" => text!(lang, "拟居住期限", "intended stay"),
        "origin" => text!(lang, "户籍地", "origin"),
        "dwelling" => text!(lang, "居住处所", "dwelling"),
        _ => String::new(),
    };
    let title = match key {
        "total" => text!(lang, "合计", "total"),
        "male" => text!(lang, "男", "male"),
        "female" => text!(lang, "女", "female"),
        "stay_under_half" => text!(lang, "不满半年", "under ½ year"),
        "stay_half_to_five" => text!(lang, "半年至五年", "½ to 5 years"),
        "stay_over" => text!(lang, "五年以上", "over 5 years"),
        "origin_province_city" => text!(lang, "省内市", "province, city"),
        "origin_province_county" => text!(lang, "省内县", "province, county"),
        "origin_other_city" => text!(lang, "省外市", "elsewhere, city"),
        "origin_other_county" => text!(lang, "省外县", "elsewhere, county"),
        "origin_hmt" => text!(lang, "港澳台", "HK, Macao, Taiwan"),
        "origin_abroad" => text!(lang, "国外", "abroad"),
        "dwelling_hotel" => text!(lang, "旅店", "hotel"),
        "dwelling_home" => text!(lang, "居民家中", "home"),
        "dwelling_unit" => text!(lang, "单位内部", "workplace"),
        "dwelling_site" => text!(lang, "工地现场", "building site"),
        "dwelling_rented" => text!(lang, "租赁房屋", "rented"),
        "dwelling_other" => text!(lang, "其他", "other"),
        _ => text!(lang, "不详", "unknown"),
    };
    (heading, title)
}
