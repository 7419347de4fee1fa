//! An article of one of the four texts, as a value: reasons carry it, and `present` words it.
//!
//! Written as in `docs/rules.md`: G = Guiyang Decree 1/2012, P = Guizhou Regulation 2012, S = State
//! Council Decree 663, N = 公通字[2015]38号, whose parts are numbered 二(一).

use std::fmt;

/// One of the four texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Law {
    Guiyang,
    Guizhou,
    State,
    Notice,
}

/// An article, and its paragraph where one is meant; of the notice a part and its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Article {
    pub law: Law,
    pub number: u8,
    pub paragraph: Option<u8>,
}

impl Article {
    pub const fn whole(law: Law, number: u8) -> Article {
        Article { law, number, paragraph: None }
    }

    pub const fn part(law: Law, number: u8, paragraph: u8) -> Article {
        Article { law, number, paragraph: Some(paragraph) }
    }
}

/// The articles that reasons cite.
pub mod cited {
    use super::Article;
    use super::Law::{Guiyang, Guizhou, Notice, State};

    pub const G_2_2: Article = Article::part(Guiyang, 2, 2);
    pub const G_9: Article = Article::whole(Guiyang, 9);
    pub const G_12: Article = Article::part(Guiyang, 12, 1);
    pub const G_13_1: Article = Article::part(Guiyang, 13, 1);
    pub const G_13_2: Article = Article::part(Guiyang, 13, 2);
    pub const G_15_1: Article = Article::part(Guiyang, 15, 1);
    pub const G_15_2: Article = Article::part(Guiyang, 15, 2);
    pub const G_18_1: Article = Article::part(Guiyang, 18, 1);
    pub const G_18_2: Article = Article::part(Guiyang, 18, 2);
    pub const G_19: Article = Article::whole(Guiyang, 19);
    pub const G_25_2: Article = Article::part(Guiyang, 25, 2);
    pub const G_31: Article = Article::whole(Guiyang, 31);
    pub const G_37: Article = Article::whole(Guiyang, 37);
    pub const G_38: Article = Article::whole(Guiyang, 38);

    pub const P_9_1: Article = Article::part(Guizhou, 9, 1);
    pub const P_9_2: Article = Article::part(Guizhou, 9, 2);
    pub const P_10_1: Article = Article::part(Guizhou, 10, 1);
    pub const P_11_3: Article = Article::part(Guizhou, 11, 3);
    pub const P_12: Article = Article::whole(Guizhou, 12);
    pub const P_13: Article = Article::whole(Guizhou, 13);
    pub const P_14: Article = Article::whole(Guizhou, 14);
    pub const P_15: Article = Article::whole(Guizhou, 15);
    pub const P_31: Article = Article::whole(Guizhou, 31);
    pub const P_34: Article = Article::whole(Guizhou, 34);
    pub const P_35: Article = Article::whole(Guizhou, 35);

    pub const S_2: Article = Article::whole(State, 2);
    pub const S_4: Article = Article::whole(State, 4);
    pub const S_9_5: Article = Article::part(State, 9, 5);
    pub const S_9_6: Article = Article::part(State, 9, 6);
    pub const S_10_1: Article = Article::part(State, 10, 1);
    pub const S_10_2: Article = Article::part(State, 10, 2);
    pub const S_10_3: Article = Article::part(State, 10, 3);
    pub const S_11_1: Article = Article::part(State, 11, 1);
    pub const S_11_2: Article = Article::part(State, 11, 2);
    pub const S_19_2: Article = Article::part(State, 19, 2);
    pub const S_23: Article = Article::whole(State, 23);

    pub const N_2_1: Article = Article::part(Notice, 2, 1);
    pub const N_2_2: Article = Article::part(Notice, 2, 2);
    pub const N_2_7: Article = Article::part(Notice, 2, 7);
}

const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number below a hundred as articles of law are numbered: 十, 十三, 三十七.
pub fn in_chinese(number: u8) -> String {
    let (tens, ones) = (usize::from(number / 10 % 10), usize::from(number % 10));
    match tens {
        0 => DIGITS[ones].to_owned(),
        1 => format!("十{}", DIGITS[ones]),
        tens => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

impl fmt::Display for Article {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letter, number) = match self.law {
            Law::Guiyang => ("G", self.number.to_string()),
            Law::Guizhou => ("P", self.number.to_string()),
            Law::State => ("S", self.number.to_string()),
            Law::Notice => ("N", in_chinese(self.number)),
        };
        match (self.law, self.paragraph) {
            (_, None) => write!(f, "{letter} {number}"),
            (Law::Notice, Some(item)) => write!(f, "{letter} {number}({})", in_chinese(item)),
            (Law::Guiyang | Law::Guizhou | Law::State, Some(paragraph)) => {
                write!(f, "{letter} {number}({paragraph})")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::cited::{G_19, N_2_1, P_34, S_10_3};
    use super::*;

    #[test]
    fn articles_are_written_as_on_the_page_of_rules() {
        let written = [S_10_3, G_19, P_34, N_2_1].map(|article| article.to_string());
        assert_eq!(written, ["S 10(3)", "G 19", "P 34", "N 二(一)"]);
    }

    #[test]
    fn numbers_of_articles_in_chinese() {
        let cases = [(2, "二"), (10, "十"), (13, "十三"), (20, "二十"), (37, "三十七")];
        for (number, expected) in cases {
            assert_eq!(in_chinese(number), expected);
        }
    }
}
