//! Compresses the static files by Brotli (RFC 7932) at its best level, so that the program contains them and needs no encoder at run time.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The static files that are served, relative to `static/`.
const FILES: [&str; 6] = ["bill.css", "chit.js", "icon.svg", "more.css", "order.js", "worker.js"];

/// The files that are served as one, the parts of `static/app/` in the order of their names.
const JOINED: [&str; 2] = ["app.css", "app.js"];

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for name in FILES {
        let file = Path::new("static").join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        write(&out, name, fs::read_to_string(&file)?)?;
    }
    println!("cargo::rerun-if-changed=static/app");
    for name in JOINED {
        write(&out, name, joined(name)?)?;
    }
    Ok(())
}

/// The parts of a joined file, one after the other.
fn joined(name: &str) -> io::Result<String> {
    let kind = Path::new(name).extension();
    let mut parts = Vec::new();
    for entry in fs::read_dir("static/app")? {
        let path = entry?.path();
        if path.extension() == kind {
            println!("cargo::rerun-if-changed={}", path.display());
            parts.push(path);
        }
    }
    parts.sort();
    parts.iter().map(fs::read_to_string).collect()
}

/// Writes a file as it is served, and its compressed form.
fn write(out: &Path, name: &str, text: String) -> io::Result<()> {
    let text = if name.ends_with(".js") { without_comments(&text) } else { text };
    fs::write(out.join(name), &text)?;
    fs::write(out.join(format!("{name}.br")), brotli(text.as_bytes())?)
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
