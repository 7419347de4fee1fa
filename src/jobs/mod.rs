//! Several units of work, files and views in order: no rule and no SQL stands here.

pub mod backup;
pub mod calendar_file;
pub mod city;
pub mod import;
pub mod lists;
pub mod lock;
pub mod measures;
pub mod nearby;
pub mod nightly;
pub mod reports;
pub mod restore;
