//! Turns the grammars under `grammar/` into parsers in Cargo's output folder.
fn main() {
    println!("cargo:rerun-if-changed=grammar");
}
