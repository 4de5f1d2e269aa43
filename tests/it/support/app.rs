//! The service under test: the real binary in a place of its own.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpSocket;

use super::QUICK;
use super::between;
use super::clients::{Api, Browser, client};
use super::database::{Backend, Database};
use super::webhook::Hook;

/// The key that every test's service has: 32 bytes that everybody knows.
pub const SECRET_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
/// The secret that a test's demo methods sign under.
const WEBHOOK_SECRET: &str = "a-secret-of-the-tests";
/// The program under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_chit");
/// The time that the service may take to start and to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// The place of a test's service: a directory and a database.
pub struct Place {
    dir: TempDir,
    pub database: Database,
}

impl Place {
    pub fn make(backend: Backend) -> std::io::Result<Self> {
        let dir = tempfile::Builder::new().prefix("chit-it-").tempdir_in(QUICK.as_path())?;
        let database = Database::make(backend, dir.path());
        Ok(Self { dir, database })
    }

    /// The directory that the service works in. The embedded database is in there.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    fn log_file(&self) -> PathBuf {
        self.dir().join("log.txt")
    }

    fn printed_file(&self) -> PathBuf {
        self.dir().join("stdout.txt")
    }

    /// The lines that the service has printed after its first.
    pub fn printed(&self) -> String {
        fs::read(self.printed_file()).map(|said| String::from_utf8_lossy(&said).into_owned()).unwrap_or_default()
    }

    /// The service's log.
    pub fn log(&self) -> String {
        fs::read(self.log_file()).map(|log| String::from_utf8_lossy(&log).into_owned()).unwrap_or_default()
    }
}

/// A port of this machine that is the test's own, also while its service is away: bound, and not listened to. No other program is
/// given it, neither to listen on nor for a connection of its own; the service itself may, because both sockets allow to be joined.
struct Port(TcpSocket);

impl Port {
    fn take() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_reuseaddr(true).expect("it may be joined");
        socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
        Self(socket)
    }

    fn address(&self) -> String {
        self.0.local_addr().expect("it is bound").to_string()
    }
}

/// A running service. It ends with the test.
pub struct App {
    place: Arc<Place>,
    port: Port,
    settings: BTreeMap<String, String>,
    server: Option<Child>,
    /// The beginning of its links, with a slash at the end.
    pub base: String,
    client: reqwest::Client,
}

/// A payee that `chit payee add` made.
#[derive(Debug, Clone)]
pub struct Payee {
    pub handle: String,
    pub api_key: String,
    pub sign_in_url: String,
}

impl App {
    /// Starts a service with the settings of a test: no limits, everything logged.
    pub async fn start(place: Arc<Place>) -> Self {
        let port = Port::take();
        let settings = [
            ("CHIT_LISTEN", port.address().as_str()),
            ("CHIT_DATABASE_URL", &place.database.url),
            ("CHIT_SECRET_KEY", SECRET_KEY),
            ("CHIT_LIMIT_MISSES", "0"),
            ("CHIT_LIMIT_PAYMENTS", "0"),
            ("CHIT_LIMIT_ATTEMPTS", "0"),
            ("CHIT_LIMIT_REPORTS", "0"),
            ("CHIT_LIMIT_SIGN_INS", "0"),
            ("CHIT_LIMIT_API", "0"),
            ("CHIT_LIMIT_HOOKS", "0"),
            ("CHIT_LOG", "debug"),
        ]
        .map(|(k, v)| (k.to_owned(), v.to_owned()));
        let mut app =
            Self { place, port, settings: settings.into(), server: None, base: String::new(), client: client() };
        app.serve();
        app
    }

    /// A second service on the same database.
    pub async fn replica(&self) -> Self {
        Self::start(Arc::clone(&self.place)).await
    }

