if (identity('teams').includes('HR') {
  true
}
