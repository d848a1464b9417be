//! How a file is written: format, encoding, separator, sheet, and where its header stands.
//!
//! It tries what the readers of intake can read and keeps what gives the widest, most even table.

use super::again::again;
use super::said::{Confidence, Said};
use super::write::{open_if, quote};
use crate::error::IntakeError;
use crate::mapping::Mapping;
use crate::mapping::file::Format;
use crate::source::Shared;
use crate::table::MAX_FIELDS;
use crate::table::sample::{Extent, Sampled, header_names, sample};

/// The settings of [file] that read a file, and why they do.
#[derive(Clone, Debug, Default)]
pub(crate) struct FilePlan {
    pub format: &'static str,
    pub encoding: Option<&'static str>,
    pub separator: Option<&'static str>,
    /// The file inside a zip file.
    pub member: Option<String>,
    pub sheet: Option<String>,
    pub sheets: Vec<String>,
    /// What could be chosen from: sheets, or files inside.
    pub parts: Vec<String>,
    pub header: Option<(u64, u64)>,
    pub stop_at: Option<String>,
    pub said: Vec<Said>,
}

/// A table as it stands.
#[derive(Debug)]
pub(crate) struct Grid {
    pub names: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Texts above the header and the name of the sheet.
    pub titles: Vec<String>,
    pub is_whole: bool,
}

/// Finds out how a file is written and reads the beginning of its table; `part` is the sheet of a
/// workbook, or the file inside a zip file, that is meant.
pub(crate) fn look(file: &Shared<'_>, part: Option<&str>) -> Result<(FilePlan, Grid), IntakeError> {
    let mut plan = FilePlan::default();
    let mut sampled = peek(file, part, &mut plan)?;
    plan.format = sampled.format.as_str();
    if sampled.format == Format::Csv {
        choose_separator(file, &mut plan)?;
    }
    sampled = match try_with(file, &plan.settings(), WHOLE) {
        Err(error) if is_about_encoding(&error) => {
            open_other_encoding(file, &error, &mut plan)?;
            try_with(file, &plan.settings(), WHOLE)?
        }
        other => other?,
    };
    if let Some(encoding) = plan.encoding {
        plan.separate_central_europe(encoding, &sampled);
        sampled = try_with(file, &plan.settings(), WHOLE)?;
    }
    let grid = plan.find_table(sampled)?;
    plan.say_format();
    Ok((plan, grid))
}

/// Opens a file, whatever it is, and chooses the part and the encoding where it has to.
fn peek(
    file: &Shared<'_>,
    part: Option<&str>,
    plan: &mut FilePlan,
) -> Result<Sampled, IntakeError> {
    match try_with(file, &plan.settings(), PEEK) {
        Err(IntakeError::Members { members }) if plan.member.is_none() => {
            let set = |plan: &mut FilePlan, name: &str| plan.member = Some(name.to_owned());
            open_part(file, (part, &members), plan, ("member", "zip", set))
        }
        Err(IntakeError::Sheets { sheets }) if plan.sheet.is_none() => {
            let set = |plan: &mut FilePlan, name: &str| plan.sheet = Some(name.to_owned());
            plan.sheets = names_of(&sheets);
            open_part(file, (part, &sheets), plan, ("sheet", "XLSX", set))
        }
        Err(error) if is_about_encoding(&error) && plan.encoding.is_none() => {
            open_other_encoding(file, &error, plan)
        }
        other => other,
    }
}

impl FilePlan {
    /// What stands under [file] in the mapping.
    pub fn settings(&self) -> String {
        let mut lines = String::new();
        let is_open = |what: &str| self.said.iter().any(|said| said.what == what && said.is_open());
        let mut add = |name: &str, value: &str| {
            let value = open_if(is_open(name), quote(value));
            super::write::add(&mut lines, format_args!("{name} = {value}\n"));
        };
        if let Some(encoding) = self.encoding {
            add("encoding", encoding);
        }
        if let Some(separator) = self.separator {
            add("separator", separator);
        }
        if let Some(member) = &self.member {
            add("member", member);
        }
        if let Some(sheet) = &self.sheet {
            add("sheet", sheet);
        }
        if let Some(stop) = &self.stop_at {
            add("stop_at", stop);
        }
        if let Some((first, count)) = self.header {
            lines.push_str(&format_number("header_row", first));
            if count > 1 {
                lines.push_str(&format_number("header_rows", count));
            }
        }
        lines
    }

