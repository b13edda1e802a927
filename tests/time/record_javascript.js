#!/usr/bin/env node
'use strict';
/*
 * Records what Node 20 answers to random questions about dates, one JSON array a line:
 *   node record_javascript.js COUNT SEED > javascript.jsonl
 * The last element of each line is the answer. NaN and the infinities are written as texts.
 */
const count = Number(process.argv[2] || 3000);
let state = BigInt(process.argv[3] || 1);
function random(below) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(below));
}
const pick = (list) => list[random(list.length)];
const chance = (percent) => random(100) < percent;
const number = (n) => (Number.isFinite(n) ? n : String(n));

const COMMON = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Tokyo',
  'America/St_Johns', 'Europe/London', 'America/Los_Angeles', 'Pacific/Auckland', 'America/Sao_Paulo'];
const ODD = ['Africa/Casablanca', 'Pacific/Apia', 'Asia/Gaza', 'Africa/Monrovia', 'Asia/Manila', 'Europe/Dublin',
  'Antarctica/Troll', 'Asia/Kathmandu', 'America/Havana', 'Asia/Tehran', 'Europe/Moscow', 'Etc/GMT+5', 'EST5EDT',
  'Europe/Amsterdam', 'Pacific/Kiritimati', 'America/Caracas', 'Africa/Cairo', 'Asia/Jerusalem', 'America/Santiago',
  'Pacific/Chatham', 'CET', 'MET', 'WET', 'EET', 'GMT', 'HST', 'Asia/Pyongyang', 'Europe/Istanbul', 'America/Nuuk'];
const zones = process.argv[4] ? require('fs').readFileSync(process.argv[4], 'utf8').trim().split('\n') : COMMON.concat(ODD);
let zone = 'UTC';
function setZone(name) {
  zone = name;
  process.env.TZ = name;
}

/* The instants around which the clocks of the zone change, found by a coarse search. */
const changes = new Map();
function changesOf(name) {
  if (!changes.has(name)) {
    const found = [];
    const step = 5 * 86400000;
    for (let t = -4e12; t < 6e12; t += step) {
      if (new Date(t).getTimezoneOffset() === new Date(t + step).getTimezoneOffset()) continue;
      let low = t, high = t + step;
      const before = new Date(low).getTimezoneOffset();
      while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000;
        if (new Date(middle).getTimezoneOffset() === before) low = middle; else high = middle;
      }
      found.push(high);
    }
    changes.set(name, found);
  }
  return changes.get(name);
}
function instant() {
  const around = changesOf(zone);
  switch (random(8)) {
    case 0: return random(2 ** 31) * 8000 - 8.64e12 + random(1000);
    case 1: return (random(2 ** 31) / 2 ** 31 - 0.5) * 2 * 8.64e15;
    case 2: return pick([0, -1, 1, 8.64e15, -8.64e15, NaN, 8.64e15 - 1, 2 ** 31 * 1000, 4102444800000, 253402300800000, -62135596800000, -62167219200000]) + random(3) - 1;
    case 3: case 4: case 5:
      if (around.length) return pick(around) + (random(2 * 7200) - 7200) * 1000 + pick([0, 0, 1, 999]);
      // falls through
    default: return random(2 ** 31) * 1000 + random(1000);
  }
}
const whole = () => { const t = instant(); return Number.isNaN(t) ? NaN : Math.trunc(Math.max(-8.64e15, Math.min(8.64e15, t))); };

