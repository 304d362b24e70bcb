//! The program under test, as a process.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::it::standin::Standin;

/// It promises to stop within five seconds.
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// `pullquote run`, connected to a stand-in.
pub(crate) struct Program {
    child: Child,
    log: PathBuf,
}

/// How much memory it has, in KiB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// `VmRSS`: in main memory now.
    pub(crate) resident: u64,
    /// `VmHWM`: the most there ever was.
    pub(crate) peak: u64,
}

impl Program {
    /// Starts it with these settings beside the addresses, and waits until it is ready.
    pub(crate) async fn start(standin: &Standin, settings: &[(&str, &str)]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-discord");
        fs::create_dir_all(&folder).unwrap();
        let log = folder.join("log.txt");
        let child = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .arg("run")
            .current_dir(&folder)
            .env_clear()
            .env("PULLQUOTE_CORPUS", Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
            // What is measured is the way to Discord and back, not how long reading takes.
            .env("PULLQUOTE_READER", "rules")
            .env("PULLQUOTE_LOG", "warn")
            .env("DISCORD_API_URL", standin.api_url())
            .env("DISCORD_GATEWAY_URL", standin.gateway_url())
            .env("DISCORD_TOKEN", standin.token())
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .expect("the program starts");
        let program = Self { child, log };
        standin.wait_connected().await;
        standin.wait_commands().await;
        program
    }

    /// `None` where the system does not say.
    pub(crate) fn memory(&self) -> Option<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let of = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
            line.split_whitespace().next()?.parse().ok()
        };
        Some(Memory { resident: of("VmRSS")?, peak: of("VmHWM")? })
    }

    /// How many files it has open; `None` where the system does not say.
    pub(crate) fn n_files(&self) -> Option<usize> {
        Some(fs::read_dir(format!("/proc/{}/fd", self.child.id())).ok()?.count())
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// How it ended, if it did.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Asks it to stop; `None` if it does not.
    pub(crate) async fn stop(&mut self) -> Option<ExitStatus> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(asked.is_ok(), "there is no kill");
        let by = Instant::now() + STOP_LIMIT;
        while Instant::now() < by {
            if let Some(status) = self.ended() {
                return Some(status);
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }

    /// How many lines it has logged, and where they are.
    pub(crate) fn log(&self) -> (usize, &Path) {
        (fs::read_to_string(&self.log).unwrap_or_default().lines().count(), &self.log)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
