//! A lock is asked for by who holds it.
//!
//= total 0, parked 0, blocked any, offloaded 0, busy 0, idle 0, stall 0
//= kind deadlock, loop none, line HERE

use std::sync::Mutex;

struct Cache {
    entries: Mutex<Vec<u32>>,
}

impl Cache {
    fn len(&self) -> usize {
        self.entries.lock().unwrap().len() // HERE
    }

    fn add(&self, entry: u32) {
        let mut entries = self.entries.lock().unwrap();
        entries.push(entry);
        println!("{} entries", self.len());
    }
}

fn main() {
    let entries = Mutex::default();
    Cache { entries }.add(7);
}
