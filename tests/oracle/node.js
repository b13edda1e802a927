#!/usr/bin/env node
'use strict';
/*
 * node.js - runs JavaScript rules for real: JSON lines in, JSON lines out.
 *
 *   stdin : one JSON object per line  {id?, source, env?, mode?, timeout_ms?}
 *   stdout: one JSON object per line  {id?, value, truthy} | {id?, throws, message, phase}
 *
 *   mode   "script" (default): completion value of the sloppy-mode Script `source`
 *          "expr"            : value of `(source)`          (rule must be ONE expression)
 *          "strict"          : '"use strict";' + source
 *   env    {identity,submission,values,form,kapp,space,team,user,request: {..JSON..}, now: epoch-ms, tz: IANA name}
 *          each section becomes a function  section(key[, default])  - default only for undefined (null stays null)
 *   flags  --fresh       new realm for every case (slow, ~800/s);  default: shared realm, recycled when it could be dirty
 *          --timeout N   default per-case timeout in ms (default 250)
 *
 * Encoding of values: LANGUAGE.md, "Wire encoding".
 */
const vm = require('vm');
const { types } = require('util');
const argv = process.argv.slice(2);
const FRESH = argv.includes('--fresh');
const TIMEOUT = argv.includes('--timeout') ? +argv[argv.indexOf('--timeout') + 1] : 250;
const DEFAULT_NOW = 1750000000000; // 2025-06-15T15:06:40Z
const MAXOUT = 4 << 20, MAXNODES = 200000, MAXDEPTH = 200;
process.env.TZ = 'UTC';
let curTZ = 'UTC';

const SETUP = new vm.Script(`(function(){
  const RealDate = Date, J = JSON.parse, R = Reflect.construct;
  const own = Function.prototype.call.bind(Object.prototype.hasOwnProperty);
  let NOW = 0, ENV = {};
  const P = new Proxy(RealDate, {
    construct(t, a, nt) { if (a.length === 0) a = [NOW]; return R(t, a, nt === P ? t : nt); },
    apply() { return new RealDate(NOW).toString(); }
  });
  const def = (o, k, v) => Object.defineProperty(o, k, { value: v, writable: true, enumerable: false, configurable: true });
  def(RealDate, 'now', function now() { return NOW; });
  def(RealDate.prototype, 'constructor', P);
  def(globalThis, 'Date', P);
  delete globalThis.console;
  for (const n of ['identity','submission','values','form','kapp','space','team','user','file','request','auth']) {
    def(globalThis, n, { [n](key, dflt) {
      const s = ENV[n]; const k = String(key);
      const v = s !== null && typeof s === 'object' && own(s, k) ? s[k] : undefined;
      return v === undefined ? dflt : v;
    } }[n]);
  }
  return function (txt, now) { ENV = J(txt); NOW = now; };
})()`, { filename: 'setup.js' });

let realm = null, used = 0;
function mk() {
  const g = vm.createContext(vm.constants.DONT_CONTEXTIFY);
  const set = SETUP.runInContext(g);
  return { g, set, nkeys: Reflect.ownKeys(g).length };
}
const RISKY = /prototype|__proto__|__define|defineProp|setPrototypeOf|globalThis|\beval\b|\bFunction\b|RegExp\s*[.[]|Object\.assign|\bthis\b|(?:Math|JSON|Object|Array|String|Number|Date|Boolean|Reflect|identity|values|form|kapp|space|submission|request|user|team)(?:\.\w+)?\s*=[^=>]|\bconstructor\b/;
const STMT = /^\s*(?:let|const|class|function|var|async)\b/;
const MULTI = /[;\n}]\s*(?:let|const|class|function|var|async)\b/;

