//! Every byte that is not as it was stored is found and named.

use store::node::Node;
use store::verify::Fault;

use crate::fixture::{
    Directory, engines, figures_with_a_jump, files_below, node, personal_mapping, take_in,
    take_in_under,
};

async fn faults(node: &Node) -> Vec<Fault> {
    node.verify(&mut |_| {}).await.unwrap().faults
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_missing_or_exchanged_file_is_named() {
    for engine in engines() {
        let directory = Directory::new();
        let mut writer = node(&directory, &engine).await.into_writer("test").await.unwrap();
        take_in(&mut writer, 1, &figures_with_a_jump()).await;
        take_in_under(&personal_mapping(), &mut writer, 2, &figures_with_a_jump()).await;
        let node = writer.node();
        let mut seen = Vec::new();
        let proof = node.verify(&mut |step| seen.push((step.done, step.all))).await.unwrap();
        assert_eq!(proof.faults, []);
        assert_eq!((proof.files, seen.len(), seen.last()), (8, 8, Some(&(8, 8))));
        let of_submissions = ["payload", "facts", "keys/submissions"];
        for path in of_submissions.iter().flat_map(|part| files_below(&node.directory().join(part)))
        {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            for at in [0, bytes.len() / 2, bytes.len() - 1] {
                let mut changed = bytes.clone();
                changed[at] ^= 1;
                std::fs::write(&path, changed).unwrap();
                let found = faults(node).await;
                assert!(!found.is_empty(), "{name}, byte {at}");
                let id = name.split('.').next().unwrap().rsplit('-').next().unwrap();
                assert!(found.iter().all(|fault| format!("{fault:?}").contains(id)), "{found:?}");
            }
            std::fs::remove_file(&path).unwrap();
            assert!(!faults(node).await.is_empty(), "{name} is missing");
            std::fs::write(&path, bytes).unwrap();
        }
        assert_eq!(faults(node).await, []);
    }
}
