//! Markup, token by token: names without their prefixes, texts with their references resolved, and a bound on
//! how long a token and how deep the nesting may be.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::reader::Reader;

use super::fault::{BookFault, damaged, too_big};
use crate::intake::decode::{Charset, Utf8Reader};

/// A cell of so many bytes is no cell of a roster.
const LONGEST_TOKEN: usize = 24 << 20;

const DEEPEST: usize = 256;

/// One token. Empty elements open and close.
pub enum Token<'t> {
    Open(Element<'t>),
    Close(Name<'t>),
    Text(Cow<'t, str>),
    /// A comment, a declaration: nothing to a roster.
    Aside,
    End,
}

/// An element's name and attributes.
pub struct Element<'t>(BytesStart<'t>);

/// The name of an element that ends.
pub struct Name<'t>(BytesEnd<'t>);

impl Element<'_> {
    /// Without its prefix.
    pub fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// The value of an attribute, whatever its prefix.
    pub fn value(&self, name: &str) -> Option<String> {
        self.each(|key, value| (key == name).then(|| value.to_owned()))
    }

    /// The first answer to an attribute's name and value.
    pub fn each<T>(&self, mut answer: impl FnMut(&str, &str) -> Option<T>) -> Option<T> {
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).filter_map(Result::ok);
        for attribute in attributes {
            let value = if attribute.value.contains(['&', '\n', '\t', '\r']) {
                attribute.normalized_value(XmlVersion::Implicit1_0).unwrap_or(attribute.value)
            } else {
                attribute.value
            };
            if let Some(found) = answer(local(attribute.key.0), &value) {
                return Some(found);
            }
        }
        None
    }

    pub fn is_set(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
    }
}

impl Name<'_> {
    pub fn as_str(&self) -> &str {
        local(self.0.name().0)
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A part's bytes as UTF-8.
type Text<'r> = BufReader<Utf8Reader<Box<dyn Read + 'r>>>;

/// Reads tokens.
pub struct Xml<'r> {
    reader: Reader<Metered<Text<'r>>>,
    buffer: Vec<u8>,
    depth: usize,
    part: &'static str,
}

impl<'r> Xml<'r> {
    /// `part` is what a fault will name.
    pub fn new(mut reader: impl Read + 'r, part: &'static str) -> io::Result<Xml<'r>> {
        let mut head = Vec::new();
        reader.by_ref().take(4).read_to_end(&mut head)?;
        let charset = match head.as_slice() {
            [b'<', 0, ..] => Charset::UTF16LE,
            [0, b'<', ..] => Charset::UTF16BE,
            head => Charset::of_mark(head).unwrap_or(Charset::UTF8),
        };
        let whole: Box<dyn Read + 'r> = Box::new(io::Cursor::new(head).chain(reader));
        let inner = Metered { inner: BufReader::with_capacity(1 << 16, charset.reader(whole)), since: 0, part };
        let mut reader = Reader::from_reader(inner);
        reader.config_mut().expand_empty_elements = true;
        Ok(Xml { reader, buffer: Vec::new(), depth: 0, part })
    }

    pub fn next(&mut self) -> io::Result<Token<'_>> {
        const LARGE: usize = 1 << 20;
        self.buffer.clear();
        self.buffer.shrink_to(LARGE);
        self.reader.get_mut().since = 0;
        let part = self.part;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| io_error(error, part))?;
        Ok(match event {
            Event::Start(start) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(damaged(part));
                }
                Token::Open(Element(start))
            }
            Event::End(end) => {
                self.depth = self.depth.saturating_sub(1);
                Token::Close(Name(end))
            }
            Event::Text(text) => Token::Text(text.xml10_content()),
            Event::CData(text) => Token::Text(text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| io_error(error, part))?;
                Token::Text(Cow::Owned(match (character, &*reference) {
                    (Some(character), _) => character.to_string(),
                    (None, "amp") => "&".to_owned(),
                    (None, "lt") => "<".to_owned(),
                    (None, "gt") => ">".to_owned(),
                    (None, "quot") => "\"".to_owned(),
                    (None, "apos") => "'".to_owned(),
                    (None, _) => return Err(damaged(part)),
                }))
            }
            Event::Eof if self.depth > 0 => return Err(damaged(part)),
            Event::Eof => Token::End,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Token::Aside,
        })
    }
}

fn io_error(error: quick_xml::Error, part: &'static str) -> io::Error {
    let quick_xml::Error::Io(inner) = error else { return damaged(part) };
    match (BookFault::behind(&inner), Arc::try_unwrap(inner)) {
        (Some(fault), _) => fault.error(),
        (None, Ok(inner)) => inner,
        (None, Err(inner)) => io::Error::new(inner.kind(), inner),
    }
}

/// Counts what is read since the last token.
struct Metered<R> {
    inner: R,
    since: usize,
    part: &'static str,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.inner.read(out)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST_TOKEN {
            return Err(too_big(self.part));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.since += amount;
        self.inner.consume(amount);
    }
}
