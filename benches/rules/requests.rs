//! Varied requests, always the same: as the host's strings, and interned for hand-written Rust.

use std::collections::HashMap;

use rulec::vm::{Datum, Host, World};

/// Who asks for what.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub teams: Vec<String>,
    pub username: String,
    pub site: Vec<String>,
    pub created_by: String,
    pub owning_teams: Vec<String>,
    pub address: String,
    /// The day that the caller was hired.
    pub hired: Vec<String>,
    /// The time of the request, in milliseconds.
    pub now: f64,
}

/// A small generator of numbers, always the same.
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }
}

const SITES: &[&str] = &["Berlin", "Boston", "Lisbon", "Osaka", "Pune", "Quito"];

pub fn team(number: usize) -> String {
    format!("Department::Team {number}")
}

pub fn user(number: usize) -> String {
    format!("user{number:03}")
}

pub fn requests(count: usize) -> Vec<Request> {
    let mut numbers = Numbers(7);
    let teams = |numbers: &mut Numbers, most: usize| -> Vec<String> {
        let count = 1 + numbers.below(most);
        (0..count).map(|_| team(numbers.below(24))).collect()
    };
    (0..count)
        .map(|_| Request {
            teams: teams(&mut numbers, 8),
            username: user(numbers.below(40)),
            site: vec![SITES[numbers.below(SITES.len())].to_owned()],
            created_by: user(numbers.below(40)),
            owning_teams: teams(&mut numbers, 3),
            address: match numbers.below(3) {
                0 => "192.168.1.100".to_owned(),
                1 => format!("10.{}.{}.7", numbers.below(32), numbers.below(256)),
                _ => format!("172.16.{}.{}", numbers.below(64), numbers.below(256)),
            },
            hired: vec![format!(
                "202{}-0{}-1{}",
                3 + numbers.below(3),
                1 + numbers.below(9),
                numbers.below(10)
            )],
            now: 1_750_000_000_000.0 + 1e3 * numbers.below(1_000_000) as f64,
        })
        .collect()
}

/// The fields that rules read, by section and key.
#[derive(Clone, Copy, Debug)]
pub enum Field {
    Teams,
    Username,
    Site,
    CreatedBy,
    OwningTeams,
    Address,
    Hired,
    Nothing,
}

pub fn field(section: &str, key: &str) -> Field {
    match (section, key) {
        ("identity", "teams") => Field::Teams,
        ("identity", "username") => Field::Username,
        ("identity", "attribute:Site") => Field::Site,
        ("submission", "createdBy") => Field::CreatedBy,
        ("kapp", "attribute:Owning Team") => Field::OwningTeams,
        ("request", "remote_addr") => Field::Address,
        ("identity", "attribute:Hired") => Field::Hired,
        _ => Field::Nothing,
    }
}

/// A request as a host lends it.
pub struct Lent<'a> {
    pub fields: &'a [Field],
    pub request: &'a Request,
}

impl Host for Lent<'_> {
    #[inline]
    fn lend(&self, subject: u16) -> Datum<'_> {
        match self.fields[usize::from(subject)] {
            Field::Teams => Datum::Strings(&self.request.teams),
            Field::Username => Datum::Text(&self.request.username),
            Field::Site => Datum::Strings(&self.request.site),
            Field::CreatedBy => Datum::Text(&self.request.created_by),
            Field::OwningTeams => Datum::Strings(&self.request.owning_teams),
            Field::Address => Datum::Text(&self.request.address),
            Field::Hired => Datum::Strings(&self.request.hired),
            Field::Nothing => Datum::Absent,
        }
    }

    #[inline]
    fn world(&self) -> Option<World> {
        Some(World {
            now: self.request.now,
            ..World::default()
        })
    }
}

/// A request interned, as hand-written Rust would have it.
#[derive(Clone, Copy, Debug)]
pub struct Interned {
    pub teams: u64,
    pub username: u32,
    pub site: u64,
    pub created_by: u32,
    pub owning_teams: u64,
    pub address: u32,
    pub address_id: u32,
    pub hired: i64,
    pub now: i64,
}

/// Milliseconds of a day that a text names.
pub fn milliseconds(day: &str) -> i64 {
    let day = day.parse::<chrono::NaiveDate>().expect("the day is right");
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
}

/// Numbers of texts.
#[derive(Default)]
pub struct Names(HashMap<String, u32>);

impl Names {
    pub fn id(&mut self, text: &str) -> u32 {
        let next = self.0.len() as u32;
        *self.0.entry(text.to_owned()).or_insert(next)
    }
}

pub fn intern(requests: &[Request], teams: &mut Names, sites: &mut Names, others: &mut Names) -> Vec<Interned> {
    requests
        .iter()
        .map(|request| {
            let bits =
                |names: &mut Names, texts: &[String]| texts.iter().fold(0, |bits, text| bits | 1_u64 << names.id(text));
            Interned {
                teams: bits(teams, &request.teams),
                username: others.id(&request.username),
                site: bits(sites, &request.site),
                created_by: others.id(&request.created_by),
                owning_teams: bits(teams, &request.owning_teams),
                address: request.address.parse::<std::net::Ipv4Addr>().map_or(0, u32::from),
                address_id: others.id(&request.address),
                hired: milliseconds(&request.hired[0]),
                now: request.now as i64,
            }
        })
        .collect()
}
