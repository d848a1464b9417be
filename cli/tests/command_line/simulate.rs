//! Simulated series are printed without a node, the same on every run.

use crate::node::Node;

#[test]
fn simulated_series_are_a_long_table_with_the_truth_beside_it() {
    let node = Node::none();
    let printed = node.ok(&["simulate", "noufaily", "--seed", "3", "--series", "2"]);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 1 + 2 * 624);
    assert_eq!(lines[0], "series,scenario,t,observed,expected,outbreak");
    assert!(lines[1].starts_with("1,1,1,") && lines[1248].starts_with("2,2,624,"), "{}", lines[1]);
    assert_eq!(printed, node.ok(&["simulate", "noufaily", "--seed", "3", "--series", "2"]));
    assert_ne!(printed, node.ok(&["simulate", "noufaily", "--seed", "4", "--series", "2"]));
    assert!(!node.node_directory().exists(), "no node was made");
}
