//! Generates an export of many forms with four policies each, loads it and decides: figures for the size of a set.
//!
//! `cargo run --release --example large_set -- FOLDER FORMS DEFINITIONS` writes the export below `FOLDER`, which must not
//! exist, and prints what loading and deciding took and how much memory the process holds; then what loading took of the
//! set compiled into one file.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use rulec::Limits;
use rulec::policy::load::Reading;
use rulec::policy::{PolicySet, Request};
use serde_json::{Value as Json, json};

const ENDPOINTS: &[&str] = &[
    "Display",
    "Modification",
    "Submission Access",
    "Submission Modification",
];

/// How many kapps the forms are spread over.
const KAPPS: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("name a folder to write to")?;
    let forms = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let definitions = arguments.next().map_or(Ok(1_000), |text| text.parse())?;
    write(Path::new(&folder), forms, definitions)?;
    let before = memory();
    let start = Instant::now();
    let set = PolicySet::load(Path::new(&folder))?;
    let loaded = start.elapsed();
    println!(
        "{forms} forms, {definitions} definitions: loaded in {:.0} ms, {} distinct rules, {} problems, {} MiB",
        loaded.as_secs_f64() * 1e3,
        set.programs.len(),
        set.problems.len(),
        memory().saturating_sub(before) / 1024,
    );
    let requests = (0..forms.min(10_000)).map(|form| request(form, form));
    let requests: Vec<Request> = requests.collect::<Result<_, _>>()?;
    let start = Instant::now();
    let mut allowed = 0;
    let rounds = 10;
    for _ in 0..rounds {
        allowed += requests
            .iter()
            .filter(|request| set.decide(request).is_allowed())
            .count();
    }
    let decided = start.elapsed();
    println!(
        "{} decisions, {allowed} allowed: {:.0} ns each",
        rounds * requests.len(),
        decided.as_secs_f64() * 1e9 / (rounds * requests.len()) as f64
    );
    compiled(Path::new(&folder), &set)
}

/// Compiles the set into a file beside it, and loads that.
fn compiled(folder: &Path, set: &PolicySet) -> Result<(), Box<dyn Error>> {
    let (_, bytes) = PolicySet::bundle(Reading::path(folder, &Limits::default()))?;
    let bytes = bytes.ok_or("the bundle is too large")?;
    let file = folder.join("set.bundle");
    fs::write(&file, &bytes)?;
    let start = Instant::now();
    let loaded = PolicySet::load(&file)?;
    println!(
        "compiled into {:.1} MB, loaded in {:.0} ms, {} distinct rules",
        bytes.len() as f64 / 1e6,
        start.elapsed().as_secs_f64() * 1e3,
        loaded.programs.len(),
    );
    if loaded.programs.len() != set.programs.len() || loaded.problems != set.problems {
        return Err("the bundle holds another set".into());
    }
    Ok(())
}

/// Writes the export; every kapp has its share of the forms and of the definitions.
fn write(folder: &Path, forms: usize, definitions: usize) -> Result<(), Box<dyn Error>> {
    let space = folder.join("core/space");
    fs::create_dir_all(folder)?;
    fs::create_dir_all(space.join("kapps"))?;
    fs::write(
        folder.join("core/space.json"),
        json!({"slug": "large", "name": "Large"}).to_string(),
    )?;
    let each = definitions.div_ceil(KAPPS);
    for kapp in 0..KAPPS {
        let own = space.join(format!("kapps/kapp-{kapp}"));
        fs::create_dir_all(own.join("forms"))?;
        let rules: Vec<Json> = (0..each).map(|number| definition(kapp * each + number)).collect();
        fs::write(own.join("securityPolicyDefinitions.json"), json!(rules).to_string())?;
        let element = json!({"slug": format!("kapp-{kapp}"), "name": format!("Kapp {kapp}"), "securityPolicies": []});
        fs::write(space.join(format!("kapps/kapp-{kapp}.json")), element.to_string())?;
    }
    for form in 0..forms {
        let kapp = form % KAPPS;
        let policies = ENDPOINTS.iter().enumerate().map(|(at, endpoint)| {
            let number = kapp * each + (form / KAPPS + at) % each;
            json!({"endpoint": endpoint, "name": format!("Rule {number}")})
        });
        let element = json!({"slug": format!("form-{form}"), "name": format!("Form {form}"),
            "attributes": [{"name": "Owning Team", "values": [format!("Team {form}")]}], "pages": [],
            "securityPolicies": policies.collect::<Vec<_>>()});
        let path = space.join(format!("kapps/kapp-{kapp}/forms/form-{form}.json"));
        fs::write(path, element.to_string())?;
    }
    Ok(())
}

/// A rule of one of the kinds that exports have.
fn definition(number: usize) -> Json {
    let rule = match number % 4 {
        0 => format!("identity('teams').includes('Team {number}')"),
        1 => format!("identity('authenticated') && identity('username') !== 'user-{number}'"),
        2 => format!(
            "(function() {{\n  var isOwner = function() {{ return hasIntersection(form('attribute:Owning Team'), identity('teams')); }};\n  \
             return isOwner() || identity('teams').indexOf('Role::{number}') !== -1;\n}})()"
        ),
        _ => format!(
            "identity('attribute:Site').includes('Site {}') || identity('teams').includes('Team {number}')",
            number % 50
        ),
    };
    json!({"name": format!("Rule {number}"), "type": "Kapp", "message": format!("Not for you ({number})."), "rule": rule})
}

fn request(form: usize, number: usize) -> Result<Request, Box<dyn Error>> {
    let identity = json!({"username": format!("user-{number}"), "authenticated": true, "spaceAdmin": false,
        "teams": [format!("Team {number}"), "Department::HR"], "attributes": {"Site": [format!("Site {}", number % 50)]}});
    let element = json!({"kapp": format!("kapp-{}", form % KAPPS), "form": format!("form-{form}")});
    let endpoint = ENDPOINTS[number % ENDPOINTS.len()];
    Ok(Request::from_json(
        json!({"element": element, "endpoint": endpoint, "identity": identity}),
    )?)
}

/// Kilobytes that the process holds, where the system tells.
fn memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}
