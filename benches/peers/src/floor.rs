//! The floor: each rule written by hand in Rust, as a careful engineer would, over the host's strings and over ids.
//!
//! The ids and bitsets are made before anything is timed, as an engine binds a request before it is timed. Each term of the long
//! rule is tested as its source says, one after the other.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};

use chrono::{DateTime, Datelike, Offset, TimeZone, Timelike, Weekday};
use chrono_tz::Tz;
use ipnet::Ipv4Net;

use crate::request::{Request, ZONE};
use crate::rules::{ADDRESSES, DEPARTMENT, Rule, TEAM, Term, YEAR_MS, blocks, terms};

/// A rule over the host's own strings.
pub type OverStrings = Box<dyn Fn(&Request) -> bool>;
/// A rule over ids.
pub type OverIds = Box<dyn Fn(&Ids) -> bool>;

/// The rule over strings.
pub fn over_strings(rule: Rule) -> OverStrings {
    let zone: Tz = ZONE.parse().expect("a zone of the database");
    match rule {
        Rule::Team => Box::new(|request| has(&request.teams, TEAM)),
        Rule::Address => Box::new(|request| ADDRESSES.contains(&request.address.as_str())),
        Rule::TeamAndAddress => {
            Box::new(|request| has(&request.teams, TEAM) && ADDRESSES.contains(&request.address.as_str()))
        }
        Rule::OwnerOrAttribute => {
            Box::new(|request| request.owner == request.user || has(&request.departments, DEPARTMENT))
        }
        Rule::Cidr => {
            let blocks: Vec<Ipv4Net> = blocks().iter().map(|block| block.parse().expect("a block")).collect();
            Box::new(move |request| {
                let Ok(address) = request.address.parse::<Ipv4Addr>() else {
                    return false;
                };
                blocks.iter().any(|block| block.contains(&address))
            })
        }
        Rule::Intersection | Rule::Helper => {
            Box::new(|request| request.teams.iter().any(|team| has(&request.reviewers, team)))
        }
        Rule::Hours => Box::new(move |request| open(request.now_ms, zone)),
        Rule::Tenure => Box::new(|request| {
            let Ok(day) = request.hired.parse::<chrono::NaiveDate>() else {
                return false;
            };
            let hired = day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis();
            request.now_ms - hired > YEAR_MS
        }),
        Rule::Terms => {
            let terms = terms();
            Box::new(move |request| {
                terms.iter().any(|term| match term {
                    Term::Team(team) => has(&request.teams, team),
                    Term::User(user) => request.user == *user,
                })
            })
        }
    }
}

fn has(list: &[String], wanted: &str) -> bool {
    list.iter().any(|one| one == wanted)
}

fn open(now_ms: i64, zone: Tz) -> bool {
    let Some(now) = DateTime::from_timestamp_millis(now_ms) else {
        return false;
    };
    let now = now.with_timezone(&zone);
    !matches!(now.weekday(), Weekday::Sat | Weekday::Sun) && (9..17).contains(&now.hour())
}

/// A request bound to ids.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    user: u32,
    teams: [u64; 4],
    departments: u64,
    hired_ms: i64,
    address_id: u32,
    address: u32,
    owner: u32,
    reviewers: [u64; 4],
    now_ms: i64,
    offset_s: i32,
}

/// Gives each text its id.
#[derive(Default)]
pub struct Interner(HashMap<String, u32>);

impl Interner {
    fn id(&mut self, text: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text.to_owned()).or_insert(next)
    }
}

/// The requests over ids, and what gave them.
pub struct Bound {
    teams: Interner,
    users: Interner,
    departments: Interner,
    addresses: Interner,
    /// In the order of the requests.
    pub requests: Vec<Ids>,
}

