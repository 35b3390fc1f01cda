//! PostgreSQL servers that tests start themselves, in folders of their own: the one that all tests of a process share,
//! each with a database of its own, and whole servers that a test may stop, kill, copy and promote.
//!
//! Where no PostgreSQL is installed these tests are skipped and say so; in CI that is an error.

use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{LazyLock, OnceLock};
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::skipped::skipped;
use crate::temp::TempFolder;

/// Under which distributions put the programs that are not on everybody's path, a folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// How long a server may take to start, stop or be promoted.
const SOON: Duration = Duration::from_secs(60);

/// A server in a folder of its own. It is killed when this value is dropped, and when the test's process ends.
pub struct Cluster {
    folder: TempFolder,
    port: u16,
    running: Option<Child>,
    databases: bool,
    /// Nobody drops it: its folder goes when the process ends.
    shared: bool,
}

/// A database on a [`Cluster`].
pub struct Database {
    socket: PathBuf,
    port: u16,
    name: String,
}

impl Cluster {
    /// The server of this process; `None` where PostgreSQL is not installed.
    pub fn shared() -> Option<&'static Cluster> {
        static SHARED: OnceLock<Option<Cluster>> = OnceLock::new();
        SHARED.get_or_init(|| Cluster::begin("", true)).as_ref()
    }

    /// A server of the test's own; `None` where PostgreSQL is not installed.
    pub fn start() -> Option<Cluster> {
        Cluster::start_with("")
    }

    /// As [`Cluster::start`] with these lines of configuration.
    pub fn start_with(configuration: &str) -> Option<Cluster> {
        Cluster::begin(configuration, false)
    }

    fn begin(configuration: &str, shared: bool) -> Option<Cluster> {
        installed()?;
        let mut cluster = Cluster::empty();
        cluster.shared = shared;
        run(as_owner("initdb")
            .args(["--no-sync", "--no-locale", "-E", "UTF8", "-A", "trust", "-U", "owner", "-D"])
            .arg(cluster.data()));
        let settings = "fsync = off\nmax_connections = 200\nshared_buffers = 64MB\nautovacuum_naptime = 1h\n\
                        max_wal_size = 256MB\n";
        let file = cluster.data().join("postgresql.conf");
        let before = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, format!("{before}\n{settings}{configuration}\n")).unwrap();
        cluster.start_again();
        Some(cluster)
    }

    fn empty() -> Cluster {
        let folder = TempFolder::new();
        if let Some((user, group)) = owner() {
            chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        Cluster { folder, port: free_port(), running: None, databases: true, shared: false }
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// A standby of this server, which follows it.
    pub fn standby(&self, name: &str) -> Cluster {
        let mut standby = Cluster::empty();
        let from =
            format!("host={} port={} user=owner application_name={name}", self.folder.path().display(), self.port);
        run(as_owner("pg_basebackup").args(["-c", "fast", "-R", "-d", &from, "-D"]).arg(standby.data()));
        standby.databases = false;
        standby.start_again();
        standby
    }

    /// Makes a standby the primary.
    pub fn promote(&self) {
        run(as_owner("pg_ctl").args(["promote", "-w", "-D"]).arg(self.data()));
    }

    /// Starts a server that was stopped or killed, and returns when it answers.
    pub fn start_again(&mut self) {
        assert!(self.running.is_none(), "it is running");
        // The server ends with this process: the pipe that the shell waits for is closed then, however the process ends.
        let script = "\"$0\" \"$@\" >\"$LOG\" 2>&1 </dev/null & server=$!; read -r _; \
                      while kill -QUIT $server 2>/dev/null; do sleep 0.1; done; \
                      [ -z \"$REMOVE\" ] || rm -rf \"$REMOVE\"";
        let mut command = as_owner("bash");
        command.args(["-c", script]).arg(program("postgres")).arg("-D").arg(self.data());
        command.args(["-p", &self.port.to_string(), "-h", "127.0.0.1", "-k"]).arg(self.folder.path());
        let remove = if self.shared { self.folder.path() } else { Path::new("") };
        command.env("LOG", self.folder.join("log")).env("REMOVE", remove).stdin(Stdio::piped());
        self.running = Some(command.spawn().unwrap());
        let began = Instant::now();
        while !self.answers() {
            let log = || std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            assert!(began.elapsed() < SOON, "the server does not answer:\n{}", log());
        }
    }

    fn answers(&self) -> bool {
        // `pg_isready` itself waits a moment for an answer.
        let mut ask = Command::new(program("pg_isready"));
        let said = ask.args(["-q", "-t", "1", "-p", &self.port.to_string(), "-h"]).arg(self.folder.path()).status();
        said.unwrap().success()
    }

    /// Kills every process of the server, as a power cut would.
    pub fn kill(&mut self) {
        let Some(mut running) = self.running.take() else { return };
        let main = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap();
        let main = main.lines().next().unwrap().to_owned();
        // What the main process alone leaves behind would write on, and hold the memory that the next server wants: so
        // it stands still first, and starts nobody for a client who comes just now.
        let _ = Command::new("kill").args(["-STOP", &main]).status();
        let children = Command::new("pgrep").args(["-P", &main]).output().unwrap().stdout;
        let all = String::from_utf8(children).unwrap() + &main;
        let _ = Command::new("kill").arg("-KILL").args(all.lines()).status();
        let began = Instant::now();
        while all.lines().any(is_alive) {
            assert!(began.elapsed() < SOON, "a process of the server does not die");
            std::thread::yield_now();
        }
        drop(running.stdin.take());
        running.wait().unwrap();
        std::fs::remove_file(self.data().join("postmaster.pid")).unwrap();
    }

    /// Stops the server in order; connections are cut.
    pub fn stop(&mut self) {
        run(as_owner("pg_ctl").args(["stop", "-m", "fast", "-w", "-D"]).arg(self.data()));
        let mut running = self.running.take().unwrap();
        drop(running.stdin.take());
        running.wait().unwrap();
    }

    /// A new, empty database.
    pub fn database(&self) -> Database {
        assert!(self.databases, "a standby takes no new databases");
        let database = Database { name: format!("t{}", Uuid::new_v4().simple()), ..self.named("postgres") };
        self.named("postgres").shell(&format!("CREATE DATABASE {}", database.name));
        database
    }

    /// The database of this name.
    pub fn named(&self, name: &str) -> Database {
        Database { socket: self.folder.path().to_owned(), port: self.port, name: name.to_owned() }
    }

    /// The port that it listens on at 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Some(mut running) = self.running.take() else { return };
        drop(running.stdin.take());
        let _ = running.wait();
    }
}

