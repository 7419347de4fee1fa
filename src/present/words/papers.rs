//! What is said of an application that is incomplete: everything that is missing, at once.

use serde_json::{Value, json};

use super::article::unbracketed;
use super::keywords::Keyword;
use super::{Describe, Words, counted, labels, quoted, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::papers::{Evidence, Ground, LaterPaper, Missing, Paper};
use crate::domain::regime::Regime;
use crate::domain::rulebook::LeaseRule;
use crate::ops::apply::{Applied, Brought};

/// One missing thing, with the rules that ask for it: they decide which paper serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacking {
    pub missing: Missing,
    pub regime: Regime,
    /// Which lease proves a dwelling.
    pub lease: LeaseRule,
}

/// How many things are missing.
pub fn things(count: usize, lang: Lang) -> String {
    let things = counted(count, "thing");
    text!(lang, "{count} 项", "{things}")
}

impl Lacking {
    pub fn all(missing: &[Missing], regime: Regime, lease: LeaseRule) -> Vec<Lacking> {
        missing.iter().map(|&missing| Lacking { missing, regime, lease }).collect()
    }
}

/// The article that lists the papers of an application.
pub fn article(regime: Regime, lang: Lang) -> String {
    match regime {
        Regime::Legacy | Regime::Guiyang2012 => {
            text!(lang, "（《贵阳市流动人口居住登记和居住证管理办法》第十四条）", " (Guiyang Decree 1/2012, Art. 14)")
        }
        Regime::Guizhou2012 => {
            text!(lang, "（《贵州省流动人口服务管理条例》第十一条）", " (Guizhou Regulation 2012, Art. 11)")
        }
        Regime::State2016 => text!(lang, "（《居住证暂行条例》第九条）", " (State Council Decree 663, Art. 9)"),
    }
}

impl Lacking {
    /// The thing alone, as a list names it.
    pub fn thing(self, lang: Lang) -> String {
        match self.missing {
            Missing::Identity { child } => identity(child, self.regime, lang),
            Missing::Photo { count } => {
                let photos = counted(count, "photo");
                text!(lang, "本人近期相片{count}张", "{photos} of the applicant")
            }
            Missing::Address => text!(
                lang,
                "居住地住址证明：租房合同、房屋产权证、购房合同，或房东、单位、学校出具的住宿证明，任一件即可",
                "proof of address; a lease, a title deed, a purchase contract, or a lodging certificate by landlord, employer or school"
            ),
            Missing::Ground => text!(
                lang,
                "申领理由：就业、住所、就读选一项，并带该项的证明",
                "the ground, which is employment, dwelling or schooling, and its proof"
            ),
            Missing::GroundProof(ground) => ground_proof(ground, self.lease, lang),
            Missing::Proxy => text!(
                lang,
                "代办的监护人或近亲属（父母、祖父母、外祖父母、兄弟姐妹）：申领人未满16周岁，单位和其他人不能代；要其姓名、号码和关系，带双方证件",
                "the guardian or close relative (parent, grandparent, brother or sister) who applies for a child under 16, for whom no employer or other person does (name, number, relation; both identity papers are shown)"
            ),
        }
    }
}

impl Describe for Lacking {
    fn code(&self) -> Code {
        self.missing.code()
    }

    fn words(&self, lang: Lang) -> Words {
        let (thing, article) = (self.thing(lang), article(self.regime, lang));
        let words = Words::new(text!(lang, "缺{thing}{article}", "missing: {thing}{article}"));
        let words = words.hint(flags(self.missing, self.lease, lang));
        match self.missing {
            Missing::Photo { count } => words.detail("count", count),
            Missing::GroundProof(ground) => words.detail("ground", ground.as_str()),
            Missing::Identity { .. } | Missing::Address | Missing::Ground | Missing::Proxy => words,
        }
    }
}

