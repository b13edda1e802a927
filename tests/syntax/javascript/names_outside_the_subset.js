var value = eval('1');
Promise.resolve(value);
Math.random() < 0.5;
Object.create(null).prototype;
this.value;
delete value;
(function () { return arguments; })();
encodeURIComponent(value);
