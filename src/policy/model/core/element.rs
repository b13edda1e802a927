//! Which element of the export a request means.

use super::Core;
use crate::policy::Element;
use crate::policy::endpoint::Place;

/// An element that was found.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// The item whose endpoints are asked.
    pub item: usize,
    /// The form that the request names, where it is not the item itself.
    pub form: Option<usize>,
    /// The team or user that the element names: kind, the key of its name, the name.
    pub named: Option<(&'static str, &'static str, &'a str)>,
}

/// Other spellings of kinds.
const SPELLINGS: &[(&str, &str)] = &[
    ("webapi", "webApi"),
    ("web-api", "webApi"),
    ("web_api", "webApi"),
    ("fileResource", "file"),
    ("file-resource", "file"),
    ("datastoreForm", "form"),
    ("datastore-form", "form"),
];

impl Core {
    /// The item that an element and an endpoint mean.
    pub(super) fn find<'a>(&self, element: &'a Element, endpoint: Option<&str>) -> Option<Found<'a>> {
        let plain = |item: usize| Found {
            item,
            form: None,
            named: None,
        };
        let item = self.index.get(element).copied().or_else(|| {
            let kinds: Vec<(&str, &str)> = element
                .kinds()
                .map(|kind| {
                    let known = SPELLINGS.iter().find(|(other, _)| *other == kind);
                    (known.map_or(kind, |(_, own)| *own), element.get(kind).unwrap_or(""))
                })
                .collect();
            self.index.get(&Element::new(kinds)).copied()
        });
        if let Some(item) = item {
            // A right over a kapp's submissions may be asked about one form of the kapp.
            let place = self.items[item].place;
            if place == Place::Form
                && let (Some(name), Some(kapp)) = (endpoint, self.items[item].kapp)
                && self.endpoints.find(place, name).is_none()
                && name == "Submission Support"
            {
                return Some(Found {
                    item: kapp,
                    form: Some(item),
                    named: None,
                });
            }
            return Some(plain(item));
        }
        let mut kinds = element.kinds();
        let (kind, None) = (kinds.next()?, kinds.next()) else {
            return None;
        };
        let (section, key) = match kind {
            "team" => ("team", "name"),
            "user" => ("user", "username"),
            _ => return None,
        };
        Some(Found {
            named: Some((section, key, element.get(kind)?)),
            ..plain(0)
        })
    }
}
