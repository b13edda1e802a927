'use strict';
// Writes the Unicode tables of the JavaScript dialect as Node knows them.
//
//   node tests/regex/unicode.js src/regex/unicode < long-script-names.txt
//
// The standard input holds candidate long names of scripts, one a line (`Latin`, `Old_Italic`, …); Node decides which of
// them exist. `javascript_properties.txt` gets one line for each property, `kind;names;ranges`, and
// `javascript_folds.txt` the sets of characters that `i` holds equal. Numbers are base 36: for ranges, the gap since
// the end of the last range and the length less one.
const fs = require('fs');
const out = process.argv[2];
const LAST = 0x10ffff;

let low = '';
let high = '';
for (let c = 0; c <= LAST; c++) {
  if (c < 0xd800) low += String.fromCharCode(c);
  else if (c > 0xdfff) high += String.fromCodePoint(c);
}
function ranges(expr) {
  const all = [];
  const run = new RegExp(`${expr}+`, 'gu');
  const add = (from, to) => {
    const last = all[all.length - 1];
    if (last && last[1] + 1 === from) last[1] = to;
    else all.push([from, to]);
  };
  for (const m of low.matchAll(run)) add(m.index, m.index + m[0].length - 1);
  const one = new RegExp(`^${expr}$`, 'u');
  for (let c = 0xd800; c <= 0xdfff; c++) if (one.test(String.fromCharCode(c))) add(c, c);
  for (const m of high.matchAll(run)) {
    const from = m[0].codePointAt(0);
    add(from, from + [...m[0]].length - 1);
  }
  return all;
}
function encode(all) {
  let at = 0;
  return all.map(([from, to]) => {
    const text = `${(from - at).toString(36)} ${(to - from).toString(36)}`;
    at = to + 1;
    return text;
  }).join(' ');
}
const exists = (expr) => { try { new RegExp(expr, 'u'); return true; } catch { return false; } };

const GENERAL_CATEGORY = `Cased_Letter LC; Close_Punctuation Pe; Connector_Punctuation Pc; Control Cc cntrl; Currency_Symbol Sc;
Dash_Punctuation Pd; Decimal_Number Nd digit; Enclosing_Mark Me; Final_Punctuation Pf; Format Cf; Initial_Punctuation Pi;
Letter L; Letter_Number Nl; Line_Separator Zl; Lowercase_Letter Ll; Mark M Combining_Mark; Math_Symbol Sm; Modifier_Letter Lm;
Modifier_Symbol Sk; Nonspacing_Mark Mn; Number N; Open_Punctuation Ps; Other C; Other_Letter Lo; Other_Number No;
Other_Punctuation Po; Other_Symbol So; Paragraph_Separator Zp; Private_Use Co; Punctuation P punct; Separator Z;
Space_Separator Zs; Spacing_Mark Mc; Surrogate Cs; Symbol S; Titlecase_Letter Lt; Unassigned Cn; Uppercase_Letter Lu`;
const BINARY = `ASCII; ASCII_Hex_Digit AHex; Alphabetic Alpha; Any; Assigned; Bidi_Control Bidi_C; Bidi_Mirrored Bidi_M;
Case_Ignorable CI; Cased; Changes_When_Casefolded CWCF; Changes_When_Casemapped CWCM; Changes_When_Lowercased CWL;
Changes_When_NFKC_Casefolded CWKCF; Changes_When_Titlecased CWT; Changes_When_Uppercased CWU; Dash;
Default_Ignorable_Code_Point DI; Deprecated Dep; Diacritic Dia; Emoji; Emoji_Component EComp; Emoji_Modifier EMod;
Emoji_Modifier_Base EBase; Emoji_Presentation EPres; Extended_Pictographic ExtPict; Extender Ext; Grapheme_Base Gr_Base;
Grapheme_Extend Gr_Ext; Hex_Digit Hex; IDS_Binary_Operator IDSB; IDS_Trinary_Operator IDST; ID_Continue IDC; ID_Start IDS;
Ideographic Ideo; Join_Control Join_C; Logical_Order_Exception LOE; Lowercase Lower; Math; Noncharacter_Code_Point NChar;
Pattern_Syntax Pat_Syn; Pattern_White_Space Pat_WS; Quotation_Mark QMark; Radical; Regional_Indicator RI;
Sentence_Terminal STerm; Soft_Dotted SD; Terminal_Punctuation Term; Unified_Ideograph UIdeo; Uppercase Upper;
Variation_Selector VS; White_Space space; XID_Continue XIDC; XID_Start XIDS`;

const lines = [];
const put = (kind, list, expr) => {
  for (const names of list.split(/;\s*/)) {
    const known = names.split(/\s+/).filter((n) => exists(expr(n)));
    const text = encode(ranges(expr(known[0])));
    for (const n of known) if (encode(ranges(expr(n))) !== text) throw new Error(n);
    lines.push(`${kind};${known.join(',')};${text}`);
  }
};
put('gc', GENERAL_CATEGORY, (n) => `\\p{${n}}`);
put('bin', BINARY, (n) => `\\p{${n}}`);

const scripts = new Map();
const script = (name) => {
  if (!exists(`\\p{sc=${name}}`)) return;
  const text = encode(ranges(`\\p{sc=${name}}`));
  if (scripts.has(text)) scripts.get(text).push(name);
  else scripts.set(text, [name]);
};
for (const name of fs.readFileSync(0, 'utf8').split('\n')) if (/^[A-Z]\w+$/.test(name)) script(name);
const A = 'abcdefghijklmnopqrstuvwxyz';
for (const a of A.toUpperCase()) for (const b of A) for (const c of A) for (const d of A) {
  if (!scripts.size || ![...scripts.values()].some((v) => v.includes(a + b + c + d))) script(a + b + c + d);
}
for (const [text, names] of scripts) {
  lines.push(`sc;${names.join(',')};${text}`);
  const extended = encode(ranges(`\\p{scx=${names[0]}}`));
  if (extended !== text) lines.push(`scx;${names.join(',')};${extended}`);
}
fs.writeFileSync(`${out}/javascript_properties.txt`, lines.join('\n') + '\n');

// Characters that some case mapping touches; `i` can make no others equal.
const cased = [];
for (let c = 0; c <= LAST; c++) {
  if (c >= 0xd800 && c <= 0xdfff) continue;
  const s = String.fromCodePoint(c);
  if (s.toUpperCase() !== s || s.toLowerCase() !== s || /\p{CWCF}/u.test(s)) cased.push(c);
}
function folds(kind, chars, flags, escape) {
  const text = String.fromCodePoint(...chars);
  const seen = new Set();
  for (const c of chars) {
    const by = [`[${escape(c)}]`, escape(c)].map((p) => (text.match(new RegExp(p, flags)) || []).map((s) => s.codePointAt(0)));
    if (String(by[0]) !== String(by[1])) throw new Error(`class and character differ at ${c}`);
    if (by[0].length < 2 || seen.has(by[0][0])) continue;
    for (const d of by[0]) seen.add(d);
    orbits.push(`${kind} ${by[0].map((d) => d.toString(36)).join(' ')}`);
  }
}
const orbits = [];
folds('units', cased.filter((c) => c < 0x10000), 'gi', (c) => `\\u${c.toString(16).padStart(4, '0')}`);
folds('points', cased, 'giu', (c) => `\\u{${c.toString(16)}}`);
fs.writeFileSync(`${out}/javascript_folds.txt`, orbits.join('\n') + '\n');
