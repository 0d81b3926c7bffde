fn main() {
    std::fs::write("@OUTSIDE@/build-script", "built").unwrap();
    println!("cargo::rustc-env=HOSTILE=1");
}
