# Writes the Unicode tables of the Ruby dialect as Ruby knows them.
#
#   ruby tests/regex/unicode.rb src/regex/unicode < property-names.txt
#
# The standard input holds candidate names of properties, one a line, in lower case without separators (`latin`,
# `oldpermic`, ...); Ruby decides which of them exist. `ruby_properties.txt` gets one line for each set of characters,
# `p;names;ranges`, and `ruby_folds.txt` the characters whose case folding differs from them, each with its folding.
# Numbers are base 36: for ranges, the gap since the end of the last range and the length less one.
out = ARGV.fetch(0)
LOW = (0..0xd7ff).to_a.pack('U*')
HIGH = (0xe000..0x10ffff).to_a.pack('U*')

def encode(regex)
  all = []
  [LOW, HIGH].each do |text|
    text.scan(regex) do |run|
      first = run.ord
      last = first + run.length - 1
      if all.last && all.last[1] + 1 == first then all.last[1] = last else all << [first, last] end
    end
  end
  at = 0
  all.map do |first, last|
    text = "#{(first - at).to_s(36)} #{(last - first).to_s(36)}"
    at = last + 1
    text
  end.join(' ')
end

sets = Hash.new { |hash, ranges| hash[ranges] = [] }
$stdin.each_line(chomp: true) do |name|
  begin
    regex = Regexp.new("\\p{#{name}}+")
  rescue RegexpError
    next
  end
  sets[encode(regex)] << name
end
File.write("#{out}/ruby_properties.txt", sets.map { |ranges, names| "p;#{names.join(',')};#{ranges}\n" }.join)

folds = (LOW + HIGH).each_char.filter_map do |char|
  folded = char.downcase(:fold)
  "fold #{[char, *folded.chars].map { |c| c.ord.to_s(36) }.join(' ')}\n" if folded != char
end
File.write("#{out}/ruby_folds.txt", folds.join)
