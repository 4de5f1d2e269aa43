//! Compresses the static files by Brotli (RFC 7932) at its best level, so that the program contains them and needs no encoder at run time.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The static files that are served, relative to `static/`.
const FILES: [&str; 4] = ["bill.css", "chit.js", "icon.svg", "more.css"];

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for name in FILES {
        let file = Path::new("static").join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        let mut text = fs::read_to_string(&file)?;
        if name.ends_with(".js") {
            text = without_comments(&text);
        }
        fs::write(out.join(name), &text)?;
        fs::write(out.join(format!("{name}.br")), brotli(text.as_bytes())?)?;
    }
    Ok(())
}

/// Removes whole-line comments from a script, which are a quarter of what is transferred.
fn without_comments(script: &str) -> String {
    let code = script.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| [line, "\n"]).collect()
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    encoder.write_all(bytes)?;
    encoder.flush()?;
    drop(encoder);
    Ok(packed)
}
