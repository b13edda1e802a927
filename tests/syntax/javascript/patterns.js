[a, , b = 1, ...c.d] = e;
({f, g: [h], i = 2, ...j} = k);
var {l, m: {n} = {}} = o, [p] = q;
