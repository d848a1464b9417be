//! `watchfire boundaries`

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use store::boundaries::BoundaryName;
use store::node::Node;
use workflows::boundaries::{AddBoundaryError, Added, Adding, LARGEST_BOUNDARY_FILE, add_boundary};

use super::open_writer;
use crate::arguments::{BoundariesCommand, BoundaryArguments, ListOptions};
use crate::failure::{Failure, other};
use crate::output::{Format, Table, print_lines};

/// Lists, loads or removes.
pub async fn run(
    directory: &Path,
    command: Option<BoundariesCommand>,
    list: ListOptions,
) -> Result<(), Failure> {
    match command {
        None => print_list(directory, list.format).await,
        Some(BoundariesCommand::Add(arguments)) => add(directory, &arguments).await,
        Some(BoundariesCommand::Remove { name }) => remove(directory, &name).await,
    }
}

async fn print_list(directory: &Path, format: Format) -> Result<(), Failure> {
    let node = Node::open(directory).await?;
    let mut table = Table::new(&["name", "places", "source", "licence"]);
    for stored in node.boundaries().map_err(other)? {
        table.push(vec![
            stored.name.as_str().into(),
            stored.places.len().into(),
            stored.source.into(),
            stored.licence.into(),
        ]);
    }
    table.print(format)
}

async fn add(directory: &Path, arguments: &BoundaryArguments) -> Result<(), Failure> {
    let file = arguments.file.as_path();
    let name = BoundaryName::of_file(file).ok_or_else(|| {
        let file = file.display();
        Failure::bad_input(format!("{file}: give the file a name of letters a to z and digits"))
    })?;
    let bytes = read(file)?;
    let BoundaryArguments { property, prefix, source, licence, .. } = arguments;
    let adding = Adding { name: name.clone(), bytes: &bytes, property, prefix, source, licence };
    let writer = open_writer(directory, "boundaries add").await?;
    let added = add_boundary(&writer, &adding).map_err(|error| match error {
        AddBoundaryError::File(error) => {
            Failure::bad_input(format!("{}: {error}; nothing was changed", file.display()))
        }
        error if error.is_of_input() => Failure::bad_input(error.to_string()),
        error => other(error),
    })?;
    print_lines(&said(&name, arguments, &added))
}

fn said(name: &BoundaryName, arguments: &BoundaryArguments, added: &Added) -> Vec<String> {
    let Added { places, points_read, points_kept, unmatched } = added;
    let mut lines = vec![format!(
        "Added {}: {places} places drawn by {points_kept} of {points_read} points, rounded to 0.001 degrees",
        name.as_str()
    )];
    if !unmatched.is_empty() {
        let more = if unmatched.len() > MOST_NAMED { ", ..." } else { "" };
        let first: Vec<&str> = unmatched.iter().take(MOST_NAMED).map(String::as_str).collect();
        lines.push(format!(
            "Left out: {} features whose {} names no place: {}{more}",
            unmatched.len(),
            arguments.property,
            first.join(", ")
        ));
    }
    lines
}

async fn remove(directory: &Path, name: &str) -> Result<(), Failure> {
    let writer = open_writer(directory, "boundaries remove").await?;
    let removed = match BoundaryName::parse(name) {
        Some(name) => writer.remove_boundary(&name).map_err(other)?,
        None => false,
    };
    if !removed {
        return Err(Failure::bad_input(format!(
            "no boundary is called {name}: `watchfire boundaries` lists them"
        )));
    }
    print_lines(&[format!("Removed {name}; maps draw its places as points again")])
}

/// The bytes of a file, and one more than it may have where it has too many.
fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let most = LARGEST_BOUNDARY_FILE as u64 + 1;
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| Failure::bad_input(format!("{}: cannot read: {error}", path.display())))?;
    Ok(bytes)
}

const MOST_NAMED: usize = 5;
