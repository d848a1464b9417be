//! What every handler is given: the node, today, the token, and the series of the last days asked for.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::civil::{Date, DateTime};
use store::audit::AuditLog;
use store::jobs::JobsError;
use store::ledger::LedgerError;
use store::node::{Node, NodeWriter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
use vocabulary::finding::Vantage;
use vocabulary::handling::Reader;
use vocabulary::people::Asker;
use vocabulary::submission::Position;
use workflows::access::Access;
use workflows::people::codes::CodesOf;
use workflows::people::sign_in::Tries;
use workflows::series::Series;

use crate::audited::Knocks;
use crate::detection::{ByItself, look_at_schedule};
use crate::drop_folder::DropFolder;
use crate::external::External;
use crate::jobs::{Clock, Jobs};
use crate::kept::Kept;
use crate::origin::Origin;
use crate::problem::Problem;
use crate::retention::look_at_retention;
use crate::schedule::Schedule;
use crate::sign_in::SignInSettings;
use crate::token::Token;

/// A node as the API serves it.
#[derive(Clone)]
pub struct Service {
    node: Node,
    access: Arc<Access>,
    tries: Arc<Tries>,
    audit: AuditLog,
    retention_looked: Arc<Mutex<Option<Date>>>,
    knocks: Arc<Knocks>,
    sign_ins: Arc<Semaphore>,
    asker: Asker,
    reader: Reader,
    today: Arc<dyn Fn() -> Date + Send + Sync>,
    clock: Clock,
    by_itself: ByItself,
    drop_folder: Option<DropFolder>,
    token: Token,
    port: u16,
    origin: Option<Arc<Origin>>,
    codes: CodesOf,
    external: Option<Arc<External>>,
    kept: Arc<Kept>,
    turns: Arc<Semaphore>,
    answers: Arc<Semaphore>,
    sending_patience: Duration,
    jobs: Arc<Jobs>,
    random: Arc<dyn Fn() -> Option<[u8; 80]> + Send + Sync>,
    largest_upload: u64,
}

impl Service {
    /// Serves a node on a port of this machine to whoever has the token; `today` tells the day.
    ///
    /// - Shape: nothing can be sent or withdrawn until [`Service::with_random`] is called.
    pub fn new(
        node: Node,
        token: Token,
        port: u16,
        today: impl Fn() -> Date + Send + Sync + 'static,
    ) -> Self {
        let turns = Arc::new(Semaphore::new(MOST_COSTLY_AT_ONCE));
        let today: Arc<dyn Fn() -> Date + Send + Sync> = Arc::new(today);
        let midnight = Arc::clone(&today);
        let clock: Clock = Arc::new(move || midnight().at(0, 0, 0, 0));
        let access = Access::shipped();
        let audit = AuditLog::of(&node).under(access.rules().digest());
        Self {
            node,
            access: Arc::new(access),
            tries: Arc::default(),
            audit,
            retention_looked: Arc::default(),
            knocks: Arc::default(),
            sign_ins: Arc::new(Semaphore::new(MOST_SIGN_INS_AT_ONCE)),
            asker: Asker::at_terminal(),
            reader: Reader::local_administrator(),
            today,
            clock: Arc::clone(&clock),
            by_itself: ByItself::default(),
            drop_folder: None,
            token,
            port,
            origin: None,
            codes: CodesOf::default(),
            external: None,
            kept: Arc::default(),
            turns,
            answers: Arc::new(Semaphore::new(MOST_ANSWERS_ON_DISK)),
            sending_patience: USUAL_SENDING_PATIENCE,
            jobs: Arc::new(Jobs::in_memory(clock)),
            random: Arc::new(|| None),
            largest_upload: USUAL_LARGEST_UPLOAD,
        }
    }

    /// With a source of random bytes, of which submissions take their ids, keys and salts.
    #[must_use]
    pub fn with_random(
        self,
        random: impl Fn() -> Option<[u8; 80]> + Send + Sync + 'static,
    ) -> Self {
        Self { random: Arc::new(random), ..self }
    }

    /// With another limit for the bytes of one file.
    #[must_use]
    pub fn with_largest_upload(self, bytes: u64) -> Self {
        Self { largest_upload: bytes, ..self }
    }

    /// With a clock that tells the time in UTC; without one every job is dated at midnight.
    #[must_use]
    pub fn with_clock(self, now: impl Fn() -> DateTime + Send + Sync + 'static) -> Self {
        let clock: Clock = Arc::new(now);
        Self { jobs: Arc::new(Jobs::in_memory(Arc::clone(&clock))), clock, ..self }
    }

    /// With jobs that stand on the node's disk and outlive the process; [`Service::go_on`] takes up what
    /// an earlier one left.
    ///
    /// # Errors
    /// When another process serves the node, or the disk refuses.
    pub fn with_jobs_on_disk(self) -> Result<Self, JobsError> {
        let jobs = Jobs::of_node(self.node.jobs()?, Arc::clone(&self.clock))?;
        Ok(Self { jobs: Arc::new(jobs), ..self })
    }

    /// With detection so long after the last of several submissions.
    #[must_use]
    pub fn with_detection_after(self, quiet: Duration) -> Self {
        let by_itself = ByItself { after_submissions: Some(quiet), ..self.by_itself };
        Self { by_itself, ..self }
    }

    /// With detection at the moments of a schedule, as long as [`Service::go_on`] was called and jobs stand
    /// on the disk.
    #[must_use]
    pub fn with_schedule(self, every: Schedule) -> Self {
        Self { by_itself: ByItself { every: Some(every), ..self.by_itself }, ..self }
    }

    /// With a folder that is watched once [`Service::go_on`] was called: a file that stays as it is between two
    /// looks is handled.
    #[must_use]
    pub fn with_drop_folder(self, root: PathBuf, between_looks: Duration) -> Self {
        Self { drop_folder: Some(DropFolder { root, between_looks }), ..self }
    }

    /// Behind a proxy that encrypts, at this address besides 127.0.0.1.
    #[must_use]
    pub fn with_origin(self, origin: Origin) -> Self {
        Self { origin: Some(Arc::new(origin)), ..self }
    }

    /// People come in as these settings say.
    #[must_use]
    pub fn with_sign_in(self, settings: SignInSettings) -> Self {
        let external = settings.provider.map(|provider| Arc::new(External::new(provider)));
        Self { codes: settings.codes, external, ..self }
    }

    /// Of whom one-time codes are asked.
    pub(crate) const fn codes(&self) -> CodesOf {
        self.codes
    }

    pub(crate) fn external(&self) -> Option<Arc<External>> {
        self.external.clone()
    }

    pub(crate) fn origin(&self) -> Option<&Origin> {
        self.origin.as_deref()
    }

    pub(crate) const fn drop_folder(&self) -> Option<&DropFolder> {
        self.drop_folder.as_ref()
    }

    /// Goes on with jobs that an earlier process left unfinished, and looks at the schedule from now on;
    /// between looks it makes the list of all series, which on a large node takes a while: never at once, so that
    /// whoever opens a page after the start does not wait for it.
    ///
    /// # Panics
    /// Outside a runtime of tokio.
    pub fn go_on(&self) {
        Jobs::resume(self);
        let service = self.clone();
        drop(tokio::spawn(async move {
            while !service.jobs.disk().is_left() {
                service.look_at_schedule().await;
                tokio::time::sleep(BETWEEN_LOOKS).await;
                service.list_ahead().await;
            }
        }));
    }

    /// Begins what the schedule says for now, if that was not begun before, and erases what has come to its end.
    pub async fn look_at_schedule(&self) {
        look_at_schedule(self).await;
        look_at_retention(self).await;
    }

    /// Whether people sign in here, so that the token opens nothing.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub async fn has_accounts_now(&self) -> Result<bool, LedgerError> {
        self.node.has_accounts().await
    }

    pub(crate) const fn by_itself(&self) -> ByItself {
        self.by_itself
    }

    pub(crate) fn now(&self) -> DateTime {
        (self.clock)()
    }

    /// Leaves the work in hand to the next process: called when this one is about to end.
    pub fn leave(&self) {
        self.jobs.leave();
    }

    /// With another patience for those who fetch an answer and take none of it, and for documents that do not come whole:
    /// 30 s unless it is set.
    #[must_use]
    pub fn with_sending_patience(self, patience: Duration) -> Self {
        Self { sending_patience: patience, ..self }
    }

    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    pub(crate) fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    pub(crate) const fn largest_upload(&self) -> u64 {
        self.largest_upload
    }

    /// Random bytes for one submission.
    pub(crate) fn random(&self) -> Result<[u8; 80], Problem> {
        (self.random)().ok_or_else(|| Problem::busy("The system gives no random bits; ask again."))
    }

    /// Random bytes for one secret.
    pub(crate) fn random_secret(&self) -> Result<[u8; 32], Problem> {
        let all = self.random()?;
        Ok(std::array::from_fn(|at| all[at]))
    }

    /// Random bytes for the id of one decision.
    pub(crate) fn random_id(&self) -> Result<[u8; 16], Problem> {
        let all = self.random()?;
        Ok(std::array::from_fn(|at| all[at]))
    }

    /// The right to write, for one job; 0 stands for a request that is answered at once.
    pub(crate) async fn writer(&self, job: u64) -> Result<NodeWriter, Problem> {
        let process = std::process::id();
        let holder = match job {
            0 => format!("watchfire serve, process {process}"),
            job => format!("watchfire serve, process {process}, job {job}"),
        };
        Ok(self.node.clone().into_writer(&holder).await?)
    }

    pub(crate) const fn sending_patience(&self) -> Duration {
        self.sending_patience
    }

    pub(crate) const fn node(&self) -> &Node {
        &self.node
    }

    pub(crate) const fn token(&self) -> &Token {
        &self.token
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    /// With rules of the node's own beside the shipped ones.
    #[must_use]
    pub fn with_access(self, access: Access) -> Self {
        let audit = AuditLog::of(&self.node).under(access.rules().digest());
        Self { access: Arc::new(access), audit, ..self }
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    /// Who tried in vain to sign in.
    pub(crate) fn tries(&self) -> &Tries {
        &self.tries
    }

    /// The record of what is done here.
    pub(crate) const fn audit(&self) -> &AuditLog {
        &self.audit
    }

    /// The day that retention was looked at the last time.
    pub(crate) fn retention_looked(&self) -> &Mutex<Option<Date>> {
        &self.retention_looked
    }

    /// Who asked without being let in.
    pub(crate) fn knocks(&self) -> &Knocks {
        &self.knocks
    }

    /// Waits for a turn to have a password held against its digest, which costs 19 MiB and much work.
    pub(crate) async fn sign_in_turn(&self) -> SemaphorePermit<'_> {
        self.sign_ins.acquire().await.expect("nobody closes the semaphore")
    }

    /// The same service as somebody asks it, and what is there for them.
    pub(crate) fn for_asker(self, asker: Asker, reader: Reader) -> Self {
        Self { asker, reader, ..self }
    }

    /// Who asks, and how they were let in: the node itself unless a request came from somebody.
    pub(crate) const fn asker(&self) -> &Asker {
        &self.asker
    }

    /// Who asks: the node itself unless a request came from somebody.
    pub(crate) fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// A day of the past or today; today when none is given.
    pub(crate) fn day(&self, as_of: Option<Date>) -> Result<Date, Problem> {
        let today = (self.today)();
        let day = as_of.unwrap_or(today);
        if day > today {
            let problem = format!("{day} lies in the future; write {today} or an earlier day");
            return Err(Problem::no_such("as_of", problem));
        }
        Ok(day)
    }

    /// The vantage that was asked for: today and the end of the ledger where nothing is said.
    pub(crate) async fn vantage(
        &self,
        as_of: Option<Date>,
        position: Option<u64>,
    ) -> Result<Vantage, Problem> {
        let as_of = self.day(as_of)?;
        let last = self.node.last_position(&self.reader()).await?;
        match position {
            Some(asked) if asked > last.0 => {
                let problem = format!("the ledger ends at {last}; write 0 to {last}");
                Err(Problem::no_such("position", problem))
            }
            Some(asked) => Ok(Vantage { as_of, position: Position(asked) }),
            None => Ok(Vantage { as_of, position: last }),
        }
    }

    /// Every series of some sources at a vantage, each source by itself; they are kept likewise.
    pub(crate) async fn series_of<'s>(
        &self,
        sources: impl IntoIterator<Item = &'s str>,
        vantage: Vantage,
    ) -> Result<Vec<Arc<Vec<Series>>>, Problem> {
        let mut all = Vec::new();
        for source in sources.into_iter().collect::<BTreeSet<_>>() {
            all.push(self.series_of_one(source, vantage).await?);
        }
        Ok(all)
    }

    /// Waits for a turn to ask something that costs much; the turn ends when it is dropped.
    pub(crate) async fn turn(&self) -> SemaphorePermit<'_> {
        self.turns.acquire().await.expect("nobody closes the semaphore")
    }

    /// A place on the disk for an answer that is fetched as a file; it is free again when it is dropped.
    pub(crate) fn place_for_answer(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.answers).try_acquire_owned().map_err(|_| {
            Problem::busy(format!(
                "{MOST_ANSWERS_ON_DISK} answers are being fetched as files; ask again when one is fetched \
                 whole, or ask for JSON."
            ))
        })
    }
}

/// Passwords that are held against their digests at once; the others wait.
const MOST_SIGN_INS_AT_ONCE: usize = 2;

/// How often the schedule is looked at.
const BETWEEN_LOOKS: Duration = Duration::from_secs(15);

/// Costly questions that are answered at once; the others wait.
const MOST_COSTLY_AT_ONCE: usize = 2;

/// Answers that stand on the disk at once as files, until they are fetched.
pub const MOST_ANSWERS_ON_DISK: usize = 8;

/// How long nothing of an answer may be taken, and how long a document may take to come.
const USUAL_SENDING_PATIENCE: Duration = Duration::from_secs(30);

/// Bytes that a file may have unless another limit is set.
pub const USUAL_LARGEST_UPLOAD: u64 = 4 << 30;
