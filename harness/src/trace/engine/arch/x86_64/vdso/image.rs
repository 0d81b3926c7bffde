//! Our vDSO as a program finds it in its memory: an ELF file of one page. The code and the page of
//! offsets stand at its end, and before them what a loader, a runtime or an unwinder looks for.

use std::ops::Range;
use std::sync::LazyLock;

use object::elf::{
    self, Dyn64, FileHeader64, GnuHashHeader, HashHeader, Ident, ProgramHeader64, Sym64, Verdaux,
    Verdef, Versym,
};
use object::endian::{I64, LittleEndian, U16, U32, U64};
use object::pod::{Pod, bytes_of};

use super::code;

/// How long the image is, in bytes: the shortest vDSO of any kernel is a page of memory.
pub(super) const LENGTH: usize = 4096;

/// Where in the image the offsets are.
pub(super) const PAGE: usize = LENGTH - code::PAGE_LENGTH;

/// The version that all symbols have, as those of the kernel's own vDSO.
const VERSION: &str = "LINUX_2.6";

const NAME: &str = "linux-vdso.so.1";

const LE: LittleEndian = LittleEndian;

/// The image, and what it takes to unwind a stack through it.
pub(in crate::trace) struct Image {
    /// All of it.
    pub(in crate::trace) bytes: Vec<u8>,
    /// Where its code is, relative to its beginning, as are the next two.
    pub(in crate::trace) text: Range<usize>,
    /// Its call frame information.
    pub(in crate::trace) eh_frame: Range<usize>,
    /// The table that finds an entry of that.
    pub(in crate::trace) eh_frame_hdr: Range<usize>,
}

/// The image, the same for every process.
pub(in crate::trace) fn image() -> &'static Image {
    static IMAGE: LazyLock<Image> = LazyLock::new(build);
    &IMAGE
}

/// A file that grows from its beginning.
#[derive(Default)]
struct Builder(Vec<u8>);

impl Builder {
    /// Appends `bytes` at the next multiple of eight, and says where they are.
    fn section(&mut self, bytes: &[u8]) -> Range<usize> {
        self.0.resize(self.0.len().next_multiple_of(8), 0);
        let start = self.0.len();
        self.0.extend_from_slice(bytes);
        start..self.0.len()
    }

    fn fill<T: Pod>(&mut self, at: usize, value: &T) {
        let bytes = bytes_of(value);
        self.0[at..at + bytes.len()].copy_from_slice(bytes);
    }
}

/// The names of symbols, one behind the other.
struct Names(Vec<u8>);

impl Names {
    fn add(&mut self, name: &str) -> U32<LittleEndian> {
        let at = self.0.len();
        self.0.extend_from_slice(name.as_bytes());
        self.0.push(0);
        word(at)
    }
}

