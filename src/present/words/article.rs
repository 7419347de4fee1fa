//! How an article is cited in a sentence.

use super::text;
use crate::domain::article::{Article, Law, cited, in_chinese};
use crate::domain::lang::Lang;

/// The citation without parentheses.
pub fn cited(article: Article, lang: Lang) -> String {
    let Article { law, number, paragraph } = article;
    match law {
        Law::Guiyang => format!(
            "{}{}",
            text!(lang, "《贵阳市流动人口居住登记和居住证管理办法》", "Guiyang Decree 1/2012, "),
            numbered(number, paragraph, lang)
        ),
        Law::Guizhou => format!(
            "{}{}",
            text!(lang, "《贵州省流动人口服务管理条例》", "Guizhou Regulation 2012, "),
            numbered(number, paragraph, lang)
        ),
        Law::State => format!(
            "{}{}",
            text!(lang, "《居住证暂行条例》", "State Council Decree 663, "),
            numbered(number, paragraph, lang)
        ),
        Law::Notice => {
            let part = in_chinese(number);
            let item = paragraph.map_or_else(String::new, |item| {
                let in_words = in_chinese(item);
                text!(lang, "（{in_words}）", "({item})")
            });
            text!(lang, "公通字〔2015〕38号{part}{item}", "notice 38/2015, {number}{item}")
        }
    }
}

fn numbered(number: u8, paragraph: Option<u8>, lang: Lang) -> String {
    let in_words = in_chinese(number);
    match paragraph {
        None => text!(lang, "第{in_words}条", "Art. {number}"),
        Some(paragraph) => {
            let part = in_chinese(paragraph);
            text!(lang, "第{in_words}条第{part}款", "Art. {number}({paragraph})")
        }
    }
}

/// A source of the rules, `S 2, N 二(一)`, as people cite it; a text that is none stays as it is.
pub fn cite(lang: Lang, source: &str) -> String {
    match (Article::parse_list(source), source) {
        (Some(articles), _) => {
            let all: Vec<String> = articles.into_iter().map(|article| cited(article, lang)).collect();
            all.join(&text!(lang, "、", "; "))
        }
        (None, "before G 38") => {
            let first = cited(cited::G_38, lang);
            text!(lang, "{first}施行以前", "before {first}")
        }
        (None, "国务院办公厅放假通知") => {
            text!(lang, "{source}", "holiday notices of the State Council's General Office")
        }
        (None, _) => source.to_owned(),
    }
}

/// The sentence with its article behind it, and its full stop.
pub fn with_article(sentence: &str, article: Option<Article>, lang: Lang) -> String {
    match article {
        Some(article) => {
            let cited = cited(article, lang);
            text!(lang, "{sentence}（{cited}）。", "{sentence} ({cited}).")
        }
        None => text!(lang, "{sentence}。", "{sentence}."),
    }
}

/// A cited article without the brackets that it stands in at the end of a sentence.
pub fn unbracketed(cited: &str) -> &str {
    let cited = cited.trim();
    let inner = cited.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.unwrap_or(cited)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_cited_as_people_cite_it() {
        for (source, zh, en) in [
            ("S 9(6)", "《居住证暂行条例》第九条第六款", "State Council Decree 663, Art. 9(6)"),
            (
                "P 18, 19",
                "《贵州省流动人口服务管理条例》第十八条、《贵州省流动人口服务管理条例》第十九条",
                "Guizhou Regulation 2012, Art. 18; Guizhou Regulation 2012, Art. 19",
            ),
            ("N 二(一)", "公通字〔2015〕38号二（一）", "notice 38/2015, 2(1)"),
            (
                "before G 38",
                "《贵阳市流动人口居住登记和居住证管理办法》第三十八条施行以前",
                "before Guiyang Decree 1/2012, Art. 38",
            ),
            ("居住证暂行条例第二条", "居住证暂行条例第二条", "居住证暂行条例第二条"),
        ] {
            assert_eq!((cite(Lang::Zh, source).as_str(), cite(Lang::En, source).as_str()), (zh, en));
        }
    }
}
