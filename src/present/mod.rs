//! Values to text: pure. Opens nothing, asks nothing, decides nothing.

pub mod words;
