a
++b
c
(d)
var e
/f/.test(g)
h = i
/j/k
do l; while (m) n
var o = () => {}
[p]
