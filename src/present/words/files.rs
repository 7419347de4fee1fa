//! What is said of a file that cannot be read or written.

use std::path::PathBuf;

use super::{Describe, Words, quoted, text};
use crate::domain::code::Code;
use crate::domain::lang::Lang;

/// What is wrong with a file that a person named, or with standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// No space is left. Standard output is the path `-`.
    Full {
        path: PathBuf,
        cause: String,
    },
    Unwritable {
        path: PathBuf,
        cause: String,
    },
    /// In a folder that a person named.
    UnwritableIn {
        path: PathBuf,
        cause: String,
    },
    Unreadable {
        path: PathBuf,
        cause: String,
    },
    /// A folder, a device, a pipe.
    NotRegular {
        path: PathBuf,
    },
    /// Something else lies where a folder is wanted.
    NotFolder {
        path: PathBuf,
    },
    /// Somebody wrote it while it was read.
    Changed {
        path: PathBuf,
    },
    /// An output that would replace the register, or a part of it.
    IsRegister {
        path: PathBuf,
    },
}

/// No room: on the disk, within the quota, or within the limit of a file's size.
pub fn is_full(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

impl FileFault {
    /// A file that could not be written.
    pub fn writing(path: &std::path::Path, error: &std::io::Error) -> FileFault {
        let (path, cause) = (path.to_owned(), error.to_string());
        if is_full(error) { FileFault::Full { path, cause } } else { FileFault::Unwritable { path, cause } }
    }

    /// A file of a folder that a person named: another folder is the way out.
    pub fn in_folder(path: &std::path::Path, error: &std::io::Error) -> FileFault {
        FileFault::writing(path, error).of_folder()
    }

    #[must_use]
    pub fn of_folder(self) -> FileFault {
        if let FileFault::Unwritable { path, cause } = self { FileFault::UnwritableIn { path, cause } } else { self }
    }

    pub fn standard_output(full: bool, cause: String) -> FileFault {
        let path = PathBuf::from("-");
        if full { FileFault::Full { path, cause } } else { FileFault::Unwritable { path, cause } }
    }

    fn path(&self) -> &PathBuf {
        match self {
            FileFault::Full { path, .. }
            | FileFault::Unwritable { path, .. }
            | FileFault::UnwritableIn { path, .. }
            | FileFault::Unreadable { path, .. }
            | FileFault::NotRegular { path }
            | FileFault::NotFolder { path }
            | FileFault::Changed { path }
            | FileFault::IsRegister { path } => path,
        }
    }
}

fn unwritable_in(lang: Lang, path: &str) -> Words {
    Words::new(text!(lang, "{path} 写不了", "{path} cannot be written")).hint(text!(
        lang,
        "换一个能写的文件夹（备份的另有 --backup-dir）：--out 【文件夹】",
        "choose a folder that can be written (--backup-dir for the backups): --out _DIR_"
    ))
}

/// What to look at where a file cannot be read; `shell`: its path, if it has one.
fn look_at(lang: Lang, shell: Option<&String>) -> String {
    let hint = text!(lang, "查一查文件名和权限", "look at the name and the permissions");
    match shell {
        Some(shell) => text!(lang, "{hint}：ls -l {shell}", "{hint}: ls -l {shell}"),
        None => hint,
    }
}

impl Describe for FileFault {
    fn code(&self) -> Code {
        match self {
            FileFault::Full { .. } => Code::J712,
            FileFault::Unwritable { .. }
            | FileFault::UnwritableIn { .. }
            | FileFault::IsRegister { .. }
            | FileFault::NotFolder { .. } => Code::J713,
            FileFault::Unreadable { .. } => Code::J714,
            FileFault::NotRegular { .. } => Code::J715,
            FileFault::Changed { .. } => Code::J446,
        }
    }

    fn words(&self, lang: Lang) -> Words {
        let standard = self.path().as_os_str() == "-";
        let path = if standard {
            match self {
                FileFault::Unreadable { .. } => text!(lang, "标准输入", "standard input"),
                FileFault::Full { .. }
                | FileFault::Unwritable { .. }
                | FileFault::UnwritableIn { .. }
                | FileFault::NotRegular { .. }
                | FileFault::NotFolder { .. }
                | FileFault::Changed { .. }
                | FileFault::IsRegister { .. } => text!(lang, "标准输出", "standard output"),
            }
        } else {
            self.path().display().to_string()
        };
        let shell = quoted(&path);
        let words = match self {
            FileFault::Full { .. } => {
                Words::new(text!(lang, "磁盘满了，{path} 没有写成", "the disk is full: {path} was not written"))
                    .hint(text!(lang, "腾出空间后再做一次", "make room, then do it again"))
            }
            FileFault::Unwritable { .. } => Words::new(text!(lang, "{path} 写不了", "{path} cannot be written")).hint(
                text!(lang, "换一个能写的地方：--out 【文件】", "choose a place that can be written: --out _FILE_"),
            ),
            FileFault::UnwritableIn { .. } => unwritable_in(lang, &path),
            FileFault::Unreadable { .. } => {
                let words = Words::new(text!(lang, "{path} 读不了", "{path} cannot be read"));
                words.hint(look_at(lang, (!standard).then_some(&shell)))
            }
            FileFault::NotRegular { .. } => Words::new(text!(
                lang,
                "{path} 不是普通文件（是文件夹、管道或设备）",
                "{path} is not a regular file, but a folder, a pipe or a device"
            ))
            .hint(text!(
                lang,
                "要写一个文件；那里是什么：ls -l {shell}",
                "name a file; what is there: ls -l {shell}"
            )),
            FileFault::NotFolder { .. } => Words::new(text!(lang, "{path} 不是文件夹", "{path} is not a folder")).hint(
                text!(lang, "要写一个文件夹；那里是什么：ls -l {shell}", "name a folder; what is there: ls -l {shell}"),
            ),
            FileFault::Changed { .. } => Words::new(text!(
                lang,
                "{path} 在读的时候变了，有人还在写它",
                "{path} changed while it was read: somebody is still writing it"
            ))
            .once_more(text!(lang, "等它写完，再导入", "wait until it is whole, then import again"), ""),
            FileFault::IsRegister { .. } => Words::new(text!(
                lang,
                "{path} 是登记库本身或它的一部分，不能被覆盖",
                "{path} is the register or a part of it, and is not overwritten"
            ))
            .hint(text!(lang, "换一个文件名", "name another file")),
        };
        words.detail("path", self.path().display().to_string())
    }

    fn causes(&self) -> Vec<String> {
        match self {
            FileFault::Full { cause, .. }
            | FileFault::Unwritable { cause, .. }
            | FileFault::UnwritableIn { cause, .. }
            | FileFault::Unreadable { cause, .. } => vec![cause.clone()],
            FileFault::NotRegular { .. }
            | FileFault::NotFolder { .. }
            | FileFault::Changed { .. }
            | FileFault::IsRegister { .. } => Vec::new(),
        }
    }
}
