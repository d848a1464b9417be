//! A team at work: 200 people signed in, each looking at the board and at signals, for some minutes.
//!
//! Answers: does the board stay quick when all of them use it, does the server's memory stay what it was, and does
//! anybody get an error. Each has an account, signs in with a password and keeps the cookie; what a browser asks
//! for one view is asked one after the other, so that a view here takes longer than there.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};

use crate::demo;
use crate::http::Address;
use crate::product::Product;
use crate::team::{detect, invited, open_account, view};

/// Lets the team work for so many minutes, and prints what they waited.
pub fn run(minutes: u64) -> Result<()> {
    let product = demo::prepare("load-node")?;
    let codes = invite(&product)?;
    let server = product.serve(0)?;
    let address = server.address()?;
    let worked = work(&address, &codes, Duration::from_secs(minutes * 60), server.id());
    server.end()?;
    worked
}

/// Makes an administrator's account and the team's; gives the codes that open these.
fn invite(product: &Product) -> Result<Vec<String>> {
    product.output(&["user", "add", "root", "--role", "administrator", "--purpose", "research"])?;
    let invite = |number: usize| {
        let role = ROLES[number % ROLES.len()];
        let purpose = if role == "police" { "law-enforcement" } else { "public-health" };
        invited(product, &format!("p{number}"), role, purpose)
    };
    (0..PEOPLE).map(invite).collect()
}

/// What was waited, and how much memory the server had.
#[derive(Default)]
struct Waited {
    boards_ms: Vec<u128>,
    signals_ms: Vec<u128>,
    errors: Vec<String>,
}

fn work(address: &Address, codes: &[String], duration: Duration, server: u32) -> Result<()> {
    let begun = clock();
    let cookies: Vec<String> = codes
        .iter()
        .enumerate()
        .map(|(number, code)| open_account(address, &format!("p{number}"), code))
        .collect::<Result<_>>()?;
    // What each role sees is looked at once, as it is after a file was stored.
    for cookie in &cookies[..ROLES.len()] {
        detect(address, "2024-06-30", cookie)?;
    }
    println!(
        "{PEOPLE} people opened their accounts and signed in: {} s",
        begun.elapsed().as_secs()
    );
    let waited = Arc::new(Mutex::new(Waited::default()));
    let end = clock() + duration;
    let people: Vec<_> = cookies
        .into_iter()
        .enumerate()
        .map(|(number, cookie)| {
            let (address, waited) = (address.clone(), Arc::clone(&waited));
            thread::spawn(move || one(&address, number as u64, &cookie, end, &waited))
        })
        .collect();
    let mut memory = Vec::new();
    while clock() < end {
        rest(Duration::from_secs(30).min(end.saturating_duration_since(clock())));
        memory.push(resident_mib(server)?);
    }
    for person in people {
        person.join().map_err(|_| anyhow::anyhow!("one of the team ended in a panic"))?;
    }
    let mut waited = waited.lock().map_err(|_| anyhow::anyhow!("one of the team panicked"))?;
    print(&mut waited, &memory, duration)
}

/// One of the team: looks at the board, at a signal now and then, and thinks in between.
fn one(address: &Address, number: u64, cookie: &str, end: Instant, waited: &Mutex<Waited>) {
    let mut thinking = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut turn = number;
    while clock() < end {
        // Two to eight seconds, drawn anew each time.
        thinking ^= thinking << 13;
        thinking ^= thinking >> 7;
        thinking ^= thinking << 17;
        rest(Duration::from_millis(2000 + thinking % 6000));
        turn += 1;
        let is_board = !turn.is_multiple_of(3);
        let paths: Vec<String> = if is_board {
            BOARD.map(str::to_owned).to_vec()
        } else {
            vec!["/api/v1/signals?limit=1".to_owned()]
        };
        let begun = clock();
        let mut problems = String::new();
        for path in &paths {
            match view(address, path, cookie) {
                Ok(body) if !is_board => {
                    let id = body["items"][0]["id"].as_str().map(str::to_owned);
                    if let Some(id) = id
                        && let Err(error) = view(address, &format!("/api/v1/signals/{id}"), cookie)
                    {
                        let _written = write!(problems, "{error:#}; ");
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let _written = write!(problems, "{error:#}; ");
                }
            }
        }
        let took = begun.elapsed().as_millis();
        let Ok(mut waited) = waited.lock() else { return };
        if !problems.is_empty() {
            waited.errors.push(problems);
        }
        if is_board { waited.boards_ms.push(took) } else { waited.signals_ms.push(took) }
    }
}

/// Memory of the server that is in use, in MiB.
fn resident_mib(server: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{server}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    Ok(kib.context("/proc tells no memory")? / 1024)
}

fn print(waited: &mut Waited, memory: &[u64], duration: Duration) -> Result<()> {
    waited.boards_ms.sort_unstable();
    waited.signals_ms.sort_unstable();
    let share = |sorted: &[u128], share: usize| {
        let at = (sorted.len() * share / 1000).min(sorted.len().saturating_sub(1));
        sorted.get(at).copied().unwrap_or_default()
    };
    println!("{PEOPLE} people for {} minutes:", duration.as_secs() / 60);
    for (what, sorted) in [("board", &waited.boards_ms), ("signal", &waited.signals_ms)] {
        println!(
            "  {what:<7} {} views: median {} ms, p99 {} ms, longest {} ms",
            sorted.len(),
            share(sorted, 500),
            share(sorted, 990),
            sorted.last().copied().unwrap_or_default()
        );
    }
    let memory: Vec<String> = memory.iter().map(ToString::to_string).collect();
    println!("  memory each half minute, MiB: {}", memory.join(" "));
    println!("  errors: {}", waited.errors.len());
    if let Some(first) = waited.errors.first() {
        anyhow::bail!("the first error: {first}");
    }
    ensure!(share(&waited.boards_ms, 990) < MOST_BOARD_MS, "the board takes longer than 1.5 s");
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a wait is measured, and decides nothing")]
fn clock() -> Instant {
    Instant::now()
}

fn rest(duration: Duration) {
    thread::park_timeout(duration);
}

/// What a browser asks the node for when it opens the board.
const BOARD: [&str; 5] = [
    "/api/v1/session",
    "/api/v1/runs?limit=1000",
    "/api/v1/signals?limit=200",
    "/api/v1/signals/sparklines?limit=50",
    "/api/v1/runs/left-out",
];

const PEOPLE: usize = 200;
const ROLES: [&str; 4] = ["analyst", "assessor", "laboratory", "police"];
const MOST_BOARD_MS: u128 = 1500;
