//! Whether waiting tells what is withheld: the same question about what somebody may not see and about what is not
//! there, over and over, in an order drawn by chance.
//!
//! Answers: does either take longer, and how small a difference would have been noticed. One pair must differ, a row that
//! is there beside one that is not: whoever does not notice that notices nothing.

mod signed_rank;

use std::fs;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use self::signed_rank::{Compared, compare};
use crate::http::{Address, Asked};
use crate::product::Product;
use crate::team::{detect, invited, open_account};
use crate::tidy;

/// Asks so many times, and prints what was waited.
///
/// # Errors
/// When the answers or what is waited for them differ where they must not, or do not differ where they must.
pub fn run(rounds: usize) -> Result<()> {
    let product = Product::build("timing-node")?;
    let code = fill(&product)?;
    let server = product.serve(0)?;
    let asked = server.address().and_then(|address| ask_all(&product, &address, &code, rounds));
    server.end()?;
    asked
}

/// Fills a node with what anna may see and what she may not; gives the code that opens her account.
fn fill(product: &Product) -> Result<String> {
    let ingest =
        |name: &str, mapping: &str| product.output(&["ingest", name, "--mapping", mapping]);
    product.output(&["init"])?;
    ingest("demo/canada_opioid_deaths_2022_12.csv", "demo/canada_opioid_deaths_2022_12.toml")?;
    for name in [WITHHELD, "uk_deaths_by_year"] {
        let mapping = fs::read_to_string(tidy::root().join(format!("demo/{name}.toml")))?;
        let line =
            mapping.lines().find(|line| line.starts_with("purposes")).context("no purposes")?;
        let mapping = mapping.replace(line, "purposes = [\"law-enforcement\"]");
        let path = product.node().with_extension("toml");
        fs::write(&path, mapping)?;
        ingest(&format!("demo/{name}.csv"), path.to_str().context("an odd path")?)?;
    }
    product.output(&["detect", "--as-of", "2020-06-30"])?;
    product.output(&["user", "add", "root", "--role", "administrator", "--purpose", "research"])?;
    invited(product, "anna", "analyst", "public-health")
}

/// One question about what is withheld, and the same about what is not there.
struct Pair {
    what: &'static str,
    asked: [Asked; 2],
    took_us: [Vec<f64>; 2],
}

fn ask_all(product: &Product, address: &Address, code: &str, rounds: usize) -> Result<()> {
    let cookie = open_account(address, "anna", code)?;
    // What she sees is looked at once, so that there is a run to ask about.
    detect(address, "2020-06-30", &cookie)?;
    let listed = product.output(&["submissions", "--format", "csv"])?;
    let ids: Vec<&str> = listed.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    let [visible, withheld, ..] = ids[..] else { anyhow::bail!("no submissions:\n{listed}") };
    let mut pairs = pairs(visible, withheld, &cookie);
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds + WARM {
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, chance.below(at + 1));
        }
        for at in order {
            let pair = &mut pairs[at];
            let first = chance.below(2);
            let mut answers = [None, None];
            for which in [first, 1 - first] {
                let begun = clock();
                let answer = address.ask(&pair.asked[which])?;
                let took = begun.elapsed().as_secs_f64() * 1e6;
                if round >= WARM {
                    pair.took_us[which].push(took);
                }
                answers[which] = Some((answer.status, answer.body.len()));
            }
            ensure!(
                pair.what == PLANTED || answers[0] == answers[1],
                "{}: the answers differ in status or size: {answers:?}",
                pair.what
            );
        }
    }
    print(&pairs, rounds)
}

