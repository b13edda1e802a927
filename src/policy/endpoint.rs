//! The endpoints of Kinetic Core as data: API name, console label, definition types that are taken, bindings, parents.
//!
//! The table is the default of [`Endpoints`]; `rulec.toml` can add entries and further names (K24).

use std::collections::BTreeMap;

use crate::schema::Schema;

/// Kinds of elements that policies are assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The space.
    Space,
    /// A kapp.
    Kapp,
    /// A form of a kapp.
    Form,
    /// A form of the space, without a kapp.
    DatastoreForm,
    /// A file resource.
    File,
    /// A WebAPI of the space.
    WebApi,
    /// A WebAPI of a kapp.
    KappWebApi,
}

impl Place {
    /// Every place.
    pub const ALL: &'static [Place] = &[
        Place::Space,
        Place::Kapp,
        Place::Form,
        Place::DatastoreForm,
        Place::File,
        Place::WebApi,
        Place::KappWebApi,
    ];

    /// The level that decisions print.
    pub fn level(self) -> &'static str {
        match self {
            Place::Space => "space",
            Place::Kapp => "kapp",
            Place::Form | Place::DatastoreForm => "form",
            Place::File => "file",
            Place::WebApi | Place::KappWebApi => "web-api",
        }
    }
}

/// Which bindings an endpoint has (K15); each is one schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// `identity`, `space`.
    Space,
    /// And `team`.
    Team,
    /// And `user`.
    User,
    /// And `file`.
    File,
    /// And `kapp`.
    Kapp,
    /// And `kapp`, `form`.
    Form,
    /// And `kapp`, `form`, `submission`, `values`.
    Submission,
    /// And `form`.
    DatastoreForm,
    /// And `form`, `submission`, `values`.
    DatastoreSubmission,
}

impl Scope {
    /// The names of the bindings.
    pub fn sections(self) -> &'static [&'static str] {
        match self {
            Scope::Space => &["identity", "space"],
            Scope::Team => &["identity", "space", "team"],
            Scope::User => &["identity", "space", "user"],
            Scope::File => &["identity", "space", "file"],
            Scope::Kapp => &["identity", "space", "kapp"],
            Scope::Form => &["identity", "space", "kapp", "form"],
            Scope::Submission => &["identity", "space", "kapp", "form", "submission", "values"],
            Scope::DatastoreForm => &["identity", "space", "form"],
            Scope::DatastoreSubmission => &["identity", "space", "form", "submission", "values"],
        }
    }

    /// What rules may name: the sections, and `hasIntersection` (K18).
    pub fn schema(self) -> Schema {
        Schema::kinetic_core(self.sections())
    }
}

/// An endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Where policies are assigned to it.
    pub place: Place,
    /// The name in exports and in the API.
    pub name: String,
    /// The console's label.
    pub label: String,
    /// Further names.
    pub aliases: Vec<String>,
    /// Types of definitions that it takes; empty means any.
    pub accepts: &'static [&'static str],
    /// Its bindings; none for defaults, which only stand in for the endpoint of a form.
    pub scope: Option<Scope>,
    /// The endpoint of the next level, which decides where this one has no policy (K01, K02).
    pub parent: Option<&'static str>,
}

const FORM: &[&str] = &["Kapp", "Form"];
const SUBMISSION: &[&str] = &["Kapp", "Form", "Submission"];
const DATASTORE: &[&str] = &["Kapp", "Form", "Space", "Datastore Form"];
const DATASTORE_SUBMISSION: &[&str] = &[
    "Kapp",
    "Form",
    "Submission",
    "Space",
    "Datastore Form",
    "Datastore Submission",
];
const TEAM: &[&str] = &["Space", "Team"];
const USER: &[&str] = &["Space", "User"];
const FILE: &[&str] = &["Space", "File Resource"];

/// Place, name, label, types, scope, parent.
type Row = (
    Place,
    &'static str,
    &'static str,
    &'static [&'static str],
    Option<Scope>,
    Option<&'static str>,
);

