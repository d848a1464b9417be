//! Signing in through a certified provider of `OpenID Connect`, over the whole way that a browser is led.
//!
//! Answers: does the node get along with a provider that others wrote and certified (`server/oidc`), under each
//! kind of key. What is forged is tried in `server/tests/api/external.rs`: this provider forges nothing.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::http::{Address, Answer, Asked};
use crate::product::Product;
use crate::{tidy, web};

/// Serves a fresh node beside the provider, and has people come in, and not.
pub fn run() -> Result<()> {
    web::fetch_packages(FOLDER)?;
    let provider = Provider::begin()?;
    let product = Product::build("sign-in-node")?;
    product.output(&["init"])?;
    for (name, role) in [("root", "administrator"), ("anna", "analyst")] {
        product.output(&["user", "add", name, "--role", role, "--purpose", "research"])?;
    }
    let secret = product.node().join("keys/sign-in.secret");
    fs::write(&secret, SECRET)?;
    #[cfg(unix)]
    fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    for key in KEYS {
        name_provider(&product, &provider.issuer, key)?;
        product.output(&["user", "link", "anna", "--subject", "a.weber"])?;
        let server = product.serve(0)?;
        let tried = server.address().and_then(|node| try_all(&product, &node));
        server.end()?;
        tried.with_context(|| format!("with tokens signed by {key}"))?;
    }
    println!("Signed in through oidc-provider, with {}", KEYS.join(", "));
    Ok(())
}

/// Writes down whose accounts the node takes.
fn name_provider(product: &Product, issuer: &str, key: &str) -> Result<()> {
    let settings = format!(
        "[provider]\nissuer = \"{issuer}\"\nclient_id = \"watchfire-{key}\"\nshown_as = \"Staff account\"\n"
    );
    fs::write(product.node().join("sign-in.toml"), settings).context("cannot write sign-in.toml")
}

/// Whoever is linked comes in, once for each way there and back; nobody else does.
fn try_all(product: &Product, node: &Address) -> Result<()> {
    let begin = format!("http://{}/api/v1/session/external", node.authority);
    let mut anna = Browser::default();
    let back = anna.vouched_for(&begin, "a.weber")?;
    let other = Browser::default().open(&back)?;
    ensure!(other.status == 403, "another browser came in: status {}", other.status);
    let come_in = anna.open(&back)?;
    ensure!(come_in.status == 303, "a.weber did not come in: status {}", come_in.status);
    ensure!(come_in.header("location") == Some("/"), "and was led elsewhere");
    ensure!(anna.name_at(node)? == "anna", "somebody else is in");
    let again = anna.open(&back)?;
    ensure!(again.status == 403, "a code served twice: status {}", again.status);
    // A state of its own does not make an old code good: that is for the provider to refuse.
    let fresh = anna.vouched_for(&begin, "a.weber")?;
    let mixed = with_parameter(&fresh, "code", parameter(&back, "code")?)?;
    let mixed = anna.open(&mixed)?;
    ensure!(mixed.status == 403, "an old code served: status {}", mixed.status);

    let mut mallory = Browser::default();
    let back = mallory.vouched_for(&begin, "mallory")?;
    let refused = mallory.open(&back)?;
    ensure!(refused.status == 403, "mallory came in: status {}", refused.status);
    ensure!(mallory.name_at(node)?.is_empty(), "mallory is in");

    product.output(&["user", "close", "anna"])?;
    ensure!(anna.name_at(node)?.is_empty(), "a closed account is in");
    let mut anna = Browser::default();
    let back = anna.vouched_for(&begin, "a.weber")?;
    let closed = anna.open(&back)?;
    ensure!(closed.status == 403, "a closed account let in: status {}", closed.status);
    product.output(&["user", "reopen", "anna"])?;
    let audit = product.output(&["audit", "--format", "csv"])?;
    let code = parameter(&back, "code")?;
    ensure!(!audit.contains(code), "a code stands in the audit");
    ensure!(audit.contains("mallory"), "the audit does not say who tried");
    Ok(())
}

/// What a browser does with addresses, cookies and forms, and no more.
#[derive(Default)]
struct Browser {
    /// By host and port, and by name.
    cookies: BTreeMap<(String, String), String>,
}

