if (a) b; else if (c) d; else { e; }
outer: for (let i = 0, j; i < 3; i++) { continue outer; }
for (const k in o) ;
for (x of xs) break;
while (a) { a = false }
do b(); while (c)
switch (d) { case 1: case 2: e(); break; default: f() }
try { g() } catch ({message: m}) { throw m } finally { h() }
