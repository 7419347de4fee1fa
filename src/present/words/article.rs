//! How an article is cited in a sentence.

use super::text;
use crate::domain::article::{Article, Law, in_chinese};
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
            let (part, item) = (in_chinese(number), in_chinese(paragraph.unwrap_or_default()));
            let digit = paragraph.unwrap_or_default();
            text!(lang, "公通字〔2015〕38号{part}（{item}）", "notice 38/2015, {number}({digit})")
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
