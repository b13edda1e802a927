a = b && !c || d and not e
-2 ** 2
x = y ? z : w rescue v
a == b ? 1..2 : 3...4
defined? a && b
1 + 2 * 3 - 4 % 5 << 6 & 7 | 8 ^ 9
a, (b, *c), d.e, f[0] = *g, 1
