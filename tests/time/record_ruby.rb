#!/usr/bin/env ruby
# frozen_string_literal: true

# Records what CRuby 3.1 answers to random questions about times and dates, one JSON array a line:
#   ruby record_ruby.rb COUNT SEED [FILE OF ZONES] > ruby.jsonl
# The last element of each line is the answer, `Class: message` for an exception.
require 'time'
require 'date'
require 'json'

COUNT = (ARGV[0] || 3000).to_i
RNG = Random.new((ARGV[1] || 1).to_i)
def r(n) = RNG.rand(n)
def pick(list) = list[r(list.size)]
def chance(percent) = r(100) < percent

ZONES = ARGV[2] ? File.readlines(ARGV[2], chomp: true) : %w[
  UTC Europe/Berlin America/New_York Asia/Kolkata Australia/Lord_Howe Asia/Tokyo America/St_Johns Europe/London
  America/Los_Angeles Pacific/Auckland America/Sao_Paulo Africa/Casablanca Pacific/Apia Asia/Gaza Africa/Monrovia
  Asia/Manila Europe/Dublin Antarctica/Troll Asia/Kathmandu America/Havana Asia/Tehran Europe/Moscow Etc/GMT+5 EST5EDT
  Europe/Amsterdam Pacific/Kiritimati America/Caracas Africa/Cairo Asia/Jerusalem America/Santiago Pacific/Chatham CET
  GMT HST Asia/Pyongyang Europe/Istanbul America/Nuuk
]
$now = Time.at(0)
class << Time
  def now(**) = Time.at($now)
end

CHANGES = {}
def changes
  CHANGES[$zone] ||= begin
    found = []
    step = 5 * 86_400
    t = -4_000_000_000
    before = Time.at(t).utc_offset
    while t < 5_500_000_000
      after = Time.at(t + step).utc_offset
      if before != after
        low = t
        high = t + step
        while high - low > 1
          middle = (low + high) / 2
          Time.at(middle).utc_offset == before ? low = middle : high = middle
        end
        found << high
      end
      before = after
      t += step
    end
    found
  end
end

def seconds
  case r(8)
  when 0 then r(2**36) - 2**35
  when 1 then r(2**43) - 2**42
  when 2 then pick([0, -1, 1, 2**31, -2**31, 253_402_300_799, -62_135_596_800, -12_219_292_800, 4_102_444_800]) + r(3) - 1
  when 3, 4, 5 then changes.empty? ? r(2**31) : pick(changes) + r(4 * 3600) - 2 * 3600
  else r(2**32)
  end
end

def fraction
  case r(5)
  when 0 then 0
  when 1 then r(1000) * 1_000_000
  when 2 then r(1_000_000) * 1000
  else r(1_000_000_000)
  end
end

def answer
  yield
rescue StandardError => e
  "#{e.class}: #{e.message}"
end

def readers(t)
  subsec = t.subsec.to_r
  [t.inspect, t.to_s, t.to_i, t.nsec, t.to_f, [subsec.numerator.to_s, subsec.denominator.to_s], t.utc?,
   [t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.dst?, t.utc_offset, t.zone]]
end

def day(d)
  [d.inspect, d.year, d.mon, d.mday, d.wday, d.yday, d.cwyear, d.cweek, d.cwday, d.jd, d.leap?, d.ajd.numerator, d.mjd, d.ld, d.julian?]
end

MODES = ['utc', 'local', 0, 3600, -3600, 19_800, -12_600, 86_399, -86_399, 32_400, 3_661].freeze
def clock(t, mode)
  case mode
  when 'utc' then t.getutc
  when 'local' then t
  else t.getlocal(mode)
  end
end

def number
  case r(6)
  when 0, 1 then r(2**32) - 2**31
  when 2 then (r(2**40) - 2**39) / 1000.0
  when 3 then RNG.rand * 10**r(10)
  when 4 then -RNG.rand * 1000
  else pick([0, 1.5, -0.5, 0.25, 1e9, 1_750_000_000.123, 0.1, -0.1, 1e-3, 2**40])
  end
end

