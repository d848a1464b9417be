//! The page at `/`, until there is a web interface: what this is and where to read on. It holds no
//! data, so it needs no token.

use axum::response::Html;

/// Shows the page.
pub(crate) async fn show_home() -> Html<&'static str> {
    Html(HOME)
}

const HOME: &str = "<!doctype html>
<html lang=\"en\">
<head><meta charset=\"utf-8\"><title>Watchfire</title></head>
<body>
<h1>Watchfire</h1>
<p>This is the programming interface of a Watchfire node. There is no web interface yet.</p>
<p><a href=\"/api/v1/openapi.json\">The API and its routes</a> (OpenAPI 3.1).</p>
<p>With the token that <code>watchfire serve</code> prints:
<a href=\"/api/v1/signals\">signals</a>,
<a href=\"/api/v1/series\">series</a>,
<a href=\"/api/v1/submissions\">submissions</a>.</p>
</body>
</html>
";
