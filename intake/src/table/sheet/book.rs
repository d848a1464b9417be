//! What a workbook holds: its sheets, and where its parts stand.

use std::collections::HashMap;

use crate::error::IntakeError;
use crate::unpack::{Archive, quoted};
use crate::xml::{Xml, corrupt};

/// A workbook.
#[derive(Debug)]
pub(crate) struct Book {
    /// Its sheets, in the order of their tabs.
    pub sheets: Vec<Sheet>,
    /// Path of the shared texts.
    pub strings: String,
    /// Path of the styles.
    pub styles: String,
    /// Whether its days are counted from 1904.
    pub starts_in_1904: bool,
}

/// One sheet.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub name: String,
    pub path: String,
    is_hidden: bool,
}

impl Book {
    /// Reads the list of sheets.
    pub fn read(archive: &Archive<'_>) -> Result<Self, IntakeError> {
        let path = MAIN_PARTS.iter().find(|path| archive.member(path).is_some());
        let path = path.ok_or_else(|| corrupt("it has no workbook inside"))?;
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let parts = read_parts(archive, folder, file)?;
        let part = |kind: &str, usual: &str| {
            let found = parts.values().find(|(of_kind, _)| of_kind == kind);
            found.map_or_else(|| join(folder, usual), |(_, path)| path.clone())
        };
        let mut book = Self {
            sheets: Vec::new(),
            strings: part("sharedStrings", "sharedStrings.xml"),
            styles: part("styles", "styles.xml"),
            starts_in_1904: false,
        };
        let member = archive.member(path).ok_or_else(|| corrupt("it has no workbook inside"))?;
        Xml::new(archive.read(member)?).for_each_tag(|tag| {
            match tag.name() {
                "workbookPr" => {
                    let start = tag.attribute("date1904");
                    book.starts_in_1904 = matches!(start.as_deref(), Some("1" | "true"));
                }
                "sheet" => {
                    let part = tag.attribute("id").and_then(|id| parts.get(&id));
                    if let Some((_, path)) = part.filter(|(kind, _)| kind == "worksheet") {
                        book.sheets.push(Sheet {
                            name: tag.attribute("name").unwrap_or_default(),
                            path: path.clone(),
                            is_hidden: tag.attribute("state").is_some_and(|s| s != "visible"),
                        });
                    }
                }
                _ => {}
            }
            if book.sheets.len() > MAX_PARTS {
                return Err(corrupt("it has too many sheets"));
            }
            Ok(())
        })?;
        Ok(book)
    }

    /// The sheets of these names, or the only one that is not hidden.
    pub fn choose(&self, names: &[String]) -> Result<Vec<usize>, IntakeError> {
        let visible = || (0..self.sheets.len()).filter(|at| !self.sheets[*at].is_hidden);
        let others = || IntakeError::Sheets {
            sheets: quoted(visible().map(|at| self.sheets[at].name.as_str())),
        };
        if names.is_empty() {
            let all: Vec<usize> = visible().collect();
            return if all.len() == 1 { Ok(all) } else { Err(others()) };
        }
        let place = |name: &String| {
            self.sheets.iter().position(|sheet| sheet.name.trim() == name.trim()).ok_or_else(others)
        };
        names.iter().map(place).collect()
    }
}

/// The parts that a workbook refers to: by id, their kind and path.
fn read_parts(
    archive: &Archive<'_>,
    folder: &str,
    file: &str,
) -> Result<HashMap<String, (String, String)>, IntakeError> {
    let mut parts = HashMap::new();
    let Some(member) = archive.member(&join(folder, &format!("_rels/{file}.rels"))) else {
        return Err(corrupt("it does not say where its sheets are"));
    };
    Xml::new(archive.read(member)?).for_each_tag(|tag| {
        if tag.name() == "Relationship"
            && tag.attribute("TargetMode").as_deref() != Some("External")
            && let (Some(id), Some(kind), Some(target)) =
                (tag.attribute("Id"), tag.attribute("Type"), tag.attribute("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            let path = match target.strip_prefix('/') {
                Some(path) => path.to_owned(),
                None => join(folder, &target),
            };
            parts.insert(id, (kind, path));
        }
        if parts.len() > MAX_PARTS {
            return Err(corrupt("it has too many parts"));
        }
        Ok(())
    })?;
    Ok(parts)
}

fn join(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

/// Where a workbook's list of sheets stands.
const MAIN_PARTS: [&str; 2] = ["xl/workbook.xml", "workbook.xml"];

/// Sheets and other parts of a workbook.
const MAX_PARTS: usize = 10_000;
