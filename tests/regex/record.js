'use strict';
// Writes random regular expressions with what Node makes of them, one JSON line a case:
//
//   node tests/regex/record.js 3000 1 > tests/regex/javascript.jsonl
//
// The arguments are the number of cases and the seed. A line has the pattern `p`, the flags `f`, the text `t`, the
// position `at` from which `exec` searches, and either `r`, the ranges of the groups (null where there is none), or `e`,
// the message of the SyntaxError. Strings that are not well formed are arrays of code units.
const count = Number(process.argv[2] || 3000);
let state = Number(process.argv[3] || 1) >>> 0;
function random(n) {
  state = (state + 0x6d2b79f5) >>> 0;
  let x = Math.imul(state ^ (state >>> 15), 1 | state);
  x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
  return ((x ^ (x >>> 14)) >>> 0) % n;
}
const pick = (list) => list[random(list.length)];
const chance = (n) => random(n) === 0;

const PLAIN = ['a', 'b', 'c', 'a', 'b', 'ab', 'ba', 'aab', 'x', '1', ' ', '-', '_', ',', ':', '=', '<', '!'];
const CASED = ['A', 'B', 'k', 'K', 'S', 's', '\u212a', '\u017f', 'ß', '\u1e9e', 'é', 'É', 'Σ', 'σ', 'ς', 'µ', 'μ', 'İ', 'i', 'ı', 'ǆ', 'ǅ', 'Ω', '\u2126', '𐐀', '𐐨', 'ﬀ', 'ᾳ', 'ᾼ'];
const ODD = ['\n', '\r', '\u2028', '\u2029', '\ufeff', '\u00a0', '\u0085', '\u180e', '\t', '\v', '\0', '\x08', '😀', '\ud83d', '\ude00', '\ud801', 'é', '\u200d', '日'];
const ESCAPES = ['\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\.', '\\-', '\\n', '\\t', '\\v', '\\f', '\\r', '\\0', '\\x41', '\\x4', '\\u0061',
  '\\u{61}', '\\u{1F600}', '\\uD83D\\uDE00', '\\uD83D', '\\uDE00', '\\ud801\\udc28', '\\u006', '\\cA', '\\cj', '\\c1', '\\c', '\\c_', '\\101', '\\12', '\\7', '\\8', '\\00', '\\377',
  '\\400', '\\/', '\\\\', '\\]', '\\[', '\\{', '\\}', '\\(', '\\^', '\\$', '\\a', '\\e', '\\k', '\\p', '\\q', '\\_', '\\é', '\\ '];
const PROPERTIES = ['\\p{L}', '\\p{Lu}', '\\P{Lu}', '\\p{Ll}', '\\p{Script=Greek}', '\\p{sc=Latn}', '\\p{scx=Grek}', '\\p{Alphabetic}', '\\P{ASCII}',
  '\\p{Any}', '\\p{Emoji}', '\\p{White_Space}', '\\p{Lowercase}', '\\p{Nd}', '\\p{gc=P}', '\\p{Foo}', '\\p{lu}', '\\p', '\\p{', '\\p{L=x}'];

