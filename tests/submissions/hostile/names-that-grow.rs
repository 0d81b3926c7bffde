//@ failed, 1 point, synchronous
//= line 1 of 11 is missing
//! Four hundred functions whose names are short, and a million letters long for whoever reads them.
use std::arch::global_asm;

global_asm!(
    ".altmacro",
    ".macro slot number",
    "_RINvC1a1fTmmETB7_B7_ETBb_Bb_ETBj_Bj_ETBr_Br_ETBz_Bz_ETBH_BH_ETBP_BP_ETBX_BX_ETB15_B15_ETB1d_B1d_ETB1n_B1n_ETB1x_B1x_ETB1H_B1H_ETB1R_B1R_ETB21_B21_ETB2b_B2b_ETB2l_B2l_ETB2v_B2v_ETB2F_B2F_ETB2P_B2P_ETB2Z_B2Z_ETB39_B39_ETB3j_B3j_ETB3t_B3t_EE.\\number:",
    // nanosleep
    "xor esi, esi", "mov eax, 35", "syscall", "ret",
    ".balign 16",
    ".endm",
    ".globl slots", ".balign 16", "slots:", ".cfi_startproc",
    ".set place, 0",
    ".rept 400", "slot %place", ".set place, place + 1", ".endr",
    ".cfi_endproc",
);

unsafe extern "C" {
    static slots: [[u8; 16]; 400];
}

fn main() {
    for place in 0..400 {
        unsafe {
            let doze: extern "C" fn(*const u64) = std::mem::transmute(&raw const slots[place]);
            doze([0, 500_000].as_ptr());
        }
    }
}
