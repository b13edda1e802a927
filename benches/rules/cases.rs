//! The rules, and what says the same in Rust.

use rulec::policy::endpoint::Scope;
use rulec::vm::decision::{Bound, Rules, decide};
use rulec::{Program, Schema, Source, compile};

use crate::requests::{Field, Interned, Lent, Names, Request, field, intern, milliseconds, team, user};
use crate::timing::compare;

/// The helper that is published for comparing two lists, around the comparison.
const HELPER: &str = "(function() {
  // Helper method
  var hasIntersection = function(obj1, obj2) {
    obj1 = (obj1 === null || obj1 === undefined) ? [] : obj1;
    var list1 = (obj1 instanceof Array) ? obj1 : [obj1];
    var list2 = (obj2 instanceof Array) ? obj2 : [obj2];
    return list1.find(function(value) { return hasValue(list2, value); }) !== undefined;
  };
  var hasValue = function(list, value) { return (list instanceof Array) && list.indexOf(value) != -1 };
  return hasIntersection(identity('teams'), kapp('attribute:Owning Team'));
})()";

struct Compiled {
    program: Program,
    rules: Rules,
    fields: Vec<Field>,
    /// What the linked rule asks about.
    names: Vec<Field>,
    bound: Vec<Bound>,
}

fn compiled(source: &Source, requests: &[Request]) -> Compiled {
    let mut schema = Schema::batch();
    schema.has_intersection = Scope::Space.schema().has_intersection;
    let program = compile(source, &schema).expect("the rule compiles");
    let rules = Rules::new([&program]);
    let fields: Vec<Field> = program.subjects().map(|(section, key)| field(section, key)).collect();
    let names: Vec<Field> = rules.subjects().map(|(section, key)| field(section, key)).collect();
    let bound = requests
        .iter()
        .map(|request| {
            rules.bind(&Lent {
                fields: &names,
                request,
            })
        })
        .collect();
    Compiled {
        program,
        rules,
        fields,
        names,
        bound,
    }
}

impl Compiled {
    #[inline]
    fn bound(&self, request: usize) -> bool {
        let answer = self.rules.decide(0, &self.bound[request]);
        answer.expect("decision code decides").holds()
    }

    /// Binds a request and decides about it, as if it were never asked about again.
    #[inline]
    fn bind_and_rule(&self, request: &Request) -> bool {
        let host = Lent {
            fields: &self.names,
            request,
        };
        let answer = self.rules.decide(0, &self.rules.bind(&host));
        answer.expect("decision code decides").holds()
    }

    #[inline]
    fn once(&self, request: &Request) -> bool {
        let host = Lent {
            fields: &self.fields,
            request,
        };
        let (answer, _) = decide(&self.program, &host);
        answer.expect("decision code decides").holds()
    }
}

/// The interned texts that the hand-written rules name.
struct Ids {
    team: u32,
    address: u32,
    site: u32,
}

pub fn run(requests: &[Request]) {
    let (mut teams, mut sites, mut others) = (Names::default(), Names::default(), Names::default());
    let ids = std::hint::black_box(Ids {
        team: teams.id(&team(3)),
        address: others.id("192.168.1.100"),
        site: sites.id("Berlin"),
    });
    let interned = intern(requests, &mut teams, &mut sites, &mut others);
    let nets = std::hint::black_box(nets());
    let javascript = |text: &str| Source::javascript("rule", text);
    let ruby = |text: &str| Source::ruby("rule", text);
    let list: Vec<String> = nets
        .iter()
        .map(|(net, bits)| format!("IPAddr.new('{}/{bits}')", std::net::Ipv4Addr::from(*net)))
        .collect();
    let list = list.join(", ");
    let team3 = team(3);

    both(
        "team",
        javascript("identity('teams').includes('Department::Team 3')"),
        (requests, &interned),
        |request| request.teams >> ids.team & 1 == 1,
        |request| request.teams.contains(&team3),
    );
    both(
        "address",
        ruby("['192.168.1.100'].include?(@request.remote_addr)"),
        (requests, &interned),
        |request| request.address_id == ids.address,
        |request| request.address == "192.168.1.100",
    );
    both(
        "team and address",
        ruby("@identity.is_member_of('Department::Team 3') && ['192.168.1.100'].include?(@request.remote_addr)"),
        (requests, &interned),
        |request| request.teams >> ids.team & 1 == 1 && request.address_id == ids.address,
        |request| request.teams.contains(&team3) && request.address == "192.168.1.100",
    );
    both(
        "owner or attribute",
        javascript("submission('createdBy') === identity('username') || identity('attribute:Site').includes('Berlin')"),
        (requests, &interned),
        |request| request.created_by == request.username || request.site >> ids.site & 1 == 1,
        |request| request.created_by == request.username || request.site.iter().any(|site| site == "Berlin"),
    );
    both(
        "16 CIDR blocks",
        ruby(&format!(
            "require 'ipaddr'\n[{list}].any? {{ |net| net.include?(@request.remote_addr) }}"
        )),
        (requests, &interned),
        |request| in_nets(&nets, request.address),
        |request| {
            let address = request.address.parse::<std::net::Ipv4Addr>().map_or(0, u32::from);
            in_nets(&nets, address)
        },
    );
    let intersection = "hasIntersection(identity('teams'), kapp('attribute:Owning Team'))";
    let meets = |request: &Request| request.teams.iter().any(|team| request.owning_teams.contains(team));
    both(
        "intersection",
        javascript(intersection),
        (requests, &interned),
        |request| request.teams & request.owning_teams != 0,
        meets,
    );
    both(
        "published helper",
        javascript(HELPER),
        (requests, &interned),
        |request| request.teams & request.owning_teams != 0,
        meets,
    );
    both(
        "business hours",
        javascript(
            "(function() { var now = new Date(); var day = now.getDay(), hour = now.getHours(); \
             return day >= 1 && day <= 5 && hour >= 9 && hour < 17; })()",
        ),
        (requests, &interned),
        |request| in_hours(request.now),
        |request| in_hours(request.now as i64),
    );
    both(
        "tenure",
        javascript("new Date() - new Date(identity('attribute:Hired')[0]) > 31557600000"),
        (requests, &interned),
        |request| request.now - request.hired > 31_557_600_000,
        |request| request.now as i64 - milliseconds(&request.hired[0]) > 31_557_600_000,
    );
    let (helper, built_in) = (
        compiled(&javascript(HELPER), requests),
        compiled(&javascript(intersection), requests),
    );
    compare(
        "published helper / built-in",
        requests.len(),
        |request| helper.bound(request),
        |request| built_in.bound(request),
    );
    terms(requests, &interned, &mut teams, &mut others);
}