    /// The same service, started anew with further settings. Its address changes.
    pub async fn with(mut self, settings: &[(&str, &str)]) -> Self {
        self.kill();
        self.move_out();
        self.settings.extend(settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        self.serve();
        self
    }

    /// The same service, started anew below a path, as behind a proxy that passes paths on as they are. Its address changes.
    pub async fn below(mut self, path: &str) -> Self {
        self.kill();
        self.move_out();
        let base = format!("http://{}/{path}/", self.port.address());
        self.settings.insert("CHIT_PUBLIC_URL".into(), base.clone());
        self.serve();
        self.base = base;
        self
    }

    /// Takes another port for the next start.
    fn move_out(&mut self) {
        self.port = Port::take();
        self.settings.insert("CHIT_LISTEN".into(), self.port.address());
    }

    fn command(&self) -> Command {
        self.prepared(Command::new(BINARY))
    }

    /// A command in the service's place, with the service's settings and no others.
    fn prepared(&self, mut command: Command) -> Command {
        command.env_clear().envs(&self.settings).current_dir(self.place.dir()).stdin(Stdio::null());
        command
    }

    /// Spawns the binary and reads where it listens.
    fn serve(&mut self) {
        let mut command = self.command();
        command.arg("serve");
        self.serve_by(command);
    }

    /// Starts the service anew through a shell: `script` ends with `exec "$0" serve`. Its address changes.
    pub fn serve_through(&mut self, script: &str) {
        self.kill();
        self.move_out();
        let mut shell = self.prepared(Command::new("/bin/sh"));
        shell.args(["-c", script, BINARY]);
        self.serve_by(shell);
    }

    fn serve_by(&mut self, mut command: Command) {
        let append = |path| File::options().create(true).append(true).open(path).expect("a file");
        let (log, mut printed) = (append(self.place.log_file()), append(self.place.printed_file()));
        let mut server = command.stdout(Stdio::piped()).stderr(log).spawn().expect("chit runs");
        let mut said = BufReader::new(server.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let (tell, told) = mpsc::channel();
        // The thread ends with the service; until then it keeps the pipe from filling up.
        std::thread::spawn(move || {
            let _ = tell.send(said.next());
            said.for_each(|line| drop(writeln!(printed, "{line}")));
        });
        let line = told.recv_timeout(PATIENCE).ok().flatten();
        self.server = Some(server);
        let line = line.unwrap_or_else(|| panic!("chit did not start:\n{}", self.log()));
        self.base = line.strip_prefix("Listening on ").expect("where it listens").to_owned();
    }

    /// The number of the running process.
    pub fn pid(&self) -> u32 {
        self.server.as_ref().expect("it runs").id()
    }

    /// Ends the service as a crash would.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// Asks the service to stop (SIGTERM) and waits until it has; answers its exit code.
    pub fn stop(&mut self) -> Option<i32> {
        self.terminate();
        self.wait()
    }

    /// Asks the service to stop (SIGTERM).
    pub fn terminate(&self) {
        let told = Command::new("kill").args(["-TERM", &self.pid().to_string()]).status().expect("kill runs");
        assert!(told.success(), "the service was gone already");
    }

    /// Waits until the service has stopped; answers its exit code.
    pub fn wait(&mut self) -> Option<i32> {
        let mut server = self.server.take().expect("it runs");
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || tell.send(server.wait()));
        told.recv_timeout(PATIENCE).expect("it stops within a minute").expect("a child").code()
    }

    /// Starts the service again at the address it had, after [`App::kill`] or [`App::stop`].
    pub fn start_again(&mut self) {
        self.serve();
    }

    /// A command of the binary with the service's settings, for a test that runs it itself.
    pub fn command_for(&self, arguments: &[&str]) -> Command {
        let mut command = self.command();
        // A second service would not get the port of the first.
        command.env("CHIT_PUBLIC_URL", &self.base).env("CHIT_LISTEN", "127.0.0.1:0").args(arguments);
        command
    }

    /// Runs a command of the binary with the service's settings.
    pub fn cli(&self, arguments: &[&str]) -> Output {
        self.command_for(arguments).output().expect("chit runs")
    }

    /// Runs a command that must succeed; answers what it printed.
    #[track_caller]
    pub fn cli_ok(&self, arguments: &[&str]) -> String {
        let done = self.cli(arguments);
        assert!(done.status.success(), "chit {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("text")
    }

    /// The service's log.
    pub fn log(&self) -> String {
        self.place.log()
    }

    /// The lines that the service has printed after its first.
    pub fn printed(&self) -> String {
        self.place.printed()
    }

    /// The directory that the service works in.
    pub fn dir(&self) -> &Path {
        self.place.dir()
    }

    /// Its database, past the service.
    pub fn db(&self) -> &Database {
        &self.place.database
    }

    /// A payee, made by the command line.
    #[track_caller]
    pub fn payee(&self, handle: &str) -> Payee {
        let made = self.cli_ok(&["payee", "add", handle, "--json"]);
        let made: Value = serde_json::from_str(&made).expect("JSON");
        let text = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("{name} in {made}")).to_owned();
        Payee { handle: text("handle"), api_key: text("api_key"), sign_in_url: text("sign_in_url") }
    }

    /// The API, with a key.
    pub fn api(&self, key: &str) -> Api {
        Api::new(self.client.clone(), &self.base, key)
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(self.client.clone(), &self.base)
    }

    /// A browser in which a payee is signed in.
    pub async fn signed_in(&self, payee: &Payee) -> Browser {
        let browser = self.browser();
        browser.post(&payee.sign_in_url, &[]).await.status(303);
        browser
    }

    /// A payee with an API, and a demo method whose reports the test can write itself.
    pub async fn seller(&self, handle: &str) -> (Payee, Api, Hook) {
        let payee = self.payee(handle);
        let api = self.api(&payee.api_key);
        let hook = self.demo_method(&api).await;
        (payee, api, hook)
    }

    /// Adds a demo method whose reports the test can write itself.
    pub async fn demo_method(&self, api: &Api) -> Hook {
        let body = json!({"rail": "demo", "settings": {"webhook_secret": WEBHOOK_SECRET}});
        let method = api.post("methods", &body).await.status(201).json();
        let url = method["webhook_url"].as_str().expect("a demo method reports").to_owned();
        Hook { client: self.client.clone(), url, secret: WEBHOOK_SECRET.to_owned() }
    }

    /// Starts a payment of a request as a payer does; answers the provider's page and the provider's name for the payment.
    pub async fn start_payment(&self, code: &str) -> (String, String) {
        let started = self.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
        let page = started.location().to_owned();
        let order = super::order(&page)["id"].as_str().expect("an id").to_owned();
        (page, order)
    }

    /// Verifies every ledger.
    #[track_caller]
    pub fn audit(&self) {
        let done = self.cli(&["audit"]);
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stdout));
    }

    /// The code of a request that `api` makes.
    pub async fn request(&self, api: &Api, body: &Value) -> String {
        let made = api.post("requests", body).await.status(201).json();
        let code = made["code"].as_str().expect("a code").to_owned();
        assert_eq!(between(&format!("{} ", made["url"].as_str().expect("a URL")), "/r/", " "), code);
        code
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.kill();
    }
}
