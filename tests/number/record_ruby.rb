#!/usr/bin/env ruby
# frozen_string_literal: true
# Records what Ruby does with random and chosen numbers: one JSON array a line, [operation, ...arguments, answer].
# A value is a text: i and decimal digits for an Integer, f and 16 hexadecimal digits for a Float, r and a fraction for
# a Rational, t and the text for a String. A raised error is {"throws": class, "message": message}.
# usage: ruby -W0 record_ruby.rb SEED COUNT [OPERATION ...] > ruby.jsonl

require 'json'

RANDOM = Random.new(ARGV[0].to_i)
COUNT = ARGV[1].to_i
WANTED = ARGV[2..] || []

def below(count) = RANDOM.rand(count)
def pick(list) = list[below(list.length)]
def bits(float) = float.nan? ? '7ff8000000000000' : [float].pack('G').unpack1('H*')
def from_bits(bits) = [bits].pack('Q>').unpack1('G').then { |x| x.nan? ? Float::NAN : x }

def encode(value)
  case value
  when Integer then "i#{value}"
  when Float then "f#{bits(value)}"
  when Rational then "r#{value}"
  when String then value.valid_encoding? ? "t#{value}" : { 'throws' => 'broken' }
  when Array then value.map { |item| encode(item) }
  when Complex then { 'throws' => 'Complex' }
  when Hash then value.to_h { |key, item| [key.to_s, encode(item)] }
  else value
  end
end

def attempt
  encode(yield)
rescue StandardError, NoMemoryError => e
  { 'throws' => e.class.name, 'message' => e.message }
end

SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 0.1, 0.2, 0.3, 1.005, 2.675, 1e15, 1e16, 1e17, 1e-4, 1e-5, 9e-5,
           123456789.123456789, 1e22, 1e23, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740992.0,
           9007199254740993.0, 4611686018427387904.0, 9223372036854775808.0, 0.49999999999999994, 5.015, 1.115, 10.0, 3.0,
           Float::INFINITY, -Float::INFINITY, Float::NAN, 1e20, 12345.6789].freeze

def float
  x = case below(11)
      when 0 then return from_bits(below(2**64))
      when 1 then return pick(SPECIAL)
      when 2 then return from_bits(([pick(SPECIAL)].pack('G').unpack1('Q>') + below(9) - 4) % 2**64)
      when 3 then (below(2000) - 1000).to_f
      when 4 then (below(200_000) - 100_000) / 100.0
      when 5 then RANDOM.rand
      when 6 then RANDOM.rand * 10.0**(below(40) - 20)
      when 7 then (below(20_000) - 10_000) / 2.0**below(12)
      when 8 then below(2**below(80)).to_f
      when 9 then "#{below(10**below(9))}.#{below(10**below(12))}5".to_f
      else 10.0**(below(632) - 323)
      end
  below(2) == 0 ? x : -x
end

def integer
  x = case below(7)
      when 0 then below(10)
      when 1 then below(1000)
      when 2 then below(2**64)
      when 3 then 2**below(130) + below(3) - 1
      when 4 then below(2**below(300).succ)
      when 5 then below(1000) * 10**below(40)
      else (below(200) * 5) * 10**below(25)
      end
  below(2) == 0 ? x : -x
end

def rational = Rational(integer, pick([below(50) + 1, below(2**below(90)) + 1]))

def some(alphabet, most) = Array.new(below(most)) { pick(alphabet) }.join
DIGITS = ('0'..'9').to_a.freeze
def numeral
  case below(12)
  when 0 then float.to_s
  when 1 then integer.to_s
  when 2 then some(DIGITS, 25) + pick(['', '.', '.']) + some(DIGITS, 25) + pick(['', '', 'e', 'E', 'e+', 'e-']) + some(DIGITS, 4)
  when 3 then pick(%w[0x 0X 0b 0B 0o 0O 0d 0D 0 00]) + some(%w[0 1 1 7 a F _], 40)
  when 4 then some(%w[0 1 . e - + _ x 8 9 _ 5] + [' '], 12)
  when 5 then pick(%w[Infinity NaN 1_000 1__0 _1 1_ 0x 0b2 1e 1. .5 -.5 . 1._5 1_.5 08 017 1e400 1e-400 0x1p3 0x1.8p1 0x1.8 0x.8 abc -0x1A 0_8 0__8 00 0x_1 1e1_0 1e_1 12abc - + --1 +-1])
  when 6 then some(DIGITS, 90) + '.' + some(DIGITS, 90)
  when 7 then some(DIGITS + ['_'], 80) + pick(['', '.', 'e']) + some(DIGITS + ['_'], 80)
  when 8 then '0' * below(40) + some(DIGITS, 30) + '.' + '0' * below(40) + some(DIGITS, 30)
  when 9 then integer.abs.to_s(2 + below(35))
  when 10 # half way between two floats, and beside it
    a = from_bits(below(0x7fe << 52)).abs
    middle = (a.to_r + a.next_float.to_r) / 2
    text = format("%.#{[1100, below(90)].sample(random: RANDOM)}f", middle)
    text.length > 700 ? '0.5' : text.sub(/0+\z/, '') + pick(['', '0', '1', "\n", '_1'])
  else some(%w[0 1 2 7 9 a f z Z _], 30)
  end
