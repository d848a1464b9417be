//! XML as it comes, element by element, inside limits.
//!
//! It knows the five entities of XML and no others: a document type, and with it every entity of
//! its own or from elsewhere, is refused.

use std::borrow::Cow;
use std::io::{BufReader, Error, Read, Result as IoResult};

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::IntakeError;

/// XML that is being read.
pub(crate) struct Xml<'a> {
    reader: Reader<BufReader<Limited<'a>>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// What comes next.
pub(crate) enum Node<'b> {
    /// A tag opens.
    Open(Tag<'b>),
    /// The element that opened last closes.
    Close(EndTag<'b>),
    /// Text, or a part of it.
    Text(Cow<'b, str>),
    /// The document ends.
    End,
}

/// An opening tag.
pub(crate) struct Tag<'b>(BytesStart<'b>);

/// A closing tag.
pub(crate) struct EndTag<'b>(BytesEnd<'b>);

impl<'a> Xml<'a> {
    /// Reads from the beginning.
    pub fn new(bytes: Box<dyn Read + 'a>) -> Self {
        let bytes = Limited { bytes, read: 0 };
        let mut reader = Reader::from_reader(BufReader::with_capacity(PAGE, bytes));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next tag or text.
    pub fn next(&mut self) -> Result<Node<'_>, IntakeError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().read = 0;
        let event =
            self.reader.read_event_into(&mut self.buffer).map_err(|error| explain(&error))?;
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(corrupt("its elements stand too deep in one another"));
                }
                Ok(Node::Open(Tag(tag)))
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(Node::Close(EndTag(tag)))
            }
            Event::Text(text) => Ok(Node::Text(text.xml10_content())),
            Event::CData(text) => Ok(Node::Text(text.xml10_content())),
            Event::GeneralRef(reference) => {
                if let Some(letter) =
                    reference.resolve_char_ref().map_err(|error| explain(&error))?
                {
                    return Ok(Node::Text(Cow::Owned(letter.to_string())));
                }
                let name = reference.into_inner();
                let known = quick_xml::escape::resolve_xml_entity(&name);
                known.map(|text| Node::Text(Cow::Borrowed(text))).ok_or_else(|| {
                    corrupt("it uses an entity of its own, which is never looked up")
                })
            }
            Event::DocType(_) => {
                Err(corrupt("it declares a document type, which no spreadsheet program writes"))
            }
            Event::Eof if self.depth > 0 => Err(corrupt("it ends in the middle of an element")),
            Event::Eof => Ok(Node::End),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {
                Ok(Node::Text(Cow::Borrowed("")))
            }
        }
    }

    /// Shows every opening tag to `visit`.
    pub fn for_each_tag(
        mut self,
        mut visit: impl FnMut(&Tag<'_>) -> Result<(), IntakeError>,
    ) -> Result<(), IntakeError> {
        loop {
            match self.next()? {
                Node::Open(tag) => visit(&tag)?,
                Node::Close(_) | Node::Text(_) => {}
                Node::End => return Ok(()),
            }
        }
    }
}

impl Tag<'_> {
    /// Its name without the prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute, by its name without the prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }
}

impl EndTag<'_> {
    /// Its name without the prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }
}

/// What is wrong with a workbook.
pub(crate) fn corrupt(problem: &str) -> IntakeError {
    IntakeError::Corrupt { format: "XLSX", problem: problem.to_owned() }
}

fn explain(error: &quick_xml::Error) -> IntakeError {
    if let quick_xml::Error::Io(inner) = error
        && let Some(ours) = inner.get_ref().and_then(|inner| inner.downcast_ref::<IntakeError>())
    {
        return ours.clone();
    }
    corrupt(&error.to_string())
}

/// Bytes that stop where one tag or text does not end.
struct Limited<'a> {
    bytes: Box<dyn Read + 'a>,
    /// Bytes read since the last tag or text began.
    read: usize,
}

impl Read for Limited<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> IoResult<usize> {
        let count = self.bytes.read(bytes)?;
        self.read += count;
        if self.read > MAX_NODE {
            return Err(Error::other(corrupt("one of its elements does not end")));
        }
        Ok(count)
    }
}

/// Bytes read at once.
const PAGE: usize = 32 * 1024;

/// Bytes that a tag or text may have.
const MAX_NODE: usize = 1024 * 1024;

/// How deep elements may stand in one another.
const MAX_DEPTH: usize = 64;
