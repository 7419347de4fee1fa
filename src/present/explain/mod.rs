//! A page for every code: what happened, why the rule exists with its source, what to do.
//!
//! A page is `Jnnn.md` with the sections `## zh` and `## en`; the first line of a section is its title.
//! The list below is matched against all codes: a code without a page does not compile.

use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// A page in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub title: &'static str,
    pub text: &'static str,
}

/// The page of a code.
pub fn page(code: Code, lang: Lang) -> Page {
    let section = section(source(code), lang);
    let (title, text) = section.split_once('\n').unwrap_or((section, ""));
    Page { title: title.trim(), text: text.trim() }
}

fn section(source: &'static str, lang: Lang) -> &'static str {
    let (zh, en) = source.split_once("## en").unwrap_or((source, source));
    match lang {
        Lang::Zh => zh.trim().trim_start_matches("## zh").trim(),
        Lang::En => en.trim(),
    }
}

macro_rules! pages {
    ($($code:ident)*) => {
        fn source(code: Code) -> &'static str {
            match code {
                $(Code::$code => include_str!(concat!(stringify!($code), ".md")),)*
            }
        }
    };
}

pages! {
    J101 J102 J103 J104 J105 J106 J107 J108 J109 J110 J111 J112
    J113 J114 J115 J116 J117 J118 J119 J120 J121 J123 J124 J125
    J126 J127 J128 J129 J130
    J201 J202 J203 J204 J205 J206 J207 J208 J209 J210 J211 J212
    J213 J214 J215 J216 J217 J218 J219 J220 J221 J222 J223 J224 J225 J226
    J301 J302 J303 J304 J305 J306 J307 J308 J309 J310 J311 J312
    J313 J314 J315 J316 J317 J318 J319 J320 J321 J322 J323 J324
    J325 J326 J327 J328 J329 J330 J331 J332 J333 J334 J335 J336
    J337 J338 J339 J340 J341 J342 J343 J344 J345 J350 J351 J352
    J401 J402 J403 J404 J405 J406 J407 J408 J409 J410 J411 J412
    J413 J414 J415 J416 J417 J418 J419 J420 J421 J422 J423 J424
    J425 J426 J427 J428 J429 J430 J432 J433 J434 J435 J436 J437
    J438 J439
    J440 J441 J442 J443 J444 J445 J446 J447 J448 J449 J450 J451
    J452 J453 J454 J455 J456 J457 J458 J459 J460
    J501 J502 J503 J504 J506 J507 J520
    J530 J531 J532 J533
    J601 J602 J603 J604 J605 J606 J607 J608 J609 J610 J611 J612
    J613 J614 J615 J616 J617 J618 J619 J620 J621 J622 J623 J624 J625
    J626 J627 J628 J629 J630 J631 J632 J633 J634 J635 J638
    J701 J702 J703 J704 J705 J706 J707 J708 J709 J710 J711 J712
    J713 J714 J715 J716 J717 J718 J719 J720 J721 J722 J723 J724
    J725 J726 J727
    J801
    J901 J902 J903 J904 J905 J906 J907 J908 J909 J910 J999
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_of_its_own_in_both_languages() {
        for &code in Code::ALL {
            let (zh, en) = (page(code, Lang::Zh), page(code, Lang::En));
            for (page, lang) in [(zh, "zh"), (en, "en")] {
                let paragraphs = page.text.split("\n\n").filter(|text| !text.trim().is_empty()).count();
                assert!(!page.title.is_empty() && paragraphs >= 3, "{code} {lang} has {paragraphs} paragraphs");
                assert!(!page.text.contains("## "), "{code} {lang}");
            }
            let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(zh.title.contains(chinese) && zh.text.contains(chinese), "{code}");
            assert_ne!(zh.text, en.text, "{code}");
        }
    }
}
