#!/usr/bin/env ruby
# frozen_string_literal: false
# ruby.rb - runs Ruby rules for real (CRuby 3.1): JSON lines in, JSON lines out.
#
#   stdin : one JSON object per line  {id?, source, env?, timeout_ms?}
#   stdout: one JSON object per line  {id?, value, truthy} | {id?, throws, message, phase}
#
#   env    {identity: {...}, request: {...}, auth: {...}, now: epoch-ms (int or float), tz: IANA name}
#   @identity: one reader method per key of env.identity, plus is_member_of(name) and is_member_of?(name) (exact match in teams),
#              get_property(key) (text of a scalar, else nil), [] and to_s
#   @request : one reader method per key of env.request (remote_addr, params, headers, ...), get_remote_addr, get_header(name)
#   @auth    : validate_signature([key]) answers env.auth.signature
#   An unknown reader raises NoMethodError.   Encoding of values: LANGUAGE.md, "Wire encoding".
require 'json'
require 'ipaddr'
require 'time'
require 'date'
require 'set'
$VERBOSE = nil
$stdout.sync = false
OUT = $stdout.dup
OUT.binmode
$stdout = File.open(File::NULL, 'w')
$stderr = File.open(File::NULL, 'w') unless ENV['ORACLE_DEBUG']
DEFAULT_NOW = 1_750_000_000_000
DEFAULT_TIMEOUT = ((i = ARGV.index('--timeout')) ? ARGV[i + 1].to_i : 500)
begin
  Process.setrlimit(Process::RLIMIT_AS, 3 << 30) unless RUBY_ENGINE == 'jruby'
rescue StandardError, NotImplementedError
  nil
end
MAXNODES = 200_000
MAXOUT = 4 << 20
class OracleTooLarge < Exception; end
class OracleTimeout < Exception; end

class RuleIdentity
  def initialize(h)
    @h = h
    h.each_key { |k| define_singleton_method(k) { @h[k] } if k =~ /\A[a-z_][A-Za-z0-9_]*[?]?\z/ && k != 'object_id' && k != 'class' }
  end
  def is_member_of(team); Array(@h['teams']).include?(team); end
  alias is_member_of? is_member_of
  # text of a scalar, nil otherwise
  def get_property(key)
    v = @h[key.to_s]
    v.nil? || v.is_a?(Array) || v.is_a?(Hash) ? nil : v.to_s
  end
  def [](k); @h[k.to_s]; end
  def to_s; '#<Identity>'; end
  def inspect; '#<Identity>'; end
end
class RuleRequest
  def initialize(h)
    @h = h
    h.each_key { |k| define_singleton_method(k) { @h[k] } if k =~ /\A[a-z_][A-Za-z0-9_]*[?]?\z/ && k != 'object_id' && k != 'class' }
  end
  def get_remote_addr; @h['remote_addr']; end
  # header names are compared without regard to case; nil when absent
  def get_header(name)
    _, v = (@h['headers'] || {}).find { |k, _| k.casecmp?(name.to_s) }
    v
  end
  def to_s; '#<Request>'; end
  def inspect; '#<Request>'; end
end
class RuleAuth
  def initialize(h); @h = h; end
  def validate_signature(*); @h['signature'] == true; end
  def to_s; '#<Auth>'; end
  def inspect; '#<Auth>'; end
end
class RuleScope
  def initialize(identity, request, auth)
    @identity = identity
    @request = request
    @auth = auth
  end
  def rule_binding; binding; end
  def inspect; '#<Rule>'; end
  def to_s; '#<Rule>'; end
end

# fixed clock
$oracle_now = Rational(DEFAULT_NOW, 1000)
class Time
  class << self
    alias_method :__real_now, :now
    def now(**o); o[:in].nil? ? Time.at($oracle_now) : Time.at($oracle_now, in: o[:in]); end
  end
end
class Date
  class << self
    def today(*); t = Time.now; Date.new(t.year, t.month, t.day); end
  end
end
class DateTime
  class << self
    def now(*); Time.now.to_datetime; end
  end
