//! A text that no address is ever equal to, compared with the address of the request.

use std::net::IpAddr;

use super::subject::Subject;
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1104, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    for compared in cx.compared(node) {
        if cx.subject(compared.subject) != Some(Subject::Address) {
            continue;
        }
        let Some(text) = cx.str(compared.text) else { continue };
        let Some((why, instead)) = flaw(&text) else { continue };
        let mut diagnostic = Diagnostic::new(
            Code::W1104,
            cx.span(compared.text),
            format!("no request comes from the address `{text}`"),
        )
        .label(why)
        .note("addresses are compared as texts, in the one form in which the server writes them");
        diagnostic = match instead {
            Some(instead) => {
                let quoted = format!("'{instead}'");
                diagnostic.help(format!("write `{quoted}`")).fix(Fix::risky(
                    "write the address as servers do",
                    [Edit::replace(cx.span(compared.text), quoted)],
                ))
            }
            None => {
                diagnostic.help("write a whole address, or ask a range: `IPAddr.new('10.0.0.0/8').include?(address)`")
            }
        };
        found.push(diagnostic);
    }
}

/// Why a text is no address as servers write them, and the address that it probably is.
fn flaw(text: &str) -> Option<(&'static str, Option<String>)> {
    if let Ok(address) = text.parse::<IpAddr>() {
        let usual = address.to_string();
        return (usual != text).then_some(("servers write it shorter", Some(usual)));
    }
    let (host, rest) = text.rsplit_once(':').unwrap_or((text, ""));
    if text.matches(':').count() == 1 && host.parse::<IpAddr>().is_ok() && rest.parse::<u16>().is_ok() {
        return Some(("the address has no port", Some(host.to_owned())));
    }
    if text.contains('/') {
        return Some(("a range is no address", None));
    }
    if text.contains(['*', '%', '?']) {
        return Some(("it is no pattern, and is compared as it stands", None));
    }
    let parts: Vec<&str> = text.split('.').collect();
    let digits = parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !digits || parts.len() < 2 {
        return None;
    }
    if parts.len() != 4 {
        return Some(("an address has four numbers", None));
    }
    let plain: Option<Vec<String>> = parts
        .iter()
        .map(|part| part.parse::<u8>().ok().map(|part| part.to_string()))
        .collect();
    Some(match plain {
        Some(plain) => ("servers write no zeros before a number", Some(plain.join("."))),
        None => ("a number of an address is at most 255", None),
    })
}
