@identity.is_member_of 'Team::Admins'
foo a, *b, key: c, **d, &e
x.each_with_index do |v, i|
  v
end
list.map(&:name).select { |n| n.start_with? "a" }
f ->(a, b = 1, *c, d:, e: 2, **g, &h) { a }
a&.b.c ||= 1
x[1, 2] += 3
