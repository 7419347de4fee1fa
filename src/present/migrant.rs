//! A person on a day: the object of `migrant show`, and the screen of it.

use serde::Serialize;

use crate::domain::calendar::Day;
use crate::domain::dossier::{Dossier, ResidenceCount, Stay, application_code, migrant_code};
use crate::domain::eligibility;
use crate::domain::identity::IdKind;
use crate::domain::lang::Lang;
use crate::domain::mask;
use crate::domain::open_acts::{self, OpenAct};
use crate::domain::papers::{Ground, Missing};
use crate::domain::regime::Regime;
use crate::domain::rulebook::{LeaseRule, RuleBook};
use crate::domain::text;
use crate::domain::unit::UnitTree;
use crate::domain::why::{StayFact, last_regrouping};
use crate::reference;

use super::late::LateMarks;
use super::permit::{PermitAnswer, residence_words};
use super::table::KeyValue;
use super::why::next_line;
use super::words::papers::{Lacking, Provable};
use super::words::told::masked;
use super::words::why::regrouped;
use super::words::{Describe, labels, text};

/// A code and what it says.
#[derive(Debug, Clone, Serialize)]
pub struct Said {
    pub code: &'static str,
    pub message: String,
}

impl Said {
    pub fn of(what: &impl Describe, lang: Lang) -> Said {
        Said { code: what.code().as_str(), message: masked(&what.words(lang).sentence) }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct RegistrationAnswer {
    pub unit: String,
    pub unit_name: String,
    pub address: String,
    pub counter: String,
    #[serde(skip)]
    counter_name: String,
    pub tier: Option<&'static str>,
    pub reason: String,
    pub dwelling: Option<String>,
    pub stay: Option<String>,
    pub exempt: Option<&'static str>,
    pub late: bool,
    pub arrived_on: Option<String>,
    pub registered_on: String,
    pub ended_on: Option<String>,
    /// Late registrations and moves as the screen says them.
    #[serde(skip)]
    late_marks: LateMarks,
    /// The last takeover of the unit, which is no move.
    #[serde(skip)]
    regrouped: Option<StayFact>,
}

#[derive(Debug, Clone, Serialize)]
pub struct EligibilityAnswer {
    pub eligible: bool,
    pub since: Option<String>,
    pub reasons: Vec<Said>,
    pub missing: Vec<Said>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DutyAnswer {
    pub liable: bool,
    pub apply_by: Option<String>,
}

/// The object of `migrant show` (docs/contract.md).
#[derive(Debug, Clone, Serialize)]
pub struct MigrantAnswer {
    pub migrant: String,
    pub name: String,
    pub id_number: String,
    pub id_kind: &'static str,
    pub sex: Option<&'static str>,
    pub birth: Option<String>,
    pub age: Option<i16>,
    pub ethnic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ethnic_text: Option<String>,
    pub hukou: String,
    pub phone: Option<String>,
    pub registration: RegistrationAnswer,
    pub eligibility: EligibilityAnswer,
    pub duty: DutyAnswer,
    pub permit: Option<PermitAnswer>,
    /// The application that waits for its card, and the last day for it: for the screen.
    #[serde(skip)]
    open: Option<(String, Option<Day>)>,
    /// Whether a card is held beside which no other is applied for: for the screen.
    #[serde(skip)]
    holds: bool,
    /// What an application would have to bring, line by line: for the screen.
    #[serde(skip)]
    wants: Vec<String>,
    #[serde(skip)]
    residence: ResidenceCount,
    #[serde(skip)]
    next: Vec<OpenAct>,
}

/// A number and a name, masked unless they may be shown.
pub fn veiled_name(name: &str, reveal: bool) -> String {
    if reveal { name.to_owned() } else { mask::name(name) }
}

/// See [`veiled_name`].
pub fn veiled_number(number: &str, reveal: bool) -> String {
    if reveal { number.to_owned() } else { mask::number(number) }
}

impl MigrantAnswer {
    /// The person at the end of a day; `None` before the first registration.
    pub fn of(dossier: &Dossier, tree: &UnitTree, book: &RuleBook, on: Day, reveal: bool, lang: Lang) -> Option<Self> {
        let stay = dossier.stay_shown(on)?;
        let (person, told) = (&dossier.person, dossier.told_in(stay));
        let entitled = dossier.entitled(book, on);
        let duty = dossier.duty(book, on);
        let needs_ground = book.on(on).papers.ground && person.id.kind == IdKind::Citizen;
        let open = dossier.application_open_on(on);
        let lives = dossier.has_live_permit(book, on) || open.is_some();
        let waits_for_ground = needs_ground && entitled.since.is_some() && !lives;
        let lease = book.settings_on(on).dwelling_ground_lease;
        let permit = dossier.card_shown(book, on).and_then(|held| PermitAnswer::of(dossier, held, tree, book, on));
        Some(MigrantAnswer {
            migrant: migrant_code(dossier.migrant),
            name: veiled_name(&person.name, reveal),
            id_number: veiled_number(&person.id.text, reveal),
            id_kind: person.id.kind.as_str(),
            sex: person.sex.map(crate::domain::identity::Sex::as_str),
            birth: person.birth_on.map(|day| day.to_string()),
            age: person.birth_on.map(|birth| birth.age_on(on)),
            ethnic: text::owned(person.ethnic.as_ref()),
            ethnic_text: text::owned(person.ethnic_text.as_ref()),
            hukou: told.hukou,
            phone: told.phone.as_deref().map(|phone| if reveal { phone.to_owned() } else { mask::phone(phone) }),
            registration: registration(stay, tree, book, on),
            eligibility: EligibilityAnswer {
                eligible: entitled.is_eligible(),
                since: entitled.since.map(|day| day.to_string()),
                reasons: entitled.reasons.iter().map(|reason| Said::of(reason, lang)).collect(),
                missing: if waits_for_ground { grounds(book.on(on).regime, lease, lang) } else { Vec::new() },
            },
            duty: DutyAnswer { liable: duty.liable, apply_by: duty.apply_by.map(|day| day.to_string()) },
            permit,
            wants: if waits_for_ground { wants(book.on(on).regime, lease, lang) } else { Vec::new() },
            open: open.map(|open| (application_code(open.id), open.due_by(on))),
            holds: dossier.has_live_permit(book, on),
            residence: dossier.residence(book, on),
            next: open_acts::open_acts(dossier, tree, book, on),
        })
    }

    /// The screen of `migrant show`.
    pub fn screen(&self, lang: Lang) -> String {
        let mut screen = KeyValue::new();
        screen
            .put(text!(lang, "编号", "Migrant"), &self.migrant)
            .put(text!(lang, "姓名", "Name"), &self.name)
            .put(text!(lang, "证件号码", "Number"), &self.id_number)
            .gap();
        // What somebody at the counter asks for stands first: may I, must I, until when.
        self.put_duty(&mut screen, lang);
        self.put_entitlement(&mut screen, lang);
        if let Some(permit) = &self.permit {
            screen.gap();
            permit.put(&mut screen, lang);
        }
        screen.gap();
        self.put_person(&mut screen, lang);
        screen.gap();
        self.put_registration(&mut screen, lang);
        if let Some(next) = next_line(&self.next, lang) {
            screen.gap().put(text!(lang, "接着", "Next"), next);
        }
        screen.render()
    }

    fn put_person(&self, screen: &mut KeyValue, lang: Lang) {
        let labelled = |code: &Option<String>, table: &crate::domain::table::CodeTable| {
            code.as_deref().map(|code| entry(lang, table, code))
        };
        let sex = self.sex.and_then(crate::domain::identity::Sex::parse).map(|sex| labels::sex(lang, sex));
        let age = self.age.map(|age| text!(lang, "（{age} 岁）", " (aged {age})")).unwrap_or_default();
        screen
            .put_or_none(text!(lang, "性别", "Sex"), sex)
            .put_or_none(text!(lang, "出生日期", "Born"), self.birth.as_ref().map(|birth| format!("{birth}{age}")))
            .put_or_none(
                text!(lang, "民族", "Ethnic group"),
                self.ethnic_text.clone().or_else(|| labelled(&self.ethnic, reference::ethnic_groups())),
            )
            .put(text!(lang, "户籍地址", "Household"), &self.hukou)
            .put_or_none(text!(lang, "联系电话", "Phone"), self.phone.as_ref());
    }

    fn put_registration(&self, screen: &mut KeyValue, lang: Lang) {
        let stay = &self.registration;
        let entry = |table, code: &str| entry(lang, table, code);
        let registered = &stay.registered_on;
        let late = stay.late_marks.registered(lang).unwrap_or_default();
        screen
            .put(text!(lang, "居住地", "Lives in"), format!("{} {}", stay.unit, stay.unit_name))
            .put(text!(lang, "现居住地址", "Address"), &stay.address)
            .put(text!(lang, "登记日期", "Registered"), format!("{registered}{late}"))
            .put(text!(lang, "登记受理点", "Registered at"), format!("{} {}", stay.counter, stay.counter_name))
            .put(text!(lang, "居住事由", "Reason"), entry(reference::reasons(), &stay.reason));
        if let Some(dwelling) = &stay.dwelling {
            screen.put(text!(lang, "居住处所", "Dwelling"), entry(reference::dwellings(), dwelling));
        }
        if let Some(intended) = &stay.stay {
            screen.put(text!(lang, "拟居住期限", "Intended stay"), entry(reference::stays(), intended));
        }
        if let Some(arrived) = &stay.arrived_on {
            screen.put(text!(lang, "来本地日期", "Arrived"), arrived);
        }
        if let Some(late) = stay.late_marks.moved(lang) {
            screen.put(text!(lang, "地址变更", "Moved"), late);
        }
        if let Some(StayFact::Regrouped { on, former, unit, split }) = &stay.regrouped {
            screen.put(text!(lang, "单位调整", "Regrouped"), regrouped(*on, former, unit, *split, lang));
        }
        if let Some(since) = self.residence.since {
            let ResidenceCount { days, full_years, .. } = self.residence;
            let count = residence_words(&since.to_string(), days, full_years, lang);
            screen.put(text!(lang, "居住年限", "Residence"), count);
        }
        if let Some(ended) = &stay.ended_on {
            screen.put(text!(lang, "已离开", "Left"), ended);
        }
    }

    fn put_entitlement(&self, screen: &mut KeyValue, lang: Lang) {
        let eligibility = &self.eligibility;
        let label = text!(lang, "能否申领", "May apply");
        let since = eligibility.since.as_deref().unwrap_or("");
        if let Some((code, due_on)) = &self.open {
            let due = due_on.map_or_else(|| "—".to_owned(), |day| day.to_string());
            screen.put(
                text!(lang, "待发证", "Card to come"),
                text!(lang, "{code} 已受理，最迟 {due} 发证", "{code} is accepted, the card is due by {due}"),
            );
        } else if self.holds {
            screen.put(label, text!(lang, "已有居住证，不用再申领", "not needed: a permit is held"));
        } else if eligibility.eligible {
            screen.put(label, text!(lang, "可以，自 {since} 起", "yes, since {since}"));
        } else {
            let reasons: Vec<&str> = eligibility.reasons.iter().map(|said| said.message.as_str()).collect();
            let reasons = reasons.join(" ");
            screen.put(label, text!(lang, "暂不能：{reasons}", "not now: {reasons}"));
        }
        for (at, line) in self.wants.iter().enumerate() {
            let label = if at == 0 { text!(lang, "还需", "Still needed") } else { String::new() };
            screen.put(label, line);
        }
    }

    fn put_duty(&self, screen: &mut KeyValue, lang: Lang) {
        if self.duty.liable {
            let by = match &self.duty.apply_by {
                Some(day) => text!(lang, "应当申领，{day} 前（含当日）", "must apply, by {day}"),
                None => text!(lang, "属应当申领的人", "among those who must hold a permit"),
            };
            screen.put(text!(lang, "申领义务", "Duty"), by);
        }
    }
}

/// The label of a code; the code itself where the table has none.
fn entry(lang: Lang, table: &crate::domain::table::CodeTable, code: &str) -> String {
    table.get(code).map_or(code, |entry| labels::entry(lang, entry)).to_owned()
}

fn registration(stay: &Stay, tree: &UnitTree, book: &RuleBook, on: Day) -> RegistrationAnswer {
    let home = stay.home_on(on);
    // What stands at a unit that has closed is shown under its successor; who left lived in none.
    let ended_on = stay.ended_on().filter(|ended_on| *ended_on <= on);
    let lived_on = ended_on.map_or(on, |ended_on| ended_on.plus_days(-1).max(stay.registered_on));
    let unit = tree.standing_on(home.unit, lived_on);
    let counter = tree.counter_of(stay.counter, on);
    let code_of = |unit: Option<&crate::domain::unit::Unit>| unit.map_or_else(String::new, |unit| unit.code.clone());
    RegistrationAnswer {
        unit: code_of(unit),
        unit_name: unit.map_or_else(String::new, |unit| tree.name_on(unit.id, lived_on).to_owned()),
        address: String::from(&home.address),
        counter: code_of(counter),
        counter_name: counter.map_or_else(String::new, |counter| tree.name_on(counter.id, on).to_owned()),
        tier: counter.and_then(|counter| counter.tier).map(crate::domain::unit::Tier::as_str),
        reason: String::from(&home.reason),
        dwelling: text::owned(home.dwelling.as_ref()),
        stay: text::owned(home.stay.as_ref()),
        exempt: stay.exempt.map(crate::domain::regime::Exempt::as_str),
        late: eligibility::registered_late(stay.arrived_on, stay.registered_on, stay.exempt, book).is_some(),
        arrived_on: stay.arrived_on.map(|day| day.to_string()),
        registered_on: stay.registered_on.to_string(),
        ended_on: stay.ended_on().filter(|day| *day <= on).map(|day| day.to_string()),
        late_marks: LateMarks::of(stay, tree, book, on),
        regrouped: last_regrouping(stay, tree, on),
    }
}

/// That one ground is needed, and for each of them what would prove it.
fn grounds(regime: Regime, lease: LeaseRule, lang: Lang) -> Vec<Said> {
    let one = Said::of(&Lacking { missing: Missing::Ground, regime, lease }, lang);
    let each = Ground::ALL.map(|ground| Said::of(&Provable { ground, lease, regime }, lang));
    std::iter::once(one).chain(each).collect()
}

/// The same, short, for a screen: the rule once, then a line for each ground.
fn wants(regime: Regime, lease: LeaseRule, lang: Lang) -> Vec<String> {
    let rule = text!(
        lang,
        "就业、住所、就读三项里的一项，带一件证明（《居住证暂行条例》第二条、第九条）：",
        "one ground of three, and one paper that proves it (State Council Decree 663, Art. 2 and 9):"
    );
    let each = Ground::ALL.map(|ground| Provable { ground, lease, regime }.short(lang));
    std::iter::once(rule).chain(each).collect()
}
