//! The service's secret and its fallbacks, from the environment or from files beside an embedded database.

use std::path::{Path, PathBuf};

use super::SettingsReader;
use crate::domain::chance::Chance;
use crate::domain::secret::{BadKey, Keyring, SecretKey};

const NAME: &str = "CHIT_SECRET_KEY";
const FALLBACKS: &str = "CHIT_SECRET_KEY_FALLBACKS";
/// The file of the secret key beside an embedded database; [`OLD_FILE`] has its predecessors.
const FILE: &str = "chit.key";
const OLD_FILE: &str = "chit.key.old";
/// The names of both key files.
pub const KEY_FILES: [&str; 2] = [FILE, OLD_FILE];

/// The keys from the environment or, for an embedded database, from files beside it. Where the secret's file is missing, a new key is
/// generated.
pub(super) fn keyring(reader: &mut SettingsReader<'_>, database: &str) -> Option<(Keyring, Option<GeneratedKey>)> {
    let fallbacks = reader.raw(FALLBACKS).map_or(Ok(Vec::new()), |text| several(&text));
    if let Err(e) = &fallbacks {
        reader.wrong(FALLBACKS, format!("{e}; several stand with commas or blanks between them"));
    }
    if let Some(text) = reader.raw(NAME) {
        let current = SecretKey::parse(&text).map_err(|e| reader.wrong(NAME, e.to_string())).ok();
        return Some((Keyring::new(current?, fallbacks.ok()?), None));
    }
    let Some(file) = sqlite_file(database) else {
        reader.wrong(NAME, "is missing: it wants 32 bytes in base64, such as `openssl rand -base64 32` prints");
        return None;
    };
    let (path, old) = (file.with_file_name(FILE), file.with_file_name(OLD_FILE));
    let mut unfit = |path: &Path, e: std::io::Error| {
        reader.wrong(NAME, format!("is not set, and {} can't be used: {e}", path.display()));
    };
    let old = old_key_file(&old).map_err(|e| unfit(&old, e)).ok()?;
    let current = key_file(&path).map_err(|e| unfit(&path, e)).ok()?;
    let fallbacks = [fallbacks.ok()?, old].concat();
    if let Some(current) = current {
        return Some((Keyring::new(current, fallbacks), None));
    }
    let new = GeneratedKey::draw(path.clone(), fallbacks).map_err(|e| unfit(&path, e)).ok()?;
    Some((new.keyring(new.key.clone()), Some(new)))
}

/// Parses keys that are separated by commas or white space.
fn several(text: &str) -> Result<Vec<SecretKey>, BadKey> {
    let keys = text.split(|c: char| c == ',' || c.is_whitespace()).filter(|key| !key.is_empty());
    keys.map(SecretKey::parse).collect()
}

/// The file of an embedded database; `None` for another one.
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

/// A generated secret key whose file is missing. It is saved once it is known that the database needs no other key.
#[derive(Debug, Clone)]
pub struct GeneratedKey {
    /// The file in which it is saved.
    pub path: PathBuf,
    key: SecretKey,
    fallbacks: Vec<SecretKey>,
}

impl GeneratedKey {
    fn draw(path: PathBuf, fallbacks: Vec<SecretKey>) -> std::io::Result<Self> {
        let bytes = Chance::secure().bytes(32).try_into().map_err(|_| std::io::Error::other("no randomness"))?;
        Ok(Self { path, key: SecretKey::from_bytes(bytes), fallbacks })
    }

    fn keyring(&self, current: SecretKey) -> Keyring {
        Keyring::new(current, self.fallbacks.clone())
    }

    /// The keys with the one that another process has saved meanwhile; `None` if there is no file.
    ///
    /// # Errors
    /// When the file is there and can't be read as a key.
    pub fn load(&self) -> std::io::Result<Option<Keyring>> {
        Ok(key_file(&self.path)?.map(|key| self.keyring(key)))
    }

    /// Saves the key, and returns the keys with the one in the file: the second of two processes uses the first one's.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn save(&self) -> std::io::Result<Keyring> {
        use std::io::Write;
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        // Written whole under another name and then linked to its own: another process finds a complete key or none.
        let draft = self.path.with_extension(format!("key.{}", std::process::id()));
        let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
        // The umask may have removed permissions.
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        file.write_all(self.key.to_base64().as_bytes())?;
        file.sync_all()?;
        let linked = std::fs::hard_link(&draft, &self.path);
        std::fs::remove_file(&draft)?;
        match linked {
            Ok(()) => Ok(self.keyring(self.key.clone())),
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => self.load()?.ok_or(e),
            Err(e) => Err(e),
        }
    }
}

fn key_file(path: &Path) -> std::io::Result<Option<SecretKey>> {
    match std::fs::read_to_string(path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        found => SecretKey::parse(&found?).map(Some).map_err(invalid),
    }
}