const fn plain(place: Place, name: &'static str, label: &'static str) -> Row {
    (place, name, label, &["Space"], Some(Scope::Space), None)
}

/// The table of the product, and the names that this project gives to what the seeds describe without a name (K24).
#[rustfmt::skip]
const TABLE: &[Row] = &[
    plain(Place::Space, "Display", "Space Display"),
    (Place::Space, "Teams Access", "Team Access", TEAM, Some(Scope::Team), None),
    (Place::Space, "Team Creation", "Team Creation", TEAM, Some(Scope::Team), None),
    (Place::Space, "Team Modification", "Team Modification", TEAM, Some(Scope::Team), None),
    (Place::Space, "Team Membership Modification", "Team Membership Modification", TEAM, Some(Scope::Team), None),
    (Place::Space, "Users Access", "User Access", USER, Some(Scope::User), None),
    (Place::Space, "User Creation", "User Creation", USER, Some(Scope::User), None),
    (Place::Space, "User Modification", "User Modification", USER, Some(Scope::User), None),
    plain(Place::Space, "Discussion Creation", "Discussion Creation"),
    plain(Place::Space, "Space Creation", "Space Creation"),
    plain(Place::Space, "Modification", "Space Modification"),
    plain(Place::Space, "Kapps Access", "Kapp Access"),
    plain(Place::Space, "Kapp Creation", "Kapp Creation"),
    plain(Place::Space, "Kapp Modification", "Default Kapp Modification"),
    plain(Place::Space, "File Resources Access", "File Resource Access"),
    plain(Place::Space, "File Resource Creation", "File Resource Creation"),
    plain(Place::Space, "File Resource Modification", "File Resource Modification"),
    plain(Place::Space, "Admin Console Access", "Admin Console Access"),
    plain(Place::Space, "System API Access", "System API Access"),
    (Place::Space, "Default Form Display", "Default Form Display", &["Form"], None, None),
    (Place::Space, "Default Form Modification", "Default Form Modification", &["Form"], None, None),
    (Place::Space, "Default Submission Access", "Default Submission Display", &["Form", "Submission"], None, None),
    (Place::Space, "Default Submission Modification", "Default Submission Modification", &["Form", "Submission"], None, None),
    (Place::Kapp, "Display", "Kapp Display", &["Kapp"], Some(Scope::Kapp), None),
    (Place::Kapp, "Modification", "Kapp Modification", &["Kapp"], Some(Scope::Kapp), None),
    (Place::Kapp, "Form Creation", "Form Creation", FORM, Some(Scope::Kapp), None),
    (Place::Kapp, "Submission Support", "Submission Support", SUBMISSION, Some(Scope::Submission), None),
    (Place::Kapp, "Default Form Display", "Default Form Display", FORM, None, Some("Default Form Display")),
    (Place::Kapp, "Default Form Modification", "Default Form Modification", FORM, None, Some("Default Form Modification")),
    (Place::Kapp, "Default Submission Access", "Default Submission Display", SUBMISSION, None, Some("Default Submission Access")),
    (Place::Kapp, "Default Submission Modification", "Default Submission Modification", SUBMISSION, None, Some("Default Submission Modification")),
    (Place::Form, "Display", "Form Display", FORM, Some(Scope::Form), Some("Default Form Display")),
    (Place::Form, "Modification", "Form Modification", FORM, Some(Scope::Form), Some("Default Form Modification")),
    (Place::Form, "Submission Access", "Submission Display", SUBMISSION, Some(Scope::Submission), Some("Default Submission Access")),
    (Place::Form, "Submission Modification", "Submission Modification", SUBMISSION, Some(Scope::Submission), Some("Default Submission Modification")),
    (Place::DatastoreForm, "Display", "Form Display", DATASTORE, Some(Scope::DatastoreForm), Some("Default Form Display")),
    (Place::DatastoreForm, "Modification", "Form Modification", DATASTORE, Some(Scope::DatastoreForm), Some("Default Form Modification")),
    (Place::DatastoreForm, "Submission Access", "Submission Display", DATASTORE_SUBMISSION, Some(Scope::DatastoreSubmission), Some("Default Submission Access")),
    (Place::DatastoreForm, "Submission Modification", "Submission Modification", DATASTORE_SUBMISSION, Some(Scope::DatastoreSubmission), Some("Default Submission Modification")),
    (Place::File, "File Access", "File Access", FILE, Some(Scope::File), None),
    (Place::File, "File Modification", "File Modification", FILE, Some(Scope::File), None),
    (Place::WebApi, "Execution", "WebAPI Execution", &["Space", "Kapp"], Some(Scope::Space), None),
    (Place::KappWebApi, "Execution", "WebAPI Execution", &["Space", "Kapp"], Some(Scope::Kapp), None),
];

