//! The route table, as the service's own source has it.

use std::fs;

use reqwest::Method;

use super::between;

/// A route's template and its methods, as `src/web/mod.rs` has them.
pub struct Route {
    pub template: String,
    pub methods: Vec<Method>,
}

/// The route table, read from its source, so that a new route is in it by itself.
pub fn routes() -> Vec<Route> {
    let source = fs::read_to_string("src/web/mod.rs").expect("the route table");
    let source = &source[source.find("pub fn router").expect("the router")..];
    let api = source.find("let api").expect("the API")..source.find("let machines").expect("the rest");
    let mut routes = Vec::new();
    for (at, _) in source.match_indices(".route(") {
        let rest = &source[at + 7..];
        let rest = &rest[..rest[1..].find("\n        .").unwrap_or(rest.len() - 1) + 1];
        let template = between(rest, "\"", "\"");
        let said = |method: &str| rest.contains(&format!("{method}("));
        let methods = [
            ("get", Method::GET),
            ("post", Method::POST),
            ("delete", Method::DELETE),
            ("patch", Method::PATCH),
            ("put", Method::PUT),
        ];
        let methods = methods.into_iter().filter(|(name, _)| said(name)).map(|(_, method)| method).collect();
        let prefix = if api.contains(&at) { "/api/v1" } else { "" };
        routes.push(Route { template: format!("{prefix}{template}"), methods });
    }
    routes
}

/// An id for a route's parameter that is well formed and names nothing.
pub fn id_of_nothing(template: &str, parameter: &str) -> Option<&'static str> {
    Some(match parameter {
        "member" => "mbr_aaaaaaaaaaaaaaaaaaaaaa",
        "refund" => "rfd_aaaaaaaaaaaaaaaaaaaaaa",
        "entry" => "ent_aaaaaaaaaaaaaaaaaaaaaa",
        "delivery" => "dlv_aaaaaaaaaaaaaaaaaaaaaa",
        // A text of the operator’s is one of three.
        "text" => "imprint",
        "batch" => "bat_aaaaaaaaaaaaaaaaaaaaaa",
        "statement" => "stm_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("catalogue") => "prd_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("splits") => "spl_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("alerts") => "dev_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("passkeys") => "psk_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("batches") => "bat_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("statements") => "stm_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("/keys") => "key_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("webhooks") => "whk_aaaaaaaaaaaaaaaaaaaaaa",
        "id" if template.contains("methods") => "mtd_aaaaaaaaaaaaaaaaaaaaaa",
        _ => return None,
    })
}

/// Whether a path is one of the service's own, with nothing strange in its parts.
pub fn is_a_route(routes: &[Route], path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.trim_matches('.') == part
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b',' | b'-'))
    };
    routes.iter().any(|route| {
        let (wanted, parts): (Vec<_>, Vec<_>) = (route.template.split('/').collect(), path.split('/').collect());
        let fits = |(wanted, part): (&&str, &&str)| if wanted.starts_with('{') { plain(part) } else { wanted == part };
        wanted.len() == parts.len() && wanted.iter().zip(&parts).all(fits)
    })
}