end
SPACE = ['', '', '', '', ' ', "\n", "\t ", "\v", "\u00a0"].freeze
def text = pick(SPACE) + pick(['', '', '', '-', '+']) + numeral + pick(SPACE) + pick(['', '', '', '', 'x', "\0", 'é'])

def literal
  t = case below(5)
      when 0 then numeral
      when 1 then pick(%w[0x 0b 0o 0 00 08 0_ 0d 0X 0B]) + some(%w[0 1 _ 7 8 f], 8) + pick(['', '', '', 'r', 'i', 'ri'])
      when 2 then some(DIGITS, 5) + pick(['', '_']) + some(DIGITS, 5) + pick(['', '.', '._', '_.']) + some(%w[1 2 _], 4) + pick(['', 'e1', 'e_1', 'e1_0', '_e1', 'r', 'i', 'ri', 'E+1_1', 'e1r', 'e1i'])
      when 3 then pick(%w[0 01 08 09 017 019 0 00 1]) + pick(['', '.5', '.5_5', 'e1', '_1', 'r', 'i', '.5e1_0', '_', '8', '7', '.0e-5'])
      else float.abs.to_s
      end
  t =~ /\A[0-9][0-9a-zA-Z_.+-]*\z/ && t !~ /[^eE][+-]|\.\.|\.[a-zA-Z_]|\A0[xXoObBdD].*[.+-]|[+-]\z|\.\z|[a-zA-Z][.]/ && t !~ /e.*e|e\z/i ? t : '0'
end

def evaluated(source)
  value = attempt { eval(source) }
  return { 'throws' => 'Rational' } if value.is_a?(String) && value.start_with?('r')

  value.is_a?(Hash) ? value.slice('throws') : value
rescue SyntaxError
  { 'throws' => 'SyntaxError' }
end

HALVES = [:up, :even, :down].freeze
def places = pick([below(5), below(5) - 4, below(20), below(40) - 20, below(640) - 320])

DIRECTIVES = %w[d i u o x X b B f e E g G a A s p c].freeze
def directive
  flags = some(['-', '+', ' ', '0', '#'], 3)
  width = pick(['', '', below(25).to_s, '*', below(40).to_s])
  precision = pick(['', '', '', ".#{below(25)}", '.0', '.', '.*', ".#{below(400)}"])
  reference = pick(['', '', '', '', '', '1$', '2$', '<a>', '<b>', '{a}', '<'])
  ending = pick(DIRECTIVES + DIRECTIVES + ['%', 'y', '', "\n", 'é', "\0", '<a>d'])
  parts = below(6) == 0 ? [flags, reference, width, precision].shuffle(random: RANDOM) : [flags, reference, width, precision]
  "%#{parts.join}#{ending}"
end

def template
  loop do
    text = pieces
    # A name that C cuts at a null byte, and a text that is too long to record.
    return text unless text =~ /[<{][^>}]*\0|\d{5}/
  end
end

def pieces = Array.new(1 + below(2)) { pick(['', 'a', '%%', 'é ']) + directive }.join + pick(['', '', 'z', '%', '%%'])
def plain = "%#{some(['-', '+', ' ', '0', '#'], 3)}#{pick(['', below(30).to_s])}#{pick(['', '', ".#{below(20)}"])}#{pick(DIRECTIVES - ['c'])}"
def argument = pick([method(:integer), method(:float), method(:float), method(:integer), method(:rational), -> { pick(['abc', '', 'é', '12', '0x1f', '1.5', '1_0', 'x']) }]).call
# An integer can become a width.
def small(value) = value.is_a?(Numeric) && (300..2**31).cover?(value.abs) ? value.divmod(50).last : value
def operands(template)
  # Negative numbers give broken text for a character.
  values = some_operands
  template.include?('c') ? values.map { |value| positive(value) } : values
end

def positive(value)
  case value
  when Hash then value.transform_values { |item| positive(item) }
  when Numeric then value.abs
  else value
  end
end

def some_operands = below(4) == 0 ? [{ a: argument }] : Array.new(below(5)) { small(argument) }

def int2(name) = -> { a = integer; b = integer; [a, b, attempt { a.send(name, b) }] }
def flo2(name) = -> { a = float; b = float; [a, b, attempt { a.send(name, b) }] }
def rat2(name) = -> { a = rational; b = pick([rational, a, Rational(integer)]); [a, b, attempt { a.send(name, b) }] }
def digits(kind, name) = -> { a = kind.call; n = places; [a, n, attempt { a.send(name, n) }] }
def rounding(kind) = -> { a = kind.call; n = places; h = pick(HALVES); [a, n, h.to_s, attempt { a.round(n, half: h) }] }

