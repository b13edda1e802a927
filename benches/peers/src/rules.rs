//! The rules: what each asks, and its text in the two languages of the project.

use crate::request::{team, user};

/// The names that the second column of addresses allows.
pub const ADDRESSES: [&str; 2] = ["10.1.2.3", "10.1.2.4"];
/// The team that most rules ask for.
pub const TEAM: &str = "Team 07";
/// The department that one rule asks for.
pub const DEPARTMENT: &str = "Finance";
/// A year of 365 days, in milliseconds.
pub const YEAR_MS: i64 = 365 * 86_400_000;
/// How many terms the long rule has.
pub const TERMS: usize = 200;

/// The rules of the table, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// On a team.
    Team,
    /// From an address.
    Address,
    /// Both.
    TeamAndAddress,
    /// The owner, or anybody whose attribute has a value.
    OwnerOrAttribute,
    /// From one of sixteen blocks of addresses.
    Cidr,
    /// On one of the teams that the record lists.
    Intersection,
    /// The same by the published helper of thirty lines.
    Helper,
    /// On weekdays from nine to five in New York.
    Hours,
    /// Employed for over a year.
    Tenure,
    /// Two hundred alternatives over teams and names.
    Terms,
}

impl Rule {
    /// All of them.
    pub const ALL: [Rule; 10] = [
        Rule::Team,
        Rule::Address,
        Rule::TeamAndAddress,
        Rule::OwnerOrAttribute,
        Rule::Cidr,
        Rule::Intersection,
        Rule::Helper,
        Rule::Hours,
        Rule::Tenure,
        Rule::Terms,
    ];

    /// As the table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Team => "team",
            Rule::Address => "address",
            Rule::TeamAndAddress => "team and address",
            Rule::OwnerOrAttribute => "owner or attribute",
            Rule::Cidr => "16 CIDR blocks",
            Rule::Intersection => "intersection",
            Rule::Helper => "30-line helper",
            Rule::Hours => "hours, zone",
            Rule::Tenure => "tenure",
            Rule::Terms => "200 terms",
        }
    }

    /// The text in JavaScript; `None` where the language has no words for it.
    pub fn javascript(self) -> Option<String> {
        let text = match self {
            Rule::Team => format!("identity('teams').includes('{TEAM}')"),
            Rule::Address => format!("[{}].includes(request('remote_addr'))", quoted(ADDRESSES)),
            Rule::TeamAndAddress => format!(
                "identity('teams').includes('{TEAM}') && [{}].includes(request('remote_addr'))",
                quoted(ADDRESSES)
            ),
            Rule::OwnerOrAttribute => {
                format!(
                    "submission('owner') === identity('username') || identity('department').includes('{DEPARTMENT}')"
                )
            }
            Rule::Cidr => return None,
            Rule::Intersection => "hasIntersection(identity('teams'), submission('reviewers'))".to_owned(),
            Rule::Helper => HELPER.to_owned(),
            Rule::Hours => HOURS.to_owned(),
            Rule::Tenure => format!("new Date() - new Date(identity('hired')) > {YEAR_MS}"),
            Rule::Terms => terms().iter().map(Term::javascript).collect::<Vec<_>>().join(" || "),
        };
        Some(text)
    }

    /// The text in Ruby; `None` where JavaScript's stands for both.
    pub fn ruby(self) -> Option<String> {
        let text = match self {
            Rule::Team => format!("@identity.teams.include?('{TEAM}')"),
            Rule::Address => format!("[{}].include?(@request.remote_addr)", quoted(ADDRESSES)),
            Rule::TeamAndAddress => format!(
                "@identity.is_member_of('{TEAM}') && [{}].include?(@request.remote_addr)",
                quoted(ADDRESSES)
            ),
            Rule::Cidr => format!(
                "[{}].any? {{ |block| IPAddr.new(block).include?(@request.remote_addr) }}",
                quoted(blocks().iter().map(String::as_str))
            ),
            Rule::Terms => terms().iter().map(Term::ruby).collect::<Vec<_>>().join(" || "),
            _ => return None,
        };
        Some(text)
    }
}

const HOURS: &str = "(function () {
  var now = new Date();
  var day = now.getDay(), hour = now.getHours();
  return day >= 1 && day <= 5 && hour >= 9 && hour < 17;
})()";

/// What `hasIntersection` is where a rule brings it along: both arguments may be absent, one value or a list.
const HELPER: &str = "(function () {
  // The values of both as lists; nothing is an empty list
  var asList = function (value) {
    if (value === null || value === undefined) {
      return [];
    }
    return (value instanceof Array) ? value : [value];
  };

  // Whether the list holds the value
  var hasValue = function (list, value) {
    return list.indexOf(value) != -1;
  };

  // Whether the two have a value in common
  var overlap = function (left, right) {
    var first = asList(left);
    var second = asList(right);
    // The values of the first that the second has as well
    var common = first.filter(function (value) {
      return hasValue(second, value);
    });
    // Any at all
    return first.find(function (value) {
      return hasValue(second, value);
    }) !== undefined;
  };

  // Reviewers of the record
  return overlap(identity('teams'), submission('reviewers'));
})()";

/// One alternative of the long rule.
pub enum Term {
    /// On this team.
    Team(String),
    /// This user.
    User(String),
}

impl Term {
    fn javascript(&self) -> String {
        match self {
            Term::Team(team) => format!("identity('teams').includes('{team}')"),
            Term::User(user) => format!("identity('username') === '{user}'"),
        }
    }

    fn ruby(&self) -> String {
        match self {
            Term::Team(team) => format!("@identity.is_member_of('{team}')"),
            Term::User(user) => format!("@identity.username == '{user}'"),
        }
    }
}

/// The alternatives: teams that few have and names that few are, so that most requests ask all of them.
pub fn terms() -> Vec<Term> {
    (0..TERMS)
        .map(|number| match number % 2 {
            0 => Term::Team(team(if number % 50 == 0 { number / 50 } else { 100 + number })),
            _ => Term::User(user(if number % 25 == 0 { number } else { 1_000 + number })),
        })
        .collect()
}

/// The sixteen blocks.
pub fn blocks() -> Vec<String> {
    (0..16)
        .map(|number| format!("10.{}.{}.0/{}", number * 2, number * 16, 17 + number % 8))
        .collect()
}

fn quoted<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts
        .into_iter()
        .map(|text| format!("'{text}'"))
        .collect::<Vec<_>>()
        .join(", ")
}
