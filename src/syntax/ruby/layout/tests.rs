//! Layout decisions, against what CRuby's own lexer decides.
