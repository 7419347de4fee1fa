//! What is said of somebody who wants to act for the person and cannot.

use super::{Describe, Words, text};
use crate::domain::code::Code;
use crate::domain::identity::IdRefusal;
use crate::domain::lang::Lang;
use crate::ops::proxy::ProxyRefusal;

impl Describe for ProxyRefusal {
    fn code(&self) -> Code {
        ProxyRefusal::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        let words = match self {
            ProxyRefusal::Number(refusal) => number(refusal, lang),
            ProxyRefusal::Applicant => Words::new(text!(
                lang,
                "代办人的号码就是本人的号码：本人来办的，不写代办人",
                "the proxy's number is the person's own: whoever comes in person needs no proxy"
            ))
            .hint(text!(
                lang,
                "本人来办的，去掉三个 --proxy 选项；有人代办的，写代办人自己的号码：--proxy-id-number 【号码】",
                "whoever comes in person leaves the three --proxy options out; else the proxy's own number: --proxy-id-number _NUMBER_"
            )),
            ProxyRefusal::NoKin { relation, below, employer } => {
                let sentence = if *employer {
                    text!(
                        lang,
                        "未满{below}周岁的，单位不能代办；由监护人或近亲属（父母、祖父母、外祖父母、兄弟姐妹）代办（《居住证暂行条例》第九条）",
                        "for a child under {below} an employer does not act: a guardian or close relative does (parent, grandparent, brother or sister; State Council Decree 663, Art. 9)"
                    )
                } else {
                    text!(
                        lang,
                        "未满{below}周岁的，只能由监护人或近亲属（父母、祖父母、外祖父母、兄弟姐妹）代办，“{relation}”不行（《居住证暂行条例》第九条）",
                        "for a child under {below} only a guardian or close relative acts (parent, grandparent, brother or sister), not '{relation}' (State Council Decree 663, Art. 9)"
                    )
                };
                let words = Words::new(sentence).hint(text!(
                    lang,
                    "--proxy-name 【姓名】 --proxy-id-number 【号码】 --proxy-relation 监护人",
                    "--proxy-name _NAME_ --proxy-id-number _NUMBER_ --proxy-relation guardian"
                ));
                return words.detail("field", "proxy_relation").detail("below", *below);
            }
            ProxyRefusal::Minor { age, least } => Words::new(text!(
                lang,
                "代办人当天只有{age}周岁，未满{least}周岁的不能代办（《民法典》第十八条，原《民法通则》第十一条）",
                "the proxy is {age} on that day; nobody under {least} can act for others (Civil Code, Art. 18; formerly General Principles of Civil Law, Art. 11)"
            ))
            .hint(text!(
                lang,
                "由成年的监护人或近亲属代办：--proxy-name 【姓名】 --proxy-id-number 【号码】 --proxy-relation 监护人",
                "an adult guardian or close relative acts: --proxy-name _NAME_ --proxy-id-number _NUMBER_ --proxy-relation guardian"
            ))
            .detail("age", *age)
            .detail("least", *least),
        };
        words.detail("field", "proxy_id_number")
    }
}

/// What is wrong with the number, said of the proxy's.
fn number(refusal: &IdRefusal, lang: Lang) -> Words {
    let mut words = refusal.words(lang);
    words.sentence = {
        let sentence = &words.sentence;
        text!(lang, "代办人的证件：{sentence}", "the proxy's identity number: {sentence}")
    };
    let kind_does_not_apply = match refusal {
        IdRefusal::Missing
        | IdRefusal::Length { .. }
        | IdRefusal::Characters { .. }
        | IdRefusal::KindMismatch { .. } => true,
        IdRefusal::Check
        | IdRefusal::ImpossibleBirth
        | IdRefusal::BornLater { .. }
        | IdRefusal::TooOld { .. }
        | IdRefusal::LostDigits
        | IdRefusal::PracticeCounty => false,
    };
    if kind_does_not_apply {
        words = words.hint(text!(
            lang,
            "对照代办人的身份证重打：--proxy-id-number 【号码】",
            "type it again from the proxy's card: --proxy-id-number _NUMBER_"
        ));
    }
    words
}
