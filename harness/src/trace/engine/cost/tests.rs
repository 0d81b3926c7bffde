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

/// Prints what 50 measurements give.
#[test]
#[ignore = "shows figures, and holds nothing against them"]
fn distribution() {
    for round in 0..50 {
        let from = std::time::Instant::now();
        let mut samples = samples().unwrap();
        let took = from.elapsed().as_micros();
        let figures = samples.each_mut().map(|samples| {
            samples.sort_unstable();
            [0, STOPS / 10, STOPS / 2, STOPS - 1].map(|rank| samples[rank])
        });
        println!("{round} {took} us {figures:?}");
    }
}