    fn say_format(&mut self) {
        let mut proposal = self.format.to_owned();
        if self.format == "csv" {
            proposal.push_str(", ");
            proposal.push_str(self.encoding.unwrap_or("utf-8"));
            proposal.push_str(", separator ");
            proposal.push_str(self.separator.unwrap_or(","));
        }
        let said =
            Said::new("file", &proposal, Confidence::Sure, "told by the first bytes and the rows");
        self.said.insert(0, said);
    }

    /// Texts of Poland, Czechia or Hungary read as western ones show these signs inside words.
    fn separate_central_europe(&mut self, encoding: &str, sampled: &Sampled) {
        if encoding != "windows-1252" {
            return;
        }
        let cells = || sampled.rows.iter().flat_map(|(_, cells)| cells.iter());
        let is_western = cells().any(|cell| cell.contains(WESTERN));
        let is_odd = |cell: &&String| {
            is_central_europe_misread(cell) && !(is_western && cell.contains(['õ', 'û']))
        };
        let examples: Vec<String> = cells().filter(is_odd).take(3).cloned().collect();
        if examples.is_empty() {
            let accented = |cell: &&String| !cell.is_ascii();
            let shown: Vec<String> = cells().filter(accented).take(3).cloned().collect();
            self.said.push(
                Said::new(
                    "encoding",
                    "windows-1252",
                    Confidence::Likely,
                    "the bytes are not UTF-8, and read so the words look right; check the examples",
                )
                .with_examples(shown),
            );
            return;
        }
        self.encoding = Some("windows-1250");
        self.said.push(
            Said::new(
                "encoding",
                "windows-1250",
                Confidence::Likely,
                "the bytes are not UTF-8; read as western text, words hold signs that no word has",
            )
            .with_examples(examples),
        );
    }

    /// Finds the header among the rows, and where the table ends.
    fn find_table(&mut self, sampled: Sampled) -> Result<Grid, IntakeError> {
        let Sampled { names, rows, is_whole, .. } = sampled;
        if let Some(names) = names {
            let rows = rows.into_iter().map(|(_, cells)| cells).collect();
            return Ok(Grid { names, rows, titles: Vec::new(), is_whole });
        }
        let Some((at, count)) = find_header(&rows) else { return Err(IntakeError::Empty) };
        let header: Vec<Vec<String>> =
            rows[at..at + count].iter().map(|(_, cells)| cells.clone()).collect();
        let names = header_names(&header);
        if names.len() > MAX_FIELDS {
            return Err(IntakeError::TooManyColumns { columns: names.len(), limit: MAX_FIELDS });
        }
        let titles = rows[..at].iter().flat_map(|(_, cells)| cells.iter());
        let titles = titles.filter(|cell| !cell.is_empty()).chain(&self.sheet).cloned().collect();
        if at > 0 || count > 1 {
            self.header = Some((rows[at].0, count as u64));
            let because = "the rows above it are titles: they fill few cells";
            let proposal = if count > 1 {
                format!("rows {} to {}", rows[at].0, rows[at + count - 1].0)
            } else {
                format!("row {}", rows[at].0)
            };
            self.said.push(
                Said::new("header", &proposal, Confidence::Likely, because).with_examples(
                    names.iter().filter(|name| !name.is_empty()).take(3).cloned().collect(),
                ),
            );
        }
        let body: Vec<Vec<String>> =
            rows.into_iter().skip(at + count).map(|(_, cells)| cells).collect();
        let end = self.find_end(&body, names.len());
        let mut body = body;
        body.truncate(end);
        for row in &mut body {
            row.resize(names.len(), String::new());
        }
        if body.is_empty() {
            return Err(IntakeError::NoRows);
        }
        Ok(Grid { names, rows: body, titles, is_whole })
    }

