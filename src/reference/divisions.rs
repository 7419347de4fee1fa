//! Codes and names of provinces, cities and counties with their years (GB/T 2260).

use std::sync::LazyLock;

use super::{optional, rows};
use crate::domain::place::{Division, Divisions};

const TEXT: &str = include_str!("divisions.csv");

/// All divisions of the country, by code. The practice county 520199 is not among them.
pub fn divisions() -> &'static Divisions {
    static ALL: LazyLock<Divisions> = LazyLock::new(|| Divisions::new(list()));
    &ALL
}

fn list() -> Vec<Division> {
    rows("divisions.csv", TEXT, |row| {
        let years = row[2];
        let (first, last) = years.split_once('-').unwrap_or((years, ""));
        let year = |text: &str| optional(text, |text| text.parse().ok());
        Ok(Division { code: row[0], name: row[1], first_year: year(first)?, last_year: year(last)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::place::{CountyYear, Place};

    fn county(code: &str) -> Place {
        Place::County(code.into())
    }

    fn city(code: &str) -> Place {
        Place::City(code.into())
    }

    fn province(code: &str) -> Place {
        Place::Province(code.into())
    }

    #[test]
    fn an_address_names_its_county() {
        for (address, code) in [
            ("贵州省毕节市七星关区麻园路12号", "520502"),
            ("贵州毕节七星关区麻园路", "520502"),
            ("毕节七星关区", "520502"),
            ("贵州省毕节市大方县六龙镇", "520521"),
            ("贵州省毕节地区大方县六龙镇", "522422"),
            ("湖南省邵阳市邵东县仙槎桥镇", "430521"),
            ("湖南省邵东县仙槎桥镇", "430521"),
            ("重庆市北碚区歇马镇", "500109"),
            ("重庆北碚区", "500109"),
            ("四川省重庆市北碚区", "510215"),
            ("北京市朝阳区建国路", "110105"),
            ("北京市北京市朝阳区", "110105"),
            ("重庆市市辖区北碚区", "500109"),
            ("上海浦东新区", "310115"),
            ("开阳县双流镇", "520121"),
            ("贵州省开阳县双流镇", "520121"),
            ("贵阳市南明区新华路", "520102"),
            ("贵州省贵阳市白云区", "520113"),
            ("贵阳白云区大山洞", "520113"),
            ("广东省广州市白云区", "440111"),
            ("贵州省贵阳市小河区平桥", "520114"),
            ("贵州省贵阳市观山湖区", "520115"),
            ("四川省宜宾市翠屏区", "511502"),
            ("遵义县南白镇", "520321"),
            ("贵州省遵义县", "520321"),
            ("贵州省遵义市遵义县", "520321"),
            ("清镇市红枫湖镇", "520181"),
            ("贵州省 贵阳市\u{3000}花溪区 青岩镇", "520111"),
            ("贵州省-贵阳市-花溪区", "520111"),
            ("  贵州省贵阳市云岩区", "520103"),
            ("中国贵州省贵阳市云岩区", "520103"),
            ("贵州省黔东南苗族侗族自治州凯里市", "522601"),
            ("贵州省黔东南州凯里市", "522601"),
            ("黔东南凯里市", "522601"),
            ("贵州省威宁彝族回族苗族自治县", "520526"),
            ("贵州省毕节市威宁县", "520526"),
            ("贵州省铜仁市松桃苗族自治县", "520628"),
            ("湖北省恩施州利川市", "422802"),
            ("湖北省仙桃市", "429004"),
            ("新疆石河子市", "659001"),
            ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市", "654002"),
            ("新疆伊犁州伊宁市", "654002"),
            ("内蒙古赤峰市松山区", "150404"),
            ("广西桂林市龙胜县", "450328"),
            ("云南省大理白族自治州大理市", "532901"),
            ("吉林省吉林市昌邑区", "220202"),
            ("吉林昌邑区", "220202"),
            ("河南省新乡市新乡县", "410721"),
        ] {
            assert_eq!(divisions().locate(address), county(code), "{address}");
        }
    }

    #[test]
    fn an_address_that_stops_earlier_names_its_city_or_province() {
        for (address, place) in [
            ("贵州省贵阳市", city("520100")),
            ("贵州贵阳", city("520100")),
            ("贵阳市中华北路", city("520100")),
            ("贵州省毕节市", city("520500")),
            ("贵州省遵义市虾子镇", city("520300")),
            ("广东省东莞市长安镇", city("441900")),
            ("贵州省", province("520000")),
            ("贵州", province("520000")),
            ("贵州省长沙市芙蓉区", province("520000")),
            ("重庆市", province("500000")),
            ("香港特别行政区", province("810000")),
            ("香港九龙", province("810000")),
            ("台湾省台北市", province("830000")),
        ] {
            assert_eq!(divisions().locate(address), place, "{address}");
        }
    }

    #[test]
    fn what_several_places_bear_and_what_names_none_is_unknown() {
        for address in [
            "白云区",
            "白云区大山洞",
            "朝阳区",
            "",
            " ",
            "某某县",
            "abc",
            "5201",
            "贵",
            "北京路12号",
            "云南路口",
            "麻园路12号",
        ] {
            assert_eq!(divisions().locate(address), Place::Unknown, "{address}");
        }
    }

    #[test]
    fn every_place_of_the_list_is_found_under_its_own_city() {
        let mut lost = Vec::new();
        for row in TEXT.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let mut cells = row.split(',');
            let (code, name, years) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
            let is_open = !years.contains('-') || years.ends_with('-');
            if !is_open || code.ends_with("00") {
                continue;
            }
            let above = |code: &str| divisions().name(code).unwrap_or_default();
            let (city, province) = (above(&format!("{}00", &code[..4])), above(&format!("{}0000", &code[..2])));
            if divisions().locate(&format!("{province}{city}{name}")) != county(code) {
                lost.push(row.to_owned());
            }
        }
        assert!(lost.is_empty(), "{lost:?}");
    }

    /// Names that begin alike, that several places bear, that end early, that streets bear too.
    const PARTS: [&str; 24] = [
        "中国",
        "中华人民共和国",
        "贵州省",
        "贵州",
        "贵阳市",
        "贵阳",
        "黔南布依族苗族自治州",
        "黔南州",
        "毕节市",
        "毕节地区",
        "七星关区",
        "贵定县",
        "威宁彝族回族苗族自治县",
        "威宁县",
        "白云区",
        "北京市",
        "北京",
        "朝阳区",
        "市辖区",
        "路",
        "大道",
        "桃子坪乡柏杨村8组",
        "新",
        " ",
    ];

    proptest::proptest! {
        #[test]
        fn what_was_located_before_changes_no_answer(
            addresses in proptest::collection::vec(proptest::collection::vec(0..PARTS.len(), 1..7), 1..20),
        ) {
            let address = |parts: &Vec<usize>| parts.iter().map(|at| PARTS[*at]).collect::<String>();
            let is_near = |division: &Division| ["52", "11", "44"].contains(&&division.code[..2]);
            let some: Vec<Division> = list().into_iter().filter(is_near).collect();
            let known = Divisions::new(some.clone());
            for address in addresses.iter().map(address) {
                let (first, again) = (known.locate(&address), known.locate(&address));
                proptest::prop_assert_eq!(&first, &Divisions::new(some.clone()).locate(&address), "{}", address);
                proptest::prop_assert_eq!(first, again);
            }
        }
    }

    #[test]
    fn a_county_code_is_known_in_its_own_years() {
        for (code, year, known) in [
            ("520102", 1990, CountyYear::InForce),
            ("520121", 1990, CountyYear::OtherYears),
            ("520121", 1995, CountyYear::InForce),
            ("520114", 2012, CountyYear::InForce),
            ("520114", 2013, CountyYear::OtherYears),
            ("520199", 1990, CountyYear::Unknown),
            ("510225", 1979, CountyYear::OtherYears),
            ("440524", 1990, CountyYear::InForce),
        ] {
            assert_eq!(divisions().county_in_year(code, year), known, "{code} in {year}");
        }
        assert!(!divisions().is_county("520100") && !divisions().is_county("520199"));
    }

    /// An import asks this for every row (budget: 2 µs in a release build).
    #[test]
    fn locating_is_fast_enough_for_every_row_of_an_import() {
        let addresses = ["贵州省毕节市七星关区麻园路12号3单元", "湖南省邵阳市邵东县仙槎桥镇", "重庆市北碚区歇马镇12组"];
        divisions();
        let start = std::time::Instant::now();
        for _ in 0..10_000 {
            for address in addresses {
                std::hint::black_box(divisions().locate(std::hint::black_box(address)));
            }
        }
        let each = start.elapsed() / 30_000;
        println!("{each:?} an address");
        assert!(each < std::time::Duration::from_micros(100), "{each:?}");
    }
}
