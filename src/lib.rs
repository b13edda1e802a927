//! `rulec` compiles access rules ahead of time and decides with them.
