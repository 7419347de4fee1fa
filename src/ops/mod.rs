//! One unit of work per file.
