//! What is said of an endorsement that lacks papers: all of them at once.

use serde_json::{Value, json};

use super::article::unbracketed;
use super::{Describe, Words, text};
use crate::domain::calendar::Day;
use crate::domain::code::Code;
use crate::domain::endorsement::EndorseMissing;
use crate::domain::lang::Lang;
use crate::domain::papers::Paper;

/// The thing alone, as a list names it.
fn thing(missing: EndorseMissing, lang: Lang) -> String {
    match missing {
        EndorseMissing::Identity { child: true } => text!(
            lang,
            "身份证明：未满16周岁的，居民身份证或户口簿",
            "the identity paper; for a child under 16 an identity card or household register"
        ),
        EndorseMissing::Identity { child: false } => text!(lang, "本人居民身份证", "the holder's identity card"),
        EndorseMissing::Permit => text!(lang, "要签注的居住证", "the residence permit that is to be endorsed"),
        EndorseMissing::AddressOrGround => text!(
            lang,
            "居住地住址证明，或就业、就读证明，任一件即可",
            "proof of address, or of employment or schooling; any one of them"
        ),
    }
}

/// The text that lists the papers of an endorsement.
fn article(lang: Lang) -> String {
    text!(lang, "（公通字[2015]38号第二条第五项）", " (公通字[2015]38号, 2(5))")
}

impl Describe for EndorseMissing {
    fn code(&self) -> Code {
        EndorseMissing::code(*self)
    }

    fn words(&self, lang: Lang) -> Words {
        let (thing, article) = (thing(*self, lang), article(lang));
        Words::new(text!(lang, "缺{thing}{article}", "missing: {thing}{article}")).hint(flag(*self))
    }
}

/// The flag that would bring the missing thing.
fn flag(missing: EndorseMissing) -> &'static str {
    match missing {
        EndorseMissing::Identity { child: false } => "--evidence identity_card",
        EndorseMissing::Identity { child: true } => "--evidence hukou_book",
        EndorseMissing::Permit => "--evidence permit",
        EndorseMissing::AddressOrGround => "--evidence lease",
    }
}

/// A corrected endorsement that would lack papers, all told at once.
pub fn lacking(permit: &str, on: Day, missing: &[EndorseMissing], given: &[Paper], lang: Lang) -> Words {
    let article = article(lang);
    let article = unbracketed(&article);
    let head = text!(
        lang,
        "这样改，按{article}，{permit} 在 {on} 的签注材料不齐，当时出示的都要写上。还需：",
        "so corrected, the endorsement of {permit} on {on} would lack papers under {article}; all that were shown are given. Still needed:"
    );
    let things = missing.iter().map(|&missing| thing(missing, lang));
    let sentence = things.fold(head, |text, thing| format!("{text}\n  {thing}"));
    let codes: Vec<&str> = missing.iter().map(|missing| missing.code().as_str()).collect();
    let given = given.iter().map(|paper| format!("--evidence {}", paper.as_str()));
    let flags: Vec<String> = given.chain(missing.iter().map(|&missing| flag(missing).to_owned())).collect();
    Words::new(sentence)
        .hint(flags.join(" "))
        .detail("permit", permit.to_owned())
        .detail("endorsed_on", on.to_string())
        .detail("missing", codes)
}

/// An endorsement that was not made for want of papers, where the city asks for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarePapers {
    pub permit: String,
    pub missing: Vec<EndorseMissing>,
    /// What was shown, so that the hint is a whole command.
    pub given: Vec<Paper>,
}

impl Describe for BarePapers {
    fn code(&self) -> Code {
        Code::J350
    }

    fn words(&self, lang: Lang) -> Words {
        let told: Vec<(Code, String)> =
            self.missing.iter().map(|missing| (missing.code(), missing.words(lang).sentence)).collect();
        let (permit, article) = (&self.permit, article(lang));
        let article = unbracketed(&article);
        let head = text!(
            lang,
            "按{article}，材料不齐，{permit} 没有签注；一次性告知已记入日志。还需：",
            "the papers are incomplete under {article}, and {permit} was not endorsed; the notice of it is kept in the journal. Still needed:"
        );
        let things = self.missing.iter().map(|&missing| thing(missing, lang));
        let sentence = things.fold(head, |text, thing| format!("{text}\n  {thing}"));
        let missing: Vec<Value> =
            told.iter().map(|(code, message)| json!({"code": code.as_str(), "message": message})).collect();
        let given = self.given.iter().map(|paper| format!("--evidence {}", paper.as_str()));
        let flags: Vec<String> = given.chain(self.missing.iter().map(|&missing| flag(missing).to_owned())).collect();
        Words::new(sentence)
            .hint(format!("jzz permit endorse {permit} {}", flags.join(" ")))
            .detail("permit", permit.clone())
            .detail("missing", missing)
    }
}
