//! The requests: 1,024 of them, varied, the same in every run and for every engine.

use std::net::IpAddr;

use serde_json::{Value as Json, json};

/// How many requests a rule is asked.
pub const COUNT: usize = 1_024;
/// How many teams there are.
pub const TEAMS: usize = 40;
/// The zone of the business hours.
pub const ZONE: &str = "America/New_York";

/// What a host knows when it asks, as the host holds it.
#[derive(Clone, Debug)]
pub struct Request {
    /// The caller's name.
    pub user: String,
    /// The caller's teams.
    pub teams: Vec<String>,
    /// The values of the caller's attribute "Department".
    pub departments: Vec<String>,
    /// The day when the caller was employed, `YYYY-MM-DD`.
    pub hired: String,
    /// The same in milliseconds since 1970, for engines that cannot read a day.
    pub hired_ms: i64,
    /// The address that the request came from, as text.
    pub address: String,
    /// The same, parsed by the host.
    pub ip: IpAddr,
    /// Who submitted the record.
    pub owner: String,
    /// The teams that may review the record.
    pub reviewers: Vec<String>,
    /// The time of the request, in milliseconds since 1970.
    pub now_ms: i64,
}

/// Numbers that look drawn and are the same in every run: a linear congruential generator.
pub struct Drawn(u64);

impl Drawn {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Drawn(seed)
    }

    /// The next number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn some(&mut self, most: usize, of: usize, name: impl Fn(usize) -> String) -> Vec<String> {
        let mut picked = Vec::new();
        for _ in 0..self.below(most + 1) {
            let one = name(self.below(of));
            if !picked.contains(&one) {
                picked.push(one);
            }
        }
        picked
    }
}

/// The name of a team.
pub fn team(number: usize) -> String {
    format!("Team {number:02}")
}

/// The name of a user.
pub fn user(number: usize) -> String {
    format!("user-{number:04}")
}

/// All requests.
pub fn requests() -> Vec<Request> {
    let mut drawn = Drawn::new(20);
    let departments = ["Finance", "Sales", "Legal", "Research"];
    (0..COUNT)
        .map(|_| {
            let caller = drawn.below(400);
            let address = match drawn.below(4) {
                0 => "10.1.2.3".to_owned(),
                1 => format!("10.{}.{}.{}", drawn.below(32), drawn.below(256), drawn.below(256)),
                _ => format!("192.168.{}.{}", drawn.below(256), drawn.below(256)),
            };
            let (year, month, day) = (2023 + drawn.below(3), 1 + drawn.below(12), 1 + drawn.below(28));
            let hired = format!("{year:04}-{month:02}-{day:02}");
            let midnight = hired
                .parse::<chrono::NaiveDate>()
                .expect("a day of the calendar")
                .and_time(chrono::NaiveTime::MIN);
            Request {
                user: user(caller),
                teams: drawn.some(6, TEAMS, team),
                departments: drawn.some(2, departments.len(), |number| departments[number].to_owned()),
                hired_ms: midnight.and_utc().timestamp_millis(),
                hired,
                ip: address.parse().expect("an address"),
                address,
                owner: user(if drawn.below(3) == 0 { caller } else { drawn.below(400) }),
                reviewers: drawn.some(3, TEAMS, team),
                now_ms: 1_750_000_000_000 + (drawn.below(14 * 24 * 60) as i64) * 60_000,
            }
        })
        .collect()
}

impl Request {
    /// The request as the sections that rules name.
    pub fn sections(&self) -> Json {
        json!({
            "identity": {
                "username": self.user, "teams": self.teams, "department": self.departments, "hired": self.hired,
                "hired_ms": self.hired_ms,
            },
            "request": {"remote_addr": self.address, "now": self.now_ms},
            "submission": {"owner": self.owner, "reviewers": self.reviewers},
            "now": self.now_ms,
            "tz": ZONE,
        })
    }
}