function truthy(v) { return !!v; }
const wf = (s) => s.isWellFormed();
function encStr(s) {
  if (wf(s)) return s;
  const u = new Array(s.length);
  for (let i = 0; i < s.length; i++) u[i] = s.charCodeAt(i);
  return { $t: 'str16', u };
}
function encode(v, st, d) {
  if (++st.n > MAXNODES) throw st.big;
  switch (typeof v) {
    case 'string': if ((st.c += v.length) > MAXOUT) throw st.big; return encStr(v);
    case 'boolean': return v;
    case 'number':
      if (v !== v) return { $t: 'NaN' };
      if (v === Infinity) return { $t: 'Infinity' };
      if (v === -Infinity) return { $t: '-Infinity' };
      if (v === 0 && 1 / v < 0) return { $t: '-0' };
      return v;
    case 'undefined': return { $t: 'undefined' };
    case 'bigint': return { $t: 'BigInt', v: String(v) };
    case 'symbol': return { $t: 'Symbol', v: v.description === undefined ? null : encStr(v.description) };
    case 'function': return { $t: 'Function' };
  }
  if (v === null) return null;
  if (types.isProxy(v)) return { $t: 'Proxy' };
  if (st.seen.includes(v)) return { $t: 'cycle' };
  if (d > MAXDEPTH) return { $t: 'deep' };
  st.seen.push(v);
  try {
    if (Array.isArray(v)) {
      if (v.length > MAXNODES) throw st.big;
      const a = new Array(v.length);
      for (let i = 0; i < v.length; i++) a[i] = Object.hasOwn(v, i) ? encode(v[i], st, d + 1) : { $t: 'hole' };
      if (Object.hasOwn(v, 'index') && Object.hasOwn(v, 'input'))
        return { $t: 'match', a, index: v.index, groups: encode(v.groups, st, d + 1) };
      return a;
    }
    if (types.isDate(v)) { const ms = Date.prototype.getTime.call(v); return { $t: 'Date', ms: ms !== ms ? null : ms }; }
    if (types.isRegExp(v)) return { $t: 'RegExp', source: encStr(v.source), flags: v.flags, lastIndex: v.lastIndex };
    if (types.isNativeError(v)) return { $t: 'Error', name: String(v.name), message: encStr(String(v.message)) };
    if (types.isBoxedPrimitive(v)) return { $t: 'Boxed', v: encode(v.valueOf(), st, d + 1) };
    if (types.isMap(v)) return { $t: 'Map', e: [...Map.prototype.entries.call(v)].map(([a, b]) => [encode(a, st, d + 1), encode(b, st, d + 1)]) };
    if (types.isSet(v)) return { $t: 'Set', e: [...Set.prototype.values.call(v)].map((a) => encode(a, st, d + 1)) };
    const tag = Object.prototype.toString.call(v);
    if (tag !== '[object Object]' && tag !== '[object Arguments]') return { $t: 'Object', tag };
    const keys = Object.keys(v);
    let odd = false;
    for (const k of keys) if (k[0] === '$' || k === '__proto__' || !wf(k)) odd = true;
    if (odd) return { $t: 'obj', e: keys.map((k) => [encStr(k), encode(v[k], st, d + 1)]) };
    const o = {};
    for (const k of keys) o[k] = encode(v[k], st, d + 1);
    return o;
  } finally { st.seen.pop(); }
}

function run(req) {
  const src = String(req.source), env = req.env || {};
  const tz = env.tz || 'UTC';
  if (tz !== curTZ) { process.env.TZ = tz; curTZ = tz; new Date().getHours(); }
  const now = typeof env.now === 'number' ? env.now : DEFAULT_NOW;
  const mode = req.mode || 'script';
  const code = mode === 'expr' ? '(' + src + '\n)' : mode === 'strict' ? '"use strict";' + src : src;
  let script;
  try { script = new vm.Script(code, { filename: 'rule.js' }); }
  catch (e) { return { throws: e && e.name || "SyntaxError", message: String(e && e.message).toWellFormed(), phase: "parse" }; }
  let dirty = FRESH || RISKY.test(src) || STMT.test(src);
  if (!dirty && MULTI.test(src)) { try { new vm.Script('(' + src + '\n)'); } catch (_) { dirty = true; } } // declarations only inside functions are harmless
  let r;
  if (dirty) r = mk();
  else { if (!realm || ++used > 400) { realm = mk(); used = 0; } r = realm; }
  try {
    r.set(JSON.stringify(env), now);
    task = () => judge(() => script.runInContext(r.g, { displayErrors: false }));
    return GUARDED.runInThisContext({ displayErrors: false, timeout: req.timeout_ms || TIMEOUT });
  } catch (e) {
    if (!e || e.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw e;
    realm = null;
    return { throws: '$timeout', phase: 'runtime' };
  } finally {
    if (!dirty && realm && Reflect.ownKeys(realm.g).length !== realm.nkeys) realm = null; // leaked a global: recycle
  }
}

// Reading a result runs code of the program too (getters, `valueOf`, `toString`), so the limit of time holds for all of it.
let task = null;
globalThis.$task = () => task();
const GUARDED = new vm.Script('$task()', { filename: 'guarded.js' });

function judge(execute) {
  const st = { n: 0, c: 0, seen: [], big: new Error('$toolarge') };
  try {
    const v = execute();
    const t = truthy(v);
    return { value: encode(v, st, 0), truthy: t };
  } catch (e) {
    if (e === st.big) return { throws: '$toolarge', phase: 'runtime' };
    if (types.isNativeError(e)) {
      let name = 'Error', msg = '';
      try { name = String(e.name); msg = String(e.message); } catch (_) {}
      if (name === 'RangeError' && /call stack/.test(msg)) name = '$stack';
      return { throws: name, message: msg.toWellFormed(), phase: 'runtime' };
    }
    let val; try { val = encode(e, { n: 0, c: 0, seen: [], big: st.big }, 0); } catch (_) { val = null; }
    return { throws: '$value', thrown: val, phase: 'runtime' };
  }
}

let buf = '';
// Each answer is written as soon as it is known, so that whoever waits can tell a program that never ends from a slow one.
function feed(line) {
  if (!line) return;
  let req, res;
  try { req = JSON.parse(line); } catch (e) { process.stdout.write(JSON.stringify({ error: 'bad request: ' + e.message }) + '\n'); return; }
  try { res = run(req); } catch (e) { res = { throws: '$oracle', message: String(e && e.stack) }; }
  if (req.id !== undefined) res = Object.assign({ id: req.id }, res);
  process.stdout.write(JSON.stringify(res) + '\n');
}
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  buf += chunk;
  let i, p = 0;
  while ((i = buf.indexOf('\n', p)) >= 0) { feed(buf.slice(p, i)); p = i + 1; }
  buf = buf.slice(p);
});
process.stdin.on('end', () => feed(buf.trim()));
process.stdout.on('error', () => process.exit(0));
