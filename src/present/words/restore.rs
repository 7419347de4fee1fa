//! What is said of a backup that is not restored.

use super::{Describe, Words, quoted, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::jobs::restore::RestoreError;

impl Describe for RestoreError {
    fn code(&self) -> Code {
        match self {
            RestoreError::Exists { .. } => Code::J709,
            RestoreError::Hash { .. } => Code::J720,
            RestoreError::File(fault) => fault.code(),
            RestoreError::Store(error) => Describe::code(error),
        }
    }

    fn words(&self, lang: Lang) -> Words {
        match self {
            RestoreError::Exists { path, backup } => {
                let (path, backup) = (path.display().to_string(), quoted(&backup.display().to_string()));
                Words::new(text!(
                    lang,
                    "这里已经有登记库 {path}，没有恢复",
                    "there is a register at {path} already; nothing was restored"
                ))
                .hint(text!(
                    lang,
                    "恢复到另一处：--db 【文件】\n要换掉现在的（原来的移到旁边，不删除）：jzz db restore {backup} --yes",
                    "restore elsewhere: --db _FILE_\nto take its place (it is moved aside, not deleted): jzz db restore {backup} --yes"
                ))
                .detail("path", path)
            }
            RestoreError::Hash { backup, written, found } => {
                let path = backup.display().to_string();
                Words::new(text!(
                    lang,
                    "备份 {path} 与旁边的校验文件对不上：文件坏了，或被人动过",
                    "the backup {path} is not the file whose hash lies beside it: it is damaged, or somebody changed it"
                ))
                .hint(text!(
                    lang,
                    "用另一份备份：jzz db restore 【备份】",
                    "take another backup: jzz db restore _BACKUP_"
                ))
                .detail("path", path)
                .detail("written", written.clone())
                .detail("found", found.clone())
            }
            RestoreError::File(fault) => fault.words(lang),
            RestoreError::Store(error) => error.words(lang),
        }
    }

    fn causes(&self) -> Vec<String> {
        match self {
            RestoreError::Exists { .. } | RestoreError::Hash { .. } => Vec::new(),
            RestoreError::File(fault) => fault.causes(),
            RestoreError::Store(error) => error.causes(),
        }
    }
}
