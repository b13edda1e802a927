// Allow managers of the requester, and members of the team on the form.
function hasIntersection(a, b) {
  for (var i = 0; i < a.length; i++) {
    if (b.indexOf(a[i]) !== -1) { return true; }
  }
  return false;
}
identity('spaceAdmin') || hasIntersection(identity('teams'), [values('Assigned Team')])