    /// The table ends where a row holds one text only and nothing but such rows follow.
    fn find_end(&mut self, body: &[Vec<String>], width: usize) -> usize {
        let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
        if width < 3 || body.len() > 2_000 {
            return body.len();
        }
        let notes =
            body.iter().rev().take_while(|row| filled(row) <= 1 && filled(row) * 3 < width).count();
        let end = body.len() - notes;
        if notes == 0 || end == 0 {
            return body.len();
        }
        let text = body[end].iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default();
        let start: String =
            text.split(['(', ':']).next().unwrap_or_default().trim().chars().take(30).collect();
        let start = if start.is_empty() { text.chars().take(12).collect() } else { start };
        let also_inside = body[..end].iter().any(|row| {
            row.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| cell.starts_with(&start))
        });
        if also_inside || start.trim().is_empty() {
            return body.len();
        }
        self.said.push(
            Said::new(
                "end of table",
                &format!("at `{start}`"),
                Confidence::Likely,
                "from there on rows hold one text each: notes",
            )
            .with_examples(vec![text]),
        );
        self.stop_at = Some(start);
        end
    }
}

/// Letters of languages that write `õ` or `û` too, and that Hungarian has not.
const WESTERN: [char; 13] = ['ã', 'â', 'ê', 'î', 'ô', 'à', 'è', 'ù', 'ç', 'ë', 'ä', 'ñ', 'å'];

/// Whether words of a text show letters of Central Europe as western signs: `Wroc³aw`, `£ódŸ`.
/// A sign behind a word, as in `Berlin¹` or `m³`, is that sign.
fn is_central_europe_misread(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let is_letter = |at: usize| letters.get(at).is_some_and(|letter| letter.is_alphabetic());
    let is_small = |at: usize| letters.get(at).is_some_and(|letter| letter.is_lowercase());
    let is_sign = |at: usize| matches!(letters.get(at), Some('¹' | '³' | '¿'));
    let inside = |at: usize| at > 0 && (is_letter(at - 1) || is_sign(at - 1)) && is_small(at + 1);
    // Estonian and Portuguese have `õ`, French has `û`; each has letters beside it that Hungarian has not.
    let is_hungarian = !letters.iter().any(|letter| WESTERN.contains(letter));
    let is_odd = |(at, letter): (usize, &char)| match letter {
        '³' | '¹' | '¿' | '¼' | '¾' | '\u{9d}' => inside(at),
        '£' | '¯' => is_small(at + 1),
        'Ÿ' => at > 0 && is_small(at - 1),
        'õ' | 'û' => is_hungarian && at > 0 && is_letter(at - 1) && is_letter(at + 1),
        _ => false,
    };
    letters.iter().enumerate().any(is_odd)
}

/// The row in which the header begins, and how many rows it has.
fn find_header(rows: &[(u64, Vec<String>)]) -> Option<(usize, usize)> {
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    let body: Vec<usize> = rows.iter().take(200).map(|(_, cells)| filled(cells)).collect();
    let mut sorted: Vec<usize> = body.iter().copied().filter(|count| *count > 1).collect();
    sorted.sort_unstable();
    let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(1);
    let at = rows.iter().take(MAX_TITLES).position(|(_, cells)| {
        let texts = cells.iter().filter(|cell| !cell.is_empty() && !is_figure(cell)).count();
        let headings = filled(cells);
        // A header over groups of columns fills a cell for each group only.
        let is_grouped = headings >= 3 && headings * 6 >= usual && usual > 4;
        headings > 0 && texts > 0 && (headings * 2 >= usual || is_grouped)
    });
    let at = at.or_else(|| (!rows.is_empty()).then_some(0))?;
    let count = if has_second_row(&rows[at..]) { 2 } else { 1 };
    Some((at, count))
}

