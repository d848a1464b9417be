//! The worked cases of `docs/cases` print and draw what stands there.

use std::path::Path;

use crate::node::{Node, workspace};

/// A block of a page: commands that are only run, or commands with what they print.
enum Block {
    Run(Vec<String>),
    Compare(Vec<(String, String)>),
}

/// The blocks of a page in order; text that is no block stands for itself.
fn blocks(page: &str) -> Vec<Result<Block, String>> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line != "```sh" && line != "```text" {
            text.push_str(line);
            text.push('\n');
            continue;
        }
        found.push(Err(std::mem::take(&mut text)));
        let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if line == "```sh" {
            found.push(Ok(Block::Run(inside.iter().map(|line| (*line).to_owned()).collect())));
            continue;
        }
        let mut commands: Vec<(String, String)> = Vec::new();
        for line in inside {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), String::new())),
                (None, Some((_, printed))) => {
                    printed.push_str(line);
                    printed.push('\n');
                }
                (None, None) => panic!("`{line}` stands before a command"),
            }
        }
        found.push(Ok(Block::Compare(commands)));
    }
    found.push(Err(text));
    found
}

/// What a command prints; the pictures it draws are compared with those beside the page, or drawn anew.
fn printed(node: &Node, command: &str, is_update: bool) -> String {
    let words: Vec<&str> = command.split(' ').collect();
    assert_eq!(words[0], "watchfire", "{command}");
    let picture = words.iter().position(|word| *word == "--svg").map(|at| words[at + 1]);
    let Some(picture) = picture else { return trimmed(&node.ok(&words[1..])) };
    let kept = workspace().join(picture);
    let drawn = node.write(Path::new(picture).file_name().unwrap().to_str().unwrap(), "");
    let words: Vec<&str> =
        words[1..].iter().map(|w| if *w == picture { drawn.as_str() } else { *w }).collect();
    let said = node.ok(&words).replace(&drawn, picture);
    let drawn = std::fs::read_to_string(&drawn).unwrap();
    if is_update {
        std::fs::write(&kept, &drawn).unwrap();
    }
    assert!(
        std::fs::read_to_string(&kept).unwrap() == drawn,
        "{picture} is drawn another way; {HOW}"
    );
    trimmed(&said)
}

/// Lines without the blanks at their ends.
fn trimmed(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

fn check(name: &str) {
    let path = workspace().join("docs/cases").join(name);
    let page = std::fs::read_to_string(&path).unwrap();
    let is_update = std::env::var_os("UPDATE_CASES").is_some();
    let node = Node::fresh();
    let mut again = String::new();
    for block in blocks(&page) {
        match block {
            Err(text) => again.push_str(&text),
            Ok(Block::Run(commands)) => {
                for command in &commands {
                    node.ok(&command.split(' ').skip(1).collect::<Vec<_>>());
                }
                again.extend(["```sh\n", &commands.join("\n"), "\n```\n"]);
            }
            Ok(Block::Compare(commands)) => {
                again.push_str("```text\n");
                for (command, expected) in commands {
                    let printed = printed(&node, &command, is_update);
                    assert!(
                        is_update || printed == expected,
                        "{name}: {command}\n{printed}\n{HOW}"
                    );
                    again.extend(["$ ", &command, "\n", &printed]);
                }
                again.push_str("```\n");
            }
        }
    }
    if is_update {
        std::fs::write(&path, &again).unwrap();
    }
    assert!(is_update || again == page, "{name} was not read whole");
}

const HOW: &str =
    "if the change is meant: UPDATE_CASES=1 cargo test -p cli cases, and read what changed";

#[test]
fn fentanyl_in_connecticut_is_as_told() {
    check("fentanyl-in-connecticut.md");
}

#[test]
fn opioid_deaths_in_canada_are_as_told() {
    check("opioid-deaths-in-canada.md");
}

#[test]
fn the_opium_ban_is_as_told() {
    check("opium-ban-in-afghanistan.md");
}
