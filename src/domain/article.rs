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

    /// Reads an article as it is written here: S 9, P 9(2), N 二(一).
    pub fn parse(text: &str) -> Option<Article> {
        let text = text.trim().replace('（', "(").replace('）', ")");
        let law = match text.chars().next()?.to_ascii_uppercase() {
            'G' => Law::Guiyang,
            'P' => Law::Guizhou,
            'S' => Law::State,
            'N' => Law::Notice,
            _ => return None,
        };
        let place = text[1..].trim();
        match place.split_once('(') {
            None => Some(Article::whole(law, numeral(place)?)),
            Some((number, rest)) => Some(Article::part(law, numeral(number)?, numeral(rest.strip_suffix(')')?)?)),
        }
    }

    /// Reads several with commas between; a number without its letter is one of the same text: P 18, 19.
    pub fn parse_list(text: &str) -> Option<Vec<Article>> {
        let mut found: Vec<Article> = Vec::new();
        for part in text.split([',', '，', '、', ';', '；']) {
            let same = || Some(Article { number: numeral(part)?, paragraph: None, ..*found.last()? });
            let article = Article::parse(part).or_else(same)?;
            found.push(article);
        }
        Some(found)
    }
}

/// A citation as it is kept: articles of the four texts as they are written here, so that each reader has them in
/// their own language; a text that is none as it was given.
pub fn recorded(given: &str) -> String {
    match Article::parse_list(given) {
        Some(articles) => articles.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        None => given.to_owned(),
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

/// A number of an article, in digits or in Chinese.
fn numeral(text: &str) -> Option<u8> {
    let text = text.trim();
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = if digits { text.parse().ok() } else { (1..100).find(|number| in_chinese(*number) == text) };
    number.filter(|number| (1..100).contains(number))
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
    fn what_is_written_is_read() {
        for article in [S_10_3, G_19, P_34, N_2_1] {
            assert_eq!(Article::parse(&article.to_string()), Some(article), "{article}");
        }
        let read =
            |text: &str| Article::parse_list(text).map(|all| all.iter().map(Article::to_string).collect::<Vec<_>>());
        let cases = [
            ("S 9", "S 9"),
            ("s9(6)", "S 9(6)"),
            ("N 2（1）", "N 二(一)"),
            ("P 18, 19", "P 18; P 19"),
            ("S 2、N 二(一)", "S 2; N 二(一)"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).map(|all| all.join("; ")).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "S", "9", "S 0", "S 100", "S 9(", "S 9()", "S9 栋", "before G 38", "no text", "X 9"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_articles_in_chinese() {
        let cases = [(2, "二"), (10, "十"), (13, "十三"), (20, "二十"), (37, "三十七")];
        for (number, expected) in cases {
            assert_eq!(in_chinese(number), expected);
        }
    }
}
