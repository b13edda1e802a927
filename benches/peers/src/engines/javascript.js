// What a platform puts around a JavaScript rule: the sections as functions, and the product's own function.
var section = function (name) { return function (key) { return bound[name][key]; }; };
var bound, identity = section('identity'), request = section('request'), submission = section('submission');
var hasIntersection = function (left, right) {
  return left.some(function (one) { return right.indexOf(one) !== -1; });
};
var all = [];