function fields(year) {
  const usual = [year, random(12), 1 + random(31), random(24), random(60), random(60), random(1000)];
  const list = usual.slice(0, 2 + random(6));
  if (chance(25)) {
    const at = random(list.length);
    list[at] = pick([NaN, Infinity, -Infinity, -1, 0, 99, 100, 1.9, -0.5, 1e6, -1e6, 1e7, 12, 13, 24, 60, 61, 1000, 1e9, 8.64e15, 275760, -271821, 32, list[at] * 50, -list[at], list[at] + 0.7]);
  }
  return list;
}
function localFields() {
  const around = changesOf(zone);
  if (around.length && chance(60)) {
    const d = new Date(pick(around) + (random(4 * 3600) - 2 * 3600) * 1000);
    const list = [d.getFullYear(), d.getMonth(), d.getDate(), d.getHours() + random(3) - 1, d.getMinutes(), d.getSeconds()];
    return list;
  }
  return fields(pick([random(100), 1900 + random(200), 1970 + random(70), 1583 + random(9000), -random(271821), random(275760)]));
}

const two = (n) => String(n).padStart(2, '0');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const PIECES = [
  () => String(random(40)), () => two(random(60)), () => String(1970 + random(80)), () => String(random(10 ** (1 + random(9)))),
  () => pick(MONTHS), () => pick(['January', 'september', 'Sept', 'Mai', 'JUNE', 'marvellous', 'decade']),
  () => pick(['Mon', 'Sunday', 'tues', 'T', 't', 'Z', 'z', 'at', 'of', 'foo', 'nd', 'th', 'h', '\u00a0', '\u202f', '\u00e9', '\u3000', '[', '_']),
  () => pick(['AM', 'pm', 'PM', 'am', 'a.m.', 'noon']),
  () => pick(['GMT', 'UTC', 'UT', 'EST', 'EDT', 'CST', 'CDT', 'MST', 'MDT', 'PST', 'PDT', 'CET', 'BST', 'gmt', 'utc']),
  () => pick(['-', '/', ':', '.', ',', ' ', '+', '(', ')', '::', '--', '  ', '\t', '\n', "'", '"', ';', '\0', '*']),
  () => two(random(26)) + ':' + two(random(62)), () => two(random(25)) + ':' + two(random(60)) + ':' + two(random(61)),
  () => '.' + random(10 ** (1 + random(8))), () => pick(['+', '-']) + two(random(16)) + pick(['', ':']) + two(random(70)),
  () => pick(['(CET)', '(Central European Time)', '(a(b)c)', '(', '(x']), () => (1900 + random(200)) + '-' + two(random(14)) + '-' + two(random(33)),
];
const TEMPLATES = [
  (y, m, d, h, i, s) => `${y}-${two(m)}-${two(d)}`, (y, m, d, h, i, s) => `${y}-${two(m)}-${two(d)}T${two(h)}:${two(i)}:${two(s)}`,
  (y, m, d, h, i, s) => `${y}-${two(m)}-${two(d)}T${two(h)}:${two(i)}Z`, (y, m, d, h, i, s) => `${y}-${two(m)}-${two(d)}T${two(h)}:${two(i)}:${two(s)}.${random(10000)}${pick(['Z', '+01:00', '-0530', '', '+24:00', ' Z', 'z'])}`,
  (y, m, d, h, i, s) => `${y}-${two(m)}-${two(d)} ${two(h)}:${two(i)}:${two(s)}`, (y, m, d) => `${m}/${d}/${y}`, (y, m, d) => `${y}/${m}/${d}`,
  (y, m, d) => `${MONTHS[m % 12]} ${d}, ${y}`, (y, m, d) => `${d} ${MONTHS[m % 12]} ${y}`, (y, m, d, h, i) => `${d} ${MONTHS[m % 12]} ${y} ${h}:${two(i)} ${pick(['AM', 'PM', 'am', ''])}`,
  (y, m, d, h, i, s) => `Sat ${MONTHS[m % 12]} ${two(d)} ${y} ${two(h)}:${two(i)}:${two(s)} GMT${pick(['+', '-'])}${two(h)}00 (X Time)`,
  (y, m, d, h, i, s) => `Sat, ${two(d)} ${MONTHS[m % 12]} ${y} ${two(h)}:${two(i)}:${two(s)} ${pick(['GMT', 'EST', 'PDT', '+0100', '-08:00', 'Z', ''])}`,
  (y, m) => `${y}-${two(m)}`, (y) => `${y}`, (y, m, d) => `${pick(['+', '-'])}${String(y).padStart(6, '0')}-${two(m)}-${two(d)}`,
  (y, m, d) => `${d}-${MONTHS[m % 12]}-${y}`, (y, m, d) => `${m}-${d}-${y}`, (y, m, d) => `${MONTHS[m % 12]} ${d}`,
];
function text() {
  if (chance(50)) {
    let made = pick(TEMPLATES)(chance(90) ? 1900 + random(200) : random(10 ** random(7)), random(14), random(33), random(26), random(62), random(62));
    if (chance(30)) {
      const at = random(made.length + 1);
      made = made.slice(0, at) + pick(PIECES)() + made.slice(at + random(3));
    }
    return made;
  }
  let made = '';
  for (let n = 1 + random(8); n > 0; n--) made += pick(PIECES)() + (chance(40) ? pick([' ', ' ', ', ']) : '');
  return made;
}

