identity('teams').includes('HR') AND values('Status') === 'Open'