/// The endpoints that a set knows.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// By place, in the order of [`Place::ALL`].
    by_place: Vec<Vec<Endpoint>>,
}

impl Default for Endpoints {
    fn default() -> Self {
        let mut by_place = vec![Vec::new(); Place::ALL.len()];
        for &(place, name, label, accepts, scope, parent) in TABLE {
            by_place[place as usize].push(Endpoint {
                place,
                name: name.to_owned(),
                label: label.to_owned(),
                aliases: Vec::new(),
                accepts,
                scope,
                parent,
            });
        }
        Endpoints { by_place }
    }
}

impl Endpoints {
    /// The table with the entries of `rulec.toml`: a further name of a known endpoint, or a new endpoint of a level:
    /// `"Forms Access" = "Display"`, `"Report Access" = "Space"`.
    ///
    /// # Errors
    /// What is wrong with an entry.
    pub fn with(entries: &BTreeMap<String, String>) -> Result<Self, String> {
        let mut endpoints = Endpoints::default();
        for (name, means) in entries {
            if Place::ALL.iter().any(|&place| endpoints.find(place, name).is_some()) {
                return Err(format!("the name {name:?} is taken by an endpoint of the table"));
            }
            let level = match means.as_str() {
                "Space" => Some((Place::Space, Scope::Space)),
                "Kapp" => Some((Place::Kapp, Scope::Kapp)),
                "Form" => Some((Place::Form, Scope::Form)),
                _ => None,
            };
            if let Some((place, scope)) = level {
                endpoints.by_place[place as usize].push(Endpoint {
                    place,
                    name: name.clone(),
                    label: name.clone(),
                    aliases: Vec::new(),
                    accepts: &[],
                    scope: Some(scope),
                    parent: None,
                });
            } else if !endpoints.rename(means, name) {
                return Err(format!(
                    "{name:?} stands for {means:?}, which is neither an endpoint nor one of \"Space\", \"Kapp\", \"Form\""
                ));
            }
        }
        Ok(endpoints)
    }

    /// Gives the endpoints of a name a further one, wherever there are such; whether there are any.
    fn rename(&mut self, known: &str, further: &str) -> bool {
        let mut found = false;
        for &place in Place::ALL {
            if let Some(number) = self.find(place, known) {
                self.by_place[place as usize][number].aliases.push(further.to_owned());
                found = true;
            }
        }
        found
    }

    /// The endpoints of a place; an endpoint's number is its position.
    pub fn list(&self, place: Place) -> &[Endpoint] {
        &self.by_place[place as usize]
    }

    /// The number of the endpoint that a name is a slip for: the same letters, in other case or with other blanks.
    pub fn near(&self, place: Place, name: &str) -> Option<usize> {
        let folded = |name: &str| name.split_whitespace().collect::<String>().to_lowercase();
        let name = folded(name);
        self.list(place).iter().position(|row| {
            let names = [&row.name, &row.label].into_iter().chain(&row.aliases);
            names.into_iter().any(|known| folded(known) == name)
        })
    }

    /// The number of an endpoint among those of its place, by API name, console label or further name.
    pub fn find(&self, place: Place, name: &str) -> Option<usize> {
        let rows = self.list(place);
        rows.iter().position(|row| row.name == name).or_else(|| {
            rows.iter()
                .position(|row| row.label == name || row.aliases.iter().any(|alias| alias == name))
        })
    }
}