/// Whether the row under a header with gaps is a header too: texts that fill the gaps.
fn has_second_row(rows: &[(u64, Vec<String>)]) -> bool {
    let [(_, first), (_, second), (_, third), ..] = rows else { return false };
    let gaps = first.iter().enumerate().filter(|(_, cell)| cell.is_empty()).map(|(at, _)| at);
    let gaps: Vec<usize> = gaps.collect();
    let width = second.len().max(first.len());
    let is_text = |cell: &String| !cell.is_empty() && !is_figure(cell);
    let texts = second.iter().filter(|cell| is_text(cell)).count();
    let figures = third.iter().filter(|cell| is_figure(cell)).count();
    let trailing = width.saturating_sub(first.len());
    let fills = gaps.iter().filter(|at| second.get(**at).is_some_and(is_text)).count() + trailing;
    (gaps.len() + trailing) * 3 >= width
        && fills * 3 >= width
        && texts * 2 >= width
        && figures * 2 >= width
}

/// Whether a cell holds a figure that is no year: years stand in headers.
fn is_figure(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let others = cell.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_year =
        cell.len() == 4 && digits == 4 && (cell.starts_with("19") || cell.starts_with("20"));
    digits > 0 && others == 0 && !is_year
}

/// How one of several parts is called, what it is a part of, and how a plan names it.
type PartOf = (&'static str, &'static str, fn(&mut FilePlan, &str));

/// Opens the part that is meant, or the first that holds a table.
fn open_part(
    file: &Shared<'_>,
    (part, quoted): (Option<&str>, &str),
    plan: &mut FilePlan,
    (what, whole, set): PartOf,
) -> Result<Sampled, IntakeError> {
    let names = names_of(quoted);
    plan.parts.clone_from(&names);
    if let Some(name) = part {
        set(plan, name);
        let because = format!("you named it; the {whole} file has {quoted}");
        plan.said.push(Said::new(what, name, Confidence::Sure, &because));
        return peek(file, None, plan).map_err(|error| match error {
            IntakeError::Members { members: parts } | IntakeError::Sheets { sheets: parts } => {
                IntakeError::NoSuchPart { part: name.to_owned(), parts }
            }
            other => other,
        });
    }
    for name in &names {
        let mut tried = plan.clone();
        set(&mut tried, name);
        match peek(file, None, &mut tried) {
            Ok(sampled) if holds_table(file, &sampled, &tried) => {
                let because = format!(
                    "TO DECIDE: --part NAME takes another; the {whole} file has {quoted}, and this is the \
                     first that holds a table"
                );
                tried.said.push(Said::new(what, name, Confidence::Guess, &because));
                *plan = tried;
                return Ok(sampled);
            }
            Ok(_) | Err(_) => {}
        }
    }
    let problem =
        format!("none of {quoted} holds a header and two rows; --part NAME takes one as it is");
    Err(IntakeError::Corrupt { format: whole, problem })
}

/// Whether a part has some rows, and a text the same number of cells in most of them.
fn holds_table(file: &Shared<'_>, sampled: &Sampled, plan: &FilePlan) -> bool {
    let mut tried = plan.clone();
    let mut is_parted = || {
        choose_separator(file, &mut tried).is_ok()
            && tried.said.last().is_some_and(|said| said.confidence == Confidence::Sure)
    };
    sampled.rows.len() >= 3 && (sampled.format != Format::Csv || is_parted())
}