fn identity(child: bool, regime: Regime, lang: Lang) -> String {
    match regime {
        Regime::Legacy | Regime::Guiyang2012 | Regime::Guizhou2012 => {
            text!(lang, "身份证明：居民身份证或户口簿", "the identity paper, an identity card or household register")
        }
        Regime::State2016 if child => text!(
            lang,
            "身份证明：未满16周岁的，居民身份证或户口簿",
            "the identity paper; for a child under 16 an identity card or household register"
        ),
        Regime::State2016 => text!(lang, "本人居民身份证", "the applicant's identity card"),
    }
}

fn ground_proof(ground: Ground, lease: LeaseRule, lang: Lang) -> String {
    match ground {
        Ground::Employment => text!(
            lang,
            "就业证明：劳动合同、单位出具的劳动关系证明、营业执照，或其他能证明稳定就业的材料",
            "proof of employment; a labour contract, an employer's certificate, a business licence, or another proof"
        ),
        Ground::Dwelling => match lease {
            LeaseRule::Any => text!(
                lang,
                "住所证明：租房合同、房屋产权证、购房合同或住宿证明",
                "proof of the dwelling; a lease, a title deed, a purchase contract or a lodging certificate"
            ),
            LeaseRule::Filed => text!(
                lang,
                "住所证明：已备案的租房合同、房屋产权证、购房合同或住宿证明（没有备案的租房合同不算）",
                "proof of the dwelling; a lease that was filed, a title deed, a purchase contract or a lodging certificate (a lease that was not filed does not count)"
            ),
        },
        Ground::Schooling => text!(
            lang,
            "就读证明：学生证、学校出具的就读证明或学籍证明（培训班不算）",
            "proof of schooling; a student card, a school's certificate or proof of enrolment (a training course does not count)"
        ),
    }
}

/// What would prove a ground, for somebody who has not applied yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Provable {
    pub ground: Ground,
    pub lease: LeaseRule,
    pub regime: Regime,
}

impl Provable {
    /// The ground and what proves it, in one line of a list.
    pub fn short(self, lang: Lang) -> String {
        let name = self.ground.label(lang);
        let proofs = self.proofs(lang);
        text!(lang, "{name}：{proofs}", "{name}: {proofs}")
    }

    fn proofs(self, lang: Lang) -> String {
        let proves = |paper: &Paper| paper.proves(self.ground, self.lease);
        let proofs = Paper::ALL.into_iter().filter(proves).map(|paper| labels::paper(lang, paper).to_owned());
        labels::list(lang, &proofs.collect::<Vec<String>>())
    }
}

impl Describe for Provable {
    fn code(&self) -> Code {
        Missing::GroundProof(self.ground).code()
    }

    fn words(&self, lang: Lang) -> Words {
        let article = article(self.regime, lang);
        let name = labels::ground(lang, self.ground);
        let proofs = self.proofs(lang);
        let sentence = text!(
            lang,
            "以“{name}”申领的，带其中一件：{proofs}",
            "on the ground of {name}, one of these proves it: {proofs}"
        );
        Words::new(format!("{sentence}{article}"))
            .hint(flags(Missing::GroundProof(self.ground), self.lease, lang))
            .detail("ground", self.ground.as_str())
    }
}

/// The flags that would bring the missing thing.
pub fn flags(missing: Missing, lease: LeaseRule, lang: Lang) -> String {
    match missing {
        Missing::Identity { child: false } => "--evidence identity_card".to_owned(),
        Missing::Identity { child: true } => "--evidence hukou_book".to_owned(),
        Missing::Photo { .. } => "--photo".to_owned(),
        Missing::Address => "--evidence lease".to_owned(),
        Missing::Ground => "--ground employment --evidence labour_contract".to_owned(),
        Missing::GroundProof(Ground::Employment) => "--evidence labour_contract".to_owned(),
        Missing::GroundProof(Ground::Dwelling) => match lease {
            LeaseRule::Any => "--evidence lease".to_owned(),
            LeaseRule::Filed => "--evidence lease_filed".to_owned(),
        },
        Missing::GroundProof(Ground::Schooling) => "--evidence student_card".to_owned(),
        Missing::Proxy => text!(
            lang,
            "--proxy-name 【姓名】 --proxy-id-number 【号码】 --proxy-relation 监护人",
            "--proxy-name _NAME_ --proxy-id-number _NUMBER_ --proxy-relation guardian"
        ),
    }
}

