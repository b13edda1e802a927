# Writes random regular expressions with what Ruby makes of them, one JSON line a case:
#
#   ruby tests/regex/record.rb 3000 1 > tests/regex/ruby.jsonl
#
# The arguments are the number of cases and the seed. A line has the pattern `p`, the options `o`, the text `t`, the byte
# `at` from which is searched, and either `r`, the byte ranges of the groups (null where there is none), or `e`, the
# reason in the message of the RegexpError, up to a name in it.
require 'json'
require 'timeout'
$VERBOSE = nil
COUNT = (ARGV[0] || 3000).to_i
R = Random.new((ARGV[1] || 1).to_i)
def pick(list) = list[R.rand(list.length)]
def chance(n) = R.rand(n).zero?

PLAIN = ['a', 'b', 'c', 'a', 'b', 'ab', 'ba', 'aab', 'x', '1', ' ', '-', '_', ',', ':', '=', '<', '!', '#', '/', '&']
CASED = ['A', 'B', 'k', 'K', 'S', 's', 'ss', 'st', 'ff', 'fi', 'ffi', "\u212a", "\u017f", 'ß', "\u1e9e", 'é', 'É', 'Σ', 'σ', 'ς', 'µ', 'μ', 'İ', 'i', 'ı',
         "i\u0307", 'ǆ', 'ǅ', 'Ω', "\u2126", '𐐀', '𐐨', 'ﬀ', 'ﬁ', 'ﬃ', 'ﬆ', 'ﬅ', 'ᾳ', 'ᾼ', 'ΐ', "\u1fd3", 'ŉ', "\u02bcn", 'sss', 'a', 'e']
ODD = ["\n", "\n", "\r", "\r\n", "\u2028", "\u00a0", "\u0085", "\t", "\v", "\0", "\x08", '😀', 'é', "\u200d", '日', '٣', "\u3000", 'ª', '²']
ESCAPES = ['\\d', '\\D', '\\w', '\\W', '\\s', '\\S', '\\h', '\\H', '\\R', '\\.', '\\-', '\\n', '\\t', '\\v', '\\f', '\\r', '\\0', '\\x41', '\\x4', '\\x', '\\u0061',
           '\\u{61}', '\\u{1F600}', '\\u{e9 df}', '\\u006', '\\xC3\\x9F', '\\xC3', '\\cA', '\\C-j', '\\M-a', '\\101', '\\141', '\\012', '\\7', '\\8', '\\377', '\\400',
           '\\/', '\\\\', '\\]', '\\[', '\\{', '\\}', '\\(', '\\^', '\\$', '\\a', '\\e', '\\k', '\\g', '\\p', '\\q', '\\_', '\\é', '\\ ', '\\#', '\\u00df', '\\u0073', '\\x73']
PROPERTIES = ['\\p{L}', '\\p{Lu}', '\\P{Lu}', '\\p{^Lu}', '\\P{^Ll}', '\\p{Greek}', '\\p{Latin}', '\\p{Alpha}', '\\p{ASCII}', '\\p{Any}', '\\p{Emoji}', '\\p{Space}',
              '\\p{Lower}', '\\p{Nd}', '\\p{Punct}', '\\p{Foo}', '\\p{in_greek_and_coptic}', '\\p{Word}', '\\p{ hex digit }', '\\p{']
POSIX = %w[alnum alpha blank cntrl digit graph lower print punct space upper xdigit ascii word].flat_map { |n| ["[:#{n}:]", "[:^#{n}:]"] } + ['[:foo:]', '[:alpha', '[:alpha]', '[a:]']

def class_atom(wild)
  case R.rand(10)
  when 0 then pick(ESCAPES)
  when 1 then wild == 0 ? pick(PLAIN) : pick(CASED)
  when 2 then pick(ODD)
  when 3 then "#{pick(['a', 'b', 'A', 'k', '0', '\\x41', '\\u0061', 'α', '\\d'])}-#{pick(['c', 'z', 'Z', '9', 'é', 'ω', '\\u{10ffff}', '\\w', '[a]'])}"
  when 4 then wild > 0 ? pick(PROPERTIES + POSIX) : pick(['b', '-', '\\b', '^', '.', '*', '$', '[', '&&', '&'])
  when 5 then chance(2) ? '&&' : char_class(wild)
  else pick(['a', 'b', 'c', '1', ' ', '-', '_', 's', 'k'])
  end
