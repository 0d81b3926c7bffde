fn main() {
    std::fs::write("/tmp/harness-hostile-build-script", "built").unwrap();
    println!("cargo::rustc-env=HOSTILE=1");
}
