//! What was shown and who acted, at an application or at an act of a card.

use clap::Args;

use super::card::Endorsed;
use crate::cli::{help, values};
use crate::commands::desk::ProxyArgs;
use crate::domain::card_facts::NewDay;
use crate::domain::papers::Evidence;
use crate::failure::Failure;
use crate::ops::edit_besides::Acting;
use crate::ops::edit_shown::Of;
use crate::ops::proxy::Proxy;
use crate::present::words::usage::Usage;

#[derive(Args)]
pub struct ShownArgs {
    #[arg(long, value_name = help!("材料[:出具人[:日期]]", "KIND[:ISSUER[:DATE]]"), value_parser = values::evidence(), help = help!("申领，或证的一次签注（写 --endorsed 日期）：更正后的全部材料，一件写一次", "An application, or with --endorsed DATE an endorsement: all papers as corrected; once for each"))]
    evidence: Vec<Evidence>,
    #[arg(long, conflicts_with = "evidence", help = help!("证的一次签注：其实什么材料也没有出示", "An endorsement: nothing was shown"))]
    no_evidence: bool,
    #[command(flatten)]
    proxy: ProxyArgs,
    #[arg(long, conflicts_with_all = ["proxy_name", "proxy_id_number", "proxy_relation"], help = help!("是本人来办的，没有代办人", "The person came in person, nobody acted for them"))]
    no_proxy: bool,
    #[arg(long, value_name = help!("受理点", "COUNTER"), value_parser = values::named, help = help!("证的一次签注：更正后的受理点", "An endorsement: the counter that made it"))]
    endorsed_at: Option<String>,
}

impl ShownArgs {
    /// All papers, where they are corrected.
    pub fn evidence(&self) -> Option<&[Evidence]> {
        (self.no_evidence || !self.evidence.is_empty()).then_some(self.evidence.as_slice())
    }

    pub fn proxy(&self) -> Option<Proxy> {
        self.proxy.proxy()
    }

    /// Who acted, where that is corrected; `proxy`: the one given.
    pub fn acting<'a>(&self, proxy: Option<&'a Proxy>) -> Option<Acting<'a>> {
        if self.no_proxy { Some(Acting::Nobody) } else { proxy.map(Acting::By) }
    }

    pub fn endorsed_at(&self) -> Option<&str> {
        self.endorsed_at.as_deref()
    }

    /// The flags of an endorsement that were given.
    pub fn of_endorsement(&self) -> Vec<&'static str> {
        let flags = [("--no-evidence", self.no_evidence), ("--endorsed-at", self.endorsed_at.is_some())];
        flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
    }

    /// The flags that were given.
    pub fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--evidence", !self.evidence.is_empty()),
            ("--no-evidence", self.no_evidence),
            ("--endorsed-at", self.endorsed_at.is_some()),
            ("--proxy-name", self.proxy.name.is_some()),
            ("--no-proxy", self.no_proxy),
        ];
        flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
    }

    /// The act of a card that it is of: the only one that the command names.
    ///
    /// # Errors
    /// A usage error where it names none, or several.
    pub fn of(&self, endorsed: &[Endorsed], collected: Option<NewDay>, replaced: bool) -> Result<Option<Of>, Failure> {
        let Some(flag) = self.given().first().copied() else { return Ok(None) };
        let days = endorsed.iter().map(|given| given.day().map(Of::Endorsement));
        let mut acts: Vec<Option<Of>> = days.collect();
        if !matches!(flag, "--evidence" | "--no-evidence" | "--endorsed-at") {
            acts.extend(collected.map(|day| day.day().map(|_| Of::Collection)));
            acts.extend(replaced.then_some(Some(Of::Replacement)));
        }
        match acts[..] {
            [Some(of)] => Ok(Some(of)),
            _ => Err(Usage::WhichAct { flag: flag.to_owned() }.into()),
        }
    }
}