MONTHS = %w[Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec].freeze
OFFSETS = ['+09:00', '-03:30', 'UTC', 'Z', 'A', 'M', 'N', 'Y', 'J', 'utc', '+0900', '-09', '+24:00', '+23:59:59', '-00:00', '', 'foo', '+09:60', '+9:00', '-12:30:15', 3600, -7200, 0, 86_400, '+090102', '-0000', 'z', nil].freeze
def arguments(last)
  year = pick([1900 + r(200), 1900 + r(200), 2000 + r(40), r(3000) - 500, pick([0, 99, 1582, 9999, 12_345])])
  list = [year, 1 + r(12), 1 + r(31), r(24), r(60), r(60)]
  if !changes.empty? && chance(50)
    t = Time.at(pick(changes) + r(4 * 3600) - 2 * 3600)
    list = [t.year, t.month, t.day, (t.hour + r(3) - 1) % 24, t.min, t.sec]
  end
  list = list.first(1 + r(6)) if chance(40)
  if chance(20)
    at = r(list.size)
    list[at] = [
      [1.9, '2001', ' 7 ', 'x', '2_001', nil], [0, 13, 15, 16, -1, 'jan', 'DEC', 'june', '3', nil, 2.7], [0, 31, 32, -1, '5', nil, 1.5],
      [24, 25, 31, 32, -1, '7', nil], [60, 63, 64, -1, '08', nil], [60, 61, 64, -1, 1.5, 0.1, 59.25, '9', nil, 60.5]
    ][at].then { |odd| pick(odd) }
  end
  if last && list.size == 6 && chance(last == :offset ? 50 : 15)
    list << (last == :offset ? pick(OFFSETS) : pick([0, 500, 999_999, 1_000_000, -1, 0.5, 123.25, nil]))
  end
  list
end

FLAGS = ['', '', '', '', '-', '_', '0', '^', '#', '-0', '_0', '^#', '0_'].freeze
def format
  made = +''
  (1 + r(5)).times do
    made << if chance(12)
              pick(['%', '%%', ' ', 'x', "\u00e9", '%E', '%Ey', '%Oe', '%:', '%::', '%Ez', '%!', '%i', '%f', '%J', "\n", '%-5', '%0', '%:d', '%::::z', '%:::::z', '%5_d', '%E5y'])
            else
              '%' + pick(FLAGS) + (chance(20) ? (r(20)).to_s : '') + pick(FLAGS[0, 5] + ['', '', ':', '::', ':::'][0, chance(15) ? 5 : 2]) +
                pick(%w[Y C y m B b h d e j H k I l P p M S L N z Z A a u w G g V U W s n t c D F v x X r R T + Q])
            end
    made << pick(['', ' ', '-', ':'])
  end
  made
end