fn build() -> Image {
    const HEADERS: usize = size_of::<FileHeader64<LittleEndian>>();
    const SEGMENT: usize = size_of::<ProgramHeader64<LittleEndian>>();
    let functions = code::functions();
    let code = code::bytes();
    let text = LENGTH - code.len()..PAGE;

    let mut names = Names(vec![0]);
    let (soname, version) = (names.add(NAME), names.add(VERSION));
    let mut symbols = vec![symbol(word(0), 0, 0..0, 0)];
    let mut hashes = Vec::new();
    for function in &functions {
        let range = text.start + function.range.start..text.start + function.range.end;
        let long = format!("__vdso_{}", function.name);
        for (name, bind) in [
            (long.as_str(), elf::STB_GLOBAL),
            (function.name, elf::STB_WEAK),
        ] {
            let info = bind << 4 | elf::STT_FUNC;
            // Any section but none and "absolute" means: relative to where the image lies.
            symbols.push(symbol(names.add(name), info, range.clone(), 1));
            hashes.push(elf::gnu_hash(name.as_bytes()));
        }
    }

    let mut file = Builder(vec![0; HEADERS + 3 * SEGMENT]);
    let hash = file.section(&sysv_table(symbols.len()));
    let gnu_hash = file.section(&gnu_table(&hashes));
    let dynsym: Vec<u8> = symbols.iter().flat_map(bytes_of).copied().collect();
    let dynsym = file.section(&dynsym);
    let dynstr = file.section(&names.0);
    let versym = (0..symbols.len()).map(|number| if number == 0 { 0 } else { 2 });
    let versym: Vec<u8> = versym
        .flat_map(|version| bytes_of(&Versym(half(version))).to_vec())
        .collect();
    let versym = file.section(&versym);
    let verdef = file.section(&versions(soname, version));
    let entries = [
        (elf::DT_SONAME, soname.get(LE) as usize),
        (elf::DT_HASH, hash.start),
        (elf::DT_GNU_HASH, gnu_hash.start),
        (elf::DT_STRTAB, dynstr.start),
        (elf::DT_SYMTAB, dynsym.start),
        (elf::DT_STRSZ, dynstr.len()),
        (elf::DT_SYMENT, size_of::<Sym64<LittleEndian>>()),
        (elf::DT_VERDEF, verdef.start),
        (elf::DT_VERDEFNUM, 2),
        (elf::DT_VERSYM, versym.start),
        (elf::DT_NULL, 0),
    ];
    let dynamic: Vec<u8> = entries
        .iter()
        .flat_map(|(tag, value)| bytes_of(&dynamic_entry(*tag, *value)).to_vec())
        .collect();
    let dynamic = file.section(&dynamic);
    let (header, frames) = call_frames(file.0.len().next_multiple_of(8), &text);
    let eh_frame_hdr = file.section(&header);
    let eh_frame = file.section(&frames);

    assert!(
        file.0.len() <= text.start,
        "the image is one page of memory"
    );
    file.0.resize(text.start, 0);
    file.0.extend_from_slice(code);
    file.fill(0, &file_header(HEADERS));
    let (read, execute) = (elf::PF_R, elf::PF_R | elf::PF_X);
    for (number, (kind, flags, range, align)) in [
        (elf::PT_LOAD, execute, 0..LENGTH, LENGTH),
        (elf::PT_DYNAMIC, read, dynamic, 8),
        (elf::PT_GNU_EH_FRAME, read, eh_frame_hdr.clone(), 8),
    ]
    .into_iter()
    .enumerate()
    {
        file.fill(
            HEADERS + number * SEGMENT,
            &segment(kind, flags, &range, align),
        );
    }
    Image {
        bytes: file.0,
        text,
        eh_frame,
        eh_frame_hdr,
    }
}

fn file_header(segments_at: usize) -> FileHeader64<LittleEndian> {
    FileHeader64 {
        e_ident: Ident {
            magic: elf::ELFMAG,
            class: elf::ELFCLASS64,
            data: elf::ELFDATA2LSB,
            version: elf::EV_CURRENT,
            os_abi: elf::ELFOSABI_NONE,
            abi_version: 0,
            padding: [0; 7],
        },
        e_type: half(elf::ET_DYN),
        e_machine: half(elf::EM_X86_64),
        e_version: word(elf::EV_CURRENT.into()),
        e_entry: long(0),
        e_phoff: long(segments_at),
        e_shoff: long(0),
        e_flags: word(0),
        e_ehsize: half(size_of::<FileHeader64<LittleEndian>>() as u16),
        e_phentsize: half(size_of::<ProgramHeader64<LittleEndian>>() as u16),
        e_phnum: half(3),
        e_shentsize: half(0),
        e_shnum: half(0),
        e_shstrndx: half(0),
    }
}

fn segment(
    kind: u32,
    flags: u32,
    range: &Range<usize>,
    align: usize,
) -> ProgramHeader64<LittleEndian> {
    ProgramHeader64 {
        p_type: U32::new(LE, kind),
        p_flags: U32::new(LE, flags),
        p_offset: long(range.start),
        p_vaddr: long(range.start),
        p_paddr: long(range.start),
        p_filesz: long(range.len()),
        p_memsz: long(range.len()),
        p_align: long(align),
    }
}

fn symbol(
    name: U32<LittleEndian>,
    info: u8,
    range: Range<usize>,
    section: u16,
) -> Sym64<LittleEndian> {
    Sym64 {
        st_name: name,
        st_info: info,
        st_other: elf::STV_DEFAULT,
        st_shndx: half(section),
        st_value: long(range.start),
        st_size: long(range.len()),
    }
}

fn dynamic_entry(tag: i64, value: usize) -> Dyn64<LittleEndian> {
    Dyn64 {
        d_tag: I64::new(LE, tag),
        d_val: long(value),
    }
}

