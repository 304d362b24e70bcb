//! Files that are there as a whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::hex;

/// Writes a file in the place of what was there, and the folders above it. One that is half written never has its name.
/// After a failure of the power it may be the one before.
pub(super) fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = beside(file)?;
    moved(&unfinished, fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, file)))
}

/// The same; when this returns it is on the disk.
///
/// # Errors
/// Where it cannot be written; what was there is there still.
pub fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = beside(file)?;
    moved(&unfinished, written(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, file)))?;
    named(file);
    Ok(())
}

/// The same where no file of that name is there yet.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is one, which is left alone; any other where it cannot be written.
pub fn put_new(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = beside(file)?;
    let put = written(&unfinished, bytes).and_then(|()| link_new(&unfinished, file));
    let _ = fs::remove_file(&unfinished);
    put?;
    named(file);
    Ok(())
}

/// Gives a file another name, which must be free.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where it is not; any other where the system does not let us.
pub fn link_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            // Some file systems know no second names. Whoever watches the folder waits until the file is whole.
            let mut new = File::options().write(true).create_new(true).open(to)?;
            let copied =
                File::open(from).and_then(|mut from| io::copy(&mut from, &mut new)).and_then(|_| new.sync_all());
            if copied.is_err() {
                let _ = fs::remove_file(to);
            }
            copied
        }
        linked => linked,
    }
}

/// SHA-256 of what bytes hold, as hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of what a file holds, as hexadecimal digits.
///
/// # Errors
/// Where it cannot be read.
pub fn digest_of(file: &Path) -> io::Result<String> {
    let mut hash = Hash(Sha256::new());
    io::copy(&mut File::open(file)?, &mut hash)?;
    Ok(hex(&hash.0.finalize()))
}

/// Takes what is written into a hash.
struct Hash(Sha256);

impl Write for Hash {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A name for a file while it is written: beside where it will be, and passed over by the loader. Its folder is made.
fn beside(file: &Path) -> io::Result<PathBuf> {
    let folder = file.parent().unwrap_or(file);
    fs::create_dir_all(folder)?;
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}", std::process::id()));
    Ok(folder.join(name))
}

fn written(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut new = File::create(file)?;
    new.write_all(bytes)?;
    new.sync_all()
}

/// Has the name of a file on the disk too, where the system knows that of folders.
fn named(file: &Path) {
    if let Some(Ok(folder)) = file.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

/// What came of writing and moving; nothing stays behind of what failed.
fn moved(unfinished: &Path, outcome: io::Result<()>) -> io::Result<()> {
    outcome.inspect_err(|_| {
        let _ = fs::remove_file(unfinished);
    })
}
