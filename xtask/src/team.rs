//! People of a node that is tried out: invited, signed in, at work.

use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::http::{Address, Asked};
use crate::product::Product;

/// Makes an account; gives the code that opens it.
pub fn invited(product: &Product, name: &str, role: &str, purpose: &str) -> Result<String> {
    let said = product.output(&["user", "add", name, "--role", role, "--purpose", purpose])?;
    let code = said.split("/welcome#").nth(1).context("no code in what `user add` printed")?;
    Ok(code.trim().to_owned())
}

/// Opens an account by its code and signs in; gives the cookie.
pub fn open_account(address: &Address, name: &str, code: &str) -> Result<String> {
    let accepted = json!({ "code": code, "password": PASSWORD });
    let opened = address.ask(&Asked::post("/api/v1/invitations/acceptances", &accepted))?;
    ensure!(opened.status == 200, "{name}'s account did not open: status {}", opened.status);
    let body = json!({ "name": name, "password": PASSWORD });
    let entered = address.ask(&Asked::post("/api/v1/session", &body))?;
    ensure!(entered.status == 200, "{name} did not come in: status {}", entered.status);
    let cookie = entered.header("set-cookie").context("no cookie came")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Has the series that somebody sees looked at, as of a day.
pub fn detect(address: &Address, as_of: &str, cookie: &str) -> Result<()> {
    let asked = Asked::post("/api/v1/runs", &json!({ "as_of": as_of }));
    let begun = address.ask(&asked.with("Cookie", cookie))?;
    let job: Value = serde_json::from_slice(&begun.body)?;
    let path = format!("/api/v1/jobs/{}", job["id"]);
    loop {
        let job = view(address, &path, cookie)?;
        match job["state"].as_str() {
            Some("done") => return Ok(()),
            Some("waiting" | "running") => thread::park_timeout(Duration::from_millis(50)),
            _ => bail!("no detection: {job}"),
        }
    }
}

/// What the API shows somebody at a path.
pub fn view(address: &Address, path: &str, cookie: &str) -> Result<Value> {
    let answer = address.ask(&Asked::get(path).with("Cookie", cookie))?;
    ensure!(answer.status == 200, "{path}: status {}", answer.status);
    serde_json::from_slice(&answer.body).with_context(|| format!("{path}: no JSON"))
}

const PASSWORD: &str = "seven green lanterns";
