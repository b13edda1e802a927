// A policy set in V8: reads {"slugs", "granted", "callers", "asks"}, writes {"ns": median, "answers": [flags]}.
const { slugs, granted, callers, asks } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const forms = new Map(slugs.map((slug, number) => [slug, granted[number]]));
const sets = callers.map((teams) => new Set(teams));
const decide = ([caller, form, endpoint, implied]) => {
  const teams = sets[caller];
  const own = forms.get(form);
  const has = (team) => teams.has(team);
  return own[endpoint].some(has) || (implied && own[1].some(has));
};
const pass = (passes) => {
  let allowed = 0;
  const start = process.cpuUsage();
  for (let count = 0; count < passes; count++) {
    for (let number = 0; number < asks.length; number++) {
      if (decide(asks[number])) allowed++;
    }
  }
  const { user, system } = process.cpuUsage(start);
  return [((user + system) * 1000) / (passes * asks.length), allowed];
};
for (let round = 0; round < 30; round++) pass(20);
const times = [];
for (let round = 0; round < 15; round++) times.push(pass(40)[0]);
times.sort((left, right) => left - right);
console.log(JSON.stringify({ ns: times[7], answers: asks.map(decide) }));
