'use strict';
// Writes `accepted.jsonl`: random texts of three sorts (token soup, grammar-made programs, programs with a cut or an
// insertion) and whether Node parses them as a script. Usage: node record.js [seed] [count] > accepted.jsonl
const vm = require('vm');

let state = (Number(process.argv[2]) || 1) >>> 0;
const count = Number(process.argv[3]) || 4000;
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];

const TOKENS = ('a b x y of let async get set static yield await { } ( ) [ ] ; , : ? . ?. ... => = += ||= ??= ++ -- + - * / ' +
  '% ** ! ~ typeof void delete in instanceof && || ?? == === < > <= if else for while do switch case default break ' +
  'continue return throw try catch finally function new this null true var const 1 .5 0x1 "b" `t` `a${ }` /r/g /=/ ' +
  'undefined arguments a: ( ) { } ; a b = ( )').split(' ').concat(['\n', '\n', '\n', '//c\n', '/*\n*/']);

let depth = 0;
function nested(make, otherwise) {
  if (depth > 5) return otherwise;
  depth++;
  const made = make();
  depth--;
  return made;
}

const INFIX = ['+', '-', '*', '/', '%', '**', '&&', '||', '??', '==', '<', 'in', 'instanceof', ','];
const KEYS = ['a', 'get', 'async', 'if', '1', "'k'", '[a]', '...a', 'static', 'a=1', 'get a', 'set b', 'async f', '*g', 'a,'];
const infix = () => {
  const sign = pick(INFIX);
  return `${expression()}${random() < 0.3 ? '\n' + sign : random() < 0.5 ? sign + '\n' : ` ${sign} `}${expression()}`;
};
const entry = () => `${pick(KEYS)}${pick(['', `:${expression()}`, `(${params()}){${statements()}}`, '=1', ','])}`;
const EXPRESSIONS = [
  () => 'a', () => '1', () => "'s'", () => '/r/', () => 'this', () => `(${expression()})`, infix,
  () => `${pick(['!', '-', '+', '~', 'typeof ', 'void ', 'delete ', '++', '--', 'await ', 'yield '])}${expression()}`,
  () => `a${pick(['++', '--', '\n++', '\n--'])}`,
  () => `[${expression()},${pick(['', '...'])}${expression()}]`,
  () => `{${entry()}}`, () => `({${entry()}})`,
  () => `function ${pick(['', 'f', '*', '* g'])}(${params()}){${statements()}}`,
  () => `(${params()})=>${pick([expression, () => `{${statements()}}`])()}`,
  () => `${pick(['a', 'async', 'of', 'let'])} => ${expression()}`,
  () => `async ${pick(['a', '(a)', 'function(){}'])} ${pick(['=>', '=>{}', ''])}`,
  () => `${expression()}${pick(['.a', '?.a', '?.[a]', '?.(a)', '[a]', '(a)', '`t`', '.if', '.\na', '\n.a', '\n(a)', '\n[a]', '?.5:a'])}`,
  () => `new ${expression()}${pick(['', '(a)'])}`,
  () => `${expression()}?${expression()}:${expression()}`,
  () => `${pattern()} ${pick(['=', '+=', '||=', '='])} ${expression()}`,
  () => '`a${' + expression() + '}b`', () => `${expression()}\n${expression()}`,
];
const expression = () => nested(() => pick(EXPRESSIONS)(), 'a');
const pattern = () => nested(() => pick([
  () => 'a', () => 'b', () => `[${pattern()}${pick(['', ',', ',...a', '=1'])}]`,
  () => `{a${pick(['', '=1', ':' + pattern(), ',...b'])}}`, () => `(${pattern()})`,
  () => 'a.b', () => 'a[b]', () => 'f()', () => 'let', () => 'of', () => 'a?.b',
])(), 'a');
const params = () => nested(() => pick([
  () => '', () => 'a', () => 'a,b', pattern, () => `a=${expression()}`, () => `...${pattern()}`, () => 'a,', () => 'a,a', () => '{a},b',
])(), 'a');

const end = () => pick([';', '\n', '']);
const STATEMENTS = [
  () => `${expression()}${end()}`,
  () => `${pick(['var', 'let', 'const'])} ${pattern()}${pick(['', ` = ${expression()}`, ` = ${expression()}, b`])}${end()}`,
  () => `if(${expression()})${statement()}${pick(['', `else ${statement()}`, `\nelse ${statement()}`])}`,
  () => `for(${pick(['var a=1', 'let a', 'const a=1', 'a', '', 'let of', 'a in b'])};${pick([expression(), ''])};)${statement()}`,
  () => `for(${pick(['var ', 'let ', 'const ', ''])}${pattern()} ${pick(['of', 'in'])} ${expression()})${statement()}`,
  () => `while(${expression()})${statement()}`,
  () => `do ${statement()} while(${expression()})${end()}`,
  () => `switch(${expression()}){${pick(['', `case ${expression()}: ${statements()} default: ${statements()}`])}}`,
  () => `try{${statements()}}${pick(['catch(e)', 'catch', 'catch({a})'])}{${statements()}}${pick(['', `finally{${statements()}}`])}`,
  () => `${pick(['break', 'continue', 'return', 'throw'])}${pick([' a', '', '\na', ' ' + expression()])}${end()}`,
  () => `a: ${statement()}`, () => `function ${pick(['f', 'g', 'a', 'async', 'get'])}(${params()}){${statements()}}`,
  () => `{${statements()}}`, () => ';', () => '\n/r/.test(a)\n', () => `class A{${pick(['', `a(){${statements()}}`, '#x=1;'])}}`,
];
const statement = () => nested(() => pick(STATEMENTS)(), ';');
function statements() {
  let text = '';
  for (let left = Math.floor(random() * 3); left > 0; left--) text += statement() + pick(['', ' ', '\n']);
  return text;
}
function soup() {
  let text = '';
  for (let left = 1 + Math.floor(random() * 8); left > 0; left--) text += pick(TOKENS) + pick([' ', ' ', '', '\n']);
  return text;
}
function damaged(text) {
  const at = Math.floor(random() * text.length);
  return random() < 0.5 ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + pick(TOKENS) + text.slice(at);
}

for (let index = 0; index < count; index++) {
  depth = 0;
  const sort = random();
  let text = sort < 0.2 ? soup() : sort < 0.4 ? expression() : sort < 0.85 ? statements() + statement() : damaged(statement());
  if (random() < 0.3) text = `function f(){${text}}`;
  let accepted = true;
  try { new vm.Script(text); } catch { accepted = false; }
  process.stdout.write(JSON.stringify([text, accepted]) + '\n');
}
