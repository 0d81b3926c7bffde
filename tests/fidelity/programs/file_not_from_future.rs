//! A file just written is never from the future, also after some computing, and files come in their order.

use std::fs;

use crate::kernel::*;

pub fn main() {
    let path = folder().join("file");
    let (mut future, mut last, mut backwards) = (0, None, 0);
    for _ in 0..5 {
        compute(5);
        for _ in 0..20 {
            fs::write(&path, "x").unwrap();
            let modified = fs::metadata(&path).unwrap().modified().unwrap();
            future += u32::from(modified.elapsed().is_err());
            backwards += u32::from(last > Some(modified));
            last = Some(modified);
        }
        sleep(20);
    }
    println!("{future} from the future, {backwards} out of order");
}
