//! The image, read as loaders read it: by its dynamic section, since it has no others.

use framehop::x86_64::{CacheX86_64, UnwindRegsX86_64, UnwinderX86_64};
use framehop::{ExplicitModuleSectionInfo, Module, Unwinder as _};

use super::*;

const NAMES: [&str; 10] = [
    "__vdso_clock_gettime",
    "clock_gettime",
    "__vdso_gettimeofday",
    "gettimeofday",
    "__vdso_time",
    "time",
    "__vdso_clock_getres",
    "clock_getres",
    "__vdso_getcpu",
    "getcpu",
];

fn at<T: Pod>(offset: usize) -> T {
    *object::pod::from_bytes(&image().bytes[offset..]).unwrap().0
}

fn u32_at(offset: usize) -> usize {
    at::<U32<LittleEndian>>(offset).get(LE) as usize
}

/// The value of an entry of the dynamic section.
fn dynamic(tag: i64) -> usize {
    let segment = |number: usize| at::<ProgramHeader64<LittleEndian>>(64 + number * 56);
    let found = (0..3)
        .map(segment)
        .find(|segment| segment.p_type.get(LE) == elf::PT_DYNAMIC);
    let start = found.unwrap().p_offset.get(LE) as usize;
    (0..)
        .map(|number| at::<Dyn64<LittleEndian>>(start + number * 16))
        .take_while(|entry| entry.d_tag.get(LE) != elf::DT_NULL)
        .find(|entry| entry.d_tag.get(LE) == tag)
        .map(|entry| entry.d_val.get(LE) as usize)
        .unwrap()
}

fn name_at(offset: usize) -> &'static str {
    let bytes = &image().bytes[dynamic(elf::DT_STRTAB) + offset..];
    let end = bytes.iter().position(|byte| *byte == 0).unwrap();
    std::str::from_utf8(&bytes[..end]).unwrap()
}

fn symbol_at(number: usize) -> Sym64<LittleEndian> {
    at(dynamic(elf::DT_SYMTAB) + number * 24)
}

fn is_named(number: usize, name: &str) -> bool {
    name_at(symbol_at(number).st_name.get(LE) as usize) == name
}

/// Finds a symbol by the older hash table, as musl does.
fn by_sysv_hash(name: &str) -> Option<usize> {
    let table = dynamic(elf::DT_HASH);
    let (buckets, chains) = (u32_at(table), u32_at(table + 4));
    let bucket = elf::hash(name.as_bytes()) as usize % buckets;
    let mut number = u32_at(table + 8 + 4 * bucket);
    while number != 0 {
        assert!(number < chains);
        if is_named(number, name) {
            return Some(number);
        }
        number = u32_at(table + 8 + 4 * (buckets + number));
    }
    None
}

/// Finds a symbol by the newer one, as glibc does.
fn by_gnu_hash(name: &str) -> Option<usize> {
    let table = dynamic(elf::DT_GNU_HASH);
    let [buckets, base, bloom] = [0, 4, 8].map(|word| u32_at(table + word));
    let hash = elf::gnu_hash(name.as_bytes());
    let first_bucket = table + 16 + 8 * bloom;
    let mut number = u32_at(first_bucket + 4 * (hash as usize % buckets));
    loop {
        let chained = u32_at(first_bucket + 4 * (buckets + number - base)) as u32;
        if chained | 1 == hash | 1 && is_named(number, name) {
            return Some(number);
        }
        if chained & 1 == 1 {
            return None;
        }
        number += 1;
    }
}

#[test]
fn every_function_is_found_by_both_tables_and_by_both_its_names() {
    let functions = code::functions();
    for (place, name) in NAMES.iter().enumerate() {
        let number = by_sysv_hash(name).unwrap();
        assert_eq!(by_gnu_hash(name), Some(number), "{name}");
        let symbol = symbol_at(number);
        let start = image().text.start + functions[place / 2].range.start;
        assert_eq!(symbol.st_value.get(LE), start as u64, "{name}");
        assert_eq!(symbol.st_info & 0xf, elf::STT_FUNC);
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for name in ["__vdso_getrandom", "clock_settime", ""] {
        assert_eq!(by_sysv_hash(name), None, "{name}");
        assert_eq!(by_gnu_hash(name), None, "{name}");
    }
}

#[test]
fn symbols_have_the_version_of_the_kernels_own() {
    let (versym, verdef) = (dynamic(elf::DT_VERSYM), dynamic(elf::DT_VERDEF));
    for number in 1..=NAMES.len() {
        let version: U16<LittleEndian> = at(versym + 2 * number);
        assert_eq!(version.get(LE), 2);
    }
    let base: Verdef<LittleEndian> = at(verdef);
    let second = verdef + base.vd_next.get(LE) as usize;
    let version: Verdef<LittleEndian> = at(second);
    assert_eq!((base.vd_ndx.get(LE), version.vd_ndx.get(LE)), (1, 2));
    let name = name_at(u32_at(second + version.vd_aux.get(LE) as usize));
    assert_eq!(name, "LINUX_2.6");
    // The number by which glibc asks for it.
    assert_eq!(version.vd_hash.get(LE), 61_765_110);
    assert_eq!(name_at(dynamic(elf::DT_SONAME)), "linux-vdso.so.1");
}

#[test]
fn the_image_is_a_page_long_and_ends_with_an_empty_record() {
    let Image { bytes, text, .. } = image();
    assert_eq!((bytes.len(), text.end), (LENGTH, PAGE));
    assert!(bytes[PAGE..].iter().all(|byte| *byte == 0));
}

#[test]
fn a_stack_unwinds_from_every_place_in_the_code() {
    const BIAS: u64 = 0x7fff_0000_0000;
    let Image {
        bytes,
        text,
        eh_frame,
        eh_frame_hdr,
    } = image();
    let svma = |range: &Range<usize>| Some(range.start as u64..range.end as u64);
    let mut unwinder = UnwinderX86_64::new();
    let info = ExplicitModuleSectionInfo {
        text_svma: svma(text),
        eh_frame_svma: svma(eh_frame),
        eh_frame: Some(&bytes[eh_frame.clone()]),
        eh_frame_hdr_svma: svma(eh_frame_hdr),
        eh_frame_hdr: Some(&bytes[eh_frame_hdr.clone()]),
        ..ExplicitModuleSectionInfo::default()
    };
    let range = BIAS..BIAS + LENGTH as u64;
    unwinder.add_module(Module::new("vdso".to_owned(), range, BIAS, info));
    let mut cache = CacheX86_64::new();
    for place in text.clone() {
        let (rip, rsp, rbp) = (BIAS + place as u64, 0x1000, 0xdead);
        let mut registers = UnwindRegsX86_64::new(rip, rsp, rbp);
        let mut read = |address: u64| (address == rsp).then_some(0x40_2000).ok_or(());
        let frame = framehop::FrameAddress::from_instruction_pointer(rip);
        let caller = unwinder.unwind_frame(frame, &mut registers, &mut cache, &mut read);
        assert_eq!(caller, Ok(Some(0x40_2000)), "at {place:#x}");
        assert_eq!((registers.sp(), registers.bp()), (rsp + 8, rbp));
    }
}
