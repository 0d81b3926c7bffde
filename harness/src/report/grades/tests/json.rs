//! JSON as a contract: it holds everything, and nothing changes on the way.

use super::*;
use crate::report::grades::json::report;

#[test]
fn what_is_read_back_is_the_grades_to_the_last_byte() {
    let report = report(&all());
    assert_eq!(serde_json::from_str::<Vec<Grade>>(&report).unwrap(), all());
    assert_unchanged_without_colours(&report);
    assert_harmless(&report);
}

#[test]
fn the_keys_are_those_of_the_contract() {
    let report: Value = serde_json::from_str(&report(&[failed()])).unwrap();
    let keys = |json: &Value| {
        let mut keys: Vec<String> = json.as_object().unwrap().keys().cloned().collect();
        keys.sort();
        keys.join(" ")
    };
    let grade = &report[0];
    assert_eq!(
        keys(grade),
        "as criteria diagnosis max_score score status submission warnings"
    );
    assert_eq!(
        keys(&grade["criteria"][2]),
        "detail max_points message name points site status"
    );
    assert_eq!(keys(&grade["criteria"][2]["site"]), "file function line");
    assert_eq!(keys(&grade["diagnosis"]), "hint kind message site");
    assert_eq!(grade["criteria"][2]["name"], "takes");
    assert_eq!(grade["diagnosis"]["kind"], "sequential");
}
