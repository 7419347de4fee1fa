//! How the cells of a workbook look: which number formats show a date, a bare month, padded digits.

use std::collections::HashMap;
use std::io;

use super::value::Look;
use super::xml::{Token, Xml};

/// Looks by the index that cells give.
#[derive(Debug, Default)]
pub struct Styles {
    looks: Vec<Look>,
}

/// No book has more; indices beyond look plain.
const MOST: usize = 1 << 16;

impl Styles {
    pub fn look(&self, style: usize) -> Look {
        self.looks.get(style).copied().unwrap_or_default()
    }

    /// From the formats of cells, and what the book's own formats are.
    pub fn new(formats: impl IntoIterator<Item = u16>, own: &HashMap<u16, String>) -> Styles {
        let look = |format: u16| own.get(&format).map_or_else(|| built_in(format), |code| look_of(code));
        Styles { looks: formats.into_iter().map(look).collect() }
    }

    pub fn read(mut xml: Xml<'_>) -> io::Result<Styles> {
        let mut own = HashMap::new();
        let mut formats = Vec::new();
        let mut of_cells = false;
        loop {
            match xml.next()? {
                Token::Open(element) => match element.name() {
                    "numFmt" => {
                        let id = element.value("numFmtId").and_then(|id| id.trim().parse().ok());
                        if let (Some(id), Some(code)) = (id, element.value("formatCode"))
                            && own.len() < MOST
                        {
                            own.insert(id, code);
                        }
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells && formats.len() < MOST => {
                        let id = element.value("numFmtId").and_then(|id| id.trim().parse().ok());
                        formats.push(id.unwrap_or(0));
                    }
                    _ => {}
                },
                Token::Close(name) if name.as_str() == "cellXfs" => of_cells = false,
                Token::End => return Ok(Styles::new(formats, &own)),
                Token::Close(_) | Token::Text(_) | Token::Aside => {}
            }
        }
    }
}

/// The formats that every program knows, those of Chinese ones among them.
fn built_in(format: u16) -> Look {
    match format {
        14..=16 | 22 | 28..=31 | 51 | 53 | 54 | 58 => Look::Date,
        17 | 27 | 36 | 50 | 52 | 57 => Look::Month,
        _ => Look::Plain,
    }
}

/// The look of a format code: `yyyy"年"m"月"d"日"` and its like are dates.
pub fn look_of(code: &str) -> Look {
    let code = bare(code);
    let has = |letters: &[char]| code.contains(letters);
    if code.contains("general") {
        return Look::Plain;
    }
    let time = has(&['h', 's']);
    if has(&['d']) || code.contains("aaa") {
        return Look::Date;
    }
    if has(&['y']) || has(&['m']) && !time {
        return Look::Month;
    }
    match u8::try_from(code.len()) {
        Ok(width @ 2..=20) if code.bytes().all(|byte| byte == b'0') => Look::Padded(width),
        _ => Look::Plain,
    }
}

/// The first section of a code, in small letters, without its literal texts.
fn bare(code: &str) -> String {
    let mut out = String::new();
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c {
            '"' => {
                let _ = characters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                // [h] counts hours beyond a day.
                let inner: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = matches!(inner.to_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss");
                out.extend(elapsed.then_some('s'));
            }
            '\\' | '_' | '*' => {
                let _ = characters.next();
            }
            ';' => break,
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_a_date_by_what_it_shows() {
        for (code, look) in [
            ("yyyy-mm-dd", Look::Date),
            ("yyyy\"年\"m\"月\"d\"日\"", Look::Date),
            ("[$-804]yyyy/m/d h:mm;@", Look::Date),
            ("m\"月\"d\"日\"", Look::Date),
            ("YYYY\\-MM\\-DD", Look::Date),
            ("yyyy\"年\"m\"月\"", Look::Month),
            ("yyyy", Look::Month),
            ("h:mm:ss", Look::Plain),
            ("[h]:mm", Look::Plain),
            ("General", Look::Plain),
            ("G/通用格式", Look::Plain),
            ("0.00E+00", Look::Plain),
            ("#,##0.00_);[Red]\\(#,##0.00\\)", Look::Plain),
            ("\"d\"0", Look::Plain),
            ("@", Look::Plain),
            ("0", Look::Plain),
            ("000000", Look::Padded(6)),
        ] {
            assert_eq!(look_of(code), look, "{code}");
        }
    }

    #[test]
    fn cells_look_as_their_style_says() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId='176' formatCode='yyyy\\-mm\\-dd'/></numFmts>\
                   <cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='176'/>\
                   <xf numFmtId='14'/><xf/></cellXfs></styleSheet>";
        let styles = Styles::read(Xml::new(xml.as_bytes(), "styles").unwrap()).unwrap();
        let looks: Vec<Look> = (0..5).map(|style| styles.look(style)).collect();
        assert_eq!(looks, [Look::Plain, Look::Date, Look::Date, Look::Plain, Look::Plain]);
    }
}