function classAtom(deep) {
  switch (random(8)) {
    case 0: return pick(ESCAPES);
    case 1: return pick(CASED);
    case 2: return pick(ODD);
    case 3: { const [x, y] = [pick(['a', 'b', 'A', 'k', '0', '\\x41', '\\u0061', 'α']), pick(['c', 'z', 'Z', '9', 'é', 'ω', '\\u{10ffff}'])]; return `${x}-${y}`; }
    case 4: return deep ? pick(PROPERTIES) : pick(['b', '-', '\\b', '^', '.', '*', '$', '[']);
    default: return pick(['a', 'b', 'c', '1', ' ', '-', '_']);
  }
}
function charClass(unicode) {
  let s = chance(3) ? '[^' : '[';
  for (let n = random(4); n > 0; n--) s += classAtom(unicode);
  return chance(60) ? s : s + ']';
}
let names = 0;
function quantifier() {
  const q = pick(['*', '+', '?', '*', '+', '?', '{2}', '{0,1}', '{1,2}', '{0,2}', '{2,}', '{0,}', '{0}', '{1}', '{1,3}', '{3,5}', chance(4) ? '{2,1}' : '*', chance(4) ? '{,2}' : '+', chance(3) ? '{' : '?']);
  return chance(3) ? q + '?' : q;
}
function atom(depth, wild) {
  const n = random(wild ? 20 : 14);
  if (depth > 0 && n < 7) {
    const body = disjunction(depth - 1, wild);
    if (n < 4) return `(${body})`;
    if (n < 6) return `(?:${body})`;
    return `(?<${chance(8) ? 'n' : `n${names++}`}>${body})`;
  }
  if (n < 9) return pick(PLAIN);
  if (n === 9) return pick(['.', '.', '\\w', '\\d', '\\s', '[^]', '[]']);
  if (n === 10) return charClass(wild === 2);
  if (n < 14) return pick(['a', 'b', 'c']);
  if (n === 14) return pick(CASED);
  if (n === 15) return pick(ODD);
  if (n === 16) return wild === 2 ? pick(PROPERTIES) : pick(ESCAPES);
  if (n === 17) return pick(ESCAPES);
  if (n === 18) return charClass(wild === 2);
  return chance(6) ? pick(['{', '}', ']', '{1', '{1,', 'a{,1}', '{2}', ')', '(', '*', '(?', '(?a)', '\\', '[', '(?<n', '(?<1>a)', '(?<\\u{61}>b)', '(?<𝒜>c)', '(?<a\u200d>d)']) : pick(CASED);
}
function term(depth, wild) {
  if (chance(8)) return pick(['^', '$', '\\b', '\\B', '^', '$']);
  const a = atom(depth, wild);
  return chance(2) ? a + quantifier() : a;
}
function alternative(depth, wild) {
  let s = '';
  for (let n = random(4); n > 0; n--) s += term(depth, wild);
  return s;
}
function disjunction(depth, wild) {
  let s = alternative(depth, wild);
  while (chance(3)) s += '|' + alternative(depth, wild);
  return s;
}
function text(wild) {
  let s = '';
  for (let n = random(wild ? 12 : 9); n > 0; n--) {
    s += wild && chance(3) ? pick(chance(2) ? CASED : ODD) : pick(chance(12) ? PLAIN : ['a', 'b', 'c', 'a', 'b']);
  }
  return s;
}
const wellFormed = (s) => (s.isWellFormed() ? s : Array.from({ length: s.length }, (_, i) => s.charCodeAt(i)));

const lines = [];
for (let i = 0; i < count; i++) {
  const wild = random(3);
  names = 0;
  let p = disjunction(1 + random(4), wild);
  if (chance(40)) p = wellFormed(p) === p ? p : '\ud83d' + p;
  const f = (chance(2) ? 'i' : '') + (chance(3) ? 'm' : '') + (chance(4) ? 's' : '') + (wild === 2 || chance(4) ? 'u' : '') + (chance(5) ? 'y' : '');
  let regex;
  try {
    regex = new RegExp(p, f + 'dg');
  } catch (error) {
    const message = (() => { try { new RegExp(p, f); } catch (e) { return e.message; } return error.message; })();
    lines.push(JSON.stringify({ p: wellFormed(p), f, e: wellFormed(message) }));
    continue;
  }
  const t = text(wild);
  const at = chance(3) ? random(t.length + 1) : 0;
  regex.lastIndex = at;
  const match = regex.exec(t);
  lines.push(JSON.stringify({ p: wellFormed(p), f, t: wellFormed(t), at, r: match && [...match.indices].map((x) => x || null) }));
}
process.stdout.write(lines.join('\n') + '\n');
