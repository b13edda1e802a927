def f(a, b, d = 1, *e, g, h:, i: 2, **j, &k)
  yield a
rescue => error
  error
end
def g(x) = x * 2
->(x) { _ = x }
l.(1)
[[1, 2]].each { |a, (b, *c), d; e| a }
[[1]].each { |a,| a }
[1].map { _1 + 1 }
