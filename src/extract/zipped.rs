//! Files in a ZIP archive, as EPUB and DOCX are, without what an archive made to do harm could do.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{ExtractError, Kind, damaged};

/// The most bytes that are unpacked of one archive.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// Text is packed to a twentieth, seldom to a hundredth.
const MOST_RATIO: u64 = 250;
/// Below this size the ratio does no harm.
const HARMLESS: u64 = 1024 * 1024;

/// An archive of which only so much may still be unpacked.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    kind: Kind,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8], kind: Kind) -> Result<Self, ExtractError> {
        // Word locks a document with a password into a container of its old format.
        if kind == Kind::Docx && bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(ExtractError::Encrypted);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(kind, error))?;
        Ok(Self { zip, left: MOST_UNPACKED, kind })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The text of a file in the archive; `None` if there is none of this name.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ExtractError> {
        let kind = self.kind;
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(reason)) if reason.contains("assword") => {
                return Err(ExtractError::Encrypted);
            }
            Err(error) => return Err(damaged(kind, error)),
        };
        let packed = file.compressed_size().max(1);
        let most = self.left.min(HARMLESS.max(packed.saturating_mul(MOST_RATIO)));
        let mut bytes = Vec::new();
        // What an archive says of sizes need not be true.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| damaged(kind, error))?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(ExtractError::Excessive("it unpacks to more than any article has".to_owned()));
        }
        self.left -= size;
        let (encoding, _) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        Ok(Some(encoding.decode(&bytes).0.into_owned()))
    }
}