impl Describe for LaterPaper {
    fn code(&self) -> Code {
        Code::J345
    }

    fn words(&self, lang: Lang) -> Words {
        let LaterPaper { paper, dated_on, on } = self;
        let (label, kind) = (labels::paper(lang, *paper), paper.as_str());
        Words::new(text!(
            lang,
            "{label}写的日期是 {dated_on}，{on} 办理时还没有到，不可能拿得出来；写出具的日期，不写到期的日期",
            "the paper ({label}) is dated {dated_on}, and cannot have been shown on {on}; give the day it was made out, not the one it runs out"
        ))
        .hint(text!(
            lang,
            "看不清日期的不写：--evidence {kind}",
            "where the date cannot be read, leave it out: --evidence {kind}"
        ))
        .detail("paper", kind)
        .detail("dated_on", dated_on.to_string())
        .detail("on", on.to_string())
    }
}

/// An application that was not accepted: the one-time notice (S 9(5), G 15(2)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incomplete {
    pub application: String,
    pub migrant: String,
    pub missing: Vec<Missing>,
    pub regime: Regime,
    pub lease: LeaseRule,
    /// What was brought, as flags, so that the hint is a whole command.
    pub given: Vec<String>,
}

impl Incomplete {
    /// `None` when nothing is missing.
    pub fn of(applied: &Applied, brought: &Brought) -> Option<Incomplete> {
        if applied.missing.is_empty() {
            return None;
        }
        let ground = brought.ground.map(|ground| format!("--ground {}", ground.as_str()));
        let evidence = brought.evidence.iter().map(evidence_flag);
        Some(Incomplete {
            application: applied.application.clone(),
            migrant: applied.migrant.clone(),
            missing: applied.missing.clone(),
            regime: applied.regime,
            lease: applied.lease,
            given: ground.into_iter().chain(evidence).collect(),
        })
    }
}

/// A paper as it is given on a command line.
pub fn evidence_flag(evidence: &Evidence) -> String {
    if *evidence == (Evidence { paper: Paper::Photo, issuer: None, dated_on: None }) {
        return "--photo".to_owned();
    }
    let mut value = evidence.paper.as_str().to_owned();
    let issuer = evidence.issuer.as_deref().unwrap_or("");
    if !issuer.is_empty() || evidence.dated_on.is_some() {
        value = format!("{value}:{issuer}");
    }
    if let Some(day) = evidence.dated_on {
        value = format!("{value}:{day}");
    }
    format!("--evidence {}", quoted(&value))
}

impl Describe for Incomplete {
    fn code(&self) -> Code {
        Code::J305
    }

    fn words(&self, lang: Lang) -> Words {
        let lacking = Lacking::all(&self.missing, self.regime, self.lease);
        let told: Vec<(Code, String)> =
            lacking.iter().map(|lack| (Describe::code(lack), lack.words(lang).sentence)).collect();
        let (application, article) = (&self.application, article(self.regime, lang));
        let article = unbracketed(&article);
        let head = text!(
            lang,
            "按{article}，材料不齐，没有受理；一次性告知已记下（编号 {application}）。还需：",
            "the papers are incomplete under {article}, and the application was not accepted; the notice of it is kept ({application}). Still needed:"
        );
        let things = lacking.iter().map(|lack| lack.thing(lang));
        let sentence = things.fold(head, |text, thing| format!("{text}\n  {thing}"));
        let missing: Vec<Value> =
            told.iter().map(|(code, message)| json!({"code": code.as_str(), "message": message})).collect();
        let flags =
            self.given.iter().cloned().chain(self.missing.iter().map(|&missing| flags(missing, self.lease, lang)));
        let flags: Vec<String> = flags.collect();
        Words::new(sentence)
            .hint(text!(
                lang,
                "补齐以后，带来的是哪几样就写哪几样：jzz permit apply {0} {1}",
                "once they are brought, with those that were: jzz permit apply {0} {1}",
                self.migrant,
                flags.join(" ")
            ))
            .detail("application", self.application.clone())
            .detail("missing", missing)
    }
}
