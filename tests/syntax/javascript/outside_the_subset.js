class Rule { allows() { return true } }
async function later() { await 1 }
function* many() { yield 1 }
var o = { get a() { return 1 } };
with (o) { a }
tag`text`;
10n;
/(?=a)/.test('a');
