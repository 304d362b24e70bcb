//! What the system says of this process.

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::gauge::ConstGauge;

/// The memory of the process, asked for when somebody looks; nothing where the system does not say.
#[derive(Debug)]
pub(super) struct Memory;

impl Collector for Memory {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let Some(bytes) = resident() else { return Ok(()) };
        let gauge = ConstGauge::new(bytes);
        let help = "Memory of the process that is in RAM";
        let encoder = encoder.encode_descriptor("process_resident_memory_bytes", help, None, gauge.metric_type())?;
        gauge.encode(encoder)
    }
}

/// Bytes of this process in RAM, as Linux tells them.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
