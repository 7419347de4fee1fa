//! Words for batches as they are looked back on: unknown, undone, resting acts, senders.

use serde_json::{Value, json};

use super::{Describe, Words, echo, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::domain::sender::{SenderKind, SenderRefusal};
use crate::ops::batch::BatchRefusal;
use crate::ops::undo::{Rest, UndoRefusal};
use crate::store::undo::LaterAct;

impl Describe for BatchRefusal {
    fn code(&self) -> Code {
        BatchRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            BatchRefusal::Unknown { text: given } => {
                let given = echo(given);
                Words::new(text!(lang, "没有“{given}”这个批次", "there is no batch \"{given}\""))
                    .hint("jzz roster list")
                    .detail("batch", given)
            }
            BatchRefusal::Undone { batch } => Words::new(text!(lang, "{batch} 已经撤回", "{batch} was undone already"))
                .hint(format!("jzz roster show {batch}"))
                .detail("batch", batch.as_str()),
        }
    }
}

impl Describe for UndoRefusal {
    fn code(&self) -> Code {
        UndoRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            UndoRefusal::Batch(refusal) => refusal.words(lang),
            UndoRefusal::Rests { batch, acts, more } => rests(batch, acts, *more, lang),
            UndoRefusal::NoMigrants { batch, people, objection } => {
                let (first, count) = (people.first().cloned().unwrap_or_default(), people.len());
                let who = text!(lang, "{first} 等 {count} 人", "{first} and others ({count} people)");
                let who = if count == 1 { first.clone() } else { who };
                let reason = objection.words(lang).sentence;
                Words::new(text!(
                    lang,
                    "{batch} 不能撤回：撤回以后，{who}就一直登记着，而{reason}",
                    "{batch} stays: without it {who} would go on being registered, but {reason}"
                ))
                .hint(format!("jzz migrant history {first}"))
                .detail("batch", batch.as_str())
                .detail("migrants", people.clone())
                .detail("people", people.len())
            }
        }
    }
}

fn rests(batch: &str, acts: &[Rest], more: bool, lang: Lang) -> Words {
    let listed: Vec<String> = acts.iter().map(|rest| rest_words(rest, lang)).collect();
    let listed = listed.join("\n  ");
    let rest = if more { text!(lang, "\n  ……还有", "\n  … and more") } else { String::new() };
    let sentence = text!(
        lang,
        "{batch} 不能撤回，后来的业务建立在它上面：\n  {listed}{rest}",
        "{batch} stays, since later acts rest on it:\n  {listed}{rest}"
    );
    // Later batches go first; what was done at a counter is looked at person by person.
    let hint = match (acts.iter().find_map(|rest| rest.batch.as_ref()), acts.first()) {
        (Some(later), _) => text!(
            lang,
            "jzz roster undo {later} --because 连同{batch}撤回",
            "jzz roster undo {later} --because 'together with {batch}'"
        ),
        (None, Some(rest)) => format!("jzz migrant show {}", rest.subject),
        (None, None) => format!("jzz roster show {batch}"),
    };
    let values: Vec<Value> = acts.iter().map(rest_value).collect();
    Words::new(sentence).hint(hint).detail("batch", batch).detail("acts", values).detail("more", more)
}

fn rest_words(rest: &Rest, lang: Lang) -> String {
    let Rest { line, subject, act, on, batch } = rest;
    let by = batch.as_ref().filter(|batch| *batch != subject);
    let by = by.map(|batch| text!(lang, "（{batch}）", " ({batch})")).unwrap_or_default();
    let act = later_act(*act, lang);
    let on = on.map(|on| format!(" {on}")).unwrap_or_default();
    match line {
        Some(line) => text!(lang, "第 {line} 行 {subject}：{act}{on}{by}", "line {line}, {subject}: {act}{on}{by}"),
        None => text!(lang, "{subject}：{act}{on}", "{subject}: {act}{on}"),
    }
}

fn rest_value(rest: &Rest) -> Value {
    json!({
        "line": rest.line,
        "subject": rest.subject,
        "act": rest.act.as_str(),
        "on": rest.on.map(|on| on.to_string()),
        "batch": rest.batch,
    })
}

fn later_act(act: LaterAct, lang: Lang) -> String {
    match act {
        LaterAct::Moved => text!(lang, "搬了家", "moved"),
        LaterAct::Left => text!(lang, "登记已经结束", "the stay has ended"),
        LaterAct::Applied => text!(lang, "申领过居住证", "applied for a permit"),
        LaterAct::Carded => text!(lang, "有证", "has a card"),
        LaterAct::Endorsed => text!(lang, "证签注过", "the card was endorsed"),
        LaterAct::Ended => text!(lang, "证已终止", "the card has ended"),
        LaterAct::CameBack => text!(lang, "又登记了", "registered again"),
        LaterAct::Corrected => text!(lang, "更正过", "was corrected"),
        LaterAct::Merged => text!(lang, "与另一份记录合并过", "was merged with another record"),
        LaterAct::Mended => text!(lang, "补正了它的退回行", "mends its rejected rows"),
    }
}

impl Describe for SenderRefusal {
    fn code(&self) -> Code {
        SenderRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            SenderRefusal::EmployerCode => Words::new(text!(
                lang,
                "--source 里的用人单位代码不对：既不是18位统一社会信用代码，也不是组织机构代码或15位注册号，或校验位不符",
                "the employer code of --source is neither a unified social credit code (18) nor an organisation code (9) nor a registration number (15), or its check character does not fit"
            ))
            .hint(text!(
                lang,
                "对照营业执照重打：--source employer:【代码】",
                "type it again from the licence: --source employer:_CODE_"
            )),
            SenderRefusal::IdentityNumber => Words::new(text!(
                lang,
                "--source 里有身份号码或手机号，它会写进日志、印在送回去的成绩单上",
                "--source holds an identity number or a phone, which would stand in the journal and on the page sent back"
            ))
            .hint(text!(lang, "--source landlord:【名称】", "--source landlord:_NAME_")),
            SenderRefusal::Nameless { kind } => {
                let word = kind.as_str();
                Words::new(text!(
                    lang,
                    "--source {word}: 后面没有写是哪一家",
                    "--source {word}: does not say who it is"
                ))
                .hint(match kind {
                    SenderKind::Employer => text!(lang, "--source employer:【代码】", "--source employer:_CODE_"),
                    SenderKind::Landlord | SenderKind::School | SenderKind::Hotel => {
                        text!(lang, "--source {word}:【名称】", "--source {word}:_NAME_")
                    }
                })
                .detail("kind", word)
            }
        }
    }
}

/// No batch came from the sender that was named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSender {
    pub source: String,
}

impl Describe for NoSender {
    fn code(&self) -> Code {
        Code::J453
    }

    fn words(&self, lang: Lang) -> Words {
        let source = echo(&self.source);
        Words::new(text!(lang, "没有“{source}”报送的名册", "no roster came from \"{source}\""))
            .hint("jzz roster senders")
            .detail("source", source)
    }
}
