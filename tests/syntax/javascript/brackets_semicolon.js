var ok = identity('teams').includes('HR';
ok
