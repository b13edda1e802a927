var a = 1 =< 2;
“HR” === values('Team');
if a === 1 { true }
return a;
