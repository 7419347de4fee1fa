//! What is said of the register's file, of the clock, and of a day that has not come.

use std::path::{Path, PathBuf};

use super::{Describe, Words, labels, quoted, text};
use crate::domain::calendar::{Day, Instant};
use crate::domain::code::Code;
use crate::domain::lang::Lang;
use crate::store::StoreError;

impl Describe for StoreError {
    fn code(&self) -> Code {
        StoreError::code(self)
    }

    fn words(&self, lang: Lang) -> Words {
        let words = Words::new(sentence(self, lang)).hint(hint(self, lang));
        match self {
            StoreError::Newer { found, known, .. } | StoreError::Older { found, known, .. } => {
                words.detail("schema", *found).detail("known", *known)
            }
            StoreError::OtherOwner { owner, .. } => words.detail("owner", owner.clone()),
            StoreError::Network { system, .. } => words.detail("file_system", *system),
            StoreError::Missing { .. }
            | StoreError::Empty { .. }
            | StoreError::Foreign { .. }
            | StoreError::Damaged { .. }
            | StoreError::OtherSchema { .. }
            | StoreError::Exists { .. }
            | StoreError::Remains { .. }
            | StoreError::LogBeside { .. }
            | StoreError::BackupExists { .. }
            | StoreError::Busy { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::Full { .. }
            | StoreError::Unreadable { .. }
            | StoreError::LogUnread { .. }
            | StoreError::Unwritable { .. }
            | StoreError::Interrupted
            | StoreError::Fault { .. } => words,
        }
        .path_of(self)
    }

    fn causes(&self) -> Vec<String> {
        match self {
            StoreError::Damaged { cause, .. }
            | StoreError::OtherSchema { cause, .. }
            | StoreError::Unreadable { cause, .. }
            | StoreError::LogUnread { cause, .. }
            | StoreError::Unwritable { cause, .. }
            | StoreError::Fault { cause } => vec![cause.clone()],
            StoreError::Missing { .. }
            | StoreError::Empty { .. }
            | StoreError::Foreign { .. }
            | StoreError::Newer { .. }
            | StoreError::Older { .. }
            | StoreError::OtherOwner { .. }
            | StoreError::Network { .. }
            | StoreError::Exists { .. }
            | StoreError::Remains { .. }
            | StoreError::LogBeside { .. }
            | StoreError::BackupExists { .. }
            | StoreError::Busy { .. }
            | StoreError::ReadOnly { .. }
            | StoreError::Full { .. }
            | StoreError::Interrupted => Vec::new(),
        }
    }
}

fn paths(paths: &[PathBuf], lang: Lang) -> String {
    let shown: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    labels::list(lang, &shown)
}

/// The commands that move files aside, never over another.
fn moves(paths: &[PathBuf]) -> String {
    let moved = paths.iter().map(|path| {
        let path = path.display();
        format!("mv -n {} {}", quoted(&path.to_string()), quoted(&format!("{path}.old")))
    });
    moved.collect::<Vec<_>>().join(" && ")
}

/// The path in a failure, as shown and as a shell takes it.
fn path(error: &StoreError) -> Option<String> {
    match error {
        StoreError::Missing { path }
        | StoreError::Empty { path }
        | StoreError::Foreign { path }
        | StoreError::Newer { path, .. }
        | StoreError::Older { path, .. }
        | StoreError::Damaged { path, .. }
        | StoreError::OtherSchema { path, .. }
        | StoreError::OtherOwner { path, .. }
        | StoreError::Network { path, .. }
        | StoreError::Exists { path, .. }
        | StoreError::Remains { path, .. }
        | StoreError::LogBeside { path, .. }
        | StoreError::BackupExists { path }
        | StoreError::Busy { path }
        | StoreError::ReadOnly { path }
        | StoreError::Full { path }
        | StoreError::Unreadable { path, .. }
        | StoreError::LogUnread { path, .. }
        | StoreError::Unwritable { path, .. } => Some(path.display().to_string()),
        StoreError::Interrupted | StoreError::Fault { .. } => None,
    }
}

impl Words {
    fn path_of(self, error: &StoreError) -> Words {
        match path(error) {
            Some(path) => self.detail("path", path),
            None => self,
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
fn sentence(error: &StoreError, lang: Lang) -> String {
    let path = path(error).unwrap_or_default();
    match error {
        StoreError::Missing { .. } => text!(lang, "没有登记库 {path}", "there is no register {path}"),
        StoreError::Empty { .. } => text!(
            lang,
            "{path} 是空文件（0字节），不是登记库；文件未动",
            "{path} is an empty file (0 bytes) and no register; it stays as it is"
        ),
        StoreError::Foreign { .. } => text!(
            lang,
            "{path} 不是本程序的登记库；文件未动",
            "{path} is no register of this program; it stays as it is"
        ),
        StoreError::Newer { found, known, .. } => text!(
            lang,
            "登记库 {path} 是更新的程序建的（结构版本 {found}，本程序只到 {known}）",
            "the register {path} was made by a newer program (schema {found}; this program knows {known})"
        ),
        StoreError::Older { found, known, .. } => text!(
            lang,
            "登记库 {path} 是旧结构（版本 {found}，本程序用 {known}），不能直接使用；文件未动",
            "the register {path} has an older schema ({found}; this program works with {known}); it stays as it is"
        ),
        StoreError::Damaged { .. } => {
            text!(lang, "登记库 {path} 已损坏；文件未动", "the register {path} is damaged; it stays as it is")
        }
        StoreError::OtherSchema { .. } => text!(
            lang,
            "登记库 {path} 的表和本程序建的不一样：是别的版本建的，或被别的工具改过；文件未动",
            "the tables of the register {path} are not those of this program: another version made it, or another tool changed it; it stays as it is"
        ),
        StoreError::OtherOwner { owner, .. } => text!(
            lang,
            "登记库 {path} 属于系统用户 {owner}，不是当前用户的",
            "the register {path} belongs to the system user {owner}, not to you"
        ),
        StoreError::Network { system, .. } => text!(
            lang,
            "登记库 {path} 在网络文件系统（{system}）上：几台电脑同时写会损坏，不能使用",
            "the register {path} lies on a network file system ({system}), where several machines would damage it"
        ),
        StoreError::Exists { is_empty: true, .. } => text!(
            lang,
            "{path} 已经有一个空文件（0字节），没有建立登记库，也没有改动它",
            "there is an empty file (0 bytes) at {path}; no register was made, and it was not touched"
        ),
        StoreError::Remains { beside, .. } => {
            let left = paths(beside, lang);
            text!(
                lang,
                "{path} 旁边有别的登记库留下的日志 {left}，会混进来；什么都没有写",
                "beside {path} lies what another register left, and it would get into this file: {left}. Nothing was written"
            )
        }
        StoreError::LogBeside { beside, .. } => {
            let left = paths(beside, lang);
            text!(
                lang,
                "{path} 不是 db backup 做的备份，旁边还有日志 {left}：分不清是不是它自己的，没有恢复",
                "{path} was not made by db backup, and beside it lies {left}: nobody can tell whether that is its own. Nothing was restored"
            )
        }
        StoreError::Exists { is_empty: false, .. } => {
            text!(lang, "登记库 {path} 已经有了，没有改动", "the register {path} exists already; it was not touched")
        }
        StoreError::BackupExists { .. } => {
            text!(
                lang,
                "备份文件 {path} 已经有了，没有覆盖",
                "the backup file {path} exists already; it was not replaced"
            )
        }
        StoreError::Busy { .. } => text!(
            lang,
            "登记库 {path} 一直被别的程序占用，等了30秒",
            "the register {path} stayed busy for the 30 seconds that were waited"
        ),
        StoreError::ReadOnly { .. } => text!(
            lang,
            "登记库 {path} 或所在文件夹只能读，不能写",
            "the register {path}, or its folder, can be read and not written to"
        ),
        StoreError::Full { .. } => {
            text!(lang, "磁盘满了，{path} 没有写成", "the disk is full: {path} was not written")
        }
        StoreError::Unreadable { .. } => text!(lang, "登记库 {path} 读不了", "the register {path} cannot be read"),
        StoreError::LogUnread { beside, .. } => {
            let left = paths(beside, lang);
            text!(
                lang,
                "登记库 {path} 读不了：最近办的事还在 {left} 里，所在文件夹不能写，没法合并",
                "the register {path} cannot be read: its latest acts are still in {left}, and the folder cannot be written to, as reading those needs"
            )
        }
        StoreError::Unwritable { .. } => text!(lang, "{path} 写不了", "{path} cannot be written"),
        StoreError::Interrupted => {
            text!(lang, "已中断；没有提交的都没有发生", "interrupted; what was not committed did not happen")
        }
        StoreError::Fault { .. } => text!(
            lang,
            "程序本身出了错；没有提交的都没有发生",
            "a fault in the program itself; what was not committed did not happen"
        ),
    }
}

/// The folder of a file, as a shell takes it.
fn folder_of(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    quoted(&folder.display().to_string())
}

#[expect(clippy::too_many_lines, reason = "one arm a variant, two languages each")]
fn hint(error: &StoreError, lang: Lang) -> String {
    let path = quoted(&path(error).unwrap_or_default());
    match error {
        StoreError::Missing { .. } => format!("jzz init --db {path}"),
        StoreError::Empty { .. } => text!(
            lang,
            "先核对 --db；要在这里新建，先移走空文件：mv {path} {path}.empty && jzz init --db {path}",
            "look at --db; to make a register here, move the empty file away: mv {path} {path}.empty && jzz init --db {path}"
        ),
        StoreError::Foreign { .. } => text!(
            lang,
            "核对 --db 和 JZZ_DB 写的是哪个文件：jzz db info --db 【文件】",
            "look at which file --db and JZZ_DB name: jzz db info --db _FILE_"
        ),
        StoreError::Newer { .. } => text!(
            lang,
            "换用新版程序；本机的版本：jzz --version",
            "use the newer program; the version here: jzz --version"
        ),
        StoreError::Older { .. } => text!(
            lang,
            "用建库时的旧版程序打开，或请维护者升级登记库；本机的版本：jzz --version",
            "open it with the older program, or ask the maintainers to upgrade it; the version here: jzz --version"
        ),
        StoreError::Damaged { .. } => text!(
            lang,
            "不要删除；从最近的备份恢复，坏的移到旁边留着：jzz db restore 【备份】 --yes --db {path}",
            "do not delete it; restore the latest backup, and it is kept aside: jzz db restore _BACKUP_ --yes --db {path}"
        ),
        StoreError::OtherSchema { .. } => text!(
            lang,
            "用建库时的程序打开，或用改动之前的备份；看哪些表不一样：jzz db check --db {path}",
            "open it with the program that made it, or take a backup from before the change; see which tables differ: jzz db check --db {path}"
        ),
        StoreError::OtherOwner { owner, .. } => text!(
            lang,
            "以 {owner} 登录后再办，或用自己的登记库：--db 【文件】",
            "work as {owner}, or with a register of your own: --db _FILE_"
        ),
        StoreError::Network { .. } => text!(
            lang,
            "把登记库放到本机磁盘上，写明它在哪里：--db 【文件】",
            "put the register on a disk of this machine, and say where: --db _FILE_"
        ),
        StoreError::Exists { is_empty: true, .. } => format!("mv {path} {path}.empty && jzz init --db {path}"),
        StoreError::Exists { is_empty: false, .. } => format!("jzz db info --db {path}"),
        StoreError::Remains { beside, .. } => {
            let moves = moves(beside);
            text!(
                lang,
                "日志里可能有没合并的登记，不要删除；先移到旁边再做：{moves}",
                "it may hold acts of that register, so do not delete it; move it aside, then try again: {moves}"
            )
        }
        StoreError::LogBeside { beside, .. } => {
            let moves = moves(beside);
            text!(
                lang,
                "是它自己的，先备份，再恢复那份备份：jzz db backup 【新文件】 --db {path}\n不是的，先移到旁边再恢复：{moves}",
                "if it is its own, back it up and restore that backup: jzz db backup _NEW_ --db {path}\nif not, move it aside and restore again: {moves}"
            )
        }
        StoreError::BackupExists { .. } => format!("jzz db backup {path} --yes"),
        StoreError::Busy { .. } => text!(
            lang,
            "过一会儿再做一次；若一直如此，看是不是有导入还没有完",
            "try again in a moment; if it stays so, see whether an import is still at work"
        ),
        StoreError::ReadOnly { path } => {
            let (folder, path) = (folder_of(path), quoted(&path.display().to_string()));
            text!(
                lang,
                "把文件和文件夹改为可写：chmod u+w {folder} {path}\n只看数字，现在就可以：jzz report rate",
                "make the folder and the file writable: chmod u+w {folder} {path}\ncounts can be read as it is: jzz report rate"
            )
        }
        StoreError::Full { .. } => text!(lang, "腾出空间后再做一次", "make room, then do it again"),
        StoreError::LogUnread { path, beside, .. } => {
            let folder = folder_of(path);
            let left: Vec<String> = beside.iter().map(|path| quoted(&path.display().to_string())).collect();
            let left = left.join(" ");
            text!(
                lang,
                "把文件夹改为可写：chmod u+w {folder}\n光盘、快照之类改不了的，把登记库连同 {left} 一起拷到能写的地方再看",
                "make the folder writable: chmod u+w {folder}\nwhere that cannot be (a disc, a snapshot), copy the register together with {left} to a place that can be written"
            )
        }
        StoreError::Unreadable { .. } => {
            text!(lang, "查看文件和文件夹的权限：ls -l {path}", "look at the permissions: ls -l {path}")
        }
        StoreError::Unwritable { .. } => {
            text!(lang, "查看文件和文件夹的权限，或换一个地方", "look at the permissions, or choose another place")
        }
        StoreError::Interrupted => text!(lang, "再做一次即可", "simply do it again"),
        StoreError::Fault { .. } => {
            let version = env!("CARGO_PKG_VERSION");
            text!(
                lang,
                "请把这几行连同做到哪一步发给维护者（不要发登记库）；程序版本 {version}",
                "send these lines and what you were doing to the maintainers (never the register); the program is version {version}"
            )
        }
    }
}

/// The clock stands more than a day before the register's last entry, and nobody said which day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockBehind {
    pub now: Instant,
    pub last_entry: Instant,
    /// The flag that says the day.
    pub flag: &'static str,
}

impl Describe for ClockBehind {
    fn code(&self) -> Code {
        Code::J801
    }

    fn words(&self, lang: Lang) -> Words {
        let (today, last, flag) = (self.now.day(), self.last_entry.day(), self.flag);
        Words::new(text!(
            lang,
            "电脑时钟是 {today}，登记库里却已有 {last} 记的业务：时钟可能慢了，没有写明日期就不办",
            "the clock says {today}, and the register has entries of {last}: the clock may be slow, so the day must be said"
        ))
        .hint(text!(
            lang,
            "先校准时钟；时钟没错、是以前的记录超前了，就写明今天：{flag} {today}",
            "set the clock right; if it is right and an earlier entry was ahead, say the day: {flag} {today}"
        ))
        .detail("now", self.now.to_string())
        .detail("last_entry", self.last_entry.to_string())
    }
}

/// An act on a day that has not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FutureDay {
    pub day: Day,
    pub today: Day,
}

impl Describe for FutureDay {
    fn code(&self) -> Code {
        Code::J208
    }

    fn words(&self, lang: Lang) -> Words {
        let FutureDay { day, today } = self;
        Words::new(text!(
            lang,
            "{day} 还没有到，今天是 {today}；只能办已经发生的事",
            "{day} has not come, today is {today}; an act is recorded once it has happened"
        ))
        .hint(format!("--on {today}"))
        .detail("day", day.to_string())
        .detail("today", today.to_string())
    }
}
