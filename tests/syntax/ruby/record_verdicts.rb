#!/usr/bin/env ruby
# Records whether CRuby 3.1 compiles each text: `ruby record_verdicts.rb < texts.jsonl > verdicts.jsonl`, where each line
# in is a JSON string or a line of an older recording, and each line out is `{"source", "valid"}`.
require 'json'
$VERBOSE = nil
$stdin.each_line do |line|
  text = JSON.parse(line, quirks_mode: true)
  text = text['source'] if text.is_a?(Hash)
  valid = begin
    RubyVM::InstructionSequence.compile(text)
    true
  rescue SyntaxError
    false
  end
  puts JSON.generate(source: text, valid: valid)
end