/// The names in a list of a message.
fn names_of(quoted: &str) -> Vec<String> {
    quoted.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn is_about_encoding(error: &IntakeError) -> bool {
    matches!(
        error,
        IntakeError::MarkedOtherwise { .. }
            | IntakeError::InvalidUtf8 { .. }
            | IntakeError::Undecodable { .. }
    )
}

/// Opens a text that is no UTF-8.
fn open_other_encoding(
    file: &Shared<'_>,
    error: &IntakeError,
    plan: &mut FilePlan,
) -> Result<Sampled, IntakeError> {
    let marked = match error {
        IntakeError::MarkedOtherwise { marked, .. } => Some(*marked),
        _ => None,
    };
    plan.encoding = Some(match marked {
        Some("UTF-16LE") => "utf-16le",
        Some("UTF-16BE") => "utf-16be",
        _ => "windows-1252",
    });
    if marked.is_some() {
        let encoding = plan.encoding.unwrap_or_default();
        plan.said.push(Said::new(
            "encoding",
            encoding,
            Confidence::Sure,
            "the mark at the beginning of the file says so",
        ));
    }
    try_with(file, &plan.settings(), PEEK)
}

/// Keeps the sign that parts the first rows into the most cells, the same number in each.
fn choose_separator(file: &Shared<'_>, plan: &mut FilePlan) -> Result<(), IntakeError> {
    let mut best: Option<(f64, &'static str, String)> = None;
    for separator in [",", ";", "tab", "|"] {
        let mut tried = plan.clone();
        tried.separator = Some(separator);
        let Ok(sampled) = try_with(file, &tried.settings(), PEEK) else { continue };
        let widths: Vec<usize> = sampled.rows.iter().map(|(_, cells)| cells.len()).collect();
        let mut sorted = widths.clone();
        sorted.sort_unstable();
        let usual = sorted.get(sorted.len() / 2).copied().unwrap_or(0);
        let even = widths.iter().filter(|width| **width == usual).count();
        #[expect(clippy::cast_precision_loss, reason = "a few hundred rows")]
        let score =
            if usual < 2 { 0.0 } else { even as f64 / widths.len() as f64 * (usual as f64).sqrt() };
        let example = format!("{usual} cells in {even} of the first {} rows", widths.len());
        if best.as_ref().is_none_or(|(known, _, _)| score > *known + 0.01) {
            best = Some((score, separator, example));
        }
    }
    let Some((score, separator, example)) = best else { return Err(IntakeError::Empty) };
    if separator != "," {
        plan.separator = Some(separator);
    }
    let confidence = if score > 1.0 { Confidence::Sure } else { Confidence::Likely };
    plan.said.push(Said::new("separator", separator, confidence, &example));
    Ok(())
}

/// Reads a beginning of a file under some settings of [file].
fn try_with(file: &Shared<'_>, settings: &str, extent: Extent) -> Result<Sampled, IntakeError> {
    let text = PROBE.replace("SETTINGS", settings);
    let mapping = Mapping::parse(&text).map_err(|_| IntakeError::Empty)?;
    sample(&again(file)?, &mapping, extent)
}

fn format_number(name: &str, value: u64) -> String {
    format!("{name} = {value}\n")
}

const PEEK: Extent = Extent { rows: 200, reach: 200 };
const WHOLE: Extent = Extent { rows: 5_000, reach: 200_000 };
const MAX_TITLES: usize = 30;

/// A mapping that reads no column: it serves to open files.
const PROBE: &str = r#"
source = "probe"
title = "probe"
licence = "none"
kind = "case"
coverage = "world"
replaces = "nothing"
absent = "unknown"
retention_years = 1
indicator = "deaths-selection-d"
[handling]
tlp = "TLP:RED"
purposes = ["research"]
subjects = "none"
[file]
SETTINGS
[key]
fields = ["place"]
[known_at]
constant = 2020-01-01
because = "probe"
[period]
constant = "2019"
[place]
constant = "world"
[case]
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_inside_words_tell_central_europe_and_signs_behind_them_do_not() {
        for (text, expected) in [
            ("Wroc³aw", true),
            ("Gyõr-Moson-Sopron", true),
            ("Elkövetõk száma", true),
            ("São Paulo, Camões", false),
            ("£ódŸ", true),
            ("ksi¹¿ka", true),
            ("Berlin¹", false),
            ("Köln²", false),
            ("m³", false),
            ("5 m³/h", false),
            ("12¹", false),
            ("§ 29 BtMG", false),
            ("20 °C", false),
            ("¿Qué?", false),
            ("£ 20", false),
            ("1¼ kg", false),
        ] {
            assert_eq!(is_central_europe_misread(text), expected, "{text}");
        }
    }
}
