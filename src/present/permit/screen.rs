//! The screen of `permit show`, and a card's lines on the screen of its bearer.

use super::PermitAnswer;
use crate::domain::lang::Lang;
use crate::domain::permit::{EndReason, Status};
use crate::present::table::KeyValue;
use crate::present::why::next_line;
use crate::present::words::{labels, text, why};

impl PermitAnswer {
    /// The card's lines, put into a screen.
    pub fn put(&self, screen: &mut KeyValue, lang: Lang) {
        let shown = &self.state;
        let since = &self.status_since;
        screen
            .put(text!(lang, "证号", "Permit"), format!("{} ({})", self.permit, labels::permit_kind(lang, shown.kind)))
            .put(
                text!(lang, "状态", "Status"),
                match shown.status {
                    Status::Ended(reason) => {
                        let reason = labels::end_reason(lang, reason);
                        text!(lang, "已终止（{since}，{reason}）", "ended (on {since}: {reason})")
                    }
                    Status::Valid | Status::Due | Status::Suspended | Status::Expired => {
                        text!(lang, "{0}（自 {since}）", "{0} (since {since})", labels::status(lang, shown.status))
                    }
                },
            );
        if let Some(window) = &self.window {
            screen.put(
                text!(lang, "签注时间", "Endorse"),
                text!(lang, "{0} 至 {1}", "{0} to {1}", window.opens, window.closes),
            );
        }
        if shown.status == Status::Suspended {
            screen.put(
                text!(lang, "签注时间", "Endorse"),
                text!(
                    lang,
                    "逾期未签；随时可补签，补签后恢复使用，居住年限从补签之日重新计算",
                    "late; it can be done any day and restores the card, and residence is then counted anew"
                ),
            );
        }
        if let Some(until) = &self.valid_until {
            screen.put(text!(lang, "有效期至", "Valid until"), until);
        }
        screen
            .put(text!(lang, "发证日期", "Issued"), self.issued(lang))
            .put(
                text!(lang, "签发机关所在县区", "Issuing county"),
                format!("{} {}", self.issuing_county, shown.county_name),
            )
            .put(text!(lang, "受理点", "Counter"), format!("{} {}", self.counter, shown.counter_name));
        self.put_face(screen, lang);
        if let Some(collected) = &self.collected_on {
            screen.put(text!(lang, "领取日期", "Collected"), collected);
        }
        self.put_chain(screen, lang);
        if !self.endorsed_on.is_empty() {
            screen.put(text!(lang, "已签注", "Endorsed"), self.endorsed_on.join(", "));
        }
    }

    /// The card before and the card after.
    fn put_chain(&self, screen: &mut KeyValue, lang: Lang) {
        if let Some(old) = &self.replaces {
            let value = if self.state.replaced_lost {
                text!(lang, "{old}（丢失，补领）", "{old} (lost)")
            } else {
                text!(lang, "{old}（交回，换领）", "{old} (handed back)")
            };
            screen.put(text!(lang, "原证", "Replaces"), value);
        }
        if let Some(new) = &self.replaced_by {
            let label = match self.state.status {
                Status::Ended(EndReason::Lost) => text!(lang, "已补领", "Replaced by"),
                Status::Ended(_) | Status::Valid | Status::Due | Status::Suspended | Status::Expired => {
                    text!(lang, "已换领", "Replaced by")
                }
            };
            screen.put(label, new);
        }
    }

    /// That the address on the card is the old one, and what is done about it.
    fn put_face(&self, screen: &mut KeyValue, lang: Lang) {
        if let Some((moved, renewal)) = &self.state.outdated {
            let value = text!(lang, "{moved} 搬家前的，旧了", "the old one, of before the move on {moved}");
            screen.put(text!(lang, "证上地址", "Address on it"), value);
            let command = renewal.as_ref().map(|open| why::command(open, lang));
            if let Some(command) = command {
                screen.put(String::new(), text!(lang, "换新证：{command}", "for a new card: {command}"));
            }
        }
    }

    fn put_residence(&self, screen: &mut KeyValue, lang: Lang) {
        if let Some(since) = &self.residence_since {
            let count = residence_words(since, self.residence_days, self.state.full_years, lang);
            screen.put(text!(lang, "居住年限", "Residence"), count);
        }
    }

    /// The day of issue, and the one that anniversaries are counted from where it is another.
    fn issued(&self, lang: Lang) -> String {
        let (issued, anchor) = (&self.issued_on, &self.anchor_on);
        if issued == anchor {
            return issued.clone();
        }
        text!(lang, "{issued}（周年自 {anchor} 起算）", "{issued} (years counted from {anchor})")
    }

    /// The screen of `permit show`.
    pub fn screen(&self, lang: Lang) -> String {
        let mut screen = KeyValue::new();
        self.put(&mut screen, lang);
        self.put_residence(&mut screen, lang);
        screen.put(text!(lang, "持证人", "Bearer"), &self.migrant);
        if let Some(next) = next_line(&self.state.next, lang) {
            screen.put(text!(lang, "接着", "Next"), next);
        }
        screen.render()
    }
}

/// The residence count on a screen.
pub fn residence_words(since: &str, days: i64, full_years: i16, lang: Lang) -> String {
    let reached = if full_years == 0 { "还不满一年".to_owned() } else { format!("满 {full_years} 年") };
    text!(lang, "自 {since} 起，第 {days} 天，{reached}", "day {days}, since {since}; full years: {full_years}")
}