fn pairs(visible: &str, withheld: &str, cookie: &str) -> Vec<Pair> {
    let nowhere = "0".repeat(withheld.len());
    let get = |path: &str| Asked::get(&format!("/api/v1/{path}")).with("Cookie", cookie);
    let pair = |what, asked| Pair { what, asked, took_us: [Vec::new(), Vec::new()] };
    let both = |what, before: &str, after: &str, (there, not): (&str, &str)| {
        pair(what, [there, not].map(|id| get(&format!("{before}{id}{after}"))))
    };
    let of_submission = (withheld, nowhere.as_str());
    let of_signal = ("xylazine.US-CT.rise.2020-01-01.v2", "xylazine.US-VT.rise.2020-01-01.v2");
    let of_source = ("demo-ct-ocme", "demo-vt-ocme");
    let count = |source: &str| {
        let statement = format!("SELECT count(*) AS n FROM observations WHERE source = '{source}'");
        Asked::post("/api/v1/sql", &json!({ "statement": statement })).with("Cookie", cookie)
    };
    vec![
        both("submission", "submissions/", "", of_submission),
        both("row", "submissions/", "/rows/5", of_submission),
        both("lineage of a row", "submissions/", "/rows/5/lineage", of_submission),
        both("mapping", "submissions/", "/mapping", of_submission),
        both("rejected rows, CSV", "submissions/", "/rejections.csv", of_submission),
        both("signal", "signals/", "", of_signal),
        both("picture of a signal", "signals/", "/picture.svg", of_signal),
        both("comments", "signals/", "/comments", of_signal),
        both("verdicts", "signals/", "/verdicts", of_signal),
        both("series of a source", "series?source=", "", of_source),
        both("findings about data", "quality/findings?source=", "", of_source),
        both("what strings stand for", "coverage/strings?source=", "", of_source),
        pair("count by SQL", [of_source.0, of_source.1].map(count)),
        both(PLANTED, "submissions/", "/rows/5", (visible, &nowhere)),
    ]
}

fn print(pairs: &[Pair], rounds: usize) -> Result<()> {
    let compared: Vec<(&Pair, Compared)> = pairs
        .iter()
        .map(|pair| {
            let [withheld, absent] = &pair.took_us;
            let differences: Vec<f64> = withheld.iter().zip(absent).map(|(a, b)| a - b).collect();
            compare(&differences).map(|compared| (pair, compared)).context("too few rounds")
        })
        .collect::<Result<_>>()?;
    println!(
        "{rounds} rounds of {} pairs, microseconds; difference with its 99 % interval",
        pairs.len()
    );
    println!(
        "{:<26} {:>8} {:>8}  {:>24} {:>9}",
        "asked for", "withheld", "absent", "difference", "p"
    );
    for (Pair { what, took_us: [withheld, absent], .. }, compared) in &compared {
        let Compared { median: difference, interval: (low, high), p_value } = compared;
        println!(
            "{what:<26} {:>8.0} {:>8.0}  {:>24} {p_value:>9.2e}",
            median(withheld),
            median(absent),
            format!("{difference:+.0} ({low:+.0} to {high:+.0})")
        );
    }
    let (planted, held): (Vec<_>, Vec<_>) =
        compared.iter().partition(|(pair, _)| pair.what == PLANTED);
    let level = LEVEL / held.len() as f64;
    ensure!(
        planted.iter().all(|(_, c)| c.p_value < level),
        "the planted difference was not noticed"
    );
    let found: Vec<&str> =
        held.iter().filter(|(_, c)| c.p_value < level).map(|(pair, _)| pair.what).collect();
    ensure!(found.is_empty(), "waiting tells what is withheld: {}", found.join(", "));
    println!("No difference but the planted one, at {LEVEL} over all pairs (Bonferroni)");
    Ok(())
}

fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// The order of questions: reproducible, and nothing that a server could go by.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % bound
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a wait is measured, and decides nothing in the product"
)]
fn clock() -> Instant {
    Instant::now()
}

/// What the node has that anna may not see.
const WITHHELD: &str = "ct_deaths_by_month";
/// The pair that must differ.
const PLANTED: &str = "planted: a row there is";
/// Rounds that do not count: a server that has just started is slower.
const WARM: usize = 20;
const LEVEL: f64 = 0.01;
