//! Writes the picture of a signal to a file.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use store::node::Node;
use vocabulary::finding::{Run, Signal};
use vocabulary::handling::Reader;
use workflows::sentence::headline;
use workflows::signal_picture::signal_picture;

use crate::failure::{Failure, other};
use crate::output::print_lines;

/// Draws a signal into a file, or into a file of its name in a folder; a picture that is there is drawn anew.
pub async fn draw(
    node: &Node,
    (run, signal): (&Run, &Signal),
    path: &Path,
    known_on: &[Date],
    reader: &Reader,
) -> Result<(), Failure> {
    let file = file_for(path, signal)?;
    let says = headline(signal);
    let picture =
        signal_picture(node, run, signal, &says, known_on, reader).await.map_err(other)?;
    std::fs::write(&file, picture.to_svg()).map_err(|error| {
        Failure::bad_input(format!("{} cannot be written: {error}", file.display()))
    })?;
    let panels = picture.panels.len();
    print_lines(&[format!("{}: {panels} series of {}", file.display(), signal.id)])
}

/// The file itself where it ends in `.svg`, so that no other file is written over by mistake.
fn file_for(path: &Path, signal: &Signal) -> Result<PathBuf, Failure> {
    if path.is_dir() {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let name: String = signal.id.chars().map(|c| if is_plain(c) { c } else { '-' }).collect();
        return Ok(path.join(format!("{name}.svg")));
    }
    let is_svg = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg"));
    let wrong = || {
        format!(
            "{} is no folder and does not end in .svg: name a picture or a folder",
            path.display()
        )
    };
    if is_svg { Ok(path.to_owned()) } else { Err(Failure::bad_input(wrong())) }
}