impl Database {
    /// Its address, over the loopback interface as between machines.
    pub fn url(&self) -> String {
        self.url_at(self.port)
    }

    /// Its address when something stands between at this port.
    pub fn url_at(&self, port: u16) -> String {
        self.url_as("owner", port)
    }

    /// Its address for another role.
    pub fn url_as(&self, role: &str, port: u16) -> String {
        format!("postgres://{role}@127.0.0.1:{port}/{}", self.name)
    }

    /// The address of the database of the same name on another server.
    pub fn url_on(&self, cluster: &Cluster) -> String {
        self.url_at(cluster.port)
    }

    /// What a database shell answers, as the owner.
    pub fn shell(&self, statement: &str) -> String {
        self.try_shell(statement).unwrap_or_else(|error| panic!("{statement}: {error}"))
    }

    /// As [`Database::shell`], where a refusal is expected.
    pub fn try_shell(&self, statement: &str) -> Result<String, String> {
        let mut shell = Command::new(program("psql"));
        shell.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-U", "owner", "-h"]).arg(&self.socket);
        shell.args(["-p", &self.port.to_string(), "-d", &self.name, "-c", statement]);
        let output = shell.output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
    }

    /// Everything in these schemas as `pg_dump` writes it.
    pub fn dump(&self, schema: &str) -> String {
        let mut dump = Command::new(program("pg_dump"));
        dump.args(["-U", "owner", "-p", &self.port.to_string(), "-d", &self.name, "-n", schema, "-h"])
            .arg(&self.socket);
        let output = dump.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Plays a dump back.
    pub fn restore(&self, dump: &str) {
        let file = TempFolder::new();
        std::fs::write(file.join("dump.sql"), dump).unwrap();
        let mut shell = Command::new(program("psql"));
        shell.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "owner", "-h"]).arg(&self.socket);
        shell.args(["-p", &self.port.to_string(), "-d", &self.name, "-f"]).arg(file.join("dump.sql"));
        run(&mut shell);
    }
}