/// Binds all requests.
pub fn bind(requests: &[Request]) -> Bound {
    let zone: Tz = ZONE.parse().expect("a zone of the database");
    let mut bound = Bound {
        teams: Interner::default(),
        users: Interner::default(),
        departments: Interner::default(),
        addresses: Interner::default(),
        requests: Vec::new(),
    };
    for term in terms() {
        match term {
            Term::Team(team) => bound.teams.id(&team),
            Term::User(user) => bound.users.id(&user),
        };
    }
    for request in requests {
        let IpAddr::V4(address) = request.ip else {
            unreachable!("the requests have addresses of version 4")
        };
        let offset = zone
            .timestamp_millis_opt(request.now_ms)
            .single()
            .map(|now| now.offset().fix().local_minus_utc());
        let mut ids = Ids {
            user: bound.users.id(&request.user),
            owner: bound.users.id(&request.owner),
            hired_ms: request.hired_ms,
            address_id: bound.addresses.id(&request.address),
            address: u32::from(address),
            now_ms: request.now_ms,
            offset_s: offset.unwrap_or(0),
            ..Ids::default()
        };
        request
            .teams
            .iter()
            .for_each(|team| set(&mut ids.teams, bound.teams.id(team)));
        request
            .reviewers
            .iter()
            .for_each(|team| set(&mut ids.reviewers, bound.teams.id(team)));
        request
            .departments
            .iter()
            .for_each(|one| ids.departments |= 1 << bound.departments.id(one));
        bound.requests.push(ids);
    }
    bound
}

fn set(words: &mut [u64; 4], bit: u32) {
    words[(bit / 64) as usize] |= 1 << (bit % 64);
}

fn test(words: &[u64; 4], bit: u32) -> bool {
    words[(bit / 64) as usize] >> (bit % 64) & 1 == 1
}

impl Bound {
    /// The rule over ids.
    pub fn over_ids(&mut self, rule: Rule) -> OverIds {
        let team = self.teams.id(TEAM);
        let addresses = ADDRESSES.map(|address| self.addresses.id(address));
        match rule {
            Rule::Team => Box::new(move |ids| test(&ids.teams, team)),
            Rule::Address => Box::new(move |ids| addresses.contains(&ids.address_id)),
            Rule::TeamAndAddress => Box::new(move |ids| test(&ids.teams, team) && addresses.contains(&ids.address_id)),
            Rule::OwnerOrAttribute => {
                let department = self.departments.id(DEPARTMENT);
                Box::new(move |ids| ids.owner == ids.user || ids.departments >> department & 1 == 1)
            }
            Rule::Cidr => {
                let blocks: Vec<(u32, u32)> = blocks()
                    .iter()
                    .map(|block| block.parse::<Ipv4Net>().expect("a block"))
                    .map(|block| (u32::from(block.network()), u32::from(block.netmask())))
                    .collect();
                Box::new(move |ids| blocks.iter().any(|(network, mask)| ids.address & mask == *network))
            }
            Rule::Intersection | Rule::Helper => Box::new(|ids| {
                ids.teams
                    .iter()
                    .zip(&ids.reviewers)
                    .any(|(left, right)| left & right != 0)
            }),
            Rule::Hours => Box::new(|ids| {
                let local = ids.now_ms / 1_000 + i64::from(ids.offset_s);
                let (day, second) = (local / 86_400, local % 86_400);
                // The first of January 1970 was a Thursday.
                let weekday = (day + 4) % 7;
                (1..=5).contains(&weekday) && (9 * 3_600..17 * 3_600).contains(&second)
            }),
            Rule::Tenure => Box::new(|ids| ids.now_ms - ids.hired_ms > YEAR_MS),
            Rule::Terms => {
                let terms: Vec<(bool, u32)> = terms()
                    .iter()
                    .map(|term| match term {
                        Term::Team(team) => (true, self.teams.id(team)),
                        Term::User(user) => (false, self.users.id(user)),
                    })
                    .collect();
                Box::new(move |ids| {
                    terms.iter().any(|(is_team, id)| {
                        if *is_team {
                            test(&ids.teams, *id)
                        } else {
                            ids.user == *id
                        }
                    })
                })
            }
        }
    }
}
