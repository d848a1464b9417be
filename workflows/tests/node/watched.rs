//! Long work that is watched: it says how far it is, and stores nothing once it is no longer wanted.

use std::sync::Mutex;

use vocabulary::finding::FalseShare;
use vocabulary::handling::Reader;
use workflows::detect::{DetectError, Question, detect_watched, known_run};
use workflows::watch::Watch;

use crate::fixture::{Directory, TODAY, engines, figures_with_a_jump, node, take_in};

#[tokio::test(flavor = "multi_thread")]
async fn a_detection_that_is_no_longer_wanted_leaves_no_run() {
    for engine in engines() {
        let directory = Directory::new();
        let reader = Reader::local_administrator();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        take_in(&mut writer, 7, &figures_with_a_jump()).await;
        let (as_of, false_share) = ("2024-02-01".parse().unwrap(), FalseShare::default());
        let question = Question { as_of, since: None, false_share, ran_on: TODAY };
        // It is stopped at its first step, and before.
        let steps = Mutex::new(Vec::new());
        let at_step = |done, total| steps.lock().unwrap().push((done, total));
        let is_early = || steps.lock().unwrap().is_empty();
        for watch in [
            Watch { at_step: &at_step, is_wanted: &|| false },
            Watch { at_step: &at_step, is_wanted: &is_early },
        ] {
            let stopped = detect_watched(&mut writer, question, &reader, watch).await;
            assert!(matches!(stopped, Err(DetectError::Stopped)));
            assert_eq!(writer.node().runs(&reader).await.unwrap(), []);
        }
        steps.lock().unwrap().clear();
        assert_eq!(known_run(writer.node(), question, &reader).await.unwrap(), None);
        let watch = Watch { at_step: &at_step, is_wanted: &|| true };
        let run = detect_watched(&mut writer, question, &reader, watch).await.unwrap().run;
        let mut steps = steps.lock().unwrap().clone();
        steps.sort_unstable();
        let total = steps.len() as u64;
        assert_eq!(steps, (1..=total).map(|done| (done, total)).collect::<Vec<_>>());
        assert_eq!(known_run(writer.node(), question, &reader).await.unwrap(), Some(run));
        let other = Question { since: Some(as_of), ..question };
        assert_eq!(known_run(writer.node(), other, &reader).await.unwrap(), None);
    }
}
