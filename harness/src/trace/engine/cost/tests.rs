use super::*;

#[test]
fn a_stop_costs_more_than_a_call_and_less_than_a_wait() {
    let cost = Cost::measure().unwrap();
    for nanos in [cost.answered, cost.returned, cost.signal] {
        assert!((200..1_000_000).contains(&nanos), "{cost:?}");
    }
    assert!(cost.returned > cost.answered, "{cost:?}");
}

#[test]
fn it_is_measured_once() {
    assert_eq!(Cost::of_the_machine(), Cost::of_the_machine());
}
