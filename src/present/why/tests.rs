//! An answer to "why" contradicts neither itself nor the other one of the same day, whatever the life was.

use proptest::prelude::*;

use super::{MigrantWhy, PermitWhy};
use crate::domain::application::ApplicationState;
use crate::domain::calendar::Day;
use crate::domain::dossier::{Application, Dossier, HeldCard, Residence, Stay};
use crate::domain::identity::{IdKind, IdNumber};
use crate::domain::lang::Lang;
use crate::domain::permit::{Card, EndReason, PermitKind};
use crate::domain::regime::Exempt;
use crate::domain::registration::{Home, Person};
use crate::domain::rulebook::RuleBook;
use crate::domain::unit::{Unit, UnitId, UnitKind, UnitTree};
use crate::reference;

/// Words that never stand in one answer, in Chinese and English.
const APART: [(&str, &str, &str, &str); 23] = [
    ("不用再申领", "可以申领", "none to be applied for", "can be applied for"),
    ("不用再申领", "permit apply", "none to be applied for", "permit apply"),
    ("不用再申领", "还要有稳定工作", "none to be applied for", "One of three is needed"),
    ("不用再申领", "还没有注销", "none to be applied for", "has not been ended"),
    ("不用再申领", "现在来照样受理", "none to be applied for", "is taken all the same"),
    ("不用再申领", "等着发证", "none to be applied for", "waits for its card"),
    ("等着发证", "可以申领", "waits for its card", "can be applied for"),
    ("等着发证", "现在来照样受理", "waits for its card", "is taken all the same"),
    ("等着发证", "permit apply", "waits for its card", "permit apply"),
    ("不用再办居住证", "可以申领", "no permit to be applied for", "can be applied for"),
    ("不能领居住证", "可以申领", "not entitled to a permit", "a permit can be applied for"),
    ("不能领居住证", "由本人自愿", "not entitled to a permit", "for the person to choose"),
    ("不能领居住证", "应当申领", "not entitled to a permit", "must apply for a permit"),
    ("不能领居住证", "不是非办不可", "not entitled to a permit", "no duty"),
    ("不能领居住证", "permit apply", "not entitled to a permit", "permit apply"),
    ("还不够条件领居住证", "住满了半年", "not yet entitled", "were complete on"),
    ("还不够条件领居住证", "应当申领", "not yet entitled", "must apply for a permit"),
    ("可以来申领居住证", "不用办居住证", " entitled to a permit (since", "needs no permit"),
    ("可以来申领居住证", "才满 6 个月", " entitled to a permit (since", "will be complete on"),
    ("可以来申领居住证", "手上已经有证", " entitled to a permit (since", "A card is held already"),
    ("证还算数", "起过期", "The card stands", "has expired, from"),
    ("证还算数", "不能恢复", "The card stands", "ended with it for good"),
    ("应当申领居住证", "由本人自愿", "must apply for a permit", "for the person to choose"),
];

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

fn tree() -> UnitTree {
    let unit = Unit {
        id: UnitId(1),
        code: "520102400".to_owned(),
        name: "新华社区".to_owned(),
        kind: UnitKind::Community,
        tier: None,
        since: None,
        until: None,
    };
    UnitTree::new(vec![unit], Vec::new(), Vec::new())
}

fn days() -> impl Strategy<Value = Day> {
    (0i32..3600).prop_map(|days| day("2010-06-01").plus_days(days))
}

fn stay() -> impl Strategy<Value = Stay> {
    let exempt = prop_oneof![4 => Just(None), 1 => proptest::sample::select(Exempt::ALL.to_vec()).prop_map(Some)];
    let code = prop_oneof![3 => Just(None), 1 => Just(Some("0".into())), 2 => Just(Some("4".into()))];
    let end = proptest::option::weighted(0.3, (1i32..900, proptest::sample::select(vec!["left", "hukou", "death"])));
    (days(), exempt, code, end, proptest::option::of(0i32..60)).prop_map(|(from, exempt, code, end, came)| {
        let home = Home { unit: UnitId(1), address: "1号".into(), reason: "01".into(), dwelling: None, stay: code };
        Stay {
            id: 1,
            counter: UnitId(1),
            homes: vec![Residence { from_on: from, told_on: None, home }],
            exempt,
            arrived_on: came.map(|days| from.plus_days(-days)),
            registered_on: from,
            ended: end.map(|(days, reason)| (from.plus_days(days), reason.to_owned())),
            told: None,
            cut: false,
        }
    })
}

