//! A workbook of markup parts (.xlsx, .xlsm): which part is what, found by their relations and not by their
//! names; where relations are missing, by the usual names.

use std::io;

use super::fault::damaged;
use super::sheet_xml::{Shared, SheetXml};
use super::strings::Strings;
use super::styles::Styles;
use super::value::Epoch;
use super::xml::{Token, Xml};
use super::zip::Zip;
use super::{MOST_SHEETS, Opener, SheetName};

const PART: &str = "workbook";

/// A workbook of parts.
#[derive(Debug)]
pub struct Package {
    zip: Zip,
    shared: Shared,
    /// The parts of the sheets, in their order.
    sheet_parts: Vec<String>,
}

/// One relation of a part.
#[derive(Debug)]
struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `styles`.
    kind: String,
    target: String,
}

impl Package {
    /// # Errors
    /// `NotFound` when the zip file is no such workbook, `Unsupported` when its parts are binary (.xlsb).
    pub fn read(zip: Zip, opener: Opener<'_>) -> io::Result<(Package, Vec<SheetName>)> {
        let root = relations(&zip, opener, "")?;
        let main = root.iter().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target.clone());
        let binary = |name: &str| {
            std::path::Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("bin"))
        };
        if binary(&main) || zip.find(&main).is_none() && zip.find("xl/workbook.bin").is_some() {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let Some(part) = zip.find(&main) else { return Err(io::ErrorKind::NotFound.into()) };
        let own = relations(&zip, opener, &part.name)?;
        let folder = part.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (epoch, listed) = sheets(Xml::new(part.open(opener)?, PART)?)?;
        let (mut names, mut sheet_parts) = (Vec::new(), Vec::new());
        for (place, (name, id)) in listed.into_iter().enumerate() {
            let relation = own.iter().find(|relation| Some(&relation.id) == id.as_ref());
            let target = match relation {
                Some(relation) if relation.kind != "worksheet" => continue,
                Some(relation) => relation.target.clone(),
                None => resolved(folder, &format!("worksheets/sheet{}.xml", place + 1)),
            };
            names.push(name);
            sheet_parts.push(target);
        }
        if names.is_empty() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let of_kind = |kind: &str, usual: &str| {
            let relation = own.iter().find(|relation| relation.kind == kind);
            relation.map_or_else(|| resolved(folder, usual), |relation| relation.target.clone())
        };
        let mut shared = Shared { epoch, ..Shared::default() };
        if let Some(part) = zip.find(&of_kind("sharedStrings", "sharedStrings.xml")) {
            shared.strings = Strings::read(Xml::new(part.open(opener)?, "shared strings")?)?;
        }
        if let Some(part) = zip.find(&of_kind("styles", "styles.xml")) {
            shared.styles = Styles::read(Xml::new(part.open(opener)?, "styles")?)?;
        }
        Ok((Package { zip, shared, sheet_parts }, names))
    }

    pub fn epoch(&self) -> Epoch {
        self.shared.epoch
    }

    pub fn sheet(&self, place: usize, opener: Opener<'_>) -> io::Result<SheetXml<'_>> {
        let part = self.sheet_parts.get(place).and_then(|name| self.zip.find(name));
        let part = part.ok_or_else(|| damaged("worksheet"))?;
        Ok(SheetXml::new(Xml::new(part.open(opener)?, "worksheet")?, &self.shared))
    }
}

/// The relations of a part; of the whole package where the name is empty.
fn relations(zip: &Zip, opener: Opener<'_>, part: &str) -> io::Result<Vec<Relation>> {
    const MOST: usize = 10_000;
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let place = resolved(folder, &format!("_rels/{name}.rels"));
    let Some(part) = zip.find(&place) else { return Ok(Vec::new()) };
    let mut xml = Xml::new(part.open(opener)?, "relations")?;
    let mut found = Vec::new();
    loop {
        match xml.next()? {
            Token::Open(element) if element.name() == "Relationship" => {
                let (id, kind, target) = (element.value("Id"), element.value("Type"), element.value("Target"));
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target)
                    && found.len() < MOST
                {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    found.push(Relation { id, kind, target: resolved(folder, &target) });
                }
            }
            Token::End => return Ok(found),
            Token::Open(_) | Token::Close(_) | Token::Text(_) | Token::Aside => {}
        }
    }
}

/// A target as the name of a part: relative to a folder, from the root, with `..` and backslashes.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A sheet, and the id of its relation.
type Listed = (SheetName, Option<String>);

/// The book's epoch, and its sheets with the ids of their relations.
fn sheets(mut xml: Xml<'_>) -> io::Result<(Epoch, Vec<Listed>)> {
    let (mut epoch, mut found) = (Epoch::Of1900, Vec::new());
    loop {
        match xml.next()? {
            Token::Open(element) => match element.name() {
                "workbookPr" if element.is_set("date1904") => epoch = Epoch::Of1904,
                "sheet" if found.len() < MOST_SHEETS => {
                    let hidden = element.value("state").is_some_and(|state| state.to_lowercase().contains("hidden"));
                    let name = element.value("name").unwrap_or_default();
                    found.push((SheetName { name, hidden }, element.value("id")));
                }
                _ => {}
            },
            Token::End => return Ok((epoch, found)),
            Token::Close(_) | Token::Text(_) | Token::Aside => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_wherever_they_point() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("..\\xl\\worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("./worksheets//sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved("xl", target), part, "{target}");
        }
    }

    #[test]
    fn sheets_are_listed_with_their_state() {
        let xml = "<x:workbook xmlns:x='m' xmlns:rel='r'><x:workbookPr date1904='1'/><x:sheets>\
                   <x:sheet name='甲&amp;乙' sheetId='7' rel:id='rId9'/><x:sheet name='b' state='veryHidden' sheetId='2' rel:id='rId2'/>\
                   </x:sheets></x:workbook>";
        let (epoch, sheets) = sheets(Xml::new(xml.as_bytes(), PART).unwrap()).unwrap();
        let seen: Vec<(&str, bool, Option<&str>)> =
            sheets.iter().map(|(sheet, id)| (sheet.name.as_str(), sheet.hidden, id.as_deref())).collect();
        assert_eq!(epoch, Epoch::Of1904);
        assert_eq!(seen, [("甲&乙", false, Some("rId9")), ("b", true, Some("rId2"))]);
    }
}
