#!/usr/bin/env node
'use strict';
// Records what Node does with random and chosen numbers: one JSON array a line, [operation, ...arguments, answer].
// Doubles are their 16 hexadecimal digits, texts are texts, and a thrown error is {"throws": message}.
// usage: node record_javascript.js SEED COUNT [OPERATION ...] > javascript.jsonl

let state = BigInt(process.argv[2] || 1) * 0xd1342543de82ef95n & 0xffffffffffffffffn;
const count = +(process.argv[3] || 1000);
const wanted = process.argv.slice(4);
const view = new DataView(new ArrayBuffer(8));

function bits64() {
  state = state + 0x9e3779b97f4a7c15n & 0xffffffffffffffffn;
  let z = state;
  z = (z ^ z >> 30n) * 0xbf58476d1ce4e5b9n & 0xffffffffffffffffn;
  z = (z ^ z >> 27n) * 0x94d049bb133111ebn & 0xffffffffffffffffn;
  return z ^ z >> 31n;
}
let pool = 0n, left = 0;
function below(n) {
  if (left === 0) { pool = bits64(); left = 4; }
  const part = Number(pool & 0xffffn);
  pool >>= 16n; left--;
  return n <= 0x10000 ? part % n : Number(bits64() % BigInt(n));
}
const unit = () => Number(bits64() >> 11n) / 2 ** 53;
const pick = list => list[below(list.length)];
const hex = x => { if (x !== x) return '7ff8000000000000'; view.setFloat64(0, x); return view.getBigUint64(0).toString(16).padStart(16, '0'); };
const fromBits = bits => { view.setBigUint64(0, bits); return view.getFloat64(0); };

const special = [0, -0, 1, -1, 0.5, -0.5, 1.5, 2.5, 2, 3, 10, NaN, Infinity, -Infinity, 5e-324, 2.2250738585072014e-308,
  2.225073858507201e-308, 1.7976931348623157e308, 9007199254740991, 9007199254740992, 9007199254740993, 2 ** 31, 2 ** 32,
  2 ** 63, 2 ** 64, 1e21, 1e22, 1e23, 1e-6, 1e-7, 123456789012345680000, 4294967295, 0.1, 0.2, 0.3, 1.005, 1e15 + 0.5,
  Math.PI, Math.E, Math.PI / 2, Math.PI / 4, Math.LN2, 0.49999999999999994, 4503599627370495.5, 1 / 3, 709.78, 745.13, 22];

function number() {
  let x;
  switch (below(15)) {
    case 0: return fromBits(bits64());
    case 1: return pick(special);
    case 2: { const near = pick(special); return fromBits(BigInt('0x' + hex(near)) + BigInt(below(9) - 4) & 0xffffffffffffffffn); }
    case 3: x = below(2000) - 1000; break;
    case 4: x = (below(200000) - 100000) / 100; break;
    case 5: x = (unit() - 0.5) * 2; break;
    case 6: x = (unit() - 0.5) * 20; break;
    case 7: x = (unit() - 0.5) * 2000; break;
    case 8: x = (unit() - 0.5) * 10 ** (below(40) - 20); break;
    case 9: x = (unit() - 0.5) * 2 ** (below(200) - 100); break;
    case 10: x = Number(bits64() >> BigInt(below(64))); break;
    case 11: x = (below(20000) - 10000) / 2 ** below(20); break;
    case 12: x = Math.sign(unit() - 0.5) * 10 ** (below(632) - 323); break;
    case 13: x = fromBits(BigInt('0x' + hex(below(2 ** below(17)) * Math.PI / 4)) + BigInt(below(9) - 4) & 0x7fffffffffffffffn); break;
    default: x = +((unit() - 0.5) * 10 ** below(8)).toFixed(below(8)); break;
  }
  return below(2) ? x : -x;
}

