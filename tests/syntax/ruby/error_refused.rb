class A < B
end
$x = 1
puts 1
File.read 'a'
x = <<~TEXT
  body (
TEXT
eval 'a'
`ls`
