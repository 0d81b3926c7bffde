fn main() {
    std::fs::write("/tmp/harness-hostile-own-manifest", "built").unwrap();
}
