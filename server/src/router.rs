//! Every route, in one place; the `OpenAPI` document is generated from the same list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use crate::accept::require_acceptable;
use crate::api::{
    account, audit, backtests, boundaries, coverage, document as api_document, health, jobs,
    openings, people, policies, prices, proposals, quality, readings, retention, runs, schedule,
    series, session, signals, sql, submissions, tokens, upkeep, vocabulary,
};
use crate::audited::{record_answer, record_knock};
use crate::entry::require_entry;
use crate::forms::state_forms;
use crate::frontier::{require_same_origin, state_headers};
use crate::problem::no_such_method;
use crate::service::Service;
use crate::web::show_page;

/// The service as axum runs it.
pub fn router(service: Service) -> Router {
    let (api, _) = api().split_for_parts();
    api.fallback(show_page)
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn(require_acceptable))
        // Inside the entry, where it is known who asks; and around it, for those who do not come in.
        .layer(from_fn_with_state(service.clone(), record_answer))
        .layer(from_fn_with_state(service.clone(), require_entry))
        .layer(from_fn_with_state(service.clone(), require_same_origin))
        .layer(from_fn_with_state(service.clone(), record_knock))
        .layer(from_fn(state_headers))
        .with_state(service)
}

/// The `OpenAPI` 3.1 document of the API.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut document = api().split_for_parts().1;
    state_forms(&mut document);
    document
}

/// Everything under `/api/v1`. Paths stand at the handlers; their order here is that of the document.
fn api() -> OpenApiRouter<Service> {
    OpenApiRouter::with_openapi(Head::openapi())
        .routes(routes!(api_document::show_document))
        .routes(routes!(health::show_health))
        .merge(of_people())
        .routes(
            routes!(submissions::list::list_submissions, submissions::create::create_submission)
                .layer(DefaultBodyLimit::disable()),
        )
        .routes(routes!(submissions::create::create_preview).layer(DefaultBodyLimit::disable()))
        .routes(routes!(proposals::create::create_proposal).layer(DefaultBodyLimit::disable()))
        .routes(routes!(readings::read_some_rows))
        .routes(routes!(jobs::list::list_jobs))
        .routes(routes!(jobs::show::show_job))
        .routes(routes!(jobs::stop::stop_job))
        .routes(routes!(schedule::show_schedule))
        .routes(routes!(submissions::withdraw::withdraw_submission))
        .routes(routes!(submissions::erasure::answer_erasure))
        .routes(routes!(submissions::rejections_csv::download_rejections))
        .routes(routes!(submissions::rejected_csv::download_rejected))
        .routes(routes!(submissions::show::show_submission))
        .routes(routes!(submissions::mapping::show_mapping))
        .routes(routes!(submissions::rejections::list_rejections))
        .routes(routes!(submissions::row::show_row))
        .routes(routes!(submissions::lineage::show_lineage))
        .routes(routes!(series::list::list_series))
        .routes(routes!(series::points::list_points))
        .routes(routes!(series::rows::list_rows))
        .routes(routes!(series::lines::list_lines))
        .routes(routes!(series::assess::assess_one))
        .routes(routes!(prices::list_prices))
        .routes(routes!(prices::figures::list_figures))
        .routes(routes!(runs::list::list_runs, runs::start::start_run))
        .routes(routes!(runs::latest::show_latest_run))
        .routes(routes!(runs::left_out::show_left_out))
        .routes(routes!(signals::list::list_signals))
        .routes(routes!(signals::sparklines::list_sparklines))
        .routes(routes!(signals::show::show_signal))
        .routes(routes!(signals::verdicts::list_verdicts, signals::verdicts::judge_signal))
        .routes(routes!(signals::comments::list_comments, signals::comments::comment_on_signal))
        .routes(routes!(signals::precision::show_precision))
        .routes(routes!(signals::breakdown::show_breakdown))
        .routes(routes!(signals::contradictions::show_contradictions))
        .routes(routes!(signals::picture::draw_signal))
        .routes(routes!(signals::rows::list_rows_behind))
        .routes(routes!(signals::lines::list_lines_behind))
        .routes(routes!(signals::reproduce::start_reproduction))
        .routes(routes!(quality::list::list_findings))
        .routes(routes!(quality::show::show_finding))
        .routes(routes!(quality::decide::decide_finding))
        .routes(routes!(quality::look::start_look))
        .routes(routes!(backtests::start::start_backtest))
        .routes(routes!(sql::ask::ask))
        .routes(routes!(sql::tables::list_tables))
        .routes(routes!(vocabulary::indicators::list_indicators))
        .routes(routes!(vocabulary::substances::list_substances))
        .routes(routes!(vocabulary::resolution::resolve_name))
        .routes(
            routes!(coverage::sources::list_coverage, coverage::file::cover_file)
                .layer(DefaultBodyLimit::disable()),
        )
        .routes(routes!(coverage::strings::list_strings))
        .routes(routes!(vocabulary::places::list_places))
        .routes(routes!(vocabulary::methods::list_methods))
        .routes(routes!(boundaries::list::list_boundaries))
        .routes(routes!(boundaries::show::show_boundary))
        .merge(of_the_audit())
        .merge(of_upkeep())
}