PIECES = [
  -> { r(40).to_s }, -> { Kernel.format('%02d', r(60)) }, -> { (1900 + r(200)).to_s }, -> { r(10**(1 + r(9))).to_s }, -> { r(10**(1 + r(15))).to_s },
  -> { pick(MONTHS) }, -> { pick(%w[January september Sept Mai JUNE decade]) }, -> { pick(%w[Mon Sunday tues T t Z z at of foo nd th st h s m w W05 -w-3 bc b.c. AD ce H31.4.30 s50.1.2]) },
  -> { pick(%w[AM pm PM a.m. p.m. noon]) }, -> { pick(%w[GMT UTC UT EST EDT CST PDT CET CEST BST JST gmt A Z]) + pick(['', '+1', '-02:30', ' dst']) },
  -> { pick(['-', '/', ':', '.', ',', ' ', '+', '(', ')', '--', '  ', "\t", "'", '"', '@', '[', ']', "\0", '#{', '*']) },
  -> { Kernel.format('%02d:%02d', r(26), r(62)) }, -> { Kernel.format('%02d:%02d:%02d', r(25), r(60), r(61)) }, -> { '.' + r(10**(1 + r(9))).to_s },
  -> { pick(['+', '-']) + Kernel.format('%02d%s%02d', r(16), pick(['', ':']), r(60)) }, -> { Kernel.format('%d-%02d-%02d', 1900 + r(200), r(14), r(33)) },
  -> { Kernel.format('%d/%d', r(33), r(33)) }, -> { "'" + r(100).to_s }, -> { '[' + pick(['+9', '-3:EST', '9', 'x:y', '+9:JST']) + ']' }, -> { pick(['Pacific Standard Time', 'central europe standard time']) }
].freeze
TEMPLATES = [
  ->(y, m, d, h, i, s) { Kernel.format('%d-%02d-%02d', y, m, d) }, ->(y, m, d, h, i, s) { Kernel.format('%d-%02d-%02dT%02d:%02d:%02d', y, m, d, h, i, s) },
  ->(y, m, d, h, i, s) { Kernel.format('%d-%02d-%02dT%02d:%02d:%02d%s', y, m, d, h, i, s, pick(['Z', '+01:00', '-0530', '', '+24:00', ' Z', 'z', '.5Z', '.123456789+02', ',25'])) },
  ->(y, m, d, h, i, s) { Kernel.format('%d-%02d-%02d %02d:%02d:%02d%s', y, m, d, h, i, s, pick([' UTC', ' +0100', ' CET', ' EST', '', '.123', ' -03:30', ' A'])) },
  ->(y, m, d, h, i, s) { Kernel.format('%d-%02d-%02d %d:%02d%s', y, m, d, h, i, pick(['', ' PM', 'am', ' p.m.'])) }, ->(y, m, d, *) { "#{m}/#{d}/#{y}" }, ->(y, m, d, *) { "#{y}/#{m}/#{d}" }, ->(y, m, d, *) { "#{d}.#{m}.#{y}" },
  ->(y, m, d, *) { "#{MONTHS[m % 12]} #{d}, #{y}" }, ->(y, m, d, *) { "#{d} #{MONTHS[m % 12]} #{y}" }, ->(y, m, d, h, i, s) { "#{d} #{MONTHS[m % 12]} #{y} #{h}:#{Kernel.format('%02d', i)} #{pick(['AM', 'PM', 'am', ''])}" },
  ->(y, m, d, h, i, s) { Kernel.format('Sat, %02d %s %d %02d:%02d:%02d %s', d, MONTHS[m % 12], y, h, i, s, pick(['GMT', 'EST', 'PDT', '+0100', '-0800', 'Z', ''])) },
  ->(y, m, d, h, i, s) { Kernel.format('Sat %s %02d %02d:%02d:%02d %s%d', MONTHS[m % 12], d, h, i, s, pick(['', 'UTC ', 'CET ']), y) },
  ->(y, m, *) { Kernel.format('%d-%02d', y, m) }, ->(y, *) { y.to_s }, ->(y, m, d, h, i, s) { Kernel.format('%d%02d%02d', y, m, d) }, ->(y, m, d, h, i, s) { Kernel.format('%d%02d%02dT%02d%02d%02d%s', y, m, d, h, i, s, pick(['', 'Z', '.25', '+0100'])) },
  ->(y, m, d, *) { "#{d}-#{MONTHS[m % 12]}-#{y}" }, ->(y, m, d, *) { "#{MONTHS[m % 12]} #{d}" }, ->(y, m, d, h, i, s) { Kernel.format('%02d:%02d', h, i) }, ->(y, m, d, h, i, s) { Kernel.format('%02d:%02d:%02d', h, i, s) },
  ->(y, m, d, *) { Kernel.format('%d-%03d', y, r(400)) }, ->(y, m, d, *) { Kernel.format('%d-W%02d-%d', y, r(55), r(9)) }, ->(y, m, d, *) { Kernel.format('--%02d-%02d', m, d) }, ->(y, m, d, *) { pick(%w[mon Tuesday wed thu fri sat sun]) },
  ->(y, m, d, *) { "#{d}th #{MONTHS[m % 12]} '#{y % 100}" }, ->(y, m, d, *) { "#{m}/#{d}" }, ->(y, m, d, h, *) { "#{h}h#{d}" }, ->(y, m, d, *) { "#{-y}-#{m}-#{d}" }
].freeze
def text
  if chance(60)
    made = pick(TEMPLATES).call(chance(85) ? 1900 + r(200) : r(10**(1 + r(5))), r(14), r(33), r(26), r(62), r(62)).dup
    if chance(30)
      at = r(made.size + 1)
      made[at, r(3)] = pick(PIECES).call
    end
    return made
  end
  made = +''
  (1 + r(6)).times { made << pick(PIECES).call << pick(['', '', ' ', ' ', ', ']) }
  made
