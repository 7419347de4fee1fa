//! What happens at the counters in `jzz demo`: people who register and apply, cards that are endorsed.
//!
//! All between 2012-08-20 and 2012-08-31, on working days, under Guiyang's decree: cards are issued within
//! seven working days (G 15), endorsed in the last 30 days of their validity.

use crate::domain::unit::Tier;

/// A card of the ledger that its bearer has endorsed in the last days of August 2012.
#[derive(Debug)]
pub struct ToEndorse {
    pub permit: &'static str,
    pub counter: &'static str,
    pub on: &'static str,
}

/// Cards whose window is open on the day, one at a counter of each tier and one in its last days.
pub const TO_ENDORSE: [ToEndorse; 4] = [
    ToEndorse { permit: "JZ5201031102200359", counter: "520103404", on: "2012-08-22" },
    ToEndorse { permit: "JZ5201111100301125", counter: "520111", on: "2012-08-27" },
    ToEndorse { permit: "JZ5201021100000883", counter: "520100", on: "2012-08-29" },
    ToEndorse { permit: "JZ5201031100200412", counter: "520103402", on: "2012-08-30" },
];

/// Somebody who comes to a counter, registers, applies, and gets the card a week later.
#[derive(Debug)]
pub struct WalkIn {
    pub tier: Tier,
    pub counter: &'static str,
    pub registered_on: &'static str,
    pub issued_on: &'static str,
    /// Flags of `migrant add` with their values, `--id-number` first, without `--counter` and `--on`.
    pub add: [(&'static str, &'static str); 11],
    /// What follows `permit apply MIGRANT`: the papers that Guiyang's decree asks for (G 14).
    pub apply: &'static [&'static str],
}

impl WalkIn {
    pub fn number(&self) -> &'static str {
        self.add[0].1
    }
}

const PAPERS: &[&str] = &["--photo", "--evidence", "identity_card", "--evidence", "lease"];

/// One person at a counter of each tier, city first.
pub const WALK_INS: [WalkIn; 3] = [
    WalkIn {
        tier: Tier::City,
        counter: "520100",
        registered_on: "2012-08-20",
        issued_on: "2012-08-27",
        add: [
            ("--id-number", "520199198702110390"),
            ("--name", "潘国强"),
            ("--ethnic", "水族"),
            ("--hukou", "贵州省黔南布依族苗族自治州三都水族自治县中坝乡龙井村"),
            ("--unit", "西湖社区"),
            ("--address", "贵阳市南明区梧桐巷12号302室"),
            ("--reason", "务工"),
            ("--dwelling", "租赁房屋"),
            ("--stay", "一年"),
            ("--phone", "15400160011"),
            ("--arrived", "2012-08-16"),
        ],
        apply: PAPERS,
    },
    WalkIn {
        tier: Tier::District,
        counter: "520103",
        registered_on: "2012-08-21",
        issued_on: "2012-08-28",
        add: [
            ("--id-number", "520199199310040527"),
            ("--name", "冉丽"),
            ("--ethnic", "土家族"),
            ("--hukou", "贵州省铜仁市沿河土家族自治县青坪镇桥头村"),
            ("--unit", "黔灵镇"),
            ("--address", "贵阳市云岩区黔灵镇大坪村3组"),
            ("--reason", "服务"),
            ("--dwelling", "租赁房屋"),
            ("--stay", "半年"),
            ("--phone", "15400160012"),
            ("--arrived", "2012-08-18"),
        ],
        apply: PAPERS,
    },
    WalkIn {
        tier: Tier::Community,
        counter: "520102400",
        registered_on: "2012-08-22",
        issued_on: "2012-08-29",
        add: [
            ("--id-number", "52019919780626017X"),
            ("--name", "文正平"),
            ("--ethnic", "汉族"),
            ("--hukou", "湖南省邵阳市隆回县石门乡新寨村"),
            ("--unit", "南明区/新华社区"),
            ("--address", "贵阳市南明区清溪巷5号"),
            ("--reason", "经商"),
            ("--dwelling", "自有住房"),
            ("--stay", "三年以上"),
            ("--phone", "15400160013"),
            ("--arrived", "2012-08-20"),
        ],
        apply: &["--photo", "--evidence", "identity_card", "--evidence", "title_deed"],
    },
];