end

def char_class(wild)
  body = Array.new(R.rand(4)) { class_atom(wild) }.join
  "#{chance(3) ? '[^' : '['}#{body}#{chance(60) ? '' : ']'}"
end

def quantifier
  q = pick(%w[* + ? * + ? {2} {0,1} {1,2} {0,2} {2,} {0,} {0} {1} {,2} {1,3} {3,5} {3}])
  q = pick(%w[{2,1} {, {,} {1,2 {a} {100001}]) if chance(40)
  q += '?' if chance(4)
  q += pick(%w[* + ? {2} {2,3} *? +? ??]) if chance(8) && q !~ /[*+?]\z/
  chance(10) ? q + pick(%w[{2} * ?]) : q
end

OPTIONS = %w[i x m mi -i -m x-i a u d i-m au mx]
def atom(depth, wild)
  n = R.rand([14, 20, 20][wild])
  if depth > 0 && n < 7
    body = disjunction(depth - 1, wild)
    return "(#{body})" if n < 4
    return "(?:#{body})" if n < 6 || chance(3)
    return "(?<n#{R.rand(3)}>#{body})" if chance(3)
    return "(?'q'#{body})" if chance(20)
    return chance(3) ? "(?#{pick(OPTIONS)})#{body}" : "(?#{pick(OPTIONS)}:#{body})"
  end
  case n
  when 0..8 then pick(PLAIN)
  when 9 then pick(['.', '.', '\\w', '\\d', '\\s', '\\h', '\\R'])
  when 10 then char_class(wild)
  when 11..13 then pick(%w[a b c])
  when 14, 19 then chance(12) ? pick(['{', '}', ']', '{1', '{1,', 'a{,1}', '{2}', ')', '(', '*', '(?', '(?z)', '\\', '[', '(?<n', '(?<1>a)', '(?<é>b)', '(?#x)', '(?#', '(?i', '(?<>a)', '(?-a)', '(?^i)']) : pick(CASED)
  when 15 then pick(ODD)
  when 16 then wild == 2 ? pick(PROPERTIES) : pick(ESCAPES)
  when 17 then pick(ESCAPES)
  else char_class(wild)
  end
end

def term(depth, wild)
  return pick(['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z', '^', '$']) + (chance(20) ? quantifier : '') if chance(8)
  a = atom(depth, wild)
  chance(2) ? a + quantifier : a
end
def alternative(depth, wild) = Array.new(R.rand(4)) { term(depth, wild) }.join
def disjunction(depth, wild)
  s = alternative(depth, wild)
  s += '|' + alternative(depth, wild) while chance(3)
  s
end
def text(wild)
  Array.new(R.rand(wild > 0 ? 12 : 9)) do
    wild > 0 && chance(3) ? pick(chance(2) ? CASED : ODD) : pick(chance(12) ? PLAIN : chance(15) ? ["\n"] : %w[a b c a b])
  end.join
end

written = 0
while written < COUNT
  wild = R.rand(3)
  p = disjunction(1 + R.rand(4), wild).encode('UTF-8')
  next unless p.valid_encoding?
  o = (chance(2) ? 'i' : '') + (chance(4) ? 'x' : '') + (chance(3) ? 'm' : '')
  flags = (o.include?('i') ? 1 : 0) | (o.include?('x') ? 2 : 0) | (o.include?('m') ? 4 : 0)
  begin
    regex = Regexp.new(p, flags)
  rescue RegexpError => e
    puts JSON.generate({ p:, o:, e: e.message.scrub[/\A([^<{:]*)/, 1] })
    written += 1
    next
  end
  t = text(wild).encode('UTF-8')
  at = chance(3) ? R.rand(t.length + 1) : 0
  begin
    match = Timeout.timeout(1) { regex.match(t, at) }
  rescue Timeout::Error
    next
  rescue ArgumentError => e
    warn "#{p.inspect} #{t.inspect} #{e}"
    next
  end
  bytes = ->(i) { [match.begin(i), match.end(i)].map { |c| t[0, c].bytesize } }
  r = match && Array.new(match.size) { |i| match.begin(i) && bytes.(i) }
  puts JSON.generate({ p:, o:, t:, at: t[0, at].bytesize, r: })
  written += 1
end