end

QUESTIONS = {
  at: lambda {
    a = [number]
    a.push(pick([number, fraction]), pick(%w[usec microsecond millisecond nsec nanosecond])) if chance(40)
    mode = pick(MODES)
    ['at', $zone, a, mode, answer { readers(clock(Time.at(*a.each_with_index.map { |x, i| i == 2 ? x.to_sym : x }), mode)) }]
  },
  new: -> { a = arguments(:offset); ['new', $zone, a, answer { t = Time.new(*a); t.utc? ? [t.inspect] : readers(t) }] },
  utc: -> { a = arguments(:usec); ['utc', $zone, a, answer { readers(Time.utc(*a)) }] },
  local: -> { a = arguments(:usec); ['local', $zone, a, answer { readers(Time.local(*a)) }] },
  math: lambda {
    t = Time.at(seconds, fraction, :nsec)
    u = Time.at(seconds, fraction, :nsec)
    n = number
    d = r(12)
    ['math', $zone, [t.to_i, t.nsec], [u.to_i, u.nsec], n, d,
     answer { [(t + n).inspect, (t - n).inspect, t - u, t <=> u, t.round(d).inspect, t.floor(d).inspect, t.ceil(d).inspect, t.iso8601(d), t.ctime, t.rfc2822, t.httpdate, t.to_date.jd, (t + 0.1 - u)] }]
  },
  strftime: lambda {
    t = Time.at(seconds, fraction, :nsec)
    mode = pick(MODES)
    f = format
    ['strftime', $zone, [t.to_i, t.nsec], mode, f, answer { clock(t, mode).strftime(f) }]
  },
  parse: lambda {
    $now = Time.at(r(2**32), r(1000) * 1000)
    s = text
    ['parse', $zone, [$now.to_i, $now.nsec], s, answer { readers(Time.parse(s)) }]
  },
  iso: lambda {
    s = chance(70) ? TEMPLATES[2].call(chance(80) ? 1900 + r(200) : r(100_000), r(14), r(33), r(26), r(62), r(62)) : text
    ['iso', $zone, s, answer { readers(Time.iso8601(s)) }]
  },
  date: lambda {
    a = [pick([1900 + r(200), 1582, r(6000) - 3000, r(200_000) - 100_000]), pick([r(14), 1 + r(12), -r(14)]), pick([1 + r(31), r(33), -r(33)])]
    n = r(100_000) - 50_000
    ['date', $zone, a, n, [answer { day(Date.new(*a)) }, Date.valid_date?(*a), answer { d = Date.new(*a); [(d + n).to_s, (d - n).to_s, (d >> (n / 20)).to_s, (d << (n / 20)).to_s, d.next_year(n / 200).to_s, d.next_month.to_s, d.prev_day.to_s] }]]
  },
  jd: -> { jd = r(5_000_000) - 1_000_000; f = format; ['jd', $zone, jd, f, [day(Date.jd(jd)), answer { Date.jd(jd).strftime(f) }, answer { Date.jd(jd).to_time.inspect }]] },
  dparse: -> { s = text; ['dparse', $zone, Date.today.jd, s, answer { Date.parse(s).jd }] },
  diso: -> { s = text; ['diso', $zone, Date.today.jd, s, answer { Date.iso8601(s).jd }] }
}.freeze
WEIGHTED = %i[at new utc local local math strftime strftime parse parse parse parse iso date jd dparse dparse diso].freeze

COUNT.times do |n|
  if (n % 8).zero?
    $zone = pick(ZONES)
    ENV['TZ'] = $zone
  end
  puts JSON.generate(QUESTIONS[pick(WEIGHTED)].call)
end
