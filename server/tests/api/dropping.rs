//! A folder on disk is watched: each file is handled once, its outcome beside it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::fixture::{Fixture, LARGEST_UPLOAD, MAPPING};
use crate::uploads::month;

impl Fixture {
    fn watching(self, folder: &Path) -> Self {
        let folder = folder.to_owned();
        self.served_as(move |service| service.with_drop_folder(folder, Duration::from_millis(40)))
    }
}

/// What became of a file: waits for its outcome in `done` or `failed`.
async fn outcome(folder: &Path, name: &str) -> (&'static str, Value) {
    loop {
        for end in ["done", "failed"] {
            let path = folder.join(end).join(format!("{name}.outcome.json"));
            // The outcome is there before the file is.
            if folder.join(end).join(name).symlink_metadata().is_ok()
                && let Ok(text) = fs::read_to_string(path)
            {
                return (end, serde_json::from_str(&text).unwrap());
            }
        }
        tokio::task::yield_now().await;
    }
}

fn names(folder: PathBuf) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_files_have_ten_outcomes() {
    let parent = TempDir::new().unwrap();
    let folder = parent.path();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    fs::create_dir(folder.join("other")).unwrap();
    let other = MAPPING.replace("test-customs", "other-customs");
    write("other/mapping.toml", &other);
    write("other/a.csv", &month("2020-10", 2));
    write("mapping.toml", MAPPING);
    write("a.csv", &month("2020-12", 3));
    write("own.csv", &month("2020-11", 4));
    write("own.toml", &MAPPING.replace("test-customs", "own-customs"));
    write("some.csv", &format!("{}2020-12,Heroin,=1+1\n", month("2020-09", 3)));
    write("none.csv", "month,drug,events\nx,y,=z\n");
    write("empty.csv", "");
    write("garbage.csv", "\u{1}\u{2}\u{3}");
    write("mapped.csv", "a\n1\n");
    write("mapped.toml", "source = 1");
    write("large.csv", &"x".repeat(usize::try_from(LARGEST_UPLOAD).unwrap() + 1));
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", folder.join("link.csv")).unwrap();
    for left in [".hidden.csv", "coming.csv.part", "~lock.tmp"] {
        write(left, "x");
    }
    let node = Fixture::empty().await.watching(folder);
    let check = async |name: &str, end: &str, what: &str, words: &str| {
        let (where_, told) = outcome(folder, name).await;
        assert_eq!((where_, told["outcome"].as_str().unwrap()), (end, what), "{name}: {told}");
        assert!(told["says"].as_str().unwrap().contains(words), "{name}: {told}");
        told
    };
    let a = check("a.csv", "done", "stored", "1 of 1 row accepted").await;
    check("own.csv", "done", "stored", "stored").await;
    let some = check("some.csv", "done", "stored", "1 of 2 rows accepted").await;
    check("none.csv", "failed", "all-rejected", "all 1 row rejected").await;
    check("empty.csv", "failed", "failed", "empty").await;
    check("garbage.csv", "failed", "failed", "").await;
    check("mapped.csv", "failed", "failed", "mapping").await;
    check("large.csv", "failed", "failed", "--largest-upload").await;
    check("link.csv", "failed", "failed", "symbolic link").await;
    let (end, told) = outcome(&folder.join("other"), "a.csv").await;
    assert_eq!((end, &told["file"]), ("done", &"other/a.csv".into()));
    // Rejected rows stand beside it, and no formula among them.
    assert_eq!(some["rejected"], "some.csv.rejected.csv");
    let rows = fs::read_to_string(folder.join("done/some.csv.rejected.csv")).unwrap();
    assert!(rows.contains("Heroin") && !rows.contains(",=1+1"), "{rows}");
    let rows = fs::read_to_string(folder.join("failed/none.csv.rejected.csv")).unwrap();
    assert!(rows.contains("events,'=z,"), "{rows}");
    assert!(fs::read_to_string(folder.join("done/own.toml")).unwrap().contains("own-customs"));
    let left = ["", ".hidden.csv", "coming.csv.part", "done", "failed", "mapping.toml", "other"];
    assert_eq!(names(folder.to_owned()), [&left[1..], &["~lock.tmp"]].concat());
    // Each is a job, and what was stored stands.
    let jobs = node.json("/api/v1/jobs").await;
    assert_eq!(jobs["total"], 10, "{jobs:#}");
    let of_a = node.json(&format!("/api/v1/jobs/{}", a["job"])).await;
    assert_eq!((&of_a["kind"], &of_a["asked_by"]), (&"drop".into(), &"drop-folder".into()));
    assert_eq!(of_a["file"]["submission"], a["submission"]);
    assert_eq!(node.json("/api/v1/submissions").await["total"], 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_and_the_next_month_of_a_known_form() {
    let parent = TempDir::new().unwrap();
    let folder = parent.path();
    let node = Fixture::empty().await;
    fs::write(folder.join("seizures-2020-12.csv"), month("2020-12", 3)).unwrap();
    fs::write(folder.join("seizures-2020-12.toml"), MAPPING).unwrap();
    let node = node.watching(folder);
    let (_, first) = outcome(folder, "seizures-2020-12.csv").await;
    assert_eq!(first["outcome"], "stored", "{first}");
    fs::write(folder.join("seizures-2021-01.csv"), month("2021-01", 3)).unwrap();
    let (_, next) = outcome(folder, "seizures-2021-01.csv").await;
    assert_eq!(next["outcome"], "stored", "{next}");
    fs::write(folder.join("unknown.csv"), month("2021-01", 3)).unwrap();
    let (end, unknown) = outcome(folder, "unknown.csv").await;
    assert_eq!(end, "failed");
    assert!(unknown["says"].as_str().unwrap().contains("no mapping"), "{unknown}");
    // The same again, under a name that is taken.
    fs::write(folder.join("seizures-2020-12.csv"), month("2020-12", 3)).unwrap();
    let (end, again) = outcome(folder, "seizures-2020-12-2.csv").await;
    assert_eq!((end, again["outcome"].as_str().unwrap()), ("done", "repeated"));
    assert_eq!(again["submission"], first["submission"]);
    assert_eq!(node.json("/api/v1/submissions").await["total"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_hand_when_the_server_ends_is_the_same_job_of_the_next() {
    let parent = TempDir::new().unwrap();
    let folder = parent.path();
    fs::write(folder.join("mapping.toml"), MAPPING).unwrap();
    fs::write(folder.join("a.csv"), month("2020-12", 3)).unwrap();
    let node = Fixture::empty().await;
    let other = node.node.clone().into_writer("another process").await.unwrap();
    let node = node.watching(folder);
    while node.json("/api/v1/jobs").await["total"] == 0 {
        tokio::task::yield_now().await;
    }
    let anew = async { node.ended().await.watching(folder) };
    let ((), node) = tokio::join!(async { drop(other) }, anew);
    let (_, told) = outcome(folder, "a.csv").await;
    assert_eq!((&told["outcome"], &told["job"]), (&"stored".into(), &1.into()), "{told}");
    while node.json("/api/v1/jobs?which=unfinished").await["total"] != 0 {
        tokio::task::yield_now().await;
    }
    let jobs = node.json("/api/v1/jobs").await;
    assert_eq!((&jobs["total"], &jobs["items"][0]["state"]), (&1.into(), &"done".into()), "{jobs}");
    // What was moved just before the end is not looked for for ever.
    let waiting = node.node.clone().into_writer("another process").await.unwrap();
    fs::write(folder.join("b.csv"), month("2020-11", 3)).unwrap();
    while node.json("/api/v1/jobs").await["total"] == 1 {
        tokio::task::yield_now().await;
    }
    let ended = async {
        let node = node.ended().await;
        fs::remove_file(folder.join("b.csv")).unwrap();
        node.watching(folder)
    };
    let ((), node) = tokio::join!(async { drop(waiting) }, ended);
    while node.json("/api/v1/jobs/2").await["state"] == "waiting" {
        tokio::task::yield_now().await;
    }
    let gone = node.json("/api/v1/jobs/2").await;
    assert_eq!(gone["problem"]["type"], "urn:watchfire:problem:interrupted", "{gone}");
}