impl Browser {
    /// Goes to the provider and types a name and a password there; gives the address that leads back to the node.
    fn vouched_for(&mut self, begin: &str, name: &str) -> Result<String> {
        let mut address = begin.to_owned();
        for _ in 0..MOST_STEPS {
            if address.contains("/external/answer?") {
                return Ok(address);
            }
            let mut answer = self.open(&address)?;
            if answer.status == 200 {
                // Who it is, and whether the node may know: both are forms.
                let page = String::from_utf8(answer.body).context("a page is no text")?;
                let form = page.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
                let form = form.context("the provider shows a page without a form")?;
                let prompt = if page.contains("value=\"login\"") { "login" } else { "consent" };
                let typed = format!("prompt={prompt}&login={name}&password=any");
                answer = self.ask(form, |path| Asked::form(path, &typed))?;
            }
            let location = answer.header("location");
            let location = location.with_context(|| format!("{address}: {}", answer.status))?;
            address = match location.strip_prefix('/') {
                Some(path) => format!("{}/{path}", origin(&address)?),
                None => location.to_owned(),
            };
        }
        anyhow::bail!("after {MOST_STEPS} steps the browser was at {address}")
    }

    fn open(&mut self, address: &str) -> Result<Answer> {
        self.ask(address, Asked::get)
    }

    /// Who is signed in here; empty where nobody is.
    fn name_at(&mut self, node: &Address) -> Result<String> {
        let answer = self.open(&format!("http://{}/api/v1/session", node.authority))?;
        let told: Value = serde_json::from_slice(&answer.body).context("the session is no JSON")?;
        Ok(told["person"]["name"].as_str().unwrap_or_default().to_owned())
    }

    fn ask(&mut self, address: &str, asked: impl FnOnce(&str) -> Asked) -> Result<Answer> {
        let host = origin(address)?;
        let server = Address::find(&format!("{host}/")).context("no address")?;
        let path = &address[host.len()..];
        let own = self.cookies.iter().filter(|((of, _), _)| of == host);
        let cookies: Vec<String> =
            own.map(|((_, name), value)| format!("{name}={value}")).collect();
        let answer = server.ask(&asked(path).with("Cookie", &cookies.join("; ")))?;
        for cookie in answer.headers("set-cookie") {
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.context("a cookie without a name")?;
            let key = (host.to_owned(), name.to_owned());
            if value.is_empty() {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
        Ok(answer)
    }
}

/// The provider, until it is dropped.
struct Provider {
    child: Child,
    /// Held open: who writes where nobody reads is ended.
    _output: BufReader<ChildStdout>,
    issuer: String,
}

impl Provider {
    fn begin() -> Result<Self> {
        let mut command = Command::new("node");
        command.arg("provider.mjs").current_dir(tidy::root().join(FOLDER));
        command.env("CLIENT_SECRET", SECRET).env("NODE_NO_WARNINGS", "1");
        // What it warns of is that it is set up for tests.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().context("cannot start node")?;
        let stdout = child.stdout.take().context("its output is piped")?;
        let mut line = String::new();
        let mut output = BufReader::new(stdout);
        output.read_line(&mut line)?;
        let issuer = line.trim().trim_end_matches('/').to_owned();
        ensure!(issuer.starts_with("http://127.0.0.1:"), "the provider did not start");
        Ok(Self { child, _output: output, issuer })
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        // It ends with its input too.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The address of a server, of an address in it.
fn origin(address: &str) -> Result<&str> {
    let rest = address.strip_prefix("http://").context("an address that is not of this test")?;
    let length = rest.find(['/', '?']).unwrap_or(rest.len());
    Ok(&address[..address.len() - rest.len() + length])
}

fn parameter<'a>(address: &'a str, name: &str) -> Result<&'a str> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.find(|(known, _)| *known == name).map(|(_, value)| value);
    found.with_context(|| format!("no {name} in {address}"))
}

fn with_parameter(address: &str, name: &str, value: &str) -> Result<String> {
    let old = parameter(address, name)?;
    Ok(address.replace(&format!("{name}={old}"), &format!("{name}={value}")))
}

/// Where the provider and the versions of its packages stand.
const FOLDER: &str = "server/oidc";

/// Of signs that are encoded on the way.
const SECRET: &str = "a secret: 50% & more+";

/// Kinds of keys; the provider has a client of the node for each.
const KEYS: [&str; 3] = ["RS256", "ES256", "EdDSA"];

/// Redirections and forms from the node to the provider and back.
const MOST_STEPS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart() {
        let address = "http://127.0.0.1:80/a?code=x&state=y";
        assert_eq!(origin(address).unwrap(), "http://127.0.0.1:80");
        assert_eq!(origin("http://127.0.0.1:80").unwrap(), "http://127.0.0.1:80");
        assert!(origin("https://elsewhere.example/").is_err());
        assert_eq!(parameter(address, "state").unwrap(), "y");
        assert!(parameter(address, "iss").is_err());
        let other = with_parameter(address, "code", "z").unwrap();
        assert_eq!(other, "http://127.0.0.1:80/a?code=z&state=y");
    }
}