INT = method(:integer)
FLO = method(:float)
OPERATIONS = {
  'Float#to_s' => -> { x = float; [x, attempt { x.to_s }] },
  'Integer#to_s' => -> { x = integer; b = pick([2, 8, 10, 16, 36, 2 + below(35), 1, 0, 37, -2]); [x, b, attempt { x.to_s(b) }] },
  'String#to_i' => -> { t = text; b = pick([10, 10, 16, 2, 8, 0, 36, 1, -1, 37, 2 + below(35)]); [t, b, attempt { t.to_i(b) }] },
  'String#to_f' => -> { t = text; [t, attempt { t.to_f }] },
  'String#hex' => -> { t = text; [t, attempt { t.hex }] },
  'String#oct' => -> { t = text; [t, attempt { t.oct }] },
  'Integer()' => -> { t = text; b = pick([0, 0, 0, 10, 16, 2, 8, 36, -8, -1, 1, 37, 2 + below(35)]); [t, b, attempt { Integer(t, b) }] },
  'Float()' => -> { t = text; [t, attempt { Float(t) }] },
  'literal' => -> { t = literal; [t, evaluated(t)] },
  'Integer<=>Float' => -> { a = integer; b = pick([float, a.to_f, a.to_f.next_float]); [a, b, attempt { a <=> b }] },
  'Integer<<' => -> { a = integer; b = below(200) - 100; [a, b, attempt { a << b }] },
  'Integer>>' => -> { a = integer; b = pick([below(200) - 100, 2**70]); [a, b, attempt { a >> b }] },
  'Integer[]' => -> { a = integer; b = pick([below(200) - 20, 2**70]); [a, b, attempt { a[b] }] },
  'bit_length' => -> { a = integer; [a, attempt { a.bit_length }] },
  'Integer~' => -> { a = integer; [a, attempt { ~a }] },
  'Integer#to_f' => -> { a = integer; [a, attempt { a.to_f }] },
  'digits' => -> { b = pick([10, 10, 2, 256, 1000, 10**20, 1, 0, -1, below(100)]); a = pick([integer, integer, integer, b.abs**below(130)]); [a, b, attempt { a.digits(b) }] },
  'Integer**' => -> { a = pick([integer, below(20) - 10]); b = below(40) - 10; [a, b, attempt { a**b }] },
  'Integer**Float' => -> { a = integer; b = float; [a, b, attempt { a**b }] },
  'Integer#pow' => -> { a = integer; b = pick([integer, integer.abs, below(50)]); c = integer; [a, b, c, attempt { a.pow(b, c) }] },
  'Integer#round' => rounding(INT),
  'Float#round' => rounding(FLO),
  'Float**Integer' => -> { a = float; b = pick([below(20) - 10, integer]); [a, b, attempt { a**b }] },
  'Float#to_i' => -> { a = float; [a, attempt { a.to_i }] },
  'Float#to_r' => -> { a = float; [a, attempt { a.to_r }] },
  'next_float' => -> { a = float; [a, attempt { a.next_float }] },
  'prev_float' => -> { a = float; [a, attempt { a.prev_float }] },
  'Rational#to_i' => -> { a = rational; [a, attempt { a.to_i }] },
  'Rational#to_f' => -> { a = rational; [a, attempt { a.to_f }] },
  'Rational#inspect' => -> { a = rational; [a, attempt { a.inspect }] },
  'Rational#floor' => -> { a = rational; [a, attempt { a.floor }] },
  'Rational#ceil' => -> { a = rational; [a, attempt { a.ceil }] },
  'Rational#round' => -> { a = rational; h = pick(HALVES); [a, h.to_s, attempt { a.round(half: h) }] },
  'sum' => lambda {
    kinds = pick([[INT], [FLO], [INT, FLO], [method(:rational), INT], [method(:rational), INT, FLO], [-> { RANDOM.rand }]])
    list = Array.new(below(12)) { pick(kinds).call }
    start = pick([0, 0, 0.0, integer, float])
    [list, start, attempt { list.sum(start) }]
  },
  'format' => lambda {
    t = template
    a = operands(t)
    [t, a, attempt { format(t, *a) }]
  },
  'number' => -> { t = plain; a = pick([float, integer, float, rational]); [t, [a], attempt { format(t, a) }] }
}
%w[+ - * / % divmod remainder gcd lcm & | ^ fdiv <=>].each { |name| OPERATIONS["Integer#{name}"] = int2(name) }
%w[divmod % remainder **].each { |name| OPERATIONS["Float#{name}"] = flo2(name) }
%w[+ - * / <=>].each { |name| OPERATIONS["Rational#{name}"] = rat2(name) }
%w[floor ceil truncate].each do |name|
  OPERATIONS["Integer##{name}"] = digits(INT, name)
  OPERATIONS["Float##{name}"] = digits(FLO, name)
end

names = WANTED.empty? ? OPERATIONS.keys : WANTED
COUNT.times do |i|
  name = names[i % names.length]
  row = OPERATIONS.fetch(name).call
  puts JSON.generate([name, *row[0..-2].map { |value| encode(value) }, row.last])
end
