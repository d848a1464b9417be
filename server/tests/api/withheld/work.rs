//! What somebody has the node do, and what others have it do, tells nothing of what is withheld.

use serde_json::Value;

use super::{Asked, SUBSTANCES, TwoNodes, mapping, months, source};
use crate::uploads::{FORM, form};

/// The same of two nodes: one with what is withheld from whoever asks, one without it.
pub(super) struct Both<'a> {
    pub whole: &'a TwoNodes,
    pub part: &'a TwoNodes,
    /// What the one who asks shows at the door of either.
    pub secret: &'a str,
    /// Whom a difference is told of.
    pub name: &'a str,
}

impl Both<'_> {
    /// Asks both the same, and both must answer the same; gives the answer.
    pub async fn ask(&self, asked: &Asked) -> (String, Vec<u8>) {
        let withheld = self.whole.ask(self.secret, asked).await;
        let absent = self.part.ask(self.secret, asked).await;
        let said = |answer: &(String, Vec<u8>)| String::from_utf8_lossy(&answer.1).into_owned();
        assert_eq!(said(&withheld), said(&absent), "{}, {asked:?}", self.name);
        assert_eq!(withheld.0, absent.0, "{}, {asked:?}", self.name);
        withheld
    }

    /// Has both do the same, and follows it to its end, which must be the same; gives how many answers that were.
    async fn have_done(&self, asked: &Asked) -> usize {
        let (head, body) = self.ask(asked).await;
        if !head.starts_with("202") {
            return 1;
        }
        let begun: Value = serde_json::from_slice(&body).unwrap();
        let shown = ("GET", begun["href"].as_str().unwrap().to_owned(), String::new());
        for node in [self.whole, self.part] {
            node.finished(self.secret, &shown.1).await;
        }
        self.ask(&shown).await;
        2
    }

    /// Begins all that somebody can begin about what is withheld from them; gives how many answers were the same.
    pub async fn begin_about(&self, hidden: &[usize]) -> usize {
        let mut cases = 0;
        for number in hidden {
            for asked in begun_about(*number) {
                cases += self.have_done(&asked).await;
            }
        }
        // What others sent already, unseen: stored as if it were new, and then there.
        if let Some(number) = hidden.first() {
            cases += self.have_done(&upload("submissions", *number)).await;
            for list in ["submissions", "jobs", "series", "coverage", "quality/findings"] {
                self.ask(&("GET", format!("/api/v1/{list}"), String::new())).await;
                cases += 1;
            }
        }
        cases
    }

    /// Asks for what others began on the node that holds all, and for the faults that they see.
    pub async fn ask_for_what_others_have(&self, other: &str) -> usize {
        let asked = |path: &str, body: &str| ("POST", format!("/api/v1/{path}"), body.to_owned());
        let mut about = vec![("GET", "/api/v1/jobs".to_owned(), String::new())];
        for begun in [asked("runs", r#"{"as_of":"2021-01-31"}"#), asked("quality/looks", "{}")] {
            let (head, body) = self.whole.ask(other, &begun).await;
            assert!(head.starts_with("202"), "{head}");
            let begun: Value = serde_json::from_slice(&body).unwrap();
            let path = begun["href"].as_str().unwrap().to_owned();
            self.whole.finished(other, &path).await;
            about.push(("POST", format!("{path}/stop"), String::new()));
            about.push(("GET", path, String::new()));
        }
        let findings = async |secret: &str| -> Vec<String> {
            let list = ("GET", "/api/v1/quality/findings?limit=1000".to_owned(), String::new());
            let (_, body) = self.whole.ask(secret, &list).await;
            let list: Value = serde_json::from_slice(&body).unwrap();
            let items = list["items"].as_array().into_iter().flatten();
            items.map(|item| item["id"].as_str().unwrap().to_owned()).collect()
        };
        let (theirs, own) = (findings(other).await, findings(self.secret).await);
        assert!(!theirs.is_empty(), "others see faults");
        for id in theirs.iter().filter(|id| !own.contains(id)) {
            let path = format!("/api/v1/quality/findings/{id}");
            let decision = r#"{"verdict":"accept","because":"none"}"#.to_owned();
            about.push(("POST", format!("{path}/decisions"), decision));
            about.push(("GET", path, String::new()));
        }
        for asked in &about {
            self.ask(asked).await;
        }
        about.len()
    }
}

/// What somebody can begin about a submission without changing anything.
fn begun_about(number: usize) -> [Asked; 6] {
    let (source, substance) = (source(number), SUBSTANCES[number].to_lowercase());
    let truth = format!(
        "id,event,expectation,truth_date,due,from,to,shown_since,source,indicator,substance,place,direction\n\
         T1,A rise,raised,2020-12-31,2021-01-31,2020-12-01,2021-01-31,2020-10-01,{source},,{substance},US,rise\n"
    );
    let look = format!(r#"{{"source":"{source}"}}"#);
    let rows = serde_json::json!({
        "mapping": mapping(number),
        "columns": ["month", "drug", "events", "kilograms", "suspect nationality"],
        "rows": [["2020-11", SUBSTANCES[number], "41", "4", "x"]],
    });
    [
        ("POST", "/api/v1/quality/looks".to_owned(), look),
        ("POST", "/api/v1/backtests?step=month&from=2021-01-01".to_owned(), truth),
        ("POST", "/api/v1/readings".to_owned(), rows.to_string()),
        upload("previews", number),
        upload("coverage", number),
        upload("proposals", number),
    ]
}

/// The file of a submission, sent again.
fn upload(path: &str, number: usize) -> Asked {
    let (file, mapping) = (months(number), mapping(number));
    let file = ("file", Some("months.csv"), file.as_str());
    let body = match path {
        "proposals" => form(&[file]),
        _ => form(&[("mapping", None, &mapping), file]),
    };
    ("POST", format!("/api/v1/{path}"), body)
}

/// The form in which a body is sent.
pub(super) fn form_of(body: &str) -> &'static str {
    match body {
        form if form.starts_with("--edge") => FORM,
        table if table.starts_with("id,") => "text/csv",
        _ => "application/json",
    }
}
