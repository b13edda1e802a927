var a = ;
function f() {
  let b = 1;
  let b = 2;
  c d;
}
break;
f() + ;
/(/.test(a)
