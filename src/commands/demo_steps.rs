//! The steps of the small demo: command lines as a person would type them, with a sentence each.

use crate::domain::lang::Lang;
use crate::practice::demo::demo_files;
use crate::practice::visits::{TO_ENDORSE, WALK_INS};
use crate::present::words::{labels, quoted, text};

/// One command line and what it is for.
pub struct Step {
    pub about: String,
    pub words: Vec<String>,
}

impl Step {
    pub fn new(about: String, words: Vec<String>) -> Step {
        Step { about, words }
    }

    /// The line as it would be typed after `jzz`.
    pub fn line(&self) -> String {
        let words: Vec<String> = self.words.iter().map(|word| quoted(word)).collect();
        words.join(" ")
    }
}

fn step(about: String, words: &[&str]) -> Step {
    Step::new(about, words.iter().map(|word| (*word).to_owned()).collect())
}

/// Everything from an empty register to the rate per tier and per district.
pub fn small(lang: Lang) -> Vec<Step> {
    let mut steps = vec![step(text!(lang, "建一个练习登记库", "A practice register"), &["init", "--practice"])];
    for file in demo_files() {
        let words = [&["roster", "import", file.name], file.arguments].concat();
        steps.push(step(file.about(lang).to_owned(), &words));
    }
    for walk_in in &WALK_INS {
        let tier = labels::tier(lang, walk_in.tier);
        let mut add = vec!["migrant", "add"];
        add.extend(walk_in.add.iter().flat_map(|(flag, value)| [*flag, *value]));
        add.extend(["--counter", walk_in.counter, "--on", walk_in.registered_on]);
        steps.push(step(
            text!(
                lang,
                "来{tier}受理点的人：登记、申领、一周后领证",
                "Somebody at a counter ({tier}): registers, applies, gets the card a week later"
            ),
            &add,
        ));
        let who = walk_in.number();
        let mut apply = vec!["permit", "apply", who];
        apply.extend(walk_in.apply);
        apply.extend(["--counter", walk_in.counter, "--on", walk_in.registered_on]);
        steps.push(step(String::new(), &apply));
        let issue = ["permit", "issue", who, "--counter", walk_in.counter, "--on", walk_in.issued_on];
        steps.push(step(String::new(), &issue));
    }
    for (at, card) in TO_ENDORSE.iter().enumerate() {
        let about = text!(lang, "2011 年发的证到了签注期", "Cards of 2011 are due for their yearly endorsement");
        let about = if at == 0 { about } else { String::new() };
        steps.push(step(about, &["permit", "endorse", card.permit, "--counter", card.counter, "--on", card.on]));
    }
    steps.push(step(text!(lang, "看一个人", "One person"), &["migrant", "show", TO_ENDORSE[0].permit]));
    steps.push(step(
        text!(lang, "2012 年 8 月 31 日的办证率，按受理点级别", "The issuance rate on 2012-08-31, by tier"),
        &["report", "rate"],
    ));
    steps.push(step(text!(lang, "按区县", "By district"), &["report", "rate", "--by", "district"]));
    steps
}