/// The folder of the programs; `None`, with a word to the reader, where there is none.
fn installed() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let on_path = std::env::var_os("PATH").unwrap_or_default();
        let versions = std::fs::read_dir(VERSIONS).into_iter().flatten();
        let mut versions: Vec<PathBuf> =
            versions.filter_map(|version| Some(version.ok()?.path().join("bin"))).collect();
        versions.sort();
        // Anyone who puts a version on the path means it; only some of the programs may be there.
        let mut folders = std::env::split_paths(&on_path).chain(versions.into_iter().rev());
        let found = folders.find(|folder| folder.join("initdb").exists() && folder.join("pg_isready").exists());
        if found.is_none() {
            skipped("everything on PostgreSQL", "it is not installed (no initdb)");
        }
        found
    });
    found.as_deref()
}

fn program(name: &str) -> PathBuf {
    installed().unwrap().join(name)
}

/// PostgreSQL refuses to run as root: then another user owns the server.
fn owner() -> Option<(u32, u32)> {
    static OWNER: OnceLock<Option<(u32, u32)>> = OnceLock::new();
    *OWNER.get_or_init(|| {
        let id = |arguments: &[&str]| -> Option<u32> {
            let output = Command::new("id").args(arguments).output().ok()?;
            String::from_utf8(output.stdout).ok()?.trim().parse().ok()
        };
        if id(&["-u"]) != Some(0) {
            return None;
        }
        let user = ["postgres", "nobody"].into_iter().find(|user| id(&["-u", user]).is_some()).unwrap();
        Some((id(&["-u", user]).unwrap(), id(&["-g", user]).unwrap()))
    })
}

/// A program of PostgreSQL, or a shell, run by the one who owns the servers.
fn as_owner(name: &str) -> Command {
    let path = if name == "bash" { PathBuf::from(name) } else { program(name) };
    let Some((user, group)) = owner() else { return Command::new(path) };
    let mut command = Command::new("setpriv");
    command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]).arg(path);
    command.current_dir("/").env("HOME", "/");
    command
}

/// Does this process still hold anything?
fn is_alive(process: &str) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The state stands behind the name, which is in brackets. Nobody may have asked yet how a dead one ended.
    let state = status.rsplit(") ").next().and_then(|rest| rest.chars().next());
    state.is_some_and(|state| !matches!(state, 'Z' | 'X'))
}

fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = || String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?}: {}", said());
}

/// A port that nobody has just now, that the system gives to no connection of its own accord, and that nobody else in
/// this process is told: anyone who takes it later, or is started again, finds it free.
pub fn free_port() -> u16 {
    static NEXT: LazyLock<AtomicU16> = LazyLock::new(|| AtomicU16::new(rand::random_range(0..10_000)));
    let free = |port: &u16| std::net::TcpListener::bind(("127.0.0.1", *port)).is_ok();
    let next = || 20_000 + NEXT.fetch_add(1, Ordering::Relaxed) % 10_000;
    std::iter::repeat_with(next).find(free).unwrap()
}