const GETTERS = ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds'];
const SETTERS = ['Milliseconds', 'Seconds', 'Minutes', 'Hours', 'Date', 'Month', 'FullYear', 'Year'];
function argument(name) {
  if (chance(20)) return pick([NaN, Infinity, -1, 0, 1.5, -1.5, 1e6, 1e8, 99, 100, 13, 60, 25, 1000, -1000]);
  return { Milliseconds: random(1000), Seconds: random(60), Minutes: random(60), Hours: random(24), Date: 1 + random(31), Month: random(12), FullYear: 1800 + random(400), Year: random(130) }[name];
}
const REST = { Milliseconds: [], Seconds: ['Milliseconds'], Minutes: ['Seconds', 'Milliseconds'], Hours: ['Minutes', 'Seconds', 'Milliseconds'], Date: [], Month: ['Date'], FullYear: ['Month', 'Date'], Year: [] };
const QUESTIONS = {
  local() { const a = localFields(); return ['local', zone, a.map(number), number(+new Date(...a))]; },
  utc() { const a = fields(pick([random(100), 1900 + random(200), -random(271821), random(275760)])).slice(0, random(8)); return ['utc', zone, a.map(number), number(Date.UTC(...a))]; },
  get() { const t = whole(); const d = new Date(t); return ['get', zone, number(t), GETTERS.map((g) => number(d['get' + g]())).concat(number(d.getTimezoneOffset()))]; },
  getutc() { const t = whole(); const d = new Date(t); return ['getutc', zone, number(t), GETTERS.map((g) => number(d['getUTC' + g]()))]; },
  set() {
    const t = whole(); const d = new Date(t); const setter = pick(SETTERS); const universal = setter !== 'Year' && chance(40);
    const a = [setter].concat(REST[setter].slice(0, random(REST[setter].length + 1))).map(argument).slice(chance(3) ? 1 : 0);
    d['set' + (universal ? 'UTC' : '') + setter](...a);
    return ['set', zone, setter, universal, number(t), a.map(number), number(+d)];
  },
  text() {
    const t = whole(); const d = new Date(t); let iso;
    try { iso = d.toISOString(); } catch (e) { iso = `${e.name}: ${e.message}`; }
    return ['text', zone, number(t), [iso, d.toJSON(), d.toString(), d.toDateString(), d.toTimeString(), d.toUTCString()]];
  },
  parse() { const s = text(); return ['parse', zone, s, number(Date.parse(s))]; },
};
const WEIGHTED = ['local', 'local', 'utc', 'get', 'get', 'getutc', 'set', 'set', 'text', 'parse', 'parse', 'parse', 'parse'];
let out = [];
for (let n = 0; n < count; n++) {
  if (n % 8 === 0) setZone(pick(zones));
  out.push(JSON.stringify(QUESTIONS[pick(WEIGHTED)]()));
  if (out.length === 1000) { require('fs').writeSync(1, out.join('\n') + '\n'); out = []; }
}
if (out.length) require('fs').writeSync(1, out.join('\n') + '\n');
