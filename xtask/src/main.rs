//! Builds, checks and demonstrates the project: `cargo xtask COMMAND`.
//!
//! Answers: is the house as the pages say, do all tests pass, what does the product do. It is a tool of
//! the repository and no part of the product.

mod steps;

mod tidy;

mod check;
mod one_build;

mod needs;
mod postgres;
mod test;

mod product;

mod demo;
mod http;

mod contract;
mod sign_in;

mod browse;
mod large;
mod load;
mod team;
mod timing;
mod web;

mod bench_peers;

use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};

use demo::Ending;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["check"] => {
            let mut steps = steps::Steps::default();
            check::add_steps(&mut steps);
            steps.finish()?;
        }
        // Its closing line is the last that is printed, so it reports no error of its own.
        ["test"] if !test::run() => return Ok(ExitCode::FAILURE),
        ["test"] => {}
        ["tidy"] => tidy::run()?,
        ["web"] => web::build()?,
        ["browse"] => browse::run()?,
        ["screens"] => browse::draw()?,
        ["speed"] => browse::time()?,
        ["speed", "--large"] => browse::time_large()?,
        ["with-postgres", program, ..] => return postgres::run_with(program, &arguments[2..]),
        ["demo"] => demo::run(Ending::Serve { port: DEMO_PORT })?,
        ["demo", "--port", port] => demo::run(Ending::Serve { port: read_number(port)? })?,
        ["demo", "--once"] => demo::run(Ending::Once)?,
        ["load"] => load::run(10)?,
        ["load", minutes] => load::run(read_number(minutes)?)?,
        ["timing"] => timing::run(500)?,
        ["timing", rounds] => timing::run(read_number(rounds)?)?,
        ["contract"] => contract::run()?,
        ["sign-in"] => sign_in::run()?,
        ["bench-peers", ..] => bench_peers::run(&words[1..])?,
        [] | ["help" | "--help" | "-h"] => print!("{HELP}"),
        _ => bail!("no such command: {}; `cargo xtask help` lists them", words.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}

fn read_number<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().ok().with_context(|| format!("`{text}` is no number that fits here"))
}

const DEMO_PORT: u16 = 8800;

const HELP: &str = "\
cargo xtask COMMAND

  demo [--port N]   the product on real figures: ingest, detect, show, serve (port 8800)
  demo --once       the same, and end the server once it has answered
  test              everything: check, tests, examples, demo --once, contract, sign-in
  check             format, lints, documentation, tidy, one build, bans
  contract          the API against its own OpenAPI document, by Schemathesis
  sign-in           signing in through a certified OpenID Connect provider
  bench-peers       all that follows: ours beside what others use, in processor seconds
  bench-peers ingest [--rows N]
                    a file into a node beside DuckDB's CSV to Parquet (1000000 rows)
  bench-peers series [--files N]
                    facts into series beside DuckDB's grouping (20 files of 1000000 rows)
  bench-peers detect [--series N]
                    detection beside the reference R package (1000 series)
  with-postgres PROGRAM [ARGUMENT...]
                    a program with a PostgreSQL server for the tests, such as `cargo nextest run`
  web               the web interface, into web/dist; `--features web` puts it into the program
  browse            the pages in a browser: a newcomer's way, and every page for axe
  screens           a picture of every page, into target/screens
  speed             how long the first view of the pages takes, and filtering a list
  speed --large     the same on 50,000 series and 20 million facts (SYNTHETIC, made once)
  load [MINUTES]    200 people signed in and at work: what they wait, and the server's memory (10 min)
  timing [ROUNDS]   whether waiting tells what is withheld from what is not there (500)
  tidy              crates, arrows, files and pages against what ARCHITECTURE.md says
";
