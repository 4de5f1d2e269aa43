//! Instructions to a payer while a payment waits to be paid, and their code.

use crate::rails::{Instructions, Overlay};
use crate::share::qr::Matrix;
use crate::store::{self, PayerView};

/// The QR code that a payer scans or saves, if the rail has one.
pub fn code(shown: &Instructions) -> Option<Matrix> {
    let code = Matrix::encode(shown.qr.as_deref()?).ok()?;
    Some(match shown.overlay {
        Some(Overlay::SwissCross) => code.with_swiss_cross(),
        None => code,
    })
}

/// Takes the instructions out of a view. `None` unless the payment waits to be paid.
pub(super) fn instructions(view: &mut PayerView) -> Result<Option<Instructions>, store::Error> {
    let awaits_payer = view.state().awaits_payer();
    let shown = view.instructions.take().filter(|_| awaits_payer);
    let shown = shown.map(|json| serde_json::from_str(&json)).transpose();
    shown.map_err(|e| store::Error::Defect(format!("instructions: {e}")))
}
