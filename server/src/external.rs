//! Signing in with an account that another keeps: `OpenID Connect`, code flow with PKCE.
//!
//! Answers: which person of the provider came back from it. Which account of the node that is, the node says
//! (`workflows::people::external`); roles and purposes are the node's own. Everything that comes back is held against
//! what was sent: state, nonce and the browser's cookie, each once and for ten minutes; issuer, audience, signature
//! and times of the token.
//!
//! - Source: `OpenID Connect` Core 1.0; RFC 7636 (PKCE); RFC 9207 (issuer of an answer).

mod asking;
mod settings;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::civil::DateTime;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthenticationFlow, CoreClaimName, CoreClaimType, CoreClient,
    CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm, CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType,
    CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, ProviderMetadata, RedirectUrl, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use vocabulary::submission::Digest;
use workflows::people::Secret;

use self::asking::Http;
use self::settings::Settings;
pub use self::settings::Settings as ExternalSettings;

/// Whoever keeps the accounts, and those who are on their way to it and back.
pub(crate) struct External {
    settings: Settings,
    http: Http,
    underway: Mutex<HashMap<Digest, Underway>>,
}

/// Somebody who was sent to the provider.
struct Underway {
    state: String,
    nonce: String,
    verifier: String,
    since: DateTime,
}

/// Where to send somebody, and what their browser keeps until they come back.
pub(crate) struct Sent {
    /// The provider's address with what is asked of it.
    pub address: String,
    /// The secret of their cookie.
    pub cookie: Secret,
}

/// What came back.
pub(crate) struct CameBack<'a> {
    /// The secret of the browser's cookie.
    pub cookie: &'a str,
    /// What we sent along.
    pub state: &'a str,
    /// The code that the provider gave.
    pub code: &'a str,
    /// Who says that it gave it, where it says so.
    pub issuer: Option<&'a str>,
}

/// Why nobody came in: for the one who runs the node; whoever tried is told that they were refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExternalError {
    /// The provider cannot be asked, or answers something else.
    #[error("the provider of accounts cannot be asked: {0}")]
    Unreachable(String),
    /// What came back does not hold.
    #[error("what came back from the provider of accounts does not hold: {0}")]
    DoesNotHold(String),
    /// Too many are on their way.
    #[error("too many are on their way to the provider of accounts")]
    TooMany,
}

impl External {
    pub fn new(settings: Settings) -> Self {
        let http = Http::new(settings.is_on_this_machine());
        Self { settings, http, underway: Mutex::default() }
    }

    /// What stands on the button.
    pub fn shown_as(&self) -> &str {
        &self.settings.shown_as
    }

