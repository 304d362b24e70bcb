//! What goes over the wire.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use tokio_tungstenite::tungstenite::Message;

/// From this length on payloads are compressed for a client that asked for it.
const WORTH_IT: usize = 256;

/// `text` as a frame.
pub(super) fn data(text: String, compresses: bool) -> Message {
    if !compresses || text.len() < WORTH_IT {
        return Message::text(text);
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    Message::binary(encoder.finish().unwrap())
}

/// The head of a text frame that promises `text`, and the first half of it.
pub(super) fn half(text: &str) -> Vec<u8> {
    const FINAL_TEXT: u8 = 0x81;
    let length = u16::try_from(text.len()).unwrap_or(u16::MAX);
    let mut bytes = vec![FINAL_TEXT, 126];
    bytes.extend(length.to_be_bytes());
    bytes.extend(text.bytes().take(usize::from(length) / 2));
    bytes
}