const spaces = ['', '', '', ' ', '\t', '\n', '\u00a0', '\ufeff', '\u2003', '\u200b', '\u2028', '\u3000', '\u180e', '\u0085'];
const digits = (alphabet, most) => Array.from({ length: below(most) }, () => pick(alphabet)).join('');
const decimal = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
function longDecimal() {
  switch (below(5)) {
    case 0: return digits(decimal, 20) + '.' + digits(decimal, 400);
    case 1: return digits(decimal, 400);
    case 2: { // half way between two doubles, and beside it
      const x = number();
      if (!Number.isFinite(x) || x === 0 || Math.abs(x) < 1e-290) return '0';
      const a = Math.abs(x), next = fromBits(BigInt('0x' + hex(a)) + 1n);
      const scale = 2n ** 1074n;
      const big = v => { const b = BigInt('0x' + hex(v)); const e = b >> 52n; return ((b & 0xfffffffffffffn) | (e ? 1n << 52n : 0n)) << (e ? e - 1n : 0n); };
      if (!Number.isFinite(next)) return '1e309';
      const middle = big(a) + big(next); // in units of 2^-1075
      const text = (middle * 5n ** 1075n).toString().padStart(1076, '0');
      const cut = text.length - 1075;
      return (text.slice(0, cut) + '.' + text.slice(cut).replace(/0+$/, '')) + pick(['', '', '1', '000000001']);
    }
    case 3: return '0.' + '0'.repeat(below(330)) + digits(decimal, 60);
    default: return digits(decimal, 330) + 'e-' + below(400);
  }
}
function numeral() {
  switch (below(13)) {
    case 0: return String(number());
    case 1: return number().toPrecision(1 + below(40));
    case 2: return digits(decimal, 25) + pick(['', '.', '.']) + digits(decimal, 25) + pick(['', '', 'e', 'E', 'e+', 'e-']) + digits(decimal, 4);
    case 3: return pick(['0x', '0X', '0b', '0B', '0o', '0O']) + digits(['0', '1', '1', '7', 'a', 'F'], 80);
    case 4: return pick(['0x', '0b', '0o']) + digits(['0', '1', '0', '1'], 400);
    case 5: return digits(['0', '1', '.', 'e', '-', '+', '_', 'x', 'n', ' ', 'I', '8'], 12);
    case 6: return pick(['Infinity', '-Infinity', '+Infinity', 'infinity', 'Infinityx', 'NaN', '', '-', '+', '.', 'e5', '0x', '1_000', '1e', '-0', '+0x10', '-0x10', '0x1g', '1n', '08', '017', '0.0000001e400', '1e400', '1e-400', 'null', 'true']);
    case 7: return longDecimal();
    case 8: return digits(decimal, 12) + pick(['px', ' 5', '%', 'e', '.', '..', 'é', '\ud83d\ude00', '\u0661']);
    case 9: return '0'.repeat(below(20)) + digits(decimal, 30);
    case 10: return pick(['1', '0']) + '0'.repeat(below(30)) + '.' + '0'.repeat(below(30)) + digits(decimal, 3) + pick(['', 'e' + (below(700) - 350)]);
    case 11: return Math.abs(number()).toString(2 + below(35));
    default: return digits(['0', '1', '2', '7', '9', 'a', 'f', 'z', 'Z'], 60);
  }
}
const text = () => pick(spaces) + pick(['', '', '', '-', '+']) + numeral() + pick(spaces);

function literal() {
  let t;
  switch (below(6)) {
    case 0: t = numeral(); break;
    case 1: t = pick(['0x', '0b', '0o', '0', '00', '08', '0_']) + digits(['0', '1', '_', '7', '8', 'f'], 8) + pick(['', '', 'n']); break;
    case 2: t = digits(decimal, 5) + pick(['', '_']) + digits(decimal, 5) + pick(['', '.', '._', '_.']) + digits(['1', '2', '_'], 4) + pick(['', 'e1', 'e_1', 'e1_0', '_e1', 'n', 'E+1_1']); break;
    case 3: t = pick(['0', '01', '08', '09', '017', '019', '0']) + pick(['', '.', '.5', '.5_5', 'e1', '_1', 'n', '.e1', '.5e1_0', '_', '8', '7']); break;
    case 4: t = '0' + digits(['0', '1', '7'], 90); break;
    default: t = String(Math.abs(number())); break;
  }
  return /^[0-9.][0-9a-zA-Z_.+-]*$/.test(t) && !/[^eE][+-]|\.\.|\.[a-zA-Z_]|^0[xXoObB].*[.+-]|^\.[^0-9]/.test(t) ? t : '0';
}

