//! The service's secret and its fallbacks, from the environment or from files beside an embedded database.

use std::path::{Path, PathBuf};

use super::Reader;
use crate::domain::chance::Chance;
use crate::domain::secret::{BadKey, Keyring, SecretKey};

const NAME: &str = "CHIT_SECRET_KEY";
const FALLBACKS: &str = "CHIT_SECRET_KEY_FALLBACKS";
/// Beside an embedded database: the secret, and those that were it before.
const FILE: &str = "chit.key";
const OLD_FILE: &str = "chit.key.old";

/// The keys from the environment; for an embedded database, from files beside it. The secret is made on the first start.
pub(super) fn keyring(reader: &mut Reader<'_>, database: &str) -> Option<Keyring> {
    let fallbacks = reader.raw(FALLBACKS).map_or(Ok(Vec::new()), |text| several(&text));
    if let Err(e) = &fallbacks {
        reader.wrong(FALLBACKS, format!("{e}; several stand with commas or blanks between them"));
    }
    if let Some(text) = reader.raw(NAME) {
        let current = SecretKey::parse(&text).map_err(|e| reader.wrong(NAME, e.to_string())).ok();
        return Some(Keyring::new(current?, fallbacks.ok()?));
    }
    let Some(file) = sqlite_file(database) else {
        reader.wrong(NAME, "is missing: it wants 32 bytes in base64, such as `openssl rand -base64 32` prints");
        return None;
    };
    // Nothing is made for a start that will not happen.
    if !reader.wrong.is_empty() {
        return None;
    }
    let (path, old) = (file.with_file_name(FILE), file.with_file_name(OLD_FILE));
    let mut unfit = |path: &Path, e: std::io::Error| {
        reader.wrong(NAME, format!("is not set, and {} can't be used: {e}", path.display()));
    };
    let old = old_key_file(&old).map_err(|e| unfit(&old, e)).ok()?;
    let current = key_file(&path).map_err(|e| unfit(&path, e)).ok()?;
    Some(Keyring::new(current, [fallbacks.ok()?, old].concat()))
}

/// Keys with commas or white space between them.
fn several(text: &str) -> Result<Vec<SecretKey>, BadKey> {
    let keys = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|key| !key.is_empty());
    keys.map(SecretKey::parse).collect()
}

/// The file of an embedded database.
pub fn sqlite_file(database: &str) -> Option<PathBuf> {
    let path = database.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(Path::new(path.split('?').next().unwrap_or(path)).to_owned())
}

fn invalid(e: BadKey) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, e)
}

fn old_key_file(path: &Path) -> std::io::Result<Vec<SecretKey>> {
    match std::fs::read_to_string(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        found => several(&found?).map_err(invalid),
    }
}

pub(super) fn key_file(path: &Path) -> std::io::Result<SecretKey> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    // Made whole under another name and then linked to its own: whoever comes second finds a complete key, never half of one.
    match std::fs::read_to_string(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        found => return SecretKey::parse(&found?).map_err(invalid),
    }
    let bytes: [u8; 32] = Chance::secure().bytes(32).try_into().map_err(|_| std::io::Error::other("no randomness"))?;
    let key = SecretKey::from_bytes(bytes);
    let draft = path.with_extension(format!("key.{}", std::process::id()));
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(key.to_base64().as_bytes())?;
    file.sync_all()?;
    let linked = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match linked {
        Ok(()) => Ok(key),
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            SecretKey::parse(&std::fs::read_to_string(path)?).map_err(invalid)
        }
        Err(e) => Err(e),
    }
}
