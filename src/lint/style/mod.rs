//! Lints about how rules read: `W1301` to `W1329`; off unless asked for.