fn card(kind: PermitKind, id: i64) -> impl Strategy<Value = HeldCard> {
    let ends = vec![EndReason::Left, EndReason::Death, EndReason::Ineligible, EndReason::Error, EndReason::Hukou];
    let end = proptest::option::weighted(0.3, (1i32..900, proptest::sample::select(ends)));
    (days(), end, proptest::option::weighted(0.4, 330i32..500)).prop_map(move |(issued_on, ended, endorsed)| {
        let rules = reference::rule_book();
        let rules = rules.on(issued_on);
        let until = rules.validity_months.map(|months| issued_on.plus_months(i32::from(months)).plus_days(-1));
        let card = Card {
            kind,
            regime: rules.regime,
            issued_on,
            base_on: issued_on,
            printed_until: until,
            endorsements: endorsed.map(|days| issued_on.plus_days(days)).into_iter().collect(),
            ended: ended.map(|(days, reason)| (issued_on.plus_days(days), reason)),
        };
        HeldCard {
            id,
            number: format!("JZ520102{id}"),
            card,
            issuing_county: "520102".to_owned(),
            counter: UnitId(1),
            collected_on: None,
            replaces: None,
            replaced_by: None,
            gave_way: None,
        }
    })
}

/// An application: that of the card, or one that came to nothing yet.
fn application(card: Option<&HeldCard>, days_before: i32, of_card: bool, alone: (Day, bool)) -> Application {
    let (applied_on, accepted, closed_on, state) = match card.filter(|_| of_card) {
        Some(held) => {
            let issued_on = held.card.issued_on;
            (issued_on.plus_days(-days_before), true, Some(issued_on), ApplicationState::Issued)
        }
        None if alone.1 => (alone.0, true, None, ApplicationState::Open),
        None => (alone.0, false, None, ApplicationState::Incomplete),
    };
    Application {
        id: 1,
        applied_on,
        accepted_on: accepted.then_some(applied_on),
        due_on: None,
        extended: None,
        closed_on,
        state,
        because: None,
        article: None,
    }
}

fn person(kind: IdKind, birth_on: Day, own_city: bool) -> Person {
    let text = "520199199001010017";
    Person {
        id: IdNumber { kind, text: text.into(), birth: Some(birth_on), sex: None },
        as_given: text.into(),
        name: "李雷".into(),
        sex: None,
        birth_on: Some(birth_on),
        ethnic: None,
        ethnic_text: None,
        hukou: "练习路1号".into(),
        hukou_county: own_city.then(|| "520121".into()),
        phone: None,
        education: None,
        marriage: None,
    }
}

fn lives() -> impl Strategy<Value = Dossier> {
    let kind = prop_oneof![6 => Just(IdKind::Citizen), 1 => proptest::sample::select(IdKind::ALL.to_vec())];
    let who =
        (kind, (0i32..60).prop_map(|years| day("1950-03-01").plus_months(12 * years)), proptest::bool::weighted(0.2));
    let cards = (
        proptest::option::weighted(0.6, card(PermitKind::Residence, 1)),
        proptest::option::weighted(0.3, card(PermitKind::Temporary, 2)),
    );
    let applied = (proptest::bool::weighted(0.6), 1i32..20, proptest::bool::weighted(0.7), (days(), any::<bool>()));
    (who, stay(), cards, applied).prop_map(|((kind, birth_on, own), stay, (permit, temporary), applied)| {
        let (applies, before, of_card, alone) = applied;
        let application = applies.then(|| application(permit.as_ref(), before, of_card, alone));
        let mut cards: Vec<HeldCard> = permit.into_iter().chain(temporary).collect();
        cards.sort_by_key(|held| held.card.issued_on);
        let applications = application.into_iter().collect();
        Dossier { migrant: 1, person: person(kind, birth_on, own), stays: vec![stay], cards, applications }
    })
}

/// Nobody waits for a card beside one that is held.
fn is_possible(life: &Dossier, book: &RuleBook, on: Day) -> bool {
    !(life.application_open_on(on).is_some() && life.has_live_permit(book, on))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_answer_contradicts_itself(life in lives(), on in days()) {
        let (tree, book) = (tree(), reference::rule_book());
        prop_assume!(is_possible(&life, &book, on));
        for lang in [Lang::Zh, Lang::En] {
            let Some(person) = MigrantWhy::of(&life, (&tree, &book), on, lang) else { continue };
            let mut all = person.screen(lang);
            let in_use = life.cards.iter().filter(|held| held.card.ended.is_none_or(|(ended_on, _)| on < ended_on));
            for held in in_use {
                all.extend(PermitWhy::of(&life, held, (&tree, &book), on, lang).map(|card| card.screen(lang)));
            }
            for (one_zh, other_zh, one_en, other_en) in APART {
                let (one, other) = match lang {
                    Lang::Zh => (one_zh, other_zh),
                    Lang::En => (one_en, other_en),
                };
                prop_assert!(!(all.contains(one) && all.contains(other)), "{one} beside {other}:\n{all}");
            }
        }
    }
}
