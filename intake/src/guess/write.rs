//! The mapping as TOML, with the reasons and examples above what they led to.

use std::fmt::Write as _;

use super::plan::Plan;
use super::said::Said;
use super::substance::{ALL_DRUGS, SubstancePlan};
use crate::mapping::undecided::{MARK, NOT_SAID, TO_STATE};
use vocabulary::fact::FactKind;

/// A text as TOML writes it.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            other if other.is_control() => {
                add(&mut quoted, format_args!("\\u{:04X}", u32::from(other)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A value that a person must decide, as TOML writes it.
pub(crate) fn open(value: &str) -> String {
    format!("{{ {MARK} = {value} }}")
}

/// A value that nothing in the file supports: it serves to try the mapping, and is refused without its
/// braces too.
pub(crate) fn made_up(value: &str) -> String {
    open(&quote(&format!("{NOT_SAID}{value})")))
}

/// A value that is marked where a person must decide.
pub(crate) fn open_if(is_open: bool, value: String) -> String {
    if is_open { open(&value) } else { value }
}

/// The whole mapping.
pub(crate) fn render(plan: &Plan) -> String {
    let mut toml = String::new();
    head(&mut toml, plan);
    file(&mut toml, plan);
    rows(&mut toml, plan);
    substances(&mut toml, &plan.substances);
    details(&mut toml, plan);
    toml
}

fn head(toml: &mut String, plan: &Plan) {
    comment(
        toml,
        &format!(
            "A proposal for {}, made from its own rows: nothing in it is certain until you have read it.",
            plan.file_name.escape_debug()
        ),
    );
    comment(
        toml,
        "Each choice says why it was made, how sure that is (sure, likely, guess) and shows cells of the file.",
    );
    comment(
        toml,
        "What stands in { to_decide = ... } is for you to decide: put the value that is right in its place, without the braces. Until none is left, and the licence is stated, only a dry run works.",
    );
    if !plan.left_out.is_empty() {
        toml.push_str("#\n# Columns that are not read:\n");
        for (name, why) in &plan.left_out {
            comment(toml, &format!("- `{}`: {why}", one_line(name)));
        }
    }
    toml.push('\n');
    let top = [
        ("source", quote(&plan.source), "part of every fact's key: keep it for all later files"),
        ("title", quote(&plan.title), "what people call it"),
        (
            "licence",
            quote(TO_STATE),
            "under which terms it may be used; only a dry run works before",
        ),
    ];
    for (name, value, why) in top {
        line(toml, &format!("{name} = {value}"), why);
    }
    say(toml, plan, &["kind"]);
    let kind = quote(plan.kind.as_str());
    line(toml, &format!("kind = {}", open_if(plan.is_open("kind"), kind)), "");
    say(toml, plan, &["coverage"]);
    let coverage = plan.place.written_coverage();
    line(
        toml,
        &format!("coverage = {coverage}"),
        "the largest place the rows cover; sums stop there",
    );
    line(
        toml,
        "replaces = \"same-keys\"",
        "a later file of this source corrects the rows it repeats",
    );
    let absent = open("\"unknown\"");
    line(toml, &format!("absent = {absent}"), "\"zero\" if the source lists every event");
    line(toml, "retention_years = 10", "then somebody must say whether to keep it");
    if let Some((id, said)) = &plan.indicator {
        say(toml, plan, &["indicator"]);
        line(toml, &format!("indicator = {}", open_if(said.is_open(), quote(id))), "");
    }
    handling(toml, plan);
}

fn handling(toml: &mut String, plan: &Plan) {
    toml.push_str("\n[handling]\n");
    say(toml, plan, &["handling"]);
    let tlp = open_if(plan.is_open("handling"), quote("TLP:AMBER"));
    line(toml, &format!("tlp = {tlp}"), "sealed until you say otherwise");
    let purposes: Vec<String> =
        plan.purposes.iter().map(|purpose| format!("\"{purpose}\"")).collect();
    let purposes = open(&format!("[{}]", purposes.join(", ")));
    line(toml, &format!("purposes = {purposes}"), "what it may be used for");
    line(
        toml,
        &format!("subjects = \"{}\"", plan.subjects),
        "none, deceased, service-users, suspects or victims-and-witnesses",
    );
}

fn file(toml: &mut String, plan: &Plan) {
    let style = &plan.style;
    let mut settings = plan.file.settings();
    let is_open = plan.is_open("numbers");
    let written = |sign: char, is_open: bool| open_if(is_open, quote(&sign.to_string()));
    let is_decimal_open = is_open && style.thousands.is_none();
    if style.decimal != '.' || is_decimal_open {
        let decimal = written(style.decimal, is_decimal_open);
        add(&mut settings, format_args!("decimal = {decimal}\n"));
    }
    if let Some(sign) = style.thousands {
        add(&mut settings, format_args!("thousands = {}\n", written(sign, is_open)));
    }
    if !style.footnotes.is_empty() {
        let marks: Vec<String> = style.footnotes.iter().map(|mark| quote(mark)).collect();
        add(&mut settings, format_args!("footnotes = [{}]\n", marks.join(", ")));
    }
    if !style.units.is_empty() {
        let units: Vec<String> = style.units.iter().map(|unit| quote(unit)).collect();
        add(&mut settings, format_args!("units = [{}]\n", units.join(", ")));
    }
    toml.push_str("\n[file]\n");
    say(
        toml,
        plan,
        &["file", "encoding", "separator", "member", "sheet", "header", "end of table", "numbers"],
    );
    toml.push_str(&settings);
    if let Some(wide) = &plan.wide {
        toml.push_str("\n[wide]\n");
        say(toml, plan, &["wide columns"]);
        if wide.are_neighbours {
            let (first, last) = (&wide.columns[0], &wide.columns[wide.columns.len() - 1]);
            add(toml, format_args!("from = {}\nto = {}\n", quote(first), quote(last)));
        } else {
            let columns: Vec<String> = wide.columns.iter().map(|name| quote(name)).collect();
            add(toml, format_args!("columns = [{}]\n", columns.join(", ")));
        }
        add(toml, format_args!("name = {}\nvalue = {}\n", quote(&wide.name), quote(&wide.value)));
    }
}

fn rows(toml: &mut String, plan: &Plan) {
    toml.push_str("\n[key]\n");
    say(toml, plan, &["key"]);
    if plan.key.columns.is_empty() {
        toml.push_str("fields = [\"place\", \"period\", \"substance\"]\n");
    } else {
        let columns: Vec<String> = plan.key.columns.iter().map(|name| quote(name)).collect();
        add(toml, format_args!("columns = [{}]\n", columns.join(", ")));
    }
    if plan.measures.len() > 1 && !plan.key.columns.is_empty() {
        let is_named = plan.measures.iter().any(|measure| measure.substance.is_some());
        let fields = if is_named {
            "\"unit\", \"subgroup\", \"substance\""
        } else {
            "\"unit\", \"subgroup\""
        };
        line(toml, &format!("fields = [{fields}]"), "a row gives several figures");
    }
    if plan.key.counts_repeats {
        let repeats = open("\"ordinal\"");
        line(toml, &format!("repeats = {repeats}"), "alike rows are different events");
    }
    toml.push_str("\n[known_at]\n");
    say(toml, plan, &["known_at"]);
    if let Some((column, format)) = &plan.period.reported {
        add(toml, format_args!("column = {}\nformats = [{}]\n", quote(column), quote(format)));
    } else {
        let days = open(&plan.period.delay.to_string());
        line(toml, &format!("days_after_period = {days}"), "");
        toml.push_str(ASSUMED);
    }
    toml.push_str("\n[period]\n");
    say(toml, plan, &["period"]);
    toml.push_str(&plan.period.lines);
    place(toml, plan);
}

fn place(toml: &mut String, plan: &Plan) {
    let place = &plan.place;
    toml.push_str("\n[place]\n");
    say(toml, plan, &["place"]);
    if place.columns.is_empty() {
        add(toml, format_args!("constant = {}\n", place.written_coverage()));
        let text: Vec<String> = place.text.iter().map(|name| quote(name)).collect();
        if !text.is_empty() {
            line(toml, &format!("text = [{}]", text.join(", ")), "kept in the source's words");
        }
        return;
    }
    let columns: Vec<String> = place.columns.iter().map(|name| quote(name)).collect();
    let is_open = place.said.iter().any(|said| said.what == "place" && said.is_open());
    let columns = open_if(is_open, format!("[{}]", columns.join(", ")));
    add(toml, format_args!("columns = {columns}\n"));
    if let Some(after) = place.after {
        line(toml, &format!("after = \"{after}\""), "what stands behind the last one is the place");
    }
    if let Some(default) = &place.default {
        line(
            toml,
            &format!("default = {}", open(&quote(default.as_str()))),
            "where a cell is empty or not known; or name it under [place.values]",
        );
    }
    if !place.text.is_empty() {
        let text: Vec<String> =
            place.columns.iter().chain(&place.text).map(|name| quote(name)).collect();
        add(toml, format_args!("text = [{}]\n", text.join(", ")));
    }
    if !place.values.is_empty() {
        toml.push_str("[place.values]\n");
        for (text, id) in &place.values {
            add(toml, format_args!("{} = \"{id}\"\n", quote(text)));
        }
    }
}

fn substances(toml: &mut String, plan: &SubstancePlan) {
    let of = |what: &str, named: &str| {
        plan.said.iter().find(|said| {
            said.what == what && (named.is_empty() || said.proposal == format!("`{named}`"))
        })
    };
    if let Some(constant) = &plan.constant {
        toml.push_str("\n[[substance]]\n");
        say_one(toml, of("substance", ""));
        let is_open = of("substance", "").is_some_and(Said::is_open);
        add(toml, format_args!("constant = {}\n", open_if(is_open, quote(constant.as_str()))));
    }
    for column in &plan.columns {
        toml.push_str("\n[[substance]]\n");
        let said = of("substance", column);
        say_one(toml, said);
        let is_open = said.is_some_and(Said::is_open);
        add(toml, format_args!("column = {}\n", open_if(is_open, quote(column))));
        if plan.may_be_blank {
            line(
                toml,
                &format!("values = {{ \"\" = {} }}", open(&quote(ALL_DRUGS))),
                "rows that name none stand for all drugs",
            );
        }
    }
    for column in &plan.texts {
        toml.push_str("\n[[text]]\n");
        say_one(toml, of("text", column));
        add(toml, format_args!("column = {}\n", quote(column)));
    }
    if let Some(flags) = &plan.flags {
        let list =
            |texts: &[String]| texts.iter().map(|text| quote(text)).collect::<Vec<_>>().join(", ");
        toml.push_str("\n[flags]\n");
        say_one(toml, of("flags", ""));
        add(
            toml,
            format_args!(
                "yes = [{}]\nno = [{}]\n[flags.columns]\n",
                list(&flags.yes),
                list(&flags.no)
            ),
        );
        for (column, substance) in &flags.columns {
            add(toml, format_args!("{} = \"{substance}\"\n", quote(column)));
        }
    }
}

fn details(toml: &mut String, plan: &Plan) {
    if plan.all_said().any(|said| said.what == "no total") {
        toml.push('\n');
        say(toml, plan, &["no total"]);
    }
    for subgroup in &plan.subgroups {
        toml.push_str("\n[[subgroup]]\n");
        say_one(toml, Some(&subgroup.said));
        add(toml, format_args!("name = {0}\ncolumn = {0}\n", quote(&subgroup.column)));
        if !subgroup.totals.is_empty() {
            let totals: Vec<String> =
                subgroup.totals.iter().map(|text| format!("{} = \"\"", quote(text))).collect();
            line(
                toml,
                &format!("values = {{ {} }}", totals.join(", ")),
                "a figure without a subgroup is the total",
            );
        }
    }
    for measure in &plan.measures {
        toml.push_str("\n[[measure]]\n");
        say_one(toml, Some(&measure.said));
        add(toml, format_args!("column = {}\n", quote(&measure.column)));
        let indicator = if measure.is_indicator_made_up() {
            made_up(measure.indicator)
        } else {
            open_if(measure.is_indicator_open, quote(measure.indicator))
        };
        add(toml, format_args!("indicator = {indicator}\n"));
        let unit = match &measure.unit_column {
            Some((column, values)) => stated_unit(column, values),
            None if measure.unit == "other-rate" => made_up(measure.unit),
            None => open_if(measure.is_unit_open, quote(measure.unit)),
        };
        add(toml, format_args!("unit = {unit}\n"));
        if let Some((substance, is_open)) = &measure.substance {
            let substance = open_if(*is_open, quote(substance.as_str()));
            add(toml, format_args!("substance = {substance}\n"));
        }
        if measure.is_one_of_several {
            add(toml, format_args!("subgroup = {{ \"column\" = {} }}\n", quote(&measure.column)));
        }
        if let Some(from) = measure.from {
            add(toml, format_args!("from = \"{from}\"\n"));
        }
    }
    if plan.kind != FactKind::Observation {
        add(toml, format_args!("\n[{}]\n", plan.kind.as_str()));
        for said in &plan.detail.said {
            say_one(toml, Some(said));
        }
        toml.push_str(&plan.detail.lines);
    }
    missing(toml, plan);
    for totals in &plan.totals {
        toml.push_str("\n[[leave_out]]\n");
        say_one(toml, Some(&totals.said));
        let values: Vec<String> = totals.values.iter().map(|text| quote(text)).collect();
        add(toml, format_args!("column = {}\n", quote(&totals.column)));
        add(toml, format_args!("values = [{}]\n", values.join(", ")));
        toml.push_str("because = \"a total of other rows, which would count twice\"\n");
    }
}

fn missing(toml: &mut String, plan: &Plan) {
    if plan.missing.said.is_empty() {
        return;
    }
    toml.push('\n');
    say(toml, plan, &["missing figures", "odd figures"]);
    if !plan.missing.texts.is_empty() {
        toml.push_str("[missing]\n");
        for (text, (word, is_certain)) in &plan.missing.texts {
            let why = if *is_certain {
                ""
            } else {
                "suppressed or not-available? If it means zero, mend the file"
            };
            let word = open_if(!is_certain, quote(word));
            line(toml, &format!("{} = {word}", quote(text)), why);
        }
    }
}

/// A unit that a column states row by row.
fn stated_unit(column: &str, values: &[(String, &str)]) -> String {
    let values: Vec<String> =
        values.iter().map(|(text, unit)| format!("{} = \"{unit}\"", quote(text))).collect();
    let (column, values) = (quote(column), values.join(", "));
    format!("{{ column = {column}, values = {{ {values} }} }}")
}

fn say(toml: &mut String, plan: &Plan, whats: &[&str]) {
    for what in whats {
        for said in plan.all_said().filter(|said| said.what == **what) {
            say_one(toml, Some(said));
        }
    }
}

fn say_one(toml: &mut String, said: Option<&Said>) {
    let Some(said) = said else { return };
    let mut text = format!(
        "{}: {} ({}): {}",
        said.what,
        said.proposal,
        said.confidence.as_str(),
        said.because
    );
    if !said.examples.is_empty() {
        let examples: Vec<String> =
            said.examples.iter().map(|example| format!("`{example}`")).collect();
        add(&mut text, format_args!(". For example {}", examples.join(", ")));
    }
    comment(toml, &text);
}

fn line(toml: &mut String, setting: &str, why: &str) {
    toml.push_str(setting);
    if !why.is_empty() {
        let gap = 41_usize.saturating_sub(setting.chars().count()).max(2);
        toml.push_str(&" ".repeat(gap));
        toml.push_str("# ");
        toml.push_str(why);
    }
    toml.push('\n');
}

/// A comment of lines up to 100 letters.
fn comment(toml: &mut String, text: &str) {
    let mut width = 0;
    for word in one_line(text).split(' ') {
        let length = word.chars().count() + 1;
        if width == 0 || width + length > 100 {
            if width > 0 {
                toml.push('\n');
            }
            toml.push('#');
            width = 1;
        }
        toml.push(' ');
        toml.push_str(word);
        width += length;
    }
    toml.push('\n');
}

/// A text without signs that a comment cannot hold.
fn one_line(text: &str) -> String {
    let plain = |letter: char| {
        if letter.is_control() || crate::table::is_invisible(letter) { ' ' } else { letter }
    };
    text.chars().map(plain).collect()
}

/// Adds formatted text.
pub(crate) fn add(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("memory takes it");
}

const ASSUMED: &str = "because = \"ASSUMED by --guess: the usual delay of such figures; nothing in the \
                       file says when they were known\"\n";