/// Running the node.
fn of_upkeep() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(policies::list_policies))
        .routes(routes!(tokens::list_all_tokens))
        .routes(routes!(tokens::revoke_token_of))
        .routes(routes!(retention::list::list_due))
        .routes(routes!(retention::erase::start_erasures))
        .routes(routes!(retention::keep::keep_submission))
        .routes(routes!(upkeep::verify::start_verification))
        .routes(routes!(upkeep::check_up::start_checkup))
}

/// Who looked at what.
fn of_the_audit() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(audit::list::list_entries))
        .routes(routes!(audit::list::list_about))
        .routes(routes!(audit::report::show_report))
        .routes(routes!(audit::report::download_report))
        .routes(routes!(audit::sight::show_sight_of))
        .routes(routes!(audit::sight::show_sight_on))
        .routes(routes!(audit::submissions::seek_submissions))
        .routes(routes!(audit::show::show_entry))
}

/// Signing in, accounts, and what belongs to one's own.
fn of_people() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(session::external::go_to_provider))
        .routes(routes!(session::external::come_back))
        .routes(routes!(
            session::show_session,
            session::begin_session,
            session::change_session,
            session::end_session
        ))
        .routes(routes!(session::accept_invitation))
        .routes(routes!(people::list_people, people::invite_person))
        .routes(routes!(people::change_person))
        .routes(routes!(people::invite_person_again))
        .routes(routes!(openings::list_openings))
        .routes(routes!(openings::answer_opening))
        .routes(routes!(account::sessions::list_sessions))
        .routes(routes!(account::sessions::end_one_session))
        .routes(routes!(account::password::change_own_password))
        .routes(routes!(
            account::codes::propose_codes,
            account::codes::confirm_codes,
            account::codes::leave_codes_off
        ))
        .routes(routes!(account::tokens::list_tokens, account::tokens::make_own_token))
        .routes(routes!(account::tokens::revoke_own_token))
}

/// What the document says of the API as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Watchfire",
        version = "1",
        description = "One Watchfire node: what came in, the series made of it, the signals found in \
            them, and the rows behind every figure; files are sent, runs started and submissions \
            withdrawn, faults decided and signals judged here too. Nothing is changed in place.\n\nEvery \
            route but this document needs the token that `watchfire serve` prints. Lists are paged: \
            `limit` entries (100 if left out, 1000 at most) after the first `after`; `next_after` is \
            the next page's `after`, null on the last page.\n\nFigures that must be exact are decimals \
            in text; counts are whole numbers; what a method computed is a JSON number. What is not \
            known is null, never 0. Every request that shows or changes something of the node is put on \
            record before it is answered, with the reason that the header `X-Watchfire-Reason` gives \
            (percent-encoded, 300 characters at most); without one, rows about people, and rows handed over for \
            the work of police or customs, are refused (403) unless they are published. With the header `X-Watchfire-By-Itself` a request keeps no session from \
            ending: pages send it with what they ask again while nobody does anything. Work that takes time is a job: the answer names it in `Location`. Every \
            error is a problem document of RFC 9457: 400 says that a request has not the form described \
            here, 404 that it names nothing that is there, 422 that it breaks a rule which no schema can \
            say. Besides those listed, any route answers 403 to pages of other sites, 405 to methods it does not have, and 421 to \
            requests that name another host than 127.0.0.1 or localhost.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    tags(
        (name = "node", description = "The node and this document."),
        (name = "people", description = "Signing in, accounts, sessions and tokens."),
        (name = "audit", description = "Who looked at what, and why."),
        (name = "submissions", description = "What came in, what was rejected, and the original rows."),
        (name = "jobs", description = "Work that outlasts its request."),
        (name = "series", description = "Figures by period, and the rows behind each."),
        (name = "signals", description = "What detection found, ranked, with all that stands behind it."),
        (name = "quality", description = "Faults of the data, and what people decide about them."),
        (name = "sql", description = "Questions in SQL over the facts."),
        (name = "vocabulary", description = "The words in which the node speaks."),
    ),
    security(("bearer" = []), ("cookie" = [])),
    modifiers(&TokenSchemes),
)]
struct Head;

/// The two ways to bring the token.
struct TokenSchemes;

impl Modify for TokenSchemes {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The token that `watchfire serve` prints."))
            .build();
        let description =
            "Set by opening any address once with `?token=`; PORT is the node's port.";
        let cookie = ApiKey::Cookie(ApiKeyValue::with_description("watchfire_PORT", description));
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}