/// A rule, bound against interned ids and once against strings.
fn both(
    name: &str,
    source: Source,
    (requests, interned): (&[Request], &[Interned]),
    by_id: impl Fn(&Interned) -> bool,
    by_text: impl Fn(&Request) -> bool,
) {
    let rule = compiled(&source, requests);
    compare(
        &format!("{name}, bound"),
        requests.len(),
        |request| rule.bound(request),
        |request| by_id(&interned[request]),
    );
    compare(
        &format!("{name}, once"),
        requests.len(),
        |request| rule.once(&requests[request]),
        |request| by_text(&requests[request]),
    );
    compare(
        &format!("{name}, bind and rule"),
        requests.len(),
        |request| rule.bind_and_rule(&requests[request]),
        |request| by_text(&requests[request]),
    );
}

/// Two hundred comparisons as somebody wrote them, most of which do not hold.
fn terms(requests: &[Request], interned: &[Interned], teams: &mut Names, others: &mut Names) {
    enum Term {
        Team(u32),
        User(u32),
        Creator(u32),
    }
    let mut texts = Vec::new();
    let mut hand = Vec::new();
    for number in 0..200 {
        match number % 3 {
            0 => {
                texts.push(format!("identity('teams').includes('{}')", team(24 + number)));
                hand.push(Term::Team(teams.id(&team(24 + number))));
            }
            1 => {
                texts.push(format!("identity('username') === '{}'", user(40 + number)));
                hand.push(Term::User(others.id(&user(40 + number))));
            }
            _ => {
                texts.push(format!("submission('createdBy') === '{}'", user(30 + number)));
                hand.push(Term::Creator(others.id(&user(30 + number))));
            }
        }
    }
    // As written: one comparison after another, with the numbers that interning gave when the program started.
    let hand = std::hint::black_box(hand);
    let sets: Vec<[u64; 4]> = interned.iter().map(|request| [request.teams, 0, 0, 0]).collect();
    let rule = compiled(&Source::javascript("rule", texts.join(" || ")), requests);
    compare(
        "200 terms, bound",
        requests.len(),
        |request| rule.bound(request),
        |request| {
            let (teams, request) = (&sets[request], &interned[request]);
            hand.iter().any(|term| match *term {
                Term::Team(team) => teams[team as usize / 64 % 4] >> (team % 64) & 1 == 1,
                Term::User(user) => request.username == user,
                Term::Creator(user) => request.created_by == user,
            })
        },
    );
}

/// Monday to Friday, 9 to 17 o'clock in UTC.
fn in_hours(now: i64) -> bool {
    // The first day was a Thursday.
    let (day, hour) = ((now / 86_400_000 + 4) % 7, now / 3_600_000 % 24);
    (1..=5).contains(&day) && (9..17).contains(&hour)
}

fn nets() -> Vec<(u32, u32)> {
    (0..16_u32)
        .map(|number| ((10 << 24) | (2 * number) << 16, 16))
        .collect()
}

fn in_nets(nets: &[(u32, u32)], address: u32) -> bool {
    nets.iter()
        .any(|&(net, bits)| address >> (32 - bits) == net >> (32 - bits))
}
