//! Accounts, tokens and rules at the terminal, on both kinds of ledger.

use crate::node::{Node, ledgers};

const ROOT: [&str; 7] =
    ["user", "add", "root", "--role", "administrator", "--purpose", "public-health"];

#[test]
fn accounts_and_tokens_are_made_listed_changed_and_closed() {
    for ledger in ledgers() {
        let node = Node::fresh_at(&ledger);
        let anna = ["user", "add", "anna", "--role", "analyst", "--purpose", "research"];
        let first = node.run(&anna);
        assert_eq!(first.status, 2, "{first:?}");
        assert!(first.errors.contains("the first account must have the role administrator"));
        assert!(node.ok(&ROOT).contains("/welcome#"));
        let invited = node.ok(&anna);
        let code = invited.lines().last().unwrap().trim_start_matches("/welcome#").to_owned();
        assert_eq!(code.len(), 64, "{invited}");
        assert!(!node.ok(&["user", "invite", "anna"]).contains(&code), "another code each time");
        let again = node.run(&anna);
        assert!(again.status == 2 && again.errors.contains("already"), "{again:?}");
        let wrong = node.run(&["user", "add", "Ben!", "--role", "police", "--purpose", "customs"]);
        assert!(wrong.status == 2 && wrong.errors.contains("cannot be a name"), "{wrong:?}");
        let wrong = node.run(&["user", "add", "ben", "--role", "king", "--purpose", "customs"]);
        assert!(wrong.status == 2 && wrong.errors.contains("analyst, assessor"), "{wrong:?}");

        node.ok(&["user", "change", "anna", "--shown-name", "Anna W.", "--role", "assessor"]);
        let list = node.ok(&["user", "--format", "csv"]);
        assert!(list.contains("anna,Anna W.,Test node,,assessor,research,invited,no"), "{list}");
        let token =
            ["token", "add", "--user", "anna", "nightly", "--may", "read", "--purpose", "research"];
        let made = node.ok(&token);
        assert!(made.lines().last().unwrap().starts_with("wf_"), "{made}");
        let list = node.ok(&["token", "--format", "csv"]);
        assert!(list.contains("anna,nightly,read,research,"), "{list}");
        assert!(!list.contains("wf_"), "{list}");
        node.ok(&["token", "revoke", "--user", "anna", "nightly"]);
        assert!(node.ok(&["token"]).contains("revoked"));
        assert_eq!(node.run(&["token", "revoke", "--user", "anna", "nightly"]).status, 2);

        node.ok(&["user", "close", "anna"]);
        assert!(node.ok(&["user"]).contains("closed"));
        let last = node.run(&["user", "close", "root"]);
        assert!(last.status == 2 && last.errors.contains("only administrator"), "{last:?}");
        let nobody = node.run(&["user", "sessions", "carl"]);
        assert!(nobody.status == 2 && nobody.errors.contains("no account `carl`"), "{nobody:?}");
        assert!(node.ok(&["doctor"]).contains("0 entries verify"));
    }
}

#[test]
fn a_node_is_served_behind_a_proxy_only_where_that_encrypts() {
    let node = Node::fresh();
    for origin in ["http://watchfire.example.org", "watchfire.example.org", "https://a.example/b"] {
        let done = node.run(&["serve", "--port", "0", "--origin", origin]);
        assert_eq!(done.status, 2, "{done:?}");
        assert!(done.errors.contains("https://HOST"), "{done:?}");
    }
}

#[test]
fn a_node_does_not_start_with_a_mistaken_provider_or_a_secret_that_others_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let node = Node::fresh();
    node.ok(&ROOT);
    let folder = node.node_directory();
    let refused = |arguments: &[&str], words: &str| {
        let done = node.run(arguments);
        assert!(done.status != 0 && done.errors.contains(words), "{done:?}");
    };
    let (serve, link) = (["serve", "--port", "0"], ["user", "link", "root", "--subject", "s-1"]);
    refused(&link, "sign-in.toml");
    let provider = "[provider]\nissuer = \"https://id.example.org\"\nclient_id = \"w\"\nshown_as = \"Example\"\n";
    for (settings, words) in [
        (provider.replace("https", "http"), "begins with https://"),
        (provider.replace("shown_as", "button"), "button"),
    ] {
        std::fs::write(folder.join("sign-in.toml"), settings).unwrap();
        refused(&serve, words);
    }
    std::fs::write(folder.join("sign-in.toml"), provider).unwrap();
    let secret = folder.join("keys/sign-in.secret");
    std::fs::write(&secret, "hush").unwrap();
    for mode in [0o640, 0o604] {
        std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(mode)).unwrap();
        refused(&serve, "chmod 600");
    }
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(node.ok(&link).contains("root comes in as s-1 of https://id.example.org"));
}

#[test]
fn a_node_does_not_start_with_a_mistaken_rule_and_says_where() {
    let node = Node::fresh();
    let folder = node.node_directory().join("policies");
    std::fs::create_dir(&folder).unwrap();
    let refused = |name: &str, text: &str, words: &[&str]| {
        std::fs::write(folder.join(name), text).unwrap();
        let done = node.run(&["serve", "--port", "0"]);
        assert_eq!(done.status, 2, "{done:?}");
        for word in words {
            assert!(done.errors.contains(word), "'{word}' is not in: {}", done.errors);
        }
    };
    let rule =
        "@id(\"own\")\n@says(\"Own.\")\npermit (principal, action == Action::\"read\", resource)\n";
    refused(
        "own.cedar",
        &format!("{rule}when {{ principal.salary > 3 }};"),
        &["policies/own.cedar, line 4", "salary"],
    );
    refused("own.cedar", &format!("{rule}when"), &["policies/own.cedar, line 4"]);
    // What is well written and opens what must stay shut.
    let open = "@id(\"all\")\n@says(\"All.\")\npermit (principal, action, resource);\n";
    refused("own.cedar", open, &["the shipped cases, line", "reads nothing by that role"]);
    refused("own.cedr", open, &["own.cedr", "rules end in .cedar"]);
    std::fs::remove_file(folder.join("own.cedr")).unwrap();
    std::fs::write(
        folder.join("own.cedar"),
        format!("{rule}when {{ principal.unit == \"archive\" }};"),
    )
    .unwrap();
    let case = "[[case]]\nsays = \"Partners decide\"\nroles = [\"partner\"]\npurpose = \"research\"\n\
        action = \"decide\"\ndata = { purposes = [\"research\"] }\nallowed = true\n";
    refused("own.toml", case, &["policies/own.toml, line 1", "Partners decide", "refused"]);
}
