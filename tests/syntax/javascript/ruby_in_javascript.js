@identity.is_member_of('HR');
identity('teams').include?('HR');
unless (identity('spaceAdmin')) false
