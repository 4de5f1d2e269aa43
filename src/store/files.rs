//! Files that only their owner may read: mode 0600, whatever the umask is and whatever mode they had before.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The permissions of the owner: reading and writing.
const PRIVATE: u32 = 0o600;
/// All permissions of the group and of others.
const OTHERS: u32 = 0o077;

/// Removes the permissions of group and others from a file, and logs a warning if it had any. A missing file is no error.
///
/// # Errors
/// When the mode can't be read or set: a file that others can read must hold no secrets.
pub fn narrow(path: &Path) -> io::Result<()> {
    let found = match fs::metadata(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found?,
    };
    if found.is_file() && found.mode() & OTHERS != 0 {
        // SQLite removes its log and its index when the last connection closes the database, possibly between these two calls.
        match fs::set_permissions(path, Permissions::from_mode(found.mode() & !OTHERS & 0o7777)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
            narrowed => narrowed?,
        }
        tracing::warn!(file = %path.display(), "others could read or write this file; now only its owner can");
    }
    Ok(())
}

/// A file for its owner only, which gets its name when it is complete. Without a name it is removed when it is dropped.
#[derive(Debug)]
pub struct UnnamedFile {
    file: NamedTempFile,
    name: PathBuf,
}

impl UnnamedFile {
    /// Creates an empty draft in the directory of `name`, so that it can be given that name without being copied.
    ///
    /// # Errors
    /// When it can't be created.
    pub fn of(name: &Path) -> io::Result<Self> {
        let file = tempfile::Builder::new().prefix(".chit-").suffix(".part").tempfile_in(directory(name))?;
        file.as_file().set_permissions(Permissions::from_mode(PRIVATE))?;
        Ok(Self { file, name: name.to_owned() })
    }

    /// The draft's path.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// The open file.
    pub fn file(&self) -> &File {
        self.file.as_file()
    }

    /// Gives the draft its name, once its content is on the disk. An existing file stays as it is.
    ///
    /// # Errors
    /// When a file has that name, or the disk fails.
    pub fn finish(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist_noclobber(&self.name)?;
        Self::keep_name(&self.name)
    }

    /// Gives the draft its name, once its content is on the disk, in the place of a file that has it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn replace(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist(&self.name)?;
        Self::keep_name(&self.name)
    }

    fn keep_name(name: &Path) -> io::Result<()> {
        // Until then the disk may know the content, and not its name.
        File::open(directory(name))?.sync_all()
    }
}

/// The directory of a file.
fn directory(file: &Path) -> &Path {
    let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}

/// Creates an embedded database's file, empty, if it doesn't exist, and narrows the files beside it. SQLite gives its log and its index the
/// mode of the database.
///
/// # Errors
/// As [`narrow`].
pub(super) fn keep_database_private(database: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(PRIVATE).open(database) {
        Ok(file) => file.set_permissions(Permissions::from_mode(PRIVATE))?,
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => narrow(database)?,
        // SQLite's own error says better what is wrong with the path.
        Err(_) => return Ok(()),
    }
    beside(database).try_for_each(|file| narrow(&file))
}

/// The files that SQLite keeps beside an embedded database while it is in use, or since a crash.
pub fn beside(database: &Path) -> impl Iterator<Item = PathBuf> {
    ["-wal", "-shm", "-journal"].into_iter().map(|suffix| {
        let mut name = database.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}