/// The older hash table, with all symbols in one bucket: there are few.
fn sysv_table(symbols: usize) -> Vec<u8> {
    let header = HashHeader::<LittleEndian> {
        bucket_count: word(1),
        chain_count: word(symbols),
    };
    // From symbol to symbol, and from the last to none. The first stands for none.
    let chain = (1..symbols).map(|next| (next + 1) % symbols);
    let words = [1, 0].into_iter().chain(chain).map(word);
    let mut table = bytes_of(&header).to_vec();
    table.extend(words.flat_map(|word| bytes_of(&word).to_vec()));
    table
}

/// The newer one, likewise.
fn gnu_table(hashes: &[u32]) -> Vec<u8> {
    let header = GnuHashHeader::<LittleEndian> {
        bucket_count: word(1),
        symbol_base: word(1),
        bloom_count: word(1),
        bloom_shift: word(0),
    };
    let mut table = bytes_of(&header).to_vec();
    // This filter lets every name through to the comparison.
    table.extend_from_slice(&u64::MAX.to_le_bytes());
    table.extend_from_slice(&1_u32.to_le_bytes());
    for (number, hash) in hashes.iter().enumerate() {
        // The lowest bit tells the last.
        let is_last = number + 1 == hashes.len();
        table.extend_from_slice(&(hash & !1 | u32::from(is_last)).to_le_bytes());
    }
    table
}

/// The file's own name, and the version that its symbols have.
fn versions(soname: U32<LittleEndian>, version: U32<LittleEndian>) -> Vec<u8> {
    const LENGTH: usize = size_of::<Verdef<LittleEndian>>() + size_of::<Verdaux<LittleEndian>>();
    let both = [
        (elf::VER_FLG_BASE, 1, NAME, soname, LENGTH),
        (0, 2, VERSION, version, 0),
    ];
    let mut table = Vec::new();
    for (flags, number, text, name, next) in both {
        table.extend_from_slice(bytes_of(&Verdef::<LittleEndian> {
            vd_version: half(elf::VER_DEF_CURRENT),
            vd_flags: half(flags),
            vd_ndx: half(number),
            vd_cnt: half(1),
            vd_hash: U32::new(LE, elf::hash(text.as_bytes())),
            vd_aux: word(size_of::<Verdef<LittleEndian>>()),
            vd_next: word(next),
        }));
        table.extend_from_slice(bytes_of(&Verdaux::<LittleEndian> {
            vda_name: name,
            vda_next: word(0),
        }));
    }
    table
}

/// What unwinds the code, and the table in front of it, which stands at `at`: wherever a function is
/// stopped, its caller's stack pointer is eight above its own.
fn call_frames(at: usize, text: &Range<usize>) -> (Vec<u8>, Vec<u8>) {
    const HEADER: usize = 24;
    let relative = |to: usize, from: usize| (to as i32 - from as i32).to_le_bytes();
    let frames_at = at + HEADER;
    #[rustfmt::skip]
    let mut frames = vec![
        20, 0, 0, 0,  0, 0, 0, 0,  // The common part: its length, and that it is one.
        1,  b'z', b'R', 0,         // Entries say where their function is, relative to the entry.
        1,  0x78,  16,             // Factors of 1 and -8; the return address is column 16.
        1,  0x1b,
        0x0c, 7, 8,                // The caller's stack pointer is rsp + 8.
        0x90, 1,                   // The return address is below it.
        0, 0,
        16, 0, 0, 0,  28, 0, 0, 0, // The one entry: its length, how far back the common part is.
    ];
    let entry_at = frames.len() - 8;
    frames.extend(relative(text.start, frames_at + frames.len()));
    frames.extend((text.len() as u32).to_le_bytes());
    frames.extend([0; 4]);
    // Nothing follows.
    frames.extend([0; 4]);

    let mut header = vec![1, 0x1b, 0x03, 0x3b];
    header.extend(relative(frames_at, at + 4));
    header.extend(1_u32.to_le_bytes());
    header.extend(relative(text.start, at));
    header.extend(relative(frames_at + entry_at, at));
    header.resize(HEADER, 0);
    (header, frames)
}

fn half(value: u16) -> U16<LittleEndian> {
    U16::new(LE, value)
}

fn word(value: usize) -> U32<LittleEndian> {
    U32::new(LE, value as u32)
}

fn long(value: usize) -> U64<LittleEndian> {
    U64::new(LE, value as u64)
}

#[cfg(test)]
mod tests;