    /// Who keeps the accounts.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Sends somebody to the provider; waits for the network.
    ///
    /// - `back_to`: where they come back to.
    pub fn send(
        &self,
        back_to: &str,
        now: DateTime,
        random: &[[u8; 32]; 4],
    ) -> Result<Sent, ExternalError> {
        let [state, nonce, verifier, cookie] =
            random.map(|random| Secret::from_random("", &random));
        let proof = PkceCodeVerifier::new(verifier.reveal().to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&proof);
        let (client, _) = self.client(back_to)?;
        let sent = [state.reveal().to_owned(), nonce.reveal().to_owned()];
        let [sent_state, sent_nonce] = sent;
        let (address, _, _) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || CsrfToken::new(sent_state.clone()),
                move || Nonce::new(sent_nonce.clone()),
            )
            .set_pkce_challenge(challenge)
            .url();
        let underway = Underway {
            state: state.reveal().to_owned(),
            nonce: nonce.reveal().to_owned(),
            verifier: verifier.reveal().to_owned(),
            since: now,
        };
        let mut all = self.underway.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, underway| underway.is_good(now));
        if all.len() >= MOST_UNDERWAY {
            return Err(ExternalError::TooMany);
        }
        all.insert(cookie.digest(), underway);
        Ok(Sent { address: address.to_string(), cookie })
    }

    /// Says which person of the provider came back; waits for the network.
    pub fn subject(
        &self,
        back: &CameBack<'_>,
        back_to: &str,
        now: DateTime,
    ) -> Result<String, ExternalError> {
        let wrong = |what: &str| ExternalError::DoesNotHold(what.to_owned());
        let underway = {
            let mut all = self.underway.lock().unwrap_or_else(PoisonError::into_inner);
            // Whatever comes of it, it was used.
            all.remove(&Secret::brought(back.cookie).digest())
        };
        let underway = underway.filter(|underway| underway.is_good(now));
        let underway = underway.ok_or_else(|| wrong("nobody of this browser is on their way"))?;
        if Secret::brought(back.state).digest() != Secret::brought(&underway.state).digest() {
            return Err(wrong("another state"));
        }
        if back.issuer.is_some_and(|issuer| issuer != self.settings.issuer) {
            return Err(wrong("another issuer answers"));
        }
        let (client, names_itself) = self.client(back_to)?;
        if names_itself && back.issuer.is_none() {
            return Err(wrong("no issuer answers, though the provider says that it names itself"));
        }
        let asked = client
            .exchange_code(AuthorizationCode::new(back.code.to_owned()))
            .map_err(|error| ExternalError::Unreachable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(underway.verifier));
        let answer = asked.request(&|request| self.http.ask(request));
        let answer = answer.map_err(|error| wrong(&error.to_string()))?;
        let token = answer.id_token().ok_or_else(|| wrong("no token of who it is"))?;
        let time = jiff::tz::TimeZone::UTC.to_timestamp(now).map_err(|_| wrong("no such time"))?;
        let time = chrono::DateTime::from_timestamp(time.as_second(), 0)
            .ok_or_else(|| wrong("no such time"))?;
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_time_fn(move || time)
            .set_issue_time_verifier_fn(move |issued| {
                let age_s = (time - issued).num_seconds();
                let is_of_now = (-CLOCKS_DIFFER_S..LONGEST_S + CLOCKS_DIFFER_S).contains(&age_s);
                is_of_now.then_some(()).ok_or_else(|| "it was not issued on this way".to_owned())
            });
        let claims = token
            .claims(&verifier, &Nonce::new(underway.nonce))
            .map_err(|error| wrong(&error.to_string()))?;
        // The library leaves this one to us.
        let is_us = |party: &ClientId| party.as_str() == self.settings.client_id;
        if claims.authorized_party().is_some_and(|party| !is_us(party)) {
            return Err(wrong("a token that another party asked for"));
        }
        Ok(claims.subject().as_str().to_owned())
    }

    /// What asks the provider, as it describes itself now; and whether its answers name it.
    fn client(&self, back_to: &str) -> Result<(Client, bool), ExternalError> {
        let unreachable = |what: String| ExternalError::Unreachable(what);
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| unreachable(error.to_string()))?;
        // Its document must name the issuer that was asked.
        let told = Metadata::discover(&issuer, &|request| self.http.ask(request))
            .map_err(|error| unreachable(error.to_string()))?;
        let back_to =
            RedirectUrl::new(back_to.to_owned()).map_err(|error| unreachable(error.to_string()))?;
        let secret = self.settings.client_secret.clone().map(ClientSecret::new);
        let id = ClientId::new(self.settings.client_id.clone());
        let names_itself =
            told.additional_metadata().authorization_response_iss_parameter_supported;
        let client = CoreClient::from_provider_metadata(told, id, secret).set_redirect_uri(back_to);
        Ok((client, names_itself))
    }
}

type Client = CoreClient<
    openidconnect::EndpointSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointNotSet,
    openidconnect::EndpointMaybeSet,
    openidconnect::EndpointMaybeSet,
>;

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What a provider says of itself that the library does not read.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct More {
    /// RFC 9207.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

impl Underway {
    fn is_good(&self, now: DateTime) -> bool {
        let since = now.duration_since(self.since).as_secs();
        (0..LONGEST_S).contains(&since)
    }
}

/// Signatures by public keys alone: with a shared secret anybody who knows it could sign.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Seconds between going and coming back.
const LONGEST_S: i64 = 600;

/// Seconds by which the provider's clock may differ.
const CLOCKS_DIFFER_S: i64 = 60;

/// People on their way at once.
const MOST_UNDERWAY: usize = 1000;
