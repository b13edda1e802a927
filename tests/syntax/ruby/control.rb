if a then 1 elsif b then 2 else 3 end
unless a
  1
end
case x
when 1..5, *list then :a
when String
  :b
else :c
end
while a do b end
begin
  1
end until b
for i, j in h do i end
begin
  a
rescue A, B => e
  retry
else
  b
ensure
  c
end
