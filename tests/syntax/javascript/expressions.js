// Operators by precedence, chains, literals.
a + b * c ** d ** e - f;
a || b && c;
a ?? b ?? c;
x = y ? z : w, v;
a?.b[c]?.(d).e;
new A(1)(2).b;
`text ${a + `inner ${b}`} end`;
[, a, ...b];
({a, 'b c': 1, [d]: 2, ...e, f(g) { return g; }});
typeof -a++ - --b;
/a\/[/]b/gi.test(c);
