//! CPython's location table: which line an instruction comes from (3.11 and later).
//!
//! An entry begins with a byte whose highest bit is set: four bits say how its position is written, three
//! how many code units it covers, less one. The bytes after it have that bit clear.

/// How many bytes a code unit has.
const UNIT: u64 = 2;

/// The line of the instruction that begins `instruction` bytes into the code; `None` where the table gives
/// it none, or ends before it.
pub(super) fn line(table: &[u8], first_line: u32, instruction: u64) -> Option<u32> {
    let mut line = i64::from(first_line);
    let mut end = 0;
    let mut rest = table;
    while let Some((&head, after)) = rest.split_first() {
        let length = after.iter().take_while(|byte| **byte < 0x80).count();
        let (position, next) = after.split_at(length);
        let (delta, has_line) = delta(head, position)?;
        line = line.checked_add(delta)?;
        end += (u64::from(head & 7) + 1) * UNIT;
        if instruction < end {
            return u32::try_from(line)
                .ok()
                .filter(|line| has_line && *line > 0);
        }
        rest = next;
    }
    None
}

/// How many lines an entry is behind the one before it, and whether it has a line at all. `None` where it
/// is no entry.
fn delta(head: u8, position: &[u8]) -> Option<(i64, bool)> {
    if head < 0x80 {
        return None;
    }
    match (head >> 3) & 15 {
        // On the same line, with a short distance between its columns.
        0..=9 => Some((0, true)),
        form @ 10..=12 => Some((i64::from(form) - 10, true)),
        13 | 14 => Some((signed(position)?, true)),
        _ => Some((0, false)),
    }
}

/// A number of six bits a byte, the lowest first; the seventh says whether there are more. The lowest bit
/// of it all is the sign.
fn signed(bytes: &[u8]) -> Option<i64> {
    let mut value = 0_i64;
    for (place, byte) in bytes.iter().take(6).enumerate() {
        value |= i64::from(byte & 0x3f) << (6 * place);
        if byte & 0x40 == 0 {
            let size = value >> 1;
            return Some(if value & 1 == 0 { size } else { -size });
        }
    }
    None
}

#[cfg(test)]
mod tests;
