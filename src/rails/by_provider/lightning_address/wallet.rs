//! Calls of the wallet behind a Lightning address.

use std::sync::Arc;

use data_encoding::HEXLOWER_PERMISSIVE;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::address::LightningAddress;
use super::objects::{InvoiceAnswer, PayOffer, Proof, WalletRefusal};
use crate::net::callable::CallableUrl;
use crate::net::servers::Servers;
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// The name in logs and errors.
const NAME: &str = "The Lightning address’s wallet";

const NO_WALLET: &str = "What answers at this host is no wallet with Lightning addresses.";
const UNKNOWN: &str = "The wallet at this host does not know this Lightning address.";
const REFUSES: &str = "The Lightning address’s wallet refuses.";

/// The wallet behind an address.
#[derive(Debug)]
pub struct AddressWallet {
    address: LightningAddress,
    provider: Arc<Provider>,
    servers: Servers,
}

/// The terms on which a wallet takes money.
#[derive(Debug)]
pub struct WalletOffer {
    callback: CallableUrl,
    min_msat: u64,
    max_msat: u64,
    /// The SHA-256 of the metadata, in hex: what each invoice has to have.
    pub description_hash: String,
    /// The longest comment, in characters.
    comment: usize,
}

/// An invoice as the wallet wrote it, not checked yet.
#[derive(Debug)]
pub struct WrittenInvoice {
    pub bolt11: String,
    /// The address that proves its payment, if it is on a server of this wallet.
    pub verify: Option<String>,
}

impl AddressWallet {
    pub fn new(address: LightningAddress, servers: Servers) -> Self {
        Self { provider: servers.provider(NAME, address.host().clone()), address, servers }
    }

    /// The scheme, host and port of the address.
    pub fn origin(&self) -> String {
        self.provider.base().origin()
    }

    /// Asks on which terms the wallet takes money.
    ///
    /// # Errors
    /// [`RailError::Refused`] if it has no such address, or isn't a wallet; [`RailError::Unavailable`].
    pub async fn offer(&self) -> Result<WalletOffer, RailError> {
        let path = [".well-known", "lnurlp", self.address.name()];
        let answer = self.provider.send(&Call::get(&path, Credential::None)).await?;
        if !answer.status.is_success() || answer.read().is_ok_and(|refusal: WalletRefusal| refusal.is_error()) {
            return Err(RailError::Refused(UNKNOWN.into()));
        }
        let no_wallet = || RailError::Refused(NO_WALLET.into());
        let offer: PayOffer = answer.read().map_err(|_| no_wallet())?;
        let callback = CallableUrl::read(&offer.callback, &self.servers).map_err(|_| no_wallet())?;
        let sane = offer.tag == "payRequest" && (1..=offer.max_sendable).contains(&offer.min_sendable);
        // By LUD-06 it is an array. Its text is what counts; what is in it is the payee's.
        if !sane || serde_json::from_str::<Vec<serde::de::IgnoredAny>>(&offer.metadata).is_err() {
            return Err(no_wallet());
        }
        Ok(WalletOffer {
            callback,
            min_msat: offer.min_sendable,
            max_msat: offer.max_sendable,
            description_hash: hex::encode(Sha256::digest(offer.metadata.as_bytes())),
            comment: offer.comment_allowed.and_then(|most| usize::try_from(most).ok()).unwrap_or_default(),
        })
    }

    /// Has an invoice written. `comments` are candidates, of which the wallet gets the first that fits.
    ///
    /// # Errors
    /// [`RailError::Unsupported`] if the wallet doesn't take this amount; [`RailError::Refused`]; [`RailError::Unavailable`].
    pub async fn invoice(
        &self,
        offer: &WalletOffer,
        msat: u64,
        comments: &[&str],
    ) -> Result<WrittenInvoice, RailError> {
        if !(offer.min_msat..=offer.max_msat).contains(&msat) {
            return Err(RailError::Unsupported);
        }
        let amount = msat.to_string();
        let mut more = vec![("amount", amount.as_str())];
        more.extend(comments.iter().find(|text| text.len() <= offer.comment).map(|text| ("comment", *text)));
        let answer = offer.callback.ask(&self.servers, NAME, &more).await?;
        let InvoiceAnswer { pr, verify } = accepted(&answer)?;
        let verify = verify.filter(|text| self.proves(offer, text));
        Ok(WrittenInvoice { bolt11: pr, verify })
    }

    /// Returns whether an address is on the address's own server or that of its callback, so that nobody else learns of the payment.
    fn proves(&self, offer: &WalletOffer, verify: &str) -> bool {
        CallableUrl::read(verify, &self.servers)
            .is_ok_and(|place| [self.origin(), offer.callback.origin()].contains(&place.origin()))
    }

    /// Asks whether an invoice was paid. It counts as paid only by the preimage of its payment hash, which nobody but the wallet has until then.
    ///
    /// # Errors
    /// [`RailError::Refused`] if the address may not be called any more; [`RailError::Unavailable`].
    pub async fn is_paid(&self, verify: &str, hash: &str) -> Result<bool, RailError> {
        let place = CallableUrl::read(verify, &self.servers).map_err(|e| RailError::Refused(e.to_string()))?;
        let answer = place.ask(&self.servers, NAME, &[]).await?;
        // The wallet has forgotten the invoice.
        if !answer.status.is_success() || answer.read().is_ok_and(|refusal: WalletRefusal| refusal.is_error()) {
            return Ok(false);
        }
        let Proof { settled, preimage } = answer.read()?;
        let preimage = preimage.and_then(|text| HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok());
        let proved = preimage.is_some_and(|bytes| bytes.len() == 32 && hex::encode(Sha256::digest(&bytes)) == hash);
        if settled && !proved {
            tracing::warn!(provider = NAME, "a wallet says that it was paid, and proves nothing");
        }
        Ok(settled && proved)
    }
}

/// Parses a wallet's answer, unless it refuses.
fn accepted<T: DeserializeOwned>(answer: &Answer) -> Result<T, RailError> {
    if !answer.status.is_success() || answer.read().is_ok_and(|refusal: WalletRefusal| refusal.is_error()) {
        tracing::warn!(provider = NAME, status = answer.status.as_u16(), "a provider refuses");
        return Err(RailError::Refused(REFUSES.into()));
    }
    Ok(answer.read()?)
}
