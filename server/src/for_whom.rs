//! For whom work is done that outlasts a request: who may see it, and what is there for it.

use std::sync::Arc;

use vocabulary::handling::{Purpose, Sees};
use vocabulary::people::{Action, Asker, Means};
use vocabulary::submission::Position;
use workflows::ingest::handling_in;

use crate::api::jobs::JobInput;
use crate::jobs::{AskedBy, Job, State, Unfinished, Wanted, Whose};
use crate::problem::Problem;
use crate::retention::RETENTION;
use crate::service::Service;

impl Service {
    /// Begins a job for whoever asks, unless too many are unfinished.
    pub(crate) fn begin_job(
        &self,
        kind: &str,
        state: State,
        input: JobInput,
    ) -> Result<Unfinished, Problem> {
        let (by, whose) = (AskedBy::Request, self.whose());
        self.jobs().begin_for(Wanted { kind, by, whose, input, mapping: None }, state)
    }

    /// Whoever asks, as a job remembers them.
    pub(crate) fn whose(&self) -> Option<Whose> {
        let Asker { person, purpose, .. } = self.asker();
        let person = person.as_ref()?;
        Some(Whose { name: person.name.clone(), purpose: purpose.to_string() })
    }

    /// The same service with all that is there by now for whoever asks: work that waited, or that stored
    /// something, goes on with this.
    pub(crate) async fn anew(&self) -> Result<Self, Problem> {
        let reader = self.access().reader(self.node(), self.asker(), Action::Read).await?;
        Ok(self.clone().for_asker(self.asker().clone(), reader))
    }

    /// Where an entry that was just made stands for whoever asks, who counts what is there for them alone.
    pub(crate) async fn place_of(&self, entry: Position) -> Result<u64, Problem> {
        let reader = self.anew().await?.reader();
        // Who made it may be shown less of it than they may make: then it is their last, and no other number.
        Ok(match reader.sees.place_of(entry) {
            Some(place) => place.0,
            None => self.node().last_position(&reader).await?.0,
        })
    }

    /// Refuses what whoever asks may not send: what is marked so that they could not decide about it.
    pub(crate) fn allow_sending(&self, mapping: &str) -> Result<(), Problem> {
        // A mapping that cannot be read is refused where it is read, and says where.
        let Ok(handling) = handling_in(mapping) else { return Ok(()) };
        let issuer = self.node().issuer();
        let access = self.access();
        let decision = access.about_information(self.asker(), Action::Decide, issuer, &handling);
        if decision.is_allowed {
            return Ok(());
        }
        let says = |rule: &String| access.rules().rule(rule).map(|rule| rule.says.clone());
        let because = decision.by.iter().find_map(says);
        Err(Problem::not_sendable(because.as_deref()))
    }

    /// The service for whom a job is done.
    ///
    /// - Shape: somebody whose account was closed, or lost the purpose, has nothing done for them any more.
    pub(crate) async fn as_of_job(&self, whose: Option<&Whose>) -> Result<Self, Problem> {
        let asker = match whose {
            None => Asker::at_terminal(),
            Some(whose) => self.asker_of(whose).await?.ok_or_else(Problem::not_allowed)?,
        };
        self.clone().for_asker(asker, self.reader()).anew().await
    }

    /// Whether a job is there for whoever asks: their own, and what the node did by itself for those who see
    /// what they see.
    pub(crate) async fn shows(&self, job: &Arc<Job>) -> Result<bool, Problem> {
        let sees = match &self.reader().sees {
            Sees::All => return Ok(true),
            only @ Sees::Only(_) => only.clone(),
        };
        let Some(whose) = &job.whose else {
            // What ends by the node's rules for keeping is the business of whoever runs it.
            let runs_it = || self.access().about_node(self.asker(), Action::Administer).is_allowed;
            return Ok(job.kind == RETENTION && runs_it());
        };
        let (Some(own), by) = (self.whose(), job.by) else { return Ok(false) };
        if matches!(by, AskedBy::Request | AskedBy::DropFolder) {
            return Ok(own == *whose);
        }
        // Of what the node did by itself: those who see the same share it.
        Ok(own == *whose
            || match self.as_of_job(Some(whose)).await {
                Ok(theirs) => theirs.reader().sees == sees,
                Err(_) => false,
            })
    }

    /// For whom the node detects by itself: one of each group of people who see the same; the node itself
    /// where it has no people.
    pub(crate) async fn audiences(&self) -> Result<Vec<Self>, Problem> {
        if !self.has_accounts().await? {
            return Ok(vec![self.clone()]);
        }
        let people = self.node().people().await?;
        let mut audiences: Vec<Self> = Vec::new();
        for person in people {
            for purpose in person.purposes.clone() {
                let means = Means::Session(String::new());
                let asker = Asker { person: Some(person.clone()), purpose, means };
                let theirs = self.clone().for_asker(asker, self.reader()).anew().await?;
                let sees = theirs.reader().sees;
                let is_nothing = matches!(&sees, Sees::Only(entries) if entries.is_empty());
                if !is_nothing && audiences.iter().all(|known| known.reader().sees != sees) {
                    audiences.push(theirs);
                }
            }
        }
        Ok(audiences)
    }

    async fn asker_of(&self, whose: &Whose) -> Result<Option<Asker>, Problem> {
        let people = self.node().people().await?;
        let person = people.into_iter().find(|person| person.name == whose.name);
        let (Some(person), Some(purpose)) = (person, Purpose::parse(&whose.purpose)) else {
            return Ok(None);
        };
        let may = person.purposes.contains(&purpose);
        let means = Means::Session(String::new());
        Ok(may.then_some(Asker { person: Some(person), purpose, means }))
    }
}
