if (x) {
  y
}