const attempt = action => { try { return action(); } catch (error) { return { throws: error.message }; } };
const argument = (low, high) => pick([below(high + 1), low + below(high - low + 1), below(25), low - 1, high + 1, 2.9, NaN, -0.5, undefined, Infinity]);
const encode = x => x === undefined ? null : hex(x);
const method = (name, low, high) => () => {
  const x = number(), a = argument(low, high);
  return [hex(x), encode(a), attempt(() => x[name](a))];
};
const unary = name => () => { const x = number(); return [hex(x), hex(Math[name](x))]; };
const binary = name => () => { const x = number(), y = number(); return [hex(x), hex(y), hex(Math[name](x, y))]; };
const list = name => () => { const xs = Array.from({ length: below(6) }, number); return [xs.map(hex), hex(Math[name](...xs))]; };

const operations = {
  toString: () => { const x = number(); return [hex(x), String(x)]; },
  toRadix: () => { const x = number(), r = argument(2, 36); return r === undefined ? [hex(x), hex(10), String(x)] : [hex(x), hex(r), attempt(() => x.toString(r))]; },
  toFixed: method('toFixed', 0, 100),
  toPrecision: method('toPrecision', 1, 100),
  toExponential: method('toExponential', 0, 100),
  Number: () => { const t = text(); return [t, hex(Number(t))]; },
  parseFloat: () => { const t = text(); return [t, hex(parseFloat(t))]; },
  parseInt: () => { const t = text(), r = pick([0, 10, 16, 2, 8, 36, 1, 37, -1, 2 + below(35), 2 + below(35), 2 + below(35)]); return [t, r, hex(parseInt(t, r))]; },
  literal: () => {
    const t = literal();
    return [t, attempt(() => { const v = (0, eval)(t); return typeof v === 'bigint' ? 'BigInt' : hex(v); })].map(v => v.throws ? 'SyntaxError' : v);
  },
  ToInt32: () => { const x = number(); return [hex(x), x | 0]; },
  ToUint32: () => { const x = number(); return [hex(x), x >>> 0]; },
  power: () => { // results near the ends of the range
    const x = number(), y = pick([1024, -1022, -1074, -1075, 1, below(2000) - 1000]) / Math.log2(Math.abs(x)) * (1 + (below(5) - 2) * 2 ** -52); return [hex(x), hex(y), hex(x ** y)]; },
};
for (const name of ['abs', 'acos', 'acosh', 'asin', 'asinh', 'atan', 'atanh', 'cbrt', 'ceil', 'clz32', 'cos', 'cosh', 'exp', 'expm1', 'floor', 'fround', 'log', 'log10', 'log1p', 'log2', 'round', 'sign', 'sin', 'sinh', 'sqrt', 'tan', 'tanh', 'trunc']) operations[name] = unary(name);
for (const name of ['atan2', 'imul', 'pow']) operations[name] = binary(name);
for (const name of ['hypot', 'max', 'min']) operations[name] = list(name);

const names = wanted.length ? wanted : Object.keys(operations);
let out = [];
for (let i = 0; i < count; i++) {
  const name = names[i % names.length];
  const row = operations[name]();
  out.push(JSON.stringify([name, ...row]));
  if (out.length === 2000) { process.stdout.write(out.join('\n') + '\n'); out = []; }
}
if (out.length) process.stdout.write(out.join('\n') + '\n');