end
# no side effects on the host
module Kernel
  %i[system exec spawn fork ` sleep open gets trap abort exit! at_exit].each do |m|
    define_method(m) { |*| raise SecurityError, "blocked: #{m}" }
    private m
  end
end
class << Process
  %i[kill exit! spawn fork daemon exec].each { |m| define_method(m) { |*| raise SecurityError, 'blocked' } }
end

class Enc
  def initialize; @n = 0; @c = 0; @seen = []; end
  def str(s)
    @c += s.bytesize
    raise OracleTooLarge if @c > MAXOUT
    return s.dup.force_encoding(Encoding::UTF_8) if s.ascii_only? && s.encoding.ascii_compatible?
    if (s.encoding == Encoding::UTF_8 || s.encoding == Encoding::US_ASCII) && s.valid_encoding?
      return s.encode(Encoding::UTF_8)
    end
    if s.encoding != Encoding::BINARY && s.valid_encoding?
      begin
        return { '$t' => 'estr', 'v' => s.encode(Encoding::UTF_8), 'enc' => s.encoding.name }
      rescue StandardError
        nil
      end
    end
    { '$t' => 'bytes', 'hex' => s.unpack1('H*'), 'enc' => s.encoding.name }
  end
  def enc(v, d = 0)
    @n += 1
    raise OracleTooLarge if @n > MAXNODES
    case v
    when nil, true, false then return v
    when String then return (v.instance_of?(String) ? str(v) : { '$t' => 'Object', 'class' => v.class.name })
    when Integer
      return v if v.abs <= 9_007_199_254_740_991
      raise OracleTooLarge if v.bit_length > 1_000_000
      return { '$t' => 'Integer', 'v' => v.to_s }
    when Float then return { '$t' => 'Float', 'v' => v.to_s }
    when Symbol then return { '$t' => 'Symbol', 'v' => str(v.to_s) }
    when Rational then return { '$t' => 'Rational', 'v' => v.to_s }
    when Complex then return { '$t' => 'Complex', 'v' => v.to_s }
    when Regexp then return { '$t' => 'Regexp', 'source' => str(v.source), 'options' => v.options & 7 }
    when Time then return { '$t' => 'Time', 's' => v.to_i, 'ns' => v.nsec, 'off' => v.utc_offset, 'utc' => v.utc? }
    when DateTime, Date then return { '$t' => v.class.name, 'v' => v.iso8601 }
    when Proc, Method then return { '$t' => v.class.name }
    when Module then return { '$t' => 'Module', 'v' => v.name }
    when Exception then return { '$t' => 'Exception', 'class' => v.class.name, 'message' => str(v.message) }
    when MatchData then return { '$t' => 'MatchData', 'a' => v.to_a.map { |x| x && str(x) }, 'names' => v.names, 'begin' => v.begin(0) }
    end
    return { '$t' => 'cycle' } if @seen.any? { |x| x.equal?(v) }
    return { '$t' => 'deep' } if d > 200
    @seen.push(v)
    begin
      case v
      when Array then v.map { |x| enc(x, d + 1) }
      when Hash then { '$t' => 'Hash', 'e' => v.map { |k, x| [enc(k, d + 1), enc(x, d + 1)] } }
      when Range then { '$t' => 'Range', 'b' => enc(v.begin, d + 1), 'e' => enc(v.end, d + 1), 'excl' => v.exclude_end? }
      when Set then { '$t' => 'Set', 'e' => v.map { |x| enc(x, d + 1) } }
      else { '$t' => 'Object', 'class' => v.class.name }
      end
    ensure
      @seen.pop
    end
  end
end

MAIN = Thread.current
$deadline = nil
WATCH = Thread.new do
  loop do
    Kernel.instance_method(:binding) # keep constant warm
    Thread.stop if false
    IO.select(nil, nil, nil, 0.02)
    dl = $deadline
    if dl && Process.clock_gettime(Process::CLOCK_MONOTONIC) > dl
      $deadline = nil
      MAIN.raise(OracleTimeout)
    end
  end
end

ENV['TZ'] = 'UTC'
$cur_tz = 'UTC'
SAFE_GLOBALS = global_variables

def run_case(req)
  env = req['env'] || {}
  tz = env['tz'] || 'UTC'
  if tz != $cur_tz
    ENV['TZ'] = tz
    $cur_tz = tz
  end
  $oracle_now = env['now'].nil? ? Rational(DEFAULT_NOW, 1000) : Rational(env['now'].to_r, 1000)
  scope = RuleScope.new(RuleIdentity.new(env['identity'] || {}), RuleRequest.new(env['request'] || {}), RuleAuth.new(env['auth'] || {}))
  src = req['source'].dup.force_encoding(Encoding::UTF_8)
  b = scope.rule_binding
  phase = 'runtime'
  begin
    $deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + (req['timeout_ms'] || DEFAULT_TIMEOUT) / 1000.0
    v = eval(src, b, 'rule', 1)
    $deadline = nil
    t = v ? true : false
    { 'value' => Enc.new.enc(v), 'truthy' => t }
  rescue OracleTimeout
    { 'throws' => '$timeout', 'phase' => phase }
  rescue OracleTooLarge
    { 'throws' => '$toolarge', 'phase' => phase }
  rescue SystemStackError
    { 'throws' => '$stack', 'phase' => phase }
  rescue NoMemoryError
    { 'throws' => '$memory', 'phase' => phase }
  rescue SyntaxError => e
    parse = e.backtrace.nil? || !e.backtrace.first.to_s.start_with?('rule:') || e.message.include?("rule:")
    { 'throws' => 'SyntaxError', 'message' => e.message.to_s.dup.force_encoding('UTF-8').scrub, 'phase' => parse ? 'parse' : phase }
  rescue Exception => e # rubocop:disable Lint/RescueException
    msg = begin
      e.message.to_s.dup.encode('UTF-8', invalid: :replace, undef: :replace).scrub[0, 300]
    rescue StandardError
      ''
    end
    { 'throws' => e.class.name, 'message' => msg.gsub(/(#<[\w:]+:0x)\h{16}/, '\10'), 'phase' => phase }
  ensure
    $deadline = nil
  end
rescue OracleTimeout
  { 'throws' => '$timeout', 'phase' => 'runtime' }
end

# Each answer is written as soon as it is known, so that whoever waits can tell a program that never ends from a slow one.
OUT.sync = true
while (line = $stdin.gets)
  line.strip!
  next if line.empty?
  begin
    req = JSON.parse(line)
    res = run_case(req)
    res = { 'id' => req['id'] }.merge(res) if req.key?('id')
    s = JSON.generate(res)
  rescue OracleTimeout
    s = '{"throws":"$timeout","phase":"runtime"}'
  rescue StandardError => e
    s = JSON.generate({ 'throws' => '$oracle', 'message' => "#{e.class}: #{e.message}" })
  end
  OUT.write(s, "\n")
end
