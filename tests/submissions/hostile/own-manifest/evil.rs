fn main() {
    std::fs::write("@OUTSIDE@/own-manifest", "built").unwrap();
}
