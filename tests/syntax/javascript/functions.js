function plain(a, b = 1, ...c) {
  return a;
}
var f = function named() {}, g = x => x, h = ({a}, [b]) => ({a, b});
(function () {
  return plain(...[1], 2);
})();
