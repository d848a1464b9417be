//! `watchfire init`

use std::path::Path;

use vocabulary::submission::Digest;
use workflows::make_node::make_node;

use crate::chance::random;
use crate::failure::Failure;
use crate::output::print_lines;

/// Makes a node.
pub async fn run(directory: &Path, name: &str) -> Result<(), Failure> {
    if name.trim().is_empty() {
        return Err(Failure::bad_input("the node needs a name: --name \"Focal point of ...\""));
    }
    let node = make_node(directory, name, random()?).await?;
    let key = Digest(*node.public_key());
    print_lines(&[
        format!("Made a node for \"{name}\" in {}", directory.display()),
        format!("Its public key is {key}"),
        format!(
            "Keep a backup of {}/keys apart from the rest: without it nothing sealed opens.",
            directory.display()
        ),
    ])
}
